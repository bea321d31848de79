"""Findings: each quantity with its outcome, arm, time, denominator and p-value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from extractor.link import phrases
from extractor.link.category import category
from extractor.link.companions import judged, times, value_of
from extractor.link.outcome import PEOPLE, Place, named, places
from extractor.model import (
    Cohort,
    Concept,
    Finding,
    Interval,
    Mention,
    Part,
    PValue,
    Quantity,
    Sentence,
    Span,
    Time,
    TimePoint,
)

DENIES = re.compile(rf"\s*(?:{PEOPLE})?\s*(?:who\s+)?(?:had|have|has|with|showed|required|developed|received|were|was|reported|experienced|underwent|showing|having)\s*$", re.I)
IQR = re.compile(r"\bIQR\b|inter-?\s?quartile", re.I)
PREDICTS = re.compile(r"predict|prognos|associat|risk|factor|correlat|differ|signific", re.I)
UNITS = {"yr": "years", "yrs": "years", "mo": "months", "mos": "months", "hr": "hours", "hrs": "hours", "mins": "min"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding on its way: the quantity, its place in the sentence, and what was found out about it."""

    quantity: Quantity
    sentence: Sentence
    place: Place
    outcome: Span | None
    own: bool  # its own clause names the outcome; otherwise it is carried over
    time: tuple[Part, str] | None
    p: Quantity | None


def drafts(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], points: Sequence[TimePoint], owned: Sequence[Span] = ()) -> list[Draft]:
    """Return a draft for every quantity that is a result, in the order of the text.

    Args:
        owned: Where the text speaks of an arm; words that only name an arm name no outcome.
    """
    made: list[Draft] = []
    for sentence in sentences:
        here = [q for q in quantities if sentence.start <= q.start < sentence.end]
        here = [q for i, q in enumerate(here) if not (i and denies(text, here[i - 1], q))]
        if here:
            span = Span(sentence.start, sentence.end)
            when = times(text, span, here, [p for p in points if sentence.start <= p.start < sentence.end])
            made += of_sentence(text, sentence, span, here, when, [o for o in owned if sentence.start <= o.start < sentence.end])
    return made


def denies(text: str, before: Quantity, q: Quantity) -> bool:
    """Say whether *q* is the "no" of what the quantity before it had: ``31 (78 %) had no operation`` is no zero."""
    return q.rule == "none" and DENIES.match(text[before.end : q.start]) is not None


def of_sentence(text: str, sentence: Sentence, span: Span, here: Sequence[Quantity], when: Sequence[tuple[Part, str] | None], owned: Sequence[Span]) -> list[Draft]:
    """Return the drafts of one sentence; a p-value that judges a result goes to it and is none itself."""
    names, spots, judge = named(text, span, here), places(text, span, here), judged(text, span, here)
    names = [None if name and only_an_arm(text, name, owned) else name for name in names]
    taken = set(judge.values())
    made: list[Draft] = []
    last: Span | None = None
    for i, q in enumerate(here):
        if i in taken:
            continue
        ahead = next((n for n in names[i + 1 :] if n is not None), None)
        outcome = names[i] or last or ahead or opening_words(text, span, here, owned)
        made.append(Draft(q, sentence, spots[i], outcome, names[i] is not None, when[i], here[judge[i]] if i in judge else None))
        last = names[i] or last
    return made


def only_an_arm(text: str, name: Span, owned: Sequence[Span]) -> bool:
    """Say whether the words of *name* do no more than speak of an arm."""
    rest = phrases.content(text, name)
    return bool(rest) and any(
        o.start < name.end and name.start < o.end and phrases.content(text, Span(max(o.start, name.start), min(o.end, name.end))) >= rest for o in owned
    )


def opening_words(text: str, span: Span, here: Sequence[Quantity], owned: Sequence[Span]) -> Span | None:
    """Return the phrase the sentence opens with, arms left out."""
    opening = phrases.trimmed(text, span.start, here[0].start, limit=6, keep="start")
    return None if opening and only_an_arm(text, opening, owned) else opening


def finding(draft: Draft, *, text: str, number: int, mentions: Sequence[Mention], concepts: dict[str, Concept], spread: str | None) -> Finding | None:
    """Return the finding of a draft, without arm and denominator; None when it holds no number.

    Args:
        spread: "sd" or "se" when the abstract says which one stands behind ±, None when it does not.
    """
    q = draft.quantity
    printed = value_of(q)
    if printed is None:
        return None
    parts = q.parts
    statistic = measure(text, draft)
    concept = concept_of(draft, mentions, concepts)
    outcome = text[draft.outcome.start : draft.outcome.end] if draft.outcome else (concepts[concept].label if concept else statistic)
    outcome = re.sub(r"\s+", " ", outcome)
    if q.measure in ("p_value", "ratio") and draft.outcome and phrases.content(text, draft.outcome) <= 3:
        head = phrases.trimmed(text, draft.sentence.start, draft.outcome.start, limit=6, keep="start")
        if head and PREDICTS.search(text[head.start : head.end]):
            outcome = f"{outcome} ({re.sub(chr(92) + 's+', ' ', text[head.start : head.end])})"
    lone_p = q.measure == "p_value"
    p = parts.get("p") if lone_p or draft.p is None else draft.p.parts.get("p")
    p_operator = (q if lone_p or draft.p is None else draft.p).p_operator
    pm = parts.get("plus_minus")
    named_spread = {"sd": parts.get("sd"), "se": parts.get("se"), "plus_minus": pm}
    if pm is not None and spread and q.unit != "%":
        named_spread = {**named_spread, spread: named_spread[spread] or pm, "plus_minus": None}
    numerator = parts.get("numerator")
    bracket = unnamed_bracket(text, q, printed)
    value = printed if statistic != "range" else None
    start, end = extent(draft)
    return Finding(
        id=f"f{number}",
        measure=statistic,
        outcome=outcome,
        category=concepts[concept].category if concept else category(outcome),
        start=start,
        end=end,
        quote=text[start:end],
        sentence=Span(draft.sentence.start, draft.sentence.end),
        section=draft.sentence.section,
        rule=q.rule,
        spans=MappingProxyType(spans(draft, printed)),
        value=value.value if value else None,
        value_printed=value.printed if value else None,
        unit=unit(q, statistic),
        operator=(q.p_operator or "=") if lone_p else q.operator,
        outcome_start=draft.outcome.start if draft.outcome else None,
        outcome_end=draft.outcome.end if draft.outcome else None,
        concept=concept,
        numerator=whole(numerator),
        denominator=whole(parts.get("denominator")),
        denominator_source="stated" if "denominator" in parts else None,
        sd=number_of(named_spread["sd"]),
        se=number_of(named_spread["se"]),
        plus_minus=number_of(named_spread["plus_minus"]),
        range=pair(parts, "range") if bracket == "range" else None,
        iqr=pair(parts, "iqr") or (pair(parts, "range") if bracket == "iqr" else None),
        ci=interval(parts),
        time=Time(draft.time[0].value, draft.time[1]) if draft.time and draft.time[0].value is not None and not lone_p else None,
        p=PValue(p_operator or "=", p.value) if p is not None and p.value is not None else None,
        confidence=confidence(draft, concept),
    )


def measure(text: str, draft: Draft) -> str:
    """Return the measure: what the rule says, or what the sentence said of a number that only has a unit."""
    q = draft.quantity
    before = text[draft.sentence.start : q.start]
    if q.rule == "plus-minus" and q.unit == "%" and not re.search(r"\b(?:mean|average|median)\b", before, re.I):
        return "proportion"
    if q.measure == "proportion" and not q.parts.keys() & {"numerator", "denominator"} and changes(text, draft):
        return "other"
    if q.measure in ("mean", "other") and re.search(r"\bdifference\b[^.;()\d]{0,40}$", text[draft.sentence.start : q.parts["value"].start if "value" in q.parts else q.start], re.I):
        return "difference"
    if q.measure != "other":
        return q.measure
    cues = list(re.finditer(r"\b(?:(mean|average[d]?|averaging)|(median))\b", before, re.I))
    if cues and (q.unit or q.rule in ("shared-unit", "value-interval", "value-bracket-range")):
        return "mean" if cues[-1][1] else "median"
    after = re.match(r"\s*(?:[(\[,;]\s*)?(mean|average|median)\b", text[q.end : q.end + 14], re.I)
    if after:
        return "median" if after[1].lower() == "median" else "mean"
    if q.rule == "value-bracket-range":
        return "median" if IQR.search(text) else "mean"
    return "duration" if q.unit and re.match(r"(?:year|yr|month|mo|week|wk|day|hour|hr|h\b|min|sec)", q.unit, re.I) else "other"


def changes(text: str, draft: Draft) -> bool:
    """Say whether a percentage is a measurement that changed (``encroachment fell from 37 % to 14 %``), no share of patients."""
    q = draft.quantity
    whole = text[draft.sentence.start : draft.sentence.end]
    pair = re.search(r"\bfrom\s+(?:a\s+mean\s+of\s+)?$", text[draft.sentence.start : q.start]) or re.search(r"\bfrom\s+[\d.·]+\s*(?:%|per\s?cent)?\s+to\s+$", text[draft.sentence.start : q.start])
    return bool(pair) and not re.search(rf"\b(?:share|proportion|percentage|rates?|incidence|prevalence|frequency|mortality|survival|{PEOPLE})", whole, re.I)


def concept_of(draft: Draft, mentions: Sequence[Mention], concepts: dict[str, Concept]) -> str | None:
    """Return the concept named in the outcome's words: the longest mention, the nearest to the number."""
    if draft.outcome is None:
        return None
    near = [
        m
        for m in mentions
        if m.concept in concepts and m.label == "outcome" and m.start < draft.outcome.end and draft.outcome.start < m.end
    ]
    if not near:
        return None
    q = draft.quantity
    best = max(near, key=lambda m: (m.end - m.start, -min(abs(m.start - q.end), abs(q.start - m.end)), -m.start))
    return best.concept


def extent(draft: Draft) -> tuple[int, int]:
    """Return the shortest run that holds every number of the result."""
    places = [(part.start, part.end) for part in draft.quantity.parts.values()]
    start, end = min(p[0] for p in places), max(p[1] for p in places)
    tail = draft.quantity.end if draft.quantity.end - end <= 12 else end  # the unit, the bracket; no longer noun
    return min(start, draft.quantity.start) if draft.quantity.operator != "=" else start, max(end, tail)


def spans(draft: Draft, printed: Part) -> dict[str, Span]:
    """Return the place of each printed number, under the names of the record."""
    found = {name: Span(part.start, part.end) for name, part in draft.quantity.parts.items()}
    found["value"] = Span(printed.start, printed.end)
    if draft.p is not None and "p" in draft.p.parts:
        found["p"] = Span(draft.p.parts["p"].start, draft.p.parts["p"].end)
    if draft.time is not None:
        found["time"] = Span(draft.time[0].start, draft.time[0].end)
    return dict(sorted(found.items()))


def unit(q: Quantity, statistic: str) -> str | None:
    """Return the unit as a reader would write it: the noun of a count, the plural of a time."""
    if statistic == "count":
        return (q.noun or "patients").lower()
    return q.unit if statistic == "ratio" else UNITS.get((q.unit or "").lower(), q.unit)


def whole(part: Part | None) -> int | None:
    """Return a printed count as a whole number."""
    return int(part.value) if part is not None and part.value is not None and part.value == part.value.to_integral_value() else None


def number_of(part: Part | None) -> Decimal | None:
    """Return the number of a part that may be missing."""
    return part.value if part is not None else None


def unnamed_bracket(text: str, q: Quantity, printed: Part) -> str:
    """Return "iqr" when the two numbers behind a value are quartiles, as the abstract says once: ``median (IQR)``."""
    low = q.parts.get("range_low")
    if low is None or low.start < printed.end or re.search(r"rang|min", text[printed.end : low.start], re.I):
        return "range"
    return "iqr" if IQR.search(text) and not re.search(r"\(range\)|\branges?\b", text, re.I) else "range"


def pair(parts: object, name: str) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of a range."""
    assert hasattr(parts, "get")
    low, high = parts.get(f"{name}_low"), parts.get(f"{name}_high")
    return (low.value, high.value) if low is not None and high is not None and low.value is not None and high.value is not None else None


def interval(parts: object) -> Interval | None:
    """Return the confidence interval."""
    ends = pair(parts, "ci")
    if ends is None:
        return None
    assert hasattr(parts, "get")
    level = parts.get("ci_level")
    return Interval(ends[0], ends[1], level.value if level is not None else None)


def confidence(draft: Draft, concept: str | None) -> float:
    """Return how sure the link is, 0 to 1: a known outcome in the number's own clause is surest."""
    if draft.outcome is None:
        return 0.4
    return round(0.6 + 0.2 * draft.own + 0.15 * (concept is not None), 2)


def of_cohort(found: Finding, size: Cohort | None) -> bool:
    """Say whether the finding is the printed size of the cohort."""
    if size is None or found.measure != "count" or size.how != "stated":
        return False
    at = found.spans["value"]
    return at.start < size.end and size.start < at.end
