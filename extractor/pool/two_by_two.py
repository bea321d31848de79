"""Pool what two arms counted: odds ratio, risk ratio or risk difference, by inverse variance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log, sqrt

from extractor.pool.effects import as_pooled, ratio, same_length
from extractor.pool.inverse import normal_quantile
from extractor.pool.logistic import counted
from extractor.pool.pooled import Effect, Pooled

CORRECTION = 0.5
Cells = tuple[float, float, float, float]  # events and the rest, in the one arm and in the other


def two_arm(
    a: Sequence[int], n1: Sequence[int], c: Sequence[int], n2: Sequence[int], measure: str = "OR", level: float = 0.95
) -> Pooled:
    """Return the pooled effect of the first arm against the second.

    A study with an empty cell has 0.5 added to each of its four; for ratios a study without any event in both arms, or
    nothing but events in both, says nothing and is left out. The ratios are pooled on the log scale.

    Args:
        a: Events in the first arm, one number a study.
        n1: Patients in the first arm.
        c: Events in the second arm.
        n2: Patients in the second arm.
        measure: "OR", "RR" or "RD".
        level: Of the intervals, as a share.

    Raises:
        ValueError: If counts are impossible, the measure is another, or no study is left.

    Source:
        Cochrane Handbook 10.3 (inverse variance) and 10.4.4 (rare events).
    """
    if measure not in MEASURES:
        raise ValueError(f"measure: expected one of {', '.join(MEASURES)}, got {measure!r}")
    same_length(a, n1, c, n2)
    counted(a, n1)
    counted(c, n2)
    effect_of, back = MEASURES[measure]
    z = normal_quantile(level)
    effects: list[Effect] = []
    values: list[float] = []
    variances: list[float] = []
    for counts in zip(a, n1, c, n2, strict=True):
        why = says_nothing(*counts) if measure != "RD" else ""
        if why:
            effects.append(Effect(None, None, None, why))
            continue
        value, variance = effect_of(*cells(*counts))
        if measure == "RD":
            value = counts[0] / counts[1] - counts[2] / counts[3]  # the correction is for the variance alone
        reach = z * sqrt(variance)
        effects.append(Effect(back(value), back(value - reach), back(value + reach)))
        values.append(value)
        variances.append(variance)
    scale = "" if measure == "RD" else "log scale"
    used = [place for place, effect in enumerate(effects) if not effect.left_out]
    n, events = (sum(one[i] + other[i] for i in used) for one, other in ((n1, n2), (a, c)))
    return as_pooled(measure, scale, tuple(effects), values, variances, level, back, n, events)


def says_nothing(a: int, n1: int, c: int, n2: int) -> str:
    """Return why a study cannot have a ratio; empty when it can."""
    if a == c == 0:
        return "no event in either arm"
    return "nothing but events in both arms" if a == n1 and c == n2 else ""


def cells(a: int, n1: int, c: int, n2: int) -> Cells:
    """Return the four cells, 0.5 added to each where one is empty."""
    four = (a, n1 - a, c, n2 - c)
    add = CORRECTION if 0 in four else 0.0
    return four[0] + add, four[1] + add, four[2] + add, four[3] + add


def odds_ratio(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """Return the log odds ratio and its variance."""
    return log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d


def risk_ratio(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """Return the log risk ratio and its variance."""
    return log(a * (c + d) / (c * (a + b))), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)


def risk_difference(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    """Return the risk difference and its variance."""
    n1, n2 = a + b, c + d
    return a / n1 - c / n2, a * b / n1**3 + c * d / n2**3


MEASURES: dict[str, tuple[Callable[[float, float, float, float], tuple[float, float]], Callable[[float], float]]] = {
    "OR": (odds_ratio, ratio),
    "RR": (risk_ratio, ratio),
    "RD": (risk_difference, float),
}
