"""An interval holds its own estimate, whatever was rounded away."""

import pytest

from extractor.check import check
from tests.check_cases import finding, study, the, verdicts


def told(quote, **fields):
    given = {"measure": "median", "unit": "months", "category": "survival", "outcome": "survival", **fields}
    return check(study(f"It was {quote}.", finding(quote, given.pop("outcome"), **given))).checks


@pytest.mark.parametrize(
    ("value", "ci", "verdict"),
    [
        ("16.2", "10.1 22.3 95", "consistent"),
        ("10.1", "10.1 22.3 95", "consistent"),
        ("1.0", "1.04 2.20 95", "consistent"),
        ("26.2", "10.1 22.3 95", "inconsistent"),
        ("16.2", "22.3 10.1 95", "unchecked"),
        ("26.2", "22.3 10.1 95", "inconsistent"),
    ],
    ids=["inside", "on the edge", "inside before rounding", "outside", "upside down", "upside down and outside"],
)
def test_a_confidence_interval_and_its_estimate(value, ci, verdict):
    assert the(told(value, ci=ci), "interval_holds_estimate").verdict == verdict


def test_the_reason_names_the_numbers():
    assert the(told("16.2", ci="10.1 22.3 95"), "interval_holds_estimate").reason == (
        "16.2 lies inside its 95 % interval, 10.1 to 22.3"
    )
    assert the(told("26.2", ci="10.1 22.3"), "interval_holds_estimate").reason == (
        "26.2 lies outside its own interval, 10.1 to 22.3"
    )


@pytest.mark.parametrize(("field", "name"), [("range", "range_holds_estimate"), ("iqr", "iqr_holds_estimate")])
def test_ranges_and_quartiles_hold_their_centre(field, name):
    assert the(told("57 years", **{field: "18 79"}), name).verdict == "consistent"
    assert the(told("87 years (range 18-79)", **{field: "18 79"}), name).verdict == "inconsistent"


def test_a_dash_before_an_age_is_no_sign():
    """57 lies between -62 and 79; a difference might, an age does not."""
    shape = {"value": "57", "unit": "years", "range": "62 79"}
    assert the(told("57 years (range, 62-79)", category="demographics", **shape), "range_holds_estimate").verdict == (
        "inconsistent"
    )
    assert the(told("57 points (range, 62-79)", category="other", **shape), "range_holds_estimate").verdict == (
        "unchecked"
    )


def test_the_months_behind_the_years_are_not_the_whole_time():
    text = "The median was 2 years and 5 months (IQR 12-52 months)."
    part = finding(
        "5 months (IQR 12-52 months)", "follow-up", measure="median", unit="months", category="follow_up", iqr="12 52"
    )
    assert the(check(study(text, part)).checks, "iqr_holds_estimate").verdict == "unchecked"


def test_a_sum_lies_outside_the_range_of_its_parts():
    checks = told("103 patients (range 9-23)", measure="count", unit="patients", range="9 23")
    assert the(checks, "range_holds_estimate").verdict == "unchecked"
    part = finding("103 (range: 9-23)", "studied", measure="mean", unit="patients", range="9 23")
    checks = check(study("The total number studied was 103 (range: 9-23).", part)).checks
    assert the(checks, "range_holds_estimate").verdict == "unchecked"


def test_two_units_in_one_result_are_not_compared():
    flag = the(told("2 years (range 6-60 months)", range="6 60", unit="years"), "range_holds_estimate")
    assert flag.verdict == "unchecked"


def test_a_difference_printed_without_its_sign_is_not_flagged():
    checks = told("3.2 points lower", measure="difference", ci="-5.1 -1.3 95")
    assert the(checks, "interval_holds_estimate").verdict == "unchecked"


def test_quartiles_that_leave_the_range_are_noticed():
    checks = told("20 months", iqr="10 40", range="12 60")
    assert the(checks, "range_holds_quartiles").verdict == "inconsistent"
    assert not verdicts(told("20 months", iqr="15 40", range="12 60"), "range_holds_quartiles")


def test_a_level_beyond_100_is_no_level():
    assert the(told("16.2", ci="10.1 22.3 950"), "interval_level").verdict == "inconsistent"


def test_without_an_estimate_nothing_is_judged():
    """ "From 20 to 13 mm" is a change, and "9 days to 7 years" has two units."""
    assert not told("18 to 79 years", value="none", measure="range", range="18 79")
    assert not told("20 to 13 mm", value="none", measure="range", range="20 13", unit="mm")


@pytest.mark.parametrize(
    ("text", "quote", "fields"),
    [
        ("It was {}.", "56.6% (95% CI, 0.45 to 0.70)", {"value": "56.6", "ci": "0.45 0.70 95", "measure": "mean"}),
        ("It fell by 14.5/{}.", "17 (CI 13.8 to 15.0)", {"value": "17", "ci": "13.8 15.0", "measure": "mean"}),
        ("Relief came to 58% vs {}.", "55% (95% CI -12 to 18)", {"value": "55", "ci": "-12 18 95", "unit": "%"}),
        ("The OR at age {} was low.", "41 years (95% CI 0.80 to 0.99)", {"value": "41", "ci": "0.80 0.99 95"}),
        ("It was {}.", "5.3 mmol/l (96 to 102 mg/dl)", {"value": "5.3", "range": "96 102", "measure": "mean"}),
    ],
    ids=["a fraction", "score out of 17", "of the difference", "of the ratio", "another unit"],
)
def test_an_interval_that_belongs_to_another_number_is_left_alone(text, quote, fields):
    given = {"measure": "median", "unit": "months", "category": "other", "outcome": "score", **fields}
    checks = check(study(text.format(quote), finding(quote, given.pop("outcome"), **given))).checks
    assert {c.verdict for c in checks if c.name.endswith("holds_estimate")} == {"unchecked"}


def test_a_ratio_beside_its_interval_is_held_to_it():
    text = "The risk was higher (RR 1.24 (1.02-1.10))."
    ratio = finding("1.24 (1.02-1.10)", "risk", measure="ratio", unit="RR", ci="1.02 1.10")
    assert the(check(study(text, ratio)).checks, "interval_holds_estimate").verdict == "inconsistent"


def test_an_interval_printed_upside_down_is_no_contradiction():
    text = "The risk was lower (RR 0.42 (1.027-0.172))."
    ratio = finding("0.42 (1.027-0.172)", "risk", measure="ratio", unit="RR", ci="1.027 0.172")
    assert the(check(study(text, ratio)).checks, "interval_holds_estimate").verdict == "unchecked"
