"""Estimate a mean and a standard deviation from what was printed instead: median and range, quartiles, SE, interval."""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist

NORMAL = NormalDist()
LARGE = 60  # patients; from here on an interval is taken for a normal one (Cochrane Handbook 6.5.2.2)
FEWEST = 6  # below it neither the estimates nor our t quantile are worth much

Pair = tuple[float, float]


def mean_and_sd(median: float, n: int, *, extremes: Pair | None = None, quartiles: Pair | None = None) -> Pair:
    """Return the estimated mean and standard deviation of *n* values of which median and spread were printed.

    Defaults of R's meta and metafor: means by Luo, standard deviations by Wan, by Shi where both range and quartiles
    are known. They suppose values that are roughly symmetric; a survival median is censored and must not come here.

    Args:
        median: In any unit; the results are in it too.
        n: How many values, at least 2.
        extremes: Least and greatest value.
        quartiles: First and third quartile.

    Source:
        Luo 2018, doi:10.1177/0962280216669183; Wan 2014, doi:10.1186/1471-2288-14-135; Shi 2020,
        doi:10.1002/jrsm.1429.

    >>> [round(number, 4) for number in mean_and_sd(4, 30, extremes=(1, 10))]
    [4.3567, 2.2056]
    """
    if extremes and quartiles:
        return _of_five(median, n, extremes, quartiles)
    if extremes:
        weight = 4 / (4 + n**0.75)
        return weight * sum(extremes) / 2 + (1 - weight) * median, (extremes[1] - extremes[0]) / expected_range(n)
    if quartiles:
        weight = 0.7 + 0.39 / n
        return weight * sum(quartiles) / 2 + (1 - weight) * median, (quartiles[1] - quartiles[0]) / expected_iqr(n)
    raise ValueError("expected a range or quartiles, got neither")


def _of_five(median: float, n: int, extremes: Pair, quartiles: Pair) -> Pair:
    outer, inner = 2.2 / (2.2 + n**0.75), 0.7 - 0.72 / n**0.55
    mean = outer * sum(extremes) / 2 + inner * sum(quartiles) / 2 + (1 - outer - inner) * median
    weight = 1 / (1 + 0.07 * n**0.6)
    from_range = (extremes[1] - extremes[0]) / expected_range(n)
    from_quartiles = (quartiles[1] - quartiles[0]) / expected_iqr(n)
    return mean, weight * from_range + (1 - weight) * from_quartiles


def skewed(median: float, n: int, *, extremes: Pair | None = None, quartiles: Pair | None = None) -> bool:
    """Return whether the median lies so far off the middle that *n* values can hardly be symmetric.

    Then the estimates of ``mean_and_sd`` are rough. It is a test at the level of 5 %, with the same arguments.

    Source:
        Shi 2023, doi:10.1177/09622802231172043, as R's metafor applies it.
    """
    outer, inner = _off_middle(median, extremes), _off_middle(median, quartiles)
    if extremes and quartiles:
        return max(2.65 * log(0.6 * n) / sqrt(n) * outer, inner) >= 3 / sqrt(n) - 40 / n**3
    if extremes:
        return outer >= 1 / log(n + 9) + 2.5 / (n + 1)
    return inner >= 2.65 / sqrt(n) - 6 / n**2


def _off_middle(median: float, pair: Pair | None) -> float:
    """Return how far the median lies off the middle, 0 to 1: at either end it is 1."""
    return abs(pair[0] + pair[1] - 2 * median) / (pair[1] - pair[0]) if pair else 0.0


def expected_range(n: int) -> float:
    """Return how many standard deviations lie between the least and the greatest of *n* normal values."""
    return 2 * NORMAL.inv_cdf((n - 0.375) / (n + 0.25))


def expected_iqr(n: int) -> float:
    """Return how many standard deviations lie between the quartiles of *n* normal values."""
    return 2 * NORMAL.inv_cdf((0.75 * n - 0.125) / (n + 0.25))


def sd_of_interval(low: float, high: float, n: int, level: float = 95) -> float:
    """Return the standard deviation behind a confidence interval of a mean: √n (U − L) / 2t.

    Source:
        Cochrane Handbook 6.5.2.2: t of n − 1 degrees of freedom in small groups, the normal quantile in large ones.
    """
    quantile = NORMAL.inv_cdf(0.5 + level / 200)
    return sqrt(n) * (high - low) / (2 * (quantile if n >= LARGE else t_quantile(0.5 + level / 200, n - 1)))


def t_quantile(p: float, freedom: int) -> float:
    """Return the quantile of Student's t by its expansion around the normal one; good to 0.1 % from 5 degrees on.

    Source:
        Abramowitz & Stegun 1964, 26.7.5.
    """
    z = NORMAL.inv_cdf(p)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
