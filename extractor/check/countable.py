"""Say why a percentage is not a count of patients divided by their number.

GRIM and every derived count rest on that division. Most of its false alarms are percentages that
were never such a quotient: rates read off a survival curve, changes, weighted shares, shares of lesions.
"""

from __future__ import annotations

import re

from extractor.model import Finding, Study

NEAR = 60  # characters
ESTIMATED = ("survival", "local_control")  # with a time: read off a Kaplan-Meier curve
CURVE = re.compile(r"kaplan|actuarial|cumulative(?:ly)? inciden|life[- ]table|estimated", re.I)
WEIGHTED = re.compile(r"propensity|weighted|standardi[sz]ed|covariate[- ]adjusted|age[- ]adjusted", re.I)
CHANGE_BEFORE = re.compile(
    r"\b(?:reduc|increas|decreas|declin|improv|chang|drop|diminish|gain|fell|rose|grew|shr[aiu]nk)\w*"
    r"\s+(?:\w+\s+){0,3}(?:by|of)\s+(?:\w+\s+)?$",
    re.I,
)
CHANGE_AFTER = re.compile(
    r"^\s*(?:relative |absolute |risk |mean |median )*(?:reduction|increase|decrease|decline|higher|lower|more|less|"
    r"greater|better|worse|change|of (?:normal|predicted))\b",
    re.I,
)
NOT_PATIENTS = re.compile(
    r"^\s*(?:of|in|for)\s+(?:the\s+|all\s+|these\s+)?(?:\d+\s+)?(?:\w+\s+)?"
    r"(lesions|eyes|tumou?rs|metastases|nodules|aneurysms|levels|vertebrae|segments|implants|screws|procedures|"
    r"operations|surgeries|resections|treatments|samples|specimens|scans|images|studies|visits|sessions|limbs|knees|"
    r"hips|joints|teeth|fractures|cells)\b",
    re.I,
)
OTHER_SCALE = re.compile(
    r"sensitivity|specificity|accuracy|predictive value|agreement|concordance|\bvolume|isodose|\bdose\b|"
    r"ejection fraction|h[ae]+matocrit|saturation|confidence|compliance with|percentile",
    re.I,
)
UNIT_STEM = re.compile(r"e?s$")


def sentence(finding: Finding, study: Study) -> str:
    """Return the words of the sentence that holds *finding*."""
    return study.document.text[finding.sentence.start : finding.sentence.end]


def is_percentage(finding: Finding) -> bool:
    """Return whether *finding* is a printed percentage of something."""
    return finding.measure == "proportion" and finding.unit == "%" and finding.value is not None


def is_assumed(finding: Finding) -> bool:
    """Return whether the denominator is our reading: the paper does not print it with the result."""
    return finding.denominator_source in ("cohort", "arm")


def is_estimate(finding: Finding, study: Study) -> bool:
    """Return whether the rate was read off a survival curve: a category and a time, or the words say so."""
    timed = finding.time is not None and finding.category in ESTIMATED
    return timed or bool(CURVE.search(sentence(finding, study)))


def why_not_countable(finding: Finding, study: Study) -> str | None:
    """Return why *finding* is no count over a number of patients, for the reader, or None when it may be one.

    Args:
        finding: A printed percentage (see ``is_percentage``).
    """
    assert finding.value is not None
    if not any(character.isdigit() for character in finding.value_printed or str(finding.value)):
        return "a share given in words is approximate"
    if is_estimate(finding, study):
        return "a rate at a time is an estimate, not a count"
    if not 0 <= finding.value <= 100:
        return "outside 0 to 100 %: not a share of patients"
    if WEIGHTED.search(sentence(finding, study)):
        return "a weighted or adjusted share is not a count"
    return _why_not_patients(finding, study)


def _why_not_patients(finding: Finding, study: Study) -> str | None:
    """Return why the percentage is of something other than patients, judged by the words around it."""
    place = finding.spans.get("value")
    text = study.document.text
    before = text[max(0, place.start - NEAR) : place.start] if place else ""
    after = re.sub(r"^\s*(?:%|per ?cent)", "", text[place.end : place.end + NEAR]) if place else ""
    if CHANGE_BEFORE.search(before) or CHANGE_AFTER.search(after):
        return "a change, not a share of patients"
    if OTHER_SCALE.search(finding.outcome):
        return "measures something other than how many patients"
    other = NOT_PATIENTS.search(after)
    unit = study.cohort.unit if study.cohort else "patients"
    if other and is_assumed(finding) and UNIT_STEM.sub("", other[1].lower()) != UNIT_STEM.sub("", unit.lower()):
        return f"a share of {other[1].lower()}, whose number is not known, not of {unit}"
    return None
