"""Whose a result is: of the patients named right behind it, of those before, of those the text goes on about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.link.arms.described import told
from extractor.link.arms.group import Group
from extractor.link.partition import placed_in
from extractor.model import Span
from tests.reading import study
from tests.test_link_arms import owners

OF_40 = "We treated 40 patients. "
OWNED: dict[str, tuple[str, dict[str, str | None]]] = {
    "those out of whom it is none": (
        OF_40
        + "Leaks were seen in 7% of patients treated with a long drain but in none of the 14 patients treated with "
        "a short drain.",
        {"7": "long drain", "none": "short drain"},
    ),
    "those the next number counts": (
        OF_40 + "Relief was 77% in Stage I and 54% in Stage II. Relief was 78% in 21 patients who underwent nailing.",
        {"78": "nailing"},
    ),
    "all who were so treated": (OF_40 + "All patients treated with a long drain recovered.", {"All": "long drain"}),
    "those of whom a change is told": (
        OF_40 + "The score in patients with preserved sight increased from 16 to 36%.",
        {"36": "preserved sight"},
    ),
    "a list that ends before the next group is named": (
        OF_40
        + "Survival and relief of 23 resected patients were 69% and 45%, respectively, with the responders having a "
        "relief of 78%.",
        {"69": "resected", "45": "resected", "78": "responders"},
    ),
    "the second of two that are counted alike": (
        OF_40 + "Tumours recurred (11 patients with adenoma and 4 with carcinoma). Relief was seen in 40% of patients "
        "with adenoma.",
        {"11": "adenoma", "4": "carcinoma"},
    ),
    "those whom the sentence points back to": (
        OF_40 + "Survival of the 23 resected patients was 69%. Relief was 67%, with most of these patients at home.",
        {"69": "resected", "67": "resected"},
    ),
    "the count that tells them apart": (
        OF_40 + "The survival of the 23 resected patients was 69%.",
        {"23": "resected", "69": "resected"},
    ),
    "those of whom so many are counted behind the outcome": (
        OF_40 + "We saw 21% disease-free survival (DFS) in 19 patients on dialysis.",
        {"21": "dialysis", "19": "dialysis"},
    ),
    "capitals that stand for a group": (
        "Of 100 patients 40 had a ZPT plate and 60 had a long cast. Leaks were rarer in ZPT patients (3% versus 9%).",
        {"3": "ZPT plate", "9": "long cast"},
    ),
    "a short form that the text explains": (
        "We saw 12 patients with slow pulse (SP) and 18 patients with quick pulse (QP). Fainting was seen in 41% of SP "
        "patients and 33% of QP patients, as a rule.",
        {"41": "slow pulse (SP)", "33": "quick pulse (QP)"},
    ),
    "a list of groups with their results in brackets": (
        "Group A had 20 patients and group B had 22 patients. Fracture rates in groups A (7%) and B (15%) differed.",
        {"7": "Group A", "15": "group B"},
    ),
    "lists one behind the other": (
        "Group A had 20 patients and group B had 22 patients. The mean stay was 6.5 ± 2.5 and 7.5 ± 2.0 days; and the "
        "mean age was 50 ± 29 and 72 ± 6 years in groups A and B, respectively.",
        {"6.5": "Group A", "7.5": "group B", "50": "Group A", "72": "group B"},
    ),
    "nobody whom the text has not yet spoken of": (
        "We reviewed infusions of a drug. Success was 88% (38/43). A second group had 43 patients. Relief in the "
        "second group was 70%.",
        {"88": None, "70": "second"},
    ),
    "a name that holds a figure": (
        OF_40 + "Leaks were seen in 14% with ZC-5A, and 90% with saline.",
        {"14": "ZC-5A", "90": "saline"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), OWNED.values(), ids=OWNED.keys())
def test_a_result_belongs_to_the_patients_it_is_told_of(text: str, expected: dict[str, str | None]) -> None:
    told_of = owners(text)
    assert {value: told_of[value] for value in expected} == expected


def test_before_and_after_are_not_told_of_two_groups_in_turn() -> None:
    told_of = owners(
        "Forty patients had a clip (n = 22) or a band (n = 18). Motion rose from 16% to 36% and relief from 10% to "
        "40%, respectively."
    )
    assert told_of["16"] == told_of["36"] and told_of["10"] == told_of["40"]


SIZES: dict[str, tuple[str, dict[str, int | None]]] = {
    "the letter behind a clause with figures in it": (
        "We saw 36 patients. There were 24 patients, seen from 1984 to 1986, who had no drain (group A) and 12 with a "
        "leak of 1.5 cm (group B). Fever was seen in 12% of group A and 25% of group B.",
        {"group A": 24, "group B": 12},
    ),
    "a bracket that counts its groups says no size behind it": (
        "Of 90 patients enrolled, 84 (group A, 40; group B, 44) were treated. Fever was seen in 12% of group A.",
        {"group A": 40, "group B": 44},
    ),
    "events told group by group are no sizes": (
        "Fever was seen in 2 in group A, 3 in group B. Pain was 12% in group A and 25% in group B.",
        {"group A": None, "group B": None},
    ),
    "a word before patients": (
        "Values were high: unoperated patients (n = 10), 4 to 9 days; operated patients (n = 14), 5 to 8 days.",
        {"unoperated": 10, "operated": 14},
    ),
    "patients that are told apart by what they have": (
        "We saw 22 patients. The drug was given by mouth to 13 patients with solid cysts and to nine patients with "
        "long scars. Pain was seen in 12% of patients with solid cysts.",
        {"solid cysts": 13, "long scars": 9},
    ),
}


@pytest.mark.parametrize(("text", "sizes"), SIZES.values(), ids=SIZES.keys())
def test_a_group_is_as_large_as_the_number_of_its_own_patients(text: str, sizes: dict[str, int | None]) -> None:
    made = {arm.name.split(" (")[0]: arm.n for arm in study(text).arms}
    assert {name: made.get(name) for name in sizes} == sizes


def test_what_a_bracketed_letter_received_says_what_the_group_is() -> None:
    assert dict(told("The first 25 patients (Group A) received a single rod.")) == {"group a": "single rod"}


def test_a_clause_may_put_the_patients_it_counts_in_a_group() -> None:
    text = "Of these, 33 had an old plate in the control group; 30 had a new plate in trial group."
    trial, control = (
        Group(name, {name}, spans=[Span(text.index(name), text.index(name) + len(name))])
        for name in ("trial", "control")
    )
    assert placed_in(text, text.index(" had an"), [trial, control]) is control
    assert placed_in(text, text.index(" had a new"), [trial, control]) is trial
    assert placed_in(text, text.index(" had a new"), [control]) is None


def test_what_only_one_of_two_groups_had_the_other_had_not() -> None:
    made = study("A pump was used only in group B. Fever was seen in 12% of group A and 15% of group B.")
    assert {arm.name for arm in made.arms} == {"group A (no pump)", "group B (pump)"}


def test_a_short_form_is_no_word_of_a_sentence() -> None:
    made = study(
        "We saw 12 patients with ample sleep (AS) and 18 patients with poor sleep. Fits, as well as pain, were seen in "
        "41% of AS patients."
    )
    assert all(made.document.text[s:e].isupper() for arm in made.arms for s, e in spans(arm.mentions) if e - s == 2)


def spans(mentions: Sequence[Span]) -> list[tuple[int, int]]:
    """Return where mentions begin and end."""
    return [(span.start, span.end) for span in mentions]


def test_the_patients_of_a_trial_s_small_group_are_not_the_cohort() -> None:
    told_of = owners(
        "In the severe group (n = 16), ZC-5A lowered pain. Relief was 39% with ZC-5A, and 20% with saline."
    )
    assert told_of["39"] == "ZC-5A"
