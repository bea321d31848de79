"""Which measure a number is: what its rule says, or what the sentence says of a number that only has a unit."""

from __future__ import annotations

import re

from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE

IQR = re.compile(r"\bIQR\b|inter-?\s?quartile", re.I)
AVERAGE = re.compile(r"\b(?:mean|average|median)\b", re.I)
CUE = re.compile(r"\b(?:(mean|average[d]?|averaging)|(median))\b", re.I)
CUE_BEHIND = re.compile(r"\s*(?:[(\[,;]\s*)?(mean|average|median)\b", re.I)
DIFFERENCE = re.compile(r"\b(?:difference|effect size)\b[^.;()\d]{0,60}$", re.I)
DIFFERENCE_IS = re.compile(r"\bdifference\s*(?:=|:|of|was|were|is)?\s*[-−–+]?\s*$", re.I)  # difference = 15 %
# how much of a vertebra, a disc or a canal is lost or kept: a measurement in per cent, no share of patients
MEASURED = re.compile(
    r"\bheights?\b|\bcanal\s+(?:compromise|encroachment|narrowing|occlusion)|\bcompression\s+(?:rate|ratio|percentage)|"
    r"\bloss of correction|\blost correction|\bcorrection\s+(?:rate|loss)|\bcollapses\b",
    re.I,
)
LOST_OR_WON = re.compile(r"\b(?:restor|reduction|recover|regain|lost)\w*", re.I)  # of it, which is a change
# people, cases or events between the measurement and the number: it may count them after all
COUNTED_SINCE = re.compile(
    rf"\b(?:{PEOPLE}|leak\w*|complicat\w*|fractures? (?:occurred|in)|incidence|occurr\w+)\b", re.I
)
TIME_UNIT = re.compile(r"(?:year|yr|month|mo|week|wk|day|hour|hr|h\b|min|sec|s$)", re.I)
# fell from 37 % | fell from 37 % to 14 %
FROM = re.compile(r"\bfrom\s+(?:a\s+mean\s+of\s+)?$")
FROM_TO = re.compile(r"\bfrom\s+[\d.·]+\s*(?:%|per\s?cent)?\s+to\s+$")
SHARE = re.compile(
    rf"\b(?:share|proportion|percentage|rates?|incidence|prevalence|frequency|mortality|survival|{PEOPLE})", re.I
)
# rose by 12 %, a reduction of 75 %, decreased 40 %
CHANGED_BY = re.compile(
    r"\b(?:increas|decreas|reduc|improv|declin|fell|fall|rose|ris|drop|lower|diminish|chang|grew|grow|shrank|gain)\w*\b"
    r"(?:[^.;%\d()]{0,60}?\bby|\s+(?:of|was|were)|(?:\s+[a-z]+ly)?)"
    r"\s+(?:an?\s+|about\s+|approximately\s+|only\s+|up to\s+|nearly\s+|at least\s+)?[~∼+]?\s*$",
    re.I,
)
# 75 % improvement, 43 % less likely, 32 % above the baseline
CHANGE_BEHIND = re.compile(
    r"\)?\s*(?:(?:(?!in\b|of\b|for\b|at\b|and\b|with\b|had\b|showed\b)[a-z-]+\s+){0,3}?(?:decrease|increase|reduction|improvement|decline|change|rise|fall|drop)s?\b|"
    r"(?:less|greater|more|higher|lower|fewer|above|below|better|worse|smaller|larger|shorter|longer)\b)",
    re.I,
)
# a significant decrease in weight (5 %), in fat (- 4 %) and in muscle (- 3 %): brackets that hold the change
CHANGE_OPENED = re.compile(
    r"\b(?:increase|decrease|reduction|rise|fall|drop|decline|improvement)s?\s+(?:was\s+seen\s+)?in\b[^.;\d]{0,60}"
    r"(?:\(\s*[-−–+]?\s*\d+(?:[.·]\d+)?\s*%[^()]{0,25}\)[^.;\d(]{0,50}){0,4}\(\s*[-−–+]?\s*$",
    re.I,
)
SIGNED = re.compile(r"\(\s*[-−–]\s$|\bby\s+(?:an average of\s+)?$", re.I)  # (- 12 %), by 12 %
PEOPLE_BEHIND = re.compile(rf"\s*of\s+(?:the\s+|all\s+|these\s+|our\s+)?(?:[a-z-]+\s+){{0,2}}?(?:{PEOPLE})", re.I)
LIKELY = re.compile(r"surviv|freedom|\bfree\b|patency|\brates?\b|probab|incidence|actuarial|control|mortality", re.I)
AVERAGED = re.compile(r"\b(?:mean|average|median)\b", re.I)
# the median ages were 50 ± 29, 72 ± 6 and 59 ± 24
MEDIANS = re.compile(r"\bmedians?\b(?:(?!\bmean|\baverage)[^.;]|\.\d)*$", re.I)
OTHER_NUMBER = re.compile(r"\d(?![\d.,]*\s*(?:%|±|\+/-|\d|[.,]\d))")
CHANGE = ("change-from", "change-to")
RATIO = re.compile(r"\bratio\b", re.I)
SHARE_OF_ONE = re.compile(
    r"\b(?:sensitivity|specificity|probabilit(?:y|ies))\b[^.;\d]*(?:0?\.\d+[^.;\d]{1,12})*$", re.I
)
PER_SO_MANY = re.compile(r"\s*per\s+\d")  # 6.3 per 1000 person years
NO_MEASURE = (
    "shared-unit",
    "value-interval",
    "value-bracket-range",
    "decimal",
)  # rules that know a value, not what it is


def measure(text: str, draft: Draft) -> str:
    """Return the measure: what the rule says, or what the sentence said of a number that only has a unit."""
    q = draft.quantity
    before = text[draft.sentence.start : q.start]
    if q.rule == "plus-minus" and q.unit == "%" and is_measurement(text, draft):
        return "mean"
    if (
        q.rule in ("plus-minus", "value-bracket-se")
        and q.unit == "%"
        and not AVERAGE.search(before)
        and LIKELY.search(before)
    ):
        return "proportion"
    if q.measure == "proportion" and not q.parts.keys() & {"numerator", "denominator"}:
        if is_change(text, draft):
            return averaged(text, draft) or "other"
        if DIFFERENCE_IS.search(before):
            return "difference"
        if average := averaged(text, draft):
            return average
        if is_measurement(text, draft):
            return "other" if LOST_OR_WON.search(before.rpartition(";")[2]) else "mean"
    if q.measure == "proportion" and not q.parts.keys() & {"numerator", "denominator"} and changes(text, draft):
        return "other"
    if q.rule == "plus-minus" and MEDIANS.search(before.rpartition(";")[2]):
        return "median"
    if q.measure in ("mean", "other"):
        value = q.parts.get("value")
        if DIFFERENCE.search(text[draft.sentence.start : value.start if value else q.start]):
            return "difference"
    if q.rule in CHANGE and not RATIO.search(text[draft.sentence.start : draft.sentence.end]):
        return "mean"
    return q.measure if q.measure != "other" else told(text, draft, before)


def told(text: str, draft: Draft, before: str) -> str:
    """Return what the words beside a bare number say it is: a mean, a median, a duration."""
    q = draft.quantity
    if q.rule in ("to-one", "coefficient"):
        return "other"
    cues = list(CUE.finditer(before))
    if cues and (q.unit or q.rule in NO_MEASURE):
        return "mean" if cues[-1][1] else "median"
    behind = CUE_BEHIND.match(text[q.end : q.end + 14])
    if behind:
        return "median" if behind[1].lower() == "median" else "mean"
    lasts = q.unit is not None and TIME_UNIT.match(q.unit) is not None
    if q.rule == "decimal" and SHARE_OF_ONE.search(before):
        return "proportion"
    if q.rule == "decimal":
        return "other" if RATIO.search(before) or PER_SO_MANY.match(text, q.end) else "mean"
    if q.rule == "value-bracket-range":
        return "median" if IQR.search(text) else "duration" if lasts else "mean"
    return "duration" if lasts else "other"


def is_change(text: str, draft: Draft) -> bool:
    """Say whether a percentage tells how much something changed or differed, not how many had it."""
    q = draft.quantity
    value = q.parts.get("value")
    if value is None or value.value is None or PEOPLE_BEHIND.match(text, q.end):
        return False
    if value.value < 0 or text[value.start - 1 : value.start] == "+":
        return True
    before = text[draft.sentence.start : value.start]
    sign = text.find("%", value.end, value.end + 3) + 1 or value.end
    opened = CHANGE_OPENED.search(before)
    if (opened and not SHARE.search(opened.group())) or SIGNED.search(before):
        return True
    return CHANGED_BY.search(before) is not None or CHANGE_BEHIND.match(text, sign) is not None


def averaged(text: str, draft: Draft) -> str | None:
    """Return "mean" or "median" for a later percentage of a list that says so: ``mean losses were 15 % and 17 %``."""
    before = text[draft.sentence.start : draft.quantity.start].rpartition(";")[2]
    cues = list(AVERAGED.finditer(before))
    if not cues or OTHER_NUMBER.search(before[cues[-1].end() :]) or PEOPLE_BEHIND.match(text, draft.quantity.end):
        return None
    return "median" if cues[-1].group().lower() == "median" else "mean"


def is_measurement(text: str, draft: Draft) -> bool:
    """Say whether a percentage is how much of something there is: ``the body height lost was 5 %``."""
    before = text[draft.sentence.start : draft.quantity.start].rpartition(";")[2]
    named = list(MEASURED.finditer(before))
    value = draft.quantity.parts.get("value")
    if not named or value is None or not value.printed[:1].isdigit() or PEOPLE_BEHIND.match(text, draft.quantity.end):
        return False
    return COUNTED_SINCE.search(before[named[-1].end() :]) is None


def changes(text: str, draft: Draft) -> bool:
    """Say whether a percentage is a measurement that changed, no share of patients.

    The encroachment of ``encroachment fell from 37 % to 14 %`` is no group of people.
    """
    before = text[draft.sentence.start : draft.quantity.start]
    if not FROM.search(before) and not FROM_TO.search(before):
        return False
    return not SHARE.search(text[draft.sentence.start : draft.sentence.end])
