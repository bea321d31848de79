"""Read a PDF: the abstract of a paper with its title, each word with its box.

Only the first pages are opened. A PDF that cannot be read costs one line, never the run.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.limit import Stalled, wall_clock
from extractor.read.options import DEFAULT, Options
from extractor.read.page import citation, laid_out
from extractor.read.page.labels import is_prose, label
from extractor.read.page.people import names
from extractor.read.pdf.columns import lines
from extractor.read.pdf.glyphs import pieces
from extractor.read.pdf.line import Line
from extractor.read.pdf.margins import margins
from extractor.read.pdf.mend import paragraphs, vocabulary
from extractor.read.pdf.printed import Paragraph, chosen_of, plain, title_of, written

PAGES = 400
SECONDS = 30.0
INFLATED = 256 * 1024 * 1024  # bytes one compressed stream may hold
FIRST_PAGES = 2  # where the abstract is


@dataclass(frozen=True, slots=True)
class Opened:
    """The first pages of a PDF: lines in reading order, those of the margins apart."""

    lines: tuple[Line, ...]
    margins: tuple[str, ...]
    metadata: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> tuple[Document, ...]:
    """Return the one paper in a PDF: its title and abstract where they can be told, else its first two pages.

    ``words`` has a box for each printed word; a word that was parted at a line's end has two.

    Raises:
        Unreadable: If it is encrypted, scanned, broken, without pages, too long, or stalls the parser.
    """
    try:
        with wall_clock(SECONDS):
            _refuse_bombs(path, data)
            return (_document(path, data, name, _opened(path, data)),)
    except Stalled:
        raise Unreadable(
            path, f"took more than {SECONDS:.0f} s to parse; print it to a new PDF or leave it out"
        ) from None


# ------------------------------------------------------------------ opening


def _opened(path: Path, data: bytes) -> Opened:
    with _silence(), _blamed(path):
        import pdfplumber

        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if not count:
                raise Unreadable(path, "has 0 pages; export it anew or leave it out")
            if count > PAGES:
                raise Unreadable(
                    path, f"has {count} pages, more than one paper ({PAGES}); cut out the paper's own pages"
                )
            return _first_pages(path, pdf.pages, {key: str(value) for key, value in pdf.metadata.items()})


def _first_pages(path: Path, pages: Sequence[Any], metadata: Mapping[str, str]) -> Opened:
    """Return the first two pages that have text."""
    read: list[tuple[list[Line], float]] = []
    for number, page in enumerate(pages[: FIRST_PAGES + 1], start=1):
        if len(read) < FIRST_PAGES:
            found = lines(pieces(page.chars), number)
            page.close()
            if found:
                read.append((found, float(page.height)))
    if not read:
        raise Unreadable(
            path, f"page 1 of {len(pages)} has no text layer; run OCR first (ocrmypdf) or leave the paper out"
        )
    kept: list[Line] = []
    outside: list[str] = []
    for number, (page_lines, height) in enumerate(read):
        others = [line for other, (found, _) in enumerate(read) if other != number for line in found]
        dropped = margins(page_lines, height, others)
        kept += [line for place, line in enumerate(page_lines) if place not in dropped]
        outside += [line.text for place, line in enumerate(page_lines) if place in dropped]
    first = read[0][0][0].page
    warnings = () if first == 1 else (f"page 1 has no text layer; read from page {first}",)
    return Opened(tuple(kept), tuple(outside), metadata, warnings)


@contextmanager
def _blamed(path: Path) -> Iterator[None]:
    """Turn whatever the PDF parser raises into one line about *path*."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        yield
    except Unreadable:
        raise
    # pdfminer raises anything on a broken file, from its own errors to KeyError and RecursionError
    except Exception as error:
        causes = [error, error.__cause__, error.__context__, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise Unreadable(path, "is encrypted; remove the password (qpdf --decrypt) or leave it out") from error
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise Unreadable(
            path, f"is not a PDF that can be parsed, perhaps truncated ({reason}); download it again"
        ) from error


@contextmanager
def _silence() -> Iterator[None]:
    """Keep pdfminer's warnings about fonts and colours to itself."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _refuse_bombs(path: Path, data: bytes) -> None:
    """Raise if a stream inflates beyond all measure, before the parser holds it in memory."""
    for found in re.finditer(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])", data):
        inflater, at, size = zlib.decompressobj(), found.end(), 0
        try:
            rest = data[at : at + 65536]
            while rest and not inflater.eof and size <= INFLATED:
                size += len(inflater.decompress(rest, 1 << 20))
                rest = inflater.unconsumed_tail
                if not rest:
                    at += 65536
                    rest = data[at : at + 65536]
        except zlib.error:
            continue  # not compressed, or damaged: the parser will say
        if size > INFLATED:
            raise Unreadable(path, f"holds a stream of more than {INFLATED // 1024**2} MB once unpacked; leave it out")


# ------------------------------------------------------------------ the paper


def _document(path: Path, data: bytes, name: str, opened: Opened) -> Document:
    found = paragraphs(opened.lines)
    title_at = title_of(found)
    chosen = chosen_of(found, title_at)
    text, words = written([found[number] for number in chosen], vocabulary(opened.lines))
    title = plain(found[title_at]) if title_at is not None else None
    page = laid_out(text, title=title)
    told = [
        *opened.margins,
        *(plain(found[n]) for n in range(len(found)) if n not in chosen or label(plain(found[n]))),
    ]
    told = [line for line in told if label(line) or not is_prose(line)]
    authors = page.authors or _authors(found, title_at)
    return Document(
        name=name,
        path=str(path),
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        regions=page.regions,
        title=page.title or opened.metadata.get("Title") or None,
        authors=authors,
        year=citation.year(told) or page.year,
        journal=_unsigned(citation.journal(told), authors) or page.journal,
        doi=citation.doi(" ".join(opened.metadata.values())) or citation.doi("\n".join(told)) or page.doi,
        pmid=citation.pmid("\n".join(told)) or page.pmid,
        words=words,
        warnings=opened.warnings + _doubts(text),
    )


def _doubts(text: str) -> tuple[str, ...]:
    unmapped = text.count("\ufffd")
    return (f"{unmapped} characters have no Unicode value in the PDF's fonts",) if unmapped else ()


def _authors(found: Sequence[Paragraph], title_at: int | None) -> tuple[str, ...]:
    below = (title_at + 1) if title_at is not None else 0
    return next((people for paragraph in found[below : below + 4] if (people := names(plain(paragraph)))), ())


def _unsigned(journal: str | None, authors: Sequence[str]) -> str | None:
    """Return the journal without the surnames a running head prints before it: "Doe and Roe Invented Surg"."""
    surnames = {word for author in authors for word in author.split() if len(word) > 2} | {"and", "&"}
    words = (journal or "").split()
    while words and words[0].strip(",.") in surnames:
        del words[0]
    return " ".join(words) or None
