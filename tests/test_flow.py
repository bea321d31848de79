"""A run brings the database and the pages up to date, whatever lies in the folder."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor import flow, readings
from extractor.changes import MARK
from extractor.errors import EvidenceError
from extractor.model import Study
from extractor.store import Store
from tests.folder import EMPTY_PDF, RELIEF, SURVIVAL, Place, locked_pdf, papers, place, quick, scanned_pdf

__all__ = ["place", "quick"]  # fixtures
pytestmark = pytest.mark.usefixtures("quick")
ROOT = Path(__file__).parent.parent


# ------------------------------------------------------------------ what is read, and what is not


def test_a_number_goes_from_the_file_to_the_page(tmp_path: Path, place: Place) -> None:
    done = place.extract(papers(tmp_path / "in", {"relief.txt": RELIEF}))
    assert (done.read, done.documents, done.problems) == (1, 1, ())
    study = place.study("relief")
    (relief,) = [finding for finding in study.findings if finding.value_printed == "55.8"]
    assert (relief.numerator, relief.denominator, study.document.text[relief.start : relief.end]) == (
        24, 43, relief.quote,
    )  # fmt: skip
    assert done.page == place.out / "index.html"
    assert "24/43" in done.page.read_text(encoding="utf-8")


def test_only_what_changed_is_read_again(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "survival.txt": SURVIVAL})
    place.extract(folder)
    again = place.extract(folder)
    assert (again.read, again.unchanged, again.findings) == (0, 2, again.findings)
    papers(folder, {"relief.txt": RELIEF.replace("55.8", "55.7")})
    changed = place.extract(folder)
    assert (changed.read, changed.unchanged) == (1, 1)
    assert "55.7" in place.study("relief").document.text


def test_other_rules_read_everything_again(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    place.extract(folder)
    outcomes = '[[concept]]\nid = "made_up"\nlabel = "Made up"\ncategory = "other"\nsynonyms = ["made-up sign"]\n'
    own = papers(tmp_path / "own", {"outcomes/own.toml": outcomes})
    assert place.extract(folder, rules=[own]).read == 1
    assert place.extract(folder, rules=[own]).read == 0


def test_other_code_reads_everything_again(tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    place.extract(folder)
    monkeypatch.setattr("extractor.changes.fingerprint", lambda *folders: "mended")
    assert place.extract(folder).read == 1


def test_nothing_is_written_when_nothing_changed(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "broken.txt": ""})
    place.extract(folder)
    files = [place.db, *sorted(file for file in place.out.rglob("*") if file.is_file())]
    before = [file.stat().st_mtime_ns for file in files]
    again = place.extract(folder)
    assert [file.stat().st_mtime_ns for file in files] == before
    assert len(again.problems) == 1, "a file that fails is tried every time"


def test_nothing_slow_is_imported_when_nothing_changed(tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    code = (
        "import sys; from pathlib import Path; from extractor.flow import extract\n"
        "extract([Path(sys.argv[1])], db=Path('e.sqlite'), out=Path('site'))\n"
        "print([name for name in ('spacy', 'scispacy', 'pdfplumber', 'jinja2') if name in sys.modules])"
    )
    run = [sys.executable, "-c", code, str(folder)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    first = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    again = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "spacy" in first.stdout
    assert again.stdout == "[]\n"


def test_pages_are_written_again_for_another_database(tmp_path: Path, place: Place) -> None:
    place.extract(papers(tmp_path / "one", {"relief.txt": RELIEF}))
    other = Place(tmp_path / "other")
    other.out = place.out
    other.extract(papers(tmp_path / "two", {"survival.txt": SURVIVAL}))
    place.extract(tmp_path / "one")
    assert (place.out / "study" / "relief.html").exists()
    assert not (place.out / "study" / "survival.html").exists()


def test_an_archive_is_read_part_by_part(tmp_path: Path, place: Place) -> None:
    folder = archive(tmp_path / "in", {"relief.txt": RELIEF, "survival.txt": SURVIVAL, "empty.txt": ""})
    done = place.extract(folder)
    assert done.documents == 2
    (problem,) = done.problems
    assert problem.path == str(folder / "review.zip") and "empty" in problem.message
    again = place.extract(folder)
    assert (again.unchanged, again.problems) == (1, (problem,)), "what is wrong stays wrong until it is mended"
    (folder / "review.zip").unlink()
    papers(folder, {"relief.txt": RELIEF})
    assert place.extract(folder, prune=True).documents == 1
    assert place.problems() == ()


def test_a_file_of_several_papers_is_stored_whole_or_not_at_all(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the papers behind the place where a run was killed would never be read."""
    folder = archive(tmp_path / "in", {"a.txt": RELIEF, "b.txt": SURVIVAL})
    save = Store.save

    def killed(store: Store, study: Study, **edition: str) -> None:
        if study.document.text == SURVIVAL:
            raise KeyboardInterrupt
        save(store, study, **edition)

    with monkeypatch.context() as during, pytest.raises(KeyboardInterrupt):
        during.setattr(Store, "save", killed)
        place.extract(folder)
    assert place.names() == ()
    assert place.extract(folder).read == 2


def archive(folder: Path, texts: dict[str, str]) -> Path:
    """Write a folder with one archive in it."""
    folder.mkdir()
    with zipfile.ZipFile(folder / "review.zip", "w") as packed:
        for name, text in texts.items():
            packed.writestr(name, text)
    return folder


# ------------------------------------------------------------------ files that come, go and move


def test_a_vanished_document_is_kept_until_it_is_pruned(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "survival.txt": SURVIVAL})
    place.extract(folder)
    (folder / "survival.txt").unlink()
    assert place.extract(folder).vanished == ("survival",)
    assert place.names() == ("relief", "survival")
    assert place.extract(folder, prune=True).documents == 1
    assert place.names() == ("relief",)
    assert place.extract(folder).vanished == ()


def test_another_folder_is_not_vanished(tmp_path: Path, place: Place) -> None:
    place.extract(papers(tmp_path / "one", {"relief.txt": RELIEF}))
    (tmp_path / "one" / "relief.txt").unlink()
    done = place.extract(papers(tmp_path / "two", {"survival.txt": SURVIVAL}), prune=True)
    assert (done.vanished, place.names()) == ((), ("relief", "survival"))


def test_a_moved_file_is_no_second_document(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    place.extract(folder)
    (folder / "sub").mkdir()
    (folder / "relief.txt").rename(folder / "sub" / "relief.txt")
    assert place.extract(folder).vanished == ()
    assert place.names() == ("relief",)


def test_a_namesake_in_another_folder_replaces_nothing(tmp_path: Path, place: Place) -> None:
    place.extract(papers(tmp_path / "2023", {"paper.txt": RELIEF}))
    for _ in range(2):
        place.extract(papers(tmp_path / "2024", {"paper.txt": SURVIVAL}))
        texts = [place.study(name).document.text for name in place.names()]
        assert sorted(texts) == sorted([RELIEF, SURVIVAL])
    assert place.extract(tmp_path / "2024").unchanged == 1


def test_a_namesake_in_the_same_folder_renames_the_first(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"b/paper.txt": RELIEF})
    place.extract(folder)
    papers(folder, {"a/paper.txt": SURVIVAL})
    place.extract(folder)
    assert place.names() == ("a/paper", "b/paper")
    (folder / "b" / "paper.txt").unlink()
    place.extract(folder, prune=True)
    assert place.names() == ("paper",)
    assert place.study("paper").document.text == SURVIVAL


# ------------------------------------------------------------------ what cannot be read

UNREADABLE: dict[str, tuple[str, Callable[[Path], Any], str]] = {
    "random bytes": ("noise.pdf", lambda file: file.write_bytes(random.Random(1).randbytes(4000)), ""),
    "random bytes called txt": ("noise.txt", lambda file: file.write_bytes(random.Random(2).randbytes(4000)), ""),
    "empty": ("empty.txt", lambda file: file.write_bytes(b""), "empty"),
    "another kind": ("table.odt", lambda file: file.write_bytes(b"PK\x03\x04" + bytes(99)), "not a kind"),
    "encrypted": ("locked.pdf", locked_pdf, "password"),
    "scanned": ("scan.pdf", scanned_pdf, "OCR"),
    "no page": ("nothing.pdf", lambda file: file.write_bytes(EMPTY_PDF), "0 pages"),
    "dangling link": ("gone.txt", lambda file: file.symlink_to("nowhere.txt"), "no such file"),
}


@pytest.mark.parametrize(("name", "make", "says"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_a_problem_and_the_rest_goes_on(
    name: str, make: Callable[[Path], Any], says: str, tmp_path: Path, place: Place
) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    make(folder / name)
    done = place.extract(folder)
    (problem,) = done.problems
    assert (problem.path, problem.stage) == (str(folder / name), "read")
    assert says in problem.message and "\n" not in problem.message and "fault of the tool" not in problem.message
    assert place.problems() == (problem,)
    assert place.names() == ("relief",)
    assert problem.path in (place.out / "overview.html").read_text(encoding="utf-8")


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Simulated, because root may read everything."""
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF, "secret.txt": RELIEF})
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = place.extract(folder).problems
    assert "permission" in problem.message
    assert place.names() == ("relief",)


def test_a_mended_file_is_no_problem_any_more(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"a.txt": "", "b.txt": ""})
    assert len(place.extract(folder).problems) == 2
    papers(folder, {"a.txt": RELIEF})
    (folder / "b.txt").unlink()
    papers(folder, {"c.txt": SURVIVAL})
    assert place.extract(folder).problems == ()
    assert place.problems() == ()


def test_a_file_that_breaks_later_keeps_its_evidence_and_says_so(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    place.extract(folder)
    papers(folder, {"relief.txt": ""})
    assert len(place.extract(folder).problems) == 1
    assert place.study("relief").document.text == RELIEF


def test_a_fault_of_the_tool_costs_one_document(tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    link = flow.link

    def fail(document: Any, *rest: Any) -> Any:
        if document.name == "bad":
            raise ZeroDivisionError("a cohort\nof none")
        return link(document, *rest)

    monkeypatch.setattr(flow, "link", fail)
    folder = papers(tmp_path / "in", {"bad.txt": RELIEF, "good.txt": SURVIVAL})
    (problem,) = place.extract(folder).problems
    assert problem.stage == "link"
    assert "ZeroDivisionError in test_flow.py:" in problem.message and "a cohort of none" in problem.message
    assert place.names() == ("good",)


def test_a_document_that_hangs_is_given_up(tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    segment = flow.segment

    def hang(document: Any, spans: Any) -> Any:
        while document.name == "bad":
            time.sleep(0.01)
        return segment(document, spans)

    monkeypatch.setattr(flow, "segment", hang)
    monkeypatch.setattr(readings, "PATIENCE", 1.0)
    (problem,) = place.extract(papers(tmp_path / "in", {"bad.txt": RELIEF, "good.txt": SURVIVAL})).problems
    assert (problem.stage, "longer than 1 s" in problem.message) == ("segment", True)
    assert place.names() == ("good",)


def other_program(file: Path) -> None:
    """Write a database that is not ours."""
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


def test_a_run_that_cannot_begin_says_why(tmp_path: Path, place: Place) -> None:
    folder = papers(tmp_path / "in", {"relief.txt": RELIEF})
    (tmp_path / "none").mkdir()
    with pytest.raises(EvidenceError, match="no documents in this folder"):
        place.extract(tmp_path / "none")
    with pytest.raises(EvidenceError, match="no such file or folder"):
        place.extract(tmp_path / "missing")
    place.db.parent.mkdir()
    other_program(place.db)
    before = place.db.read_bytes()
    with pytest.raises(EvidenceError, match="another program"):
        place.extract(folder)
    assert place.db.read_bytes() == before
    place.db.write_text("not a database at all, but notes\n")
    with pytest.raises(EvidenceError, match="not an SQLite database"):
        place.extract(folder)


# ------------------------------------------------------------------ same input, same bytes


def test_workers_change_nothing_but_the_time(tmp_path: Path) -> None:
    one, two = Place(tmp_path / "one"), Place(tmp_path / "two")
    folder = papers(tmp_path / "in", {f"paper-{i}.txt": RELIEF.replace("24", str(i)) for i in range(9)})
    papers(folder, {"broken.txt": ""})
    assert one.extract(folder, jobs=1).problems == two.extract(folder, jobs=3).problems
    assert one.exports() == two.exports()


def test_two_runs_write_the_same_bytes_whatever_python_hashes_by(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from extractor.flow import extract\n"
        "extract([Path('corpus/examples')], db=Path(sys.argv[1], 'e.sqlite'), out=Path(sys.argv[1], 'site'))"
    )
    for seed in ("1", "2"):
        run = [sys.executable, "-c", code, str(tmp_path / seed)]
        subprocess.run(run, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    first, second = pages(tmp_path / "1" / "site"), pages(tmp_path / "2" / "site")
    assert first == second
    assert Path("evidence.jsonl") in first


def pages(site: Path) -> dict[Path, bytes]:
    """Return the files made for a reader; the mark is about this place and this moment."""
    files = [file for file in site.rglob("*") if file.is_file() and file.name != MARK]
    return {file.relative_to(site): file.read_bytes() for file in files}


def test_two_files_that_would_share_a_name_are_told_apart(tmp_path: Path, place: Place) -> None:
    """The second would silently replace the first."""
    record = "TY  - JOUR\nTI  - A title of an invented paper\nAB  - {}\nER  - \n"
    exported = "".join(record.format(text.strip()) for text in (RELIEF, SURVIVAL))
    folder = papers(tmp_path / "in", {"a.ris": exported, "a#1.txt": RELIEF})
    done = place.extract(folder)
    (problem,) = done.problems
    assert problem.path == str(folder / "a.ris") and "a#1 is the name of a document in" in problem.message
    assert place.names() == ("a#1", "a#2")


def test_documents_of_a_file_that_was_not_read_to_its_end_are_read_again(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of many records is stored part by part; a run that is killed between two parts loses only time."""
    monkeypatch.setattr(readings, "AT_ONCE", 1)
    folder = archive(tmp_path / "in", {"a.txt": RELIEF, "b.txt": SURVIVAL})
    save = Store.save

    def killed(store: Store, study: Study, **edition: str) -> None:
        if study.document.text == SURVIVAL:
            raise KeyboardInterrupt
        save(store, study, **edition)

    with monkeypatch.context() as during, pytest.raises(KeyboardInterrupt):
        during.setattr(Store, "save", killed)
        place.extract(folder)
    assert place.names() == ("review!a",)
    assert place.extract(folder).read == 2
    assert place.extract(folder).unchanged == 1


@pytest.mark.parametrize("jobs", [1, 3])
def test_files_of_many_records_and_others_come_out_alike_however_they_are_shared_out(
    tmp_path: Path, place: Place, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "AT_ONCE", 2)
    folder = archive(tmp_path / "in", {f"{n}.txt": RELIEF.replace("43", f"{n + 43}") for n in range(7)})
    papers(folder, {"z.txt": SURVIVAL, "broken.pdf": "%PDF-1.4"})
    done = place.extract(folder, jobs=jobs)
    assert place.names() == (*(f"review!{n}" for n in range(7)), "z")
    assert [problem.path for problem in done.problems] == [str(folder / "broken.pdf")]
    assert "45 patients" in place.study("review!2").document.text
