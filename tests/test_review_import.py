"""What a reviewer filled in comes back, however the file was sorted, moved and saved; what is wrong is said."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl  # type: ignore[import-untyped]
import pytest

from extractor import export
from extractor.cli import main
from extractor.errors import EvidenceError
from extractor.review.bring import bring
from extractor.review.key import keys
from extractor.review.sheets import rows
from extractor.store import Store
from tests.studies import CONCEPTS, SMALL, TWO_ARM

KEY = keys(TWO_ARM)
GTR = keys(SMALL)["f1"]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "e.sqlite"
    with Store(path) as store:
        store.define(CONCEPTS)
        for study in (TWO_ARM, SMALL):
            store.save(study)
    return path


@pytest.fixture
def file(db: Path, tmp_path: Path) -> Path:
    path = tmp_path / "mine.xlsx"
    assert main(["export", "--db", str(db), "--format", "xlsx", "-o", str(path)]) == 0
    return path


def filled(path: Path, said: Mapping[str, Mapping[str, Any]]) -> Path:
    """Fill in a workbook as a reviewer does: the row of each key, its cells by the name of their column."""
    book = openpyxl.load_workbook(path)
    done = set()
    for sheet in book.worksheets[2:]:
        head = {cell.value: cell.column for cell in sheet[1]}
        for row in range(2, sheet.max_row + 1):
            key = sheet.cell(row, head["key"]).value
            for column, value in said.get(key, {}).items():
                sheet.cell(row, head[column]).value = value
                done.add(key)
    assert done == set(said)
    book.save(path)
    return path


def cells(sheet: str, path: Path) -> list[dict[str, Any]]:
    head, *found = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


# ------------------------------------------------------------------ there and back


def test_all_three_words_come_back_with_value_comment_name_and_what_was_seen(db: Path, file: Path) -> None:
    filled(
        file,
        {
            KEY["f1"]: {"decision": "corrected", "corrected value": 76, "comment": "see table 2", "reviewer": "Ann"},
            KEY["f7"]: {"decision": "Rejected "},
            GTR: {"decision": "accepted", "reviewer": "Ann  Lee"},
        },
    )
    with Store(db) as store:
        came = bring(store, file, reviewer="Bob")
        assert (came.new, came.changed, came.same, came.lost, came.problems) == (3, 0, 0, (), ())
        found = store.decisions()
    (first,) = found[KEY["f1"]]
    assert (first.decision, first.value, first.comment, first.reviewer) == ("corrected", 76, "see table 2", "Ann")
    assert first.reading == "pain_relief: 80.0 %, 20/25, in short fixation"
    assert first.document == "fixation-2014"
    assert datetime.fromisoformat(first.at).tzinfo is not None
    assert [it.reviewer for it in found[KEY["f7"]]] == ["Bob"], "who decided where no row says it"
    assert [it.reviewer for it in found[GTR]] == ["Ann Lee"]


def test_importing_twice_changes_nothing_and_a_changed_mind_changes_one(db: Path, file: Path) -> None:
    filled(file, {KEY["f1"]: {"decision": "accepted"}, GTR: {"decision": "accepted"}})
    with Store(db) as store:
        bring(store, file, reviewer="Ann")
        before = store.decisions()
        again = bring(store, file, reviewer="Ann")
        assert (again.new, again.changed, again.same) == (0, 0, 2)
        assert store.decisions() == before
        filled(file, {GTR: {"decision": "rejected", "comment": "subtotal"}})
        again = bring(store, file, reviewer="Ann")
        assert (again.new, again.changed, again.same) == (0, 1, 1)
        assert store.decisions()[GTR][0].comment == "subtotal"


def test_the_next_file_is_filled_in_with_what_its_reviewer_said_and_nobody_elses(
    db: Path, file: Path, tmp_path: Path
) -> None:
    filled(file, {GTR: {"decision": "corrected", "corrected value": 55.80, "comment": "+1+1"}})
    with Store(db) as store:
        bring(store, file, reviewer="Ann")
    out = tmp_path / "next.xlsx"
    main(["export", "--db", str(db), "--format", "xlsx", "-o", str(out)])
    (row,) = cells("Resection extent", out)
    assert (row["decision"], row["corrected value"], row["reviewer"]) == ("corrected", 55.8, "Ann")
    assert row["comment"] == "'+1+1", "no spreadsheet runs it"
    assert row["So far"].startswith("corrected to 55.8 by Ann, 20")
    with Store(db) as store:
        assert bring(store, out).same == 1, "and read back it is what it was"
    main(["export", "--db", str(db), "--format", "xlsx", "-o", str(out), "--reviewer", "Bob"])
    (row,) = cells("Resection extent", out)
    assert (row["decision"], row["comment"], row["reviewer"], row["So far"]) == (None, None, None, None)


def test_a_decision_outlives_a_paper_that_is_read_anew_renamed_and_gone(db: Path, file: Path) -> None:
    filled(file, {GTR: {"decision": "accepted"}, KEY["f1"]: {"decision": "accepted"}})
    holds = "SELECT decision FROM evidence WHERE outcome_id = 'gross_total_resection'"
    with Store(db) as store:
        bring(store, file, reviewer="Ann")
        store.prune(["meningioma-2010"])
        assert store.query(holds)[1] == []
        (lost,) = bring(store, file, reviewer="Ann").lost
        assert lost == f"sheet 'Resection extent', row 2: no result of this database is at {GTR}"
        elsewhere = replace(SMALL.document, name="renamed", path="other/renamed.txt", sha256="0" * 64)
        store.save(replace(SMALL, document=elsewhere))
        assert store.query(holds)[1] == [("accepted",)]


def test_a_file_that_was_filled_in_before_the_paper_was_read_otherwise_says_so(db: Path, file: Path) -> None:
    filled(file, {GTR: {"decision": "accepted"}})
    with Store(db) as store:
        store.save(replace(SMALL, findings=(replace(SMALL.findings[0], numerator=25),)))
        came = bring(store, file, reviewer="Ann")
        assert came.new == 1
        assert came.lost == (
            "sheet 'Resection extent', row 2: was decided on 'gross_total_resection: 55.8 %, 24/43',"
            " now read otherwise",
        )
        assert store.query("SELECT count(*) FROM reviewed")[1] == [(0,)]


# ------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"decision": "acepted"}, "decision 'acepted' is none of accepted, corrected, rejected; accepted?"),
        ({"decision": "maybe"}, "decision 'maybe' is none of accepted, corrected, rejected"),
        ({"decision": "corrected"}, "says 'corrected' and gives no corrected value"),
        ({"decision": "accepted", "corrected value": 5}, "says 'accepted' and gives a corrected value"),
        ({"corrected value": 5}, "has a corrected value and no decision"),
        ({"comment": "look again"}, "has a comment and no decision"),
        ({"decision": "corrected", "corrected value": "55.8 %"}, "corrected value '55.8 %' is no number"),
        ({"decision": "corrected", "corrected value": "12/43"}, "corrected value '12/43' is no number"),
        ({"decision": "corrected", "corrected value": "nan"}, "corrected value 'nan' is no number"),
        ({"decision": "corrected", "corrected value": "1e400"}, "corrected value '1e400' is out of all bounds"),
        ({"decision": "corrected", "corrected value": True}, "corrected value 'True' is no number"),
        (
            {"decision": "corrected", "corrected value": datetime(2026, 12, 5)},
            "corrected value 2026-12-05 is a date: the spreadsheet made it",
        ),
        ({"decision": "accepted", "key": "garbage"}, "'garbage' is no key"),
        ({"decision": "accepted", "key": None}, "has no key"),
    ],
    ids=lambda it: str(it)[:40] if isinstance(it, str) else None,
)
def test_a_row_that_is_no_decision_is_named_and_the_rest_goes_in(
    db: Path, file: Path, said: dict[str, Any], why: str
) -> None:
    filled(file, {KEY["f2"]: said, GTR: {"decision": "accepted"}})
    with Store(db) as store:
        came = bring(store, file, reviewer="Ann")
        assert came.new == 1
        assert list(store.decisions()) == [GTR]
    (line,) = came.problems
    assert line.startswith(f"sheet 'Pain', row 3: {why}")


def test_without_a_name_nothing_goes_in(db: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled(file, {GTR: {"decision": "accepted"}})
    assert main(["review", "import", str(file), "--db", str(db)]) == 1
    out, err = capsys.readouterr()
    assert "row 2: names no reviewer; fill in the column or use --reviewer NAME" in err
    assert "0 new, 0 changed, 0 unchanged; 1 rows not read" in out


def test_a_result_decided_twice_in_one_file_is_named(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"key,decision,reviewer\n{GTR},accepted,Ann\n{GTR},accepted,Ann\n{GTR},rejected,Ann\n")
    with Store(db) as store:
        came = bring(store, path)
    assert came.new == 1
    assert came.problems == ("row 4: decides otherwise than row 2 on the same result; make it one",)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 nonsense", "is no Excel file, or a damaged"),
        (b"a,b\n1,2\n", "no sheet has the columns 'key' and 'decision'"),
        (b"", "no sheet has the columns"),
        (b"\xd0\xcf\x11\xe0\x00\x00", "is no Excel (.xlsx) or CSV file"),
    ],
    ids=["damaged", "another table", "empty", "old Excel"],
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(EvidenceError, match=why.replace("(", r"\(").replace(")", r"\)")):
        rows(path)


# ------------------------------------------------------------------ as other programs save it


def as_libreoffice(head: list[str], body: list[list[Any]], *, hidden: bool = False) -> bytes:
    """Return a workbook of inline strings without dimensions, a title above its columns."""

    def cell(value: Any) -> str:
        if isinstance(value, (int, float)):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(value or "")}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in [["My review"], [], head, *body])
    main_ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    spread = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{spread}.{kind}+xml"/>'
                    for name, kind in (("workbook", "sheet.main"), ("s", "worksheet")))  # fmt: skip
    links = "application/vnd.openxmlformats-package.relationships+xml"
    state = ' state="hidden"' if hidden else ""

    def relation(kind: str, target: str) -> str:
        link = f'<Relationship Id="r1" Type="{rel}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{link}</Relationships>'

    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="{links}"/>{types}</Types>',
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {main_ns} xmlns:r="{rel}"><sheets><sheet name="Other" sheetId="1" r:id="r1"'
        f"{state}/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relation("worksheet", "s.xml"),
        "xl/s.xml": f"<worksheet {main_ns}><sheetData>{lines}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


HEAD = ["Reviewer", "COMMENT", "corrected_value", "Decision ", "extra", "Key"]
BODY: list[list[Any]] = [
    ["Ann", "ümläut & <b>", 76.5, "corrected", "x", KEY["f1"]],
    ["Ann", "", "", "rejected", "", KEY["f7"]],
    ["Ann", "", "", "", "", GTR],
]


def delimited(delimiter: str, encoding: str) -> Callable[[], bytes]:
    def made() -> bytes:
        out = io.StringIO(newline="")
        table = [[str(cell).replace(".", ",") if cell == 76.5 else cell for cell in row] for row in [HEAD, *BODY]]
        csv.writer(out, delimiter=delimiter).writerows(table)
        return out.getvalue().encode(encoding)

    return made


SAVED: dict[str, Callable[[], bytes]] = {
    "inline strings, reordered": lambda: as_libreoffice(HEAD, BODY),
    "a hidden sheet": lambda: as_libreoffice(HEAD, BODY, hidden=True),
    "CSV of a German Excel": delimited(";", "cp1252"),
    "CSV in UTF-8": delimited(",", "utf-8-sig"),
    "Unicode text of Excel": delimited("\t", "utf-16"),
}


@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_it_comes_back_however_it_was_saved(db: Path, tmp_path: Path, saved: Callable[[], bytes]) -> None:
    path = tmp_path / "saved"
    path.write_bytes(saved())
    with Store(db) as store:
        came = bring(store, path)
        assert (came.new, came.problems) == (2, ())
        found = store.decisions()
    assert (found[KEY["f1"]][0].value, found[KEY["f1"]][0].comment) == (Decimal("76.5"), "ümläut & <b>")
    assert found[KEY["f1"]][0].reading == "pain_relief: 80.0 %, 20/25, in short fixation", "as the database has it"
    assert found[KEY["f7"]][0].decision == "rejected"


def test_our_own_table_comes_back_too(db: Path, file: Path, tmp_path: Path) -> None:
    """evidence.csv has the same columns under the names of the view."""
    filled(file, {GTR: {"decision": "corrected", "corrected value": "-1.5"}})
    out = tmp_path / "evidence.csv"
    with Store(db) as store:
        bring(store, file, reviewer="Ann")
        main(["export", "--db", str(db), "--format", "csv", "-o", str(out)])
        came = bring(store, out)
        assert (came.same, came.changed, came.problems) == (1, 0, ())


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/s.xml", "w") as member:
        for _ in range(210):
            member.write(bytes(1024**2))
    with pytest.raises(EvidenceError, match="unpacks to more than 200 MB"):
        rows(path)


# ------------------------------------------------------------------ the commands


def said(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert main(list(args)) == 0
    return capsys.readouterr().out


@pytest.fixture
def two(db: Path, file: Path, tmp_path: Path) -> Iterator[tuple[Path, Path, Path]]:
    other = tmp_path / "theirs.xlsx"
    other.write_bytes(file.read_bytes())
    filled(
        file, {KEY["f1"]: {"decision": "accepted", "reviewer": "Ann"}, GTR: {"decision": "accepted", "reviewer": "Ann"}}
    )
    filled(
        other,
        {
            KEY["f1"]: {"decision": "corrected", "corrected value": 76, "reviewer": "Bob", "comment": "a typo"},
            GTR: {"decision": "accepted", "reviewer": "Bob"},
            KEY["f2"]: {"decision": "rejected", "reviewer": "Bob"},
        },
    )
    yield db, file, other


def test_the_list_says_what_holds(two: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    db, mine, theirs = two
    assert "no decisions" in said(capsys, "review", "list", "--db", str(db))
    for path in (mine, theirs):
        said(capsys, "review", "import", str(path), "--db", str(db))
    table = list(csv.DictReader(io.StringIO(said(capsys, "review", "list", "--db", str(db)))))
    assert {(row["key"], row["reviewer"]): row["now"] for row in table} == {
        (KEY["f1"], "Ann"): "reviewers differ",
        (KEY["f1"], "Bob"): "reviewers differ",
        (KEY["f2"], "Bob"): "holds",
        (GTR, "Ann"): "holds",
        (GTR, "Bob"): "holds",
    }
    disagreements = list(csv.DictReader(io.StringIO(said(capsys, "query", "disagreements", "--db", str(db)))))
    assert [(row["reviewer"], row["decision"]) for row in disagreements] == [("Ann", "accepted"), ("Bob", "corrected")]
    filled(theirs, {KEY["f1"]: {"decision": "accepted", "corrected value": None, "reviewer": "consensus"}})
    said(capsys, "review", "import", str(theirs), "--db", str(db))
    table = list(csv.DictReader(io.StringIO(said(capsys, "review", "list", "--db", str(db)))))
    assert [row["now"] for row in table if row["key"] == KEY["f1"]] == [
        "settled by consensus", "settled by consensus", "holds",
    ]  # fmt: skip


def test_two_files_and_the_database_agree_on_how_far_two_agree(
    two: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    db, mine, theirs = two
    of_files = said(capsys, "review", "agreement", str(mine), str(theirs))
    for path in (mine, theirs):
        said(capsys, "review", "import", str(path), "--db", str(db))
    of_store = said(capsys, "review", "agreement", "--db", str(db))
    for out in (of_files, of_store):
        assert out.startswith("Ann and Bob: agree on 1 of 2 (50.0 %), kappa 0.00")
        assert "decided on by one alone: 0 by Ann, 1 by Bob" in out
        assert "in short fixation: Ann accepted; Bob corrected to 76 (a typo)" in out


def test_decisions_move_to_another_database_even_from_one_of_an_older_schema(
    two: tuple[Path, Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    db, mine, _ = two
    said(capsys, "review", "import", str(mine), "--db", str(db))
    with Store(db) as store:
        before = store.decisions()
    with sqlite3.connect(db) as connection:
        connection.execute("PRAGMA user_version = 2")
    assert main(["review", "list", "--db", str(db)]) == 1
    assert f"evidence review export --db {db} -o decisions.csv" in capsys.readouterr().err
    kept, fresh = tmp_path / "decisions.csv", tmp_path / "fresh.sqlite"
    said(capsys, "review", "export", "--db", str(db), "-o", str(kept))
    with Store(fresh) as store:
        store.save(TWO_ARM)
        store.save(SMALL)
        assert bring(store, kept).problems == ()
        assert store.decisions() == before, "with the time at which each was made"


def test_a_name_that_nobody_has_cannot_be_forgotten(
    two: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    db, mine, _ = two
    said(capsys, "review", "import", str(mine), "--db", str(db))
    assert main(["review", "forget", "Anne", "--db", str(db)]) == 1
    assert "no decisions of 'Anne'; there are: Ann" in capsys.readouterr().err
    assert said(capsys, "review", "forget", "Ann", "--db", str(db)) == "2 decisions of Ann removed\n"


def test_the_workbook_is_the_same_each_time() -> None:
    made = []
    for _ in range(2):
        export.xlsx([TWO_ARM, SMALL], out := io.BytesIO(), concepts=CONCEPTS)
        made.append(out.getvalue())
    assert made[0] == made[1]
