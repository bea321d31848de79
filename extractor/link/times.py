"""When a result was seen: the time point beside it, or the k-th of a list with the k-th result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Part, Quantity, Span, TimePoint

When = tuple[Part, str]  # the number and its unit

SPLIT = re.compile(r";|(?<!\bvs)(?<!\bv)\.\s|\b(?:while|whereas|but)\b", re.I)  # the point of "vs." ends nothing
NEXT_ONES = re.compile(r"[)\]]\s*(?:and|or)\s*$")  # at a year (12 %) and at two years (9 %)
PAIR = re.compile(r"[^;]{0,50}?\b(?:vs?\.?|versus|and|compared (?:with|to))\s+[(\[]?")
AND = re.compile(r"\s*,?\s*and\s+")
OPENS = re.compile(r"\W*(?:results:\s*)?(?:at|after|by|within|during|in)?\s*(?:the\s+)?$", re.I)
LABELLED = re.compile(r"\b(?:for|in|with|among|after)\s+[A-Za-z]")  # 92 % and 83 % for women and ...
BASELINE = re.compile(
    r"\b(?:baseline|pre-?operative(?:ly)?|before (?:surgery|treatment|the procedure))\s*"
    r"(?:,|and|,\s*and)\s*(?:at\s+)?$",
    re.I,
)
ONE_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:at\s+)?")
SEEN_AT_A_TIME = ("proportion", "mean", "median", "other", "count")


def times(text: str, sentence: Span, quantities: Sequence[Quantity], points: Sequence[TimePoint]) -> list[When | None]:
    """Return for each quantity of a sentence the time point it was seen at, None when none is near.

    A list of k times goes k-th with k-th to the k results behind it: ``1-, 2- and 5-year survival
    were 71 %, 45 % and 12 %``. Otherwise the time behind a result, before the next one, is its own;
    then the last one named before it.
    """
    listed: dict[int, When | None] = {}
    lists: list[list[When | None]] = [[(t, p.unit) for t in p.times] for p in points if len(p.times) > 1]
    for run in lists + told_one_by_one(text, points):
        listed |= dealt_out(text, run, quantities, {i for i, when in listed.items() if when is not None})
    single = [p for p in points if len(p.times) == 1]
    return [listed[i] if i in listed else beside(text, sentence, quantities, i, single) for i in range(len(quantities))]


def dealt_out(
    text: str, listed: Sequence[When | None], quantities: Sequence[Quantity], taken: set[int]
) -> dict[int, When | None]:
    """Return which of the listed times goes to which quantity: those behind the list, else those before it.

    Twice as many results as times may come in pairs.
    """
    k = len(listed)
    first, final = listed[1] or listed[0], listed[-1]
    assert first is not None and final is not None
    seen = [i for i, q in enumerate(quantities) if q.measure in SEEN_AT_A_TIME]
    before = [i for i in seen if quantities[i].end <= first[0].start]
    for run in (told_behind(text, seen, quantities, final[0].end, k), before[-k:]):
        if len(run) >= k and len(run) % k == 0 and run[0] not in taken:
            paired = len(run) > k and in_pairs(text, quantities, run, k)
            return {i: listed[place * k // len(run) if paired else place % k] for place, i in enumerate(run)}
    return {}


def told_behind(text: str, seen: Sequence[int], quantities: Sequence[Quantity], end: int, k: int) -> list[int]:
    """Return the quantities of one kind behind a list of *k* times, those of its own clause if they fill it."""
    behind = [i for i in seen if quantities[i].start >= end]
    behind = [i for i in behind if quantities[i].measure == quantities[behind[0]].measure]
    clause = [i for i in behind if ";" not in text[end : quantities[i].start]]
    return clause if clause and len(clause) % k == 0 else behind


def in_pairs(text: str, quantities: Sequence[Quantity], run: Sequence[int], k: int) -> bool:
    """Say whether the results of a list come in pairs: ``92 % vs 83 %``; those of one arm end with its name."""
    between = text[quantities[run[0]].end : quantities[run[1]].start]
    labelled = LABELLED.search(text, quantities[run[k - 1]].end, quantities[run[k]].start)
    return re.search(r"\bv(?:s|ersus)\b", between) is not None or (" and " in between and labelled is None)


def beside(
    text: str, sentence: Span, quantities: Sequence[Quantity], i: int, points: Sequence[TimePoint]
) -> When | None:
    """Return the time point of a result: in it, right behind it, behind its pair, before it, or opening the sentence.

    Of ``64 % in A and 43 % in B at 3 years`` both were seen at 3 years.
    """
    q = quantities[i]
    if not points or q.measure == "range":
        return None
    inside = [p for p in points if q.start <= p.start < q.end]
    behind = right_behind(text, sentence, quantities, i, points)
    before = [p for p in points if p.end <= q.start and not ends_clause(text, p.end, q.start)]
    shared: list[TimePoint] = []
    if i + 1 < len(quantities) and PAIR.fullmatch(text, q.end, quantities[i + 1].start):
        told_behind_the_one_before = i and before and AND.fullmatch(text, before[-1].end, q.start)
        if not before or told_behind_the_one_before:
            shared = right_behind(text, sentence, quantities, i + 1, points)
    opening = [p for p in points[:1] if p.end <= q.start and OPENS.fullmatch(text, sentence.start, p.start)]
    chosen = next(iter((*inside, *behind, *shared, *before[-1:], *opening)), None)
    return (chosen.times[0], chosen.unit) if chosen is not None else None


def right_behind(
    text: str, sentence: Span, quantities: Sequence[Quantity], i: int, points: Sequence[TimePoint]
) -> list[TimePoint]:
    """Return the time points between a result and the next one, to the end of its clause."""
    end = quantities[i].end
    limit = quantities[i + 1].start if i + 1 < len(quantities) else sentence.end
    clause = ends_clause(text, end, limit)
    behind = [p for p in points if end <= p.start < (clause.start() if clause else limit)]
    return [p for p in behind if not NEXT_ONES.search(text, max(0, end - 2), p.start)]


def ends_clause(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return where a clause ends; a semicolon in a bracket that was opened since ends none."""
    for hit in SPLIT.finditer(text, start, end):
        told = text[start : hit.start()]
        if hit.group() != ";" or told.count("(") <= told.count(")"):
            return hit
    return None


def told_one_by_one(text: str, points: Sequence[TimePoint]) -> list[list[When | None]]:
    """Return the runs of time points with only a comma or ``and`` between: ``6-month, 1-year and 2-year survival``.

    A baseline before them is a place in the list without a time: ``at baseline, 3 days and 1 year``.
    """
    runs: list[list[TimePoint]] = []
    for point in (p for p in points if len(p.times) == 1):
        if runs and ONE_LIST.fullmatch(text[runs[-1][-1].end : point.start]):
            runs[-1].append(point)
        else:
            runs.append([point])
    lists: list[list[When | None]] = []
    for run in runs:
        listed: list[When | None] = [(p.times[0], p.unit) for p in run]
        if BASELINE.search(text, max(0, run[0].start - 30), run[0].start):
            listed.insert(0, None)
        if len(listed) > 1:
            lists.append(listed)
    return lists
