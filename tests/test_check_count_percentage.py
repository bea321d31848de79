"""n/N beside its percentage: agree, cut off, or do not fit; and no part is larger than its whole."""

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.check import check
from extractor.check.count_percentage import fitting_groups
from tests.check_cases import finding, study, the, verdicts


def told(quote, numerator, denominator, source="stated", n=None, text="Relief came in {}.", **fields):
    share = finding(quote, numerator=numerator, denominator=denominator, denominator_source=source, **fields)
    return check(study(text.format(quote), share, n=n)).checks


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed", "verdict", "reason"),
    [
        (24, 43, "55.8", "consistent", "24/43 = 55.81 %, which rounds to 55.8 %"),
        (1, 8, "12", "consistent", "1/8 = 12.5 %, which rounds to 12 %"),
        (1, 8, "13", "consistent", "1/8 = 12.5 %, which rounds to 13 %"),
        (21, 46, "45", "consistent", "cut off, not rounded: 45 % is 21/46 (21/46 = 45.65 %)"),
        (126, 311, "40.8", "inconsistent", "126/311 = 40.51 %, not 40.8 %; 40.8 % of 311 would be 127"),
        (19, 47, "42", "inconsistent", "19/47 = 40.43 %, not 42 %"),
        (0, 30, "0", "consistent", "0/30 = 0 %, which rounds to 0 %"),
        (30, 30, "100", "consistent", "30/30 = 100 %, which rounds to 100 %"),
        (163, 180, "90", "consistent", "cut off, not rounded: 90 % is 163/180 (163/180 = 90.56 %)"),
        (150, 1000, "15.00", "consistent", "150/1000 = 15 %, which rounds to 15.00 %"),
    ],
)
def test_a_count_with_its_percentage(numerator, denominator, printed, verdict, reason):
    checks = told(printed, numerator, denominator)
    assert the(checks, "count_percentage").verdict == verdict
    assert the(checks, "count_percentage").reason.partition(". ")[0] == reason
    assert not verdicts(checks, "grim")


def test_the_digit_that_is_likely_wrong_is_named():
    assert the(told("56.8", 139, 249), "count_percentage").reason.endswith(
        "not 56.8 %. Likely 55.8 for 56.8: one digit"
    )


def test_a_rate_read_off_a_curve_may_differ_from_its_count():
    checks = told("45.2", 9, 21, category="survival", time="2 year")
    assert the(checks, "count_percentage").verdict == "unchecked"


@pytest.mark.parametrize(("operator", "verdict"), [(">", "consistent"), ("<", "inconsistent")])
def test_an_inequality_with_a_count(operator, verdict):
    assert the(told("50", 24, 43, operator=operator), "count_percentage").verdict == verdict


class TestWhenTheDenominatorIsOurReading:
    @pytest.mark.parametrize(("printed", "count", "whole"), [("69.9", 51, 73), ("6.6", 2, 30)])
    def test_another_group_that_agrees_puts_the_reading_in_doubt(self, printed, count, whole):
        flag = the(told(printed, count, 118, source="cohort", n=118), "count_percentage")
        assert flag.verdict == "unchecked"
        assert f"{printed} % would be {count} of {whole}: probably another group" in flag.reason

    def test_no_group_of_any_size_that_agrees_is_worth_a_flag(self):
        """24/36 = 66.67 and 24/37 = 64.86: nothing lies between."""
        flag = the(told("24 patients (65.8%)", 24, 43, source="cohort", n=43, value="65.8"), "count_percentage")
        assert flag.verdict == "inconsistent"
        assert flag.reason == "24 is 65.8 % of no group of any size: 24/36 = 66.67 %, 24/37 = 64.86 %"

    def test_a_count_and_percentage_without_any_denominator_can_still_be_impossible(self):
        """11/14 = 78.57 and 11/15 = 73.33: nothing lies between."""
        flag = the(told("11 (77.3%)", 11, None, source=None, value="77.3"), "count_percentage")
        assert flag.verdict == "inconsistent"
        assert flag.reason == "11 is 77.3 % of no group of any size: 11/14 = 78.57 %, 11/15 = 73.33 %"
        assert not told("11 (73.3%)", 11, None, source=None, value="73.3")

    @pytest.mark.parametrize(
        ("text", "quote", "numerator", "value"),
        [
            ("Relief was better in groups 1 (70%) and {}.", "2 (96%)", 2, "96"),
            ("With FEC 50 relief came to 44.6% and with FEC {}.", "75 (44.7%)", 75, "44.7"),
            ("A gain of {} was seen.", "29 L/min (95% CI 22 to 36)", 29, "95"),
            ("Cement reached {} of the body.", "four zones (11.5%)", 4, "11.5"),
            ("The partial group did worse than the complete {}.", "one (51.3%)", 1, "51.3"),
            ("Tumours grew in 21 of {}.", "40 males after a mean of 9 months (52.7%)", 40, "52.7"),
        ],
        ids=["a group's number", "a regimen", "a level", "no patients", "a pronoun", "far apart"],
    )
    def test_a_number_that_is_not_the_count_of_the_percentage_is_left_alone(self, text, quote, numerator, value):
        checks = told(quote, numerator, None, source=None, text=text, value=value)
        assert "inconsistent" not in verdicts(checks, "count_percentage")


@pytest.mark.parametrize(
    ("quote", "numerator", "denominator", "value"),
    [
        ("three of the four zones (66.3%)", 3, 4, "66.3"),
        ("3/200 vision after a detachment that came back (18%)", 3, 200, "18"),
        ("45% (40/40 + 47 + 3)", 40, 40, "45"),
        ("43% of the first, 11/13", 11, 13, "43"),
        ("44% (12/39 and 17/39", 12, 39, "44"),
        ("40% (151 of 1432 [10.5%]", 151, 1432, "40"),
        ("100% (21/48 studies, or 44%", 21, 48, "100"),
        ("7 in those seen in six (20%) of 30", 7, 30, "20"),
        ("50.70% (71/140", 71, 140, "50.70"),
    ],
    ids=[
        "in words",
        "far apart",
        "a sum",
        "words between",
        "a list",
        "a limit",
        "a cut-off",
        "a day",
        "a zero too many",
    ],
)
def test_two_numbers_that_are_not_those_of_the_percentage_are_left_alone(quote, numerator, denominator, value):
    flag = the(told(quote, numerator, denominator, value=value), "count_percentage")
    assert flag.verdict == "unchecked"


@pytest.mark.parametrize(
    ("numerator", "denominator", "source", "verdict"),
    [(30, 25, "stated", "inconsistent"), (50, 43, "cohort", "unchecked"), (55, 60, "stated", "unchecked")],
    ids=["part larger than whole", "larger than our reading of the whole", "whole larger than the cohort"],
)
def test_a_part_is_not_larger_than_its_whole(numerator, denominator, source, verdict):
    checks = told("91.7", numerator, denominator, source=source, n=43)
    assert the(checks, "part_of_whole").verdict == verdict


def test_parts_in_order_are_not_remarked_upon():
    assert not verdicts(told("55.8", 24, 43, n=43), "part_of_whole")


def test_those_screened_may_be_more_than_the_cohort_drawn_from_them():
    screened = {"measure": "count", "unit": "patients", "category": "cohort_size"}
    assert not verdicts(told("43 patients", None, 60, n=43, **screened), "part_of_whole")


@pytest.mark.parametrize(
    ("quote", "numerator", "denominator"),
    [("140/90", 140, 90), ("240 eyes of 120 patients", 240, 120), ("20 of the first 4 cycles", 20, 4)],
    ids=["blood pressure", "eyes of patients", "a day of a cycle"],
)
def test_two_numbers_that_count_different_things_are_no_part_and_whole(quote, numerator, denominator):
    shape = {"measure": "count", "unit": None, "value": "none"}
    assert not verdicts(told(quote, numerator, denominator, n=43, **shape), "part_of_whole")


def test_more_patients_of_fewer_patients_do_not_fit():
    shape = {"measure": "count", "unit": "patients", "value": "none"}
    checks = told("14 of the 12 patients", 14, 12, n=43, **shape)
    assert the(checks, "part_of_whole").reason == "14 of 12: the part is larger than the whole"


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 80), st.integers(1, 1000), st.integers(0, 1))
def test_the_groups_a_count_is_its_percentage_of_are_those_that_print_so(count, tenths, places):
    """Against trying every group and printing its percentage, rounded up or down or cut off."""
    printed = (Decimal(tenths) / 10).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not printed:
        return
    near = int(100 * count / printed)
    unit = Decimal(1).scaleb(-places)
    fits = [
        size
        for size in range(max(count, near - 899), near + 900)
        for exact in [Decimal(100 * count) / size]
        if printed in {exact.quantize(unit, how) for how in (ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_DOWN)}
    ]
    found = fitting_groups(count, printed)
    assert [size for size in found if abs(size - near) < 900] == fits


def test_patients_counted_in_words_are_counted():
    """3/4 = 75 %; three of four zones may be another thing."""
    flag = the(told("three of the four patients (66.3%)", 3, 4, value="66.3"), "count_percentage")
    assert (flag.verdict, flag.reason.partition(";")[0]) == ("inconsistent", "3/4 = 75 %, not 66.3 %")


def test_an_abstract_whose_every_share_differs_prints_estimates():
    quotes = [("28/717 (5.54%)", 28, 717), ("40/713 (8.25%)", 40, 713), ("37/1070 (5.68%)", 37, 1070)]
    shares = [
        finding(q, q, numerator=k, denominator=n, denominator_source="stated", value=q[q.index("(") + 1 : -2])
        for q, k, n in quotes
    ]
    text = "Events were seen in " + ", ".join(q for q, _, _ in quotes) + "."
    checks = check(study(text, *shares, n=None)).checks
    assert verdicts(checks, "count_percentage") == ["unchecked"] * 3
    two = check(study(text, *shares[:2], n=None)).checks
    assert verdicts(two, "count_percentage") == ["inconsistent"] * 2
