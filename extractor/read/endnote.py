"""Read EndNote's XML export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record, xml
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the records of an EndNote library.

    Raises:
        Unreadable: If it defines entities of its own.
    """
    found = xml.records(path, data, ("record",), options)
    records = (it if isinstance(it, str) else _record(it) for it in found)
    yield from record.documents(records, record.blank(path, data, name, "endnote"), options)


def _record(element: xml.Element) -> Record:
    def said(*paths: str) -> str:
        """Return the first of these fields that has text; EndNote puts a <style> around each change of font."""
        found = ("".join(it.itertext()) for path in paths for it in element.iterfind(path))
        return next((text for text in found if text.strip()), "")

    source = f"{said('remote-database-name')} {said('remote-database-provider')}".lower()
    return Record(
        title=field.line(said("titles/title")),
        abstract=field.abstract(said("abstract")),
        authors=field.authors("".join(it.itertext()) for it in element.iterfind("contributors/authors/author")),
        year=field.year(said("dates/year"), said("dates/pub-dates/date")),
        journal=field.line(said("periodical/full-title", "titles/secondary-title", "titles/alt-title")),
        doi=field.doi(said("electronic-resource-num"), *("".join(it.itertext()) for it in element.iterfind(".//url"))),
        pmid=field.pmid(said("accession-num"))
        if "pubmed" in source or "medline" in source or "nlm" in source
        else None,
    )
