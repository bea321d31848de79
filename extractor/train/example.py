"""An annotated text, whatever set it comes from, in the one form that is trained on."""

from __future__ import annotations

from dataclasses import dataclass

Run = tuple[int, int]  # characters [start, end)

NUMERIC = (
    "total-participants", "intervention-participants", "control-participants",
    *(f"{side}-{what}" for side in ("iv", "cv")
      for what in ("bin-abs", "bin-percent", "cont-mean", "cont-median", "cont-sd", "cont-q1", "cont-q3")),
)  # fmt: skip
KINDS = ("none", "size", "count", "proportion", "mean", "median", "p_value", "ratio", "range", "duration", "other")


@dataclass(frozen=True)
class Link:
    """What a number is about: the places that name its outcome and its arm.

    An empty ``outcome`` is not known; ``arm`` is None when it is not known, and empty when the number is of no arm.
    Any one of several places is right.
    """

    at: Run
    outcome: tuple[Run, ...] = ()
    arm: tuple[Run, ...] | None = None


@dataclass(frozen=True)
class Example:
    """A text with what its annotators said of it.

    ``spans`` are labelled runs by tag head (one head a set: what one set does not annotate, another may);
    ``kinds`` say of numbers what they are, and a number in a text with kinds that has none is no finding.
    """

    text: str
    head: str | None = None
    spans: tuple[tuple[int, int, str], ...] = ()
    links: tuple[Link, ...] = ()
    kinds: tuple[tuple[Run, str], ...] | None = None
