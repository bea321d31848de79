"""Excel, BibTeX and RevMan's files say what was read, and do no harm."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from bibtexparser.entrypoint import parse_string

from extractor import export
from extractor.cli import main
from extractor.export.cochrane import ARMS, BIAS, INFORMATION, RESULTS
from extractor.model import Arm, Study
from extractor.store import Store
from tests.studies import CONCEPTS, SMALL, TWO_ARM

FORMULAS = ("=HYPERLINK(A1)", "+1-1", "-1+1", "@SUM(A1)", "＝1", "\t=1")


def book(*studies: Study, **options: Any) -> openpyxl.Workbook:
    export.xlsx(studies, out := io.BytesIO(), concepts=CONCEPTS, **options)
    return openpyxl.load_workbook(out)


def row(sheet: Any, number: int = 2) -> dict[str, Any]:
    return {head.value: cell for head, cell in zip(sheet[1], sheet[number], strict=True)}


# ------------------------------------------------------------------ Excel


def test_there_is_a_sheet_how_to_one_of_studies_and_one_for_each_category() -> None:
    made = book(TWO_ARM, SMALL)
    assert made.sheetnames == [
        "How to", "Studies", "Operative", "Resection extent", "Pain", "Survival", "Mortality", "Other",
    ] or sorted(made.sheetnames[2:]) == sorted(
        ["Operative", "Resection extent", "Pain", "Survival", "Mortality", "Other"]
    )  # fmt: skip
    said = " ".join(str(cell.value) for line in made["How to"] for cell in line)
    assert "evidence review import" in said and "accepted" in said and "corrected" in said and "rejected" in said


def test_numbers_are_numbers_with_the_zeros_they_were_printed_with() -> None:
    cells = row(book(TWO_ARM)["Operative"])
    assert (cells["Value"].value, cells["Value"].number_format) == (7.5, "0.00")
    assert (cells["Low"].value, cells["High"].value, cells["Interval"].value) == (3, 12.5, "range")
    assert (cells["SD"].value, cells["SD"].number_format) == (2.1, "0.00")
    pain = row(book(TWO_ARM)["Pain"])
    assert pain["Printed"].value == "80·0% (20/25)"
    assert (pain["Events"].value, pain["Total"].value, pain["Events are"].value) == (20, 25, "printed")
    derived = row(book(TWO_ARM)["Pain"], 3)
    assert (derived["Events"].value, derived["Total"].value, derived["Events are"].value) == (12, 24, "derived")


def test_the_note_on_a_value_is_its_sentence() -> None:
    cells = row(book(TWO_ARM)["Pain"])
    assert cells["Value"].comment.text.startswith("Pain was relieved in 80·0% (20/25) and 50% of patients")
    assert cells["Sentence"].value == cells["Value"].comment.text
    assert row(book(TWO_ARM, notes=False)["Pain"])["Value"].comment is None


def test_what_a_reviewer_fills_in_is_shaded_and_takes_three_words() -> None:
    sheet = book(TWO_ARM)["Pain"]
    cells = row(sheet)
    shaded = {name for name, cell in cells.items() if cell.fill.fill_type == "solid"}
    assert shaded == {"decision", "corrected value", "comment", "reviewer"}
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"accepted,corrected,rejected"'
    assert str(rule.sqref) == f"{cells['decision'].column_letter}2:{cells['decision'].column_letter}3"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_hostile_text_is_no_formula_and_no_broken_file() -> None:
    for text in (*FORMULAS, "a\x00\x0b\ud800b", "x" * 40_000):
        first = replace(SMALL.findings[0], outcome=text, concept=None, quote=text)
        hostile = replace(SMALL, document=replace(SMALL.document, name=text, title=text), findings=(first,))
        made = book(hostile)
        for sheet in made.worksheets:
            for line in sheet:
                assert all(cell.data_type != "f" for cell in line)
                assert not any(str(cell.value)[:1] in tuple("=+-@＝") for cell in line if isinstance(cell.value, str))
        assert len(row(made["Resection extent"])["Outcome"].value) <= 32_767


def test_the_file_bears_no_date_of_today() -> None:
    export.xlsx([SMALL], out := io.BytesIO())
    with zipfile.ZipFile(out) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


# ------------------------------------------------------------------ BibTeX


TITLES = ("100% of {A} & $5 #1_a ~ ^ \\alpha", "}} , injected = {", "<0.05 > x", 'say "so" @article{x,')


@pytest.mark.parametrize("title", [*TITLES, "Ends in a \\"])
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    """Read back with bibtexparser: one entry, and no field that was not written."""
    document = replace(TWO_ARM.document, title=title, authors=("Øre Å", "Nowak, B"))
    export.bibtex([replace(TWO_ARM, document=document)], out := io.StringIO())
    library = parse_string(out.getvalue())
    assert not library.failed_blocks
    (entry,) = library.entries
    assert {it.key for it in entry.fields} == {"author", "title", "journal", "year", "doi", "pmid", "note"}
    assert entry["author"] == "Øre, Å and Nowak, B"


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_back_from_bibtex_as_it_went(title: str, tmp_path: Path) -> None:
    from extractor.read import bibtex as reader

    export.bibtex([replace(TWO_ARM, document=replace(TWO_ARM.document, title=title))], out := io.StringIO())
    (back,) = reader.documents(tmp_path / "a.bib", with_abstract(out.getvalue()), "a")
    assert back.title == title  # type: ignore[union-attr]


def with_abstract(entry: str) -> bytes:
    """Our reader reads records for their abstract."""
    return entry.replace("  title =", "  abstract = {None of 30 patients died.},\n  title =").encode()


def test_two_papers_of_one_author_and_year_have_two_keys() -> None:
    export.bibtex([TWO_ARM, TWO_ARM, SMALL], out := io.StringIO())
    assert [entry.key for entry in parse_string(out.getvalue()).entries] == ["re2014", "re2014b", "meningioma2010"]


# ------------------------------------------------------------------ RevMan


def tables(folder: Path, *studies: Study) -> dict[str, list[dict[str, str]]]:
    made = export.revman(studies, folder, concepts=CONCEPTS, decisions={})
    found = {}
    for path in made:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def test_the_four_files_have_revmans_columns_and_one_row_each(tmp_path: Path) -> None:
    found = tables(tmp_path / "out", TWO_ARM, SMALL)
    heads = {name: tuple(lines[0]) for name, lines in found.items()}
    assert heads == {
        "study-information": INFORMATION, "study-arms": ARMS, "study-results": RESULTS, "risk-of-bias": BIAS,
    }  # fmt: skip
    assert [line["Study"] for line in found["study-information"]] == ["Øre 2014", "meningioma-2010"]
    assert [line["Study"] for line in found["risk-of-bias"]] == ["Øre 2014", "meningioma-2010"]
    assert all(not value for line in found["risk-of-bias"] for name, value in line.items() if name != "Study"), (
        "a judgement is nobody's but the reviewer's"
    )
    assert [(line["Arm"], line["Description"], line["Intervention"]) for line in found["study-arms"]] == [
        ("All patients", "n = 49", ""), ("short fixation", "n = 25", ""), ("long fixation", "n = 24", ""),
        ("All patients", "n = 43", ""),
    ]  # fmt: skip


def test_results_are_cases_means_and_ratios_and_say_what_was_worked_out(tmp_path: Path) -> None:
    lines = tables(tmp_path, TWO_ARM)["study-results"]
    short, long, kyphosis, loss, hazard, death = lines
    assert (short["Arm"], short["Cases"], short["Sample size"]) == ("short fixation", "20", "25")
    assert (long["Arm"], long["Cases"], long["Sample size"]) == ("long fixation", "12", "24")
    assert "the number of cases was worked out" in long["Footnotes"] and "worked out" not in short["Footnotes"]
    assert (kyphosis["Data type"], kyphosis["Mean"], kyphosis["SD"]) == ("Continuous", "7.50", "2.10")
    assert (loss["Mean"], loss["SD"], loss["SE"]) == ("310", "", ""), "± is not said to be SD or SE"
    assert [hazard[name] for name in ("Effect measure", "Exp mean", "Exp CI start", "Exp CI end")] == [
        "LOG_HR", "0.60", "0.31", "1.16",
    ]  # fmt: skip
    assert (hazard["Arm"], hazard["Reference arm"]) == ("short fixation", "long fixation")
    assert (death["Cases"], death["Sample size"], death["Outcome"]) == ("0", "49", "mortality")
    assert all(line["Outcome"] != "freedom from revision" for line in lines), "printed as at least 90 %"


def test_which_arm_a_ratio_is_of_stays_empty_where_nobody_says_it(tmp_path: Path) -> None:
    arms = (Arm("a1", "one", "group", 25), Arm("a2", "other", "group", 24))
    (hazard,) = [it for it in tables(tmp_path, replace(TWO_ARM, arms=arms))["study-results"] if it["Effect measure"]]
    assert (hazard["Arm"], hazard["Reference arm"]) == ("", "")


# ------------------------------------------------------------------ the command


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "e.sqlite"
    with Store(path) as store:
        store.define(CONCEPTS)
        store.save(TWO_ARM)
        store.save(SMALL)
    return path


@pytest.mark.parametrize("form", list(export.FORMATS))
def test_every_format_is_written_and_the_same_twice(db: Path, tmp_path: Path, form: str) -> None:
    written = []
    for name in ("one", "two"):
        out = tmp_path / name
        assert main(["export", "--db", str(db), "--format", form, "-o", str(out)]) == 0
        files = sorted(out.rglob("*")) if out.is_dir() else [out]
        written.append([(path.name if out.is_dir() else "", path.read_bytes()) for path in files])
    assert written[0] == written[1]
    assert all(content for _, content in written[0])


def test_the_command_knows_every_format() -> None:
    from extractor.cli.export import NAMES

    assert set(NAMES) == set(export.FORMATS)


def test_a_file_of_bytes_wants_a_name(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--db", str(db), "--format", "xlsx"]) == 1
    assert "name it with -o PATH" in capsys.readouterr().err


def test_a_number_of_the_workbook_is_not_made_text() -> None:
    negative = replace(
        SMALL.findings[0], value=Decimal("-12.50"), measure="difference", numerator=None, denominator=None
    )
    cells = row(book(replace(SMALL, findings=(negative,), derived=()))["Resection extent"])
    assert cells["Value"].value == -12.5
