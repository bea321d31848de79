"""The printed page on a study's page: each box holds the words of its result, as another PDF library reads them."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from extractor.model import Document, Finding, Span, Study
from extractor.read import read
from extractor.render import render
from extractor.render.sheet import Box, Sheets
from tests.drawn import CONCEPTS
from tests.test_read_pdf import Paper, one_column, two_columns

QUOTES = ("58 patients (95.1%)", "Two patients (3.3%)", "53 (86.9%)", "6.5 days (range 2-31)")


def study(document: Document) -> Study:
    """Return the document with a finding for each of QUOTES, however its lines are broken."""
    findings = []
    for number, quote in enumerate(QUOTES, start=1):
        place = re.search(r"\s+".join(map(re.escape, quote.split())), document.text)
        assert place is not None
        findings.append(Finding(
            id=f"f{number}", measure="proportion", outcome="closed", category="other", start=place.start(),
            end=place.end(), quote=place.group(), sentence=Span(*place.span()), section="results", rule="r",
            spans={"value": Span(*place.span())},
        ))  # fmt: skip
    return Study(document, findings=tuple(findings))


def within(page: pypdfium2.PdfPage, box: Box) -> str:
    """Return the text in a box, read by pdfium, which counts points from the corner below left of the sheet."""
    left, bottom, right, top = page.get_bbox()  # what of the sheet is shown
    x = left + float(box.left) / 100 * (right - left)
    y = top - float(box.top) / 100 * (top - bottom)
    wide, high = float(box.width) / 100 * (right - left), float(box.height) / 100 * (top - bottom)
    return " ".join(str(page.get_textpage().get_text_bounded(x, y - high, x + wide, y)).split())


def moved(file: Path) -> None:
    """Let the sheet begin elsewhere than at 0, 0 and show a part of it only, as printers' files do."""
    pdf = pypdfium2.PdfDocument(file.read_bytes())
    pdf[0].set_mediabox(-40, -25, 620, 850)
    pdf[0].set_cropbox(10, 10, 580, 830)
    pdf.save(str(file))


@pytest.mark.parametrize("shifted", [False, True], ids=["plain", "sheet moved and cropped"])
@pytest.mark.parametrize("make", [one_column, two_columns])
def test_each_box_holds_its_result(make: Callable[[Paper], None], shifted: bool, tmp_path: Path) -> None:
    paper, file = Paper(), tmp_path / "p.pdf"
    make(paper)
    paper.output(str(file))
    if shifted:
        moved(file)
    (document,) = read(file, "p")
    with Sheets() as sheets:
        (sheet,) = sheets.of(study(document))
    page = pypdfium2.PdfDocument(file.read_bytes())[0]
    told = {f"f{number}": "" for number in range(1, 5)}
    for box in sheet.boxes:
        told[box.finding] += " " + within(page, box)
    # a box holds whole words, so the full stop behind one, too
    assert [" ".join(text.split()).rstrip(".,") for text in told.values()] == list(QUOTES)


@pytest.fixture
def printed(tmp_path: Path) -> Study:
    paper, file = Paper(), tmp_path / "p.pdf"
    one_column(paper)
    paper.output(str(file))
    return study(read(file, "p")[0])


def test_the_page_carries_the_picture_and_a_link_from_each_box(printed: Study, tmp_path: Path) -> None:
    render([printed], CONCEPTS, [], tmp_path / "site", title="T")
    text = (tmp_path / "site" / "study" / "p.html").read_text(encoding="utf-8")
    (picture,) = re.findall(r'<img src="data:image/png;base64,([^"]+)"', text)
    assert b64decode(picture).startswith(b"\x89PNG") and len(picture) < 250_000
    assert set(re.findall(r'class="box[ a-z]*" data-f="(\w+)" href="#r-(\w+)"', text)) == {
        (f"f{n}", f"f{n}") for n in range(1, 5)
    }
    assert text.count('<tr id="r-f1"') == 1, "the row that the box leads to"
    again = tmp_path / "again"
    render([printed], CONCEPTS, [], again, title="T")
    assert (again / "study" / "p.html").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("field", "value"),
    [("path", "gone.pdf"), ("sha256", hashlib.sha256(b"another").hexdigest()), ("format", "txt"), ("words", ())],
    ids=["file gone", "file changed", "not a PDF", "no places"],
)
def test_a_page_that_cannot_be_shown_is_left_out(field: str, value: object, printed: Study) -> None:
    with Sheets() as sheets:
        assert sheets.of(replace(printed, document=replace(printed.document, **{field: value}))) == ()


def test_a_file_that_cannot_be_drawn_leaves_the_rest_of_the_report(printed: Study, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and no more")
    document = replace(
        printed.document, name="b", path=str(broken), sha256=hashlib.sha256(broken.read_bytes()).hexdigest()
    )
    with Sheets() as sheets:
        assert sheets.of(replace(printed, document=document)) == ()
        assert len(sheets.of(printed)) == 1
