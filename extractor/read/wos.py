"""Read Web of Science's own format (``savedrecs.txt``, also found under ``.ris`` and ``.ciw``)."""

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
    """Yield the records of a Web of Science file.

    Raises:
        Unreadable: If the file is not text.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    records = (_record(fields) for fields in tagged.wos(text))
    yield from record.documents(records, record.blank(path, data, name, "wos", *odd), options)


def _record(fields: tagged.Fields) -> Record:
    def joined(tag: str) -> str:
        return " ".join(fields.get(tag, []))

    return Record(
        title=field.line(joined("TI")),
        abstract=field.abstract(joined("AB")),
        authors=field.authors(fields.get("AU", [])),
        year=field.year(joined("PY"), joined("EA")),
        journal=field.line(joined("SO")),
        doi=field.doi(joined("DI")),
        pmid=field.pmid(joined("PM")),
        retracted="retracted publication" in joined("DT").lower(),
    )
