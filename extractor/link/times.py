"""When a result was seen: the time point beside it, or the k-th of a list with the k-th result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Part, Quantity, Span, TimePoint

When = tuple[Part, str]  # the number and its unit

SPLIT = re.compile(r";|\.\s|\b(?:while|whereas|but)\b", re.I)
BASELINE = re.compile(
    r"\b(?:baseline|pre-?operative(?:ly)?|before (?:surgery|treatment|the procedure))\s*"
    r"(?:,|and|,\s*and)\s*(?:at\s+)?$",
    re.I,
)
ONE_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:at\s+)?")
IN_PAIRS = re.compile(r"\b(?:vs\.?|versus|and)\b")
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
    return [
        listed[i] if listed.get(i) is not None else beside(text, sentence, quantities, i, single)
        for i in range(len(quantities))
    ]


def dealt_out(
    text: str, listed: Sequence[When | None], quantities: Sequence[Quantity], taken: set[int]
) -> dict[int, When | None]:
    """Return which of the listed times goes to which quantity: those behind the list, else those before it.

    Twice as many results as times come in pairs when ``vs`` or ``and`` stands in the first pair.
    """
    k = len(listed)
    first, final = listed[1] or listed[0], listed[-1]
    assert first is not None and final is not None
    seen = [i for i, q in enumerate(quantities) if q.measure in SEEN_AT_A_TIME]
    behind = [i for i in seen if quantities[i].start >= final[0].end]
    before = [i for i in seen if quantities[i].end <= first[0].start]
    for run in (behind, before[-k:]):
        if len(run) >= k and len(run) % k == 0 and run[0] not in taken:
            between = text[quantities[run[0]].end : quantities[run[1]].start]
            paired = len(run) > k and IN_PAIRS.search(between)
            return {i: listed[place * k // len(run) if paired else place % k] for place, i in enumerate(run)}
    return {}


def beside(
    text: str, sentence: Span, quantities: Sequence[Quantity], i: int, points: Sequence[TimePoint]
) -> When | None:
    """Return the time point in a result, right behind it, or the last one before it in its clause."""
    q = quantities[i]
    if not points or q.measure in ("p_value", "range"):
        return None
    following = quantities[i + 1].start if i + 1 < len(quantities) else sentence.end
    clause = SPLIT.search(text, q.end, following)
    limit = clause.start() if clause else following
    inside = [p for p in points if q.start <= p.start < q.end]
    behind = [p for p in points if q.end <= p.start < limit]
    before = [p for p in points if p.end <= q.start and not SPLIT.search(text, p.end, q.start)]
    chosen = next(iter((*inside, *behind, *before[-1:])), None)
    return (chosen.times[0], chosen.unit) if chosen is not None else None


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
