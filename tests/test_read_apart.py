"""A parser that stalls, dies or eats the memory costs its own file; everything after it is read."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor import readings
from extractor.errors import Unreadable
from extractor.model import Document, Study
from extractor.read import apart as module
from extractor.read.apart import Apart
from extractor.read.options import Options
from extractor.readings import parts
from tests.folder import RELIEF, papers

OPTIONS = Options(max_seconds=0.5)


def paper(path: Path, name: str) -> Document:
    return Document(name, str(path), "pdf", "ab" * 32, f"{name} read by process {os.getpid()}")


def moody(path: Path, name: str, options: Options) -> Iterator[Document | Unreadable]:
    """Read a file as its name says; this runs in the process apart."""
    if "late" in name:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())  # as a C library that never returns
        time.sleep(60)
    if "many" in name:
        yield from (paper(path, f"{name}#{number}") for number in range(1, 4))
    if "dies" in name:
        os._exit(3)
    if "crashes" in name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "large" in name:
        hoard = [bytes(1 << 28) for _ in range(64)]
        assert not hoard
    if "broken" in name:
        raise Unreadable(path, "is broken; mend it")
    if "fault" in name:
        raise ZeroDivisionError("of ours")
    if "prints" in name:
        print("noise of a parser")
    yield paper(path, name)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    monkeypatch.setattr(module, "GRACE", 1.0)
    with Apart("tests.test_read_apart:moody") as it:
        yield it


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("late", "held up its parser for 2 s"),
        ("dies", r"made its parser die \(status 3\)"),
        ("crashes", r"made its parser die \(SIGSEGV\)"),
        ("large", "needs more than 1.6 GB of memory"),
        ("broken", "is broken; mend it"),
        ("fault", "a fault of the tool.*ZeroDivisionError"),
    ],
)
def test_a_file_that_ruins_its_parser_costs_itself_only(apart: Apart, name: str, says: str) -> None:
    (before,) = apart.read(Path("a.pdf"), "a", OPTIONS)
    (failed,) = apart.read(Path(f"{name}.pdf"), name, OPTIONS)
    (after,) = apart.read(Path("b.pdf"), "b", OPTIONS)
    assert isinstance(before, Document) and isinstance(after, Document) and after.name == "b"
    assert isinstance(failed, Unreadable) and failed.path == f"{name}.pdf"
    with pytest.raises(Unreadable, match=says):
        raise failed


def test_one_process_reads_many_files_and_is_not_this_one(apart: Apart) -> None:
    texts = [it.text for name in "abc" for it in apart.read(Path(name), name, OPTIONS) if isinstance(it, Document)]
    processes = {text.rpartition(" ")[2] for text in texts}
    assert len(texts) == 3 and len(processes) == 1 and processes != {f"{os.getpid()}"}


def test_the_records_before_a_death_are_kept(apart: Apart) -> None:
    found = list(apart.read(Path("x.ris"), "many-dies", OPTIONS))
    assert [it.name for it in found if isinstance(it, Document)] == [f"many-dies#{n}" for n in (1, 2, 3)]
    assert isinstance(found[-1], Unreadable)


def test_a_file_that_nobody_reads_to_its_end_leaves_nothing_for_the_next(apart: Apart) -> None:
    reading = apart.read(Path("x.ris"), "many", OPTIONS)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert [it.name for it in apart.read(Path("a"), "a", OPTIONS) if isinstance(it, Document)] == ["a"]


def test_what_a_parser_prints_disturbs_nothing(apart: Apart) -> None:
    assert [type(it) for it in apart.read(Path("a"), "prints", OPTIONS)] == [Document]


def test_plain_text_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Apart, "_start", lambda self: pytest.fail("a process was started"))
    folder = papers(tmp_path, {"a.txt": RELIEF, "b.xyz": "?"})
    with Apart() as apart:
        for name in ("a.txt", "b.xyz", "missing.pdf"):
            (part,) = parts((folder / name, "a"), apart, OPTIONS)
            assert len(part.found) == 1 and part.last


def test_a_run_goes_on_over_files_that_ruin_their_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are PDFs by their first bytes, so that the process is asked to read them."""
    monkeypatch.setattr(module, "GRACE", 1.0)
    monkeypatch.setattr(module.Apart.__init__, "__defaults__", ("tests.test_read_apart:moody",))
    names = ["a", "crashes", "dies", "late", "z"]
    folder = papers(tmp_path / "in", {f"{name}.pdf": "%PDF-1.4" for name in names} | {"t.txt": RELIEF})

    def study(document: Document, *, at: object) -> Study:
        return Study(document)

    files = [(folder / f"{name}.pdf", name) for name in names] + [(folder / "t.txt", "t")]
    found = list(readings.readings(files, lambda: study, options=OPTIONS))
    assert [one.path for one in found] == [path for path, _ in files], "in the order given"
    assert [[it.document.name for it in one.studies] for one in found] == [["a"], [], [], [], ["z"], ["t"]]
    assert [len(one.problems) for one in found] == [0, 1, 1, 1, 0, 0]
