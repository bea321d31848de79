"""What a share is a share of, where the abstract prints that number nearby."""

from __future__ import annotations

import pytest

from tests.reading import study

# how it is told -> (text, the value or count as printed, the denominator)
WHOLES = {
    "the sentence opens with it": (
        "We treated 60 patients. Of the 28 smokers, 20 (71.4%) were weaned and 14 (50%) went home.",
        "50",
        28,
    ),
    "parts that add up to a count of the sentence before": (
        "We treated 190 patients. There were nine falls. Places were the stairs for eight patients and a bath for one.",
        "eight",
        9,
    ),
    "parts that add up to things": ("We placed 80 screws. Of these 53 were long and 27 were short.", "27", 80),
    "a list of sizes of which one is the sum of two": (
        "We treated 60 patients. They had itch (n = 17), fever (n = 12) or a cough (n = 5).",
        "12",
        60,
    ),
    "a count before makes the percentage": (
        "We treated 61 patients. Stretching was tried in 20 patients and helped in 10 (50%).",
        "50",
        20,
    ),
    "the cohort makes the percentage": (
        "We treated 40 patients. Stretching was tried in 20 patients and 10 (25%) had a cast.",
        "25",
        40,
    ),
    "the clause speaks of them": (
        "We treated 64 patients. Survival for 23 resected patients was 69%.",
        "69",
        23,
    ),
    "the bracket divides it": (
        "We examined 90 patients. There were 77 fractures (49 simple, 22 open, 6 crushed).",
        "22",
        77,
    ),
    "an arm is a part of the cohort": (
        "We assigned 98 patients to a cast (n = 46) or a splint (n = 52).",
        "46",
        98,
    ),
}


@pytest.mark.parametrize(("text", "value", "denominator"), WHOLES.values(), ids=WHOLES.keys())
def test_a_share_is_read_against_the_count_printed_for_it(text: str, value: str, denominator: int) -> None:
    assert [f.denominator for f in study(text).findings if f.value_printed == value] == [denominator]


def test_a_count_that_no_number_makes_stays_with_the_cohort_so_that_the_check_can_doubt_it() -> None:
    (found,) = [f for f in study("We treated 40 patients. Relief came in 10 (30%).").findings if f.numerator == 10]
    assert (found.denominator, found.denominator_source) == (40, "cohort")


NUMERATORS = {
    "a count of the cohort": ("We treated 130 patients. Blisters were seen in 39 patients.", "39", 39),
    "none of so many": ("We treated 130 patients. None of the 57 women bled.", "None", 0),
    "all of so many": ("We treated 130 patients. All 18 children were seen again.", "All", 18),
}


@pytest.mark.parametrize(("text", "value", "numerator"), NUMERATORS.values(), ids=NUMERATORS.keys())
def test_a_count_and_all_of_a_number_are_their_own_numerator(text: str, value: str, numerator: int) -> None:
    assert next(f.numerator for f in study(text).findings if f.value_printed == value) == numerator
