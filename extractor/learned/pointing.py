"""Where a number points to: the likeliest run of pieces, from scores of beginnings and ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
LONGEST = 24  # pieces that a name may have


def log_chances(scores: Scores) -> Scores:
    """Return scores as logarithms of chances that add up to one along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    made: Scores = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return made


@dataclass(frozen=True, slots=True)
class Pointed:
    """A run of pieces, ``[first, last]``, and the chance that it is meant."""

    first: int
    last: int
    chance: float


def likeliest(starts: Scores, ends: Scores, *, longest: int = LONGEST) -> Pointed:
    """Return the likeliest run.

    Args:
        starts: Log chances of beginning at each place, ``(length,)``.
        ends: The same of ending.
        longest: Most pieces of a run.
    """
    best = Pointed(0, 0, -1.0)
    for first in np.argsort(starts)[-8:]:
        window = ends[first : first + longest]
        last = int(first + window.argmax())
        chance = float(np.exp(starts[first] + ends[last]))
        if chance > best.chance:
            best = Pointed(int(first), last, chance)
    return best
