"""The outcome of a number: the words the rules chose, or those the reader points to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.drafts import Draft
from extractor.link.outcome.hollow import hollow
from extractor.link.phrases import content
from extractor.link.weigh.weights import BOTH, Weights, about, lone
from extractor.model import Span

OWN, CARRIED = 0.8, 0.3  # what the rules give an outcome named in the number's clause, and one carried over
FAR = 0.2  # how far the reader is believed when it points to a sentence before that this one does not go on about
BACK = re.compile(r"\b(?:this|these|those|it|such|same|values|the (?:level|figure|score|difference)s?)\b", re.I)
WORDY = 6  # content words from which a name is more likely a clause


def outcomes(text: str, made: Sequence[Draft], heard: Said, weights: Weights = BOTH) -> list[Draft]:
    """Return the drafts, each with the outcome that rules and reader together find likeliest."""
    return [_with_outcome(text, draft, about(heard, draft.quantity), weights) for draft in made]


def _with_outcome(text: str, draft: Draft, said: About | None, weights: Weights) -> Draft:
    if said is None:
        return draft
    prior = OWN if draft.own and not lone(text) else CARRIED
    if content(text, draft.outcome) > WORDY or hollow(text, draft.outcome, draft.quantity.start):
        prior /= 2
    ours = 0.0
    if draft.outcome is not None:
        ours = weights.rules * prior + weights.learned * said.outcome_chance(draft.outcome)
    believed = 1.0 if can_name(text, said.outcome.span, draft) else FAR
    if weights.learned * believed * said.outcome.chance <= ours:
        return draft
    return replace(draft, outcome=said.outcome.span, own=True)


def can_name(text: str, words: Span, draft: Draft) -> bool:
    """Say whether *words* stand in the sentence of a result, or in one before that its sentence goes on about."""
    sentence = draft.sentence
    if sentence.start <= words.start < sentence.end:
        return True
    return BACK.search(text, sentence.start, draft.quantity.start) is not None
