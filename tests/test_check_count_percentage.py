"""n/N beside its percentage: agree, cut off, or do not fit; and no part is larger than its whole."""

import pytest

from extractor.check import check
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
        (21, 46, "45", "consistent", "45 % is 21/46 cut off, not rounded (21/46 = 45.65 %)"),
        (126, 311, "40.8", "inconsistent", "126/311 = 40.51 %, not 40.8 %; 40.8 % of 311 would be 127"),
        (19, 47, "42", "inconsistent", "19/47 = 40.43 %, not 42 %"),
        (0, 30, "0", "consistent", "0/30 = 0 %, which rounds to 0 %"),
        (30, 30, "100", "consistent", "30/30 = 100 %, which rounds to 100 %"),
        (150, 1000, "15.00", "consistent", "150/1000 = 15 %, which rounds to 15.00 %"),
    ],
)
def test_a_count_with_its_percentage(numerator, denominator, printed, verdict, reason):
    checks = told(printed, numerator, denominator)
    assert the(checks, "count_percentage").verdict == verdict
    assert the(checks, "count_percentage").reason == reason
    assert not verdicts(checks, "grim")


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
        flag = the(told("65.8", 24, 43, source="cohort", n=43), "count_percentage")
        assert flag.verdict == "inconsistent"
        assert flag.reason == "24/43 = 55.81 %, not 65.8 %; 24 is 65.8 % of no group of any size"

    def test_a_count_and_percentage_without_any_denominator_can_still_be_impossible(self):
        """11/14 = 78.57 and 11/15 = 73.33: nothing lies between."""
        flag = the(told("77.3", 11, None, source=None), "count_percentage")
        assert (flag.verdict, flag.reason) == ("inconsistent", "11 is 77.3 % of no group of any size")
        assert not told("73.3", 11, None, source=None)


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
