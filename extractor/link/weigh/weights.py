"""How much rules and reader count."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.learned import About, Said
from extractor.link.counts import value_of
from extractor.model import Quantity

LONE = 500  # characters below which a text is a sentence by itself, without the methods that name its groups


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each side counts; 0 leaves it out."""

    rules: float = 1.0
    learned: float = 1.0


BOTH = Weights()


def about(heard: Said, quantity: Quantity) -> About | None:
    """Return what the reader says of the number that stands for *quantity*."""
    printed = value_of(quantity)
    return heard.about.get(printed.start) if printed else None


def lone(text: str) -> bool:
    """Say whether a text is but a sentence or two: the rules, which read across sentences, count for less."""
    return len(text) < LONE
