"""Pool effects with known variances: random effects by inverse variance, REML, Hartung and Knapp's interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from scipy.optimize import brentq  # type: ignore[import-untyped]
from scipy.special import ndtri, stdtrit  # type: ignore[import-untyped]

LARGEST = 1e50  # effects and variances that are weighed
HALVINGS = 40  # of the largest tau2 looked at, down to a trillionth of it
STUDIES_FOR_T = 3  # with two, a t quantile of one degree of freedom says nothing: 12.7 standard errors


@dataclass(frozen=True, slots=True)
class Fit:
    """A pooled effect on the scale of the model."""

    point: float
    se: float  # Hartung and Knapp's where k >= 3
    low: float
    high: float
    prediction: tuple[float, float] | None
    tau2: float
    q: float
    i2: float
    weights: tuple[float, ...]  # per cent
    method: str


def normal_quantile(level: float) -> float:
    """Return how many standard errors an interval of *level* reaches to each side: 1.96 for 0.95."""
    if not 0 < level < 1:
        raise ValueError(f"level: expected a share between 0 and 1, got {level!r}")
    return float(ndtri(0.5 + level / 2))


def t_quantile(level: float, degrees: int) -> float:
    """Return the same for Student's t distribution."""
    return float(stdtrit(degrees, 0.5 + level / 2))


def pool(effects: Sequence[float], variances: Sequence[float], level: float = 0.95) -> Fit:
    """Return the random-effects estimate of *effects*.

    The interval is Hartung and Knapp's from three studies on, never narrower than the usual one (their factor is at
    least 1: ``test="adhoc"`` in metafor, ``adhoc.hakn.ci="se"`` in meta). With two studies it is the usual z interval.
    The prediction interval has k - 1 degrees of freedom. I2 is from Q, as meta has it.

    Args:
        effects: One a study, on a scale where a normal distribution will do.
        variances: Their squared standard errors.
        level: Of the intervals, as a share.

    Raises:
        ValueError: If a number is so large or small that floats cannot weigh it.

    Source:
        REML: Viechtbauer 2005, doi:10.3102/10769986030003261. Interval: Knapp & Hartung 2003, doi:10.1002/sim.1482;
        the guard: Jackson et al. 2017, doi:10.1002/sim.7411. Prediction: Veroniki et al. 2019, doi:10.1002/jrsm.1319.
    """
    if not all(abs(y) <= LARGEST and 1 / LARGEST <= v <= LARGEST for y, v in zip(effects, variances, strict=True)):
        raise ValueError("an effect or a standard error is too large or too small to be weighed")
    k = len(effects)
    tau2 = between(effects, variances)
    weights = [1 / (v + tau2) for v in variances]
    total, point = sum(weights), mean(effects, weights)
    q, i2 = heterogeneity(effects, variances)
    se, reach = sqrt(1 / total), normal_quantile(level)
    prediction = None
    method = "one study"
    if k == 2:
        method = "inverse variance, REML, z interval (two studies are too few for Hartung-Knapp)"
    elif k >= STUDIES_FOR_T:
        spread = sum(w * (y - point) ** 2 for w, y in zip(weights, effects, strict=True)) / (k - 1)
        se, reach = se * sqrt(max(1.0, spread)), t_quantile(level, k - 1)
        far = reach * sqrt(se * se + tau2)
        prediction = (point - far, point + far)
        method = "inverse variance, REML, Hartung-Knapp interval (never narrower than the usual standard error)"
    parts = tuple(100 * w / total for w in weights)
    return Fit(point, se, point - reach * se, point + reach * se, prediction, tau2, q, i2, parts, method)


def mean(effects: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted mean."""
    return sum(w * y for w, y in zip(weights, effects, strict=True)) / sum(weights)


def heterogeneity(effects: Sequence[float], variances: Sequence[float]) -> tuple[float, float]:
    """Return Cochran's Q and I2 in per cent."""
    weights = [1 / v for v in variances]
    middle = mean(effects, weights)
    q = sum(w * (y - middle) ** 2 for w, y in zip(weights, effects, strict=True))
    return q, inconsistency(q, len(effects) - 1)


def inconsistency(q: float, degrees: int) -> float:
    """Return I2 in per cent: the part of Q that chance does not explain.

    Source:
        Higgins & Thompson 2002, doi:10.1002/sim.1186.

    >>> inconsistency(8.0, 4), inconsistency(3.0, 4)
    (50.0, 0.0)
    """
    return 100 * max(0.0, q - degrees) / q if q > 0 else 0.0


# ------------------------------------------------------------------ tau2 by restricted maximum likelihood


def between(effects: Sequence[float], variances: Sequence[float]) -> float:
    """Return tau2 by REML, 0 or more.

    The likelihood may have more than one top, so every falling change of sign of its slope is looked at.
    """
    widest = (max(effects) - min(effects)) ** 2
    if widest == 0:
        return 0.0
    steps = [0.0, *(widest * 2.0**-j for j in range(HALVINGS, -1, -1))]
    slopes = [slope(tau2, effects, variances) for tau2 in steps]
    tops = [steps[0]] if slopes[0] <= 0 else []
    for place in range(len(steps) - 1):
        if slopes[place] > 0 >= slopes[place + 1]:
            tops.append(root(lambda t: slope(t, effects, variances), steps[place], steps[place + 1]))
    return max(tops or [steps[-1]], key=lambda t: likelihood(t, effects, variances))


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where *function* is 0 between two ends at which its signs differ."""
    return float(brentq(function, low, high, xtol=1e-300, rtol=1e-12))


def likelihood(tau2: float, effects: Sequence[float], variances: Sequence[float]) -> float:
    """Return the restricted log-likelihood, up to a constant."""
    weights = [1 / (v + tau2) for v in variances]
    middle = mean(effects, weights)
    distance = sum(w * (y - middle) ** 2 for w, y in zip(weights, effects, strict=True))
    return 0.5 * (sum(map(log, weights)) - log(sum(weights)) - distance)


def slope(tau2: float, effects: Sequence[float], variances: Sequence[float]) -> float:
    """Return twice the derivative of the restricted log-likelihood by tau2."""
    weights = [1 / (v + tau2) for v in variances]
    middle = mean(effects, weights)
    distance = sum((w * (y - middle)) ** 2 for w, y in zip(weights, effects, strict=True))
    return distance - sum(weights) + sum(w * w for w in weights) / sum(weights)
