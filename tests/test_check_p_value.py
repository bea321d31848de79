"""p-values are possible, and a ratio, its interval and its p tell one story."""

from decimal import Decimal
from statistics import NormalDist

import pytest

from extractor.check import check
from extractor.check.p_value import p_range
from extractor.model import Interval
from tests.check_cases import finding, study, the, verdicts


def told(quote, **fields):
    shape = {"measure": "ratio", "unit": "HR", "category": "survival", **fields}
    return check(study(f"The ratio was {quote}.", finding(quote, "survival", **shape))).checks


@pytest.mark.parametrize(
    ("p", "verdict"),
    [
        ("= 0.000", "consistent"),
        ("= 0", "consistent"),
        ("< 0.000", "inconsistent"),
        ("= 1.2", "inconsistent"),
        ("< 0.001", None),
        ("= 1.00", None),
    ],
)
def test_a_p_value_lies_between_zero_and_one(p, verdict):
    found = verdicts(told("0.75", p=p), "p_possible")
    assert found == ([verdict] if verdict else [])


def test_a_p_of_zeros_is_explained():
    assert the(told("0.75", p="= 0.000"), "p_possible").reason == (
        "p = 0.000 is read as p < 0.0005: software prints zeros for it, no p-value is exactly zero"
    )


def test_a_p_value_that_stands_alone_is_looked_at_too():
    assert the(told("p = 1.30", measure="p_value", unit=None), "p_possible").verdict == "inconsistent"


def test_p_from_an_interval_as_altman_and_bland_do_it():
    """Altman & Bland, BMJ 2011;343:d2304: risk ratio 0.81 (95 % CI 0.70 to 0.94) gives P = 0.005."""
    least, most = p_range(Decimal("0.81"), Interval(Decimal("0.70"), Decimal("0.94"), Decimal(95)))
    assert least < 0.005 < most
    assert the(told("0.81", unit="RR", ci="0.70 0.94 95", p="= 0.005"), "p_interval").verdict == "consistent"


def test_p_from_an_interval_as_metafor_does_it():
    """metafor 4.7, manual page of conv.wald: odds ratio 0.64, 0.33 to 1.22, p 0.17; ln R -0.4463, variance 0.1113."""
    ci = Interval(Decimal("0.33"), Decimal("1.22"), Decimal(95))
    least, most = p_range(Decimal("0.64"), ci)
    assert least < 2 * NormalDist().cdf(-0.4463 / 0.1113**0.5) < most
    assert the(told("0.64", unit="OR", ci="0.33 1.22 95", p="= 0.17"), "p_interval").verdict == "consistent"


def test_p_from_an_interval_by_hand():
    """ln 0.45 = -0.7985; SE = (ln 0.88 - ln 0.23) / 3.92 = 1.3418 / 3.92 = 0.3423; z = 2.333; p = 0.0197."""
    least, most = p_range(Decimal("0.45"), Interval(Decimal("0.23"), Decimal("0.88")))
    assert least < 0.0197 < most
    assert most / least < 2


@pytest.mark.parametrize(
    ("value", "ci", "p", "verdict"),
    [
        ("0.45", "0.23 0.88 95", "= 0.02", "consistent"),
        ("0.45", "0.23 0.88 95", "< 0.05", "consistent"),
        ("0.45", "0.23 0.88 95", "= 0.04", "unchecked"),
        ("0.45", "0.23 0.88 95", "= 0.30", "inconsistent"),
        ("2.00", "1.60 2.50 95", "= 0.02", "inconsistent"),
        ("2.00", "1.60 2.50 95", "< 0.0001", "consistent"),
        ("1.10", "0.80 1.51 95", "= 0.01", "inconsistent"),
        ("1.10", "0.80 1.51 95", "= 0.56", "consistent"),
        ("1.10", "0.80 1.51 95", "> 0.05", "consistent"),
        ("1.0", "0.8 1.3 95", "= 0.9", "consistent"),
        ("0.45", "0.23 0.88 20", "= 0.02", "unchecked"),
    ],
)
def test_p_against_interval_is_graded(value, ci, p, verdict):
    assert the(told(value, ci=ci, p=p), "p_interval").verdict == verdict


def test_a_disagreement_about_significance_says_so_and_accuses_nobody():
    reason = the(told("1.10", ci="0.80 1.51 95", p="= 0.01"), "p_interval").reason
    assert "the interval includes 1" in reason and reason.endswith("worth a look")
    assert "error" not in reason and "wrong" not in reason


@pytest.mark.parametrize(
    ("value", "ci", "verdict"),
    [
        ("0.75", "0.60 0.94 95", "consistent"),
        ("0.4", "0.2 0.9 95", "consistent"),
        ("0.90", "0.60 1.20 95", "unchecked"),
        ("1.10", "0.60 1.20 95", "inconsistent"),
        ("0.02", "0.00 0.15 95", "unchecked"),
    ],
    ids=["in the middle", "few digits", "a little off", "far off", "touches zero"],
)
def test_a_ratio_sits_at_the_geometric_middle_of_its_interval(value, ci, verdict):
    """sqrt(0.60 * 0.94) = 0.751; sqrt(0.2 * 0.9) = 0.42; sqrt(0.60 * 1.20) = 0.849."""
    assert the(told(value, ci=ci), "ratio_centred").verdict == verdict


@pytest.mark.parametrize(
    ("value", "ci"),
    [("0.64", "0.33 1.22 95"), ("1.37", "1.03 1.82 95"), ("1.89", "1.60 2.23 95"), ("0.81", "0.70 0.94 95")],
)
def test_printed_ratios_whose_intervals_were_computed_on_the_log_scale_sit_in_the_middle(value, ci):
    """The worked examples of metafor's conv.wald and of Altman & Bland 2011."""
    assert the(told(value, ci=ci), "ratio_centred").verdict == "consistent"


def test_a_ratio_outside_its_interval_is_told_once():
    checks = told("1.75", ci="0.60 0.94 95", p="= 0.01")
    assert [(c.name, c.verdict) for c in checks] == [("interval_holds_estimate", "inconsistent")]
