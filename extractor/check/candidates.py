"""The groups a share could be a share of: the one it is read against, and every other one the abstract prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.check.bounds import always_fits, counts, cut_off_count
from extractor.check.countable import in_digits, is_percentage
from extractor.model import Finding, Study

SMALLEST = 10  # patients; almost any share fits some smaller count that an abstract prints
LARGEST = 500  # of more almost every share with one decimal is a count
WHOLE = re.compile(r"(?<![\d.,/-])\d{1,3}(?:,\d{3})*(?![\d.,%/-]*\d|\s*%|\s*-?year)")
# not men or women: a share of one sex names it
PEOPLE = (None, "patients", "patient", "cases", "subjects", "participants")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group that a share may be of; ``fits`` is None where the share is no evidence for or against it."""

    size: int
    group: str  # "the whole cohort", "the 215 patients who were followed up"
    fits: bool | None
    chosen: bool = False


def candidates(finding: Finding, study: Study) -> tuple[Candidate, ...]:
    """Return the chosen denominator of a share first, then its rivals by size; empty for what is no share."""
    if finding.measure not in ("proportion", "count") or finding.category == "cohort_size":
        return ()
    chosen = []
    if finding.denominator:
        words = finding.denominator_reason or finding.denominator_source or "as printed"
        chosen = [Candidate(finding.denominator, words, fits(finding, finding.denominator), chosen=True)]
    if finding.denominator_source == "stated":
        return tuple(chosen)  # the paper says it itself
    return (*chosen, *(Candidate(size, words, fits(finding, size)) for size, words in rivals(finding, study)))


def rivals(finding: Finding, study: Study) -> Iterator[tuple[int, str]]:
    """Yield size and words of every group the abstract prints, other than the one the share is read against."""
    found: dict[int, str] = {}
    if study.cohort:
        found[study.cohort.value] = "the whole cohort"
    for arm in study.arms:
        if arm.n:
            found.setdefault(arm.n, f"the patients of {arm.name}")
    for other in study.findings:
        if other.denominator_source in ("stated", "subgroup") and other.denominator:
            found.setdefault(other.denominator, other.denominator_reason or "a group printed elsewhere")
        size = other.value if other.measure == "count" else None
        if size is not None and size >= SMALLEST and other.unit in PEOPLE and size == int(size):
            found.setdefault(int(size), f"those counted in “{other.quote}”")
    yield from sorted((size, words) for size, words in found.items() if size > 1 and size != finding.denominator)


def other_number(finding: Finding, study: Study) -> int | None:
    """Return another number of the abstract that the share can be one of: printed anywhere, or two groups together.

    The 72 procedures of 63 patients, the 64 with and the 128 without: what is counted is not always who is counted.
    """
    groups = {size for size, _ in rivals(finding, study)} | {finding.denominator or 0}
    numbers = {int(word.replace(",", "")) for word in WHOLE.findall(study.document.text)}
    numbers |= {one + other for one in groups for other in groups if one != other}
    likely = sorted(n for n in numbers - {finding.denominator} if SMALLEST <= n <= LARGEST)
    value = finding.value
    return next((n for n in likely if value is not None and not always_fits(value, n) and counts(value, n)), None)


def fits(finding: Finding, size: int) -> bool | None:
    """Return whether the printed share can be one of *size* patients; None when every share can."""
    if not is_percentage(finding) or not in_digits(finding) or finding.operator != "=" or finding.value is None:
        return None
    if finding.numerator is not None:
        at = finding.numerator
        return at in counts(finding.value, size) or at == cut_off_count(finding.value, size)
    if always_fits(finding.value, size):
        return None
    return bool(counts(finding.value, size)) or cut_off_count(finding.value, size) is not None
