"""What a user may ask of the reader, as options of the commands that read: each does what it says."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from extractor.cli import main
from tests.exports import PAPER, nbib, scopus
from tests.folder import quick
from tests.pages import jats, one_column, typed

__all__ = ["quick"]  # a fixture
pytestmark = pytest.mark.usefixtures("quick")

ODD = 'Nr,Title,What they wrote\n1,A series of patients,"Of 43 patients 24 (55.8%) had less pain."\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def extracted(folder: Path, *options: str) -> tuple[int, dict[str, str]]:
    """Return the status of a run over *folder*, and the text of each study."""
    db = folder.parent / "evidence.sqlite"
    status = main(["extract", str(folder), "--db", str(db), "--out", str(folder.parent / "site"), *options])
    with sqlite3.connect(db) as connection:
        rows = connection.execute("SELECT name, text FROM documents WHERE merged_into IS NULL ORDER BY name")
        return status, dict(rows.fetchall())


def shown(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Return what ``evidence read`` prints."""
    capsys.readouterr()
    main(["read", str(folder), *options])
    return " ".join(capsys.readouterr().out.split())


def test_the_column_of_the_abstracts_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.csv").write_text(ODD)
    assert extracted(folder)[0] == 1
    assert "--abstract-column" in capsys.readouterr().err
    option = ("--abstract-column", "What they wrote")
    status, texts = extracted(folder, *option)
    assert status == 0 and "24 (55.8%)" in texts["a"]
    assert "24 (55.8%)" in shown(folder, capsys, *option)


def test_whole_articles_are_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.nxml").write_bytes(jats(PAPER))
    (folder / "b.pdf").write_bytes(one_column(PAPER))
    body = "12% of it was invented"
    assert not any(body in text for text in extracted(folder)[1].values())
    assert body not in shown(folder, capsys)
    status, texts = extracted(folder, "--full-text", "--no-merge")
    assert status == 0 and all(body in " ".join(text.split()) for text in texts.values()) and len(texts) == 2
    assert shown(folder, capsys, "--full-text").count(body) > 2


def test_letters_are_recognised(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a program that stands in for ocrmypdf: it gives the page with its text."""
    tools = folder.parent / "bin"
    tools.mkdir()
    (tools / "page.pdf").write_bytes(one_column(PAPER))
    # the last two arguments are the scan and what becomes of it
    (tools / "ocrmypdf").write_text(f'#!/bin/sh\nfor it; do :; done; cp "{tools}/page.pdf" "$it"\n')
    (tools / "ocrmypdf").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    (folder / "scan.pdf").write_bytes(blank_page())
    assert extracted(folder)[0] == 1
    status, texts = extracted(folder, "--ocr")
    assert status == 0 and "24 of 43 patients (55.8%)" in texts["scan"]
    assert "24 of 43 patients (55.8%)" in shown(folder, capsys, "--ocr")


def blank_page() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100, style="F")
    return bytes(pdf.output())


def test_the_sources_of_a_study_stay_apart(folder: Path) -> None:
    (folder / "a.nbib").write_bytes(nbib(PAPER))
    (folder / "b.ris").write_bytes(scopus(PAPER))
    assert len(extracted(folder)[1]) == 1
    assert set(extracted(folder, "--no-merge")[1]) == {"a", "b"}


def packed(members: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"{number}.txt", typed(PAPER) * 3)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "option", "says"),
    [
        ("a.txt", typed(PAPER), ("--max-bytes", "10"), "more than the 0 MB read from one file"),
        ("a.pdf", one_column(PAPER), ("--max-pages", "1"), "has 2 pages, more than one paper (1)"),
        ("a.pdf", one_column(PAPER), ("--max-seconds", "0.000001"), "raise --max-seconds"),
        ("a.zip", packed(2), ("--max-unpacked", "500"), "unpacks to more than --max-unpacked"),
        ("a.zip", packed(3), ("--max-records", "2"), "holds more than 2 members; split it or raise --max-records"),
        ("a.ris", scopus(PAPER) * 3, ("--max-records", "2"), "more than 2 records, read no further"),
    ],
    ids=["bytes", "pages", "seconds", "unpacked", "members", "records"],
)
def test_a_limit_is_a_line_and_can_be_raised(
    name: str,
    content: bytes,
    option: tuple[str, str],
    says: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (folder / name).write_bytes(content)
    assert extracted(folder, *option)[0] == 1
    assert says in capsys.readouterr().err
    assert main(["read", str(folder), *option]) == 1
    assert says in capsys.readouterr().err
    assert extracted(folder)[0] == 0, "with the limits as they are"
