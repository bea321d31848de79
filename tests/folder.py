"""A folder of papers in, a database and pages out: what the tests of the flow and of the command share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod

from extractor import flow
from extractor.flow import Summary
from extractor.model import Study
from extractor.readings import StudyOf
from extractor.store import Problem, Store

RELIEF = "We operated on 43 patients. Pain relief was achieved in 24 of 43 patients (55.8%). Nobody died.\n"
SURVIVAL = "Sixty patients were treated. Median survival was 16.2 months (95% CI 10.1-22.3).\n"
EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n"
)


@cache
def packaged_chain() -> StudyOf:
    """Return the chain with the packaged rules; making it takes a second, so it is made once."""
    return CHAIN()


CHAIN = flow.chain


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all runs of a test in this process use one chain."""

    def chain(folders: Sequence[Path] = (), model: str | None = None) -> StudyOf:
        return packaged_chain() if not folders and model is None else CHAIN(folders, model)

    monkeypatch.setattr(flow, "chain", chain)


def papers(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write *texts* (path below *folder* -> content) and return *folder*."""
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


class Place:
    """A database and a folder of pages in *root*, and runs that fill them."""

    def __init__(self, root: Path) -> None:
        self.db, self.out = root / "db" / "evidence.sqlite", root / "site"

    def extract(
        self, *paths: Path, prune: bool = False, merge: bool = True, jobs: int = 1, rules: Sequence[Path] = ()
    ) -> Summary:
        """Run over *paths*."""
        return flow.extract(paths, db=self.db, out=self.out, prune=prune, merge=merge, jobs=jobs, rules=rules)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the database."""
        with Store(self.db, create=False) as store:
            yield store

    def names(self) -> tuple[str, ...]:
        """Return the documents in the database."""
        with self.store() as store:
            return store.names()

    def study(self, name: str) -> Study:
        """Return a study of the database."""
        with self.store() as store:
            study = store.study(name)
        assert study is not None
        return study

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the database."""
        with self.store() as store:
            return store.problems()

    def exports(self) -> tuple[bytes, bytes]:
        """Return the two exports that lie beside the pages."""
        return (self.out / "evidence.jsonl").read_bytes(), (self.out / "evidence.csv").read_bytes()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give a place for a database and its pages."""
    return Place(tmp_path)


# ------------------------------------------------------------------ files that cannot be read


def locked_pdf(file: Path) -> None:
    """Write a PDF that asks for a password."""
    pdf = _page()
    pdf.cell(text="Forty-three patients.")
    pdf.set_encryption("owner", user_password="user", encryption_method=EncryptionMethod.RC4)
    pdf.output(str(file))


def scanned_pdf(file: Path) -> None:
    """Write a PDF that has a drawing on its page and no text, like a scan."""
    pdf = _page()
    pdf.rect(20, 20, 100, 100, style="F")
    pdf.output(str(file))


def _page() -> FPDF:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=11)
    return pdf
