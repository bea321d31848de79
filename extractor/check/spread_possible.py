"""Check that a standard deviation can be one: of positive values, inside its range, no standard error in disguise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.check.bounds import bounds
from extractor.check.estimates import group_size
from extractor.model import Check, Finding, Study, Verdict

# quantities that are never negative; changes and differences of them are
POSITIVE = re.compile(
    r"\bage\b|\baged\b|weight|\bBMI\b|body mass|height|duration|length of|stay|time|volume|blood loss|size|diameter|"
    r"follow[- ]?up|dose|pressure|rate|count|creatinine|h[ae]+moglobin|cost",
    re.I,
)
CHANGE = re.compile(
    r"chang|differ|reduc|increas|decreas|gain|loss of|improv|declin|fell|rose|drop|delta|Δ|from baseline|percent|%|"
    r"motion|movement|shift|displace|offset",
    re.I,
)
FEWEST = 10


def spread_possible(finding: Finding, study: Study) -> Iterator[Check]:
    """Yield a verdict on the SD, SE or ± printed with a mean.

    Impossible is a deviation that no values between the printed extremes can have (Bhatia & Davis 2000,
    doi:10.1080/00031305.2000.10474524, and its counterpart from below), or that no n values above zero can. One that is
    merely larger than the mean of a positive quantity is left unchecked and called worth a look.
    """
    if finding.measure != "mean" or finding.value is None or finding.operator != "=":
        return
    spread = finding.sd if finding.sd is not None else finding.plus_minus
    if spread is None or spread <= 0:
        return
    sized = group_size(finding, study)
    judged = _judged(finding, spread, sized[0] if sized else None, study)
    if judged:
        yield Check(finding.id, "spread_possible", *judged)


def _judged(finding: Finding, spread: Decimal, size: int | None, study: Study) -> tuple[Verdict, str] | None:
    if size is not None and size < 2:
        return None
    name = "SD" if finding.sd is not None else "±"
    if finding.range and finding.range[0] < finding.range[1]:
        return _inside_range(finding, spread, size, name)
    if _is_positive(finding, study) and finding.value is not None:
        return _of_positive(finding.value, spread, size, name)
    return None


def _is_positive(finding: Finding, study: Study) -> bool:
    words = f"{finding.outcome} {study.document.text[finding.sentence.start : finding.sentence.end]}"
    return finding.unit != "%" and bool(POSITIVE.search(finding.outcome)) and not CHANGE.search(words)


def _inside_range(finding: Finding, spread: Decimal, size: int | None, name: str) -> tuple[Verdict, str]:
    """Return whether values between the printed extremes with the printed mean can spread so much, or so little."""
    assert finding.value is not None and finding.range is not None
    low, high = bounds(finding.range[0])[0], bounds(finding.range[1])[1]
    mean = finding.value
    told = f"{name} {spread} of values from {finding.range[0]} to {finding.range[1]} with mean {mean}"
    if not low <= mean <= high:
        return "unchecked", f"{told}: the mean lies outside"  # range_holds_estimate speaks of it
    correction = Decimal(size) / (size - 1) if size else Decimal(2)
    ends = bounds(mean)
    most = (max((high - end) * (end - low) for end in ends) * correction).sqrt()
    least = bounds(spread)
    if least[0] > most:
        return "inconsistent", f"{told}: no more than {most:.3g} is possible"
    if size and size >= FEWEST:
        narrow = bounds(finding.range[1])[0] - bounds(finding.range[0])[1]
        fewest = narrow / Decimal(2 * (size - 1)).sqrt()  # all values at the mean but the two extremes
        as_error = spread * Decimal(size).sqrt()
        if least[1] < fewest:
            reason = f"{told}: {size} values so far apart have an SD of at least {fewest:.3g}"
            hint = f"; as a standard error it would stand for an SD of {as_error:.3g}"
            return ("inconsistent" if name == "SD" else "unchecked"), f"{reason}{hint}: SE named SD?"
    return "consistent", f"{told}: possible, at most {most:.3g}"


def _of_positive(mean: Decimal, spread: Decimal, size: int | None, name: str) -> tuple[Verdict, str] | None:
    """Return whether values of which none is negative can have this mean and deviation."""
    if mean <= 0:
        return None
    told = f"mean {mean}, {name} {spread}"
    limit = bounds(mean)[1] * Decimal(size).sqrt() if size else None
    if limit is not None and bounds(spread)[0] > limit:
        return "inconsistent", f"{told}: {size} values above zero have an SD of at most {mean} × √{size} = {limit:.3g}"
    if spread > mean:
        return "unchecked", f"{told}: larger than the mean of a positive quantity, so very skewed; worth a look"
    return "consistent", f"{told}: possible for a positive quantity"
