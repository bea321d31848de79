"""What a pooled estimate says, and what each study says beside it."""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Effect:
    """One study as the model saw it, on the scale of the pooled estimate; its own interval, not a shrunken one."""

    point: float | None  # None, as both ends, where the study was left out
    low: float | None
    high: float | None
    left_out: str = ""  # why the model could not use it; empty when it could


@dataclass(frozen=True, slots=True)
class Pooled:
    """Several studies as one number.

    Points and intervals stand on the natural scale: 0 to 1 for a proportion or a rate, the ratio itself for a ratio,
    the unit of the studies for a mean or a difference, -1 to 1 for a risk difference. What a model does not have is
    None: a prediction interval under three studies, weights in a logistic model.
    """

    measure: str  # "proportion", "ratio", "mean", "difference", "rate", "OR", "RR", "RD"
    method: str  # in words for the foot of a plot
    k: int  # studies the estimate rests on
    n: int | None  # patients, where the model knows them
    events: int | None
    point: float
    low: float
    high: float
    prediction_low: float | None
    prediction_high: float | None
    tau2: float | None  # variance between studies on the scale of the model: log odds, log ratio, or the unit squared
    i2: float | None  # in per cent
    q: float | None  # of heterogeneity, k - 1 degrees of freedom; None for one study
    weights: tuple[float | None, ...]  # per cent, one for each study given; None in a model without weights
    level: float = LEVEL
    effects: tuple[Effect, ...] = ()  # one for each study given, in their order
