"""Pool proportions: the logistic model with a random intercept, by maximum likelihood, no event or all included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

import numpy as np

from extractor.check.derive import wilson
from extractor.pool.inverse import STUDIES_FOR_T, inconsistency, normal_quantile, t_quantile
from extractor.pool.marginal import Numbers, Slopes, slopes
from extractor.pool.pooled import Effect, Pooled

# spreads of the log odds at which the likelihood is looked at first; between 1e-4 and 0 nothing happens
SPREADS = (1e-4, 0.1, 0.3, 0.8, 2.0, 5.0, 12.5)
MOST = 10**9  # patients of a study; nobody has counted more
NEAR = 1e-10  # of a log odds
ROUGH = 1e-3  # the same, where only the sign of the slope in tau is asked
FARTHEST = 1000.0  # log odds between which the likeliest are looked for
FLAT = 1e-8  # slopes no steeper than this are none: single patients tell nothing of a spread
ALIKE = 1e-7  # log-likelihoods as near as this are the same: the smaller spread is taken


def proportions(events: Sequence[int], totals: Sequence[int], level: float = 0.95) -> Pooled:
    """Return the pooled proportion: the middle of the studies' log odds, as a share.

    ``x_i ~ Binomial(n_i, p_i)``, ``logit p_i ~ Normal(mu, tau2)``, maximum likelihood, no continuity correction: what
    ``metaprop`` of R's meta fits unasked and metafor's ``rma.glmm(measure="PLO")``. Q is that of the likelihood
    ratio, which studies without an event do not upset. The prediction interval has k - 1 degrees of freedom.

    Args:
        events: Patients with the event, one number a study.
        totals: Patients, at least 1.
        level: Of the intervals, as a share.

    Raises:
        ValueError: If a study has more events than patients, or none, or the studies are all-or-none so that no
            finite spread between them is likeliest.

    Source:
        Stijnen, Hamza & Ozdemir 2010, doi:10.1002/sim.4040; Schwarzer et al. 2019, doi:10.1002/jrsm.1348.
    """
    counted(events, totals)
    return _pooled(tuple(events), tuple(totals), level)


@lru_cache(maxsize=20_000)  # the pages and the files beside them pool the same studies
def _pooled(events: tuple[int, ...], totals: tuple[int, ...], level: float) -> Pooled:
    z = normal_quantile(level)
    effects = tuple(Effect(*alone(x, n, z)) for x, n in zip(events, totals, strict=True))
    k, n, x = len(totals), sum(totals), sum(events)
    q = deviance(events, totals) if k > 1 else None
    one = alone(x, n, z)
    tau2: float | None = None
    prediction: tuple[float | None, float | None] = (None, None)
    method = "one study"
    if k > 1 and x in (0, n):
        which = "no event in any study" if x == 0 else "nothing but events in every study"
        method = f"{which}: the Wilson interval of the sum, as the model has no estimate"
    elif k > 1:
        found = fit(np.array(events, float), np.array(totals, float))
        method, tau2 = "logistic model with a random intercept, maximum likelihood", found.tau**2
        one = (share(found.mu), share(found.mu - z * found.se), share(found.mu + z * found.se))
        if k >= STUDIES_FOR_T:
            far = t_quantile(level, k - 1) * sqrt(tau2 + found.se**2)
            prediction = share(found.mu - far), share(found.mu + far)
    return Pooled(
        measure="proportion", method=method, k=k, n=n, events=x, point=one[0], low=one[1], high=one[2],
        prediction_low=prediction[0], prediction_high=prediction[1],
        tau2=tau2, i2=None if q is None else inconsistency(q, k - 1), q=q,
        weights=(None,) * k, level=level, effects=effects,
    )  # fmt: skip


def alone(x: int, n: int, z: float) -> tuple[float, float, float]:
    """Return the share of one study by itself and its Wilson interval, which ends at 0 and 1 and not a hair off."""
    low, high = wilson(x, n, z)
    return x / n, low if x else 0.0, high if x < n else 1.0


def counted(events: Sequence[int], totals: Sequence[int]) -> None:
    """Raise if these are not counts of patients."""
    if len(events) != len(totals) or not totals:
        raise ValueError(f"expected as many counts as totals, and one at least; got {len(events)} and {len(totals)}")
    for place, (x, n) in enumerate(zip(events, totals, strict=True)):
        if not 1 <= n <= MOST or not 0 <= x <= n or x != int(x) or n != int(n):
            raise ValueError(f"study {place + 1}: expected whole numbers, events from 0 to n, got {x} of {n}")


def logit(p: float) -> float:
    """Return the log odds."""
    return log(p / (1 - p))


def share(eta: float) -> float:
    """Return the share with these log odds."""
    return 1 / (1 + exp(-eta)) if eta > -700 else 0.0


def deviance(events: Sequence[int], totals: Sequence[int]) -> float:
    """Return twice the log-likelihood ratio of a share for each study against one for all."""
    p = sum(events) / sum(totals)

    def part(count: int, n: int, expected: float) -> float:
        return count * log(count / (n * expected)) if count else 0.0

    parts = (part(x, n, p) + part(n - x, n, 1 - p) for x, n in zip(events, totals, strict=True))
    return max(0.0, 2 * sum(parts))


# ------------------------------------------------------------------ maximum likelihood


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The likeliest log odds and spread, with the standard error of the log odds."""

    mu: float
    tau: float
    se: float
    likelihood: float


def fit(events: Numbers, totals: Numbers) -> Likeliest:
    """Return where the likelihood is largest.

    For each tau the likelihood has one top in mu, as it is log-concave (Prékopa 1973); along those tops, each place
    where the slope in tau turns from rising to falling is looked at, and tau = 0.

    Raises:
        ValueError: If the likelihood still grows at the last spread looked at.
    """
    mu = logit(float(events.sum() / totals.sum()))
    found = [(mu, 0.0, slopes(mu, 0.0, events, totals))]
    profile = [best_mu(mu, SPREADS[0], events, totals, ROUGH)]
    for tau in SPREADS[1:]:
        profile.append(best_mu(profile[-1][0], tau, events, totals, ROUGH))
    for place in range(len(SPREADS) - 1):
        near, at = profile[place]
        if at.tau > FLAT and profile[place + 1][1].tau < -FLAT:
            found.append(top(near, SPREADS[place], SPREADS[place + 1], events, totals))
    best = max(at.likelihood for _, _, at in found)
    if profile[-1][1].tau > 0 and profile[-1][1].likelihood > best + ALIKE:
        raise ValueError("the studies are all-or-none: no finite spread between them is likeliest")
    mu, tau, at = next(it for it in found if it[2].likelihood >= best - ALIKE)
    return Likeliest(mu, tau, standard_error(tau, at), at.likelihood)


def top(mu: float, low: float, high: float, events: Numbers, totals: Numbers) -> tuple[float, float, Slopes]:
    """Return the mu and tau of the top between two tau, from a guess of mu, with the slopes there.

    Newton's method along the ridge of the best mu, kept between the two ends by halving.
    """
    tau = (low + high) / 2
    mu, at = best_mu(mu, tau, events, totals)
    for _ in range(100):
        low, high = (tau, high) if at.tau > 0 else (low, tau)
        bend = at.tau_tau - at.mu_tau**2 / at.mu_mu
        step = -at.tau / bend if bend < 0 else high - low
        if abs(step) < 1e-10 * tau:
            break
        if not low < tau + step < high:
            step = (low + high) / 2 - tau
        tau = tau + step
        mu, at = best_mu(mu - step * at.mu_tau / at.mu_mu, tau, events, totals)
    return mu, tau, at


def best_mu(mu: float, tau: float, events: Numbers, totals: Numbers, near: float = NEAR) -> tuple[float, Slopes]:
    """Return the likeliest mu for a tau, from a guess: Newton's method kept between two ends by halving."""
    low, high = -FARTHEST, FARTHEST
    at = slopes(mu, tau, events, totals)
    for _ in range(100):
        low, high = (mu, high) if at.mu >= 0 else (low, mu)
        moved = mu - at.mu / at.mu_mu if at.mu_mu < 0 else (low + high) / 2
        if not low <= moved <= high:
            moved = (low + high) / 2
        if abs(moved - mu) < near * (1 + abs(mu)):
            break
        mu, at = moved, slopes(moved, tau, events, totals)
    return mu, at


def standard_error(tau: float, at: Slopes) -> float:
    """Return that of mu, from the observed information of mu and tau; without a spread from that of mu alone."""
    lost = at.mu_tau**2 / at.tau_tau if tau else 0.0
    return 1 / sqrt(lost - at.mu_mu)
