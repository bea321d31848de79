"""Check that some whole number of patients gives the printed percentage (GRIM; INSPECT-SR 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.check.bounds import always_fits, counts, cut_off_count, digits
from extractor.check.countable import (
    is_all_or_none,
    is_assumed,
    is_percentage,
    may_be_estimate,
    named_subgroup,
    why_not_countable,
)
from extractor.check.wording import moment, share
from extractor.model import Check, Concept, Finding, Study, Verdict

LISTED = 6  # smaller denominators named in a reason
SMALLEST = 10  # patients; almost any share fits some smaller count that an abstract prints
MANY = 3  # misfits that put a denominator in doubt
LARGEST = 2000  # no denominator above it is looked at when naming them
WORTH_SAYING = Decimal("0.1")  # from here on, that a random percentage fits too is news
OPERATORS = ("=", "<", ">", "<=", ">=")


def grim(finding: Finding, study: Study, concepts: Sequence[Concept] = ()) -> Check | None:
    """Return whether a count of patients fits the percentage, or None when there is nothing to compare.

    A percentage of N patients can only be one of N + 1 values. The printed zeros count, halves may have been
    rounded either way, and a value cut off instead of rounded is accepted and called so. A result with its own
    numerator is left to ``count_percentage``.

    Source:
        Brown & Heathers 2017, doi:10.1177/1948550616673876.
    """
    if not is_percentage(finding) or not finding.denominator or finding.numerator is not None:
        return None
    if is_all_or_none(finding):
        return None  # true of any number of patients
    verdict, reason = _judged(finding, study, concepts)
    return Check(finding.id, "grim", verdict, reason)


def chance(percentage: Decimal, total: int) -> Decimal:
    """Return how likely a random percentage with as many digits fits *total* patients, 0 to 1."""
    return min(Decimal(1), Decimal(total) / Decimal(100).scaleb(digits(percentage)))


def _judged(finding: Finding, study: Study, concepts: Sequence[Concept]) -> tuple[Verdict, str]:
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    reason = why_not_countable(finding, study)
    if reason:
        return "unchecked", reason
    if finding.operator != "=":
        return _limit(finding.operator, value, total)
    if always_fits(value, total):
        kind = "whole percentage" if digits(value) == 0 else f"percentage with {digits(value)} decimals"
        kind = kind.replace("1 decimals", "1 decimal")
        return "unchecked", f"with {total} patients every {kind} is possible: cannot be checked"
    for count in counts(value, total):
        told = share(count, total, _places(value))
        return "consistent", f"{told}, which rounds to {value} %{_by_chance(value, total)}"
    cut = cut_off_count(value, total)
    if cut is not None:
        return "consistent", f"{value} % is {cut}/{total} cut off, not rounded ({share(cut, total, _places(value))})"
    return _misfit(finding, study, concepts)


def _misfit(finding: Finding, study: Study, concepts: Sequence[Concept]) -> tuple[Verdict, str]:
    """Return the verdict on a percentage no count fits: doubt our reading of its denominator first."""
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    impossible = f"{_neighbours(value, total)}; no count of {total} rounds to {value} %"
    if may_be_estimate(finding):
        return "unchecked", f"{impossible}, but such a rate is often an estimate, not a count"
    if not is_assumed(finding):
        group = f" ({finding.denominator_reason})" if finding.denominator_reason else ""
        return "inconsistent", f"{impossible}{group}. {_smaller_groups(value, total)}"
    for size in other_groups(finding, study):
        if 2 * size < 100 * 10 ** digits(value) and counts(value, size):
            fit = f"{counts(value, size)[0]}/{size}"
            return "unchecked", f"{impossible}, but {fit} does: probably a share of that group; {_our_reading(finding)}"
    if finding.time is not None:
        known = f"how many were seen at {moment(finding.time)} is not printed"
        return "unchecked", f"{impossible}, but {known}; {_our_reading(finding)}"
    doubt = _doubt(finding, study)
    if doubt:
        return "unchecked", f"{impossible}, but {doubt}; {_our_reading(finding)}"
    those = next((f": {c.share_of}" for c in concepts if c.id == finding.concept and c.share_of), "")
    return "inconsistent", f"{impossible}. {_smaller_groups(value, total)}{those}. T{_our_reading(finding)[1:]}"


def _doubt(finding: Finding, study: Study) -> str | None:
    """Return why our reading of the denominator is probably wrong, so that the paper is not blamed for it."""
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    if finding.ci is not None:
        return "an estimate with an interval may have been weighted"
    narrower = named_subgroup(finding, study)
    if narrower:
        return f"it is said of {narrower}, whose number is not known"
    if not any(counts(value, size) for size in range(1, min(total, LARGEST))):
        return "no smaller group fits either: probably not a share of patients"
    fits = [
        bool(counts(other.value, total)) or cut_off_count(other.value, total) is not None
        for other in study.findings
        if _alike(other, finding, study) and other.value is not None
    ]
    if fits.count(False) >= MANY and fits.count(False) > fits.count(True):
        return f"{fits.count(False)} percentages do not fit {total}: probably another number was counted"
    return None


def _alike(other: Finding, finding: Finding, study: Study) -> bool:
    """Return whether *other* is a checkable percentage with the same assumed denominator."""
    same = (other.denominator, other.denominator_source) == (finding.denominator, finding.denominator_source)
    if not same or not is_percentage(other) or other.numerator is not None or other.operator != "=":
        return False
    assert other.value is not None and other.denominator is not None
    return not always_fits(other.value, other.denominator) and why_not_countable(other, study) is None


def other_groups(finding: Finding, study: Study) -> Iterator[int]:
    """Yield the sizes of the other groups the abstract prints: the rivals of an assumed denominator."""
    sizes = {arm.n for arm in study.arms} | {study.cohort.value if study.cohort else None}
    for other in study.findings:
        if other.denominator_source in ("stated", "subgroup"):
            sizes.add(other.denominator)
        if other.measure == "count" and other.value is not None and other.unit in (None, "patients"):
            sizes.add(int(other.value) if other.value >= SMALLEST else None)
    yield from sorted(size for size in sizes if size and size > 1 and size != finding.denominator)


def _neighbours(value: Decimal, total: int) -> str:
    """Return the counts just under and just over the percentage with what they are."""
    below = min(total - 1, int(value * total / 100))
    places = _places(value)
    return f"{share(below, total, places)} and {share(below + 1, total, places)}"


def _smaller_groups(value: Decimal, total: int) -> str:
    """Return which smaller denominators would fit, so that the reader can recognise the group."""
    sizes = [size for size in range(1, min(total, LARGEST)) if counts(value, size)]
    if not sizes:
        return "No smaller group fits either"
    smallest = sizes[0]
    multiples = range(smallest, total, smallest)[:LISTED]
    named = ", ".join(f"{counts(value, size)[0]}/{size}" for size in multiples)
    more = " …" if len(sizes) > len(multiples) else ""
    fit = "fit" if len(sizes) > 1 else "fits"
    return f"{named}{more} {fit}: the denominator is probably a smaller group"


def _our_reading(finding: Finding) -> str:
    group = finding.denominator_reason or ("the group" if finding.denominator_source == "arm" else "the whole cohort")
    return f"that it is a share of {finding.denominator} ({group}) is our reading"


def _limit(operator: str, value: Decimal, total: int) -> tuple[Verdict, str]:
    """Return whether any count satisfies ``> 95 %``, ``<= 1 %``."""
    if operator not in OPERATORS:
        return "unchecked", f"an approximate percentage ({operator} {value} %) cannot be checked"
    near = int(value * total / 100)
    edge = [k for k in range(near - 1, near + 3) if 0 <= k <= total and satisfies(k, total, operator, value)]
    if not edge:
        return "inconsistent", f"no count of {total} is {operator} {value} %"
    first, last = (0, edge[-1]) if operator.startswith("<") else (edge[0], total)
    which = f"{first}/{total}" if first == last else f"{first}/{total} to {last}/{total}"
    return "consistent", f"{which} would be {operator} {value} %"


def satisfies(count: int, total: int, operator: str, value: Decimal) -> bool:
    """Return whether *count* of *total* obeys an inequality with a percentage, exactly."""
    exact, limit = 100 * count, value * total
    return {"<": exact < limit, ">": exact > limit, "<=": exact <= limit, ">=": exact >= limit}[operator]


def _by_chance(value: Decimal, total: int) -> str:
    """Return how weak the check is, when it is weak."""
    likely = chance(value, total)
    return f"; a random percentage would fit {likely * 100:.0f} % of the time" if likely >= WORTH_SAYING else ""


def _places(value: Decimal) -> int:
    return max(2, digits(value) + 1)
