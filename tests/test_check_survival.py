"""Survival does not rise with time, and progression-free survival is not above overall survival."""

import pytest

from extractor.check import check
from extractor.check.survival import days
from extractor.model import Concept
from tests.check_cases import finding, study, the, verdicts


def curve(*points, outcome="overall survival", text=None, concepts=(), **fields):
    text = text or "Survival was " + ", ".join(f"{value} at {time}" for value, time in points) + "."
    rates = [finding(value, outcome, time=time, **{"category": "survival", **fields}) for value, time in points]
    return check(study(text, *rates, n=249), concepts).checks


def test_a_falling_curve_is_consistent_at_each_later_time():
    checks = curve(("71%", "1 year"), ("45%", "2 year"), ("12%", "5 year"))
    assert [c.finding for c in checks if c.name == "survival_falls"] == ["f2", "f3"]
    assert verdicts(checks, "survival_falls") == ["consistent", "consistent"]


def test_a_rising_curve_is_worth_a_look():
    flag = the(curve(("71%", "1 year"), ("75%", "2 year")), "survival_falls")
    assert flag.verdict == "inconsistent"
    assert flag.reason == "71 % at 1 year, 75 % at 2 years: survival cannot rise with time, worth a look"


def test_months_and_years_are_put_in_order():
    assert verdicts(curve(("45%", "2 year"), ("71%", "6 month")), "survival_falls") == ["consistent"]
    assert days(finding("1%", time="12 month").time) == days(finding("1%", time="1 year").time)


@pytest.mark.parametrize(
    ("points", "fields"),
    [
        ([("70%", "1 year"), ("70.4%", "2 year")], {}),
        ([("71%", "1 year"), ("75%", "1 year"), ("80%", "2 year")], {}),
        ([("12%", "1 year"), ("30%", "2 year")], {"outcome": "local recurrence", "category": "local_control"}),
        ([("12%", "1 year"), ("30%", "2 year")], {"outcome": "mortality"}),
    ],
    ids=["equal before rounding", "two groups in one sentence", "recurrence rises", "mortality rises"],
)
def test_no_false_alarm(points, fields):
    assert "inconsistent" not in verdicts(curve(*points, **fields), "survival_falls")


def test_an_outcome_of_which_less_is_better_may_rise():
    worse = Concept("toxicity_onset", "Onset", "survival", ("onset",), better="lower")
    checks = curve(("12%", "1 year"), ("30%", "2 year"), outcome="onset", concept="toxicity_onset", concepts=[worse])
    assert not verdicts(checks, "survival_falls")


def test_a_rise_between_sentences_may_be_other_patients():
    text = "After lung cancer 40% lived at 1 year. After breast cancer 60% lived at 2 years."
    assert the(curve(("40%", "1 year"), ("60%", "2 year"), text=text), "survival_falls").verdict == "unchecked"


def test_a_rise_within_a_sentence_is_seen_past_a_rate_told_elsewhere():
    text = "Survival was 50% at 2 years in all. Later it was 70% at 1 year, 75% at 3 years."
    checks = curve(("50%", "2 year"), ("70%", "1 year"), ("75%", "3 year"), text=text)
    assert verdicts(checks, "survival_falls") == ["consistent", "inconsistent"]


def test_shares_of_those_seen_each_time_may_rise():
    text = "Control was 83% at 2 years and 90% at 3 years (28 and 10 patients)."
    checks = curve(("83%", "2 year"), ("90%", "3 year"), text=text, outcome="local control", category="local_control")
    assert verdicts(checks, "survival_falls") == ["unchecked"]


def test_arms_have_curves_of_their_own():
    text = "Survival was 40% at 1 year in one and 60% at 2 years in the other."
    one = finding("40%", "survival", category="survival", time="1 year", arm="a1")
    other = finding("60%", "survival", category="survival", time="2 year", arm="a2")
    assert not verdicts(check(study(text, one, other)).checks, "survival_falls")


@pytest.mark.parametrize(("free", "overall", "verdict"), [("39%", "61%", "consistent"), ("61%", "39%", "inconsistent")])
def test_progression_free_survival_stays_under_overall_survival(free, overall, verdict):
    text = f"Two-year PFS and OS were {free} and {overall}."
    pfs = finding(free, "PFS", category="survival", time="2 year")
    os = finding(overall, "OS", category="survival", time="24 month")
    flag = the(check(study(text, pfs, os)).checks, "free_under_overall")
    assert (flag.finding, flag.verdict) == ("f1", verdict)


def test_two_lists_in_a_sentence_are_not_told_apart_for_certain():
    text = (
        "Those well at 2 and 3 years had an 82% and 93% chance of survival, respectively, and a 59.6% and 78.3% chance "
        "of staying progression-free at 5 years, respectively."
    )
    free = finding("78.3%", "progression-free", category="survival", time="3 year")
    os = finding("59.6%", "overall survival", category="survival", time="3 year")
    assert verdicts(check(study(text, free, os)).checks, "free_under_overall") == ["unchecked"]


def test_freedom_from_the_disease_may_leave_deaths_out():
    text = "Survival at 5 years was 64% overall and 68% without disease."
    without = finding("68%", "disease", category="survival", time="5 year", concept="disease_free_survival")
    os = finding("64%", "overall survival", category="survival", time="5 year")
    assert not verdicts(check(study(text, without, os)).checks, "free_under_overall")


def test_median_progression_free_survival_is_compared_too():
    text = "Median progression-free survival was 19.1 months and median overall survival 14.6 months."
    shape = {"measure": "median", "unit": "months", "category": "survival"}
    pfs = finding("19.1 months", "progression-free survival", **shape)
    os = finding("14.6 months", "overall survival", **shape)
    assert the(check(study(text, pfs, os)).checks, "free_under_overall").verdict == "inconsistent"


def test_two_sentences_may_speak_of_other_patients():
    text = "PFS at 2 years was 61% after resection. OS at 2 years was 39% after biopsy."
    pfs = finding("61%", "PFS", category="survival", time="2 year")
    os = finding("39%", "OS", category="survival", time="2 year")
    assert not verdicts(check(study(text, pfs, os)).checks, "free_under_overall")
