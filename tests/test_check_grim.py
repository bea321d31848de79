"""GRIM: a percentage of N patients must be a count of N, unless it never was one."""

from decimal import Decimal

import pytest

from extractor.check import check
from extractor.check.bounds import counts
from extractor.check.grim import chance
from extractor.model import Arm, Concept
from tests.check_cases import finding, study, the, verdicts

SAID = "Relief came to {} of them."


def grim_of(quote, total, source="stated", **fields):
    return check(
        study(SAID.format(quote), finding(quote, denominator=total, denominator_source=source, **fields), n=total)
    )


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("67.4%", "inconsistent"),
        ("54.2%", "inconsistent"),
        ("54.0%", "consistent"),
        ("69.8%", "inconsistent"),
        ("68.1%", "inconsistent"),
        ("55.4%", "inconsistent"),
    ],
)
def test_the_percentages_of_scrutiny_get_its_verdicts(printed, verdict):
    """Data set pigs2 of the R package scrutiny, n = 150: five of six inconsistent (its tests/testthat)."""
    assert the(grim_of(printed, 150).checks, "grim").verdict == verdict


def test_the_chance_of_passing_is_one_less_scrutinys_probability():
    """scrutiny: P(inconsistent) = (10^(D+2) - N) / 10^(D+2), so 0.85 for 150 patients and one decimal."""
    assert chance(Decimal("67.4"), 150) == Decimal("0.15")
    assert chance(Decimal("67"), 150) == 1


@pytest.mark.parametrize(("total", "inconsistent"), [(45, "0.9955"), (50, "0.9950"), (55, "0.9945")])
def test_the_chance_for_two_decimals_is_scrutinys_too(total, inconsistent):
    """scrutiny's tests/testthat/test-grim-stats.R: grim_ratio("87.50", 45:55, percent = TRUE) is 0.9955 to 0.9945."""
    assert 1 - chance(Decimal("87.50"), total) == Decimal(inconsistent)


def test_a_percentage_that_fits_says_which_count_it_is():
    reason = the(grim_of("55.8%", 43).checks, "grim").reason
    assert reason == "24/43 = 55.81 %, which rounds to 55.8 %; by chance 4 of 100 such percentages fit"


def test_a_weak_check_says_how_weak_it_is():
    reason = the(grim_of("88.4%", 249).checks, "grim").reason
    assert reason == "220/249 = 88.35 %, which rounds to 88.4 %; by chance 25 of 100 such percentages fit"


def test_an_impossible_percentage_shows_its_neighbours_and_the_groups_that_would_fit():
    concept = Concept(
        "pain_relief", "Pain relief", "pain", ("pain relief",), share_of="patients with pain before surgery"
    )
    told = study(
        "Among the patients, 91.7% had relief of pain.",
        finding("91.7%", concept="pain_relief", denominator=249, denominator_source="cohort"),
        n=249,
    )
    flag = the(check(told, concepts=[concept]).checks, "grim")
    assert flag.verdict == "inconsistent"
    assert flag.reason == (
        "91.7 % is no count of 249: 228/249 = 91.57 % and 229/249 = 91.97 %, by chance 25 of 100 such percentages fit. "
        "It is a count of 12, 24, 36, 48, 60, 72, 84 … patients (11/12 = 91.67 %), so the denominator is probably a "
        "smaller group: patients with pain before surgery. That it is a share of 249 (the whole cohort) is our reading"
    )


def test_the_women_are_no_excuse_for_a_share_of_everyone():
    """89/97 = 91.75 %, cut off 91.7 %; but a share of the women would say so."""
    told = study(
        "There were 152 men and 97 women. Among the patients, 91.7% had relief of pain.",
        finding("152 men", "men", measure="count", unit="men", category="demographics"),
        finding("97 women", "women", measure="count", unit="women", category="demographics"),
        finding("91.7%", denominator=249, denominator_source="cohort"),
        n=249,
    )
    assert the(check(told).checks, "grim").verdict == "inconsistent"


def test_the_groups_that_would_fit_do_fit():
    for size in range(12, 73, 12):
        assert round(100 * (size * 11 // 12) / size, 1) == 91.7
    assert not any(counts(Decimal("91.7"), size) for size in range(1, 12))


def test_a_subgroup_the_paper_names_is_held_to_its_percentage():
    text = "Of 249 patients, 215 were followed; 84.8% of these had local control."
    share = finding(
        "84.8%", "local control", category="local_control", denominator=215, denominator_source="subgroup",
        denominator_reason="the 215 patients who were followed",
    )  # fmt: skip
    flag = the(check(study(text, share, n=249)).checks, "grim")
    assert flag.verdict == "inconsistent"
    assert flag.reason.startswith("84.8 % is no count of 215: 182/215 = 84.65 % and 183/215 = 85.12 %")
    assert "(the 215 patients who were followed). It is a count of 33, 46, 66" in flag.reason


def test_a_value_cut_off_instead_of_rounded_is_consistent_and_called_so():
    flag = the(grim_of("45%", 46).checks, "grim")
    assert flag.verdict == "consistent"
    assert flag.reason.startswith("cut off, not rounded: 45 % is 21/46 (21/46 = 45.65 %)")


def test_a_whole_percentage_of_many_patients_cannot_be_checked():
    flag = the(grim_of("56%", 249).checks, "grim")
    assert flag.verdict == "unchecked"
    assert flag.reason == "with 249 patients every whole percentage is possible: cannot be checked"


@pytest.mark.parametrize(
    ("text", "quote", "fields", "because"),
    [
        ("Survival at 2 years was 61.3%.", "61.3%", {"category": "survival", "time": "2 year"}, "a rate at a time"),
        ("Control at 1 year was 82.3%.", "82.3%", {"category": "local_control", "time": "1 year"}, "a rate at a time"),
        ("The actuarial rate of relapse was 12.1%.", "12.1%", {}, "a rate at a time"),
        ("After weighting by propensity score 12.1% relapsed.", "12.1%", {}, "weighted"),
        ("The score was reduced by 31.4% on average.", "31.4%", {}, "a change"),
        ("There was a 31.4% reduction of the score.", "31.4%", {}, "a change"),
        ("Control was reached in 91.2% of lesions.", "91.2%", {}, "a share of lesions"),
        ("Control was reached in 91.2% of all treated tumours.", "91.2%", {}, "a share of tumours"),
        ("The sensitivity was 91.3%.", "91.3%", {"outcome": "sensitivity"}, "something other"),
        ("The volume was 131.3% of the first.", "131.3%", {}, "outside 0 to 100"),
        ("Freedom from relapse was 86.3 +/- 3.1%.", "86.3 +/- 3.1%", {"plus_minus": Decimal("3.1")}, "standard error"),
        ("Relief came to half of them.", "half", {"value": "50"}, "in words"),
        ("It was 1.3% of the recording time.", "1.3%", {}, "a share of time"),
        ("Clots were in the deep veins (67.3%).", "67.3%", {}, "a share of veins"),
    ],
    ids=lambda case: case if isinstance(case, str) and len(case) < 8 else None,
)
def test_what_never_was_a_count_is_not_checked(text, quote, fields, because):
    fields = {"outcome": "relief", **fields}
    share = finding(quote, fields.pop("outcome"), denominator=43, denominator_source="cohort", **fields)
    if quote == "half":
        object.__setattr__(share, "value_printed", "half")
    told = check(study(text, share))
    flag = the(told.checks, "grim")
    assert flag.verdict == "unchecked", flag.reason
    assert because in flag.reason
    assert not told.derived


def test_a_rate_of_freedom_from_an_event_may_be_an_estimate_even_of_a_named_group():
    share = finding("34%", "disease-free survival", category="survival", denominator=15, denominator_source="stated")
    told = study("Disease-free survival was 34% in 15 patients.", share)
    assert the(check(told).checks, "grim").verdict == "unchecked"


@pytest.mark.parametrize(("value", "count"), [("100", 249), ("0", 0)])
def test_all_and_none_are_exact_counts_in_words(value, count):
    share = finding("them all", denominator=249, denominator_source="cohort", value=value)
    object.__setattr__(share, "value_printed", "all")
    told = check(study("Relief came to them all.", share, n=249))
    assert not told.checks
    assert told.derived[0].value == count


@pytest.mark.parametrize("measure", ["mean", "median", "difference", "score", "other"])
def test_a_percentage_that_is_not_a_proportion_is_no_business_of_grim(measure):
    assert not verdicts(grim_of("31.4%", 43, measure=measure).checks, "grim")


def test_no_denominator_no_verdict():
    assert not verdicts(grim_of("31.4%", None, source=None).checks, "grim")


@pytest.mark.parametrize(
    ("operator", "printed", "verdict"),
    [("<", "1%", "consistent"), (">", "95%", "consistent"), (">", "100%", "inconsistent"), ("~", "31.4%", "unchecked")],
)
def test_an_inequality_is_only_asked_whether_some_count_obeys_it(operator, printed, verdict):
    assert the(grim_of(printed, 43, operator=operator).checks, "grim").verdict == verdict


def test_an_inequality_says_which_counts_obey_it():
    assert the(grim_of("95%", 43, operator=">").checks, "grim").reason == "41/43 to 43/43 would be > 95 %"


class TestOurOwnReadingIsDoubtedFirst:
    """Where the paper does not print the denominator, a misfit may be our mistake."""

    def test_a_share_that_fits_another_printed_group_is_left_alone(self):
        arms = (Arm("a1", "early", "group", 30), Arm("a2", "late", "group", 13))
        told = study("Relief came to 86.7%.", finding("86.7%", denominator=43, denominator_source="cohort"), arms=arms)
        flag = the(check(told).checks, "grim")
        assert flag.verdict == "unchecked"
        assert "it can be one of 30 (the patients of early)" in flag.reason and "our reading" in flag.reason

    def test_a_share_of_a_group_counted_elsewhere_in_the_abstract_is_left_alone(self):
        told = study(
            "Pain was present in 30 patients. Relief came to 86.7%.",
            finding("86.7%", denominator=43, denominator_source="cohort"),
            finding("30 patients", "pain", measure="count", unit="patients", category="presentation"),
        )
        assert the(check(told).checks, "grim").verdict == "unchecked"

    def test_a_share_said_of_a_narrower_group_is_of_that_group(self):
        share = finding("86.7%", denominator=43, denominator_source="cohort")
        flag = the(check(study("Relief came to 86.7% of the patients with leg pain.", share)).checks, "grim")
        assert flag.verdict == "unchecked"
        assert "it is said of patients with leg pain, whose number is not known" in flag.reason

    def test_a_share_no_group_could_give_is_not_of_patients(self):
        share = finding("1.4%", denominator=33, denominator_source="cohort")
        flag = the(check(study("It came to 1.4%.", share, n=33)).checks, "grim")
        assert flag.verdict == "unchecked"
        assert "probably not a share of patients" in flag.reason

    def test_many_misfits_say_that_something_else_was_counted(self):
        quotes = ("12.5%", "41.7%", "91.7%", "55.8%")
        shares = [finding(quote, quote, denominator=43, denominator_source="cohort") for quote in quotes]
        checks = check(study(" ".join(f"{quote} of patients had it." for quote in quotes), *shares)).checks
        assert verdicts(checks, "grim") == ["unchecked", "unchecked", "unchecked", "consistent"]
        assert "3 percentages do not fit 43" in checks[0].reason

    @pytest.mark.parametrize(
        "text",
        [
            "In 72 procedures bleeding was seen. It came to 2.8% of cases.",
            "We compared 26 and 46 of them. It came to 2.8% of cases.",
        ],
        ids=["another unit", "two groups together"],
    )
    def test_a_share_that_fits_another_number_of_the_abstract_is_left_alone(self, text):
        """2/72 = 2.78 %; of the 63 patients no count is 2.8 %."""
        groups = [
            finding(word, word, measure="count", unit="patients", value=word) for word in ("26", "46") if word in text
        ]
        share = finding("2.8%", "bleeding", denominator=63, denominator_source="cohort")
        flag = the(check(study(text, share, *groups, n=63)).checks, "grim")
        assert flag.verdict == "unchecked"
        assert "it can be one of 72, which the abstract counts too" in flag.reason

    def test_a_reason_is_given_by_those_who_do_it(self):
        share = finding("88.5%", denominator=370, denominator_source="cohort")
        told = study("Taste was a reason to go on for 88.5% of the children.", share, n=370)
        assert the(check(told).checks, "grim").verdict == "unchecked"
        told = study("Taste was good for 88.5% of the children.", share, n=370)
        assert the(check(told).checks, "grim").verdict == "inconsistent"

    def test_an_estimate_with_an_interval_may_be_weighted(self):
        share = finding("91.7%", denominator=249, denominator_source="cohort", ci="88.0 95.0 95")
        assert the(check(study("It was 91.7%.", share, n=249)).checks, "grim").verdict == "unchecked"

    def test_a_share_at_a_later_time_is_of_those_still_seen(self):
        share = finding("86.7%", time="3 month", denominator=43, denominator_source="cohort")
        flag = the(check(study("Relief at 3 months came to 86.7%.", share)).checks, "grim")
        assert flag.verdict == "unchecked"
        assert "how many were seen at 3 months is not printed" in flag.reason

    def test_a_denominator_the_paper_prints_is_not_excused_by_other_groups(self):
        arms = (Arm("a1", "early", "group", 30), Arm("a2", "late", "group", 13))
        told = study(
            "Relief came to 86.7% of 43.", finding("86.7%", denominator=43, denominator_source="stated"), arms=arms
        )
        assert the(check(told).checks, "grim").verdict == "inconsistent"


def test_an_impossible_share_of_a_tiny_group_says_that_nothing_smaller_fits():
    assert "No smaller group fits either" in the(grim_of("91.7%", 5).checks, "grim").reason


def test_a_printed_number_of_lesions_is_a_denominator_like_any_other():
    share = finding("91.2%", denominator=57, denominator_source="stated")
    told = study("Control was reached in 91.2% of lesions (57 in all).", share)
    assert the(check(told).checks, "grim").verdict == "consistent"  # 52/57 = 91.23 %
