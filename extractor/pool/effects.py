"""Pool what studies print as an estimate with an interval or a standard error: ratios, differences, means, rates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, inf, isfinite, log, sqrt

from extractor.pool.inverse import normal_quantile, pool
from extractor.pool.pooled import Effect, Pooled

Scale = Callable[[float], float]


def ratios(
    points: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    level: float | Sequence[float] = 0.95,
    *,
    measure: str = "ratio",
    to: float = 0.95,
) -> Pooled:
    """Return the pooled ratio of hazard, odds or risk ratios, by inverse variance on the log scale.

    Args:
        points: The printed ratios, above 0.
        lows: Lower ends of their intervals, above 0.
        highs: Upper ends.
        level: Of the printed intervals, as a share; one for all or one a study.
        measure: What the result is called.
        to: The level of the pooled intervals.

    Raises:
        ValueError: If a number is 0 or less, or an interval does not hold its ratio.

    Source:
        Standard errors from intervals: Cochrane Handbook 6.3.
    """
    return from_intervals(measure, "log scale", (points, lows, highs), level, to, log, ratio, lambda x: 0 < x < inf)


def rates(
    points: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    level: float | Sequence[float] = 0.95,
    *,
    to: float = 0.95,
) -> Pooled:
    """Return the pooled rate at one time, such as 2-year survival, on the complementary log-log scale.

    Args:
        points: The printed rates as shares, between 0 and 1 and neither.
        lows: Lower ends of their intervals, likewise.
        highs: Upper ends.
        level: Of the printed intervals, as a share; one for all or one a study.
        to: The level of the pooled intervals.

    Raises:
        ValueError: If a number is 0 or 1 or outside, or an interval does not hold its rate.

    Source:
        Kalbfleisch & Prentice 2002, The Statistical Analysis of Failure Time Data, 1.4 (the scale).
    """
    columns = (points, lows, highs)
    return from_intervals("rate", "complementary log-log scale", columns, level, to, cloglog, survival, inside)


def differences(
    points: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    level: float | Sequence[float] = 0.95,
    *,
    to: float = 0.95,
) -> Pooled:
    """Return the pooled difference of printed differences with their intervals, in their unit; as `ratios`."""
    return from_intervals("difference", "", (points, lows, highs), level, to, float, float, isfinite)


def means(means: Sequence[float], standard_errors: Sequence[float], level: float = 0.95) -> Pooled:
    """Return the pooled mean of single-arm means, in their unit.

    Args:
        means: One a study.
        standard_errors: Of the means, in their unit, above 0; of an SD it is SD / sqrt(n).
        level: Of the pooled intervals, as a share.

    Raises:
        ValueError: If a standard error is 0 or less, or the numbers are not as many.
    """
    same_length(means, standard_errors)
    for place, (point, se) in enumerate(zip(means, standard_errors, strict=True)):
        if not (isfinite(point) and isfinite(se) and se > 0):
            raise ValueError(f"study {place + 1}: expected a mean and a standard error above 0, got {point}, SE {se}")
    z = normal_quantile(level)
    effects = tuple(Effect(y, y - z * se, y + z * se) for y, se in zip(means, standard_errors, strict=True))
    return as_pooled("mean", "", effects, means, [se * se for se in standard_errors], level, float)


def standard_errors(deviations: Sequence[float], totals: Sequence[int]) -> list[float]:
    """Return the standard errors of means from their standard deviations and the numbers of patients.

    >>> standard_errors([10.0], [25])
    [2.0]
    """
    same_length(deviations, totals)
    for place, (sd, n) in enumerate(zip(deviations, totals, strict=True)):
        if not (sd > 0 and n > 1):
            raise ValueError(f"study {place + 1}: expected an SD above 0 and two patients or more, got {sd} and {n}")
    return [sd / sqrt(n) for sd, n in zip(deviations, totals, strict=True)]


# ------------------------------------------------------------------ one way for all


def from_intervals(
    measure: str,
    scale: str,
    columns: tuple[Sequence[float], Sequence[float], Sequence[float]],
    level: float | Sequence[float],
    to: float,
    there: Scale,
    back: Scale,
    allowed: Callable[[float], bool],
) -> Pooled:
    """Return the pooled effect of estimates with printed intervals, on the scale *there* leads to."""
    same_length(*columns)
    levels = [level] * len(columns[0]) if isinstance(level, float | int) else list(level)
    same_length(columns[0], levels)
    effects, variances = [], []
    for place, (point, low, high, own) in enumerate(zip(*columns, levels, strict=True)):
        if not all(map(allowed, (point, low, high))) or not low <= point <= high or not low < high:
            raise ValueError(f"study {place + 1}: {point} ({low} to {high}) is no {measure} inside its interval")
        effects.append(Effect(point, low, high))
        variances.append((abs(there(high) - there(low)) / (2 * normal_quantile(own))) ** 2)
    said = levels[0] if len(levels) == 1 else to  # one study is shown as it was printed
    return as_pooled(measure, scale, tuple(effects), [there(point) for point in columns[0]], variances, said, back)


def as_pooled(
    measure: str,
    scale: str,
    effects: tuple[Effect, ...],
    values: Sequence[float],
    variances: Sequence[float],
    level: float,
    back: Scale,
    n: int | None = None,
    events: int | None = None,
) -> Pooled:
    """Return *values* pooled and led back to the natural scale; of one study its own numbers.

    *effects* may hold studies that were left out; *values* and *variances* do not.
    """
    used = [effect for effect in effects if not effect.left_out]
    k = len(used)
    if k == 0:
        raise ValueError(f"no study is left to pool: {effects[0].left_out}")
    fit = pool(values, variances, level)
    point, low, high = back(fit.point), *in_order(back(fit.low), back(fit.high))
    if k == 1:
        point, low, high = ends_of(used[0])
    parts = iter(fit.weights)
    prediction = (None, None) if fit.prediction is None else in_order(*map(back, fit.prediction))
    return Pooled(
        measure=measure,
        method=f"{fit.method}, {scale}" if scale and k > 1 else fit.method,
        k=k, n=n, events=events, point=point, low=low, high=high,
        prediction_low=prediction[0], prediction_high=prediction[1],
        tau2=fit.tau2 if k > 1 else None, i2=fit.i2 if k > 1 else None, q=fit.q if k > 1 else None,
        weights=tuple(0.0 if effect.left_out else next(parts) for effect in effects), level=level, effects=effects,
    )  # fmt: skip


def ends_of(effect: Effect) -> tuple[float, float, float]:
    """Return the point and the ends of a study that was not left out."""
    assert effect.point is not None and effect.low is not None and effect.high is not None
    return effect.point, effect.low, effect.high


def in_order(one: float, other: float) -> tuple[float, float]:
    """Return two ends, the lower first: the complementary log-log scale turns them round."""
    return min(one, other), max(one, other)


def same_length(*columns: Sequence[object]) -> None:
    """Raise unless the columns are as long as one another, one study at least."""
    lengths = {len(column) for column in columns}
    if len(lengths) != 1 or lengths == {0}:
        raise ValueError(f"expected as many numbers in each, one study at least; got {[len(c) for c in columns]}")


def cloglog(rate: float) -> float:
    """Return log(-log(rate))."""
    return log(-log(rate))


def survival(value: float) -> float:
    """Return the rate whose cloglog this is."""
    return exp(-ratio(value))


def ratio(value: float) -> float:
    """Return the ratio of a log ratio, 1e304 for all that is beyond."""
    return exp(min(value, 700.0))


def inside(rate: float) -> bool:
    """Return whether a rate is between 0 and 1 and neither."""
    return 0 < rate < 1
