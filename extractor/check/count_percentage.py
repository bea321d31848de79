"""Check that the printed count and the printed percentage agree (INSPECT-SR 4.8)."""

from __future__ import annotations

from decimal import Decimal

from extractor.check.bounds import counts, cut_off_count, digits
from extractor.check.countable import in_digits, is_assumed, is_estimate, is_percentage
from extractor.check.grim import OPERATORS, satisfies
from extractor.check.wording import listed, share
from extractor.model import Check, Finding, Study, Verdict

LISTED = 3  # denominators that would agree, named in a reason
FARTHEST = 1000  # patients away from the likeliest denominator


def count_percentage(finding: Finding, study: Study) -> Check | None:
    """Return whether n/N gives the printed percentage, or None when there is nothing to compare.

    ``21/46 (45 %)`` is accepted as cut off instead of rounded. When the denominator is our reading, or not known at
    all, only a count and a percentage that agree in no group of any size do not fit.
    """
    if not is_percentage(finding) or finding.numerator is None:
        return None
    if finding.denominator and finding.numerator > finding.denominator and not is_assumed(finding):
        return None  # part_of_whole speaks of it
    judged = _judged(finding, study) if finding.denominator else _without_whole(finding)
    return Check(finding.id, "count_percentage", *judged) if judged else None


def _judged(finding: Finding, study: Study) -> tuple[Verdict, str]:
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    told = share(count, total, max(2, digits(value) + 1))
    if not in_digits(finding):
        return "unchecked", f"{told}; a share given in words is approximate"
    if finding.operator != "=":
        return _limit(finding.operator, value, count, total, told)
    if count in counts(value, total):
        return "consistent", f"{told}, which rounds to {value} %"
    if count == cut_off_count(value, total):
        return "consistent", f"{value} % is {count}/{total} cut off, not rounded ({told})"
    if is_estimate(finding, study):
        return "unchecked", f"{told}, but a rate at a time is an estimate, not a count"
    return _mismatch(finding, told)


def _limit(operator: str, value: Decimal, count: int, total: int, told: str) -> tuple[Verdict, str]:
    if operator not in OPERATORS:
        return "unchecked", f"{told}; an approximate percentage ({operator} {value} %) cannot be checked"
    if satisfies(count, total, operator, value):
        return "consistent", f"{told} is {operator} {value} %"
    return "inconsistent", f"{told}, not {operator} {value} %"


def _mismatch(finding: Finding, told: str) -> tuple[Verdict, str]:
    """Return the verdict on a count and a percentage that disagree."""
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    if not is_assumed(finding):
        return "inconsistent", f"{told}, not {value} %{_meant(value, total)}"
    sizes = _denominators(count, value)
    if sizes:
        fitting = listed([str(size) for size in sizes[:LISTED]], "or")
        return "unchecked", f"{told}; {value} % would be {count} of {fitting}: probably another group than we read"
    return "inconsistent", f"{told}, not {value} %{_meant(value, total)}; {count} is {value} % of no group of any size"


def _without_whole(finding: Finding) -> tuple[Verdict, str] | None:
    """Return the verdict on a count and a percentage of an unknown group, when there can be no such group."""
    value, count = finding.value, finding.numerator
    assert value is not None and count is not None
    exact = finding.operator == "=" and in_digits(finding)
    if not exact or not count or not 0 < value <= 100 or _denominators(count, value):
        return None
    return "inconsistent", f"{count} is {value} % of no group of any size"


def _meant(value: Decimal, total: int) -> str:
    """Return which count of *total* would be *value* per cent, when one is."""
    fitting = counts(value, total)
    return f"; {value} % of {total} would be {fitting[0]}" if len(fitting) == 1 else ""


def _denominators(count: int, value: Decimal) -> list[int]:
    """Return the denominators of which *count* rounds, or is cut off, to *value* per cent."""
    if not count or not value:
        return []
    near = int(100 * count / value)
    reach = min(FARTHEST, 2 + int(100 * count / (value * value * 10 ** digits(value))))
    sizes = range(max(count, near - reach), near + reach + 1)
    return [size for size in sizes if size and (count in counts(value, size) or count == cut_off_count(value, size))]
