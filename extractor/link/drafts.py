"""Findings on their way: each quantity with its outcome, its time point and the p-value that judges it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.link.lists import labelled_behind, named_in_turn
from extractor.link.outcome import named
from extractor.link.outcome.places import PEOPLE, Place, places
from extractor.link.p_values import judged
from extractor.link.phrases import says_something, trimmed, words
from extractor.link.times import When, times
from extractor.model import Quantity, Sentence, Span, TimePoint

DENIES = re.compile(
    rf"\s*(?:{PEOPLE})?\s*(?:who\s+)?(?:had|have|has|with|showed|required|developed|received|were|was|reported|"
    r"experienced|underwent|showing|having)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding on its way: the quantity, its place in the sentence, and what was found out about it."""

    quantity: Quantity
    sentence: Sentence
    place: Place
    outcome: Span | None
    own: bool  # its own clause names the outcome; otherwise it is carried over
    time: When | None
    p: Quantity | None


def drafts(
    text: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    points: Sequence[TimePoint],
    owned: Sequence[Span] = (),
) -> list[Draft]:
    """Return a draft for every quantity that is a result, in the order of the text.

    Args:
        owned: Where the text speaks of an arm; words that only name an arm name no outcome.
    """
    made: list[Draft] = []
    for sentence in sentences:
        here = [q for q in quantities if sentence.start <= q.start < sentence.end]
        here = [q for i, q in enumerate(here) if not (i and denies(text, here[i - 1], q))]
        if here:
            when = [p for p in points if sentence.start <= p.start < sentence.end]
            arms = [o for o in owned if sentence.start <= o.start < sentence.end]
            made += of_sentence(text, sentence, here, when, arms)
    return made


def denies(text: str, before: Quantity, q: Quantity) -> bool:
    """Say whether *q* is the "no" of what the quantity before it had: ``31 (78 %) had no operation`` is no zero."""
    return q.rule == "none" and DENIES.match(text[before.end : q.start]) is not None


def of_sentence(
    text: str, sentence: Sentence, here: Sequence[Quantity], points: Sequence[TimePoint], owned: Sequence[Span]
) -> list[Draft]:
    """Return the drafts of one sentence; a p-value that judges a result goes to it and is none itself."""
    span = Span(sentence.start, sentence.end)
    spots, judge = places(text, span, here), judged(text, span, here)
    when = times(text, span, here, points)
    listed = named_in_turn(text, span, here) | labelled_behind(text, span, here)
    if not all(says_more(text, item, owned) for item in listed.values()):
        listed = {}
    names = [listed.get(i, name) for i, name in enumerate(named(text, span, here, spots))]
    printed = names
    names = [name if says_more(text, name, owned) else None for name in names]
    taken = set(judge.values())
    made: list[Draft] = []
    last: Span | None = None
    for i, q in enumerate(here):
        if i in taken:
            continue
        ahead = next((name for name in names[i + 1 :] if name is not None), None)
        outcome = names[i] or last or ahead or opening_words(text, span, here, owned) or printed[i]
        p = here[judge[i]] if i in judge else None
        made.append(Draft(q, sentence, spots[i], outcome, names[i] is not None, when[i], p))
        last = names[i] or last
    return made


def says_more(text: str, name: Span | None, owned: Sequence[Span]) -> bool:
    """Say whether the words of *name* do more than speak of an arm."""
    if name is None:
        return False
    said = [w for w in words(text, name.start, name.end) if says_something(w.group())]
    return not said or not all(any(arm.start <= w.start() and w.end() <= arm.end for arm in owned) for w in said)


def opening_words(text: str, span: Span, here: Sequence[Quantity], owned: Sequence[Span]) -> Span | None:
    """Return the phrase the sentence opens with, arms left out."""
    opening = trimmed(text, span.start, here[0].start, limit=6, keep="start")
    return opening if says_more(text, opening, owned) else None
