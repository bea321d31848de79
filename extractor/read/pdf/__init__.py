"""Read a PDF: the abstract of a paper with its title, each word with its box; the whole of it when asked.

Only the pages that are needed are opened. A PDF that cannot be read costs one line, never the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.limit import Stalled, wall_clock
from extractor.read.options import DEFAULT, Options
from extractor.read.page import citation, laid_out
from extractor.read.page.labels import is_prose, label
from extractor.read.page.people import names
from extractor.read.pdf.mend import paragraphs, vocabulary
from extractor.read.pdf.ocr import recognised
from extractor.read.pdf.opening import Opened, Scanned, opened
from extractor.read.pdf.printed import Paragraph, chosen_of, plain, title_of, with_tables, written

RECOGNISED = "the text was recognised on a picture of the page: letters and figures may be wrong"


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> tuple[Document, ...]:
    """Return the one paper in a PDF: its title and abstract where they can be told, else its first two pages.

    ``words`` has a box for each printed word; a word that was parted at a line's end has two.

    Raises:
        Unreadable: If it is encrypted, scanned, broken, without pages, too long, or stalls the parser.
    """
    try:
        with wall_clock(options.seconds):
            try:
                found = opened(path, data, options)
            except Scanned:
                if not options.ocr:
                    raise
                found = opened(path, recognised(path, data, options), options)
                found = replace(found, warnings=(*found.warnings, RECOGNISED))
            return (_document(path, data, name, found, full=options.full_text),)
    except Stalled:
        raise Unreadable(
            path, f"took more than {options.seconds:.0f} s to parse; print it to a new PDF, or raise --max-seconds"
        ) from None


# ------------------------------------------------------------------ the paper


def _document(path: Path, data: bytes, name: str, opened: Opened, *, full: bool) -> Document:
    found = with_tables(paragraphs(opened.lines), opened.tables)
    title_at = title_of(found)
    chosen = list(range(len(found))) if full else chosen_of(found, title_at)
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
