"""Labelled words and result sentences are judged as a careful reader would; the cases are counted by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import EvidenceError
from extractor.score import Rate, Share, accuracy, configurations, measured, sets_in, told
from extractor.score.measured import judged
from extractor.score.sets import GoldSet, lines
from extractor.score.spans import SpanFigures, spans
from extractor.score.tables import TableFigures, tables

TEXT = "Sixty women had drug A (n = 30) or placebo (n = 30). Nausea: 12 (40%) and 6 (20.0 %). Mean age 51.5 ± 6 years."


def at(piece: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(piece), text.index(piece) + len(piece)


def written(folder: Path, name: str, **line: Any) -> Path:
    (folder / name).mkdir(parents=True)
    file = folder / name / "dev.jsonl"
    file.write_text(json.dumps({"id": "t1"} | line) + "\n\n", encoding="utf-8")
    return file


LABELS = [
    [*at("Sixty"), "total-participants"],
    [*at("n = 30"), "intervention-participants"],
    [*at("drug A"), "intervention"],
    [*at("Nausea:"), "outcome"],
    [*at("40%"), "iv-bin-percent"],
    [*at("12"), "iv-bin-abs"],
    [*at("20.0 %"), "cv-bin-percent"],
    [*at("51.5"), "iv-cont-mean"],
]
RECORD: dict[str, Any] = {
    "document": "t1",
    "n": {"value": 60, "start": 0, "end": 5},
    "arms": [
        {"id": "a1", "role": "intervention", "n": 30, "start": at("30")[0], "end": at("30")[1], "name": "drug A"},
        {"id": "a2", "role": "control", "n": None, "start": None, "end": None, "name": "placebo"},
    ],
    "mentions": [
        {"label": "outcome", "start": at("Nausea")[0], "end": at("Nausea")[1]},
        {"label": "intervention", "start": at("A (")[0], "end": at("A (")[0] + 1},
    ],
    "findings": [
        {"measure": "proportion", "unit": "%", "arm": "a1", "spans": {"value": at("40"), "numerator": at("12")}},
        {"measure": "proportion", "unit": "%", "arm": "a2", "spans": {"value": at("20.0"), "numerator": at("6 (")}},
        {"measure": "mean", "arm": "a1", "spans": {"value": at("51.5"), "plus_minus": at("6 years")}},
        {"measure": "mean", "arm": None, "spans": {"value": at("51.5")}},
    ],
}


def test_labelled_words_are_right_at_their_place_under_their_label(tmp_path: Path) -> None:
    """Right: sixty, n 30, nausea, 40, 12, 20.0, 51.5. False: "A", the 6 of 6 (20 %), the 6 of ± 6. Missed: drug A."""
    found = spans(written(tmp_path, "pico", text=TEXT, spans=LABELS), [RECORD])
    assert found.micro == Rate(7, 3, 1)
    assert found.numeric == Rate(6, 2, 0) and found.text == Rate(1, 1, 1)
    assert found.relaxed == Rate(8, 2, 0), "“A” overlaps “drug A”"
    assert found.cohort == Share(1, 1)
    assert found.by_label["intervention"] == Rate(0, 1, 1) and found.by_label["cv-bin-abs"] == Rate(0, 1, 0)
    weighted = (1 + 1 + 0 + 1 + 1 + 1 + 1 + 1) / 8
    assert found.weighted == pytest.approx(weighted)


def test_an_unread_text_misses_all_its_labels(tmp_path: Path) -> None:
    found = spans(written(tmp_path, "pico", text=TEXT, spans=LABELS), [])
    assert found.micro == Rate(0, 0, 8) and found.unread == ("t1",) and found.cohort == Share(0, 1)


def changed(place: int, **how: Any) -> dict[str, Any]:
    findings = [dict(it) for it in RECORD["findings"]]
    findings[place] |= how
    return RECORD | {"findings": findings}


NUMBERS = {
    "a share without its sign is no percentage": (changed(0, unit=None), "iv-bin-percent", Rate(0, 0, 1)),
    "the arm decides the side": (changed(0, arm="a2"), "iv-bin-percent", Rate(0, 0, 1)),
    "a size in no arm is the cohort's": (
        changed(0, measure="count", category="cohort_size", arm=None), "total-participants", Rate(1, 1, 0),
    ),
    "a count is absolute": (
        changed(0, measure="count", spans={"value": at("12")}), "iv-bin-abs", Rate(1, 0, 0),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("record", "label", "rate"), NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers_have_the_label_of_measure_and_arm(
    record: Mapping[str, Any], label: str, rate: Rate, tmp_path: Path
) -> None:
    assert spans(written(tmp_path, "pico", text=TEXT, spans=LABELS), [record]).by_label[label] == rate


ROWS = [
    {"measure": at("12 (40%)"), "outcomes": [[*at("Nausea"), "Nausea"]], "arms": [[*at("drug A"), "drug A", 1]]},
    {"measure": at("6 (20.0 %)"), "outcomes": [[*at("Nausea"), "Nausea"]], "arms": [[*at("placebo"), "placebo", 2]]},
    {"measure": at("51.5 ± 6"), "outcomes": [[*at("age"), "age"]], "arms": []},
]
SAID: dict[str, Any] = {
    "document": "t1",
    "arms": [
        {"id": "a1", "name": "the drug", "mentions": [at("drug A")]},
        {"id": "a2", "name": "placebo", "mentions": []},
    ],
    "findings": [
        {"measure": "proportion", "outcome": "x", "outcome_start": at("Nausea")[0], "outcome_end": at("Nausea")[1],
         "arm": "a1", "spans": {"value": at("40"), "numerator": at("12")}},
        {"measure": "proportion", "outcome": "nausea", "arm": "a2", "spans": {"value": at("20.0")}},
        {"measure": "mean", "outcome": "age", "arm": None, "spans": {"value": at("51.5")}},
    ],
}  # fmt: skip


def with_said(place: int, **how: Any) -> dict[str, Any]:
    findings = [dict(it) for it in SAID["findings"]]
    findings[place] |= how
    return SAID | {"findings": findings}


TABLES = {
    "as the reader says": (SAID, Rate(3, 0, 0), Rate(3, 0, 0)),
    "another outcome": (with_said(1, outcome="vomiting"), Rate(3, 0, 0), Rate(2, 1, 1)),
    "the other arm": (with_said(1, arm="a1"), Rate(3, 0, 0), Rate(2, 1, 1)),
    "an arm where there is none": (with_said(2, arm="a1"), Rate(3, 0, 0), Rate(2, 1, 1)),
    "elsewhere": (with_said(2, spans={"value": at("Mean")}), Rate(2, 1, 1), Rate(2, 1, 1)),
    "elsewhere, of a comparison": (
        with_said(2, spans={"value": at("Mean")}, measure="p_value"), Rate(2, 0, 1), Rate(2, 0, 1),
    ),
    "nothing": ({"document": "other"}, Rate(0, 0, 3), Rate(0, 0, 3)),
}  # fmt: skip


@pytest.mark.parametrize(("record", "found", "row"), TABLES.values(), ids=TABLES.keys())
def test_a_row_is_a_measure_with_its_outcome_and_its_arm(
    record: Mapping[str, Any], found: Rate, row: Rate, tmp_path: Path
) -> None:
    made = tables(written(tmp_path, "rows", text=TEXT, rows=ROWS), [record])
    assert (made.found, made.row) == (found, row)


# ------------------------------------------------------------------ what a folder holds


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    written(tmp_path, "words", text=TEXT, spans=LABELS)
    written(tmp_path, "sentences", text=TEXT, rows=ROWS)
    for name in ("series", "series-train"):
        gold = {"n": 60, "findings": [
            {"outcome": "nausea", "kind": "proportion", "value": 40, "unit": "%", "quote": "12 (40%)",
             "category": "complication"},
        ]}  # fmt: skip
        for part, said in ((f"gold/{name}.json", json.dumps(gold)), (f"texts/{name}.txt", TEXT)):
            (tmp_path / name / part).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / part).write_text(said, encoding="utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "dev.jsonl").write_text('{"id": "x", "text": "y"}\n', encoding="utf-8")
    return tmp_path


def test_a_set_is_known_by_what_it_holds(sets: Path) -> None:
    found = [(it.name, it.scheme, it.training) for it in sets_in(sets)]
    assert found == [
        ("series", "series", False), ("series-train", "series", True), ("words", "spans", False),
        ("sentences", "tables", False),
    ]  # fmt: skip


def test_a_set_named_itself_is_measured_alone(sets: Path) -> None:
    assert [it.name for it in sets_in(sets / "words")] == ["words"]


def test_a_folder_without_a_set_says_what_it_should_hold(sets: Path) -> None:
    with pytest.raises(EvidenceError, match="or folders of these"):
        sets_in(sets / "notes")


@pytest.mark.parametrize(("line", "says"), [("{", "line 1 is no JSON"), ('{"id": 3}', 'line 1 has no "id" and "text"')])
def test_a_line_that_cannot_be_understood_is_named(line: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "dev.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(EvidenceError, match=says):
        list(lines(tmp_path / "dev.jsonl"))


# ------------------------------------------------------------------ the whole, written down


def test_the_tool_is_measured_on_every_set_and_the_page_says_how_it_did(sets: Path) -> None:
    chain = configurations()["rules"]
    results = {"rules": measured(sets_in(sets), chain)}
    figures = {it.of.name: it.figures for it in results["rules"]}
    assert isinstance(figures["words"], SpanFigures) and isinstance(figures["sentences"], TableFigures)
    assert figures["words"].unread == figures["sentences"].unread == ()
    page = accuracy(results)
    assert "| series-train (training) | 1 | 1 |" in page
    assert "| configuration | series | series-train (training) | words | sentences |" in page
    assert "## words: by label" in page and "| 0.9 to 1.0 |" in page
    assert page == accuracy(results) and str(sets) not in page
    assert all(told(it).startswith("documents: 1") for it in results["rules"])


def test_the_last_configuration_is_the_one_whose_tables_are_shown(sets: Path) -> None:
    one = GoldSet("rows", "tables", sets / "sentences" / "dev.jsonl")
    page = accuracy({"poor": [judged(one, [])], "good": [judged(one, [SAID])]})
    assert "| poor | 0.000 |" in page and "| good | 1.000 |" in page
    assert "| rows | 1 | 3 | 1.000 | 1.000 | 1.000 | 1.000 |" in page
