"""Which words name the outcome of a number: those before it, those behind it, or those of its neighbour.

Where a number stands decides: ``Pain eased in 12`` names it before, ``12 patients had less pain``
behind, ``a leak (12%)`` before the bracket; ``65 weeks in the first group, 64 in the second``
carries the name over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.outcome.directions import ahead, before_bracket, behind_border
from extractor.link.outcome.kinds import sex, statistic, things
from extractor.link.outcome.labels import between_numbers, in_some, label_before
from extractor.link.outcome.places import Place
from extractor.link.phrases import content, trimmed
from extractor.model import Quantity, Span

RATIO_OF = re.compile(r"\b(?:for|of)\s+([A-Za-z][^,;:=()\d]{2,60})", re.I)
# "65 % after surgery": whose result it is, not what it is
WHOSE = re.compile(
    r"\s*(?:[(]|(?:in|for|after|with|among|on|at|from|by|of)\s+(?:the\s+)?"
    r"(?!patients\b|cases\b|them\b|those\b|whom\b|subjects\b|women\b|men\b))",
    re.I,
)
AGAINST = re.compile(r"\b(?:vs\.?|versus|compared\s+(?:with|to)|than|against)\s*(?:(?:a|an|the|only|about)\s+)*$", re.I)
CLOSES = re.compile(r"\s*(?:[)\]]|[,;]\s*(?:p\b|95|n\b))", re.I)
MEASURED = ("proportion", "other", "duration", "mean", "median")


def named(text: str, sentence: Span, quantities: Sequence[Quantity], spots: Sequence[Place]) -> list[Span | None]:
    """Return the words that name the outcome of each quantity of a sentence, None where nothing does.

    Args:
        spots: The places of *quantities*, in their order.
    """
    return [name(text, sentence, q, spot) for q, spot in zip(quantities, spots, strict=True)]


def name(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words that name the outcome of *q*, or None when its own clause does not."""
    if q.measure in ("count", "proportion") and (who := sex(text, q, spot)):
        return who
    if q.measure == "ratio" and (what := RATIO_OF.search(text, q.start, q.parts["value"].start)):
        return trimmed(text, *what.span(1))
    if q.rule == "count-of-things":
        return things(text, q, spot)
    if q.measure in ("mean", "median") and (said := statistic(text, sentence, q, spot)):
        return said
    if (inner := between_numbers(text, q, spot)) is not None:
        return inner
    if (told := label_before(text, q, spot) or in_some(text, sentence, q, spot)) is not None:
        return told
    if spot.bracket is not None and q.start - spot.bracket < 60:
        return in_bracket(text, q, spot, spot.bracket)
    return in_clause(text, sentence, q, spot)


def in_bracket(text: str, q: Quantity, spot: Place, bracket: int) -> Span | None:
    """Return the words in the bracket that holds *q*, or those the bracket stands behind."""
    inside = trimmed(text, bracket + 1, q.start)
    if inside and spot.left.start <= bracket:
        return inside
    right = spot.right
    if q.measure == "p_value" or text[q.end - 1] in ")]" or CLOSES.match(text[q.end : q.end + 12]):
        return before_bracket(text, spot, bracket) or ahead(text, right.start, right.end)
    return ahead(text, right.start, right.end) or inside or before_bracket(text, spot, bracket)


def in_clause(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words before or behind *q* in its clause, as its place says."""
    left = text[spot.left.start : q.start]
    if q.measure == "p_value":
        return behind_border(text, spot.left.start, q.start) or trimmed(text, sentence.start, q.start)
    if len(left) < 25 and AGAINST.search(text, spot.left.start, q.start):
        return None  # "88 % vs 70 %": the second is of what the first is of
    whose = spot.opening and q.measure in MEASURED and WHOSE.match(text, q.end, spot.right.end)
    if whose and content(text, Span(sentence.start, spot.left.start)):
        return None  # "65 % after A, 54 % after B": the outcome is the one named before
    if spot.in_front and not spot.opening and not (spot.named_behind and q.measure == "count"):
        return behind_border(text, spot.left.start, q.start) or ahead(text, spot.right.start, spot.right.end)
    return ahead(text, spot.right.start, spot.right.end) or behind_border(text, spot.left.start, q.start)
