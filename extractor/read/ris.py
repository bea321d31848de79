"""Read RIS, the format most databases and reference managers export, in all their dialects."""

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
    """Yield the records of a RIS file.

    Raises:
        Unreadable: If the file is not text.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    records = (_record(fields) for fields in tagged.ris(text))
    yield from record.documents(records, record.blank(path, data, name, "ris", *odd), options)


def _record(fields: tagged.Fields) -> Record:
    every = {tag: [value for value in values if value] for tag, values in fields.items()}

    def first(*tags: str) -> list[str]:
        """Return the values of the first of these tags that has any."""
        return next((every[tag] for tag in tags if every.get(tag)), [])

    notes = [value for tag in ("M3", "PT", "N1", "KW") for value in every.get(tag, [])]
    return Record(
        title=field.line(" ".join(first("TI", "T1", "CT", "BT", "ST")[:1])),
        # Ovid and Embase write N2; where both stand, N2 may be a note
        abstract=field.abstract(*first("AB", "N2")),
        authors=field.authors(first("AU", "A1")),
        year=field.year(*first("PY"), *first("Y1"), *first("DA")),
        journal=field.line(" ".join(first("T2", "JF", "JO", "J2", "JA")[:1])),
        doi=field.doi(*first("DO"), *every.get("UR", []), *every.get("L2", []), *every.get("M3", [])),
        pmid=_pmid(every),
        retracted=any(note.strip(" .").lower() == "retracted publication" for note in notes),
    )


def _pmid(every: tagged.Fields) -> str | None:
    """Return the PubMed number; AN holds one only where the database is PubMed's."""
    ours = any(
        "medline" in name.lower() or "pubmed" in name.lower() for tag in ("DB", "DP") for name in every.get(tag, [])
    )
    named = [
        value for tag in ("C2", "M1", "N1", "AN", "ID", "U2") for value in every.get(tag, []) if "PMID" in value.upper()
    ]
    return field.pmid(*named, *(every.get("AN", []) if ours else []))
