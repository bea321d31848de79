"""Word files: title and abstract, with what was inserted and without what was deleted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import read
from extractor.read.options import Options

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TITLE = "Surgery for invented tumours: a series"


def written(file: Path, fill: Callable[[Any], None]) -> Path:
    made = docx.Document()
    fill(made)
    made.save(str(file))
    return file


def paper(made: Any) -> None:
    """Write a paper: title page, abstract with a raised citation mark, body."""
    made.add_heading(TITLE, 0)
    made.add_paragraph("Ana Reyes, Bo Okafor")
    made.add_paragraph("J Invented Surg. 2011 Mar;14(3):319-25. doi: 10.5555/abc")
    made.add_heading("Abstract", 1)
    relief = made.add_paragraph("We operated on 43 patients. Relief was seen in 24 of 43 (55.8%)")
    relief.add_run("12").font.superscript = True
    relief.add_run(".")
    made.add_heading("Introduction", 1)
    made.add_paragraph("Others report 99%.")


def document(file: Path, options: Options = Options()) -> Document:  # noqa: B008 - a frozen value
    (found,) = read(file, "a", options)
    return found


def test_title_and_abstract_are_read(tmp_path: Path) -> None:
    found = document(written(tmp_path / "a.docx", paper))
    assert found.text == (
        f"{TITLE}\n\nAbstract\n\nWe operated on 43 patients. Relief was seen in 24 of 43 (55.8%)¹².\n"
    )
    assert (found.title, found.authors, found.year) == (TITLE, ("Ana Reyes", "Bo Okafor"), 2011)
    assert (found.doi, found.format) == ("10.5555/abc", "docx")


def test_the_whole_is_read_when_asked(tmp_path: Path) -> None:
    assert "Others report 99%." in document(written(tmp_path / "a.docx", paper), Options(full_text=True)).text


def test_a_file_without_the_word_abstract_is_read_whole(tmp_path: Path) -> None:
    def bare(made: Any) -> None:
        made.add_paragraph(TITLE)
        made.add_paragraph("We operated on 43 patients.")

    assert document(written(tmp_path / "a.docx", bare)).text == f"{TITLE}\n\nWe operated on 43 patients.\n"


def test_a_row_of_a_table_is_a_sentence(tmp_path: Path) -> None:
    def table(made: Any) -> None:
        cells = ["", "Surgery (n = 20)", "Control (n = 23)", "Relief", "12 (60%)", "12 (52%)"]
        for cell, text in zip(made.add_table(2, 3)._cells, cells, strict=True):
            cell.text = text

    assert document(written(tmp_path / "a.docx", table)).text == (
        "Surgery (n = 20); Control (n = 23).\n\nSurgery: Relief 12/20 (60%). Control: Relief 12/23 (52%).\n"
    )


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    def tracked(made: Any) -> None:
        made.element.body.insert(0, parse_xml(
            f"<w:p {WORD}><w:r><w:t>We operated on </w:t></w:r><w:del><w:r><w:delText>34</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>43</w:t></w:r></w:ins><w:r><w:t> patients.</w:t></w:r></w:p>"
        ))  # fmt: skip

    assert document(written(tmp_path / "a.docx", tracked)).text == "We operated on 43 patients.\n"


def bomb(file: Path) -> None:
    written(file, paper)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"<a>" + b" " * 30_000_000 + b"</a>")


def cut_off(file: Path) -> None:
    file.write_bytes(written(file, paper).read_bytes()[:9000])


def without(member: str) -> Callable[[Path], None]:
    def make(file: Path) -> None:
        kept = {}
        with zipfile.ZipFile(io.BytesIO(written(file, paper).read_bytes())) as archive:
            kept = {name: archive.read(name) for name in archive.namelist() if name != member}
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in kept.items():
                archive.writestr(name, content)

    return make


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(bomb, "unpacks to", id="bomb"),
        pytest.param(cut_off, "not a Word file that can be opened", id="cut off"),
        pytest.param(without("word/document.xml"), "not a Word file that can be opened", id="without its text"),
        pytest.param(lambda file: written(file, lambda made: None), "has no text", id="empty"),
    ],
)
def test_what_is_no_honest_word_file_is_one_line(tmp_path: Path, make: Callable[[Path], None], says: str) -> None:
    make(tmp_path / "a.docx")
    with pytest.raises(Unreadable, match=says):
        document(tmp_path / "a.docx")
