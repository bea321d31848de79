"""The score says what a careful reader would say of an export; the cases are counted by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import EvidenceError
from extractor.score import Rate, Share, compare, documents, misses, score, table
from extractor.score.alike import alike, number
from extractor.score.gold import GoldFinding
from extractor.score.place import places

TEXT = (
    "Forty patients had a laminoplasty and 38 a laminectomy. Kyphosis followed in 8 (20%) and 11 (28.9%), and the neck "
    "score was 71.5 ± 6.2 after laminoplasty. Nobody died. At 5 years 82% (95% CI 70-90) kept their gain (P = 0.03)."
)
GOLD: dict[str, Any] = {
    "n": 78,
    "findings": [
        {"outcome": "laminoplasty group", "kind": "count", "value": 40, "quote": "Forty patients",
         "category": "cohort_size"},
        {"outcome": "kyphosis", "kind": "proportion", "value": 20, "unit": "%", "numerator": 8, "quote": "8 (20%)",
         "arm": "laminoplasty", "category": "complication"},
        {"outcome": "kyphosis", "kind": "percentage", "value": 28.9, "unit": "%", "numerator": 11,
         "quote": "11 (28.9%)", "arm": "laminectomy", "category": "complication"},
        {"outcome": "neck score", "kind": "mean", "value": 71.5, "plus_minus": 6.2, "quote": "71.5 ± 6.2",
         "arm": "laminoplasty", "category": "functional_outcome"},
        {"outcome": "death", "kind": "count", "value": 0, "quote": "Nobody died", "category": "mortality"},
        {"outcome": "gain kept", "kind": "rate_at_time", "value": 82, "unit": "%", "quote": "82% (95% CI 70-90)",
         "ci": {"level": 95, "low": 70, "high": 90}, "timepoint": {"value": 5, "unit": "year"}, "comparison_p": 0.03,
         "p_operator": "=", "category": "functional_outcome"},
    ],
}  # fmt: skip


def at(piece: str) -> list[int]:
    return [TEXT.index(piece), TEXT.index(piece) + len(piece)]


def reported(piece: str, measure: str, outcome: str, value: str, **more: Any) -> dict[str, Any]:
    return {
        "measure": measure,
        "outcome": outcome,
        "value": value,
        "spans": {"value": at(piece)},
        "category": "x",
    } | more


PERFECT: dict[str, Any] = {
    "document": "neck",
    "text": TEXT,
    "n": {"value": 78, "start": 38, "end": 40},  # the 38 of a sum
    "arms": [
        {"id": "a1", "name": "laminoplasty", "n": 40, "start": 0, "end": 5},
        {"id": "a2", "name": "laminectomy", "n": None, "start": None, "end": None},
    ],
    "findings": [
        reported("Forty", "count", "laminoplasty group", "40", category="cohort_size"),
        reported("20%", "proportion", "kyphosis", "20", numerator=8, arm="a1"),
        reported("28.9", "proportion", "postoperative kyphosis", "28.9", numerator=11, arm="a2"),
        reported("71.5", "mean", "neck score", "71.5", sd="6.20", arm="a1"),
        reported("Nobody died", "count", "deaths", "0"),
        reported("82", "proportion", "x", "82", concept="gain_kept", ci={"low": "70", "high": "90"},
                 time={"value": "5.0", "unit": "year"}, p={"operator": "=", "value": "0.030"}),
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold" / "neck.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "texts" / "neck.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def changed(finding: int | None = None, **how: Any) -> dict[str, Any]:
    """Return the perfect record with one finding (or the record itself) changed."""
    record = deepcopy(PERFECT)
    (record if finding is None else record["findings"][finding]).update(how)
    return record


# ------------------------------------------------------------------ the figures


def test_an_export_that_says_all_of_it_scores_one(folder: Path) -> None:
    figures = score(folder, [PERFECT, {"document": "not in the gold"}])
    assert figures.found == figures.row == figures.full_row == Rate(6, 0, 0)
    assert (figures.found.precision, figures.found.recall, figures.found.f1) == (1, 1, 1)
    assert (figures.cohort, figures.arm, figures.details) == (Share(1, 1), Share(3, 3), Share(6, 6))
    assert figures.recall_by_category["complication"] == Share(2, 2)
    assert list(misses(compare(folder, [PERFECT]))) == []


def test_an_export_without_the_document_misses_all_and_says_so(folder: Path) -> None:
    figures = score(folder, [])
    assert (figures.unread, figures.found, figures.cohort) == (("neck",), Rate(0, 0, 6), Share(0, 1))
    assert "not in the export, so all of theirs are missed: neck" in table(figures)


# what is changed; then right values, right rows, right full rows, false alarms (of 6 in the gold)
CASES = {
    "a wrong value is missed and a false alarm": (changed(1, value="21"), 5, 5, 5, 1),
    "another kind is a wrong row": (changed(3, measure="median"), 6, 5, 5, 0),
    "another outcome is a wrong row": (changed(3, outcome="blood loss"), 6, 5, 5, 0),
    "another arm is a wrong row": (changed(1, arm="a2"), 6, 5, 5, 0),
    "no arm is a wrong row": (changed(1, arm=None), 6, 5, 5, 0),
    "an arm the gold does not name does not matter": (changed(5, arm="a2"), 6, 6, 6, 0),
    "a wrong numerator is not a full row": (changed(1, numerator=9), 6, 6, 5, 0),
    "a missing interval is not a full row": (changed(5, ci=None), 6, 6, 5, 0),
    "another time is not a full row": (changed(5, time={"value": "2", "unit": "year"}), 6, 6, 5, 0),
    "no p is not a full row": (changed(5, p=None), 6, 6, 5, 0),
    "an extra numerator is no mistake": (changed(5, numerator=32), 6, 6, 6, 0),
    "the same fact read elsewhere counts": (changed(1, spans={"value": None}), 6, 6, 6, 0),
    "a value of another fact elsewhere does not": (
        changed(1, spans={"value": [0, 5]}, outcome="bleeding"), 5, 5, 5, 1,
    ),
    "made up is a false alarm": (
        changed(findings=[*PERFECT["findings"], reported("years", "count", "years", "5")]), 6, 6, 6, 1,
    ),
    "told twice is none": (changed(findings=[*PERFECT["findings"], PERFECT["findings"][3]]), 6, 6, 6, 0),
    "the size of an arm need not be a finding": (changed(findings=PERFECT["findings"][1:]), 6, 6, 6, 0),
}  # fmt: skip


@pytest.mark.parametrize(("record", "right", "rows", "full", "false"), CASES.values(), ids=CASES)
def test_each_kind_of_mistake_costs_what_it_should(
    folder: Path, record: dict[str, Any], right: int, rows: int, full: int, false: int
) -> None:
    figures = score(folder, [record])
    assert (figures.found.right, figures.row.right, figures.full_row.right) == (right, rows, full)
    assert figures.found == Rate(right, false, 6 - right)
    listed = [miss.how for miss in misses(compare(folder, [record]))]
    wrong = [listed.count(how) for how in ("missed", "wrong row", "false alarm")]
    assert wrong == [6 - right, right - rows, false]


def test_the_cohort_may_be_missing_or_wrong(folder: Path) -> None:
    assert score(folder, [changed(n=None)]).cohort == Share(0, 1)
    assert score(folder, [changed(n={"value": 40, "start": 0, "end": 5})]).cohort == Share(0, 1)


def test_what_the_gold_calls_implicit_counts_neither_way(folder: Path) -> None:
    gold = deepcopy(GOLD)
    gold["findings"][4]["implicit"] = True
    (folder / "gold" / "neck.json").write_text(json.dumps(gold), encoding="utf-8")
    silent = changed(findings=[it for it in PERFECT["findings"] if it["outcome"] != "deaths"])
    for record in (PERFECT, silent):
        assert score(folder, [record]).found == Rate(5, 0, 0)


def test_rates_are_those_of_a_textbook() -> None:
    """8 right of 10 reported and of 16 true: precision .8, recall .5, F1 = 2 * .8 * .5 / 1.3."""
    rate = Rate(8, 2, 8)
    assert (rate.precision, rate.recall) == (0.8, 0.5)
    assert rate.f1 == pytest.approx(0.8 / 1.3)
    assert (Rate(0, 0, 0).f1, Share(0, 0).accuracy) == (0, 0)


def test_the_table_reads_on_a_terminal(folder: Path) -> None:
    shown = table(score(folder, [CASES["another arm is a wrong row"][0]])).splitlines()
    assert shown[0] == "documents: 1, findings in the gold: 6"
    assert [line.split() for line in shown if line.startswith(("found", "row"))] == [
        ["found", "1.000", "1.000", "1.000", "6", "0", "0"],
        ["row", "0.833", "0.833", "0.833", "5", "1", "1"],
    ]
    assert max(map(len, shown)) <= 80


def test_a_miss_says_where_and_what(folder: Path) -> None:
    record = changed(1, value="21")
    record["findings"][3] |= {"outcome": "blood loss", "arm": "a2"}
    assert [str(miss) for miss in misses(compare(folder, [record]))] == [
        "missed      neck: proportion of kyphosis: “8 (20%)”",
        "wrong row   neck: outcome is 'blood loss', not 'neck score', arm is 'laminectomy', not 'laminoplasty': "
        "“71.5 ± 6.2”",
        "false alarm neck: proportion 21 of kyphosis: “”",
    ]


# ------------------------------------------------------------------ where and how a value is read


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "read"),
    [
        ("in 8 (20%) of all", "8 (20%)", 20, "%", ["20"]),
        ("20 (20%) of 100", "20 (20%)", 20, "%", ["20"]),
        ("Forty-three had", "Forty-three had", 43, None, ["Forty-three"]),
        ("forty three had", "forty three had", 43, None, ["forty three"]),
        ("1,024 had", "1,024 had", 1024, None, ["1,024"]),
        ("55·8% did", "55·8%", "55.8", "%", ["55·8"]),
        ("all survived", "all survived", 100, "%", ["all"]),
        ("nobody died", "nobody died", 0, None, ["nobody died"]),
        ("12 fell\nill; 12 fell ill", "12 fell ill", 12, None, ["12", "12"]),
        ("12 Fell Ill", "12 fell ill", 12, None, ["12"]),
        ("something else", "12 fell ill", 12, None, []),
    ],
)
def test_the_value_is_looked_for_in_its_quote(text: str, quote: str, value: object, unit: str, read: list[str]) -> None:
    finding = GoldFinding("illness", "count", "other", quote=quote, value=value, unit=unit)
    assert [text[start:end] for start, end in places(text, finding)] == read


def test_of_two_equal_numbers_the_one_with_the_sign_is_the_percentage() -> None:
    finding = GoldFinding("illness", "proportion", "other", quote="20 (20%)", value=20, unit="%")
    assert places("20 (20%) of 100", finding) == [(4, 6)]


def test_a_span_needs_no_quote() -> None:
    assert places("", GoldFinding("illness", "count", "other", span=(3, 5), value=12)) == [(3, 5)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("12.50", "12.5"), ("1 024", "1024"), ("twenty-one", "21"), ("none", "0"), (Decimal("0.030"), "0.03"),
        ("<5%", "5"), ("−2", "-2"), (True, None), ("several", None), (None, None),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_printed(printed: object, read: str | None) -> None:
    assert number(printed) == (None if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kyphosis", "postoperative kyphosis", True),
        ("complications", "rate of complication", True),
        ("blood loss", "loss of correction", True),
        ("kyphosis", "spinal cord compression with kyphosis and tumour progression", False),
        ("pain", "death", False),
        ("Group", "group", True),
        ("", "pain", False),
    ],
)
def test_names_agree_when_they_share_enough_telling_words(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


# ------------------------------------------------------------------ the folder


def test_the_documents_of_the_gold_are_its_texts_or_what_they_name(folder: Path) -> None:
    (folder / "paper.pdf").write_bytes(b"%PDF")
    (folder / "gold" / "paper.json").write_text('{"source": "paper.pdf", "n": 3, "findings": []}', encoding="utf-8")
    assert documents(folder) == {"neck": folder / "texts" / "neck.txt", "paper": folder / "paper.pdf"}


def test_the_examples_that_come_with_the_tool_have_gold_for_each() -> None:
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    found = documents(corpus / "gold")
    assert {path.resolve() for path in found.values()} == set((corpus / "examples").iterdir())
    assert all(name == path.stem for name, path in found.items())


def mistakes() -> Iterator[tuple[Any, str]]:
    whole = GOLD["findings"][1]
    yield "[]", 'no list "findings"'
    yield '{"findings": {}}', 'no list "findings"'
    yield "{", "not readable as JSON"
    yield {"findings": [], "source": "elsewhere.pdf"}, r"elsewhere\.pdf is not there"
    yield {"findings": ["20%"]}, "finding 1: is not an object"
    yield {"findings": [whole, whole | {"kind": None}]}, 'finding 2: has no "kind"'
    yield {"findings": [whole | {"quote": " "}]}, 'neither "quote" nor "span"'
    yield {"findings": [whole | {"range": "1-2"}]}, '"range" is "1-2"'
    yield {"findings": [whole | {"range": [1]}]}, r'"range" has 1 entries; write \[low, high\]'
    yield {"findings": [whole | {"ci": {"low": 1}}]}, '"ci" has no "high"'
    yield {"findings": [whole | {"value": [1]}]}, r'"value" is \[1\]'


@pytest.mark.parametrize(("content", "says"), list(mistakes()))
def test_a_gold_file_that_cannot_be_understood_is_named_with_its_mistake(folder: Path, content: Any, says: str) -> None:
    file = folder / "gold" / "neck.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(EvidenceError, match=says) as error:
        documents(folder)
    assert str(error.value).startswith(str(file))


@pytest.mark.parametrize("name", ["gold", "no-such-folder"])
def test_a_folder_without_gold_is_refused_with_what_it_should_hold(folder: Path, name: str) -> None:
    with pytest.raises(EvidenceError, match="in it; name a folder that holds gold/NAME"):
        score(folder / name, [])
