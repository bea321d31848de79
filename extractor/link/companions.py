"""What belongs to a result without standing in it: its time point, its p-value, its neighbours in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Part, Quantity, Span, TimePoint

SPLIT = re.compile(r";|\.\s|\b(?:while|whereas|but)\b", re.I)
BASELINE = re.compile(r"\b(?:baseline|pre-?operative(?:ly)?|before (?:surgery|treatment|the procedure))\s*(?:,|and|,\s*and)\s*(?:at\s+)?$", re.I)
AFTER_WORD = re.compile(r"^[\s,(]*(?:at|after|by|in|within|from|of|for)?\s*$", re.I)
RATE = re.compile(r"surviv|patency|freedom|free\b|control|recurr|mortality|incidence|failure|alive|died|death|rate|patent|remission|relapse|disease", re.I)


def value_of(q: Quantity) -> Part | None:
    """Return the number a quantity is known by: its value, else its numerator, p-value or lower end."""
    return next((q.parts[name] for name in ("value", "numerator", "p", "range_low") if name in q.parts), None)


def times(text: str, sentence: Span, quantities: Sequence[Quantity], points: Sequence[TimePoint]) -> list[tuple[Part, str] | None]:
    """Return for each quantity of a sentence the time point it was seen at, None when none is near.

    A list of k times goes k-th with k-th to the k results behind it: ``1-, 2- and 5-year survival
    were 71 %, 45 % and 12 %``. Otherwise the time behind a result, before the next one, is its own;
    then the last one named before it.
    """
    result: list[tuple[Part, str] | None] = [None] * len(quantities)
    lists: list[list[tuple[Part, str] | None]] = [[(t, p.unit) for t in p.times] for p in points if len(p.times) > 1]
    for listed in lists + told_one_by_one(text, points):
        k = len(listed)
        first, final = listed[1] or listed[0], listed[-1]
        assert first is not None and final is not None
        behind = [i for i, q in enumerate(quantities) if q.start >= final[0].end and q.measure in ("proportion", "mean", "median", "other", "count")]
        before = [i for i, q in enumerate(quantities) if q.end <= first[0].start and q.measure in ("proportion", "mean", "median", "other", "count")]
        for run in (behind, before[-k:]):
            if len(run) >= k and len(run) % k == 0 and result[run[0]] is None:
                paired = len(run) > k and re.search(r"\b(?:vs\.?|versus|and)\b", text[quantities[run[0]].end : quantities[run[1]].start])
                for place, i in enumerate(run):
                    result[i] = listed[place * k // len(run) if paired else place % k]
                break
    single = [p for p in points if len(p.times) == 1]
    for i, q in enumerate(quantities):
        if result[i] is not None or q.measure in ("p_value", "range"):
            continue
        following = quantities[i + 1].start if i + 1 < len(quantities) else sentence.end
        clause = SPLIT.search(text, q.end, following)
        limit = clause.start() if clause else following
        behind_q = [p for p in single if q.end <= p.start < limit]
        before_q = [p for p in single if sentence.start <= p.start and p.end <= q.start and not SPLIT.search(text, p.end, q.start)]
        inside = [p for p in single if q.start <= p.start < q.end]
        chosen = (inside or behind_q[:1] or before_q[-1:] or [None])[0]
        if chosen is not None:
            result[i] = (chosen.times[0], chosen.unit)
    return result


def told_one_by_one(text: str, points: Sequence[TimePoint]) -> list[list[tuple[Part, str] | None]]:
    """Return the runs of time points with only a comma or ``and`` between: ``6-month, 1-year and 2-year survival``.

    A baseline before them is a place in the list without a time: ``at baseline, 3 days and 1 year``.
    """
    runs: list[list[TimePoint]] = []
    for point in (p for p in points if len(p.times) == 1):
        if runs and re.fullmatch(r"[\s,]*(?:and|or)?\s*(?:at\s+)?", text[runs[-1][-1].end : point.start]):
            runs[-1].append(point)
        else:
            runs.append([point])
    lists: list[list[tuple[Part, str] | None]] = []
    for run in runs:
        listed: list[tuple[Part, str] | None] = [(p.times[0], p.unit) for p in run]
        if BASELINE.search(text, max(0, run[0].start - 30), run[0].start):
            listed.insert(0, None)
        if len(listed) > 1:
            lists.append(listed)
    return lists


def judged(text: str, sentence: Span, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Return which p-value (by index) judges which quantities: ``{quantity: p}``.

    A p-value judges the results before it in its clause, back to the p-value before; a pair in
    another unit than the last result is another comparison.
    """
    given: dict[int, int] = {}
    for i, q in enumerate(quantities):
        if q.measure != "p_value":
            continue
        last = None
        for j in range(i - 1, -1, -1):
            other = quantities[j]
            if other.measure == "p_value":
                break
            between = text[other.end : quantities[j + 1].start]
            if re.search(r"\.\s", between) or (last is not None and re.search(r";", between) and not in_bracket(text, sentence, q)):
                break
            if other.measure == "range" or "p" in other.parts:
                break
            if last is not None and (other.unit != last.unit or alike(other) != alike(last)):
                break
            if last is None and len(between) > 160:
                break
            given[j] = i
            last = other
    return given


def alike(q: Quantity) -> str:
    """Return the measure, what only has a unit counted with the means: ``median age, 63 vs 53 years``."""
    return "mean" if q.measure in ("mean", "median", "other", "duration") else q.measure


def in_bracket(text: str, sentence: Span, q: Quantity) -> bool:
    """Say whether *q* stands in a bracket that is still open."""
    before = text[sentence.start : q.start]
    return before.count("(") > before.count(")")
