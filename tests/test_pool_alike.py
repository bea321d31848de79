"""Which results may be pooled: one a study, of the same thing, and in words why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractor.model import Arm, Finding, Span, Time
from extractor.pool.alike import Candidate, Choice, choose, says_nothing
from extractor.pool.definition import definition
from extractor.pool.pairs import Pair, pairs

GROUPS = [Arm("a1", "ventral approach", "intervention", 30), Arm("a2", "dorsal approach", "control", 28)]


def result(outcome: str = "total resection", **fields: Any) -> Finding:
    """Return a count of 12 of 40 patients, the denominator printed beside it."""
    plain: dict[str, Any] = {
        "measure": "proportion", "category": "resection_extent", "start": 0, "end": 5, "quote": "12/40",
        "sentence": Span(0, 60), "section": "results", "rule": "fraction", "spans": {}, "value": Decimal(30),
        "unit": "%", "numerator": 12, "denominator": 40, "denominator_source": "stated", "outcome_start": 0,
        "outcome_end": len(outcome),
    }  # fmt: skip
    return Finding("f1", outcome=outcome, **(plain | fields))


def study(name: str, outcome: str = "total resection", **fields: Any) -> Candidate:
    return Candidate(name, result(outcome, **fields), text=f"{outcome} in 12 of 40 patients.")


def said(name: str, text: str) -> Candidate:
    """Return the result of a study whose abstract begins with *text*."""
    return replace(study(name), text=text)


ADA, BEN, CLEO = study("Ada 2001"), study("Ben 2002"), study("Cleo 2003")


def test_like_results_are_pooled_one_a_study() -> None:
    assert choose([ADA, BEN, CLEO]) == Choice((0, 1, 2), {})


# ------------------------------------------------------------------ one a study


def test_the_whole_cohort_stands_for_its_groups() -> None:
    arms = [replace(ADA, arm=arm) for arm in GROUPS]
    found = choose([*arms, ADA, BEN])
    assert found.chosen == (2, 3)
    assert set(found.left_out.values()) == {"a group of a study whose whole is used"}


def test_groups_are_not_added_up_unless_they_may_count_as_studies() -> None:
    candidates = [replace(ADA, arm=arm) for arm in GROUPS] + [BEN, CLEO]
    found = choose(candidates)
    assert found.chosen == (2, 3)
    assert found.left_out[0] == "reported for 2 groups apart, which are not added up"
    assert choose(candidates, arms=True).chosen == (0, 1, 2, 3)


def test_groups_alone_are_pooled_with_a_note() -> None:
    found = choose([replace(ADA, arm=GROUPS[0]), replace(BEN, arm=GROUPS[0])])
    assert found.chosen == (0, 1)
    assert found.notes == ("results of a group, not of the whole study: 2 of 2",)


def test_one_group_of_a_study_is_not_pooled_beside_whole_studies() -> None:
    found = choose([replace(ADA, arm=GROUPS[0]), BEN, CLEO])
    assert found.chosen == (1, 2)
    assert found.left_out == {0: "one group of its study, beside whole studies"}
    assert choose([replace(ADA, arm=GROUPS[0], n=40), BEN]).chosen == (0, 1), "a group of all 40 is the whole"


def test_one_study_told_in_two_papers_is_pooled_once() -> None:
    """As many of as many, and more than chance would give; of few patients two studies may well count alike."""
    many = [study(name, numerator=35, denominator=165) for name in ("Ada 2001", "Ben 2002")]
    found = choose([*many, CLEO])
    assert found.chosen == (0, 2)
    assert found.left_out == {1: "35 of 165 as in Ada 2001: one study told twice?"}
    assert choose([ADA, BEN]).chosen == (0, 1)
    none = [study(name, numerator=0, denominator=165) for name in ("Ada 2001", "Ben 2002")]
    assert choose(none).chosen == (0, 1), "nobody of many is common"


def test_of_two_results_of_the_same_patients_the_one_of_everyone_stands() -> None:
    part = study("Ada 2001", denominator=20, denominator_source="subgroup", denominator_reason="the 20 with pain")
    found = choose([part, ADA, BEN])
    assert found.chosen == (1, 2)
    assert found.left_out == {0: "another result of the same patients is used"}


# ------------------------------------------------------------------ what is left out


@pytest.mark.parametrize(
    ("change", "options", "why"),
    [
        ({"unusable": "no count fits its share"}, {}, "no count fits its share"),
        ({"rejected": True}, {}, "rejected by a reviewer"),
        ({"flagged": True}, {"flagged": False}, "a check found it wrong"),
        ({"derived": True}, {"derived": False}, "its count is computed, not printed"),
    ],
    ids=["no numbers", "rejected", "flagged", "computed"],
)
def test_a_result_is_left_out_with_the_reason(change: dict[str, Any], options: dict[str, bool], why: str) -> None:
    found = choose([replace(ADA, **change), BEN, CLEO], **options)
    assert found.chosen == (1, 2)
    assert found.left_out == {0: why}


def test_computed_and_flagged_results_take_part_unless_told_otherwise_and_are_counted() -> None:
    found = choose([replace(ADA, derived=True), replace(BEN, flagged=True), CLEO])
    assert found.chosen == (0, 1, 2)
    assert found.notes == (
        "counts computed from a percentage: 1 of 3",
        "results that a check found wrong: 1 of 3",
    )


def test_another_result_of_the_study_steps_in_for_one_that_is_left_out() -> None:
    found = choose([replace(ADA, flagged=True), ADA, BEN], flagged=False)
    assert found.chosen == (1, 2)


@pytest.mark.parametrize(
    ("candidates", "says"),
    [
        ([ADA], "fewer than two studies give numbers to pool"),
        ([], "fewer than two studies give numbers to pool"),
        ([ADA, ADA], "fewer than two studies"),
        (
            [replace(it, unusable="no confidence interval printed") for it in (ADA, BEN)],
            "fewer than two studies give numbers to pool: no confidence interval printed",
        ),
        (
            [replace(study(name, measure="median"), unusable="a median") for name in ("Ada 2001", "Ben 2002")],
            "medians are shown, never pooled",
        ),
    ],
    ids=["one", "none", "one twice", "no intervals", "medians"],
)
def test_with_nothing_to_pool_it_says_why(candidates: list[Candidate], says: str) -> None:
    assert choose(candidates).impossible.startswith(says)


# ------------------------------------------------------------------ the same thing


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("total resection (>98% of the volume) in 12", {"cut-off": "over 98%"}),
        ("total resection, defined as removal of at least 95 per cent, in 12", {"cut-off": "over 95%"}),
        ("total resection in 12. Total resection was defined as 90% or more.", {"cut-off": "over 90%"}),
        ("Total resection (TR), defined as > 98 %, was reached in 12.", {"cut-off": "over 98%"}),
        ("total resection in 12. Success was defined as 90% or more.", {}),
        ("total resection (residual volume < 5%) in 12", {"cut-off": "under 5%"}),
        ("total resection (postoperative MRI) in 12", {"seen": "on MRI"}),
        ("total resection (by the surgeon's impression) in 12", {"seen": "as the surgeon saw it"}),
        ("total resection (within 30 days) in 12", {"time": "within 30 days"}),
        ("total resection in 12 (30%); 98% were alive", {}),
    ],
)
def test_a_definition_is_read_from_the_words_of_the_outcome(text: str, meaning: dict[str, str]) -> None:
    assert definition(result(), text) == meaning


@pytest.mark.parametrize(
    ("outcome", "meaning"),
    [
        ("improved by at least one Frankel grade", {"grades": "by 1 grade"}),
        ("improved by two or more grades", {"grades": "by 2 grades"}),
        ("30-day mortality", {"time": "within 30 days"}),
        ("in-hospital mortality", {"time": "in hospital"}),
        ("pain relief at the last follow-up", {"time": "at the last follow-up"}),
        ("intraoperative complications", {}),
    ],
)
def test_a_definition_is_read_from_the_outcome_itself(outcome: str, meaning: dict[str, str]) -> None:
    assert definition(result(outcome), outcome) == meaning


def test_a_time_that_was_read_is_the_column_s_and_no_definition() -> None:
    timed = result("30-day mortality", time=Time(Decimal(30), "day"))
    assert definition(timed, "30-day mortality") == {}


def test_unlike_definitions_are_refused_with_the_words_and_the_names() -> None:
    found = choose([
        said("Ada 2001", "total resection (>98%) in"), said("Ben 2002", "total resection (>98%) in"),
        said("Cleo 2003", "total resection (more than 90%) in"), said("Dan 2004", "total resection in"),
    ])  # fmt: skip
    assert found.chosen == (0, 1, 2, 3)
    assert found.refused == "the papers mean different things: over 98% (Ada 2001, Ben 2002), over 90% (Cleo 2003)"


def test_a_definition_that_some_do_not_give_is_a_note() -> None:
    found = choose([said("Ada 2001", "total resection (on MRI) in"), BEN, CLEO])
    assert found.refused == ""
    assert found.notes == ("“on MRI” is said by 1 of 3",)


def test_shares_of_lesions_and_of_patients_are_refused() -> None:
    found = choose([ADA, BEN, replace(CLEO, of="lesions")])
    assert found.refused == "shares of different things: patients (Ada 2001, Ben 2002), lesions (Cleo 2003)"


def test_shares_of_some_and_of_all_are_refused() -> None:
    part = study("Cleo 2003", denominator_source="subgroup", denominator_reason="the 40 patients with a deficit")
    assert "everyone (Ada 2001, Ben 2002), some of the patients (Cleo 2003)" in choose([ADA, BEN, part]).refused


@pytest.mark.parametrize(
    "change",
    [
        {"finding": result(denominator_source="subgroup", denominator_reason="the 40 patients followed up")},
        {"finding": result(denominator_source="subgroup", denominator_reason="of the 40 its sentence names"), "n": 40},
    ],
    ids=["those seen again", "a group that is everyone"],
)
def test_those_who_were_seen_again_are_everyone(change: dict[str, Any]) -> None:
    assert choose([ADA, replace(BEN, **change)]).refused == ""


def test_ratios_are_pooled_only_when_the_reader_says_that_they_compare_the_same() -> None:
    found = choose([study(name, measure="ratio", unit="HR") for name in ("Ada 2001", "Ben 2002")])
    assert found.chosen == (0, 1)
    assert "compares" in found.refused


def test_an_outcome_that_no_rule_knows_waits_for_the_reader() -> None:
    found = choose([replace(it, named=False) for it in (ADA, BEN)])
    assert found.chosen == (0, 1) and found.doubted
    assert found.refused.startswith("no rule knows this outcome")


@pytest.mark.parametrize(
    ("fields", "refused"),
    [({}, True), ({"time": Time(Decimal(2), "year")}, False), ({"measure": "mean"}, False)],
    ids=["no time", "at two years", "a mean"],
)
def test_shares_that_survive_are_pooled_at_a_time_only(fields: dict[str, Any], refused: bool) -> None:
    alive = [study(name, "overall survival", category="survival", **fields) for name in ("Ada 2001", "Ben 2002")]
    assert ("at a time that is not read" in choose(alive).refused) == refused


def test_an_estimate_that_could_be_anything_is_not_shown() -> None:
    assert says_nothing(0.02, 0.9) == ""
    assert says_nothing(0.00006, 0.963) == "the studies differ so much that it could be anything from 0.0 to 96.3%"


# ------------------------------------------------------------------ two groups


def test_a_pair_is_the_treated_group_and_the_control_in_any_order() -> None:
    ventral, dorsal = (replace(ADA, arm=arm) for arm in GROUPS)
    assert pairs([dorsal, ventral, BEN]) == ((Pair("Ada 2001", 1, 0),), {})


@pytest.mark.parametrize(
    ("arms", "why"),
    [
        (GROUPS[:1], "only one of its groups has a count"),
        ([*GROUPS, Arm("a3", "both", "intervention", 9)], "3 groups, not two"),
    ],
    ids=["one", "three"],
)
def test_a_study_without_a_pair_says_why(arms: list[Arm], why: str) -> None:
    assert pairs([replace(ADA, arm=arm) for arm in arms]) == ((), {"Ada 2001": why})


def test_two_groups_of_which_neither_is_the_control_are_an_unsure_pair() -> None:
    (found,), why = pairs([replace(ADA, arm=replace(arm, role="group")) for arm in GROUPS])
    assert (found.first, found.second, why) == (0, 1, {})
    assert found.unsure == "which of its two groups is the control is not said"
