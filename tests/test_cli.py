"""The command: one verb each, one line for what can be mended, nothing slow before it is needed."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor import __version__
from extractor.cli import main
from extractor.store import queries
from tests.folder import RELIEF, SURVIVAL, papers, quick

__all__ = ["quick"]  # a fixture
pytestmark = pytest.mark.usefixtures("quick")
ROOT = Path(__file__).parent.parent


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Give a database of two small papers."""
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "survival.txt": SURVIVAL})
    file = tmp_path / "evidence.sqlite"
    assert main(["extract", str(folder), "--db", str(file), "--out", str(tmp_path / "site")]) == 0
    capsys.readouterr()
    return file


def relief(db: Path) -> str:
    """Return the id of the finding 55.8 %."""
    with sqlite3.connect(db) as connection:
        found = connection.execute("SELECT id FROM findings WHERE value_printed = '55.8'").fetchone()
    return str(found[0])


# ------------------------------------------------------------------ start


def test_help_answers_within_a_second() -> None:
    taken = []
    for _ in range(3):  # the best of a busy machine
        began = time.perf_counter()
        run = subprocess.run([sys.executable, "-m", "extractor", "--help"], cwd=ROOT, capture_output=True, text=True)
        taken.append(time.perf_counter() - began)
    assert min(taken) < 1
    assert run.returncode == 0
    for verb in ("extract", "report", "export", "query", "rules", "why", "score"):
        assert f"    {verb} " in run.stdout


def test_the_command_line_imports_nothing_slow() -> None:
    code = (
        "import sys; from extractor.cli import parser; parser()\n"
        "print([name for name in ('spacy', 'pdfplumber', 'sqlite_utils', 'jinja2', 'rich') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert (end.value.code, capsys.readouterr().out) == (0, f"evidence-extractor {__version__}\n")


@pytest.mark.parametrize(
    "wrong",
    [[], ["extrct"], ["extract"], ["export", "--format", "xml"], ["why"], ["extract", "x", "--jobs", "0"]],
    ids=["nothing", "no such verb", "no path", "no such format", "no finding", "no worker"],
)
def test_wrong_usage_is_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(wrong)
    assert end.value.code == 2
    assert "usage: evidence" in capsys.readouterr().err


# ------------------------------------------------------------------ extract, report


def test_extract_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "empty.txt": ""})
    command = ["extract", str(folder), "--db", str(tmp_path / "e.sqlite"), "--out", str(tmp_path / "my site")]
    assert main(command) == 1, "a paper could not be read"
    said = capsys.readouterr()
    assert said.err == f"evidence: {folder / 'empty.txt'}: is empty\n"
    first, second, meter, third = said.out.splitlines()
    assert first == "1 read, 0 unchanged, 1 failed"
    assert second.startswith("1 document, ") and "0 that do not fit" in second
    assert meter.startswith("100 % of ") and meter.endswith(" numbers accounted for (evidence query unexplained)")
    assert third.startswith(f"{tmp_path / 'my site' / 'index.html'} after ")
    (folder / "empty.txt").unlink()
    main(command)
    capsys.readouterr()
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("nothing changed\n1 document, ")


def test_extract_names_documents_whose_file_is_gone(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "survival.txt").unlink()
    command = ["extract", str(tmp_path / "in"), "--db", str(db), "--out", str(tmp_path / "site")]
    assert main(command) == 0
    assert "1 whose file is gone (kept; evidence extract --prune forgets them): survival" in capsys.readouterr().out
    assert main([*command, "--prune"]) == 0
    assert "1 whose file is gone (forgotten): survival" in capsys.readouterr().out


def test_report_writes_the_pages_again(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "again"
    assert main(["report", "--db", str(db), "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out / 'index.html'}\n"
    assert (out / "study" / "relief.html").exists()


def test_ctrl_c_leaves_a_valid_database_and_says_so(tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", {f"paper-{i:03}.txt": RELIEF for i in range(400)})
    db = tmp_path / "e.sqlite"
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "--db", str(db), "--out", str(tmp_path / "s")]
    run = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while documents(db) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert said.startswith("evidence: stopped; the database holds every document finished so far")
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert 3 <= documents(db) < 400


def documents(db: Path) -> int:
    """Return how many documents a database holds; 0 while it is being made."""
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


# ------------------------------------------------------------------ export, query


def test_export_writes_one_object_a_document(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--db", str(db)]) == 0
    shown = capsys.readouterr().out
    records = [json.loads(line) for line in shown.splitlines()]
    assert [record["document"] for record in records] == ["relief", "survival"]
    assert records[0]["text"] == RELIEF
    file = tmp_path / "e.jsonl"
    assert main(["export", "--db", str(db), "--format", "jsonl", "-o", str(file)]) == 0
    assert file.read_text(encoding="utf-8") == shown


def test_export_writes_one_row_a_finding(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--db", str(db), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (row,) = [row for row in rows if row["value_printed"] == "55.8"]
    assert (row["document"], row["numerator"], row["denominator"]) == ("relief", "24", "43")


def test_query_without_a_question_lists_the_ready_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query"]) == 0
    said = capsys.readouterr().out
    assert all(f"{name} " in said for name in queries())


@pytest.mark.parametrize("name", sorted(queries()))
def test_every_ready_question_has_an_answer(name: str, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", name, "--db", str(db)]) == 0
    assert capsys.readouterr().out.count(",") > 0, "a header, as CSV"


def test_query_answers_sql_as_csv_that_no_spreadsheet_runs(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT name, '=1+1' AS sum FROM documents", "--db", str(db)]) == 0
    assert capsys.readouterr().out == "name,sum\nrelief,'=1+1\nsurvival,'=1+1\n"


def test_query_shows_a_table_on_a_terminal(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")  # no colours
    assert main(["query", "SELECT name, n FROM documents", "--db", str(db)]) == 0
    head, rule, first, *_ = (line for line in capsys.readouterr().out.splitlines() if line.strip())
    assert (head.split(), first.split()) == (["name", "n"], ["relief", "43"])
    assert "──" in rule


def test_an_answer_too_wide_for_the_terminal_has_a_cell_a_line(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    columns = ", ".join(f"text AS column_{number}" for number in range(5))
    assert main(["query", f"SELECT name, {columns} FROM documents", "--db", str(db)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "name      relief"
    assert lines[1].startswith("column_0  We operated on 43 patients.")
    assert max(map(len, lines)) <= 60


# ------------------------------------------------------------------ rules, why, score


def test_rules_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert "  hazard-ratio " in capsys.readouterr().out
    assert main(["rules", "--show", "hazard-ratio"]) == 0
    said = capsys.readouterr().out
    assert "rules/ratios.toml" in said and "-> value " in said and "-> nothing: " in said
    assert main(["rules", "--show", "pain_relief"]) == 0
    assert "patients with preoperative pain" in capsys.readouterr().out
    assert main(["rules", "--show", "hazard-rato"]) == 1
    assert "did you mean 'hazard-ratio'?" in capsys.readouterr().err


OWN = """
[[rule]]
id      = "village-count"
finds   = "count"
says    = "A number of villages."
pattern = '''(?P<value> \\d+ ) \\s villages'''

  [[rule.example]]
  text   = "We went to 12 villages."
  expect = [{ value = "12" }]

  [[rule.example]]
  text    = "Twelve villagers came."
  expect  = []
  because = "people, not villages"
"""


def test_a_folder_of_rules_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = papers(tmp_path / "own", {"villages.toml": OWN})
    assert main(["rules", "--check", str(own)]) == 0
    assert capsys.readouterr().out.startswith(f"{own}: good, ")
    papers(own, {"villages.toml": OWN.replace('"12"', '"13"')})
    assert main(["rules", "--check", str(own)]) == 1
    assert "villages.toml, rule 'village-count', example 1: 'value' is '12', expected '13'" in capsys.readouterr().err
    papers(own, {"villages.toml": OWN.replace("says ", "syas ")})
    assert main(["rules", "--check", str(own)]) == 1
    assert "did you mean 'says'?" in capsys.readouterr().err


def test_why_shows_the_sentence_the_rule_and_the_arithmetic(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = relief(db)
    assert main(["why", name, "--db", str(db)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{name}\n\n  Pain relief was achieved in [[24 of 43 patients (55.8%)]].")
    for line in ("outcome ", "rule ", "share of ", "calculated ", "consistent "):
        assert f"\n{line}" in said
    assert "24/43" in said


def test_why_names_the_nearest_when_there_is_none(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "relief:f99", "--db", str(db)]) == 1
    assert "relief:f99: no such finding; did you mean 'relief:f" in capsys.readouterr().err
    assert main(["why", "releif:f1", "--db", str(db)]) == 1
    assert "did you mean 'relief'?" in capsys.readouterr().err


def test_score_measures_against_a_folder_of_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {"outcome": "pain relief", "quote": "24 of 43 patients (55.8%)", "kind": "proportion", "value": 55.8,
             "unit": "%", "numerator": 24, "denominator": 43, "category": "pain"}  # fmt: skip
    gold = json.dumps({"n": 43, "findings": [found]})
    folder = papers(tmp_path / "gold", {"texts/relief.txt": RELIEF, "gold/relief.json": gold})
    assert main(["score", str(folder), "--misses"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("documents: 1, findings in the gold: 1\n")
    assert "cohort size right         1.000  1 of 1" in said


# ------------------------------------------------------------------ one line for what can be mended


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["extract", "missing"], "evidence: missing: no such file or folder"),
        (["extract", "none"], "evidence: none: no documents in this folder"),
        (["extract", "in", "--db", "other.sqlite"], "evidence: other.sqlite: is a database of another program"),
        (["extract", "in", "--rules", "missing"], "evidence: missing"),
        (["extract", "in", "--model", "en_no_such"], "evidence: model 'en_no_such' is not installed"),
        (["extract", "in", "--out", "in/paper.txt"], "evidence: in/paper.txt: File exists"),
        (["report", "--db", "missing.sqlite"], "evidence: missing.sqlite: no such database"),
        (["export", "--db", "missing.sqlite"], "evidence: missing.sqlite: no such database"),
        (["query", "no-such", "--db", "ours.sqlite"], "evidence: query 'no-such': no such query"),
        (["query", "DROP TABLE documents", "--db", "ours.sqlite"], "evidence: query: a query only reads"),
        (["query", "SELECT * FROM patients", "--db", "ours.sqlite"], "evidence: query: no such table: patients"),
        (["score", "none"], "evidence: none: no gold/*.json in it"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_the_user_can_mend_is_one_line_and_status_1(
    command: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    papers(Path(), {"in/paper.txt": RELIEF})
    Path("none").mkdir()
    with sqlite3.connect("other.sqlite") as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert main(["extract", "in", "--db", "ours.sqlite", "--out", "site"]) == 0
    capsys.readouterr()
    assert main(command) == 1
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert said.count("\n") == 1


def test_a_reader_that_stops_early_is_no_error(db: Path) -> None:
    pipe = f"'{sys.executable}' -m extractor export --db '{db}' | true"
    run = subprocess.run(["bash", "-o", "pipefail", "-c", pipe], cwd=ROOT, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_what_is_piped_is_utf8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    papers(tmp_path, {"in/lancet.txt": "Relief was seen in 55·8% of 43 patients.\n"})
    run = [sys.executable, "-m", "extractor"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([*run, "extract", "in"], cwd=tmp_path, env=env, check=True, capture_output=True)
    shown = subprocess.run([*run, "export"], cwd=tmp_path, env=env, check=True, capture_output=True).stdout
    assert "55·8%" in json.loads(shown.decode("utf-8"))["text"]
