"""Groups that are named only where a sentence compares them: ``higher in veins than in arteries``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.link.arms.names import NO_NAME, STOP
from extractor.link.assign.printed import printed_at
from extractor.link.category import category
from extractor.link.drafts import Draft
from extractor.link.glue import VAGUE
from extractor.model import Sentence, Span

NAME = r"((?:[\w/+-]+\s+){0,3}?[\w/+-]+)"
COMPARES = r"(?:than|(?:as\s+)?compared\s+(?:with|to)|versus|vs\.?|and)"
# in veins (12%) than in arteries: the preposition comes again
AGAIN = re.compile(
    rf"\b(in|for|after|with|among)\s+(?:the\s+)?{NAME}\s+(?:\([^()]*\)\s*,?\s*)?(?!and){COMPARES}\s+(?:that\s+|those\s+)?"
    rf"\1\s+(?:the\s+)?{NAME}(?=\s*[(,.;]|\s+(?:was|were|at|in|for|during|\d+\s*%))",
    re.I,
)
# 31 weeks for veins versus 26 weeks for arteries
WITH_RESULTS = re.compile(
    rf"\b(in|for|after|with|on|among)\s+(?:the\s+)?{NAME},?\s+(?:as\s+)?(?:versus|vs\.?|v|compared\s+(?:with|to))\s+"
    rf"[^;()\d]{{0,12}}\d[^;()]{{0,25}}?\s\1\s+(?:the\s+)?{NAME}(?=\s*[(,.;]|\s+(?:was|were|at|in|for|during)\b)",
    re.I,
)
# veins did better than arteries (12% vs 15%)
SUBJECT = re.compile(
    rf"\s*(?:[A-Z][a-z]+s?\s*:\s*)?(?:however,|in contrast,|overall,)?\s*(?:the\s+)?{NAME}\s+(?:significantly\s+)?"
    r"(?:was|were|had|reduced|increased|showed|resulted|led|produced|achieved|improved|lowered|decreased)\b",
    re.I,
)
OBJECT = re.compile(
    rf"\b(?:than|compared\s+(?:with|to))\s+(?:the\s+)?{NAME}\s*[(\[][^()\[\]]*?\d[^()\[\]]*?\b(?:vs\.?|versus)\s",
    re.I,
)
# … than arteries, behind the pair
BEHIND = re.compile(
    rf"\d[^()\[\]]*?\b(?:vs\.?|versus)\s[^()\[\]]*[)\]][^.;]*?\b(?:than|compared\s+(?:with|to))\s+(?:with\s+)?(?:the\s+)?{NAME}"
    r"\s*(?=[.,;]|$)",
    re.I,
)
SAYS_COMPARED = re.compile(r"\b(?:than|compared|versus|vs|between)\b", re.I)
VERSUS = re.compile(r"\b(?:vs\.?|versus)", re.I)
# the experience of a hospital, told in two parts
OF_THE_SERIES = re.compile(
    r"(?:first|second|early|earlier|late|later|latter|last|former)\s+(?:half|period|era|phase|series)", re.I
)
NAMELESS = ("intervention", "other")  # no kind of result that the words name
RESULTS = ("functional_outcome", "complication")
# between veins (12%) and arteries (15%)
LED = re.compile(
    r"\b(?:in|for|among|between|than|after|and|to)\s+(?:(?:in|for|after)\s+)?(?:the\s+)?((?:[\w/+-]+\s+){0,2}[\w/+-]+)\s*$"
)


def compared(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[Span]:
    """Yield the names that a sentence holds against each other."""
    if not SAYS_COMPARED.search(text, sentence.start, sentence.end):
        return
    for hit in AGAIN.finditer(text, sentence.start, sentence.end):
        if is_name(hit[2]) and is_name(hit[3]):
            yield Span(*hit.span(2))
            yield Span(*hit.span(3))
    for hit in WITH_RESULTS.finditer(text, sentence.start, sentence.end):
        if is_name(hit[2]) and is_name(hit[3]):
            yield Span(*hit.span(2))
            yield Span(*hit.span(3))
    yield from subject_and_object(text, sentence)
    yield from in_brackets(text, sentence, drafts)


def subject_and_object(text: str, sentence: Sentence) -> Iterator[Span]:
    """Yield the subject of a sentence and what it is better than, where a pair of results follows."""
    other = OBJECT.search(text, sentence.start, sentence.end) or BEHIND.search(text, sentence.start, sentence.end)
    one = SUBJECT.match(text, sentence.start, other.start()) if other else None
    if one and other and all(is_name(hit[1]) and category(hit[1]) in NAMELESS for hit in (one, other)):
        yield Span(*one.span(1))
        yield Span(*other.span(1))


def in_brackets(text: str, sentence: Sentence, drafts: Sequence[Draft]) -> Iterator[Span]:
    """Yield the names before the brackets of two or more results, where the sentence compares."""
    named: list[Span] = []
    for draft in drafts:
        opens = draft.place.bracket
        if opens is None or printed_at(draft.quantity) - opens > 12 or draft.quantity.measure == "p_value":
            continue
        if VERSUS.search(text, opens, draft.place.right.end):
            continue  # an outcome: "in mobility (12% vs 15%)"
        led = LED.search(text, max(sentence.start, opens - 70), opens)
        if led and is_name(led[1]) and category(led[1]) not in RESULTS:
            named.append(Span(*led.span(1)))
    if len(named) > 1 and SAYS_COMPARED.search(text, sentence.start, sentence.end):
        yield from named


def is_name(words: str) -> bool:
    """Say whether *words* could name a group: no word of a sentence, of a time or of a measurement."""
    if OF_THE_SERIES.fullmatch(words):
        return True
    each = words.lower().split()
    return len(words) > 2 and not NO_NAME.search(words) and not any(word in VAGUE or word in STOP for word in each)
