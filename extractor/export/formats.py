"""The formats by name: what each is for, whether it is a file or a folder, and the one way to write it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from extractor.export.cochrane import revman
from extractor.export.lines import jsonl
from extractor.export.poolable import escalc
from extractor.export.references import bibtex
from extractor.export.table import csv
from extractor.export.workbook import xlsx
from extractor.model import Concept, Source, Study
from extractor.review.applied import Decisions


@dataclass(frozen=True, slots=True)
class Content:
    """What a database holds, for a format to choose from."""

    studies: Iterable[Study]  # one a document; read once, so that 20,000 need no more memory than one
    concepts: Sequence[Concept] = ()
    sources: Mapping[str, Sequence[Source]] = field(default_factory=lambda: MappingProxyType({}))
    decisions: Decisions = field(default_factory=lambda: MappingProxyType({}))
    reviewer: str | None = None  # for whom a file to fill in is made

    @property
    def leading(self) -> Iterator[Study]:
        """One study a paper, whichever of its documents tells it best."""
        return (study for study in self.studies if study.document.name in self.sources)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write studies down."""

    says: str
    text: Callable[[Content, TextIO], object] | None = None  # a file of text, which may go to the terminal
    place: Callable[[Content, Path], object] | None = None  # a file of bytes, or a folder


def _csv(content: Content, out: TextIO) -> None:
    labels = {concept.id: concept.label for concept in content.concepts}
    csv(content.leading, out, labels=labels, decisions=content.decisions)


def _xlsx(content: Content, path: Path) -> None:
    made = io.BytesIO()
    xlsx(
        content.leading, made, concepts=content.concepts, sources=content.sources, decisions=content.decisions,
        reviewer=content.reviewer,
    )  # fmt: skip
    path.write_bytes(made.getvalue())


FORMATS: dict[str, Format] = {
    "jsonl": Format("a line of JSON a document", text=lambda it, out: jsonl(it.studies, out, it.sources, it.decisions)),
    "csv": Format("a row a result", text=_csv),
    "xlsx": Format("a sheet a category, for a reviewer to fill in", place=_xlsx),
    "revman": Format(
        "a folder of RevMan's four CSV files",
        place=lambda it, at: revman(it.leading, at, concepts=it.concepts, decisions=it.decisions),
    ),
    "escalc": Format(
        "a folder of numbers for metafor, with a script that repeats our estimates",
        place=lambda it, at: escalc(it.leading, at, concepts=it.concepts, decisions=it.decisions),
    ),
    "bibtex": Format("an entry a study", text=lambda it, out: bibtex(it.leading, out)),
}


def write(form: str, content: Content, path: Path) -> None:
    """Write *content* in a format to *path*: a file, or a folder where the format is one."""
    chosen = FORMATS[form]
    if chosen.place:
        chosen.place(content, path)
    elif chosen.text:
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            chosen.text(content, file)
