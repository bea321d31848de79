"""Read MEDLINE, PubMed's own format of tagged lines: ``.nbib``, or "Save as PubMed format"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record, tagged
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record
from extractor.read.txt import decoded

# what the tag of a note on another publication says, as PubMed prints it
LINKS = {
    "RIN": "Retraction in", "ROF": "Retraction of", "ECI": "Expression of concern in",
    "ECF": "Expression of concern for",
    "EIN": "Erratum in", "EFR": "Erratum for", "CRI": "Corrected and republished in",
    "CRF": "Corrected and republished from", "UIN": "Update in", "UOF": "Update of", "CIN": "Comment in",
    "CON": "Comment on", "RPI": "Republished in", "RPF": "Republished from", "PRIN": "Partial retraction in",
    "PROF": "Partial retraction of",
}  # fmt: skip


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the records of a MEDLINE file.

    Raises:
        Unreadable: If the file is not text.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    records = (_record(fields) for fields in tagged.medline(text))
    yield from record.documents(records, record.blank(path, data, name, "medline", *odd), options)


def _record(fields: tagged.Fields) -> Record:
    def all_of(*tags: str) -> list[str]:
        return [value for tag in tags for value in fields.get(tag, []) if value]

    links = tuple(field.link(says, reference) for tag, says in LINKS.items() for reference in all_of(tag))
    return Record(
        title=field.line(" ".join(all_of("TI", "BTI")[:1])),
        abstract=field.abstract(*all_of("AB")),  # OAB is in another language, or a note on where to find it
        authors=field.authors(all_of("AU", "CN")),
        year=field.year(*all_of("DP", "DEP")),
        journal=field.line(" ".join(all_of("JT", "TA")[:1])),
        doi=field.doi(*(it for it in all_of("LID", "AID", "SO") if "doi" in it.lower())),
        pmid=field.pmid(*all_of("PMID")),
        links=links,
        retracted="retracted publication" in (kind.lower() for kind in all_of("PT")) or bool(fields.get("RIN")),
    )
