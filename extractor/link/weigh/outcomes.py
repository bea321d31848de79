"""The outcome of a number: the words the rules chose, or those the reader points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.drafts import Draft
from extractor.link.weigh.weights import BOTH, Weights, about

OWN, CARRIED = 0.8, 0.35  # what the rules give an outcome named in the number's clause, and one carried over


def outcomes(made: Sequence[Draft], heard: Said, weights: Weights = BOTH) -> list[Draft]:
    """Return the drafts, each with the outcome that rules and reader together find likeliest."""
    return [_with_outcome(draft, about(heard, draft.quantity), weights) for draft in made]


def _with_outcome(draft: Draft, said: About | None, weights: Weights) -> Draft:
    if said is None:
        return draft
    prior = OWN if draft.own else CARRIED
    ours = 0.0
    if draft.outcome is not None:
        ours = weights.rules * prior + weights.learned * said.outcome_chance(draft.outcome)
    if weights.learned * said.outcome.chance <= ours:
        return draft
    return replace(draft, outcome=said.outcome.span, own=True)
