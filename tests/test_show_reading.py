"""`evidence read FILE` shows what was read, part by part, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli import main
from extractor.model import Document, Region
from extractor.show.reading import document
from tests.folder import papers, scanned_pdf

PASTED = """Surgery for invented tumours: a series

Reyes A, Okafor B, Lind C

J Invented Surg. 2011 Mar;14(3):319-25. doi: 10.5555/abc

METHODS: We operated on 43 patients. RESULTS: Relief was seen in 24 of 43 (55.8%).

Keywords: tumours; surgery
"""


def test_a_file_is_shown_with_its_metadata_and_its_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = papers(tmp_path / "in", {"pasted.txt": PASTED})
    assert main(["read", str(folder / "pasted.txt")]) == 0
    said = capsys.readouterr().out
    for line in (
        "pasted\n",
        "  kind     txt\n",
        "  title    Surgery for invented tumours: a series\n",
        "  authors  Reyes A; Okafor B; Lind C\n",
        "  year     2011\n",
        "  journal  J Invented Surg\n",
        "  doi      10.5555/abc\n",
        "  pmid     none found\n",
        "[methods]\n  METHODS: We operated on 43 patients.\n",
        "[results]\n  RESULTS: Relief was seen in 24 of 43 (55.8%).\n",
    ):
        assert line in said
    assert said.index("[title]") < said.index("[methods]") < said.index("[results]") < said.index("Keywords:")
    assert "[furniture]\n  Keywords" in said


def test_every_letter_of_the_file_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in no part would be what a user looks for."""
    assert main(["read", str(papers(tmp_path, {"pasted.txt": PASTED}) / "pasted.txt")]) == 0
    shown = capsys.readouterr().out.partition("[title]")[2]
    assert "".join(PASTED.split()) == "".join(
        "".join(line.split()) for line in shown.splitlines() if not line.startswith("[")
    )


def test_what_cannot_be_read_is_a_line_of_its_own_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = papers(tmp_path / "in", {"a.txt": PASTED, "empty.txt": ""})
    scanned_pdf(folder / "scan.pdf")
    assert main(["read", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("a\n")
    assert [line.partition(": ")[2] for line in said.err.splitlines()] == [
        f"{folder / 'empty.txt'}: is empty",
        f"{folder / 'scan.pdf'}: page 1 of 1 has no text layer; run OCR first (--ocr) or leave the paper out",
    ]


def test_a_document_without_an_abstract_says_so() -> None:
    said = document(Document("a", "a.ris", "ris", "ab" * 32, "A title\n", (Region(0, 8, "title"),), warnings=("cut",)))
    assert "warning  cut" in said and "no abstract was found" in said


def test_a_text_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = papers(tmp_path, {"a.txt": f"{PASTED}\nOf 43 \x1b]0;owned\x07 patients\n"})
    assert main(["read", str(folder / "a.txt")]) == 0
    said = capsys.readouterr().out
    assert "owned" in said and "\x1b" not in said and "\x07" not in said


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--max-bytes", "10"], "more than the"),
        (["--max-seconds", "soon"], "invalid float"),
        (["--max-bytes", "many"], "not a number of bytes, such as 500000, 20M or 1G"),
        (["--max-pages", "0"], "not a whole number from 1"),
    ],
)
def test_limits_are_options(option: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = papers(tmp_path / "in", {"a.txt": PASTED})
    try:
        status = main(["read", *option, str(folder / "a.txt")])
    except SystemExit as error:
        status = int(error.code or 0)
    assert status in (1, 2)
    assert says in capsys.readouterr().err
