"""Under which concept, or under which name of its own, an outcome stands in the evidence table."""

from __future__ import annotations

import pytest

from extractor.link.outcome.own_name import own_name
from extractor.render.column import key_of
from tests.reading import rules, study

KNOWN = {concept.id: concept for concept in rules().concepts}

MEANT = {
    "a synonym": ("Gross total removal was achieved in 40% of cases.", "40", "gross_total_resection"),
    "an abbreviation": ("GTR was achieved in 40% of cases.", "40", "gross_total_resection"),
    "other order and endings": ("Tumours were radically and completely excised in 40%.", "40", "gross_total_resection"),
    "the rate of it": ("The rate of gross total removal was 40%.", "40", "gross_total_resection"),
    "the level of a score": ("The mean pain score was 6.2 points.", "6.2", "pain_score"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value", "concept"), MEANT.values(), ids=MEANT.keys())
def test_words_that_mean_a_concept_stand_under_it(text: str, value: str, concept: str) -> None:
    assert {str(it.value): it.concept for it in study(text).findings}[value] == concept


KEPT_APART = {
    "a limit beside it": ("Gross total resection (> 98%) was achieved in 12 of 30 patients.", "(> 98 %)"),
    "a limit in words": ("Gross total resection of at least 90% was achieved in 12 of 30 patients.", "(≥ 90 %)"),
    "a limit that the methods set": (
        "Gross total resection was defined as removal of more than 95% of the tumour. Gross total resection was "
        "achieved in 12 of 30 patients.",
        "(> 95 %)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "limit"), KEPT_APART.values(), ids=KEPT_APART.keys())
def test_an_outcome_with_a_limit_of_its_own_is_not_the_one_without(text: str, limit: str) -> None:
    resected = next(it for it in study(text).findings if it.numerator == 12)
    assert resected.concept is None and resected.outcome.endswith(limit)
    assert resected.category == "resection_extent"
    key = key_of(resected, KNOWN)
    assert key is not None and key.outcome != "~" + own_name("gross total resection")


def test_a_mean_change_of_a_score_is_not_that_score() -> None:
    [change] = study("The mean improvement of the Oswestry disability index was 24 points.").findings
    assert change.concept is None and "Oswestry" in change.outcome


def test_a_result_is_no_limit_of_its_outcome() -> None:
    [found] = study("Gross total resection (> 98%) was the rule.").findings
    assert found.concept == "gross_total_resection"


ALIKE = {
    "order": ("delayed healing of the wound", "delayed wound healing"),
    "endings": ("dislocated implants", "dislocation of the implant"),
    "spelling": ("haemorrhagic oedema of the tumour", "hemorrhagic edema of the tumor"),
    "what says nothing": ("the rate of sexual dysfunction in patients", "sexual dysfunctions"),
    "a short form behind its words": ("post-metastasis survival (PMS)", "post-metastasis survival"),
    "hyphens": ("second-look surgery", "second look surgery"),
}
APART = {
    "a negation": ("wound healing", "no wound healing"),
    "before and after": ("pain before surgery", "pain after surgery"),
    "limits": ("resection of > 98 %", "resection of >= 90 %"),
    "another thing": ("sexual dysfunction", "bladder dysfunction"),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE.keys())
def test_two_ways_of_saying_the_same_have_one_name(one: str, other: str) -> None:
    assert own_name(one) == own_name(other) != ""


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_different_things_have_different_names(one: str, other: str) -> None:
    assert own_name(one) != own_name(other)


def test_two_studies_that_say_an_unknown_thing_in_other_words_share_a_column() -> None:
    first, second = (
        key_of(study(text).findings[0], KNOWN)
        for text in ("Delayed sprouting of the graft was seen in 12%.", "Grafts with delayed sprouting: 9%.")
    )
    assert first is not None and first.outcome.startswith("~") and first == second


def test_a_short_form_of_the_paper_is_spelled_out_where_it_stands_alone() -> None:
    made = study("We measured post-landing wobble (PLW). PLW was seen in 12% of the gliders.")
    assert made.findings[0].outcome == "post-landing wobble (PLW)"
