"""What a number is about that seemed to be about an arm: ``the healing rate was better in casts (23 %)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from extractor.link.arms.group import Group
from extractor.link.category import category
from extractor.link.counts import count_of
from extractor.link.drafts import Draft, says_more
from extractor.link.outcome.directions import behind_border
from extractor.link.outcome.hollow import hollow
from extractor.model import Span

THEM = re.compile(r"\s*(?:(?P<have>(?:patients?\s+)?(?:with|had))\s+(?:an?\s+)?|in\s+(?:the\s+)?)?")
WHOSE = ("intervention", "presentation", "other")  # kinds of words that say whose a result is


def beyond_arms(text: str, made: Sequence[Draft], owners: Sequence[Group | None]) -> list[Draft]:
    """Return the drafts; those whose outcome only names their arm with what their sentence measures, if it says so.

    Which words name an arm is known for sure only when every number has been given to its arm.
    """
    told: list[Draft] = []
    for _, run in groupby(zip(made, owners, strict=True), key=lambda pair: pair[0].sentence):
        here = list(run)
        owning = {id(owner): owner for _, owner in here if owner}
        named = [span for owner in owning.values() for span in owner.spans] if len(owning) > 1 else []
        measured: Span | None = None
        for draft, owner in here:
            if not only_arm(text, draft, owner, named):
                measured = measured if size_of(draft, owner) else draft.outcome
                told.append(draft)
            else:
                measured = clause(text, draft, named) or measured or opening(text, draft, named)
                told.append(replace(draft, outcome=measured or draft.outcome, own=False))
    return told


def only_arm(text: str, draft: Draft, owner: Group | None, named: Sequence[Span]) -> bool:
    """Say whether the outcome of a result does nothing but name an arm."""
    if owner is None or draft.outcome is None or size_of(draft, owner) or counts_them(text, draft, owner):
        return False
    words = text[draft.outcome.start : draft.outcome.end]
    return category(words) in WHOSE and not says_more(text, draft.outcome, named)


def size_of(draft: Draft, owner: Group | None) -> bool:
    """Say whether a number is how many an arm has."""
    return owner is not None and owner.n is not None and count_of(draft.quantity) == owner.n


def counts_them(text: str, draft: Draft, owner: Group) -> bool:
    """Say whether a number counts those whom the words behind it name: ``11 with an adenoma``, ``2 in the neck``."""
    q, outcome, sentence = draft.quantity, draft.outcome, draft.sentence
    lead = THEM.fullmatch(text, q.end, outcome.start) if outcome and outcome.start >= q.end else None
    elsewhere = any(not sentence.start <= span.start < sentence.end for span in owner.spans)
    return lead is not None and (bool(lead["have"]) or (q.measure == "count" and not elsewhere))


def clause(text: str, draft: Draft, named: Sequence[Span]) -> Span | None:
    """Return what stands in the clause of a result before its verb: ``and comfort at a year was 58 % in casts``."""
    told = behind_border(text, draft.place.left.start, draft.quantity.start) if draft.place.in_front else None
    return told if says_more(text, told, named) and not hollow(text, told, draft.quantity.start) else None


def opening(text: str, draft: Draft, named: Sequence[Span]) -> Span | None:
    """Return what stands in a sentence before it names an arm or prints the result."""
    start = draft.sentence.start
    end = min([draft.quantity.start, *(span.start for span in named if span.start >= start)])
    told = behind_border(text, start, end)
    return None if told is None or hollow(text, told, draft.quantity.start) else told
