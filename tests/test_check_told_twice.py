"""A fact told in two places has one value; only the plainest disagreements are reported."""

import pytest

from extractor.check import check
from tests.check_cases import finding, study, the, verdicts

TITLE = {"measure": "count", "unit": "patients", "category": "cohort_size", "section": "title"}


def sizes(title, abstract, *more):
    text = f"A series of {title} patients. We saw {abstract} patients."
    parts = (
        finding(f"{title} patients", "cohort size", **TITLE),
        finding(f"{abstract} patients", "cohort size", **{**TITLE, "section": "methods"}),
    )
    return check(study(text, *parts, *more, n=abstract)).checks


def test_a_title_that_counts_other_patients_than_the_abstract_is_reported_on_the_study():
    flag = the(sizes(43, 44), "n_told_twice")
    assert (flag.finding, flag.verdict) == (None, "inconsistent")
    assert flag.reason == "the title says 43 patients, the abstract 44"
    assert [(it.name, it.value) for it in flag.inputs] == [("value", "43"), ("value", "44")]


@pytest.mark.parametrize(("unit", "reported"), [("patients", True), ("tumours", False)])
def test_people_counted_in_a_title_are_its_patients_whatever_they_are_called(unit, reported):
    """ "Outcome in 249 patients": the words before the number are no outcome of some of them."""
    title = finding(f"249 {unit}", "Outcome", measure="count", unit=unit, category="other", section="title")
    body = finding(f"294 {unit}", "cohort size", **{**TITLE, "unit": unit, "section": "methods"})
    checks = check(study(f"Outcome in 249 {unit}. We saw 294 {unit}.", title, body, n=294)).checks
    assert bool(verdicts(checks, "n_told_twice")) is reported


def test_a_share_with_its_count_of_everyone_is_told_twice_too():
    counted = {"numerator": 72, "denominator": 80, "denominator_source": "stated", "concept": "relief"}
    first = finding("72 of 80 (90%)", "relief", value="90", **counted)
    later = {"denominator": 80, "denominator_source": "cohort", "section": "conclusions", "concept": "relief"}
    parts = first, finding("92%", "relief", **later)
    text = "Relief was seen in 72 of 80 (90%). It came to 92%."
    flag = the(check(study(text, *parts, n=80)).checks, "told_twice")
    assert (flag.verdict, flag.reason) == ("inconsistent", "relief: 90 % in the results, 92 % in the conclusions")
    assert not verdicts(check(study(text, *parts, n=90)).checks, "told_twice"), "80 of the 90 were asked"


@pytest.mark.parametrize(
    ("title", "abstract", "verdict"), [(249, 294, "inconsistent"), (633, 672, "inconsistent"), (6, 16, "unchecked")]
)
def test_only_numbers_that_are_nearly_one_are_held_to_be_one(title, abstract, verdict):
    """Two digits swapped, 6 % fewer, a series of 6 within a review of 16."""
    assert the(sizes(title, abstract), "n_told_twice").verdict == verdict


def test_a_title_that_agrees_is_a_check_that_passed():
    assert the(sizes(43, 43), "n_told_twice").verdict == "consistent"


def test_a_title_that_counts_another_printed_group_is_left_alone():
    operated = finding("43 operations", "operations", measure="count", unit="operations", category="intervention")
    text = "A series of 43 patients. We saw 44 patients. There were 43 operations."
    told = study(
        text,
        finding("43 patients", "cohort size", **TITLE),
        finding("44 patients", "cohort size", **{**TITLE, "section": "methods"}),
        operated,
        n=44,
    )
    assert not verdicts(check(told).checks, "n_told_twice")


ONE = "complications"


def results(first, second, sections=("results", "conclusions"), outcomes=(ONE, ONE), concept=ONE):
    text = f"There were {first} complications. In the end {second} had complications."
    return check(
        study(
            text,
            finding(first, outcomes[0], category="complication", section=sections[0], concept=concept),
            finding(second, outcomes[1], category="complication", section=sections[1], concept=concept),
        )
    ).checks


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (results("12.1%", "12.7%"), ["inconsistent"]),
        (results("12.1%", "11.2%"), ["inconsistent"]),
        (results("12.1%", "15.3%"), ["unchecked"]),
        (results("12.1%", "12%"), []),
        (results("12.1%", "12.7%", sections=("background", "results")), []),
        (results("12.1%", "12.7%", sections=("results", "results")), []),
        (results("12.1%", "12.7%", outcomes=("complications", "major complications")), []),
        (results("12.1%", "12.7%", sections=("methods", "results")), []),
        (results("12.1%", "12.7%", concept=None), []),
    ],
    ids=[
        "a digit",
        "two digits swapped",
        "two values",
        "rounded",
        "others' figures",
        "two groups",
        "two outcomes",
        "a plan",
        "loose words",
    ],
)
def test_a_result_in_two_sections(told, verdict):
    assert verdicts(told, "told_twice") == verdict
