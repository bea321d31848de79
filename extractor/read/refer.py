"""Read Refer, the tagged format of EndNote's ``.enw`` downloads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record, tagged
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record
from extractor.read.txt import decoded


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the records of a Refer file.

    Raises:
        Unreadable: If the file is not text.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    records = (_record(fields) for fields in tagged.refer(text))
    yield from record.documents(records, record.blank(path, data, name, "refer", *odd), options)


def _record(fields: tagged.Fields) -> Record:
    def first(*tags: str) -> str:
        return next((value for tag in tags for value in fields.get(tag, []) if value), "")

    return Record(
        title=field.line(first("T")),
        abstract=field.abstract(*fields.get("X", [])),
        authors=field.authors(fields.get("A", [])),
        year=field.year(first("D"), first("8")),
        journal=field.line(first("J", "B")),
        doi=field.doi(first("R"), *fields.get("U", [])),
        pmid=field.pmid(first("M")) if "pubmed" in f"{first('~')} {first('W')}".lower() else None,
    )
