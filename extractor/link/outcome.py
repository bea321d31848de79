"""Which words name the outcome of a number: those before it, those behind it, or those of its neighbour.

Where a number stands decides: ``Pain eased in 12`` names it before, ``12 patients had less pain``
behind, ``a leak (12%)`` before the bracket; ``65 weeks in the first group, 64 in the second``
carries the name over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.link import phrases
from extractor.model import Quantity, Span

PEOPLE = (
    r"(?:patients?|cases?|subjects?|participants?|individuals|persons|people|women|men|children|infants|them|those"
    r"|survivors|procedures|operations|tumou?rs|lesions|eyes|knees|hips|grafts|fractures|specimens|deaths|instances)\b"
)
HOST = re.compile(rf"\s*(?:(?:of|in|among)\s+(?:the\s+|these\s+|all\s+|our\s+|all\s+of\s+the\s+|study\s+)*)?(?:[a-z-]+\s+)?{PEOPLE}", re.I)
OPENING = re.compile(
    r"(?:^|[,;:.)\]]|\b(?:and|or|but|while|whereas|although|that|which|because|with|whom|then|also|plus|when|if))"
    r"\s*(?:,\s*)?(?:(?:a|an|the|another|other|further|additional|only|about|approximately|nearly|almost|over|at least|"
    r"a total of|total of|up to|more than|less than|fewer than|remaining|last|first|some)\s+)*$",
    re.I,
)
NAMED_BEHIND = re.compile(
    r"\b(?:had|have|has|having|showed|shows|underwent|undergoing|included|includes|including|comprised|comprising|there\s+were|there\s+was|developed|received|"
    r"required|suffered|experienced|revealed|found|identified|reported|noted|observed|consisted\s+of|excluding|excluded|yielded|encountered|performed|"
    r"used|sustained|detected|recorded|involving|treated|inserted|implanted|analy[sz]ed|studied|reviewed|presented\s+with|were|was|by|are|is)\s+"
    r"(?:(?:a|an|the|another|only|about|approximately|a\s+total\s+of|total\s+of|further|additional|in|of)\s+)*$",
    re.I,
)
IN_FRONT = re.compile(
    r"(?:\b(?:in|of|by|for|at|to|from|was|were|is|are|be|averaged|reached|than|vs\.?|versus|on|after|among|with|being|remained|exceeded|achieved|equal(?:l?ed)?)|[=:,(<>~]|"
    r"\b(?:mean|median|average))\s*(?:(?:only|about|approximately|nearly|almost|over|up\s+to|just|a|an|the|found\s+to\s+be|all|another|a\s+total\s+of|total\s+of|another|other)\s+)*$",
    re.I,
)
CUT = re.compile(
    r"\b(?:because|due to|owing to|despite|whereas|while|although|but|compared (?:with|to)|versus|vs\.?|however|who|which|whom|thus|therefore)\b"
    r"|;|:(?=\s)|,\s(?=(?:and|but|with|who|which|including|respectively|or|as|than|compared|in)\b)|,\s(?=\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)"
    r"|\band\s*$",
    re.I,
)
WHOSE = re.compile(r"\s*(?:[(]|(?:in|for|after|with|among|on|at|from|by|of)\s+(?:the\s+)?(?!patients\b|cases\b|them\b|those\b|whom\b|subjects\b|women\b|men\b))", re.I)
IS_SEX = re.compile(r"[)\]]?\s*(?:(?:of\s+(?:the\s+|all\s+)?)?(?:patients|cases|participants|subjects|them)\s+)?(?:were|was|are)\s+((?:wo)?m[ae]n|(?:fe)?males?|boys|girls)\b", re.I)
RATIO_OF = re.compile(r"\b(?:for|of)\s+([A-Za-z][^,;:=()\d]{2,60})", re.I)
AGAINST = re.compile(r"\b(?:vs\.?|versus|compared\s+(?:with|to)|than|against)\s*(?:(?:a|an|the|only|about)\s+)*$", re.I)
SEX = re.compile(r"(?:wo)?m[ae]n|(?:fe)?males?|boys|girls", re.I)
THINGS = re.compile(r"\s*((?:of\s+(?:the\s+)?)[^.;,()\d]{3,60})", re.I)
VAGUE = frozenset("time times duration period length interval intervals level levels score scores value values size total change changes".split())
STAT = re.compile(r"\b(?:mean|median|average[d]?|averaging)\b", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """One quantity in its sentence: the room left of it and right of it, up to its neighbours."""

    left: Span  # from the neighbour before, or the sentence's start, to the quantity
    right: Span  # from behind the quantity and the people it counts to the neighbour after
    bracket: int | None  # where the bracket opens that holds the quantity
    opening: bool  # it begins its clause: "12 patients had …"
    named_behind: bool  # a verb before it takes it as object: "there were six deaths"
    in_front: bool  # a preposition or "was" leads to it: "seen in 12"


def places(text: str, sentence: Span, quantities: Sequence[Quantity]) -> list[Place]:
    """Return the place of each of the sentence's *quantities*, in their order."""
    return [place(text, sentence, quantities, i) for i in range(len(quantities))]


def place(text: str, sentence: Span, quantities: Sequence[Quantity], i: int) -> Place:
    """Return the place of the *i*-th quantity of a sentence."""
    q = quantities[i]
    left = quantities[i - 1].end if i else sentence.start
    right = quantities[i + 1].start if i + 1 < len(quantities) else sentence.end
    bracket = open_bracket(text, sentence.start, q.start)
    if bracket is not None:
        close = re.compile(r"[)\]]").search(text, q.end, sentence.end)
        if close and text[close.start() - 1 : close.start()] != "(":
            right = min(right, close.start())
    host = HOST.match(text, q.end, right) if q.measure in ("count", "proportion") else None
    if host and q.rule in ("none", "without-event") and not re.match(r"\s*(?:of|in|among)\b", host.group()):
        host = None  # "no deaths": the deaths are the outcome
    before = text[max(left, sentence.start) : q.start]
    return Place(
        left=Span(left, q.start),
        right=Span(host.end() if host else q.end, right),
        bracket=bracket,
        opening=bool(OPENING.search(before)) or not before.strip(),
        named_behind=bool(NAMED_BEHIND.search(before)),
        in_front=bool(IN_FRONT.search(before)),
    )


def open_bracket(text: str, start: int, end: int) -> int | None:
    """Return where the innermost bracket opens that is still open at *end*."""
    stack: list[int] = []
    for m in re.finditer(r"[()\[\]]", text[start:end]):
        if m.group() in "([":
            stack.append(start + m.start())
        elif stack:
            stack.pop()
    return stack[-1] if stack else None


def named(text: str, sentence: Span, quantities: Sequence[Quantity]) -> list[Span | None]:
    """Return the words that name the outcome of each quantity of a sentence, None where nothing does."""
    spots = places(text, sentence, quantities)
    found: list[Span | None] = []
    for q, spot in zip(quantities, spots, strict=True):
        found.append(name(text, sentence, q, spot))
    return found


def name(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words that name the outcome of *q*, or None when its own clause does not."""
    if q.measure in ("count", "proportion") and q.noun and SEX.fullmatch(q.noun):
        at = text.rfind(q.noun, q.start, q.end)
        if not re.match(r"\s+(?:who|with|had|were|was|underwent|received|died|developed)\b", text[q.end : q.end + 12]):
            return Span(at, at + len(q.noun))
    if q.measure in ("count", "proportion") and (sex := IS_SEX.match(text, q.end, spot.right.end)):
        return Span(*sex.span(1))
    if q.measure == "ratio" and (what := RATIO_OF.search(text, q.start, q.parts["value"].start)):
        return phrases.trimmed(text, *what.span(1))
    if q.rule == "count-of-things":
        return things(text, q, spot)
    before = lambda: behind_border(text, spot.left.start, q.start)  # noqa: E731
    after = lambda: ahead(text, spot.right.start, spot.right.end)  # noqa: E731
    if q.measure in ("mean", "median") and (said := statistic(text, sentence, q, spot)) is not None:
        return said
    if spot.bracket is not None and q.start - spot.bracket < 60:
        inside = phrases.trimmed(text, spot.bracket + 1, q.start)
        closes = text[q.end - 1 : q.end] in (")", "]") or re.match(r"\s*(?:[)\]]|[,;]\s*(?:p\b|95|n\b))", text[q.end : q.end + 12], re.I)
        if inside and spot.left.start <= spot.bracket:
            return inside
        if closes or q.measure == "p_value":
            host = before_bracket(text, sentence, spot)
            return host or after()
        return after() or inside or before_bracket(text, sentence, spot)
    if AGAINST.search(text, spot.left.start, q.start) and len(text[spot.left.start : q.start]) < 25 and q.measure != "p_value":
        return None  # "88 % vs 70 %": the second is of what the first is of
    if q.measure == "p_value":
        return before() or phrases.trimmed(text, sentence.start, q.start)
    if spot.opening and q.measure in ("proportion", "other", "duration", "mean", "median") and WHOSE.match(text, q.end, spot.right.end) and phrases.content(text, Span(sentence.start, spot.left.start)):
        return None  # "65 % after A, 54 % after B": the outcome is the one named before
    if spot.opening or (spot.named_behind and q.measure == "count"):
        return after() or before()
    if spot.in_front:
        return before() or after()
    return after() or before()


def things(text: str, q: Quantity, spot: Place) -> Span | None:
    """Return the things that are counted, with what they are of: ``six deep infections of the wound``."""
    of = THINGS.match(text, q.end, max(q.end, spot.right.end))
    cut = CUT.search(text, q.end, of.end()) if of else None
    return phrases.trimmed(text, q.parts["value"].end, (cut.start() if cut else of.end()) if of else q.end, limit=8, keep="start")


def behind_border(text: str, start: int, end: int) -> Span | None:
    """Return the phrase between the last clause border and *end*."""
    last = phrases.clause_start(text, start, end)
    span = phrases.trimmed(text, last, end)
    if span is None and last > start:
        span = phrases.trimmed(text, start, last)
    return span


def ahead(text: str, start: int, end: int) -> Span | None:
    """Return the phrase from *start* to the first clause border."""
    begin = start
    if re.match(r"[\s%,)]*respectively\b", text[start:end], re.I):
        return None
    for _ in range(3):
        cut = CUT.search(text, begin, end)
        span = phrases.trimmed(text, start, cut.start() if cut else end, limit=8, keep="start")
        if span is not None or cut is None:
            return span
        begin = cut.end()
    return None


def before_bracket(text: str, sentence: Span, spot: Place) -> Span | None:
    """Return the phrase that ends where the bracket opens: ``leaks and a fistula (12%)`` gives the last."""
    assert spot.bracket is not None
    start = min(spot.left.start, spot.bracket)
    last = phrases.clause_start(text, start, spot.bracket)
    comma = max(text.rfind(", ", last, spot.bracket), text.rfind(") and ", last, spot.bracket))
    span = phrases.trimmed(text, comma + 1, spot.bracket) if comma >= 0 else None
    return span or phrases.trimmed(text, last, spot.bracket) or phrases.trimmed(text, start, spot.bracket)


def statistic(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words between ``mean`` and its value, with the noun before when nothing stands between."""
    cue = None
    for m in STAT.finditer(text, sentence.start, q.parts["value"].start if "value" in q.parts else q.end):
        cue = m
    if cue is None:
        return None
    inside = phrases.trimmed(text, cue.end(), q.parts["value"].start if "value" in q.parts else q.start)
    if inside and not {w.group().lower() for w in phrases.words(text, inside.start, inside.end)} <= VAGUE | phrases.GLUE:
        return inside
    if inside:
        wider = behind_border(text, max(sentence.start, spot.left.start), cue.start())
        return Span(wider.start, inside.end) if wider and inside.end - wider.start < 90 else inside
    return behind_border(text, sentence.start, cue.start()) or ahead(text, q.end, spot.right.end)
