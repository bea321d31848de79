"""The queries that come with the tool answer what their first line says, and no query can write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import EvidenceError
from extractor.model import Check, Cohort, Decision, Document, Sentence, SetAside, Span, Study
from extractor.review.key import key, reading
from extractor.store import Store, queries
from tests.studies import CONCEPTS, SMALL, TWO_ARM

COUNTED = replace(  # 5 of 8, printed as a count alone: the per cent is derived
    SMALL,
    document=replace(SMALL.document, name="schwannoma-2020", path="b.txt"),
    findings=(
        replace(
            SMALL.findings[0], measure="count", value=Decimal(5), value_printed="five", unit=None, numerator=None,
            denominator=8,
        ),
    ),
    derived=(replace(SMALL.derived[0], name="percentage", value=Decimal("62.5")),),
)  # fmt: skip
BARE = replace(  # a per cent of an unknown number of patients
    SMALL,
    document=replace(SMALL.document, name="bare-2001", path="c.txt"),
    findings=(replace(SMALL.findings[0], numerator=None, denominator=None, denominator_source=None),),
    cohort=None,
    derived=(),
    checks=(Check(None, "told_twice", "inconsistent", "the abstract says 43 and 34 patients"),),
)


def series(name: str, years: str, **fields: Any) -> Study:
    """Return a study of the same people, recruited in *years*."""
    text = f"Of 43 patients seen in {years} all lived.\n"
    place = Span(text.index(years), text.index(years) + len(years))
    document = Document(name, f"{name}.txt", "txt", "ef" * 32, text, authors=("Reyes A", "Okafor B"))
    return Study(
        document=replace(document, **fields),
        sentences=(Sentence(0, len(text), "abstract"),),
        cohort=Cohort(43, 3, 5),
        set_aside=(SetAside(place.start, place.end, years, "year"),),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a folder?" / "evidence #1.sqlite"  # characters that mean something in a URI
    with Store(path) as store:
        store.define(CONCEPTS)
        for study in (TWO_ARM, SMALL, COUNTED, BARE):
            store.save(study)
        store.problem("scan.pdf", "read", "has no text; run OCR first")
    return path


def answer(path: Path, question: str) -> list[dict[str, Any]]:
    with Store(path, create=False) as store:
        columns, rows = store.query(question)
    return [dict(zip(columns, row, strict=True)) for row in rows]


# ------------------------------------------------------------------ the files of db/queries


def test_every_query_says_in_its_first_line_what_it_answers() -> None:
    assert len(queries()) >= 7
    for name, says in queries().items():
        assert len(says) > 20, name
        assert not says.startswith(("SELECT", "-")), name


@pytest.mark.parametrize("name", queries())
def test_every_query_runs_on_studies_and_on_an_empty_database(path: Path, tmp_path: Path, name: str) -> None:
    """Each finds something in the studies of this file, and its columns have names of their own."""
    with Store(path) as store:
        for study in (
            series("a", "2003-2010", doi="10.5555/A"),
            series("b", "2003", doi="10.5555/a"),
            series("c", "2009"),
        ):
            store.save(study)
        store.regroup()
        seen = {"key": key(SMALL.document, SMALL.findings[0]), "reading": reading(SMALL, SMALL.findings[0])}
        store.decide([Decision(reviewer="Ann", decision="accepted", **seen)])
        store.decide([Decision(reviewer="Bob", decision="rejected", **seen)])
    found = answer(path, name)
    assert found
    with Store(tmp_path / "empty.sqlite") as store:
        columns, rows = store.query(name)
    assert (len(set(columns)), rows) == (len(columns), [])


@pytest.mark.parametrize("name", queries())
def test_every_query_gives_its_rows_in_one_order(path: Path, tmp_path: Path, name: str) -> None:
    """Whatever was read first: a table in a paper must not change from run to run."""
    other = tmp_path / "other.sqlite"
    with Store(other) as store:
        store.define(CONCEPTS)
        for study in (BARE, COUNTED, SMALL, TWO_ARM):
            store.save(study)
        store.problem("scan.pdf", "read", "has no text; run OCR first")
    assert answer(path, name) == answer(other, name)


def test_gross_total_resection_tells_printed_counts_from_derived_ones(path: Path) -> None:
    found = [
        (row["document"], row["percent"], row["n/N"], row["count_is"], row["wilson_low"], row["wilson_high"])
        for row in answer(path, "gross-total-resection")
    ]
    assert found == [
        ("schwannoma-2020", 62.5, "5/8", "printed", None, None),
        ("bare-2001", 55.8, None, None, None, None),
        ("meningioma-2010", 55.8, "24/43", "printed", 41.1, 69.6),
    ]


def test_contradictions_come_with_their_sentence(path: Path) -> None:
    first, second = answer(path, "contradictions")
    assert (first["document"], first["outcome"]) == ("bare-2001", "the study as a whole")
    assert second["check"] == "interval_holds_estimate"
    assert second["sentence"].startswith("At 2 years 90.0% were free of revision")


def test_no_deaths_is_a_zero_event_and_a_death_table_row(path: Path) -> None:
    (zero,) = answer(path, "zero-events")
    assert (zero["document"], zero["outcome"], zero["denominator"], zero["quote"]) == (
        "fixation-2014", "mortality", 49, "no deaths",
    )  # fmt: skip
    assert [(row["outcome"], row["patients"]) for row in answer(path, "harms")] == [("mortality", 0)]


def test_survival_gives_rates_with_their_time_and_interval(path: Path) -> None:
    rate, ratio = answer(path, "survival")
    assert (rate["value"], rate["at"], rate["at_unit"], rate["ci_low"]) == (">=90.0", 2.0, "year", 78.0)
    assert (ratio["value"], ratio["unit"], ratio["at"]) == ("0.60", "HR", None)


def test_what_two_studies_report_the_others_are_asked_for(path: Path) -> None:
    """Only the two-arm study says nothing of resection; outcomes that one study alone reports are not gaps."""
    gaps = [(row["outcome"], row["reported_by"], row["not_reported_by"]) for row in answer(path, "not-reported")]
    assert gaps == [("gross total resection", 3, "fixation-2014")]


def test_studies_come_by_size_and_those_without_last(path: Path) -> None:
    found = answer(path, "studies")
    assert [(row["document"], row["n"]) for row in found] == [
        ("fixation-2014", 49), ("meningioma-2010", 43), ("schwannoma-2020", 43), ("bare-2001", None),
    ]  # fmt: skip
    assert found[0]["arms"] == "short fixation (n=25); long fixation (n=24); everyone"
    assert (found[0]["findings"], found[0]["contradictions"]) == (8, 1)


def test_the_evidence_table_marks_a_derived_count(path: Path) -> None:
    rows = {(row["document"], row["value"]): row for row in answer(path, "evidence-table")}
    derived, printed = rows["fixation-2014", "50"], rows["fixation-2014", "80·0"]
    assert (derived["numerator"], derived["denominator"], derived["numerator_is_derived"]) == (12, 24, 1)
    assert (printed["numerator"], printed["denominator"], printed["numerator_is_derived"]) == (20, 25, 0)


def test_review_gives_every_result_the_least_sure_first(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    sure, unsure = (replace(it, confidence=how) for it, how in zip(TWO_ARM.findings[:2], (0.91, 0.34), strict=True))
    with Store(path) as store:
        store.define(CONCEPTS)
        store.save(replace(TWO_ARM, findings=(sure, unsure), checks=(), derived=()))
        store.save(replace(SMALL, findings=(replace(SMALL.findings[0], confidence=0.5),)))
    found = answer(path, "review")
    assert list(found[0]) == ["document", "outcome", "arm", "value_printed", "unit", "confidence", "quote"]
    assert [(row["document"], row["confidence"]) for row in found] == [
        ("fixation-2014", 0.34), ("meningioma-2010", 0.5), ("fixation-2014", 0.91),
    ]  # fmt: skip
    assert (found[0]["arm"], found[0]["quote"]) == ("long fixation", unsure.quote)
    assert (found[1]["outcome"], found[1]["value_printed"], found[1]["unit"]) == ("gross total resection", "55.8", "%")


def test_unexplained_numbers_come_with_their_sentence(path: Path) -> None:
    (found,) = answer(path, "unexplained")
    assert (found["number"], found["sentence"].strip().split()[:3]) == ("77", ["There", "were", "no"])


# ------------------------------------------------------------------ asking


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) AS n FROM findings",
        "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 3) SELECT max(n) AS n FROM k",
        "SELECT s.text FROM sentences_fts f JOIN sentences s ON s.id = f.rowid WHERE sentences_fts MATCH 'deaths'",
        "SELECT name FROM pragma_table_info('findings')",
        "PRAGMA table_info(findings)",
        "SELECT printed ->> 'sd' FROM findings;",
        "-- a comment\nSELECT 1",
        "EXPLAIN QUERY PLAN SELECT * FROM evidence",
    ],
)
def test_any_question_can_be_asked_in_sql(path: Path, sql: str) -> None:
    assert answer(path, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM findings",
        "UPDATE documents SET n = 1",
        "INSERT INTO problems VALUES ('a', 'b', 'c')",
        "DROP TABLE checks",
        "UPDATE sqlite_master SET sql = ''",
        "CREATE TABLE mine (id)",
        "CREATE TEMP TABLE mine (id)",
        "PRAGMA user_version = 9",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = WAL",
        "ATTACH 'elsewhere.sqlite' AS elsewhere",
        "VACUUM INTO 'copy.sqlite'",
        "REPLACE INTO sentences_fts (rowid, text) VALUES (1, 'x')",
        "WITH x AS (SELECT 1) DELETE FROM findings",
        "BEGIN EXCLUSIVE",
    ],
)
def test_no_question_can_write(path: Path, tmp_path: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = path.read_bytes()
    with pytest.raises(EvidenceError, match="a query only reads"):
        answer(path, sql)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a folder?"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("contradiction", "no such query; did you mean 'contradictions'"),
        ("xyz", "no such query; there are: contradictions, decisions, disagreements, evidence-table"),
        ("SELECT weight FROM findings", "no such column: weight"),
        ("SELEC 1", "syntax error"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("", "name a query or give SQL"),
    ],
    ids=lambda value: value or "nothing",
)
def test_a_question_that_cannot_be_answered_says_why(path: Path, question: str, says: str) -> None:
    with pytest.raises(EvidenceError, match=says):
        answer(path, question)


def test_plain_sqlite_runs_the_files_as_they_are(path: Path) -> None:
    """They use nothing that only this program knows, so Datasette and DB Browser run them too."""
    folder = Path(__file__).resolve().parent.parent / "db" / "queries"
    with closing(sqlite3.connect(path)) as connection:
        for file in sorted(folder.glob("*.sql")):
            assert connection.execute(file.read_text(encoding="utf-8")).description, file.name
