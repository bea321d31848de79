"""How many patients: the number the rules chose, unless the reader is sure of another."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.learned import Said
from extractor.link.counts import value_of, whole
from extractor.link.weigh.weights import BOTH, Weights, about
from extractor.model import Cohort, Quantity

CHOSEN = 0.8  # what the rules give their choice
LEAST = 0.5  # chance below which the reader's number is left alone


def size(chosen: Cohort | None, quantities: Sequence[Quantity], heard: Said, weights: Weights = BOTH) -> Cohort | None:
    """Return the cohort that rules and reader together find likeliest."""
    best, kept = weights.rules * (CHOSEN if chosen else 0.0), chosen
    if chosen is not None:
        said = heard.about.get(chosen.start)
        best += weights.learned * (said.roles.get("total-participants", 0.0) if said else 0.0)
    for quantity in quantities:
        said, printed, number = about(heard, quantity), value_of(quantity), whole(value_of(quantity))
        if said is None or printed is None or number is None:
            continue
        chance = said.roles.get("total-participants", 0.0)
        if chance >= LEAST and weights.learned * chance > best:
            best, kept = weights.learned * chance, Cohort(number, printed.start, printed.end)
    return kept
