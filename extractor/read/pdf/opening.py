"""Open a PDF: its lines in reading order, those of the margins apart; whatever is wrong with it is one line."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from extractor.errors import Unreadable
from extractor.read.options import Options
from extractor.read.pdf.columns import gutter, lines
from extractor.read.pdf.glyphs import Piece, pieces
from extractor.read.pdf.line import Line
from extractor.read.pdf.margins import margins, pictured
from extractor.read.pdf.picture import is_picture, levelled, signs
from extractor.read.pdf.tables import Table, without_tables

INFLATED = 256 * 1024 * 1024  # bytes one compressed stream may hold
FIRST_PAGES = 2  # where the abstract is


@dataclass(frozen=True, slots=True)
class Opened:
    """The pages of a PDF that were read: lines in reading order, those of the margins apart."""

    lines: tuple[Line, ...]
    margins: tuple[str, ...]
    metadata: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()  # of the full text only


class Scanned(Unreadable):
    """There is no text on the pages that were looked at, only pictures of it."""


def opened(path: Path, data: bytes, options: Options) -> Opened:
    """Return the first two pages that have text, or all of them for the full text.

    Raises:
        Scanned: If they have no text.
        Unreadable: If the file is encrypted, broken, without pages or too long.
    """
    _refuse_bombs(path, data)
    with _silence(), _blamed(path):
        import pdfplumber

        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if not count:
                raise Unreadable(path, "has 0 pages; export it anew or leave it out")
            if count > options.max_pages:
                raise Unreadable(
                    path, f"has {count} pages, more than one paper ({options.max_pages}); cut out the paper's own pages"
                )
            metadata = {key: str(value) for key, value in pdf.metadata.items()}
            return _pages(path, pdf.pages, metadata, full=options.full_text)


def _pages(path: Path, pages: Sequence[Any], metadata: Mapping[str, str], *, full: bool) -> Opened:
    printed: list[tuple[int, float, list[Piece]]] = []  # number, height, words
    blank: list[int] = []
    tables: list[Table] = []
    wanted = len(pages) if full else FIRST_PAGES
    for number, page in enumerate(pages[: wanted + 1], start=1):
        if len(printed) < wanted:
            words = _words(page)
            if full:
                words, held = without_tables(page, words, number)
                tables += held
            height = float(page.height)
            page.close()
            if words:
                printed.append((number, height, words))
            elif not printed or full:
                blank.append(number)
    if not printed:
        raise Scanned(path, f"page 1 of {len(pages)} has no text layer; run OCR first (--ocr) or leave the paper out")
    gutters = tuple(sorted({x for _, _, words in printed if full and (x := gutter(words)) is not None}))
    read = [(lines(words, number, gutters), height) for number, height, words in printed]
    kept, outside = _parted(read, full=full)
    return Opened(tuple(kept), tuple(outside), metadata, _without_text(blank, printed[0][0], full=full), tuple(tables))


def _words(page: Any) -> list[Piece]:
    return signs(pieces(levelled(page.chars))) if is_picture(page) else pieces(page.chars)


def _parted(read: list[tuple[list[Line], float]], *, full: bool) -> tuple[list[Line], list[str]]:
    """Return the lines of the pages, and what stands in their margins and in pictures."""
    kept: list[Line] = []
    outside: list[str] = []
    usual = median(line.size for found, _ in read for line in found for _ in line.text)
    for number, (page_lines, height) in enumerate(read):
        # a running head comes again on the pages around; all the others of a book would cost their square
        near = read[max(0, number - 3) : number] + read[number + 1 : number + 4]
        dropped = margins(page_lines, height, [line for found, _ in near for line in found])
        dropped |= pictured(page_lines, usual) if full else set()
        kept += [line for place, line in enumerate(page_lines) if place not in dropped]
        outside += [line.text for place, line in enumerate(page_lines) if place in dropped]
    return kept, outside


def _without_text(blank: Sequence[int], first: int, *, full: bool) -> tuple[str, ...]:
    if full and blank:
        return (f"no text layer on page {', '.join(map(str, blank))}",)
    return (f"page 1 has no text layer; read from page {first}",) if first > 1 else ()


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
