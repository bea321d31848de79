"""The export says what was printed, in the keys other people's scripts name, and the same each time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import export
from extractor.model import Decision, Source, Study
from extractor.review.key import keys, reading
from extractor.store import Store
from tests.studies import CONCEPTS, SMALL, TEXT, TWO_ARM

FINDING = (
    "id measure outcome outcome_start outcome_end concept category arm operator value unit numerator denominator "
    "denominator_source sd se plus_minus range iqr ci time p spans sentence section quote rule confidence checks"
)


def lines(*studies: Study) -> list[str]:
    out = io.StringIO()
    export.jsonl(studies, out)
    return out.getvalue().splitlines()


def cells(*studies: Study, labels: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    export.csv(studies, out, labels=labels)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


# ------------------------------------------------------------------ JSON


def test_the_record_has_the_keys_of_the_contract_in_its_order() -> None:
    record = json.loads(lines(TWO_ARM)[0])
    assert " ".join(record) == "document path text n arms mentions findings sources merged_into"
    assert " ".join(record["arms"][0]) == "id name role n start end mentions"
    assert " ".join(record["mentions"][0]) == "label start end text concept"
    assert {" ".join(finding) for finding in record["findings"]} == {FINDING}
    assert " ".join(record["findings"][0]["checks"][0]) == "name verdict reason"


@pytest.mark.parametrize(
    ("number", "key", "value"),
    [
        (0, "id", "fixation-2014:f1"),
        (0, "value", "80.0"),
        (0, "p", {"operator": "<", "value": "0.010"}),
        (0, "numerator", 20),
        (7, "spans", {"value": [len(TEXT) - 12, len(TEXT) - 9], "numerator": None, "denominator": None, "sd": None}),
        (2, "sd", "2.10"),
        (2, "range", ["3.0", "12.50"]),
        (3, "iqr", ["250", "380"]),
        (3, "plus_minus", "40"),
        (4, "ci", {"level": "95", "low": "78.0", "high": "96.0"}),
        (4, "time", {"value": "2", "unit": "year"}),
        (5, "ci", {"level": None, "low": "0.31", "high": "1.16"}),
        (5, "se", "0.20"),
        (6, "checks", []),
        (7, "value", "-12"),
    ],
)
def test_numbers_are_written_as_printed(number: int, key: str, value: object) -> None:
    assert export.record(TWO_ARM)["findings"][number][key] == value


def test_places_read_what_they_say() -> None:
    record = json.loads(lines(TWO_ARM)[0])
    text = record["text"]
    assert text[record["n"]["start"] : record["n"]["end"]] == str(record["n"]["value"]) == "49"
    assert [text[start:end] for start, end in record["arms"][0]["mentions"]] == ["short", "Short"]
    assert all(text[it["start"] : it["end"]] == it["text"] for it in record["mentions"])
    first = record["findings"][0]
    read = {name: text[place[0] : place[1]] for name, place in first["spans"].items() if place}
    assert read == {"value": "80·0", "numerator": "20", "denominator": "25", "p": "·010"}
    assert all(it["quote"] in text[it["sentence"][0] : it["sentence"][1]] for it in record["findings"])


def test_a_study_without_anything_is_a_record_still() -> None:
    empty = replace(SMALL, cohort=None, findings=(), derived=())
    assert json.loads(lines(empty)[0]) == {
        "document": "meningioma-2010", "path": "papers/meningioma-2010.txt", "text": SMALL.document.text, "n": None,
        "arms": [], "mentions": [], "findings": [], "sources": [], "merged_into": None,
    }  # fmt: skip


def test_the_documents_of_one_study_name_each_other() -> None:
    other = replace(SMALL, document=replace(SMALL.document, name="again", path="again.ris", format="ris"))
    sources = {"meningioma-2010": (
        Source("meningioma-2010", "papers/meningioma-2010.txt", "txt"), Source("again", "again.ris", "ris", "doi"),
    )}  # fmt: skip
    out = io.StringIO()
    export.jsonl([SMALL, other], out, sources)
    leader, follower = map(json.loads, out.getvalue().splitlines())
    assert [it["path"] for it in leader["sources"]] == ["papers/meningioma-2010.txt", "again.ris"]
    assert (leader["merged_into"], follower["merged_into"], follower["sources"]) == (None, "meningioma-2010", [])


def test_letters_are_written_as_letters_and_one_document_a_line() -> None:
    odd = replace(SMALL, document=replace(SMALL.document, text="Ødem\u2028≥ 3\n"))
    assert "Ødem" in lines(odd)[0]
    out = io.StringIO()
    export.jsonl([odd, SMALL], out)
    assert out.getvalue().count("\n") == 2


def test_the_export_is_the_same_bytes_whatever_was_read_first(tmp_path: Path) -> None:
    written = []
    for number, order in enumerate([(TWO_ARM, SMALL), (SMALL, TWO_ARM, SMALL)]):
        with Store(tmp_path / f"{number}.sqlite") as store:
            for study in order:
                store.save(study)
            table = io.StringIO()
            export.csv(store.studies(), table)
            written.append(("\n".join(lines(*store.studies())), table.getvalue()))
    assert written[0] == written[1]


# ------------------------------------------------------------------ CSV


def test_the_table_is_the_view_evidence_with_numbers_as_printed(tmp_path: Path) -> None:
    """Same columns, same rows, same values; only 7.5 reads 7.50, as in the paper."""
    with Store(tmp_path / "evidence.sqlite") as store:
        store.define(CONCEPTS)
        for study in (TWO_ARM, SMALL):
            store.save(study)
        columns, rows = store.query("SELECT * FROM evidence")
        labels = {concept.id: concept.label for concept in store.concepts()}
        table = cells(*store.studies(), labels=labels)
    assert columns == export.COLUMNS == tuple(table[0])
    assert len(table) == len(rows) == 9
    for cell, row in zip(table, rows, strict=True):
        for column, value in zip(columns, row, strict=True):
            same = float(cell[column]) == value if isinstance(value, (int, float)) else cell[column] == (value or "")
            assert same, (column, cell[column], value)
    assert [cell["value"] for cell in table[:3]] == ["80.0", "50", "7.50"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+1 SD", "'+1 SD"),
        ("-", "'-"),
        ("-2+3", "'-2+3"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-1.5", "-1.5"),
        ("+3", "+3"),
        ("-12E+3", "-12E+3"),
        ("<0.001", "<0.001"),
        ("a=b", "a=b"),
        ("=", "="),
        ("==", "'=="),
        ("", ""),
        (-3, -3),
        (None, None),
        (Decimal("-0.50"), Decimal("-0.50")),
    ],
)
def test_no_cell_is_taken_for_a_formula_and_no_number_for_text(value: object, written: object) -> None:
    assert export.harmless(value) == written


def test_a_hostile_outcome_and_file_name_are_harmless_in_the_table() -> None:
    hostile = replace(
        SMALL,
        document=replace(SMALL.document, name="=cmd", title="+1,\n\"x\""),
        findings=(replace(SMALL.findings[0], outcome="@sum", concept=None),),
    )  # fmt: skip
    (cell,) = cells(hostile)
    assert (cell["document"], cell["title"], cell["outcome"]) == ("'=cmd", '\'+1,\n"x"', "'@sum")


def test_studies_are_written_as_they_come() -> None:
    """Twenty thousand documents need no more memory than one."""

    def two(out: io.StringIO, written: int) -> Iterator[Study]:
        yield SMALL
        assert out.getvalue().count("\n") == written
        yield TWO_ARM

    export.jsonl(two(out := io.StringIO(), written=1), out)
    export.csv(two(out := io.StringIO(), written=2), out)  # the names of the columns are a line


def test_a_decision_stands_beside_what_was_read_and_nothing_else_changes() -> None:
    found = TWO_ARM.findings[0]
    at, said = "2026-01-02T03:04:05+00:00", reading(TWO_ARM, found)
    seen = Decision(keys(TWO_ARM)[found.id], "Ann", "corrected", Decimal(76), "see table 2", at, reading=said)
    out = io.StringIO()
    export.jsonl([TWO_ARM], out, decisions={seen.key: (seen,)})
    plain, made = json.loads(lines(TWO_ARM)[0]), json.loads(out.getvalue())
    assert made["findings"][0].pop("review") == {
        "decision": "corrected", "corrected_value": "76", "reviewer": "Ann", "reviewed_at": seen.at,
        "comment": "see table 2",
    }  # fmt: skip
    assert made == plain
