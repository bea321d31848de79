"""Which words name the outcome of a number: those before it, those behind it, or those of its neighbour.

Where a number stands decides: ``Pain eased in 12`` names it before, ``12 patients had less pain``
behind, ``a leak (12%)`` before the bracket; ``65 weeks in the first group, 64 in the second``
carries the name over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.outcome.directions import ahead, before_bracket, behind_border
from extractor.link.outcome.hollow import hollow
from extractor.link.outcome.kinds import sex, statistic, things
from extractor.link.outcome.labels import between_numbers, in_some, label_before
from extractor.link.outcome.places import Place
from extractor.link.outcome.shared import settled
from extractor.link.phrases import closing, content, trimmed
from extractor.model import Quantity, Span

RATIO_OF = re.compile(r"\b(?:for|of)\s+([A-Za-z][^,;:=()\d]{2,60})", re.I)
# "65 % after surgery": whose result it is, not what it is
WHOSE = re.compile(
    r"\s*(?:[(]|(?:in|for|after|with|among|on|at|from|by|of)\s+"
    r"(?!(?:the\s+|all\s+|these\s+|our\s+)*(?:patients|cases|them|those|whom|subjects|participants|women|men)\b))",
    re.I,
)
GROUP_BEHIND = re.compile(r"\s*(?:[(]|(?:[a-z]+\s+)?(?:in|for|after|among|from|on|at)\s+\w)", re.I)
NAMED_GROUP = re.compile(r"\s*(?:[a-z]+\s+)?(?:in|from|of)\s+[^,;:.()]{1,50}\b(?:group|arm)\b", re.I)
AGAINST = re.compile(r"\b(?:vs\.?|versus|compared\s+(?:with|to)|than|against)\s*(?:(?:a|an|the|only|about)\s+)*$", re.I)
# a label in a list inside a bracket: ", BMI" of "(age 48, BMI 21, albumin 2.5)"
ITEM = re.compile(r"\s*[,;]\s*(?:and\s+)?([A-Za-z][^,;()\[\]]{1,50}?)\s*(?:was|were|of|[:=])?\s*")
# the other side of a comparison, up to its bracket
COMPARED = re.compile(
    r"\b(?:than(?!\s+(?:one|two|three|half))|versus|vs\.?|compared\s+(?:with|to))\s+(?:(?:that|those|the|in|of|for|with|after|on|at|a|an)\s+)*"
    r"[^,;:.()]{1,60}$",
    re.I,
)
BETWEEN = re.compile(
    r"\bbetween\s+[^,;:.()]{1,60}$", re.I
)  # "no difference between mitral (12 %) and aortic valves (14 %)"
BETWEEN_TWO = re.compile(r"\bbetween\s+[^,;:.()]{1,60}\([^()]*\)\s*(?:and|or|vs\.?|versus)\s+[^,;:.()]{1,60}$", re.I)
# "44 % of the drainage group needed a second operation": behind the group stands what happened
DID = re.compile(
    r"(\s*(?:of|in)\s+(?:(?!\b(?:who|which|that|whom)\b)[^,;:.()]){1,60}?)\s+(?:had|have|required|needed|developed|were|was|"
    r"underwent|showed|reported|experienced|died|achieved|improved|survived|suffered|displayed|remained|became|returned)\b",
    re.I,
)
# "2 patients with a tumour that was left in place developed a recurrence"
PREDICATE = re.compile(
    r"\b(?:experienced|developed|died|required|suffered|recovered|sustained|relapsed|achieved|reported|complained)\b",
    re.I,
)
ARTICLE = re.compile(r"\b(?:an?|another|further|additional)\s+$", re.I)
NOUN = re.compile(r"\s+(?!(?:of|in|for|with|at|on|after|by|to|and|or|were|was|had)\b)[\w-]+", re.I)  # "a 56 % patency"
WITH = re.compile(r"\s*[)\]]?\s+(?:with|without)\b", re.I)
# "a significant fall (P < 0.01) in the score", "significantly (P < 0.01) less pain"
CHANGED = re.compile(
    r"\b(?:significant(?:ly)?|(?P<how>improvement|reduction|decrease|increase|change|decline|gain|fall|rise|difference|"
    r"correlation|correction)s?)\s*$",
    re.I,
)
GOES_ON = re.compile(r"\s*[)\]]\s+(?P<of>(?:in|of)\b)?", re.I)
LED_IN = re.compile(r"\b(?:in|for|among|with|of|by|to)\s+(?:(?:only|about|the|nearly|almost|over)\s+)*$", re.I)
UNIT_GOES_ON = re.compile(r"\s?/\s?[A-Za-z]|\s+per\s+[A-Za-z]")  # "3.9 mg/kg", "12 $ per day gained"
CLOSES = re.compile(r"\s*(?:[)\]]|(?:vs\.?|versus)\s|[,;]\s*(?:p\b|95|n\b))", re.I)
MEASURED = ("proportion", "other", "duration", "mean", "median")


def named(text: str, sentence: Span, quantities: Sequence[Quantity], spots: Sequence[Place]) -> list[Span | None]:
    """Return the words that name the outcome of each quantity of a sentence, None where nothing does.

    Args:
        spots: The places of *quantities*, in their order.
    """
    names = [
        without_results(text, name(text, sentence, q, spot), q, quantities)
        for q, spot in zip(quantities, spots, strict=True)
    ]
    return settled(text, quantities, spots, names)


def without_results(text: str, told: Span | None, q: Quantity, quantities: Sequence[Quantity]) -> Span | None:
    """Return the last part of a name before *q* that says what was measured and holds no other result."""
    if told is None or told.end > q.start:
        return told
    begin = told.start
    if text[begin - 1] in "([" and (close := closing(text, begin, told.end)):
        begin = close  # "in 20 patients (group 1) the score fell"
    parts = [Span(begin, told.end)]
    for other in quantities:
        if parts[-1].start <= other.start < other.end <= parts[-1].end:
            parts[-1] = Span(parts[-1].start, other.start)
            if other.measure != "range":  # what a range is of, a mean behind it is of too
                parts.append(Span(other.end, told.end))
    said = [trimmed(text, part.start, part.end) for part in parts]
    return next((part for part in reversed(said) if not hollow(text, part, q.start)), told)


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
        if q.measure == "p_value" and (behind := interrupted(text, sentence, q, spot, spot.bracket)):
            return behind
        return in_bracket(text, q, spot, spot.bracket)
    return in_clause(text, sentence, q, spot)


def in_bracket(text: str, q: Quantity, spot: Place, bracket: int) -> Span | None:
    """Return the words in the bracket that holds *q*, or those the bracket stands behind."""
    if spot.left.start > bracket and AGAINST.search(text, spot.left.start, q.start):
        return None
    if spot.left.start > bracket and (item := ITEM.fullmatch(text, spot.left.start, q.start)):
        return trimmed(text, *item.span(1))
    inside = trimmed(text, bracket + 1, q.start)
    if inside and spot.left.start <= bracket and not hollow(text, inside, q.start):
        return inside
    right = spot.right
    if q.measure == "p_value" or text[q.end - 1] in ")]" or CLOSES.match(text[q.end : q.end + 12]):
        if other := COMPARED.search(text, min(spot.left.start, bracket), bracket):
            return behind_border(text, spot.left.start, other.start())  # "fewer leaks than with wires (28 %)"
        if BETWEEN_TWO.search(text, max(0, spot.left.start - 90), bracket):
            return None
        if (between := BETWEEN.search(text, spot.left.start, bracket)) and q.measure != "p_value":
            return behind_border(text, spot.left.start, between.start())
        told = before_bracket(text, spot, bracket, result=q.measure not in ("ratio", "p_value"))
        if told is None or hollow(text, told, q.start):
            return ahead(text, right.start, right.end) or told
        return told
    whose = (NAMED_GROUP if q.measure == "count" else GROUP_BEHIND).match(text, q.end, right.end)
    if whose and spot.left.start > bracket:
        return None  # "(79 in one group and 120 in the other)": what the first is of
    named_ahead = None if whose else ahead(text, right.start, right.end)
    if inside is not None and hollow(text, inside, q.start):
        return before_bracket(text, spot, bracket) or named_ahead
    if inside is None:
        return named_ahead or before_bracket(text, spot, bracket)
    return named_ahead or inside


def interrupted(text: str, sentence: Span, q: Quantity, spot: Place, bracket: int) -> Span | None:
    """Return the words that go on behind the bracket of a p-value: ``a significant fall (P = 0.03) in the score``."""
    change = CHANGED.search(text, spot.left.start, bracket)
    goes_on = GOES_ON.match(text, q.end, sentence.end)
    if change is None or goes_on is None or (change["how"] and not goes_on["of"]):
        return None
    return ahead(text, goes_on.end(), sentence.end)


def in_clause(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words before or behind *q* in its clause, as its place says."""
    left = text[spot.left.start : q.start]
    if q.measure == "p_value":
        return behind_border(text, spot.left.start, q.start) or trimmed(text, sentence.start, q.start)
    if len(left) < 25 and AGAINST.search(text, spot.left.start, q.start):
        return None  # "88 % vs 70 %": the second is of what the first is of
    shares = q.measure in ("count", "proportion") and not LED_IN.search(left)
    if shares and (did := DID.match(text, q.end, spot.right.end)):
        told = ahead(text, did.end(1), spot.right.end)
        return trimmed(text, spot.right.start, told.end) if told and content(text, told) == 1 else told
    whose = spot.opening and q.measure in MEASURED and WHOSE.match(text, q.end, spot.right.end)
    if whose and (verbs := list(PREDICATE.finditer(text, whose.end(), spot.right.end))):
        return ahead(text, verbs[-1].start(), spot.right.end)
    if whose and content(text, Span(sentence.start, spot.left.start)):
        return None  # "65 % after A, 54 % after B": the outcome is the one named before
    if UNIT_GOES_ON.match(text, q.end):
        return behind_border(text, spot.left.start, q.start)
    if q.measure == "proportion" and ARTICLE.search(left) and NOUN.match(text, q.end):
        return ahead(text, q.end, spot.right.end) or behind_border(text, spot.left.start, q.start)
    if spot.in_front and not spot.opening and not (spot.named_behind and q.measure == "count"):
        told = behind_border(text, spot.left.start, q.start)
        if told is None and WITH.match(text, q.end) and content(text, Span(sentence.start, spot.left.start)):
            return None  # "…, was done in 20 and went well in 10 (50 %) with no leak"
        return told or ahead(text, spot.right.start, spot.right.end)
    return ahead(text, spot.right.start, spot.right.end) or behind_border(text, spot.left.start, q.start)
