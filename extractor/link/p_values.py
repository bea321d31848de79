"""Which results a p-value judges: those before it in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Quantity, Span

SENTENCE_END = re.compile(r"(?<!\bvs)(?<!\bv)\.\s")  # the point of "vs." ends nothing
FARTHEST = 160  # characters between a p-value and the result it judges


def judged(text: str, sentence: Span, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Return which p-value (by index) judges which quantities: ``{quantity: p}``."""
    return {
        j: i
        for i, q in enumerate(quantities)
        if q.measure == "p_value"
        for j in judged_by(text, sentence, quantities, i)
    }


def judged_by(text: str, sentence: Span, quantities: Sequence[Quantity], i: int) -> list[int]:
    """Return which quantities the *i*-th, a p-value, judges, back to the p-value before.

    A pair in another unit than the last result is another comparison; so is one before a semicolon,
    unless the p-value is in the same bracket.
    """
    found: list[int] = []
    in_bracket = is_in_bracket(text, sentence, quantities[i])
    for j in range(i - 1, -1, -1):
        other = quantities[j]
        between = text[other.end : quantities[j + 1].start]
        if other.measure in ("p_value", "range") or "p" in other.parts or SENTENCE_END.search(between):
            break
        if found:
            last = quantities[found[-1]]
            if (";" in between and not in_bracket) or other.unit != last.unit or kind(other) != kind(last):
                break
        elif len(between) > FARTHEST:
            break
        found.append(j)
    return found


def kind(q: Quantity) -> str:
    """Return the measure, what only has a unit counted with the means: ``median age, 63 vs 53 years``."""
    return "mean" if q.measure in ("mean", "median", "other", "duration") else q.measure


def is_in_bracket(text: str, sentence: Span, q: Quantity) -> bool:
    """Say whether *q* stands in a bracket that is still open."""
    before = text[sentence.start : q.start]
    return before.count("(") > before.count(")")
