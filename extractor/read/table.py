"""Read a table with a record in each row: CSV and TSV as Covidence, Rayyan and ASReview export them, and Excel's."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record
from extractor.read.txt import decoded

# what a column is called, in small letters without signs, the surest first
COLUMNS: dict[str, tuple[str, ...]] = {
    "abstract": ("abstract", "abstracts", "abstract text", "abstract note", "notes abstract", "ab", "n2"),
    "title": ("title", "article title", "primary title", "document title", "study title", "titles", "ti", "t1"),
    "authors": ("authors", "author", "author names", "author full names", "author s", "first authors", "au", "a1"),
    "year": (
        "year", "publication year", "published year", "year of publication", "pub year", "py",
        "date", "publication date",
    ),
    "journal": (
        "journal", "journal title", "source title", "publication title", "journal book",
        "secondary title", "journal name", "source", "so", "jf", "t2",
    ),
    "doi": ("doi", "do", "di"),
    "pmid": ("pmid", "pubmed id", "pubmed pmid", "pubmedid", "medline pmid"),
}  # fmt: skip
HEADERS = 20  # rows among which the names of the columns are sought; some exports print a search strategy first
NAMED = 25  # columns named in a message
WIDEST = 4_000_000  # characters of a cell

Row = Sequence[str]


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the rows of a CSV or TSV file, one document each.

    Raises:
        Unreadable: If the file is not text, or has no column of abstracts; the message names the columns it has.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    yield from record.documents(
        records(path, _rows(text), options), record.blank(path, data, name, "table", *odd), options
    )


def _rows(text: str) -> Iterator[Row | str]:
    """Yield the rows that are not empty; for one that cannot be parsed, why."""
    before = csv.field_size_limit(WIDEST)  # the default of 128 KB is less than a cell of Excel can hold
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield f"not to be parsed ({error}); look for a quotation mark without its partner"
            else:
                if any(cell.strip() for cell in row):
                    yield row
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """Return what parts the columns: the sign that the first lines have most of; Excel in Europe writes ``;``."""
    head = "\n".join(islice((line for line in text[:20_000].splitlines() if line.strip()), 1))
    return max(",;\t|", key=head.count)


def records(path: Path, rows: Iterable[Row | str], options: Options) -> Iterator[Record | str]:
    """Yield a record for each row below the names of the columns; a string in place of a row is what is wrong with it.

    Raises:
        Unreadable: If none of the first rows names a column of abstracts; the message names the columns there are.
    """
    below = iter(rows)
    first = list(islice(below, HEADERS))
    found = header(first, options)
    if not found:
        widest = max((row for row in first if not isinstance(row, str)), key=len, default=())
        raise Unreadable(path, _no_abstracts(widest, options))
    number, columns = found
    for row in chain(first[number + 1 :], below):
        yield row if isinstance(row, str) else _record(row, columns)


def _record(row: Row, columns: dict[str, int]) -> Record:
    def cell(column: str) -> str:
        place = columns.get(column, len(row))
        return row[place].strip() if place < len(row) else ""

    return Record(
        title=field.line(cell("title")),
        abstract=field.abstract(cell("abstract")),
        authors=field.authors(_people(cell("authors"))),
        year=field.year(cell("year")),
        journal=field.line(cell("journal")),
        doi=field.doi(cell("doi")),
        pmid=field.pmid(cell("pmid").removesuffix(".0")),
    )


def _people(printed: str) -> list[str]:
    """Return the names of a list; "Reyes A, Holm B" has a comma between people, "Reyes, Ana; Holm, Bo" within them."""
    if ";" in printed or "|" in printed:
        return re.split(r"[;|]", printed)
    if re.search(r"\sand\s", printed):
        return re.split(r",?\s+and\s+", printed)
    names = [name.strip() for name in printed.split(",")]
    apart = len(names) > 1 and all(re.search(r"\S\s+\S", name) for name in names if name)
    return names if apart else [printed]


# ------------------------------------------------------------------ which column is which


def header(rows: Iterable[Row | str], options: Options) -> tuple[int, dict[str, int]] | None:
    """Return which row names the columns, and the place of each that is known; None without a column of abstracts."""
    wanted = {column: tuple(map(_key, names)) for column, names in COLUMNS.items()}
    if options.abstract_column is not None:
        wanted["abstract"] = (_key(options.abstract_column),)
    for number, row in enumerate(rows):
        keys = [] if isinstance(row, str) else [_key(name) for name in row]
        found = {
            column: keys.index(name)
            for column, names in wanted.items()
            if (name := next((it for it in names if it in keys), None)) is not None
        }
        if "abstract" in found and len(list(filter(None, keys))) > 1:
            return number, found
    return None


def _key(name: str) -> str:
    """Return a column's name as it is compared: "Abstract Note" and "abstract_note" are one."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))


def _no_abstracts(names: Row, options: Options) -> str:
    shown = ", ".join(" ".join(name.split())[:60] for name in names[:NAMED] if name.strip())
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    if options.abstract_column is None:
        return f"no column is called 'Abstract'; name the one to read with --abstract-column (found: {shown}{more})"
    near = difflib.get_close_matches(options.abstract_column, list(names), n=1)
    meant = f", did you mean '{near[0]}'?" if near else ""
    return f"no column is called '{options.abstract_column}'{meant} (found: {shown}{more})"
