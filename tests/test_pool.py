"""Pooled estimates: against figures that R's metafor prints, a dense grid, and what must hold for any data."""

from __future__ import annotations

from functools import partial
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad  # type: ignore[import-untyped]
from scipy.stats import chi2_contingency  # type: ignore[import-untyped]

from extractor.pool import (
    Pooled,
    differences,
    leave_one_out,
    means,
    proportions,
    rates,
    ratios,
    standard_errors,
    two_arm,
)
from extractor.pool.logistic import fit

# Thirteen trials of the BCG vaccine (Colditz et al. 1994): cases and others, vaccinated and not.
BCG = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip
A, N1, C, N2 = (list(column) for column in zip(*((a, a + b, c, c + d) for a, b, c, d in BCG), strict=True))
# Eighteen trials of treated catheters (Niel-Weise et al. 2007): infections and patients, standard and treated.
CATHETERS = (
    (3, 117, 0, 116), (3, 35, 1, 44), (9, 195, 2, 208), (7, 136, 0, 130), (6, 157, 5, 151), (4, 139, 1, 98),
    (3, 177, 1, 174), (2, 39, 1, 74), (19, 103, 1, 97), (2, 122, 1, 113), (7, 64, 0, 66), (1, 58, 0, 70),
    (5, 175, 3, 188), (11, 180, 6, 187), (0, 105, 0, 118), (1, 262, 0, 252), (3, 362, 1, 345), (1, 69, 4, 64),
)  # fmt: skip
STANDARD, OF_STANDARD, TREATED, OF_TREATED = (list(column) for column in zip(*CATHETERS, strict=True))

counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
studies = st.lists(counts, min_size=2, max_size=7)


# ------------------------------------------------------------------ proportions


def test_a_case_computed_on_a_dense_grid_with_a_study_without_events() -> None:
    """Plain Gauss-Hermite quadrature with 31 points gives .546 here; a dense grid gives .3426."""
    found = proportions([139, 40, 88, 12, 0], [249, 75, 120, 60, 20])
    assert found.point == pytest.approx(0.3426, abs=5e-5)
    assert (found.k, found.n, found.events) == (5, 524, 279)


# metafor, tests/testthat/test_analysis_example_stijnen2010.r: rma.glmm(measure="PLO") on dat.nielweise2007, after
# Stijnen et al. 2010, table II; seven points of quadrature there, hence three digits and not four
@pytest.mark.parametrize(
    ("events", "totals", "log_odds", "se", "tau2", "point", "low", "high"),
    [
        (STANDARD, OF_STANDARD, -3.4964, 0.2570, 0.8124, 0.0294, 0.0180, 0.0478),
        (TREATED, OF_TREATED, -4.8121, 0.3555, 0.8265, 0.0081, 0.0040, 0.0161),
    ],
    ids=["standard catheters, one of 18 without events", "treated catheters, 6 of 18 without events"],
)
def test_metafor_prints_the_same_of_the_logistic_model(
    events: list[int], totals: list[int], log_odds: float, se: float, tau2: float, point: float, low: float, high: float
) -> None:
    found, model = proportions(events, totals), fit(np.array(events, float), np.array(totals, float))
    assert model.mu == pytest.approx(log_odds, abs=5e-4)
    assert model.se == pytest.approx(se, abs=5e-4)
    assert found.tau2 == pytest.approx(tau2, abs=2e-3)
    assert (found.point, found.low, found.high) == pytest.approx((point, low, high), abs=1e-4)


# rma.glmm(measure="PLO", nAGQ=100) of metafor 3.8-1 with lme4 1.1-31, run for this test; hyperdynamic therapy is
# dat.pritz1997 of metadat, with two studies of nothing but events
HYPERDYNAMIC = [16, 10, 4, 43, 10, 25, 13, 12, 22, 4, 5, 18, 58, 6]
OF_HYPERDYNAMIC = [17, 12, 8, 58, 10, 42, 14, 12, 41, 5, 6, 23, 68, 10]


@pytest.mark.parametrize(
    ("events", "totals", "point", "low", "high", "tau2", "q"),
    [
        ([139, 40, 88, 12, 0], [249, 75, 120, 60, 20], 0.3426058, 0.1067768, 0.6943826, 2.4407052, 79.5420508),
        (HYPERDYNAMIC, OF_HYPERDYNAMIC, 0.7984424, 0.6924031, 0.8745494, 0.5892999, 42.2323980),
        (STANDARD, OF_STANDARD, 0.02941467, 0.01798523, 0.04775419, 0.81221055, 85.28394262),
        (TREATED, OF_TREATED, 0.008067155, 0.004037697, 0.016053032, 0.825332368, 37.989661520),
    ],
    ids=["dense grid case", "hyperdynamic therapy", "standard catheters", "treated catheters"],
)
def test_metafor_with_a_hundred_points_agrees_to_four_digits(
    events: list[int], totals: list[int], point: float, low: float, high: float, tau2: float, q: float
) -> None:
    found = proportions(events, totals)
    assert (found.point, found.low, found.high) == pytest.approx((point, low, high), rel=2e-5)
    assert found.tau2 == pytest.approx(tau2, rel=5e-5)
    assert found.q == pytest.approx(q, rel=1e-9)


def test_the_likelihood_is_the_one_adaptive_integration_finds() -> None:
    """The sums of marginal.py against scipy's adaptive quadrature of each study's integral, at the estimate."""
    events, totals = [0, 3, 50, 20], [20, 15, 400, 20]
    found = fit(np.array(events, float), np.array(totals, float))

    def integrand(z: float, x: int, n: int) -> float:
        eta = found.mu + found.tau * z
        return exp(x * eta - n * float(np.logaddexp(0, eta)) - z * z / 2) / sqrt(2 * np.pi)

    expected = sum(
        log(quad(integrand, -9, 9, args=(x, n), limit=500, epsabs=0, epsrel=1e-11)[0])
        for x, n in zip(events, totals, strict=True)
    )
    assert found.likelihood == pytest.approx(expected, abs=1e-8)


def test_no_other_mean_and_spread_are_likelier() -> None:
    """A search by hand over a grid of both, the integrals summed on 4,000 points, finds the same place."""
    events, totals = np.array([5, 0, 9, 14]), np.array([40, 25, 30, 31])
    found = proportions(events.tolist(), totals.tolist())
    z = np.linspace(-9, 9, 4001)

    def likelihood(mu: float, tau: float) -> float:
        eta = mu + tau * z
        terms = events[:, None] * eta - totals[:, None] * np.logaddexp(0, eta) - z * z / 2
        return float(np.log(np.exp(terms).sum(axis=1)).sum())

    assert found.tau2 is not None
    mu, tau = log(found.point / (1 - found.point)), sqrt(found.tau2)
    best = likelihood(mu, tau)
    assert all(likelihood(mu + a, tau + b) < best for a in (-0.01, 0, 0.01) for b in (-0.01, 0, 0.01) if a or b)


@pytest.mark.parametrize(
    ("events", "totals", "point"),
    [([0, 0, 0], [20, 15, 60], 0.0), ([20, 15], [20, 15], 1.0), ([0], [12], 0.0)],
    ids=["no event anywhere", "nothing but events", "one study without events"],
)
def test_without_a_model_the_wilson_interval_of_the_sum_stands(
    events: list[int], totals: list[int], point: float
) -> None:
    found, n = proportions(events, totals), sum(totals)
    open_end = 1.959964**2 / (n + 1.959964**2)  # Wilson's interval of 0 of n
    assert found.point == point
    assert (found.low, found.high) == pytest.approx((0, open_end) if point == 0 else (1 - open_end, 1), abs=1e-6)


def test_like_studies_have_no_spread_and_give_the_share_of_the_sum() -> None:
    found = proportions([10, 20, 5], [100, 200, 50])
    assert found.tau2 == 0
    assert found.point == pytest.approx(0.1, rel=1e-9)
    assert found.q == pytest.approx(0, abs=1e-9)
    assert found.i2 == 0
    half = 1.959964 * sqrt(1 / (350 * 0.1 * 0.9))
    assert log(found.high / (1 - found.high)) - log(0.1 / 0.9) == pytest.approx(half, rel=1e-5)


def test_single_patients_tell_nothing_of_a_spread() -> None:
    found = proportions([1, 0, 1], [1, 1, 1])
    assert found.tau2 == 0
    assert found.point == pytest.approx(2 / 3)


def test_all_or_none_studies_are_refused() -> None:
    with pytest.raises(ValueError, match="all-or-none"):
        proportions([0, 20], [20, 20])


def test_q_is_the_likelihood_ratio_of_the_table() -> None:
    """As scipy's G test of the same table has it; an empty cell needs no correction."""
    events, totals = [3, 0, 9, 14], [20, 15, 22, 40]
    table = [events, [n - x for x, n in zip(events, totals, strict=True)]]
    found = proportions(events, totals)
    assert found.q == pytest.approx(chi2_contingency(table, lambda_="log-likelihood").statistic)
    assert found.q is not None
    assert found.i2 == pytest.approx(100 * (found.q - 3) / found.q)


@pytest.mark.parametrize("totals", [[20_000, 20_000, 20_000], [1, 20_000, 7]])
def test_large_and_tiny_studies_are_pooled(totals: list[int]) -> None:
    found = proportions([1, 40, 5], totals)
    assert 0 < found.low < found.point < found.high < 1


@pytest.mark.parametrize(
    ("events", "totals"), [([3], [2]), ([-1], [4]), ([1], [2 * 10**9]), ([0], [0]), ([1, 2], [3]), ([], [])], ids=str
)
def test_impossible_counts_are_refused(events: list[int], totals: list[int]) -> None:
    with pytest.raises(ValueError, match="expected"):
        proportions(events, totals)


@settings(max_examples=25, deadline=None)
@given(studies)
def test_the_order_of_studies_does_not_matter(counted: list[tuple[int, int]]) -> None:
    one, other = pooled(counted), pooled(sorted(counted))
    assert (one is None) == (other is None)
    if one and other:
        assert (one.point, one.low, one.high) == pytest.approx((other.point, other.low, other.high), rel=1e-6)
        assert (one.tau2 or 0) == pytest.approx(other.tau2 or 0, rel=1e-5, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(studies)
def test_events_and_their_absence_mirror_each_other(counted: list[tuple[int, int]]) -> None:
    one, other = pooled(counted), pooled([(n - x, n) for x, n in counted])
    assert (one is None) == (other is None)
    if one and other:
        assert one.point == pytest.approx(1 - other.point, abs=1e-7)
        assert one.low == pytest.approx(1 - other.high, abs=1e-7)


@settings(max_examples=25, deadline=None)
@given(studies)
def test_the_same_studies_twice_narrow_the_interval(counted: list[tuple[int, int]]) -> None:
    once, twice = pooled(counted), pooled(counted + counted)
    if once and twice:
        assert twice.point == pytest.approx(once.point, abs=1e-5)
        assert twice.high - twice.low < once.high - once.low


@settings(max_examples=25, deadline=None)
@given(studies)
def test_the_estimate_lies_in_its_interval_and_that_in_the_prediction(counted: list[tuple[int, int]]) -> None:
    found = pooled(counted)
    if found is None:
        return
    assert 0 <= found.low <= found.point <= found.high <= 1
    if found.prediction_low is not None and found.prediction_high is not None:
        assert found.prediction_low <= found.low <= found.high <= found.prediction_high


def pooled(counted: list[tuple[int, int]]) -> Pooled | None:
    """Return the pooled proportion, None for all-or-none studies."""
    events, totals = [list(column) for column in zip(*counted, strict=True)]
    try:
        return proportions(events, totals)
    except ValueError:
        return None


# ------------------------------------------------------------------ inverse variance


def test_metafor_prints_the_same_of_the_bcg_trials() -> None:
    """README.md of metafor: rma(yi, vi, test="knha") on log risk ratios of dat.bcg, and predict(transf=exp)."""
    found = two_arm(A, N1, C, N2, "RR")
    assert log(found.point) == pytest.approx(-0.7145, abs=5e-5)
    assert found.tau2 == pytest.approx(0.3132, abs=5e-5)
    assert (log(found.low), log(found.high)) == pytest.approx((-1.1084, -0.3206), abs=5e-5)
    assert found.q == pytest.approx(152.2330, abs=5e-5)
    assert (found.prediction_low, found.prediction_high) == pytest.approx((0.14, 1.76), abs=5e-3)


def test_metafor_prints_the_same_where_cells_are_empty() -> None:
    """test_analysis_example_stijnen2010.r: rma(measure="OR", drop00=TRUE), 0.5 where a cell is 0, one study dropped."""
    found = two_arm(TREATED, OF_TREATED, STANDARD, OF_STANDARD, "OR")
    assert found.point == pytest.approx(0.3752, abs=5e-5)
    assert found.tau2 is not None
    assert sqrt(found.tau2) == pytest.approx(0.1886, abs=5e-5)
    assert found.k == 17
    assert [effect.left_out for effect in found.effects].count("no event in either arm") == 1
    assert found.weights[14] == 0
    assert sum(weight or 0 for weight in found.weights) == pytest.approx(100)


def test_metafor_finds_the_same_spread_of_means() -> None:
    """test_misc_rma_uni.r: rma(measure="MN") on the first arm of dat.normand1999 (days in a stroke unit)."""
    days = [55, 27, 64, 66, 14, 19, 52, 21, 30]
    spread = [47, 7, 17, 20, 8, 7, 45, 16, 27]
    patients = [155, 31, 75, 18, 8, 57, 34, 110, 60]
    found = means(days, standard_errors(spread, patients))
    assert found.tau2 == pytest.approx(408.9277, abs=5e-4)


def test_an_interval_of_any_level_gives_its_standard_error() -> None:
    """The same three log ratios and standard errors, printed as 95 % and as 90 % intervals."""
    logs, errors = [-0.5, -0.2, 0.1], [0.2, 0.3, 0.25]
    points = [exp(y) for y in logs]

    def ends(z: float) -> tuple[list[float], list[float]]:
        return ([exp(y - z * se) for y, se in zip(logs, errors, strict=True)],
                [exp(y + z * se) for y, se in zip(logs, errors, strict=True)])  # fmt: skip

    wide, narrow = ends(1.959964), ends(1.644854)
    of_95, of_90 = ratios(points, *wide), ratios(points, *narrow, 0.90)
    mixed = ratios(points, [*wide[0][:2], narrow[0][2]], [*wide[1][:2], narrow[1][2]], [0.95, 0.95, 0.90])
    assert of_90.point == pytest.approx(of_95.point, rel=1e-6)
    assert (mixed.low, mixed.high) == pytest.approx((of_95.low, of_95.high), rel=1e-6)


def test_two_studies_have_a_z_interval_and_no_prediction() -> None:
    found = means([4.0, 6.0], [1.0, 1.0])
    assert found.tau2 == pytest.approx(1.0)  # the variance of 4 and 6 is 2, of which 1 is sampling
    assert (found.low, found.high) == pytest.approx((5 - 1.959964, 5 + 1.959964), abs=1e-5)
    assert found.prediction_low is None
    assert "z interval" in found.method


def test_homogeneous_studies_do_not_narrow_the_interval_below_the_usual_error() -> None:
    """Three equal means: Hartung and Knapp's own interval would have no width; t at 2 degrees of freedom: 4.3027."""
    found = means([5.0, 5.0, 5.0], [1.0, 1.0, 1.0])
    assert found.high - 5 == pytest.approx(4.302653 / sqrt(3), rel=1e-6)


def test_rates_keep_inside_0_and_1_and_in_order() -> None:
    found = rates([0.97, 0.9, 0.99], [0.9, 0.8, 0.95], [0.99, 0.95, 0.998])
    assert 0 < found.prediction_low < found.low < found.point < found.high < found.prediction_high < 1  # type: ignore[operator]


def test_a_risk_difference_keeps_studies_without_events() -> None:
    found = two_arm([0, 2, 5], [20, 30, 50], [0, 4, 9], [20, 30, 50], "RD")
    assert found.k == 3
    assert found.effects[0].point == 0


@pytest.mark.parametrize(
    "found",
    [
        ratios([0.5], [0.25], [1.0], 0.9), means([4.2], [0.3]), differences([-1.0], [-2.0], [0.1]),
        rates([0.8], [0.7], [0.9]), two_arm([3], [20], [6], [21], "OR"), proportions([7], [50]),
    ],
    ids=lambda found: found.measure,
)  # fmt: skip
def test_one_study_returns_itself(found: Pooled) -> None:
    own = found.effects[0]
    assert (found.k, found.method) == (1, "one study")
    assert (found.point, found.low, found.high) == (own.point, own.low, own.high)
    assert (found.tau2, found.q, found.prediction_low) == (None, None, None)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ratios([0.5], [-0.1], [1.0]), "study 1: 0.5"),
        (lambda: ratios([0.5, 2.0], [0.2, 0.3], [1.0, 1.0]), "study 2: 2.0"),
        (lambda: ratios([0.5], [0.2], [1.0], 95), "level: expected a share"),
        (lambda: means([1.0], [0.0]), "study 1: expected a mean"),
        (lambda: means([1.0, 2.0], [1.0]), "as many numbers"),
        (lambda: means([1e300, 2.0], [1.0, 1e-200]), "too large or too small"),
        (lambda: rates([1.0], [0.9], [1.0]), "is no rate"),
        (lambda: two_arm([0], [9], [0], [9]), "no study is left to pool: no event in either arm"),
        (lambda: two_arm([1], [9], [2], [9], "HR"), "one of OR, RR, RD"),
        (lambda: standard_errors([2.0], [1]), "two patients"),
    ],
    ids=["below 0", "outside it", "per cent", "no error", "lengths", "huge", "rate of 1", "empty", "HR", "n of 1"],
)  # fmt: skip
def test_what_cannot_be_pooled_is_refused_by_name(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


numbers = st.lists(
    st.tuples(st.floats(-20, 20), st.floats(0.05, 5)), min_size=3, max_size=9, unique_by=lambda pair: pair[0]
)


@settings(max_examples=60, deadline=None)
@given(numbers)
def test_the_spread_is_where_its_likelihood_is_largest(studies: list[tuple[float, float]]) -> None:
    """REML by a plain search over a fine grid, from the formula of the likelihood, finds nothing better."""
    values, errors = (np.array(column) for column in zip(*studies, strict=True))
    found = means(values.tolist(), errors.tolist())

    def likelihood(tau2: float) -> float:
        w = 1 / (errors**2 + tau2)
        off = values - (w * values).sum() / w.sum()
        return float(np.log(w).sum() - np.log(w.sum()) - (w * off**2).sum())

    assert found.tau2 is not None
    assert all(likelihood(tau2) <= likelihood(found.tau2) + 1e-9 for tau2 in [0, *np.geomspace(1e-4, 1e3, 200)])


@settings(max_examples=30, deadline=None)
@given(numbers)
def test_the_order_and_the_unit_of_means_do_not_matter(studies: list[tuple[float, float]]) -> None:
    values, errors = [list(column) for column in zip(*studies, strict=True)]
    found, turned = means(values, errors), means(values[::-1], errors[::-1])
    longer = means([12 * y for y in values], [12 * se for se in errors])
    assert turned.low == pytest.approx(found.low, rel=1e-6, abs=1e-7)
    assert longer.high == pytest.approx(12 * found.high, rel=1e-5, abs=1e-6)


# ------------------------------------------------------------------ leave one out


def test_leaving_one_out_is_a_fresh_fit_of_the_rest() -> None:
    found = leave_one_out(partial(two_arm, measure="RR"), A, N1, C, N2)
    assert len(found) == 13
    assert found[3] == two_arm(A[:3] + A[4:], N1[:3] + N1[4:], C[:3] + C[4:], N2[:3] + N2[4:], "RR")


def test_leaving_one_out_says_nothing_where_the_rest_cannot_be_pooled() -> None:
    assert leave_one_out(proportions, [5, 0, 9], [10, 9, 9])[0] is None
    assert leave_one_out(proportions, [5], [10]) == ()
