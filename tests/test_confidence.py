"""How sure a finding is: what speaks for it is added up, and the sum is a share of right rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import EvidenceError
from extractor.learned import Said
from extractor.link.confidence import confidence, grounds, made
from extractor.model import Finding, Study
from extractor.score import reliability
from extractor.score.calibrate import crossed, fitted, main, written
from extractor.score.gold import GoldFinding
from extractor.score.judge import Judged, JudgedStudy
from tests.reading import study

CLEAR = "Forty patients were operated on. Gross total resection was achieved in 12 (30%)."
CROWDED = (
    "Of the many things that were seen, counted, measured and looked at in the two groups, which were treated with "
    "plates or with wires, at the first and at the last visit, in men and in women, in the young and in the old, in "
    "the neck and in the back, there was a good result, as judged by two observers who did not know, in 31%, 22%, 45%, "
    "4%, 17%, 8%, 9% and 3%."
)


def sure(made: Study, value: str) -> float:
    return next(it.confidence for it in made.findings if str(it.value) == value)


def test_a_clear_sentence_is_surer_than_a_crowded_one() -> None:
    assert sure(study(CLEAR), "30") > sure(study(CROWDED), "17") + 0.2


def test_every_finding_has_a_confidence_between_nothing_and_certainty() -> None:
    for text in (CLEAR, CROWDED):
        findings = study(text).findings
        assert findings and all(0 < it.confidence < 1 for it in findings)


def named(made: Study, value: str) -> dict[str, float]:
    it: Finding = next(it for it in made.findings if str(it.value) == value)
    return grounds(made)[it.id]


GROUNDS = {
    "beside": (CLEAR, "30", "outcome before, beside"),
    "known": (CLEAR, "30", "concept known"),
    "count and share": (CLEAR, "30", "count and share"),
    "no arms": (CLEAR, "30", "arm none in the paper"),
    "carried over other values": ("Pain eased in 31%, 22% and 45%.", "45", "outcome before, more between"),
    "behind": ("Afterwards 91% had pain relief.", "91", "outcome behind, beside"),
    "crowded": (CROWDED, "17", "sentence findings more"),
    "one of two arms": (
        "Plates (n = 20) were compared with wires (n = 22). Infection followed plates in 5% and wires in 9%.", "9",
        "arm named, with others",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value", "ground"), GROUNDS.values(), ids=GROUNDS.keys())
def test_what_speaks_for_a_finding_has_a_name(text: str, value: str, ground: str) -> None:
    assert named(study(text), value)[ground] == 1.0


def test_a_reader_that_says_nothing_of_a_number_is_told_as_such() -> None:
    made = study(CLEAR)
    assert all(told["reader silent"] == 1.0 for told in grounds(made, Said()).values())


def test_weights_are_there_for_rules_alone_and_for_both() -> None:
    assert set(made()) == {"rules", "both"}
    assert all(weights["always"] and len(weights) > 20 for weights in made().values())


def test_the_confidence_is_the_logistic_of_the_sum() -> None:
    """0.2 + 0.9 = 1.1, and 1 / (1 + e^-1.1) = 0.7503; a ground without a weight is worth nothing."""
    assert confidence({"a": 1.0, "b": 0.5, "new": 1.0}, {"a": 0.2, "b": 1.8}) == 0.75
    assert confidence({"a": 100.0}, {"a": 1.0}) == 0.98
    assert confidence({"a": -100.0}, {"a": 1.0}) == 0.02


# ------------------------------------------------------------------ making the weights


def test_weights_give_back_the_shares_they_were_made_from() -> None:
    """Of 4,000 findings with one ground four in five are right, of those without it one in five."""
    rows = [({"always": 1.0, "good": 1.0}, i % 5 != 0) for i in range(4000)]
    rows += [({"always": 1.0}, i % 5 == 0) for i in range(4000)]
    weights = fitted(rows)
    assert confidence({"always": 1.0, "good": 1.0}, weights) == pytest.approx(0.8, abs=0.05)
    assert confidence({"always": 1.0}, weights) == pytest.approx(0.2, abs=0.05)


def test_what_weights_are_worth_is_judged_on_the_set_they_were_not_made_from() -> None:
    """Made where two of three are right, judged where all are: shown as .67, right as often as 1.00."""
    sure = [({"always": 1.0}, True)] * 300
    doubtful = [({"always": 1.0}, i % 3 != 0) for i in range(300)]
    told = list(crossed({"one": sure, "other": doubtful, "few": sure[:9]}))
    assert [line.split(",")[0] for line in told if not line.startswith(" ")] == ["one", "other"]
    assert "300 shown 0.68 right 1.00" in told[7]


def test_what_few_findings_have_weighs_nothing() -> None:
    rows = [({"always": 1.0} | ({"rare": 1.0} if i < 5 else {}), i % 2 == 0) for i in range(100)]
    assert "rare" not in fitted(rows)


def test_the_file_of_weights_is_read_as_it_was_written() -> None:
    import tomllib

    weights = {"rules": {"always": -0.5, "nothing": 0.0}, "both": {"always": 0.25}}
    assert tomllib.loads(written(weights)) == {"rules": {"always": -0.5}, "both": {"always": 0.25}}


def test_from_sets_the_reader_was_taught_with_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my-train" / "gold").mkdir(parents=True)
    (tmp_path / "my-train" / "gold" / "a.json").write_text('{"n": 1, "findings": []}', encoding="utf-8")
    assert main([str(tmp_path), "--output", str(tmp_path / "made.toml")]) == 1
    assert "no set of series in it that is not for training" in capsys.readouterr().err
    assert not (tmp_path / "made.toml").exists()


def test_a_folder_without_gold_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EvidenceError):
        from extractor.score import sets_in

        sets_in(tmp_path)
    assert main([str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


# ------------------------------------------------------------------ what the confidence is worth


def test_reliability_lays_what_was_shown_beside_what_was_right() -> None:
    """Three shown as .9, two of them right; one shown as .35, made up: gap (3 |.9-2/3| + .35) / 4, by hand .2625."""
    gold = GoldFinding("illness", "count", "other", quote="12", value=12)
    right = Judged(gold, {"confidence": 0.9}, kind=True, outcome=True)
    wrong = Judged(gold, {"confidence": 0.9}, kind=True, outcome=False)
    judged = JudgedStudy("a", True, None, (right, right, wrong, Judged(gold)), ({"confidence": 0.35},), {})
    found = reliability([judged])
    assert [(it.low, it.right, it.of) for it in found.bins if it.of] == [(0.3, 0, 1), (0.9, 2, 3)]
    assert found.gap == pytest.approx(0.2625)
    assert found.brier == pytest.approx((2 * 0.01 + 0.81 + 0.1225) / 4)
