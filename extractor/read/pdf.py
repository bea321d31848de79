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
from extractor.model import Document, Word
from extractor.read import citation
from extractor.read.columns import Line, lines, margins
from extractor.read.glyphs import pieces
from extractor.read.labels import SECTION, is_prose, label
from extractor.read.limit import Stalled, wall_clock
from extractor.read.mend import is_abstract, join, paragraphs, vocabulary
from extractor.read.page import laid_out
from extractor.read.people import names

PAGES = 400
SECONDS = 30.0
INFLATED = 256 * 1024 * 1024  # bytes one compressed stream may hold
FIRST_PAGES = 2  # where the abstract is
LONGEST_ABSTRACT = 8000  # characters
CONCLUSION = re.compile(r"\W*(?:conclusions?|interpretation|discussion)\b", re.IGNORECASE)

Paragraph = Sequence[Line]


@dataclass(frozen=True, slots=True)
class Opened:
    """The first pages of a PDF: lines in reading order, those of the margins apart."""

    lines: tuple[Line, ...]
    margins: tuple[str, ...]
    metadata: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def documents(path: Path, data: bytes, name: str) -> tuple[Document, ...]:
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
    title_at = _title(found)
    chosen = _chosen(found, title_at)
    text, words = _written([found[number] for number in chosen], vocabulary(opened.lines))
    title = _plain(found[title_at]) if title_at is not None else None
    page = laid_out(text, title=title)
    told = [
        *opened.margins,
        *(_plain(found[n]) for n in range(len(found)) if n not in chosen or label(_plain(found[n]))),
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


def _plain(paragraph: Paragraph) -> str:
    return _written([paragraph], frozenset())[0]


def _title(found: Sequence[Paragraph]) -> int | None:
    """Return which paragraph is the title: the largest print on the first page with four words or more."""
    first = found[0][0].page
    page = [n for n, paragraph in enumerate(found) if paragraph[0].page == first]
    usual = sorted(line.size for n in page for line in found[n])
    large = [
        n for n in page if found[n][0].size > 1.12 * usual[len(usual) // 2] and 4 <= len(_plain(found[n]).split()) <= 50
    ]
    return max(large, key=lambda n: (found[n][0].size, -n), default=None)


def _authors(found: Sequence[Paragraph], title_at: int | None) -> tuple[str, ...]:
    below = (title_at + 1) if title_at is not None else 0
    return next((people for paragraph in found[below : below + 4] if (people := names(_plain(paragraph)))), ())


def _unsigned(journal: str | None, authors: Sequence[str]) -> str | None:
    """Return the journal without the surnames a running head prints before it: "Doe and Roe Invented Surg"."""
    surnames = {word for author in authors for word in author.split() if len(word) > 2} | {"and", "&"}
    words = (journal or "").split()
    while words and words[0].strip(",.") in surnames:
        del words[0]
    return " ".join(words) or None


def _chosen(found: Sequence[Paragraph], title_at: int | None) -> list[int]:
    """Return which paragraphs to read: title and abstract, or all when no abstract can be told."""
    start = _abstract_at(found)
    if start is None:
        return list(range(len(found)))
    numbers: list[int] = []
    length = 0
    for number in range(start, len(found)):
        text = _plain(found[number])
        concluded = any(CONCLUSION.match(_plain(found[n])) for n in numbers)
        if numbers and _ends_abstract(text, length, found[numbers[-1]], found[number], concluded):
            break
        if not is_abstract(text):
            numbers.append(number)
            length += len(text)
        if length > LONGEST_ABSTRACT:
            break
    return ([title_at] if title_at is not None and title_at not in numbers else []) + numbers


def _abstract_at(found: Sequence[Paragraph]) -> int | None:
    """Return where the abstract begins: at its heading, or at the first of the sections that abstracts have."""
    texts = [_plain(paragraph) for paragraph in found]
    for number, text in enumerate(texts):
        if is_abstract(text) or re.match(r"(?:Abstract|ABSTRACT|Summary|SUMMARY)\s*(?:[:.—–-]|(?=[A-Z]))", text):
            return number
    for number, text in enumerate(texts):
        later = " ".join(texts[number : number + 8])
        if SECTION.match(text) and len(text) > 40 and re.search(r"\bresults?\s*[:.]", later, re.IGNORECASE):
            return number
    return None


def _ends_abstract(text: str, length: int, last: Paragraph, paragraph: Paragraph, concluded: bool) -> bool:
    """Tell whether the paper goes on with something other than its abstract."""
    if label(text) or re.match(r"(?:\d+\.?\s*|I\.\s*)(?:Introduction|Background)\b|Introduction$", text, re.IGNORECASE):
        return True
    if length < 250:
        return False
    if re.fullmatch(r"(?:Introduction|Background)\W*", text, re.IGNORECASE):
        return True
    if SECTION.fullmatch(_plain(last)):
        return False  # the text below a heading on a line of its own
    other_print = abs(paragraph[0].size - last[-1].size) > 0.07 * last[-1].size
    other_column = concluded and (paragraph[0].left, paragraph[0].right) != (last[-1].left, last[-1].right)
    return not SECTION.match(text) and (other_print or other_column)


def _written(chosen: Sequence[Paragraph], known: frozenset[str]) -> tuple[str, tuple[Word, ...]]:
    """Return the text of the paragraphs, a blank line between, and the place of each printed word in it."""
    text = ""
    words: list[Word] = []
    for paragraph in chosen:
        text += "\n\n" if text else ""
        for line, below in zip(paragraph, [*paragraph[1:], None], strict=True):
            for number, piece in enumerate(line.words):
                printed, space = piece.text, piece.space
                if number == len(line.words) - 1:
                    printed, space = join(piece.text, below.words[0].text, known) if below else (piece.text, "")
                printed = printed.replace("\u00ad", "")
                if printed:
                    box = (piece.x0, piece.top, piece.x1, piece.bottom)
                    words.append(Word(len(text), len(text) + len(printed), line.page, *(round(x, 2) for x in box)))
                text += printed + space
    return text, tuple(words)
