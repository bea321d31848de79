"""Which files are papers, what they are called, and what is said of those that cannot be read."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import EvidenceError, Unreadable
from extractor.read import documents_in, read, sha256
from extractor.read.kind import kind
from extractor.read.options import Options


def folder(root: Path, *files: str) -> Path:
    """Make the files below *root*, each with a line of text."""
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Of 43 patients 24 were well.\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "names"),
    [
        pytest.param(["b.txt", "a.pdf"], ["a", "b"], id="sorted, by stem"),
        pytest.param(["x/p.txt", "y/p.txt", "q.txt"], ["q", "x/p", "y/p"], id="shared stem: path below the folder"),
        pytest.param(["p.txt", "p.pdf"], ["p.pdf", "p.txt"], id="same folder, same stem: the suffix tells"),
        pytest.param(["p.txt", ".p.txt", ".git/q.txt", "~$p.txt"], ["p"], id="hidden files are passed over"),
        pytest.param(["p.txt", "README.md", "readme.txt", "LICENSE", "a.json", "b.py"], ["p"], id="what lies beside"),
        pytest.param(["p.txt", "q.docx"], ["p", "q"], id="other kinds are candidates, so that they are reported"),
        pytest.param(["a b/c d.txt"], ["c d"], id="spaces"),
        pytest.param(["smith.2010.txt"], ["smith.2010"], id="a dot in the name"),
    ],
)
def test_names_of_the_documents_in_a_folder(tmp_path: Path, files: list[str], names: list[str]) -> None:
    found = documents_in([folder(tmp_path, *files)])
    assert [name for _, name in found] == names
    assert all(path.is_file() for path, _ in found)


def test_a_file_given_twice_is_one_document(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt")
    assert [name for _, name in documents_in([tmp_path, tmp_path / "a.txt"])] == ["a"]


def test_a_file_named_by_the_user_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    folder(tmp_path, "notes.md")
    assert documents_in([tmp_path / "notes.md"]) == [(tmp_path / "notes.md", "notes")]


def test_files_of_two_folders_that_share_everything_but_the_folder_get_names_of_their_own(tmp_path: Path) -> None:
    folder(tmp_path, "one/p.txt", "two/p.txt")
    names = [name for _, name in documents_in([tmp_path / "one", tmp_path / "two"])]
    assert len(set(names)) == 2


@pytest.mark.parametrize("files", [[], ["README.md"], [".hidden.txt"]], ids=["empty", "only a readme", "only hidden"])
def test_a_folder_without_documents_is_refused(tmp_path: Path, files: list[str]) -> None:
    folder(tmp_path, *files)
    with pytest.raises(EvidenceError, match="no documents in this folder"):
        documents_in([tmp_path])


def test_a_missing_path_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"nowhere: no such file or folder"):
        documents_in([tmp_path / "nowhere"])


def test_a_folder_that_may_not_be_listed_becomes_a_problem_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path, "a.txt", "locked/b.txt")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)  # chmod would not stop a test that runs as root
    found = documents_in([tmp_path])
    assert [path.name for path, _ in found] == ["a.txt", "locked"]
    with pytest.raises(Unreadable, match="folder that cannot be listed"):
        read(tmp_path / "locked", "locked")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("a.txt", b"", "is empty", id="empty"),
        pytest.param("a.pdf", b"", "is empty", id="empty PDF"),
        pytest.param("a.txt", b" \r\n\t ", "holds only white space", id="white space"),
        pytest.param("a.odt", b"abc", r"\.odt is not a kind we read yet \(\.txt, \.pdf", id="a kind we do not read"),
        pytest.param("a", b"some text", "a file without suffix is not a kind we read yet", id="no suffix"),
        pytest.param("a.txt", b"PK\x03\x04abc", "is a ZIP or Word file, not plain text", id="Word file named .txt"),
        pytest.param("a.txt", b"{\\rtf1 abc}", "is an RTF file", id="RTF named .txt"),
        pytest.param("a.txt", b"abc\0def", "holds NUL bytes", id="NUL"),
        pytest.param("a.txt", random.Random(7).randbytes(4000), "is not text", id="random bytes"),
        pytest.param("a.txt", "жжжж жжж".encode("koi8-r"), "is not text in UTF-8", id="another alphabet's encoding"),
        pytest.param("a.txt", b"\xff\xfea", "begins as utf-16-le but", id="cut UTF-16"),
        pytest.param("a.txt", b"\x01\x02\x03\x04 text", "control characters", id="control characters"),
        pytest.param("a.txt", b"a" * 1_000_001, "more than one paper", id="a library in one file"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=message) as caught:
        read(path, "a")
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_dead_link_and_a_socket_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        read(tmp_path / "gone.txt", "gone")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(Unreadable, match="no such file"):
        read(tmp_path / "dead.txt", "dead")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
        with pytest.raises(Unreadable, match="not a regular file"):
            read(tmp_path / "s.txt", "s")


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, "a.txt")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Unreadable, match="may not be read; check its permissions"):
        read(tmp_path / "a.txt", "a")


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, "a.txt")
    with pytest.raises(Unreadable, match="more than the 0 MB"):
        read(tmp_path / "a.txt", "a", Options(max_bytes=10))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(b"%PDF-1.4", "a.pdf", "pdf", id="both agree"),
        pytest.param(b"%PDF-1.4", "a.txt", "pdf", id="content before name"),
        pytest.param(b"\n" * 1000 + b"%PDF-1.4", "a.bin", "pdf", id="junk before the mark"),
        pytest.param(b"\n" * 1024 + b"%PDF-1.4", "a.txt", "txt", id="mark too late"),
        pytest.param(b"hello", "a.PDF", "pdf", id="name alone: the reader says what is wrong"),
        pytest.param(b"hello", "a.TEXT", "txt", id="suffix in capitals"),
        pytest.param(b"hello", "a.xml", None, id="unknown"),
        pytest.param(
            b"<!---->" * 9000 + b"<PubmedArticleSet>", "a.xml", "pubmed", id="thousands of comments before it"
        ),
        pytest.param(b"<!---->" * 9000 + b"?", "a.xml", None, id="thousands of comments before nothing"),
        pytest.param("\ufeffTY  - JOUR\r\n".encode("utf-16"), "a.txt", "ris", id="RIS in UTF-16 called .txt"),
        pytest.param(b"\n\nPMID- 123\nTI  - A\n", "pubmed.txt", "medline", id="MEDLINE called .txt"),
        pytest.param(b"A page\nPMID: 123\n", "page.txt", "txt", id="a page that names its PMID"),
        pytest.param(b"<!DOCTYPE article PUBLIC>", "a.nxml", "jats", id="JATS by its DOCTYPE"),
        pytest.param(b"<xml><records>", "a.xml", "endnote", id="EndNote XML"),
        pytest.param(b"FN Clarivate Analytics\nVR 1.0\nPT J\n", "savedrecs.txt", "wos", id="Web of Science"),
        pytest.param(gzip.compress(b"<PubmedArticleSet>"), "a.xml.gz", "pubmed", id="PubMed, packed"),
        pytest.param(gzip.compress(b"TY  - JOUR"), "a.ris.gz", "archive", id="something else, packed"),
        pytest.param(b"\x1f\x8b\x08\x00", "a.xml.gz", "archive", id="cut off while packing"),
    ],
)
def test_kind(data: bytes, name: str, expected: str | None) -> None:
    assert kind(data, name) == expected


def test_sha256_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Of 43 patients\r\n")
    assert sha256(tmp_path / "a.txt") == hashlib.sha256(b"Of 43 patients\r\n").hexdigest()
    assert read(tmp_path / "a.txt", "a")[0].sha256 == sha256(tmp_path / "a.txt")


def test_importing_the_door_does_not_import_the_pdf_library() -> None:
    code = "import sys, extractor.read; sys.exit('pdfplumber' in sys.modules or 'pdfminer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
