"""Which measure a number is: what its rule says, or what the sentence says of a number that only has a unit."""

from __future__ import annotations

import re

from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE

IQR = re.compile(r"\bIQR\b|inter-?\s?quartile", re.I)
AVERAGE = re.compile(r"\b(?:mean|average|median)\b", re.I)
CUE = re.compile(r"\b(?:(mean|average[d]?|averaging)|(median))\b", re.I)
CUE_BEHIND = re.compile(r"\s*(?:[(\[,;]\s*)?(mean|average|median)\b", re.I)
DIFFERENCE = re.compile(r"\bdifference\b[^.;()\d]{0,40}$", re.I)
TIME_UNIT = re.compile(r"(?:year|yr|month|mo|week|wk|day|hour|hr|h\b|min|sec)", re.I)
# fell from 37 % | fell from 37 % to 14 %
FROM = re.compile(r"\bfrom\s+(?:a\s+mean\s+of\s+)?$")
FROM_TO = re.compile(r"\bfrom\s+[\d.·]+\s*(?:%|per\s?cent)?\s+to\s+$")
SHARE = re.compile(
    rf"\b(?:share|proportion|percentage|rates?|incidence|prevalence|frequency|mortality|survival|{PEOPLE})", re.I
)
CHANGE = ("change-from", "change-to")
RATIO = re.compile(r"\bratio\b", re.I)
NO_MEASURE = ("shared-unit", "value-interval", "value-bracket-range")  # rules that know a value, not what it is


def measure(text: str, draft: Draft) -> str:
    """Return the measure: what the rule says, or what the sentence said of a number that only has a unit."""
    q = draft.quantity
    before = text[draft.sentence.start : q.start]
    if q.rule == "plus-minus" and q.unit == "%" and not AVERAGE.search(before):
        return "proportion"
    if q.measure == "proportion" and not q.parts.keys() & {"numerator", "denominator"} and changes(text, draft):
        return "other"
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
    cues = list(CUE.finditer(before))
    if cues and (q.unit or q.rule in NO_MEASURE):
        return "mean" if cues[-1][1] else "median"
    behind = CUE_BEHIND.match(text[q.end : q.end + 14])
    if behind:
        return "median" if behind[1].lower() == "median" else "mean"
    if q.rule == "value-bracket-range":
        return "median" if IQR.search(text) else "mean"
    return "duration" if q.unit and TIME_UNIT.match(q.unit) else "other"


def changes(text: str, draft: Draft) -> bool:
    """Say whether a percentage is a measurement that changed, no share of patients.

    The encroachment of ``encroachment fell from 37 % to 14 %`` is no group of people.
    """
    before = text[draft.sentence.start : draft.quantity.start]
    if not FROM.search(before) and not FROM_TO.search(before):
        return False
    return not SHARE.search(text[draft.sentence.start : draft.sentence.end])
