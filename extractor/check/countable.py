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
EVENT_FREE = re.compile(r"surviv|\bfree\b|freedom|-free", re.I)
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
THING = (
    r"(lesions|eyes|tumou?rs|metastases|nodules|aneurysms|levels|vertebrae|segments|implants|prosthes[ei]s|grafts|screws|"
    r"procedures|operations|surgeries|resections|treatments|injections|samples|specimens|scans|images|studies|visits|"
    r"sessions|limbs|legs|arms|knees|hips|feet|hands|joints|teeth|fractures|veins|arteries|vessels|valves|nerves|cells|"
    r"time|pregnancies|births|deaths|complications|recurrences|failures|admissions|hospitals|centres|centers)"
)
NOT_PATIENTS = re.compile(
    r"^\s*(?:of|in|for)\s+(?:the\s+|all\s+|these\s+|our\s+)?(?:\d+\s+)?(?:[\w-]+\s+)?" + THING + r"\b", re.I
)
NOT_PATIENTS_BEFORE = re.compile(r"\b" + THING + r"\s*[(\[,:]\s*$", re.I)
SUBGROUP = re.compile(
    r"^\s*of\s+(?:the\s+|all\s+)?((?:patients|cases|those|men|women|children|subjects)\s+"
    r"(?:with|without|who|whose|whom|in whom|requiring|needing|having|receiving|treated|aged|older|younger|operated)\b"
    r"(?:\s+[\w-]+){0,4})",
    re.I,
)
OTHER_SCALE = re.compile(
    r"sensitivity|specificity|accuracy|predictive value|agreement|concordance|\bvolume|isodose|\bdose\b|"
    r"ejection fraction|h[ae]+matocrit|saturation|confidence|compliance with|percentile",
    re.I,
)
UNIT_STEM = re.compile(r"e?s$")
PER_CENT = re.compile(r"^\s*(?:%|per ?cent)")
MEASURED = re.compile(
    r"[-‐–/.]\s*\w|\s*(?:x|×|mg|µg|mm|cm|kg|m?l|g|Gy|another|year|month|week|day|hour|h|min|point|cycle|item|of)s?\b|\s*[%+−]"
)
LEVEL = re.compile(r"^\s*-?(?:\w+[- ]){0,2}(?:C\.?\s?I\b|CrI|conf|credib|predict|interval|limits?\b)", re.I)
ESTIMATED_WORDS = re.compile(
    r"probabilit|likelihood|\b(?:rates?|risk|incidences?) of\b.*\bper\b|per (?:year|annum|patient|person|\d)|/year|"
    r"\d[- ]?y(?:ea)?r?s?\b.{0,20}(?:incidence|rate|risk)|yearly|annual|weighted|pooled|meta-?analy|imputed|overlap|"
    r"mean (?:percent|rate|reduction)|median percent|variance|explain|assum|simulat|base case|"
    r"model(?:l?ed|l?ing| predicted)|least[- ]squares|LS mean|on average|average (?:of )?\d",
    re.I,
)
PATIENT_WORDS = (
    r"(?:patients|cases|subjects|participants|individuals|children|women|men|infants|adults|people|volunteers)"
)
PERSON = re.compile(
    r"(?:patient|case|subject|participant|individual|person|people|volunteer|survivor|death|adult|adolescent|infant|"
    r"neonate|newborn|child(?:ren)?|boy|girl|(?:fe)?male|(?:wo)?m[ae]n)s?",
    re.I,
)
OF_ALL_BEFORE = re.compile(
    rf"\b(?:among|of|in)\s+(?:all\s+|the\s+|our\s+|these\s+|all the\s+)?(?:\d+\s+)?(?:study\s+)?{PATIENT_WORDS},?\s*$",
    re.I,
)
# "of patients had", "of the cases, while": what follows must not narrow the group down
OF_ALL_AFTER = re.compile(
    rf"^\s*(?:\([^()]*\)\s*)?(?:of|in)\s+(?:all\s+|the\s+|our\s+|all the\s+|all our\s+)?(?:study\s+)?{PATIENT_WORDS}"
    r"\s*(?:[.,;)]|$|(?:had|were|was|have|has|did|showed|reported|developed|experienced|achieved|presented|required|"
    r"received|underwent|died|survived|improved|remained|became|felt|returned|exhibited|a|an|and|but|while|whereas)\b)",
    re.I,
)
REASON = re.compile(r"\breasons?\b", re.I)
# one result beside another: which group each of them is of is not ours to say
COMPARED = re.compile(
    r"\b(?:vs?\.?|versus|compared|respectively|than|groups?|arms?|placebo|controls|control (?:group|arm|patients)|"
    r"cohorts?|both|either|each|between|other|versions?|trials|studies|series|subset|subgroup|remaining|rest|"
    r"responders?|survivors?|these|those|whom|which|follow(?:ed)?[- ]?up|baseline|evaluable|assess\w+|complet\w+|"
    r"available|visits?|sessions?|samples?|eyes?|lesions?)\b",
    re.I,
)


def is_person(unit: str | None) -> bool:
    """Return whether *unit* counts people, one by one: ``men``, ``deaths``, or nothing; not ``eyes`` or ``lesions``."""
    return unit is None or PERSON.fullmatch(unit) is not None


def sentence(finding: Finding, study: Study) -> str:
    """Return the words of the sentence that holds *finding*."""
    return study.document.text[finding.sentence.start : finding.sentence.end]


def is_percentage(finding: Finding) -> bool:
    """Return whether *finding* is a printed percentage of something."""
    return finding.measure == "proportion" and finding.unit == "%" and finding.value is not None


def in_digits(finding: Finding) -> bool:
    """Return whether the value was printed in digits: ``half`` and ``two thirds`` are not."""
    return any(character.isdigit() for character in finding.value_printed or str(finding.value))


def is_level(finding: Finding, study: Study) -> bool:
    """Return whether the value is the 95 of ``95 % CI``, whatever the number before it."""
    place, text = finding.spans.get("value"), study.document.text
    if place is None:
        return False
    behind = text[place.end : place.end + NEAR]
    after = PER_CENT.sub("", behind, count=1)
    return (after != behind or is_percentage(finding)) and bool(LEVEL.search(after))


def measures_something(finding: Finding, study: Study) -> bool:
    """Return whether the printed denominator is no number of patients: ``40 % of 7-mm screws``, ``4.8 % of 5-FU``."""
    place = finding.spans.get("denominator")
    return place is not None and bool(MEASURED.match(study.document.text[place.end : place.end + NEAR]))


def is_of_everyone(finding: Finding, study: Study) -> bool:
    """Return whether the words say that the share is one of all patients, and the sentence speaks of no other group.

    ``Among the patients, 91.7 % had`` and ``in 55.8 % of cases``; not ``55.8 % of patients with pain``.
    """
    before, after = _around(finding, study)
    if not (OF_ALL_BEFORE.search(before) or OF_ALL_AFTER.search(after)):
        return False
    if REASON.search(sentence(finding, study)):
        return False  # given by those who do it, not by all
    return not COMPARED.search(sentence(finding, study)) and finding.arm is None


def is_all_or_none(finding: Finding) -> bool:
    """Return whether words say ``all patients`` or ``none``: exact, unlike other shares in words."""
    return not in_digits(finding) and finding.value in (0, 100)


def is_assumed(finding: Finding) -> bool:
    """Return whether the denominator is our reading: the paper does not print it with the result."""
    return finding.denominator_source in ("cohort", "arm")


def is_estimate(finding: Finding, study: Study) -> bool:
    """Return whether the rate was read off a survival curve: a category and a time, or the words say so."""
    timed = finding.time is not None and finding.category in ESTIMATED
    return timed or bool(CURVE.search(sentence(finding, study)))


def may_be_estimate(finding: Finding) -> bool:
    """Return whether the rate is of a kind usually read off a survival curve, though nothing says so here."""
    return finding.category == "survival" or bool(EVENT_FREE.search(finding.outcome))


def why_not_countable(finding: Finding, study: Study) -> str | None:
    """Return why *finding* is no count over a number of patients, for the reader, or None when it may be one.

    Args:
        finding: A printed percentage (see ``is_percentage``).
    """
    assert finding.value is not None
    if not in_digits(finding) and not is_all_or_none(finding):
        return "a share given in words is approximate"
    if is_estimate(finding, study):
        return "a rate at a time is an estimate, not a count"
    if any(spread is not None for spread in (finding.sd, finding.se, finding.plus_minus)):
        return "a rate with a standard error is an estimate, not a count"
    if not 0 <= finding.value <= 100:
        return "outside 0 to 100 %: not a share of patients"
    if WEIGHTED.search(sentence(finding, study)):
        return "a weighted or adjusted share is not a count"
    return _why_not_patients(finding, study)


def _why_not_patients(finding: Finding, study: Study) -> str | None:
    """Return why the percentage is of something other than patients, judged by the words around it."""
    before, after = _around(finding, study)
    if CHANGE_BEFORE.search(before) or CHANGE_AFTER.search(after):
        return "a change, not a share of patients"
    if OTHER_SCALE.search(finding.outcome):
        return "measures something other than how many patients"
    other = NOT_PATIENTS.search(after) or NOT_PATIENTS_BEFORE.search(before)
    unit = study.cohort.unit if study.cohort else "patients"
    if other and is_assumed(finding) and UNIT_STEM.sub("", other[1].lower()) != UNIT_STEM.sub("", unit.lower()):
        return f"a share of {other[1].lower()}, whose number is not known, not of {unit}"
    return None


def named_subgroup(finding: Finding, study: Study) -> str | None:
    """Return the words for the narrower group that the percentage is said of: ``patients with a deficit``."""
    narrower = SUBGROUP.search(_around(finding, study)[1])
    return narrower[1] if narrower else None


def _around(finding: Finding, study: Study) -> tuple[str, str]:
    """Return the words before the printed value and after its per-cent sign, inside its sentence."""
    place, text = finding.spans.get("value"), study.document.text
    if place is None:
        return "", ""
    before = text[max(finding.sentence.start, place.start - NEAR) : place.start]
    after = text[place.end : min(finding.sentence.end, place.end + NEAR)]
    return before, PER_CENT.sub("", after)
