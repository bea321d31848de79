"""Findings: each draft with the numbers it prints, in the form of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.link.category import category
from extractor.link.counts import value_of, whole
from extractor.link.drafts import Draft
from extractor.link.intervals import interval, iqr_of, pvalue, range_of, spread_of
from extractor.link.measure import measure
from extractor.link.outcome.concepts import concept_of
from extractor.link.phrases import content, one_line, trimmed
from extractor.model import Concept, Finding, Mention, Part, Quantity, Span, Time

AGED = re.compile(r"aged|ages", re.I)
PREDICTS = re.compile(r"predict|prognos|associat|risk|factor|correlat|differ|signific", re.I)
UNITS = {
    "y": "years",
    "yr": "years",
    "yrs": "years",
    "mo": "months",
    "mos": "months",
    "hr": "hours",
    "hrs": "hours",
    "mins": "min",
}


def finding(
    draft: Draft,
    *,
    text: str,
    number: int,
    mentions: Sequence[Mention],
    concepts: Mapping[str, Concept],
    spread: str | None,
) -> Finding | None:
    """Return the finding of a draft, without arm and denominator; None when it holds no number.

    Args:
        spread: "sd" or "se" when the abstract says which one stands behind ±, None when it does not.
    """
    printed = value_of(draft.quantity)
    if printed is None:
        return None
    statistic = measure(text, draft)
    concept = concept_of(text, draft.outcome, draft.quantity, mentions, concepts)
    outcome = outcome_of(text, draft, concept, statistic)
    where, (start, end) = draft.outcome, extent(draft)
    bare = Finding(
        id=f"f{number}",
        measure=statistic,
        outcome=outcome,
        category=concept.category if concept else category(outcome),
        start=start,
        end=end,
        quote=text[start:end],
        sentence=Span(draft.sentence.start, draft.sentence.end),
        section=draft.sentence.section,
        rule=draft.quantity.rule,
        spans=MappingProxyType(spans(draft, printed)),
        outcome_start=where.start if where else None,
        outcome_end=where.end if where else None,
        concept=concept.id if concept else None,
    )
    return with_numbers(bare, draft, printed, text=text, spread=spread)


def with_numbers(bare: Finding, draft: Draft, printed: Part, *, text: str, spread: str | None) -> Finding:
    """Return a finding with every number its draft prints."""
    q = draft.quantity
    lone_p = q.measure == "p_value"
    value = printed if bare.measure != "range" else None
    named_spread = spread_of(q, spread)
    return replace(
        bare,
        value=value.value if value else None,
        value_printed=value.printed if value else None,
        unit=unit(q, bare.measure),
        operator=(q.p_operator or "=") if lone_p else q.operator,
        numerator=whole(q.parts.get("denominator" if q.rule == "all" else "numerator")),  # all 18 children are 18
        denominator=whole(q.parts.get("denominator")),
        denominator_source="stated" if "denominator" in q.parts else None,
        sd=named_spread.get("sd"),
        se=named_spread.get("se"),
        plus_minus=named_spread.get("plus_minus"),
        range=range_of(text, q, printed),
        iqr=iqr_of(text, q, printed),
        ci=interval(q.parts),
        time=time_of(draft),
        p=pvalue(q if lone_p or draft.p is None else draft.p),
    )


def outcome_of(text: str, draft: Draft, concept: Concept | None, statistic: str) -> str:
    """Return the outcome in the paper's words; what a ratio predicts goes before its factor's brackets.

    ``Age predicted survival (HR 1.4)`` says with its opening words what the factor is one of.
    """
    where = draft.outcome
    if where is None:
        return concept.label if concept else statistic
    outcome = one_line(text[where.start : where.end])
    if AGED.fullmatch(outcome):  # women aged 33 to 58
        return "age"
    if draft.quantity.measure in ("p_value", "ratio") and content(text, where) <= 3:
        head = trimmed(text, draft.sentence.start, where.start, limit=6, keep="start")
        if head and PREDICTS.search(text[head.start : head.end]):
            return f"{outcome} ({one_line(text[head.start : head.end])})"
    return outcome


def extent(draft: Draft) -> tuple[int, int]:
    """Return the shortest run that holds every number of the result."""
    q = draft.quantity
    start, end = min(part.start for part in q.parts.values()), max(part.end for part in q.parts.values())
    if q.end - end <= 12:  # the unit, the bracket; no longer noun
        end = max(end, q.end)
    return min(start, q.start) if q.operator != "=" else start, end


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


def time_of(draft: Draft) -> Time | None:
    """Return the time point of a draft as the record holds it."""
    if draft.time is None or draft.time[0].value is None:
        return None
    return Time(draft.time[0].value, draft.time[1])
