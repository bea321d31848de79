"""Which results a p-value judges: those before it in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Quantity, Span

SENTENCE_END = re.compile(r"(?<!\bvs)(?<!\bv)\.\s")  # the point of "vs." ends nothing
LISTED = re.compile(r"(?:,|\b(?:vs?\.?|versus|and|to|than|compared (?:with|to)))\s*[(\[]?\s*$", re.I)
COMPARED = re.compile(r"\b(?:vs?|versus|and|compared|than|against|to)\b", re.I)
# what may stand between a p-value and the results it is told before
GOES_ON = re.compile(r"[^,;]{0,110}", re.S)
THAN = re.compile(r"\)?\s*(?:than|(?:as\s+)?compared (?:with|to))\b[^,;]{0,80}", re.I | re.S)
FARTHEST = 160  # characters between a p-value and the result it judges


def judged(text: str, sentence: Span, quantities: Sequence[Quantity]) -> dict[int, int]:
    """Return which p-value (by index) judges which quantities: ``{quantity: p}``."""
    found: dict[int, int] = {}
    for i, q in enumerate(quantities):
        if q.measure == "p_value":
            before = judged_by(text, sentence, quantities, i)
            found |= dict.fromkeys([*before, *judged_ahead(text, quantities, i, alone=not before)], i)
    return found


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
            if (";" in between and not in_bracket) or not alike(other, last, between):
                break
        elif len(between) > FARTHEST:
            break
        found.append(j)
    return found


def judged_ahead(text: str, quantities: Sequence[Quantity], i: int, *, alone: bool) -> list[int]:
    """Return which quantities behind the *i*-th, a p-value, it judges.

    They are those it is *alone* with, ``significantly (p = 0.02) better than in controls (68 % vs 37 %)``, or
    that its own words compare with: ``higher (p < 0.03) than in controls (37 %)``.
    """
    found: list[int] = []
    for j in range(i + 1, len(quantities)):
        other, between = quantities[j], text[quantities[j - 1].end : quantities[j].start]
        if other.measure in ("p_value", "range", "ratio") or "p" in other.parts:
            break
        goes_on = alike(quantities[j - 1], other, between) and COMPARED.search(between) if found else True
        if not goes_on or (not found and not (GOES_ON if alone else THAN).fullmatch(between)):
            break
        found.append(j)
    return found


def alike(other: Quantity, last: Quantity, between: str) -> bool:
    """Say whether two results next to each other are of one comparison: one kind in one unit, told once or twice.

    The first of a pair often leaves the unit to the last: ``76 vs 91 cm/s``.
    """
    if other.unit == last.unit:
        return kind(other) == kind(last) or other.unit == "%"
    return kind(other) == kind(last) == "mean" and other.unit is None and LISTED.search(between) is not None


def kind(q: Quantity) -> str:
    """Return the measure, what only has a unit counted with the means: ``median age, 63 vs 53 years``."""
    return "mean" if q.measure in ("mean", "median", "other", "duration") else q.measure


def is_in_bracket(text: str, sentence: Span, q: Quantity) -> bool:
    """Say whether *q* stands in a bracket that is still open."""
    before = text[sentence.start : q.start]
    return before.count("(") > before.count(")")
