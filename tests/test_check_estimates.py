"""Mean and SD from medians, SD from SE and intervals, log ratios: against figures that others printed."""

from decimal import Decimal

import pytest
from scipy.stats import norm, t

from extractor.check import check
from extractor.check.spread import mean_and_sd, sd_of_interval, skewed, t_quantile
from extractor.model import Arm
from tests.check_cases import finding, study

FIVE = {"extremes": (2, 41), "quartiles": (6, 17)}


def of(*names, **spreads):
    return {name: spreads[name] for name in names}


@pytest.mark.parametrize(
    ("median", "n", "spread", "mean", "sd"),
    [
        # R package metaBLUE 1.0.0, the output printed in the manual pages of Luo.mean and Wan.std
        (4, 30, {"extremes": (1, 10)}, 4.356748, 2.205578),
        # metafor 4.4, conv.fivenum(test = FALSE), figures kept by another project's tests against it
        (9, 7, of("extremes", **FIVE), 15.021544795358952, 14.29106691143328),
        (9, 30, of("extremes", **FIVE), 11.972897250696676, 9.5575055212413016),
        (9, 100, of("extremes", **FIVE), 10.403596372036779, 7.804399930371213),
        (9, 7, of("quartiles", **FIVE), 10.889285714285714, 10.103962147784886),
        (9, 30, of("quartiles", **FIVE), 10.782500000000001, 8.5626224066574625),
        (9, 100, of("quartiles", **FIVE), 10.75975, 8.2742542328822122),
        # metafor 4.7, the output printed in its manual page of conv.fivenum (the third SD is Shi's)
        (6, 20, {"extremes": (2, 14)}, 6.594468, 3.211576),
        (6, 20, {"quartiles": (4, 10)}, 6.719500, 4.787076),
        (6, 20, {"extremes": (2, 14), "quartiles": (4, 10)}, 6.938841, 3.679435),
        (15, 100, {"extremes": (0, 50)}, 16.122877097629424, 10.00564093637335),
        (15, 100, {"quartiles": (10, 22)}, 15.7039, 9.0264591631442315),
    ],
)
def test_mean_and_sd_of_others(median, n, spread, mean, sd):
    assert mean_and_sd(median, n, **spread) == pytest.approx((mean, sd), rel=1e-6)


@pytest.mark.parametrize(("n", "mean"), [(7, 14.361220613598714), (30, 12.3038216208361), (100, 11.420082492316839)])
def test_the_mean_of_five_numbers_is_metafors(n, mean):
    """The same source; its SD for this case is Wan's, ours is Shi's, as is metafor's default (above)."""
    assert mean_and_sd(9, n, **FIVE)[0] == pytest.approx(mean, rel=1e-9)


@pytest.mark.parametrize("n", [7, 30, 100, 1000])
def test_the_sd_of_five_numbers_is_the_formula_as_shi_prints_it(n):
    """Shi 2020, doi:10.1002/jrsm.1429: (b − a)/θ1 + (q3 − q1)/θ2, with scipy's quantiles."""
    theta1 = (2 + 0.14 * n**0.6) * norm.ppf((n - 0.375) / (n + 0.25))
    theta2 = (2 + 2 / (0.07 * n**0.6)) * norm.ppf((0.75 * n - 0.125) / (n + 0.25))
    assert mean_and_sd(9, n, **FIVE)[1] == pytest.approx(39 / theta1 + 11 / theta2, rel=1e-9)


@pytest.mark.parametrize(
    ("median", "spread", "rough"),
    [
        (6, {"extremes": (2, 14)}, False),  # 0.333 below 0.416
        (6, {"quartiles": (4, 10)}, False),  # 0.333 below 0.578
        (6, {"extremes": (2, 14), "quartiles": (4, 10)}, False),  # 0.491 below 0.666
        (6, {"extremes": (2, 20), "quartiles": (4, 14)}, True),  # 0.818 above 0.666
        (5.5, {"extremes": (2, 14)}, True),  # 5 / 12 = 0.417 above 0.416
        (5.51, {"extremes": (2, 14)}, False),  # 4.98 / 12 = 0.415
        (5.26, {"quartiles": (4, 10)}, True),  # 3.48 / 6 = 0.580 above 0.578
        (5.28, {"quartiles": (4, 10)}, False),  # 3.44 / 6 = 0.573
        (5.51, {"extremes": (2, 14), "quartiles": (2, 9)}, False),  # 2.65 ln 12 / √20 × 0.415 = 0.611 below 0.666
        (5.1, {"extremes": (2, 14), "quartiles": (2, 9)}, True),  # 1.4725 × 5.8 / 12 = 0.712
    ],
)
def test_of_twenty_values_those_are_skewed_that_metafor_calls_so(median, spread, rough):
    """The same page prints statistic and limit for n = 20 (0.416, 0.578, 0.666) of the first four; Shi 2023."""
    assert skewed(median, 20, **spread) is rough


def test_a_median_alone_is_not_enough():
    with pytest.raises(ValueError, match="expected a range or quartiles"):
        mean_and_sd(9, 30)


@pytest.mark.parametrize(
    ("low", "high", "n", "sd"),
    [
        (30.0, 34.2, 25, 5.09),  # Cochrane Handbook 6.5.2.2, the worked example: 5.09 with t = 2.0639
        (44, 56, 25, 14.535598094673643),  # R: sqrt(25) * (56 - 44) / (2 * qt(0.975, 24))
    ],
)
def test_the_sd_behind_an_interval(low, high, n, sd):
    assert sd_of_interval(low, high, n) == pytest.approx(sd, abs=0.005)


@pytest.mark.parametrize("freedom", [5, 6, 10, 24, 58])
@pytest.mark.parametrize("p", [0.95, 0.975, 0.995])
def test_our_t_quantile_is_scipys(p, freedom):
    assert t_quantile(p, freedom) == pytest.approx(t.ppf(p, freedom), rel=2e-3)


# ------------------------------------------------------------------ in a study


def derived(quote, outcome="age", n=43, text=None, arms=(), **fields):
    given = {"measure": "median", "unit": "years", "category": "demographics", **fields}
    told = study(text or f"It was {quote}.", finding(quote, outcome, **given), n=n, arms=arms)
    return {d.name: d for d in check(told).derived}


def test_a_median_with_its_range_gives_mean_and_sd_with_their_inputs():
    made = derived("4 (range 1-10)", range="1 10", n=30)
    assert (made["mean"].value, made["sd"].value) == (Decimal("4.4"), Decimal("2.2"))
    assert made["mean"].formula == "estimated from median 4, range 1 to 10, n = 30 (Luo, Wan)"
    assert [(it.name, it.value) for it in made["sd"].inputs] == [
        ("value", "4"), ("range_low", "1"), ("range_high", "10"), ("cohort", "30"),
    ]  # fmt: skip


def test_a_skewed_spread_is_called_so():
    assert derived("9 (IQR 6-17)", iqr="6 17")["mean"].formula.endswith("; skewed, so the estimate is rough")


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        ("overall survival", {"category": "survival", "unit": "months"}),
        ("time to recurrence", {"category": "local_control", "unit": "months"}),
        ("progression-free interval", {"category": "other", "unit": "months"}),
        ("age", {"n": None}),
        ("age", {"n": 4}),
        ("age", {"range": "10 20"}),
        ("age", {"operator": ">"}),
    ],
    ids=["survival", "time to an event", "event-free", "no n", "too few", "outside its range", "a limit"],
)
def test_a_median_that_must_not_be_turned_into_a_mean(outcome, fields):
    given = {"range": "1 30", **fields}
    assert not derived("4 (range 1-30)", outcome, **given)


def test_with_arms_a_result_of_everyone_has_no_certain_n():
    arms = Arm("a1", "early", "intervention", 20), Arm("a2", "late", "control", 23)
    assert not derived("4 (range 1-10)", range="1 10", arms=arms)
    of_arm = derived("4 (range 1-10)", range="1 10", arms=arms, arm="a1")
    assert "n = 20" in of_arm["mean"].formula


def test_an_interval_of_a_mean_gives_its_sd():
    made = derived("32.1 (95% CI 30.0 to 34.2)", measure="mean", ci="30.0 34.2 95", n=25)
    assert made["sd"].value == Decimal("5.09")
    assert made["sd"].formula == (
        "SD = √n (U − L) / 2t = √25 × (34.2 − 30.0) / 2t of 24 degrees of freedom, 95 % interval"
    )


@pytest.mark.parametrize(
    ("value", "ci", "logged", "error"),
    [
        ("1.00", "0.50 2.00 95", 0, 0.35365301915106706),  # R: (log 2 - log 0.5) / (2 * qnorm(0.975))
        ("0.69", "0.54 0.89 95", -0.37106, 0.1274623),  # printed at stats.stackexchange.com/questions/546192, with 3.92
    ],
)
def test_a_ratio_gives_its_log_and_standard_error(value, ci, logged, error):
    made = derived(f"{value} (95% CI)", "death", measure="ratio", unit="HR", value=value, ci=ci)
    assert float(made["log_ratio"].value) == pytest.approx(logged, abs=5e-5)
    assert float(made["se_log_ratio"].value) == pytest.approx(error, abs=5e-5)
    assert [it.name for it in made["se_log_ratio"].inputs] == ["ci_level", "ci_low", "ci_high"]


@pytest.mark.parametrize(
    ("value", "ci", "logged", "variance"),
    [
        ("1.37", "1.03 1.82 95", 0.3148, 0.0211),
        ("1.89", "1.60 2.23 95", 0.6366, 0.0072),
        ("0.64", "0.33 1.22 95", -0.4463, 0.1113),
    ],
)
def test_log_ratios_and_variances_are_metafors(value, ci, logged, variance):
    """metafor 4.7, the output printed in its manual page of conv.wald, four decimals."""
    made = derived(f"{value} (95% CI)", "death", measure="ratio", unit="OR", value=value, ci=ci)
    assert float(made["log_ratio"].value) == pytest.approx(logged, abs=5e-5)
    assert float(made["se_log_ratio"].value) ** 2 == pytest.approx(variance, abs=5e-5)


@pytest.mark.parametrize("ci", ["0.00 2.00 95", "2.00 0.50 95", "1.50 2.00 95"], ids=["zero", "turned", "outside"])
def test_a_ratio_whose_interval_cannot_be_gives_nothing(ci):
    assert not derived("1.00", "death", measure="ratio", unit="HR", ci=ci)


def test_every_derived_value_names_what_it_is_made_of():
    text = "Relief came to 55.8% of them. Age was 20.9 (SE 2.7)."
    told = study(
        text,
        finding("55.8%", denominator=43, denominator_source="cohort"),
        finding("20.9 (SE 2.7)", "age", measure="mean", unit="years", se=Decimal("2.7")),
    )
    made = check(told).derived
    assert {d.name for d in made} == {"numerator", "wilson_low", "wilson_high", "sd"}
    assert all(d.inputs for d in made)
