"""Cut a pasted text into paragraphs, hard-wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model import Role
from extractor.read.page import citation
from extractor.read.page.labels import BULLET, SECTION, Label, label
from extractor.read.page.people import names
from extractor.read.page.titles import is_title


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph (or line) of the page: its place, its text on one line, and what it is."""

    start: int
    end: int
    line: str
    role: Role = "abstract"
    label: Label | None = None


def units_of(text: str) -> Iterator[Unit]:
    """Yield the paragraphs of *text*: a line each, or several lines where the text is hard-wrapped."""
    block: list[tuple[int, int]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            block.append((start, start + len(bare)))
        elif block:
            yield from _paragraphs(text, block)
            block = []
        at += len(line)


def _paragraphs(text: str, block: Sequence[tuple[int, int]]) -> Iterator[Unit]:
    """Yield the paragraphs of one block of lines without a blank line between."""
    lines = [text[start:end] for start, end in block]
    width = max(map(len, lines))
    unended = sum(not line.endswith((".", "?", "!", ":")) for line in lines[:-1])
    wrapped = len(lines) >= 3 and 50 <= width <= 140 and 2 * unended >= len(lines) - 1
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _continues(lines[number - 1], lines[number], width, wrapped):
            start, end = block[first][0], block[number - 1][1]
            yield Unit(start, end, " ".join(text[start:end].split()))
            first = number


def _continues(above: str, line: str, width: int, wrapped: bool) -> bool:
    """Tell whether *line* goes on with the paragraph of the line above it."""
    if BULLET.match(line) or SECTION.match(line) or label(line) or re.match(r"\(\d+\)[A-Z]", line):
        return False
    if wrapped:
        return len(above) >= 0.7 * width and not names(line)
    if citation.is_citation(above):
        return len(line) <= 80 and not is_title(line) and not names(line)
    # a title or a list of authors over two lines
    ended = above.endswith((".", "?", "!", ":"))
    return len(above) <= 140 and not ended and (line[0].islower() or above.endswith(","))
