"""The studies as BibTeX, for a reference manager."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TextIO

from extractor.model import Document, Study

# what TeX would read as its own; the backslash first
SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
})  # fmt: skip


def bibtex(studies: Iterable[Study], out: TextIO) -> None:
    """Write an entry a study, in UTF-8; its key is the first author and the year."""
    from extractor.render.names import letters  # the pages are slow to import, and most exports need none

    taken: dict[str, int] = {}
    for study in studies:
        name = key_of(study.document)
        taken[name] = taken.get(name, 0) + 1
        key = name + (letters(taken[name]) if taken[name] > 1 else "")
        lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields(study.document))
        out.write(f"@article{{{key},\n{lines}\n}}\n\n")


def fields(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the fields of a document that it has."""
    if document.authors:
        yield "author", " and ".join(author(it) for it in document.authors)
    # braces of its own keep the capitals
    yield "title", f"{{{escaped(document.title or document.name)}}}"
    for field, value in (("journal", document.journal), ("year", document.year)):
        if value:
            yield field, escaped(str(value))
    if document.doi:
        yield "doi", escaped(document.doi)
    if document.pmid:
        yield "pmid", escaped(document.pmid)
    if document.retracted:
        yield "note", "Retracted"


def author(printed: str) -> str:
    """Return an author as BibTeX tells family from given names, whichever way it was printed.

    >>> [author(it) for it in ("Li W", "van Holm, Bo C.", "Wei Li", "WHO Study Group and others")]
    ['Li, W', 'van Holm, Bo C.', 'Li, Wei', '{WHO Study Group and others}']
    """
    from extractor.render.names import INITIALS, family

    name = " ".join(printed.split())
    if " and " in f" {name} ":
        return f"{{{escaped(name)}}}"
    last = family(name)
    given = name.removeprefix(last).removesuffix(last).strip(" ,")
    if not last or last == name or (given == name and not INITIALS.fullmatch(given)):
        return escaped(name) if "," in name else f"{{{escaped(name)}}}"
    return f"{escaped(last)}, {escaped(given)}"


def escaped(text: str) -> str:
    """Return *text* so that TeX prints it as it is.

    >>> escaped("5_% of {A}")
    '5\\\\_\\\\% of \\\\{A\\\\}'
    """
    return "".join(c for c in " ".join(text.split()) if c.isprintable()).translate(SIGNS)


def key_of(document: Document) -> str:
    """Return ``li2010``: letters and digits alone, which every program takes."""
    from extractor.render.names import family

    first = family(document.authors[0]) if document.authors else document.name
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()
    return f"{re.sub('[^a-z0-9]+', '', plain) or 'study'}{document.year or ''}"
