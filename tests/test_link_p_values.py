"""Which results a p-value judges: before it, behind it, in the sentence before."""

from __future__ import annotations

import pytest

from tests.reading import study

JUDGED = {
    "the unit stands only behind the last": (
        "The peak velocity rose (mean 83 ± 14 versus 97 ± 11 cm/s, p = 0.004).",
        {"83": "0.004", "97": "0.004"},
    ),
    "than that of the others": (
        "The stay of the braced (2.6 ± 1.2 days) was shorter than that of the other patients (7.8 ± 2.4 days, "
        "P < 0.001).",
        {"2.6": "0.001", "7.8": "0.001"},
    ),
    "a share called a mean": (
        "The mean loss of height was 29.9% with a screw and 28.6% with a rod (P = 0.94).",
        {"29.9": "0.94", "28.6": "0.94"},
    ),
    "it comes first": (
        "Vein stayed open significantly (p = 0.01) longer than fabric (71.4% versus 33.9%).",
        {"71.4": "0.01", "33.9": "0.01"},
    ),
    "compared with what follows": (
        "Relief was 82%, which was higher (p < 0.002) than in the untreated patients (42%).",
        {"82": "0.002", "42": "0.002"},
    ),
    "in a sentence of its own": (
        "Fractures came back in 17% of the braced and in 23% of the others. There was no significant difference "
        "(P = 0.46).",
        {"17": "0.46", "23": "0.46"},
    ),
    "in a sentence of its own that says of what": (
        "Leakage of cement was seen in 17% with a screw and in 23% with a rod. The difference in leakage between the "
        "two groups was significant (P = 0.03).",
        {"17": "0.03", "23": "0.03"},
    ),
}


@pytest.mark.parametrize(("text", "told"), JUDGED.values(), ids=JUDGED.keys())
def test_a_p_value_goes_to_both_of_the_pair_it_judges_and_is_no_finding(text: str, told: dict[str, str]) -> None:
    findings = study(text).findings
    assert {f.value_printed: str(f.p.value) if f.p else None for f in findings} == told


ALONE = {
    "another outcome": "Leakage was seen in 17% with a screw and 23% with a rod. Pain was worse with a rod (P = 0.03).",
    "one result, no pair": "Leakage was seen in 17% of patients. There was no significant difference (P = 0.46).",
    "another clause": "Age was a factor (P = 0.03), and 17% of patients bled.",
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE.keys())
def test_a_p_value_of_its_own_outcome_stays_a_finding(text: str) -> None:
    findings = study(text).findings
    assert findings[-1].measure == "p_value" or findings[0].measure == "p_value"
    assert all(f.p is None for f in findings if f.measure != "p_value")
