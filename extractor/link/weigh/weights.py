"""How much rules and reader count."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.learned import About, Said
from extractor.link.counts import value_of
from extractor.model import Quantity


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
