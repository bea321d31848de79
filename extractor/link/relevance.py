"""Which quantities are results of this study, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Quantity, Sentence, SetAside, TimePoint
from extractor.recognise.hits import time_unit

# a sentence that tells other people's figures
OTHERS = re.compile(
    r"\b(?:literature|previous(?:ly)? (?:reported|published|studies)|other (?:authors|studies|series|investigators)|"
    r"others have|has been reported|have been reported|worldwide|in the United States|in the general population|"
    r"annual(?:ly)?|each year|per year in|prevalence of|accounts? for|represents?|is the (?:most|second|third)|"
    r"it is estimated|reported (?:rates?|incidence))\b",
    re.I,
)
OWN = re.compile(r"\b(?:we|our|(?:this|the present|the current) (?:study|series))\b", re.I)
OWN_PATIENTS = re.compile(
    r"\b(?:we|our|this (?:study|series|report|paper)|series of|were|underwent|treated|evaluat|"
    r"in a (?:series|cohort))\b",
    re.I,
)
LEVEL = re.compile(
    r"\b(?:significance|significant)\b[^.]{0,40}\b(?:set|defined|considered|level|accepted)\b|statistical analys", re.I
)
# of the 40 patients, 31 had no operation: the 40 were told before
TOLD_OF = re.compile(r"\b(?:(?:of|among|in|for|from)\s+(?:the|these|those)|of|among|these|those)\s+$", re.I)
NEW_ONES = re.compile(r"\s+(?:who|with|whose)\b", re.I)
POINTS = re.compile(r"\b(?:the|these|those)\s+$", re.I)
# what a number without a unit can be
MEASURES = re.compile(
    r"\b(?:scor|scal|ind(?:ex|ices)|mean|average|median|level|values?|ratio|grad|rating|pH|acuity|amplitude|VAS|ODI|JOA|sensitivity|specificity|probabilit)",
    re.I,
)
PLANNED = re.compile(r"\bwill\s+(?:be|receive|include|undergo|consist|last|continue)\b", re.I)
# a power calculation asked for 42 patients per group
POWERED = re.compile(
    r"\bpower\s+(?:of\s+(?:at\s+least\s+)?0?[.\d]|calculations?\b[^.;]*\b(?:needed|required|per\s+group))", re.I
)
TIME_UNIT = re.compile(r"(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|hrs?|h|min(?:ute)?s?)$", re.I)
# at 1 month, 6 months and 1 year
TIMES_BEFORE = re.compile(
    r"\b(?:at|after|baseline|pre-?operatively|(?:hour|day|week|month|year|minute)s?)\s*,?\s*(?:and\s+|or\s+)?(?:at\s+)?$",
    re.I,
)
# mean scores at baseline, 3 days and a year: those days are no mean
SINCE_BASELINE = re.compile(r"\bbaseline\s*,?\s*(?:and\s+|or\s+|to\s+)?$", re.I)
# at 3 weeks (2.1 ± 0.7) and 9 weeks (1.6 ± 0.3)
RESULT_BEHIND = re.compile(r"\s*[(\[]\s*[-−]?\d+(?:\.\d+|\s*(?:%|±|\+/-))")
AND = re.compile(r"\b(?:and|or)\s+$")
COUNTS_PEOPLE = ("count-of-people", "n-equals", "count-of-things")
SAID_IN_PASSING = ("none", "bare-count", "count-of-things", "fraction", "quantity")
COUNTED = ("value", "numerator", "denominator")
INTRODUCTION = 500  # characters in which an abstract without headings may still speak of others


def results(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[list[Quantity], list[SetAside], list[TimePoint]]:
    """Return the results of this study, what is none and why not, and the time points among that."""
    kept: list[Quantity] = []
    dropped: list[SetAside] = []
    moments: list[TimePoint] = []
    for q in quantities:
        when = moment(text, kept, q)
        reason = objection(text, sentences, q) or echo(text, kept, q) or ("time point" if when else None)
        if reason is None:
            kept.append(q)
        else:
            dropped.append(SetAside(q.start, q.end, text[q.start : q.end], reason, q.rule))
            moments += [when] if when else []
    return kept, dropped, moments


def objection(text: str, sentences: Sequence[Sentence], q: Quantity) -> str | None:
    """Return None when *q* is a result of this study, otherwise why it is not.

    The background of a structured abstract tells other people's figures; so does a sentence of an
    unstructured one that says so (``10 to 15% of all tumours`` in the introduction).
    """
    sentence = next((s for s in sentences if s.start <= q.start < s.end), None)
    if sentence is None or sentence.section in ("furniture", "duplicate"):
        return "outside the abstract"
    told = text[sentence.start : sentence.end]
    if sentence.section in ("background", "objective"):
        own = q.rule in COUNTS_PEOPLE and (sentence.section == "objective" or OWN_PATIENTS.search(told))
        return None if own else "figure quoted in the background"
    if sentence.section == "title":
        return None if q.rule in COUNTS_PEOPLE else "in the title"
    if sentence.section == "abstract" and OTHERS.search(told) and not OWN.search(told):
        first = next(s for s in sentences if s.section == "abstract")
        if sentence.start - first.start < INTRODUCTION:
            return "figure quoted from elsewhere"
    if q.measure == "p_value" and LEVEL.search(told):
        return "level of significance"
    if sentence.section == "conclusions" and q.rule in SAID_IN_PASSING:
        return "said in passing in the conclusion"
    if q.rule == "decimal" and not MEASURES.search(told):
        return "no word says what it measures"
    if POWERED.search(told) or (q.rule not in COUNTS_PEOPLE and PLANNED.search(told)):
        return "planned, not a result"
    return None


def echo(text: str, before: Sequence[Quantity], q: Quantity) -> str | None:
    """Return why *q* is no new count, None when it may be one: ``Of the 40 patients`` says again who they are."""
    if q.rule not in ("count-of-people", "bare-count") or "value" not in q.parts:
        return None
    pointed = TOLD_OF.search(text, max(0, q.start - 25), q.start)
    if pointed is None or (NEW_ONES.match(text, q.end) and not POINTS.search(pointed.group())):
        return None
    n = q.parts["value"].value
    told = any(n == other.parts[name].value for other in before for name in COUNTED if name in other.parts)
    return "told before: who is counted next" if told else None


def moment(text: str, before: Sequence[Quantity], q: Quantity) -> TimePoint | None:
    """Return when something was done, None for a result: ``at 2 months, 9 months and 1 year``."""
    value, unit = q.parts.get("value"), q.unit or ""
    if value is None or not TIME_UNIT.match(unit):
        return None
    when = TimePoint(value.start, q.end, (value,), time_unit(unit))
    if SINCE_BASELINE.search(text, max(0, value.start - 30), value.start):
        return when
    if q.rule not in ("quantity", "shared-unit"):
        return None
    if before and value.start - before[-1].end < 12 and before[-1].unit == q.unit:
        return None
    opens = RESULT_BEHIND.match(text, q.end) and AND.search(text, max(0, value.start - 5), value.start)
    return when if opens or TIMES_BEFORE.search(text, max(0, value.start - 30), value.start) else None
