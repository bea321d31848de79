"""Which results a p-value judges: before it, behind it, in the sentence before."""

from __future__ import annotations

import pytest

from tests.reading import study

JUDGED = {
    "the unit stands only behind the last": (
        "The walking speed rose (mean 76 ± 13 versus 91 ± 12 cm/s, p = 0.007).",
        {"76": "0.007", "91": "0.007"},
    ),
    "than that of the others": (
        "The fever of the bathed (3.4 ± 1.3 days) was shorter than that of the other patients (6.9 ± 2.1 days, "
        "P < 0.002).",
        {"3.4": "0.002", "6.9": "0.002"},
    ),
    "a share called a mean": (
        "The mean loss of weight was 31.7% with a paste and 27.4% with a syrup (P = 0.82).",
        {"31.7": "0.82", "27.4": "0.82"},
    ),
    "it comes first": (
        "Felt stayed dry significantly (p = 0.02) longer than cotton (68.2% versus 37.5%).",
        {"68.2": "0.02", "37.5": "0.02"},
    ),
    "compared with what follows": (
        "Relief was 76%, which was higher (p < 0.003) than in the untreated patients (37%).",
        {"76": "0.003", "37": "0.003"},
    ),
    "in a sentence of its own": (
        "Blisters came back in 14% of the braced and in 27% of the others. There was no significant difference "
        "(P = 0.38).",
        {"14": "0.38", "27": "0.38"},
    ),
    "in a sentence of its own that says of what": (
        "Slipping of the boot was seen in 14% with a buckle and in 27% with a lace. The difference in slipping between "
        "the two groups was significant (P = 0.04).",
        {"14": "0.04", "27": "0.04"},
    ),
}


@pytest.mark.parametrize(("text", "told"), JUDGED.values(), ids=JUDGED.keys())
def test_a_p_value_goes_to_both_of_the_pair_it_judges_and_is_no_finding(text: str, told: dict[str, str]) -> None:
    findings = study(text).findings
    assert {f.value_printed: str(f.p.value) if f.p else None for f in findings} == told


ALONE = {
    "another outcome": "Slipping was seen in 14% with a clasp and 27% with a lace. Pain was worse with it (P = 0.04).",
    "one result, no pair": "Slipping was seen in 14%. There was no significant difference (P = 0.38).",
    "another clause": "Age was a factor (P = 0.04), and 14% of patients bled.",
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE.keys())
def test_a_p_value_of_its_own_outcome_stays_a_finding(text: str) -> None:
    findings = study(text).findings
    assert findings[-1].measure == "p_value" or findings[0].measure == "p_value"
    assert all(f.p is None for f in findings if f.measure != "p_value")
