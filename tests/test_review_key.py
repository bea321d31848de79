"""A decision hangs on a place in a text; it holds while the same is read there."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.check.coverage import accounted
from extractor.model import Decision
from extractor.review.applied import reviewed, spoken
from extractor.review.key import key, keys, reading
from extractor.review.settle import at_odds, settled, told
from extractor.store import Store
from tests.studies import CONCEPTS, SMALL, TWO_ARM

F1 = TWO_ARM.findings[0]  # 80.0 %, 20/25
F5 = TWO_ARM.findings[4]  # 90.0 %, CI 78.0 to 96.0


def decided(word: str, value: str | None = None, reviewer: str = "Ann", finding: int = 0) -> Decision:
    found = TWO_ARM.findings[finding]
    number = None if value is None else Decimal(value)
    said = reading(TWO_ARM, found)
    return Decision(keys(TWO_ARM)[found.id], reviewer, word, number, at="2026-01-02T03:04:05+00:00", reading=said)  # type: ignore[arg-type]


def by_key(*decisions: Decision) -> dict[str, tuple[Decision, ...]]:
    found: dict[str, tuple[Decision, ...]] = {}
    for it in decisions:
        found[it.key] = (*found.get(it.key, ()), it)
    return found


# ------------------------------------------------------------------ the key


def test_a_key_names_the_text_the_place_and_the_measure() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}:\d+-\d+:proportion", key(TWO_ARM.document, F1))
    moved = replace(TWO_ARM.document, name="other", path="elsewhere/other.pdf", sha256="cd" * 32)
    assert key(moved, F1) == key(TWO_ARM.document, F1), "a file that moved, or a record whose file grew"
    assert key(replace(TWO_ARM.document, text="Another text."), F1) != key(TWO_ARM.document, F1)


def test_two_results_of_one_place_have_two_keys() -> None:
    twin = replace(F1, id="f99", outcome="leak")
    study = replace(TWO_ARM, findings=(*TWO_ARM.findings, twin))
    found = keys(study)
    assert len(set(found.values())) == len(study.findings)
    assert found["f99"] == f"{found['f1']}:2"


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal("81.0")}, {"numerator": 21}, {"denominator": 24}, {"concept": "mortality"}, {"arm": "a2"},
        {"operator": ">"},
    ],
    ids=str,
)  # fmt: skip
def test_a_decision_does_not_outlive_a_change_of_what_was_read(change: dict[str, object]) -> None:
    after = replace(TWO_ARM, findings=(replace(F1, **change), *TWO_ARM.findings[1:]))  # type: ignore[arg-type]
    holding, outdated = spoken(after, by_key(decided("accepted")))
    assert not holding
    assert list(outdated) == ["f1"]


def test_another_rule_or_confidence_changes_nothing() -> None:
    after = replace(TWO_ARM, findings=(replace(F1, id="f77", rule="new", confidence=0.1), *TWO_ARM.findings[1:]))
    holding, _ = spoken(after, by_key(decided("accepted")))
    assert list(holding) == ["f77"]


# ------------------------------------------------------------------ what holds


@pytest.mark.parametrize(
    ("decisions", "holds"),
    [
        ((), None),
        ((decided("accepted"),), "accepted"),
        ((decided("accepted"), decided("accepted", reviewer="Bob")), "accepted"),
        ((decided("accepted"), decided("rejected", reviewer="Bob")), "disagreement"),
        ((decided("corrected", "1"), decided("corrected", "2", "Bob")), "disagreement"),
        ((decided("corrected", "1.50"), decided("corrected", "1.5", "Bob")), "corrected"),
        (
            (decided("accepted"), decided("rejected", reviewer="Bob"), decided("rejected", reviewer="Consensus")),
            "rejected",
        ),
    ],
)
def test_the_rule_and_the_view_say_the_same(tmp_path: Path, decisions: tuple[Decision, ...], holds: str | None) -> None:
    """A decision holds when everyone shares it, or when consensus has the last word."""
    assert told(decisions)["decision"] == holds
    assert (settled(decisions) is None) == (holds in (None, "disagreement"))
    assert at_odds(decisions) == (holds == "disagreement")
    with Store(tmp_path / "e.sqlite") as store:
        store.save(TWO_ARM)
        store.decide(decisions)
        (row,) = store.query("SELECT decision, reviewer, reviewed_at FROM evidence WHERE finding_id LIKE '%:f1'")[1]
    assert row == tuple(told(decisions)[name] for name in ("decision", "reviewer", "reviewed_at"))


def test_the_database_keeps_decisions_as_they_were_made_and_through_everything(tmp_path: Path) -> None:
    made = (decided("corrected", "79.50"), decided("rejected", reviewer="Bob", finding=6))
    with Store(tmp_path / "e.sqlite") as store:
        store.save(TWO_ARM)
        store.decide(made)
        assert store.decisions() == by_key(*made)
        store.save(replace(TWO_ARM, document=replace(TWO_ARM.document, path="moved.pdf")))  # read anew
        assert store.decisions() == by_key(*made)
        store.prune(["fixation-2014"])
        assert store.decisions() == by_key(*made), "a paper that went may come back"
        assert store.forget("Bob") == 1
        assert store.decisions() == by_key(made[0])


# ------------------------------------------------------------------ what a study is afterwards


def test_without_decisions_a_study_is_what_it_was() -> None:
    assert reviewed(TWO_ARM, {}).study is TWO_ARM
    assert reviewed(TWO_ARM, by_key(decided("accepted"))).study is TWO_ARM
    assert reviewed(SMALL, by_key(decided("rejected"))).study is SMALL


def test_a_corrected_value_takes_its_place_and_is_checked_anew() -> None:
    after = reviewed(TWO_ARM, by_key(decided("corrected", "76.0")), CONCEPTS)
    found = after.study.findings[0]
    assert (found.value, found.value_printed, found.numerator) == (Decimal("76.0"), "80·0", None)
    assert after.read["f1"] is F1
    counts = [it.value for it in after.study.derived if it.finding == "f1" and it.name == "numerator"]
    assert counts == [Decimal(19)], "76.0 % of 25"


@pytest.mark.parametrize(
    ("finding", "value", "numerator", "interval"),
    [
        (0, "80", 20, False),  # what the printed count gives
        (0, "80.0", 20, False),
        (0, "81.0", None, False),
        (4, "85", None, True),  # inside its interval
        (4, "99", None, False),
    ],
)
def test_what_contradicts_the_reviewers_number_goes(
    finding: int, value: str, numerator: int | None, interval: bool
) -> None:
    after = reviewed(TWO_ARM, by_key(decided("corrected", value, finding=finding)), CONCEPTS)
    found = after.study.findings[finding]
    assert (found.value, found.numerator, found.ci is not None) == (Decimal(value), numerator, interval)
    assert found.operator == "="


def test_a_rejected_result_is_a_number_set_aside() -> None:
    after = reviewed(TWO_ARM, by_key(decided("rejected")), CONCEPTS)
    assert "f1" not in {it.id for it in after.study.findings}
    assert after.rejected == (F1,)
    (aside,) = [it for it in after.study.set_aside if it.start == F1.start]
    assert (aside.text, aside.reason) == (F1.quote, "rejected by Ann")
    assert all(it.finding != "f1" for it in (*after.study.checks, *after.study.derived))


def test_where_reviewers_differ_nothing_changes() -> None:
    both = by_key(decided("corrected", "76.0"), decided("rejected", reviewer="Bob"))
    after = reviewed(TWO_ARM, both, CONCEPTS)
    assert after.study is TWO_ARM
    assert len(after.decisions["f1"]) == 2


def test_what_reviewers_took_out_is_still_accounted_for() -> None:
    found = reviewed(TWO_ARM, by_key(decided("rejected"), decided("rejected", finding=4)))
    assert [it.id for it in found.rejected] == ["f1", "f5"]
    assert accounted(found.study, found.rejected) == accounted(TWO_ARM)
