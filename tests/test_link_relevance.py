"""Which numbers are results of this study, and which are told again, planned, or only a time."""

from __future__ import annotations

import pytest

from tests.reading import study

# what is left out -> (text, the number left out, the reason)
LEFT_OUT = {
    "a group pointed at again": (
        "We treated 60 patients with a cast. Forty patients fell. Of the 40 patients, 31 (78%) fell twice.",
        "40",
        "told before",
    ),
    "these": ("Fifteen patients fell. These 15 patients had 28 earlier falls.", "15", "told before"),
    "a later visit": ("Pain was scored at 1 month, 6 months and 1 year.", "6 months", "time point"),
    "since baseline": (
        "The mean pain scores at baseline, 3 days and 1 year were 7, 4 and 2.",
        "mean pain",
        "time point",
    ),
    "a later visit and its results": (
        "Pain was 4.4 ± 0.6 at 3 weeks (2.1 ± 0.7 with a brace) and 9 weeks (1.6 ± 0.3 with a brace).",
        "9 weeks",
        "time point",
    ),
    "a number of nothing": ("The hoop was opened to 4.75 and sewn.", "4.75", "no word says"),
    "a plan": ("The walks will last for 47 minutes.", "47", "planned"),
    "a size asked for by power": ("A power of 90% asked for 42 patients per group.", "42", "planned"),
    "a size from a calculation": ("By a power calculation 57 people were needed to walk.", "57", "planned"),
    "a closing word": (
        "METHODS: We treated 60 patients.\nRESULTS: Relief came in 30%.\nCONCLUSIONS: There is no muscle to lose.",
        "no",
        "conclusion",
    ),
}


@pytest.mark.parametrize(("text", "number", "reason"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_number_that_is_no_result_is_set_aside_with_the_reason(text: str, number: str, reason: str) -> None:
    aside = [s for s in study(text).set_aside if s.text.startswith(number)]
    assert any(reason in s.reason for s in aside), study(text).set_aside


KEPT = {
    "a group told for the first time": ("We treated 60 patients. Of 11 patients who fell, six fell twice.", "11"),
    "two results in months": ("Median survival was 12 months and 18 months.", "18"),
    "other ones as many": ("We treated 60 patients. Eleven patients fell. Of 11 patients who walked, six ran.", "11"),
}


@pytest.mark.parametrize(("text", "value"), KEPT.values(), ids=KEPT.keys())
def test_a_number_that_is_new_is_kept(text: str, value: str) -> None:
    assert value in [f.value_printed for f in study(text).findings]


def test_the_cohort_told_twice_is_one_finding() -> None:
    made = study("Results in 80 patients with a cast. During nine years 80 patients were treated.")
    assert [f.value_printed for f in made.findings].count("80") == 1
