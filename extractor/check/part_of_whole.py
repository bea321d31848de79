"""Check that a part is not larger than its whole: numerator, denominator, cohort (INSPECT-SR 4.6)."""

from __future__ import annotations

import re

from extractor.check.countable import PATIENT_WORDS, is_assumed
from extractor.model import Check, Finding, Study

# "14 of the 12 patients"; not a blood pressure of 140/90, 240 eyes of 120 subjects, or day 20 of the first 4 cycles
PATIENTS_OF_PATIENTS = re.compile(rf"^\d[\d,]*\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?\d[\d,]*\s+{PATIENT_WORDS}\b", re.I)


def part_of_whole(finding: Finding, study: Study) -> Check | None:
    """Return what is wrong with the order numerator <= denominator <= cohort, or None when nothing is.

    Two numbers with a slash may be a blood pressure and two with "of" count different things, so a part is only held
    to its whole where a percentage stands beside them or both count patients. A denominator above the cohort is left
    unchecked: it may count lesions, eyes or operations, or those screened.
    """
    count, total = finding.numerator, finding.denominator
    if count is not None and total is not None and count > total:
        if is_assumed(finding):
            reason = f"{count} is more than {total}; that it is a part of {total} is our reading"
            return Check(finding.id, "part_of_whole", "unchecked", reason)
        if not _is_a_share(finding, study):
            return None
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


def _is_a_share(finding: Finding, study: Study) -> bool:
    """Return whether the words leave no doubt that the one number is a part of the other."""
    text = study.document.text[finding.start : min(finding.sentence.end, finding.end + 40)]
    percentage = finding.value is not None and finding.unit == "%" and finding.denominator_source == "stated"
    return percentage or bool(PATIENTS_OF_PATIENTS.search(text))
