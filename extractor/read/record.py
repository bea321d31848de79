"""A record of a bibliographic file, and how a file of records becomes documents; shared by all such formats.

A reader says how a record is written; names, warnings, limits and what stands in the text are decided here, so that
the same abstract gives the same text from every database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.article import Passage, composed
from extractor.read.field import RETRACTED
from extractor.read.options import Options

LONGEST = 200_000  # characters of an abstract; a field that is longer has swallowed what comes after it
SHOWN = 20  # runs of records named in one line


@dataclass(frozen=True, slots=True)
class Record:
    """What a database says of one paper."""

    title: str = ""  # one line
    abstract: tuple[Passage, ...] = ()
    authors: tuple[str, ...] = ()  # "van Dijk AB"
    year: int | None = None
    journal: str = ""
    doi: str | None = None
    pmid: str | None = None
    links: tuple[str, ...] = ()  # "Erratum in: Spine 2009;34:12. PMID 1"
    retracted: bool = False


def blank(path: Path, data: bytes, name: str, format: str, *warnings: str) -> Document:
    """Return what the documents of a file have in common."""
    return Document(name, str(path), format, hashlib.sha256(data).hexdigest(), "", warnings=warnings)


def documents(records: Iterable[Record | str], shared: Document, options: Options) -> Iterator[Document | Unreadable]:
    """Yield a document for each record, named ``stem#k`` when the file holds several; then what could not be read.

    Args:
        records: One after the other; a string is why a record could not be read. It keeps its number.
        shared: As :func:`blank` gives it; its name is the stem.
        options: For the limit on the number of records.
    """
    failed: dict[str, list[int]] = {}
    number = 0
    for number, name, record in _named(records, shared.name):
        if number > options.max_records:
            more = f"holds more than {options.max_records:,} records, read no further; split it or raise --max-records"
            yield Unreadable(shared.path, more)
            break
        if fault := record if isinstance(record, str) else _fault(record):
            failed.setdefault(fault, []).append(number)
        elif isinstance(record, Record):
            yield document(record, replace(shared, name=name))
    if not number:
        yield Unreadable(shared.path, "holds no record; export it again")
    for fault, numbers in failed.items():
        yield Unreadable(shared.path, f"{_listed(numbers)}: {fault}")


def document(record: Record, shared: Document) -> Document:
    """Return the document of a record: title, blank line, abstract."""
    text, regions = composed(record.title, record.abstract)
    return replace(
        shared,
        text=text,
        regions=regions,
        title=record.title or None,
        authors=record.authors,
        year=record.year,
        journal=record.journal or None,
        doi=record.doi,
        pmid=record.pmid,
        warnings=shared.warnings if record.abstract else (*shared.warnings, "no abstract in the record"),
        links=record.links,
        retracted=record.retracted or bool(RETRACTED.match(record.title)),
    )


def _named(records: Iterable[Record | str], stem: str) -> Iterator[tuple[int, str, Record | str]]:
    """Yield each record with its number and name; a lone one is called after its file."""
    rest = iter(records)
    first = list(islice(rest, 2))
    for number, record in enumerate(chain(first, rest), start=1):
        yield number, stem if len(first) == 1 else f"{stem}#{number}", record


def _fault(record: Record) -> str:
    """Return why a record cannot be a document, or ""."""
    if not (record.title or record.abstract):
        return "neither a title nor an abstract"
    longest = max(len(record.title), sum(len(passage.text) for passage in record.abstract))
    return f"{longest:,} characters, more than an abstract can have ({LONGEST:,})" if longest > LONGEST else ""


def _listed(numbers: list[int]) -> str:
    """Return the numbers in words.

    >>> _listed([3]), _listed([1, 2, 3, 7])
    ('record 3', 'records 1-3, 7')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ", ".join("-".join(map(str, run)) for run in runs[:SHOWN])
    more = f" and others, {len(numbers):,} in all" if len(runs) > SHOWN else ""
    return f"record{'s' * (len(numbers) > 1)} {shown}{more}"
