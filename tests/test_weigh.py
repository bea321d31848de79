"""Rules and reader agree on one interface: each can be outvoted, and each can be left out."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from extractor.learned import About, Said
from extractor.learned.model import Run
from extractor.learned.text import Pieces
from extractor.link import link
from extractor.link.weigh import Weights
from extractor.model import Document, Finding, Mention, Region, Span, Study
from extractor.recognise import recognise
from extractor.segment import segment
from extractor.train.example import KINDS
from tests.reading import arm_name, language, rules

RULES, LEARNED = Weights(1, 0), Weights(0, 1)


def words(text: str) -> Pieces:
    """Return a text with one piece a word."""
    starts = [i for i, c in enumerate(text) if c != " " and (i == 0 or text[i - 1] == " ")]
    ends = [next((j for j in range(i, len(text)) if text[j] in " .,;()"), len(text)) for i in starts]
    return Pieces(tuple(range(len(starts))), tuple(starts), tuple(ends))


def said(text: str, *, outcome: str = "", arm: str = "", kind: str = "proportion", role: str = "O") -> About:
    """Return a reader's answer that is sure of all that is given."""
    pieces = words(text)
    scores = np.full((4, len(pieces) + 2), -20.0, dtype=np.float32)
    runs = []
    for side, name in ((0, outcome), (2, arm)):
        start = text.index(name) if name else -1
        at = pieces.at(start, start + len(name)) if name else None
        for k in (0, 1):
            scores[side + k, 0 if at is None else at[k] + 1] = -0.05
        runs.append(Run(Span(max(start, 0), max(start, 0) + len(name)), 0.9 if name else 0.0))
    return About(
        kinds={name: 0.99 if name == kind else 0.001 for name in KINDS},
        roles={role: 0.9},
        outcome=runs[0],
        arm=runs[1],
        no_arm=0.0 if arm else 0.95,
        pieces=pieces,
        _scores=scores,
    )


def study(text: str, answers: dict[str, About], weights: Weights, mentions: tuple[Mention, ...] = ()) -> Study:
    """Return the study of *text* when the reader says *answers*, by the number as printed."""
    regions = (Region(0, len(text), "abstract"),)
    document = Document("made", "made.txt", "txt", "0", text, regions)
    annotation = language().annotate(text, regions)
    heard = Said(mentions, MappingProxyType({text.index(number): about for number, about in answers.items()}))
    sentences, numbers = segment(document, annotation.sentences), recognise(document, rules())
    return link(document, sentences, numbers, annotation, rules(), heard, weights)


def finding(made: Study, printed: str) -> Finding:
    return next(f for f in made.findings if f.value_printed == printed)


WEAKNESS = "We treated 40 patients. Among them weakness was a burden. Of all those whom we saw again it was 35%."


def test_the_reader_names_an_outcome_that_the_rules_only_carry_over() -> None:
    answers = {"35": said(WEAKNESS, outcome="weakness")}
    assert finding(study(WEAKNESS, answers, LEARNED), "35").outcome == "weakness"


@pytest.mark.parametrize(("more", "outcome"), [("", "sores"), ("We treated 40 patients at home. " * 20, "leg ulcers")])
def test_in_a_sentence_by_itself_the_reader_counts_for_more(more: str, outcome: str) -> None:
    text = f"{more}Of all the sores, leg ulcers were seen in 35%."
    answer = said(text, outcome="sores")
    doubtful = replace(answer, outcome=replace(answer.outcome, chance=0.6))
    assert finding(study(text, {"35": doubtful}, Weights()), "35").outcome == outcome


@pytest.mark.parametrize(("goes_on", "outcome"), [("Wounds healed", "Wounds healed"), ("This was seen", "weakness")])
def test_the_reader_finds_an_outcome_in_another_sentence_where_one_goes_on_about_it(goes_on: str, outcome: str) -> None:
    text = f"We treated 40 patients. All had weakness before the operation. {goes_on} in 35% of them."
    answer = said(text, outcome="weakness")
    assert finding(study(text, {"35": answer}, Weights()), "35").outcome == outcome


def test_without_weight_the_reader_has_no_say() -> None:
    answers = {"35": said(WEAKNESS, outcome="burden", arm="weakness", kind="none", role="total-participants")}
    silent = study(WEAKNESS, {}, RULES)
    assert study(WEAKNESS, answers, RULES).findings == silent.findings


ARMS = "Of 80 patients, 40 had a drain (drain group) and 40 had none. Infection was seen in 15% of the drain group."


def test_words_that_no_group_goes_by_become_one_when_the_reader_is_sure() -> None:
    text = "We saw 60 patients. Death followed in 22% of those who came late."
    made = study(text, {"22": said(text, outcome="Death", arm="came late")}, Weights())
    assert arm_name(made, finding(made, "22")) == "came late"


def test_the_reader_can_say_that_a_number_is_of_no_group() -> None:
    made = study(ARMS, {"15": said(ARMS, outcome="Infection")}, LEARNED)
    assert finding(made, "15").arm is None
    assert arm_name(study(ARMS, {}, RULES), finding(study(ARMS, {}, RULES), "15")) is not None


def test_a_bare_number_that_is_surely_no_finding_is_set_aside_with_a_reason() -> None:
    text = "We treated 40 patients. Another 17 patients had been seen elsewhere. Pain eased in 35%."
    answers = {"17": said(text, kind="none"), "35": said(text, outcome="Pain", kind="none")}
    made = study(text, answers, Weights())
    assert [a.reason for a in made.set_aside if a.text.startswith("17")] == ["no finding"]
    assert finding(made, "35").outcome.startswith("Pain"), "a share is a result by the way it is printed"
    assert finding(study(text, answers, RULES), "17").value == 17


def test_a_number_below_zero_was_measured() -> None:
    text = "We treated 40 patients. The score moved by -17 points and the bill was 17 kroner."
    made = study(text, {"-17": said(text, kind="none")}, Weights())
    assert finding(made, "-17").value == -17


TRIAL = "Patients took aspirin or placebo. Stroke occurred in 4% and 9%."


SIDES = tuple(
    Mention(label, TRIAL.index(word), TRIAL.index(word) + len(word), word)
    for label, word in (("intervention", "aspirin"), ("control", "placebo"))
)


def test_the_sides_of_a_trial_own_its_numbers_and_give_the_arms_their_roles() -> None:
    answers = {
        "4": said(TRIAL, outcome="Stroke", arm="aspirin", role="iv-bin-percent"),
        "9": said(TRIAL, outcome="Stroke", arm="placebo", role="cv-bin-percent"),
    }
    made = study(TRIAL, answers, Weights(), SIDES)
    assert [arm_name(made, finding(made, n)) for n in ("4", "9")] == ["aspirin", "placebo"]
    assert {arm.name: arm.role for arm in made.arms} == {"aspirin": "intervention", "placebo": "control"}
    assert [m.label for m in made.mentions] == ["intervention", "control"], "the reader's, not the dictionary's"


@pytest.mark.parametrize(
    ("more", "owner"),
    [
        ("In the end 7 relapses were recorded.", None),
        ("After a median follow-up of 6 years, 7 relapses had come, most of them on placebo.", None),
        ("On placebo 7 relapses were recorded.", "placebo"),
    ],
)
def test_where_a_trial_names_no_group_a_number_is_of_all_its_patients(more: str, owner: str | None) -> None:
    text = f"{TRIAL} {more}"
    answers = {
        "4": said(text, outcome="Stroke", arm="aspirin", role="iv-bin-percent"),
        "9": said(text, outcome="Stroke", arm="placebo", role="cv-bin-percent"),
        "7": said(text, outcome="relapses", kind="count", role="cv-bin-abs"),
    }
    made = study(text, answers, Weights(), SIDES)
    assert arm_name(made, finding(made, "7")) == owner


@pytest.mark.parametrize(("role", "owner"), [("O", None), ("cv-bin-percent", "placebo")])
def test_a_number_of_neither_side_is_no_result_of_an_arm(role: str, owner: str | None) -> None:
    text = f"{TRIAL} In boxes of placebo the humidity was 70%."
    answers = {
        "4": said(text, outcome="Stroke", arm="aspirin", role="iv-bin-percent"),
        "9": said(text, outcome="Stroke", arm="placebo", role="cv-bin-percent"),
        "70": said(text, outcome="humidity", role=role),
    }
    made = study(text, answers, Weights(), SIDES)
    assert arm_name(made, finding(made, "70")) == owner


@pytest.mark.parametrize("weights", [Weights(), LEARNED])
def test_the_cohort_is_the_number_the_reader_is_sure_of(weights: Weights) -> None:
    text = "Between them 90 surgeons sent letters. In the end 61 were analysed."
    made = study(text, {"61": said(text, kind="size", role="total-participants")}, weights)
    assert made.cohort is not None and made.cohort.value == 61


@pytest.mark.parametrize(("role", "owner"), [("total-participants", None), ("cv-bin-abs", "placebo")])
def test_a_count_of_everyone_is_of_no_arm_though_the_sentence_speaks_of_one(role: str, owner: str | None) -> None:
    text = f"{TRIAL} On placebo 83 relapses were recorded."
    answers = {
        "4": said(text, outcome="Stroke", arm="aspirin", role="iv-bin-percent"),
        "9": said(text, outcome="Stroke", arm="placebo", role="cv-bin-percent"),
        "83": said(text, kind="count", role=role),
    }
    made = study(text, answers, Weights(), SIDES)
    assert arm_name(made, finding(made, "83")) == owner


PARTED = (
    "Patients were randomly assigned to a brace or no brace. Pain was seen in 4% of the {one} and 9% of the {other}."
)


@pytest.mark.parametrize(
    ("one", "other", "roles"),
    [
        ("intervention group", "control group", ("intervention", "control")),
        ("brace group", "no-brace group", ("intervention", "control")),
        ("bracing group", "plain bandage control group", ("intervention", "control")),
        ("plain bandage control group", "bracing group", ("control", "intervention")),
    ],
    ids=[
        "a name says its side",
        "two groups of one side are parted",
        "a name that ends with its side says it",
        "the group called control is parted from no other",
    ],
)
def test_a_trial_has_two_sides(one: str, other: str, roles: tuple[str, str]) -> None:
    text = PARTED.format(one=one, other=other)
    leaning = said(text, outcome="Pain", role="iv-bin-percent")
    doubtful = replace(leaning, roles={"iv-bin-percent": 0.6, "cv-bin-percent": 0.4})
    made = study(text, {"4": leaning, "9": doubtful}, Weights())
    sides = {arm_name(made, finding(made, f)): f for f in ("4", "9")}
    assert len(sides) == 2 and None not in sides
    assert tuple(next(a.role for a in made.arms if a.id == finding(made, n).arm) for n in ("4", "9")) == roles
