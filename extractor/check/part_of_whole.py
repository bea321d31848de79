"""Check that a part is not larger than its whole: numerator, denominator, cohort (INSPECT-SR 4.6)."""

from __future__ import annotations

from extractor.check.countable import is_assumed
from extractor.model import Check, Finding, Study


def part_of_whole(finding: Finding, study: Study) -> Check | None:
    """Return what is wrong with the order numerator <= denominator <= cohort, or None when nothing is.

    A denominator above the cohort is only left unchecked: it may count lesions, eyes or operations, or those screened.
    """
    count, total = finding.numerator, finding.denominator
    if count is not None and total is not None and count > total:
        if is_assumed(finding):
            reason = f"{count} is more than {total}; that it is a part of {total} is our reading"
            return Check(finding.id, "part_of_whole", "unchecked", reason)
        reason = f"{count} of {total}: the part is larger than the whole"
        return Check(finding.id, "part_of_whole", "inconsistent", reason)
    cohort = study.cohort
    if total is None or cohort is None or finding.category == "cohort_size":
        return None
    if total > cohort.value and not is_assumed(finding):
        reason = (
            f"{total} is more than the cohort of {cohort.value} {cohort.unit}: "
            "another unit (lesions, operations) or a wider group"
        )
        return Check(finding.id, "part_of_whole", "unchecked", reason)
    return None
