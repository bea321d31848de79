"""A standard deviation that no values between the printed extremes can have, or that is a standard error."""

from decimal import Decimal
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.check import check
from tests.check_cases import finding, study, the, verdicts


def spread_of(value, outcome="age", n=43, text="It was {}.", **fields):
    quote = f"{value} years"
    given_ = {"measure": "mean", "unit": "years", "category": "demographics", **fields}
    for part in ("sd", "se", "plus_minus"):
        if part in given_:
            given_[part] = Decimal(given_[part])
    return check(study(text.format(quote), finding(quote, outcome, value=value, **given_), n=n)).checks


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"sd": "12.1"}, "consistent"),
        ({"sd": "60.0"}, "unchecked"),
        ({"sd": "600"}, "inconsistent"),
        ({"sd": "12.1", "range": "18 79"}, "consistent"),
        ({"sd": "33.0", "range": "18 79"}, "inconsistent"),
        ({"sd": "1.8", "range": "18 79"}, "inconsistent"),
        ({"plus_minus": "1.8", "range": "18 79"}, "unchecked"),
        ({"plus_minus": "12.1", "range": "18 79"}, "consistent"),
    ],
    ids=[
        "usual", "above the mean", "above mean times root n", "inside its range", "beyond Bhatia-Davis",
        "too small for its range", "too small but unnamed", "unnamed and possible",
    ],
)  # fmt: skip
def test_what_a_deviation_may_be(fields, verdict):
    """57 from 18 to 79: at most √((79.5 − 57)(57 − 17.5) × 43/42) = 30.2; at least 60/√84 = 6.5."""
    assert the(spread_of("57", **fields), "spread_possible").verdict == verdict


@pytest.mark.parametrize("n", [10, 43, 120])
def test_the_widest_and_the_narrowest_values_there_are_come_to_the_limits_named(n):
    """No formula: half of the values at either extreme spread most; all but the extremes in the middle spread least."""
    half = n // 2
    widest = [18.0] * half + [80.0] * (n - half)
    narrowest = [18.0, 80.0] + [49.0] * (n - 2)
    for values, shown in ((widest, "no more than"), (narrowest, "at least")):
        middle, deviation = mean(values), stdev(values)
        factor = Decimal("1.3") if values is widest else Decimal("0.7")
        fits = spread_of(f"{middle:.3f}", sd=f"{deviation:.3f}", range="18.000 80.000", n=n)
        assert the(fits, "spread_possible").verdict == "consistent"
        beyond = Decimal(f"{deviation:.3f}") * factor
        flag = the(spread_of(f"{middle:.3f}", sd=f"{beyond:.3f}", range="18.000 80.000", n=n), "spread_possible")
        assert flag.verdict == "inconsistent"
        assert f"{shown} {deviation:.3g}" in flag.reason


def test_a_deviation_too_small_for_its_range_is_probably_a_standard_error():
    flag = the(spread_of("57", sd="1.8", range="18 79"), "spread_possible")
    assert flag.reason == (
        "SD 1.8 of values from 18 to 79 with mean 57: 43 values so far apart have an SD of at least 6.55; "
        "as a standard error it would stand for an SD of 11.8: SE named SD?"
    )
    assert {it.name for it in flag.inputs} == {"value", "sd", "range_low", "range_high"}


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        ("score", "It was {}."),
        ("weight change", "It was {}."),
        ("weight", "The reduction of weight was {}."),
        ("volume", "The motion of the target volume was {}."),
    ],
    ids=["may be negative", "a change", "a change, says the sentence", "has a direction"],
)
def test_a_quantity_that_may_be_negative_may_spread_as_it_likes(outcome, text):
    assert not verdicts(spread_of("2.0", outcome, sd="9.0", text=text), "spread_possible")


@settings(deadline=None)
@given(st.lists(st.integers(1, 100), min_size=10, max_size=60).filter(lambda values: len(set(values)) > 1))
def test_the_deviation_of_real_values_is_always_possible(values):
    """Whatever was measured, its own mean, SD and range are never flagged; printed to one decimal."""
    printed = f"{mean(values):.1f}", f"{stdev(values):.1f}"
    if Decimal(printed[1]) == 0:
        return
    for fields in ({}, {"range": f"{min(values)} {max(values)}"}):
        checks = spread_of(printed[0], sd=printed[1], n=len(values), **fields)
        assert "inconsistent" not in verdicts(checks, "spread_possible"), checks
