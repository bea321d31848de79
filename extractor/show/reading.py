"""What is read of a file, so that a user sees why something is missing from the table."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document, Region
from extractor.read import documents_in
from extractor.read.apart import Apart
from extractor.read.options import Options
from extractor.readings import parts
from extractor.segment import headings
from extractor.show.answer import WIDTH, columns

# what a text could make a terminal do: move, colour, ring, rename itself
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def told(paths: Sequence[Path], options: Options) -> Iterator[tuple[str, bool]]:
    """Yield what each document of the files is read as, and True; or what could not be read, and False.

    Raises:
        EvidenceError: if a path does not exist or a folder holds no candidate.
    """
    with Apart[Document]() as apart:
        for file in documents_in(paths):
            for part in parts(file, apart, options):
                for found in part.found:
                    if isinstance(found, Unreadable):
                        yield CONTROL.sub("\ufffd", str(found)), False
                    else:
                        yield CONTROL.sub("\ufffd", document(found)), True


def document(it: Document) -> str:
    """Return a document as it was read: metadata, warnings, and its text part by part."""
    passages = list(_passages(it))
    lengths = {name: sum(len(text) for other, text in passages if other == name) for name, _ in passages}
    facts = [
        ("file", it.path),
        ("kind", it.format),
        ("title", it.title or "none found"),
        ("authors", "; ".join(it.authors) or "none found"),
        ("year", f"{it.year or 'none found'}"),
        ("journal", it.journal or "none found"),
        ("doi", it.doi or "none found"),
        ("pmid", it.pmid or "none found"),
        *(("pages", f"{len({word.page for word in it.words})}") for _ in it.words[:1]),
        *(("retracted", "yes") for _ in range(it.retracted)),
        *(("notice", link) for link in it.links),
        ("read", ", ".join(f"{name} {length:,}" for name, length in lengths.items()) + " characters"),
        *(("warning", warning) for warning in it.warnings),
    ]
    if not any(region.role == "abstract" for region in it.regions or (Region(0, 0, "abstract"),)):
        facts.append(("warning", "no abstract was found: nothing of it can be in the table"))
    text = "\n\n".join(_wrapped(f"[{name}]", passage) for name, passage in passages)
    return f"{it.name}\n{columns((f'  {name}', value) for name, value in facts)}\n\n{text}\n"


def _passages(it: Document) -> Iterator[tuple[str, str]]:
    """Yield the parts of the text with what each is: a region's role, or the section of the abstract."""
    every = headings(it.text, it.regions)
    section = "abstract"
    for region in it.regions or (Region(0, len(it.text), "abstract"),):
        at = region.start
        within = [heading for heading in every if region.start <= heading.start < region.end]
        for heading in within if region.role == "abstract" else ():
            if it.text[at : heading.start].strip():
                yield section, it.text[at : heading.start].strip()
            section, at = heading.section or section, heading.start
        yield section if region.role == "abstract" else region.role, it.text[at : region.end].strip()


def _wrapped(name: str, passage: str) -> str:
    lines = [
        line
        for paragraph in passage.splitlines()
        for line in textwrap.wrap(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ") or [""]
    ]
    return "\n".join([name, *lines])
