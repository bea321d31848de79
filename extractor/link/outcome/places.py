"""Where in its sentence a number stands: in a bracket, at the opening of its clause, behind a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Quantity, Span

PEOPLE = (
    r"(?:patients?|cases?|subjects?|participants?|individuals|persons|people|women|men|children|infants|them|those"
    r"|survivors|procedures|operations|tumou?rs|lesions|eyes|knees|hips|grafts|fractures|specimens|deaths|instances)\b"
)
SEX = re.compile(r"(?:wo)?m[ae]n|(?:fe)?males?|boys|girls", re.I)
# the people a number counts: "of the patients", "elderly women"
HOST = re.compile(
    rf"\s*(?:(?:of|in|among)\s+(?:the\s+|these\s+|all\s+|our\s+|all\s+of\s+the\s+|study\s+)*)?(?:[a-z-]+\s+)?{PEOPLE}",
    re.I,
)
OF_PEOPLE = re.compile(r"\s*(?:of|in|among)\b")
# the number opens its clause: "…, and at least 12"
OPENING = re.compile(
    r"(?:^|[,;:.)\]]|\b(?:and|or|but|while|whereas|although|that|which|because|with|whom|then|also|plus|when|if))"
    r"\s*(?:,\s*)?(?:(?:a|an|the|another|other|further|additional|only|about|approximately|nearly|almost|over|at least|"
    r"a total of|total of|up to|more than|less than|fewer than|remaining|last|first|some)\s+)*$",
    re.I,
)
# a verb takes the number as its object: "there were six", "who developed a total of four"
NAMED_BEHIND = re.compile(
    r"\b(?:had|have|has|having|showed|shows|underwent|undergoing|included|includes|including|comprised|comprising|"
    r"there\s+were|there\s+was|developed|received|required|suffered|experienced|revealed|found|identified|reported|"
    r"noted|observed|consisted\s+of|excluding|excluded|yielded|encountered|performed|used|sustained|detected|recorded|"
    r"involving|treated|inserted|implanted|analy[sz]ed|studied|reviewed|presented\s+with|were|was|by|are|is)\s+"
    r"(?:(?:a|an|the|another|only|about|approximately|a\s+total\s+of|total\s+of|further|additional|in|of)\s+)*$",
    re.I,
)
# a preposition or "was" leads to the number: "seen in 12", "the mean was 3"
IN_FRONT = re.compile(
    r"(?:\b(?:in|of|by|for|at|to|from|was|were|is|are|be|averaged|reached|than|vs\.?|versus|on|after|among|with|being|"
    r"remained|exceeded|achieved|equal(?:l?ed)?)|[=:,(<>~]|\b(?:mean|median|average))\s*"
    r"(?:(?:only|about|approximately|nearly|almost|over|up\s+to|just|a|an|the|found\s+to\s+be|all|another|"
    r"a\s+total\s+of|total\s+of|another|other)\s+)*$",
    re.I,
)
BRACKET = re.compile(r"[()\[\]]")
CLOSING = re.compile(r"[)\]]")


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
    # some rules read "(n = 49, 13%)" with its bracket; that of "(2.1 ± 1.7) degrees" holds the number only
    whole = text[q.start] in "([" and CLOSING.search(text, q.start, q.end - 1) is None
    inside = q.start + 1 if whole else q.start
    bracket = open_bracket(text, sentence.start, inside)
    if bracket is not None:
        close = CLOSING.search(text, q.end, sentence.end)
        if close and text[close.start() - 1] != "(":
            right = min(right, close.start())
    host = HOST.match(text, q.end, right) if q.measure in ("count", "proportion") else None
    if host and q.rule in ("none", "without-event") and not OF_PEOPLE.match(host.group()):
        host = None  # "no deaths": the deaths are the outcome
    before = text[left : q.start]
    return Place(
        left=Span(left, q.start),
        right=Span(host.end() if host else q.end, right),
        bracket=bracket,
        opening=not before.strip() or OPENING.search(before) is not None,
        named_behind=NAMED_BEHIND.search(before) is not None,
        in_front=IN_FRONT.search(before) is not None,
    )


def open_bracket(text: str, start: int, end: int) -> int | None:
    """Return where the innermost bracket opens that is still open at *end*."""
    stack: list[int] = []
    for hit in BRACKET.finditer(text, start, end):
        if hit.group() in "([":
            stack.append(hit.start())
        elif stack:
            stack.pop()
    return stack[-1] if stack else None
