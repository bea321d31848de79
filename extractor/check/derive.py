"""Derive what nobody printed: counts from percentages, percentages from counts, intervals; see also estimates.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from statistics import NormalDist

from extractor.check.bounds import counts, cut_off_count
from extractor.check.candidates import fits
from extractor.check.countable import is_all_or_none, is_level, is_percentage, is_person, why_not_countable
from extractor.check.estimates import estimates
from extractor.check.inputs import parts
from extractor.check.sums import counted
from extractor.check.wording import share
from extractor.model import Derived, Finding, Study

TENTH = Decimal("0.1")
Z95 = NormalDist().inv_cdf(0.975)


def derive(study: Study) -> Iterator[Derived]:
    """Yield the derived values of each finding in order, with its formula and the printed numbers behind it."""
    for finding in study.findings:
        if finding.operator != "=" or is_level(finding, study):
            continue
        if is_percentage(finding):
            shares = _of_percentage(finding, study)
        elif finding.measure in ("count", "proportion"):
            shares = _of_count(finding, study)
        else:
            shares = iter(())
        inputs = parts(
            finding, *("value", "denominator") if finding.numerator is None else ("numerator", "denominator")
        )
        yield from (replace(it, inputs=inputs) for it in shares)
        yield from estimates(finding, study)


# ------------------------------------------------------------------ shares


def _of_percentage(finding: Finding, study: Study) -> Iterator[Derived]:
    value, total = finding.value, finding.denominator
    assert value is not None
    if not total or why_not_countable(finding, study):
        return
    if finding.numerator is not None:
        of_it = finding.denominator_source == "stated" or fits(finding, total) is not False
        if finding.numerator <= total and of_it:  # 20 (27.4 %) is of another group than we read
            yield from wilson_interval(finding.id, finding.numerator, finding.numerator, total)
        return
    if is_all_or_none(finding):
        count = total if value else 0
        words = "all" if value else "none"
        yield Derived(finding.id, "numerator", f"{words} of {total} are {count}", value=Decimal(count))
        yield from wilson_interval(finding.id, count, count, total)
        return
    fitting = counts(value, total)
    cut = None if fitting else cut_off_count(value, total)
    if fitting or cut is not None:
        low, high = (fitting[0], fitting[-1]) if fitting else (cut or 0, cut or 0)
        yield _numerator(finding.id, value, total, low, high, cut=not fitting)
        yield from wilson_interval(finding.id, low, high, total)
    else:
        yield from _wilson_of_share(finding.id, value, total)


def _numerator(finding: str, value: Decimal, total: int, low: int, high: int, *, cut: bool) -> Derived:
    exact = (value * total / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    start = f"{value} % of {total} = {exact}"
    if low < high:
        formula = f"{start}; {low}/{total} to {high}/{total} all round to {value} %"
        return Derived(finding, "numerator", formula, low=Decimal(low), high=Decimal(high))
    how = f"becomes {value} % when cut off" if cut else f"rounds to {value} %"
    return Derived(finding, "numerator", f"{start}, only {low}/{total} {how}", value=Decimal(low))


def _of_count(finding: Finding, study: Study) -> Iterator[Derived]:
    """Yield the percentage and its interval of a count of patients with a known denominator."""
    count, total = counted(finding), finding.denominator
    if count is None or not total or not 0 <= count <= total or finding.category == "cohort_size":
        return
    if finding.numerator is None and not _is_share(finding, study):
        return
    rounded = (Decimal(100 * count) / total).quantize(TENTH, ROUND_HALF_UP)
    yield Derived(finding.id, "percentage", share(count, total), value=rounded)
    yield from wilson_interval(finding.id, count, count, total)


def _is_share(finding: Finding, study: Study) -> bool:
    """Return whether the count and its whole count the same: men of patients, lesions of lesions.

    Not 3 tumours of 43 patients, 3 patients of 57 lesions, or the 25 men of an arm of men, who are its size.
    """
    whole = study.cohort.unit if study.cohort else "patients"
    place = finding.spans.get("value")
    sizes = {(arm.start, arm.n) for arm in study.arms}
    if study.cohort:
        sizes.add((study.cohort.start, study.cohort.value))
    if place is not None and (place.start, counted(finding)) in sizes:
        return False
    alike = finding.unit in (None, whole) or (is_person(finding.unit) and is_person(whole))
    return alike or finding.value == 0  # no abscess after 429 operations: none of them


def wilson_interval(finding: str, low: int, high: int, total: int) -> Iterator[Derived]:
    """Yield the 95 % Wilson interval of a count, the outer one when the count is between *low* and *high*."""
    which = f"{low}/{total}" if low == high else f"{low}/{total} to {high}/{total}"
    formula = f"95 % Wilson interval of {which}, in per cent"
    yield Derived(finding, "wilson_low", formula, value=_tenths(wilson(low, total)[0]))
    yield Derived(finding, "wilson_high", formula, value=_tenths(wilson(high, total)[1]))


def _wilson_of_share(finding: str, value: Decimal, total: int) -> Iterator[Derived]:
    formula = f"95 % Wilson interval of {value} % with n = {total}, though no count of {total} fits; in per cent"
    low, high = wilson(value * total / 100, total)
    yield Derived(finding, "wilson_low", formula, value=_tenths(low))
    yield Derived(finding, "wilson_high", formula, value=_tenths(high))


def wilson(count: int | Decimal, total: int, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval of *count* of *total*, as shares from 0 to 1.

    It behaves at 0 and at *total*, where the textbook interval has no width.

    Source:
        Wilson 1927, doi:10.1080/01621459.1927.10502953.

    >>> [round(100 * end, 1) for end in wilson(24, 43)]
    [41.1, 69.6]
    """
    p = float(count) / total
    middle = p + z * z / (2 * total)
    reach = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def _tenths(part: float) -> Decimal:
    """Return a share as per cent with one decimal."""
    return Decimal(f"{100 * part:.1f}")
