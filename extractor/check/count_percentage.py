"""Check that the printed count and the printed percentage agree (INSPECT-SR 4.8)."""

from __future__ import annotations

from decimal import Decimal

from extractor.check.bounds import counts, cut_off_count, digits
from extractor.check.countable import is_assumed, is_estimate, is_percentage
from extractor.check.grim import OPERATORS, satisfies
from extractor.check.wording import listed, share
from extractor.model import Check, Finding, Study, Verdict


def count_percentage(finding: Finding, study: Study) -> Check | None:
    """Return whether n/N gives the printed percentage, or None when one of the three is missing.

    ``21/46 (45 %)`` is accepted as cut off instead of rounded. When the denominator is our reading and a smaller
    group would agree, it is the reading that is in doubt, not the paper.
    """
    if not is_percentage(finding) or finding.numerator is None or not finding.denominator:
        return None
    if finding.numerator > finding.denominator:
        return None  # part_of_whole speaks of it
    verdict, reason = _judged(finding, study)
    return Check(finding.id, "count_percentage", verdict, reason)


def _judged(finding: Finding, study: Study) -> tuple[Verdict, str]:
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    told = share(count, total, max(2, digits(value) + 1))
    if not any(character.isdigit() for character in finding.value_printed or str(value)):
        return "unchecked", f"{told}; a share given in words is approximate"
    if finding.operator != "=":
        return _limit(finding.operator, value, count, total, told)
    if count in counts(value, total):
        return "consistent", f"{told}, which rounds to {value} %"
    if count == cut_off_count(value, total):
        return "consistent", f"{value} % is {count}/{total} cut off, not rounded ({told})"
    if is_estimate(finding, study):
        return "unchecked", f"{told}, but a rate at a time is an estimate, not a count"
    return _mismatch(finding, study, told)


def _limit(operator: str, value: Decimal, count: int, total: int, told: str) -> tuple[Verdict, str]:
    if operator not in OPERATORS:
        return "unchecked", f"{told}; an approximate percentage ({operator} {value} %) cannot be checked"
    if satisfies(count, total, operator, value):
        return "consistent", f"{told} is {operator} {value} %"
    return "inconsistent", f"{told}, not {operator} {value} %"


def _mismatch(finding: Finding, study: Study, told: str) -> tuple[Verdict, str]:
    """Return the verdict on a count and a percentage that disagree."""
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    if not is_assumed(finding):
        return "inconsistent", f"{told}, not {value} %{_meant(value, total)}"
    whole = study.cohort.value if study.cohort else None
    sizes = [str(size) for size in _denominators(count, value) if whole is None or size <= whole]
    if sizes:
        return "unchecked", f"{told}; {value} % would be {count} of {listed(sizes[:3], 'or')}: probably a smaller group"
    reading = f"that it is a share of {total} is our reading, but no group of up to {whole} patients fits"
    return "inconsistent", f"{told}, not {value} %{_meant(value, total)}; {reading}"


def _meant(value: Decimal, total: int) -> str:
    """Return which count of *total* would be *value* per cent, when one is."""
    fitting = counts(value, total)
    return f"; {value} % of {total} would be {fitting[0]}" if len(fitting) == 1 else ""


def _denominators(count: int, value: Decimal) -> list[int]:
    """Return the denominators of which *count* rounds to *value* per cent."""
    if not count or not value:
        return []
    near = int(100 * count / value)
    reach = 2 + int(100 * count / (value * value * 10 ** digits(value)))
    sizes = range(max(count, near - reach), near + reach + 1)
    return [size for size in sizes if size and count in counts(value, size)]
