"""What nobody printed: counts, percentages, Wilson intervals, SD from SE, each with its formula."""

from dataclasses import replace
from decimal import Decimal

import pytest
from scipy.stats import binomtest

from extractor.check import check
from extractor.check.derive import wilson
from extractor.model import Arm
from tests.check_cases import finding, study


def derived(*findings, text, n=43):
    return {d.name: d for d in check(study(text, *findings, n=n)).derived}


def share(quote, total, source="cohort", **fields):
    found = finding(quote, denominator=total, denominator_source=source, **fields)
    return derived(found, text=f"Relief came to {quote} of them.", n=total)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_of_newcombe(count, total, low, high):
    """Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, Table I, method 3."""
    assert wilson(count, total) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("count", "total"), [(0, 1), (1, 1), (24, 43), (220, 249), (3, 1000), (999, 1000)])
def test_wilson_intervals_of_scipy(count, total):
    expected = binomtest(count, total).proportion_ci(method="wilson")
    assert wilson(count, total) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_a_count_is_derived_when_only_one_fits():
    made = share("55.8%", 43)
    assert made["numerator"].value == 24
    assert made["numerator"].formula == "55.8 % of 43 = 23.99, only 24/43 rounds to 55.8 %"
    assert (made["wilson_low"].value, made["wilson_high"].value) == (Decimal("41.1"), Decimal("69.6"))
    assert "percentage" not in made


def test_a_count_that_is_not_certain_is_bounded_and_its_interval_is_the_outer_one():
    made = share("56%", 249)
    assert made["numerator"].value is None
    assert (made["numerator"].low, made["numerator"].high) == (139, 140)
    assert made["wilson_low"].value == Decimal(f"{100 * binomtest(139, 249).proportion_ci(method='wilson').low:.1f}")
    assert made["wilson_high"].value == Decimal(f"{100 * binomtest(140, 249).proportion_ci(method='wilson').high:.1f}")


def test_a_count_that_does_not_exist_is_not_invented_but_the_bar_is_drawn():
    made = share("91.7%", 249)
    assert "numerator" not in made
    assert "no count of 249 fits" in made["wilson_low"].formula
    assert 87 < made["wilson_low"].value < Decimal("91.7") < made["wilson_high"].value < 95


def test_a_value_cut_off_still_gives_its_count():
    made = share("45%", 46, source="stated")
    assert made["numerator"].value == 21
    assert made["numerator"].formula.endswith("only 21/46 becomes 45 % when cut off")


def test_a_printed_count_is_not_derived_again():
    made = share("55.8%", 43, source="stated", numerator=24)
    assert set(made) == {"wilson_low", "wilson_high"}


def test_a_count_that_is_its_percentage_of_another_group_has_no_interval():
    """20 (27.4 %) is of 73; an interval of 20/20 would be one of our misreading."""
    assert not share("20 (27.4%)", 20, source="arm", numerator=20, value="27.4")
    assert set(share("20 (27.4%)", 73, source="arm", numerator=20, value="27.4")) == {"wilson_low", "wilson_high"}
    assert set(share("20 of 70 (27.4%)", 70, source="stated", numerator=20, value="27.4")) == {
        "wilson_low", "wilson_high",
    }  # fmt: skip


def test_a_rate_off_a_curve_gives_no_count():
    assert not share("82.2%", 118, category="local_control", time="1 year")


def count(quote, total, **fields):
    shape = {"measure": "count", "unit": "patients", "category": "mortality", **fields}
    found = finding(quote, "death", denominator=total, denominator_source="cohort", **shape)
    return derived(found, text=f"Death: {quote} in all.", n=total or 249)


def test_a_percentage_is_derived_from_a_count_of_patients():
    made = count("6 patients", 249)
    assert (made["percentage"].value, made["percentage"].formula) == (Decimal("2.4"), "6/249 = 2.41 %")
    assert made["wilson_low"].value < Decimal("2.4") < made["wilson_high"].value


def test_zero_is_a_result_with_an_upper_limit():
    """At 0 of n the upper limit is z^2 / (n + z^2): 3.8415 / 33.8415 = 11.35 % of 30."""
    made = count("no deaths", 30, value="0")
    assert made["percentage"].value == 0
    assert (made["wilson_low"].value, made["wilson_high"].value) == (Decimal("0.0"), Decimal("11.4"))


@pytest.mark.parametrize(
    "fields",
    [{"unit": "tumours"}, {"category": "cohort_size"}, {"operator": ">"}],
    ids=["other unit", "cohort size", "inequality"],
)
def test_a_count_of_something_else_is_no_share_of_patients(fields):
    assert not count("6 of them", 43, **fields)


@pytest.mark.parametrize("unit", ["men", "women", "females", "boys", "children", "subjects", "deaths"])
def test_people_of_any_name_are_a_share_of_the_patients(unit):
    assert count(f"60 {unit}", 249, unit=unit)["percentage"].value == Decimal("24.1")


@pytest.mark.parametrize(
    ("unit", "whole", "share"),
    [
        ("eyes", "patients", False),
        ("patients", "eyes", False),
        ("men", "tumours", False),
        ("eyes", "eyes", True),
        ("patients", "women", True),
        ("menisci", "patients", False),
    ],
)
def test_only_like_is_a_share_of_like(unit, whole, share):
    found = finding(
        f"6 {unit}", "it", measure="count", unit=unit, value="6", denominator=43, denominator_source="cohort"
    )
    told = study(f"It was seen in 6 {unit}.", found)
    told = replace(told, cohort=replace(told.cohort, unit=whole))
    assert bool(check(told).derived) is share


def test_none_is_a_share_of_anything():
    found = finding(
        "no abscess",
        "abscess",
        measure="count",
        unit="patients",
        value="0",
        denominator=43,
        denominator_source="cohort",
    )
    told = study("There was no abscess.", found)
    told = replace(told, cohort=replace(told.cohort, unit="operations"))
    assert {d.name: d.value for d in check(told).derived}["percentage"] == 0


def test_the_size_of_a_group_is_no_share_of_itself():
    """ "25 men" is where the arm's size was read: all of an arm of 25 are no result."""
    text = "It was compared between 25 men and 18 women."
    found = finding("25 men", "men", measure="count", unit="men", arm="a1", denominator=25, denominator_source="arm")
    arms = (Arm("a1", "men", "group", 25, text.index("25"), text.index("25") + 2),)
    assert not check(study(text, found, arms=arms)).derived


def test_a_count_without_a_denominator_stays_a_count():
    assert not count("6 patients", None)


def test_more_than_all_patients_is_no_share():
    assert not count("60 patients", 43)


def test_three_of_four_has_a_percentage_though_none_was_printed():
    found = finding("3 of the 4", value="none", numerator=3, denominator=4, denominator_source="stated", unit=None)
    assert derived(found, text="Relief came to 3 of the 4.")["percentage"].value == Decimal("75.0")


def test_a_standard_error_that_is_called_one_gives_a_standard_deviation():
    mean = finding("20.9 (SE 2.7)", "age", measure="mean", unit="years", category="demographics", se=Decimal("2.7"))
    made = derived(mean, text="Age was 20.9 (SE 2.7).", n=16)
    assert (made["sd"].value, made["sd"].formula) == (Decimal("10.8"), "SD = SE × √n = 2.7 × √16")


@pytest.mark.parametrize(
    ("mean", "se", "n", "sd"),
    [("94.48", "0.966", 141, 11.473), ("92.52", "0.973", 141, 11.555), ("1.95", "0.676", 141, 8.026)],
)
def test_the_standard_deviations_behind_printed_standard_errors(mean, se, n, sd):
    """Dunn, Scientific Research and Methodology, chapter 29, Table 29.1 (blood pressure of 141 people)."""
    quote = f"{mean} (SE {se})"
    one = finding(quote, "pressure", measure="mean", unit="mmHg", category="other", se=Decimal(se))
    made = derived(one, text=f"It was {quote} in all.", n=n)
    assert float(made["sd"].value) == pytest.approx(sd, abs=0.0005 * n**0.5)  # what rounding the SE leaves open


def test_a_plus_minus_of_unknown_kind_gives_none():
    mean = finding("20.9±2.7", "age", measure="mean", unit="years", plus_minus=Decimal("2.7"))
    assert not derived(mean, text="Age was 20.9±2.7.", n=16)
