"""The same twenty invented abstracts give the same findings from every format they can be written in."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extractor.flow import study_of
from extractor.model import Document, Finding, Region, Study
from extractor.read import read
from extractor.read.kind import kind
from tests.exports import WRITTEN, Paper, nbib, pubmed
from tests.pages import KEPT, pasted
from tests.reading import language, rules
from tests.twenty import TWENTY

EVERY = WRITTEN | KEPT
Told = tuple[object, ...]  # what a reader of the table sees of a finding


@cache
def study(text: str, regions: tuple[Region, ...], title: str | None) -> Study:
    """Return the study of a text; most formats give the same text, which is worked on once."""
    document = Document("a", "a", "txt", "0", text, regions, title=title)
    return study_of(document, language(), rules())


def told(document: Document) -> list[Told]:
    """Return the cohort and the findings of a document, without their places."""
    made = study(document.text, document.regions, document.title)
    arms = {arm.id: (" ".join(arm.name.split()), arm.n) for arm in made.arms}

    def one(it: Finding) -> Told:
        return (
            it.measure, " ".join(it.outcome.split()), it.operator, it.value, it.unit, arms.get(it.arm or ""),
            it.numerator, it.denominator, it.sd, it.plus_minus, it.range, it.iqr, it.ci, it.p, it.time,
        )  # fmt: skip

    cohort = ("cohort", made.cohort.value if made.cohort else None)
    return [cohort, *sorted(map(one, made.findings), key=repr)]


def documents(folder: Path, name: str, content: bytes) -> tuple[Document, ...]:
    file = folder / name
    file.write_bytes(content)
    return read(file, file.stem)


@cache
def expected() -> tuple[list[Told], ...]:
    """Return what PubMed's XML says of each paper."""
    from extractor.read.options import DEFAULT
    from extractor.read.pubmed import documents as of

    every = [list(of(Path("a.xml"), pubmed(it), "a", DEFAULT)) for it in TWENTY]
    return tuple(told(found) for (found,) in every if isinstance(found, Document))


def test_the_twenty_hold_findings_to_compare() -> None:
    """A comparison of nothing with nothing would be no test."""
    assert [len(it) for it in expected()] == [pytest.approx(10, abs=6)] * len(TWENTY)
    assert all(it[0][1] for it in expected()), "a cohort each"
    assert sum(len(it) for it in expected()) > 150


@pytest.mark.parametrize("name", EVERY)
def test_the_same_findings_from_every_format(tmp_path: Path, name: str) -> None:
    write, written = EVERY[name]
    for number, (paper, findings) in enumerate(zip(TWENTY, expected(), strict=True)):
        content = write(paper)
        assert kind(content, name) == written
        (document,) = documents(tmp_path, f"{number}-{name}", content)
        assert document.title == paper.title
        assert told(document) == findings, paper.title


@pytest.mark.parametrize("pack", ["zip", "tar.gz"])
@pytest.mark.parametrize(("write", "suffix"), [(pasted, "txt"), (nbib, "nbib")], ids=["txt", "nbib"])
def test_the_same_findings_from_an_archive(
    tmp_path: Path, pack: str, write: Callable[[Paper], bytes], suffix: str
) -> None:
    members = {f"{number:02}.{suffix}": write(paper) for number, paper in enumerate(TWENTY)}
    found = documents(tmp_path, f"papers.{pack}", (zipped if pack == "zip" else tarred)(members))
    assert [told(document) for document in found] == list(expected())


def test_the_same_findings_from_one_file_of_all_records(tmp_path: Path) -> None:
    found = documents(tmp_path, "all.nbib", b"\n".join(map(nbib, TWENTY)))
    assert [told(document) for document in found] == list(expected())


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()
