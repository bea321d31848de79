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
        OF_40 + "Cramps were seen in 9% of patients treated with a wide collar but in none of the 17 patients treated "
        "with a tight collar.",
        {"9": "wide collar", "none": "tight collar"},
    ),
    "those the next number counts": (
        OF_40 + "Healing was 64% in Stage I and 43% in Stage II. Healing was 71% in 17 patients who underwent taping.",
        {"71": "taping"},
    ),
    "all who were so treated": (OF_40 + "All patients treated with a wide collar recovered.", {"All": "wide collar"}),
    "those of whom a change is told": (
        OF_40 + "The score in patients with intact hearing increased from 27 to 58%.",
        {"58": "intact hearing"},
    ),
    "a list that ends before the next group is named": (
        OF_40
        + "Healing and relief of 26 splinted patients were 73% and 38%, respectively, with the responders having a "
        "relief of 58%.",
        {"73": "splinted", "38": "splinted", "58": "responders"},
    ),
    "the second of two that are counted alike": (
        OF_40 + "Warts came back (9 patients with eczema and 7 with psoriasis). Relief was seen in 33% of patients "
        "with eczema.",
        {"9": "eczema", "7": "psoriasis"},
    ),
    "those whom the sentence points back to": (
        OF_40 + "Healing of the 26 splinted patients was 73%. Relief was 62%, with half of these patients in school.",
        {"73": "splinted", "62": "splinted"},
    ),
    "the count that tells them apart": (
        OF_40 + "The healing of the 26 splinted patients was 73%.",
        {"26": "splinted", "73": "splinted"},
    ),
    "those of whom so many are counted behind the outcome": (
        OF_40 + "We saw 18% fever-free travel (FFT) in 17 patients on insulin.",
        {"18": "insulin", "17": "insulin"},
    ),
    "capitals that stand for a group": (
        "Of 90 patients 50 had a ZPT plate and 40 had a long cast. Sores were rarer in ZPT patients (4% versus 15%).",
        {"4": "ZPT plate", "15": "long cast"},
    ),
    "a short form that the text explains": (
        "We saw 22 patients with slow pulse (SP) and 25 patients with quick pulse (QP). Fainting was seen in 36% of SP "
        "patients and 28% of QP patients, as a rule.",
        {"36": "slow pulse (SP)", "28": "quick pulse (QP)"},
    ),
    "a list of groups with their results in brackets": (
        "Group A had 25 patients and group B had 30 patients. Blister rates in groups A (8%) and B (17%) differed.",
        {"8": "Group A", "17": "group B"},
    ),
    "lists one behind the other": (
        "Group A had 25 patients and group B had 30 patients. The mean fast was 4.3 ± 1.1 and 5.8 ± 1.7 days; and the "
        "mean age was 34 ± 8 and 37 ± 9 years in groups A and B, respectively.",
        {"4.3": "Group A", "5.8": "group B", "34": "Group A", "37": "group B"},
    ),
    "nobody whom the text has not yet spoken of": (
        "We reviewed washings of the ear. Success was 84% (42/50). A second group had 33 patients. Relief in the "
        "second group was 61%.",
        {"84": None, "61": "second"},
    ),
    "a name that holds a figure": (
        OF_40 + "Sores were seen in 23% with QV-8T, and 61% with talc.",
        {"23": "QV-8T", "61": "talc"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), OWNED.values(), ids=OWNED.keys())
def test_a_result_belongs_to_the_patients_it_is_told_of(text: str, expected: dict[str, str | None]) -> None:
    told_of = owners(text)
    assert {value: told_of[value] for value in expected} == expected


def test_before_and_after_are_not_told_of_two_groups_in_turn() -> None:
    told_of = owners(
        "Forty patients had a clip (n = 22) or a band (n = 18). Motion rose from 27% to 58% and relief from 13% to "
        "44%, respectively."
    )
    assert told_of["27"] == told_of["58"] and told_of["13"] == told_of["44"]


SIZES: dict[str, tuple[str, dict[str, int | None]]] = {
    "the letter behind a clause with figures in it": (
        "We saw 49 patients. There were 31 patients, seen from 2003 to 2007, who had no cast (group A) and 18 with a "
        "gap of 2.5 cm (group B). Fever was seen in 13% of group A and 28% of group B.",
        {"group A": 31, "group B": 18},
    ),
    "a bracket that counts its groups says no size behind it": (
        "Of 81 patients enrolled, 77 (group A, 39; group B, 38) were treated. Fever was seen in 13% of group A.",
        {"group A": 39, "group B": 38},
    ),
    "events told group by group are no sizes": (
        "Fever was seen in 7 in group A, 9 in group B. Pain was 14% in group A and 31% in group B.",
        {"group A": None, "group B": None},
    ),
    "a word before patients": (
        "Fasts were long: unbraced patients (n = 13), 6 to 11 days; braced patients (n = 17), 7 to 15 days.",
        {"unbraced": 13, "braced": 17},
    ),
    "patients that are told apart by what they have": (
        "We saw 24 patients. The salve was given at night to 16 patients with dry rashes and to eight patients with "
        "long scars. Pain was seen in 19% of patients with dry rashes.",
        {"dry rashes": 16, "long scars": 8},
    ),
    "patients operated on with what a group goes by": (
        "We compared 34 patients operated on with 3-pin frames (two turns, 4 h before) with 41 patients operated on "
        "under soft straps (SS). Relief was seen in 61.8% (21/34) of the 3-pin group and in 48.8% (20/41) of the SS "
        "group.",
        {"3-pin": 34, "straps": 41},
    ),
    "a bracket that says which group": (
        "We compared 31 patients treated by bracing and warm packs (BWP group) with 27 patients who had rest and cold "
        "packs of 5 min in 8 sessions (RCP group). Mean age was 51 years in the BWP group and 54 years in the RCP "
        "group. Relief was seen after bracing in 12 of 19 and after rest in 9 of 17.",
        {"BWP": 31, "RCP": 27},
    ),
}


@pytest.mark.parametrize(("text", "sizes"), SIZES.values(), ids=SIZES.keys())
def test_a_group_is_as_large_as_the_number_of_its_own_patients(text: str, sizes: dict[str, int | None]) -> None:
    made = {arm.name.split(" (")[0]: arm.n for arm in study(text).arms}
    assert {name: made.get(name) for name in sizes} == sizes


def test_what_a_bracketed_letter_received_says_what_the_group_is() -> None:
    assert dict(told("The first 33 patients (Group A) received a felt collar.")) == {"group a": "felt collar"}


def test_a_clause_may_put_the_patients_it_counts_in_a_group() -> None:
    text = "Of these, 27 had an old glove in the control group; 29 had a new glove in trial group."
    trial, control = (
        Group(name, {name}, spans=[Span(text.index(name), text.index(name) + len(name))])
        for name in ("trial", "control")
    )
    assert placed_in(text, text.index(" had an"), [trial, control]) is control
    assert placed_in(text, text.index(" had a new"), [trial, control]) is trial
    assert placed_in(text, text.index(" had a new"), [control]) is None


def test_what_only_one_of_two_groups_had_the_other_had_not() -> None:
    made = study("A whistle was used only in group B. Fever was seen in 14% of group A and 19% of group B.")
    assert {arm.name for arm in made.arms} == {"group A (no whistle)", "group B (whistle)"}


def test_a_short_form_is_no_word_of_a_sentence() -> None:
    made = study(
        "We saw 22 patients with ample sleep (AS) and 25 patients with poor sleep. Fits, as well as pain, were seen in "
        "36% of AS patients."
    )
    assert all(made.document.text[s:e].isupper() for arm in made.arms for s, e in spans(arm.mentions) if e - s == 2)


def spans(mentions: Sequence[Span]) -> list[tuple[int, int]]:
    """Return where mentions begin and end."""
    return [(span.start, span.end) for span in mentions]


def test_the_patients_of_a_trial_s_small_group_are_not_the_cohort() -> None:
    told_of = owners("In the fearful group (n = 19), QV-8T lowered pain. Relief was 47% with QV-8T, and 16% with talc.")
    assert told_of["47"] == "QV-8T"
