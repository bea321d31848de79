"""A printed number stands for an interval, a printed percentage for the counts that round to it."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.check.bounds import always_fits, bounds, counts, cut_off_count, digits, meet


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 5), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_rounded_number_keeps_the_number_it_came_from_inside_its_bounds(number, places, rounding):
    low, high = bounds(number.quantize(Decimal(1).scaleb(-places), rounding))
    assert low <= number <= high


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [("0.50", "0.495", "0.505"), ("0.5", "0.45", "0.55"), ("57", "56.5", "57.5"), ("-1.20", "-1.205", "-1.195")],
)
def test_the_printed_zeros_decide_how_wide_the_bounds_are(printed, low, high):
    assert bounds(Decimal(printed)) == (Decimal(low), Decimal(high))
    assert digits(Decimal(printed)) == len(printed.partition(".")[2])


def test_intervals_that_only_touch_still_meet():
    assert meet(bounds(Decimal("0.5")), (Decimal("0.55"), Decimal(1)))
    assert not meet(bounds(Decimal("0.5")), (Decimal("0.551"), Decimal(1)))


@pytest.mark.parametrize("total", range(1, 61))
def test_exactly_the_percentages_without_a_count_have_none(total):
    """Every one-decimal percentage against every count, by brute force in fractions."""
    possible = set()
    for count in range(total + 1):
        tenths = Fraction(1000 * count, total)
        floor = tenths.numerator // tenths.denominator
        possible |= {n for n in (floor, floor + 1) if abs(tenths - n) <= Fraction(1, 2)}
    found = {tenths for tenths in range(1001) if counts(Decimal(tenths).scaleb(-1), total)}
    assert found == possible


@given(st.integers(1, 5000), st.data(), st.integers(0, 3), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_rounded_share_has_its_own_count_among_those_that_fit(total, data, places, rounding):
    count = data.draw(st.integers(0, total))
    printed = (Decimal(100 * count) / total).quantize(Decimal(1).scaleb(-places), rounding)
    fitting = counts(printed, total)
    assert count in fitting
    assert len(fitting) == 1 or always_fits(printed, total)  # unique below 100 * 10 ** digits


@given(st.integers(1, 2000), st.data(), st.integers(0, 2))
def test_a_share_with_its_further_digits_cut_off_is_recognised(total, data, places):
    count = data.draw(st.integers(0, total))
    scale = 100 * 10**places
    printed = Decimal(count * scale // total).scaleb(-places)
    cut = cut_off_count(printed, total)
    assert cut is not None and cut * scale // total == count * scale // total


@pytest.mark.parametrize(
    ("printed", "total", "fitting"),
    [
        ("55.8", 43, [24]),
        ("44.2", 43, [19]),
        ("88.4", 249, [220]),
        ("55.8", 249, [139]),
        ("91.7", 249, []),
        ("84.8", 215, []),
        ("0", 43, [0]),
        ("100", 43, [43]),
        ("12", 8, [1]),  # 12.5 to even
        ("13", 8, [1]),  # 12.5 up
    ],
)
def test_counts_worked_out_by_hand(printed, total, fitting):
    assert list(counts(Decimal(printed), total)) == fitting


@pytest.mark.parametrize(
    ("printed", "total", "powerless"), [("56", 99, False), ("56", 100, True), ("56.0", 999, False)]
)
def test_from_a_hundred_patients_on_every_whole_percentage_is_possible(printed, total, powerless):
    assert always_fits(Decimal(printed), total) is powerless
    digit = digits(Decimal(printed))
    every = all(counts(Decimal(n).scaleb(-digit), total) for n in range(100 * 10**digit + 1))
    assert every or not powerless
