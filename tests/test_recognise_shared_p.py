"""A p-value behind a pair is read as one of its own, so that both of the pair can be judged by it."""

from __future__ import annotations

import pytest

from tests.reading import numbers

PAIRS = {
    "versus": ("Blood loss was 410 ± 60 mL vs. 520 ± 80 mL (p = 0.02).", ["plus-minus", "plus-minus", "p-value"]),
    "with the arms named": (
        "Pain was alike, 3.1 ± 0.4 with a cast versus 3.3 ± 0.5 (p = 0.18).",
        ["plus-minus", "plus-minus", "p-value"],
    ),
    "before and after": ("Pain fell from 7.2 ± 1.1 to 2.4 ± 0.9 (P < 0.001).", ["plus-minus", "plus-minus", "p-value"]),
}


@pytest.mark.parametrize(("text", "rules"), PAIRS.values(), ids=PAIRS.keys())
def test_the_p_value_of_a_pair_stands_by_itself(text: str, rules: list[str]) -> None:
    assert [q.rule for q in numbers(text).quantities] == rules


SINGLE = {
    "one result": "Blood loss was 410 ± 60 mL (p = 0.02).",
    "a p-value each": "Pain was 3.1 ± 0.4 (p = 0.02) vs. 3.3 ± 0.5 (p = 0.3).",
    "two outcomes": "Pain was 3.1 ± 0.4; stiffness was 4.3 ± 0.5 (p = 0.3).",
}


@pytest.mark.parametrize("text", SINGLE.values(), ids=SINGLE.keys())
def test_a_p_value_of_one_result_stays_with_it(text: str) -> None:
    found = numbers(text).quantities
    assert "p" in found[-1].parts
    assert found[-1].measure == "mean"


LISTED = {
    "respectively": (
        "Age, sex and diet did not differ (p = 0.33, 0.16 and 0.74, respectively).",
        ["0.33", "0.16", "0.74"],
    ),
    "two in a bracket": ("Both were worse in men (p = 0.03 and 0.18).", ["0.03", "0.18"]),
    "no list": ("They differed (p = 0.04, 0.9% of all).", ["0.04"]),
}


@pytest.mark.parametrize(("text", "printed"), LISTED.values(), ids=LISTED.keys())
def test_p_values_listed_behind_one_sign_are_read_one_by_one(text: str, printed: list[str]) -> None:
    assert [q.parts["p"].printed for q in numbers(text).quantities if q.measure == "p_value"] == printed


def test_coefficients_listed_behind_one_sign_are_read_one_by_one() -> None:
    text = "It went with age, height and pulse (r = -0.57, 0.41 and -0.22, respectively)."
    assert [q.parts["value"].printed for q in numbers(text).quantities] == ["-0.57", "0.41", "-0.22"]
