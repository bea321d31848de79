"""The tables of a PDF, drawn here with the rules and bands that journals draw; all figures are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.model import Document
from extractor.read import read
from extractor.read.options import Options
from tests.pages import BODY, Sheet

TITLE = "Surgery against bracing for invented fractures in one hundred and five patients"
CAPTION = "Table 2 Complications within one year of the operation"
NOTE = "Values are as printed; the fractures are invented."
X = (60.0, 250.0, 370.0, 480.0)  # of the columns
WIDTH = 475.0
HEAD = [["", "Surgery", "Bracing", "P value"], ["Event, n (%)", "(n = 54)", "(n = 51)", ""]]
ROWS = [
    ["Any complication", "6 (11.1)", "2 (3.9)", "0.27"],
    ["Infections", "", "", ""],
    ["   Wound infection", "4 (7.4)", "1 (2.0)", "0.36"],
    ["   Urinary tract infection that", "2 (3.7)", "1 (2.0)", "1.00"],
    ["   was treated", "", "", ""],
    ["Death", "0 (0)", "1 (2.0)", "0.49"],
]
TOLD = [
    "Surgery (n = 54); Bracing (n = 51).",
    "Surgery: Any complication 6/54 (11.1%). Bracing: Any complication 2/51 (3.9%). Any complication: P value = 0.27.",
    "Infections",
    "Surgery: Infections, Wound infection 4/54 (7.4%). Bracing: Infections, Wound infection 1/51 (2.0%). "
    "Infections, Wound infection: P value = 0.36.",
    "Surgery: Infections, Urinary tract infection that was treated 2/54 (3.7%). Bracing: Infections, Urinary tract "
    "infection that was treated 1/51 (2.0%). Infections, Urinary tract infection that was treated: P value = 1.00.",
    "Surgery: Death 0/54 (0%). Bracing: Death 1/51 (2.0%). Death: P value = 0.49.",
]


def cells(sheet: Sheet, y: float, row: list[str], size: float = 8) -> None:
    for x, text in zip(X, row, strict=True):
        indent = len(text) - len(text.lstrip())
        sheet.put(x + 3 * indent, y, text.strip(), size)


def rule(sheet: Sheet, y: float, x0: float = X[0] - 3, x1: float = X[0] + WIDTH) -> None:
    sheet.line(x0, y, x1, y)


def three_rules(sheet: Sheet, y: float) -> float:
    """Draw rules above and below the head and at the foot."""
    rule(sheet, y - 10)
    for row in HEAD:
        cells(sheet, y, row)
        y += 11
    rule(sheet, y - 7)
    for row in ROWS:
        cells(sheet, y + 2, row)
        y += 11
    rule(sheet, y - 4)
    return y


def bands(sheet: Sheet, y: float) -> float:
    """Draw every other row on a shade, and a row of two lines on one shade."""
    height = {3: 2, 4: 0}
    rule(sheet, y - 10)
    for row in HEAD:
        cells(sheet, y, row)
        y += 11
    sheet.set_fill_color(225)
    for number, row in enumerate(ROWS):
        if number % 2 == 0 and height.get(number, 1):
            sheet.rect(X[0] - 3, y - 8, WIDTH + 3, 11, style="F")
        rule(sheet, y - 8) if number != 4 else None
        cells(sheet, y, row)
        y += 11
    rule(sheet, y - 8)
    return y


def grid(sheet: Sheet, y: float) -> float:
    """Draw lines around every cell."""
    top = y - 10
    rule(sheet, top)
    for row in HEAD:
        cells(sheet, y, row)
        y += 11
    for number, row in enumerate(ROWS):
        rule(sheet, y - 8) if number != 4 else None
        cells(sheet, y, row)
        y += 11
    rule(sheet, y - 8)
    for x in (X[0] - 3, X[1] - 6, X[2] - 6, X[3] - 6, X[0] + WIDTH):
        sheet.line(x, top, x, y - 8)
    return y


def article(folder: Path, draw: Callable[[Sheet, float], float], caption: str = CAPTION) -> Path:
    """Write a paper with a table between the columns of its second page."""
    sheet = Sheet()
    sheet.leaf("Reyes et al.  Invented Spine 2011;3:43")
    sheet.column(60, 80, WIDTH, TITLE, 16)
    sheet.put(60, 130, "Abstract", 12)
    sheet.column(60, 150, WIDTH, "We compared 54 patients after surgery with 51 patients after bracing. " * 4)
    sheet.put(60, 230, "Results", 12)
    sheet.column(60, 250, 225, BODY)
    sheet.column(310, 250, 225, BODY)
    sheet.leaf("Reyes et al.  Invented Spine 2011;3:44")
    sheet.put(X[0], 80, caption, 8)
    y = draw(sheet, 100)
    sheet.put(X[0], y + 6, NOTE, 7)
    sheet.column(60, y + 40, 225, BODY)
    sheet.column(310, y + 40, 225, BODY)
    sheet.output(str(folder / "p.pdf"))
    return folder / "p.pdf"


def full(file: Path) -> Document:
    (document,) = read(file, "p", Options(full_text=True))
    return document


@pytest.mark.parametrize("draw", [three_rules, bands, grid], ids=lambda draw: draw.__name__.replace("_", " "))
def test_each_row_of_a_table_is_told_with_its_columns(draw: Callable[[Sheet, float], float], tmp_path: Path) -> None:
    document = full(article(tmp_path, draw))
    parts = document.text.split("\n\n")
    at = parts.index(CAPTION)
    assert parts[at + 1 : at + 1 + len(TOLD)] == TOLD
    assert parts[at + 1 + len(TOLD)] == NOTE
    assert "Abstract" in document.text and document.text.count("Much was written about such operations") > 8


def test_every_word_of_a_row_has_the_place_where_it_is_printed(tmp_path: Path) -> None:
    """A head that is told with each of its values lies at the head of the column each time."""
    document = full(article(tmp_path, three_rules))
    at = document.text.index(TOLD[1])
    words = [word for word in document.words if at <= word.start < at + len(TOLD[1])]
    placed = [(document.text[word.start : word.end], round(word.x0), word.page) for word in words]
    assert [text for text, _, _ in placed[:7]] == [
        "Surgery", "Any", "complication", "6", "54", "(11.1", ")"
    ]  # fmt: skip
    assert {page for _, _, page in placed} == {2}
    assert [x for text, x, _ in placed if text in ("6", "Surgery")] == [250, 250]
    assert [x for text, x, _ in placed if text in ("2", "Bracing")] == [370, 370]
    tops = {text: word.top for (text, _, _), word in zip(placed, words, strict=True)}
    assert tops["Surgery"] < tops["54"] < tops["6"], "name and size of an arm stand above the value"
    assert tops["6"] == tops["2"], "two values of a row"
    regions = [it.role for it in document.regions if it.start <= at < it.end]
    assert regions == ["abstract"], "rows are read like any text"


def test_a_table_is_not_read_with_the_abstract(tmp_path: Path) -> None:
    (document,) = read(article(tmp_path, three_rules), "p")
    assert "complication" not in document.text


def test_a_table_without_rules_is_read_as_it_is_printed(tmp_path: Path) -> None:
    def bare(sheet: Sheet, y: float) -> float:
        for row in (*HEAD, *ROWS):
            cells(sheet, y, row)
            y += 11
        return y

    document = full(article(tmp_path, bare))
    assert "6 (11.1)" in document.text and "Surgery: Any" not in document.text


def test_a_sentence_that_begins_with_the_number_of_a_table_is_no_caption(tmp_path: Path) -> None:
    """Above two columns of text with a rule over them."""

    def text(sheet: Sheet, y: float) -> float:
        rule(sheet, y)
        rule(sheet, y + 500)
        return y

    said = "Table 2 shows what came of it in all patients,"
    document = full(article(tmp_path, text, said))
    assert said in " ".join(document.text.split()) and "Bracing" not in document.text.partition(said)[2]


def test_a_head_over_several_columns_is_told_with_each(tmp_path: Path) -> None:
    def draw(sheet: Sheet, y: float) -> float:
        rule(sheet, y - 10)
        sheet.put(290, y, "After one year", 8)
        rule(sheet, y + 3, 245, 420)
        cells(sheet, y + 14, ["", "Surgery", "Bracing", "P value"])
        rule(sheet, y + 18)
        for number, row in enumerate(ROWS[:1] * 4):
            cells(sheet, y + 28 + 11 * number, row)
        rule(sheet, y + 74)
        return y + 74

    document = full(article(tmp_path, draw))
    assert "After one year Bracing: Any complication 2 (3.9). Any complication: P value = 0.27." in document.text
