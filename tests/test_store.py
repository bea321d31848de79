"""The database keeps what was printed, refuses what is not its own, and survives a killed run."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from extractor import model
from extractor.errors import EvidenceError, Unreadable
from extractor.model import Study
from extractor.store import Kept, Problem, Store
from tests.studies import CONCEPTS, DEATH, PAIN, SMALL, TEXT, TWO_ARM

CONTRACT = {
    "documents": "id name path format sha256 title year journal doi pmid design n text",
    "arms": "id document_id name role n char_start char_end",
    "mentions": "id document_id label char_start char_end text concept",
    "outcomes": "id label category better",
    "findings": "id document_id arm_id sentence_start sentence_end section measure outcome outcome_id category operator"
    " value value_printed unit numerator denominator denominator_source sd se plus_minus range_low range_high iqr_low"
    " iqr_high ci_level ci_low ci_high time_value time_unit p_operator p_value char_start char_end quote rule"
    " confidence",
    "checks": "id document_id finding_id name verdict reason",
    "problems": "path stage message",
    "runs": "id tool rules model arguments counts seconds",
    "evidence": "document title year n arm outcome_label",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "evidence.sqlite"


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask with plain sqlite3, not with the code under test."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


# ------------------------------------------------------------------ what is kept


@pytest.mark.parametrize("study", [TWO_ARM, SMALL], ids=lambda study: study.document.name)
def test_a_study_comes_back_as_it_was_saved(path: Path, study: Study) -> None:
    """Every field, every zero of "7.50", the order of findings (f10 after f7) included."""
    with Store(path) as store:
        store.save(study)
    with Store(path, create=False) as store:
        (found,) = store.studies()
    assert found == study
    assert repr(found) == repr(study)  # in which 0.50 and 0.5 differ, though the decimals are equal


def test_the_study_of_these_tests_uses_every_field() -> None:
    """Otherwise the round trip above would prove less than it says."""

    def filled(value: object) -> set[tuple[str, str]]:
        if isinstance(value, (tuple, list)):
            return set().union(*map(filled, value)) if value else set()
        if not is_dataclass(value):
            return set()
        own = {(type(value).__name__, it.name) for it in fields(value) if getattr(value, it.name) not in (None, (), {})}
        return own.union(*(filled(getattr(value, it.name)) for it in fields(value)))

    kinds = {
        model.Study, model.Document, model.Region, model.Word, model.Sentence, model.Mention, model.SetAside,
        model.Interval, model.Time, model.PValue, model.Arm, model.Cohort, model.Finding, model.Check, model.Derived,
        model.Span, model.Input,
    }  # fmt: skip
    wanted = {(kind.__name__, it.name) for kind in kinds for it in fields(kind)}
    assert wanted - filled(TWO_ARM) == set()


def test_saving_twice_changes_nothing(path: Path) -> None:
    tables = [*CONTRACT, "sentences", "regions", "words", "set_aside", "unexplained", "derived"]
    with Store(path) as store:
        store.save(TWO_ARM)
        once = [rows(path, f"SELECT count(*) FROM {table}") for table in tables]
        store.save(TWO_ARM)
        assert [rows(path, f"SELECT count(*) FROM {table}") for table in tables] == once
        assert list(store.studies()) == [TWO_ARM]


def test_a_second_reading_replaces_the_first(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
        store.save(replace(TWO_ARM, findings=TWO_ARM.findings[:1], checks=(), derived=()))
    assert rows(path, "SELECT id FROM findings") == [("fixation-2014:f1",)]
    assert rows(path, "SELECT count(*) FROM derived") == [(0,)]


def test_numbers_stand_as_real_to_sort_by_and_as_text_with_their_zeros(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
    columns = "value, value_printed, sd, printed ->> 'sd', typeof(range_high)"
    assert rows(path, f"SELECT {columns} FROM findings WHERE outcome = 'kyphosis'") == [
        (7.5, "7.50", 2.1, "2.10", "real")
    ]


def test_the_order_of_saving_does_not_show(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with Store(path) as store, Store(other) as later:
        store.save(TWO_ARM)
        store.save(SMALL)
        later.save(SMALL)
        later.save(TWO_ARM)
        assert list(store.studies()) == list(later.studies()) == [TWO_ARM, SMALL]
    ids = "SELECT id FROM findings UNION SELECT id FROM checks UNION SELECT id FROM arms UNION SELECT id FROM mentions"
    assert rows(path, ids) == rows(other, ids)


def test_a_value_that_is_not_reached_stays_without_a_number(path: Path) -> None:
    """A median "not reached" is a finding without a value, not a zero."""
    median = replace(TWO_ARM.findings[7], measure="median", value=None, value_printed="not reached")
    study = replace(TWO_ARM, findings=(median,), checks=(), derived=())
    with Store(path) as store:
        store.save(study)
        assert store.study("fixation-2014") == study
    assert rows(path, "SELECT value FROM findings") == [(None,)]


# ------------------------------------------------------------------ the contract


@pytest.mark.parametrize("table", CONTRACT)
def test_tables_have_the_columns_other_people_s_scripts_name(path: Path, table: str) -> None:
    Store(path).close()
    found = {row[0] for row in rows(path, f"SELECT name FROM pragma_table_info('{table}')")}
    assert set(CONTRACT[table].split()) <= found


def test_every_table_is_strict_and_refers_to_what_exists(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
    # SQLite's own tables (its schema, the full-text index) are not ours to make strict
    loose = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'sentences_fts%'"
    )
    assert rows(path, loose) == []
    assert rows(path, "PRAGMA foreign_key_check") == []
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("column", "value"),
    [("measure", "percent"), ("category", "deaths"), ("confidence", 1.5), ("quote", None), ("char_end", 0)],
)
def test_the_schema_refuses_what_the_design_does_not_know(path: Path, column: str, value: object) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE findings SET {column} = ?", [value])


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("findings", "measure", model.MEASURES),
        ("findings", "category", model.CATEGORIES),
        ("mentions", "label", model.LABELS),
        ("findings", "denominator_source", get_args(model.DenominatorSource)),
        ("arms", "role", get_args(model.ArmRole)),
        ("regions", "role", get_args(model.Role)),
        ("checks", "verdict", get_args(model.Verdict)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_schema_takes_every_word_of_the_model(path: Path, table: str, column: str, values: tuple[str, ...]) -> None:
    """The words stand in the schema and in model.py; this keeps the two lists one."""
    with Store(path) as store:
        store.save(TWO_ARM)
    with closing(sqlite3.connect(path)) as connection:
        for value in values:
            connection.execute(f"UPDATE {table} SET {column} = ?", [value])


def test_a_finding_of_an_unknown_arm_is_our_mistake_and_leaves_the_old_reading(path: Path) -> None:
    wrong = replace(SMALL, findings=(replace(SMALL.findings[0], arm="a9"),))
    with Store(path) as store:
        store.save(SMALL)
        with pytest.raises(ValueError, match="FOREIGN KEY"):
            store.save(wrong)
        assert list(store.studies()) == [SMALL]


def test_the_view_tells_a_reader_everything_in_one_row(path: Path) -> None:
    with Store(path) as store:
        store.define(CONCEPTS)
        store.save(TWO_ARM)
    sql = "SELECT document, year, n, arm, arm_n, outcome_label, value, derived_numerator, wilson_low FROM evidence"
    assert rows(path, sql)[1] == ("fixation-2014", 2014, 49, "long fixation", 24, "pain relief", 50.0, 12.0, 31.4)
    verdicts = [row[0] for row in rows(path, "SELECT verdict FROM evidence")]
    assert verdicts[:5] == ["consistent", None, None, None, "inconsistent"]
    found = rows(path, "SELECT char_start, char_end, quote, sentence FROM evidence")
    assert [TEXT[start:end] for start, end, *_ in found] == [quote for *_, quote, _ in found]
    assert all(quote in sentence for *_, quote, sentence in found)


# ------------------------------------------------------------------ full text


def hits(path: Path, words: str) -> list[str]:
    sql = "SELECT s.text FROM sentences_fts f JOIN sentences s ON s.id = f.rowid WHERE sentences_fts MATCH ?"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0].strip() for row in connection.execute(sql, [words])]


def test_sentences_are_found_by_their_words_and_forgotten_with_their_document(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
        store.save(TWO_ARM)
        assert hits(path, "death") == ["There were no deaths, and the score fell by 12, see 77."]
        store.prune(["fixation-2014"])
    assert hits(path, "death") == []
    with closing(sqlite3.connect(path)) as connection:  # raises when the index and the table disagree
        connection.execute("INSERT INTO sentences_fts (sentences_fts, rank) VALUES ('integrity-check', 1)")


# ------------------------------------------------------------------ runs


def test_the_state_tells_what_was_read_with_which_rules(path: Path) -> None:
    twin = replace(SMALL, document=replace(SMALL.document, name="meningioma-2010#2"))
    with Store(path) as store:
        store.save(twin, rules="r1", model="m")
        store.save(SMALL, rules="r1", model="m")
        assert store.state() == {
            "papers/meningioma-2010.txt": Kept("cd" * 32, "r1", "m", ("meningioma-2010", "meningioma-2010#2"))
        }


def test_pruning_removes_a_document_and_all_that_was_said_of_it(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
        store.save(SMALL)
        store.problem("papers/fixation 2014.pdf", "read", "page 2 has no text")
        store.prune(["fixation-2014", "never heard of"])
        assert list(store.studies()) == [SMALL]
        assert store.problems() == ()
    for table in ("arms", "checks", "mentions", "words", "set_aside", "unexplained"):
        assert rows(path, f"SELECT count(*) FROM {table}") == [(0,)], table


def test_a_problem_stands_once_until_the_file_is_read(path: Path) -> None:
    with Store(path) as store:
        for _ in range(2):
            store.problem(Path("papers/meningioma-2010.txt"), "read", "is empty")
        store.problem("a.pdf", "read", "is encrypted")
        assert store.problems() == (
            Problem("a.pdf", "read", "is encrypted"),
            Problem("papers/meningioma-2010.txt", "read", "is empty"),
        )
        store.save(SMALL)
        assert [problem.path for problem in store.problems()] == ["a.pdf"]
        store.settle("a.pdf")
        assert store.problems() == ()


def test_a_run_is_remembered_with_its_versions_and_counts(path: Path) -> None:
    with Store(path) as store:
        store.run(tool="0.1", rules="r", model="m", arguments=["extract", "Ärzte"], counts={"read": 2}, seconds=1.5)
    found = rows(path, "SELECT tool, rules, model, arguments, counts, seconds FROM runs")
    assert found == [("0.1", "r", "m", '["extract","Ärzte"]', '{"read":2}', 1.5)]


def test_outcomes_follow_the_vocabulary_but_none_in_use_is_lost(path: Path) -> None:
    with Store(path) as store:
        store.define(CONCEPTS)
        assert store.concepts() == CONCEPTS
        store.save(replace(TWO_ARM, findings=TWO_ARM.findings[:1], mentions=(), checks=(), derived=()))
        store.define([replace(DEATH, label="death")])
        assert store.concepts() == (replace(DEATH, label="death"), PAIN)
        store.define([])
        assert store.concepts() == (PAIN,)


def test_a_concept_that_no_vocabulary_defines_is_still_stored(path: Path) -> None:
    with Store(path) as store:
        store.save(SMALL)
        assert [concept.label for concept in store.concepts()] == ["gross total resection"]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.studies import SMALL, TWO_ARM
import extractor.store as place

store = place.Store(Path(sys.argv[1]))
store.save(SMALL)
insert = place.Store._insert

def dying(self, table, found, **how):
    if table == "checks":
        os.kill(os.getpid(), signal.SIGKILL)
    insert(self, table, found, **how)

place.Store._insert = dying
store.save(TWO_ARM)
"""


def test_a_killed_run_leaves_a_valid_database_with_the_papers_it_finished(path: Path) -> None:
    """It is killed half way through the second paper, its findings written and its checks not."""
    root = Path(__file__).resolve().parent.parent
    search = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=root, env=search, check=False)
    assert done.returncode == -signal.SIGKILL
    with Store(path) as store:
        assert list(store.studies()) == [SMALL]
        store.save(TWO_ARM)
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


# ------------------------------------------------------------------ what is refused


def alter(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)


def of_schema(path: Path, number: int) -> None:
    Store(path).close()
    alter(path, f"PRAGMA user_version = {number}")


def cut_short(path: Path) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("study,n\n"), "is not an SQLite database and is left as it is"),
        (lambda path: path.mkdir(), "is a folder; name a file"),
        (lambda path: alter(path, "CREATE TABLE moz_places (id)"), r"another program \(moz_places\) and is left"),
        (lambda path: alter(path, "PRAGMA application_id = 77"), r"another program \(no tables\)"),
        (lambda path: of_schema(path, 0), r"an older evidence-extractor \(schema 0, this one has \d+\); move it away"),
        (lambda path: of_schema(path, 99), "a newer evidence-extractor"),
        (cut_short, "cannot be used as a database .*; move it away"),
    ],
    ids=["text file", "folder", "another program", "another program, empty", "older", "newer", "damaged"],
)
def test_what_is_not_our_database_is_refused_and_left_alone(
    path: Path, make: Callable[[Path], object], says: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(EvidenceError, match=says) as error, Store(path) as store:
        list(store.studies())
    assert str(error.value).startswith(f"{path}: ")
    assert before == (path.read_bytes() if path.is_file() else None)


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    """`mktemp` leaves one, and so does a run killed before its first write."""
    path.touch()
    with Store(path) as store:
        store.save(SMALL)
    assert rows(path, "SELECT name FROM documents") == [("meningioma-2010",)]


def test_reading_a_database_that_is_not_there_says_how_to_make_it(path: Path) -> None:
    with pytest.raises(EvidenceError, match="no such database; make it with: evidence extract"):
        Store(path, create=False)
    assert not path.exists()


def test_a_folder_that_cannot_hold_a_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceError, match=r"file/evidence\.sqlite: .*--db"):
        Store(tmp_path / "file" / "evidence.sqlite")


def test_two_runs_at_once_are_told_apart_from_a_broken_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.store.opening.PATIENCE", 0.05)
    with Store(path) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EvidenceError, match="another run is writing to this database"):
            store.save(SMALL)


@pytest.mark.parametrize(
    ("study", "says"),
    [
        (replace(SMALL, findings=(replace(SMALL.findings[0], numerator=10**30),)), "more than 18 digits"),
        (replace(SMALL, document=replace(SMALL.document, text="half \ud800 a character")), "broken at character 5"),
    ],
    ids=["number past 64 bits", "lone surrogate"],
)
def test_what_no_database_can_hold_is_a_problem_of_that_paper(path: Path, study: Study, says: str) -> None:
    with Store(path) as store:
        store.save(TWO_ARM)
        with pytest.raises(Unreadable, match=says):
            store.save(study)
        assert list(store.studies()) == [TWO_ARM]


def test_huge_decimals_and_nul_characters_survive(path: Path) -> None:
    odd = replace(SMALL.findings[0], value=Decimal("1E+400"), sd=Decimal("0.1000000000000000000000001"))
    study = replace(SMALL, findings=(odd,), document=replace(SMALL.document, text="\x00" + SMALL.document.text))
    with Store(path) as store:
        store.save(study)
        assert repr(store.study("meningioma-2010")) == repr(study)
