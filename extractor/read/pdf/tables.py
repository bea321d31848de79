"""Take the tables out of a page: caption, cells, and each row as a sentence whose words keep their places.

A table is told by its caption ("Table 2 ...") and by rules or shaded bands of one width below it; its columns are the
strips of white that no row crosses. What has no rule at all stays in the text as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from extractor.read.pdf.cells import parts
from extractor.read.pdf.frame import Frame, between, captions_of, frame_of, middle, rules_of, segments
from extractor.read.pdf.glyphs import PLACE, Piece
from extractor.read.pdf.line import Line, by_row
from extractor.read.tabled import Cell, told


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is told: paragraphs of one line, the caption first and the notes last."""

    page: int
    lines: tuple[tuple[Line, ...], ...]


def without_tables(page: Any, words: Sequence[Piece], number: int) -> tuple[list[Piece], list[Table]]:
    """Return the words of a page that stand in no table, with marks that hold its place open, and its tables."""
    tables: list[Table] = []
    left = list(words)
    captions = list(captions_of(words))
    seen: list[list[Cell]] = []  # the heads of the last table, for one that goes on
    rules = rules_of(page) if captions else []
    for caption in captions:
        if caption[0] not in left:
            continue  # in a table that was found
        frame = frame_of(page, rules, caption, left)
        if frame is None:
            continue
        title = [w for w in left if caption[0].top - 1 <= w.top and middle(w) < frame.rules[0] and between(w, frame)]
        held = [word for word in left if frame.holds(word)]
        goes_on = re.search(r"\bcontinued\b", " ".join(word.text for word in title), re.IGNORECASE)
        names, body = parts(held, frame)
        names, seen = (seen if goes_on and not any(any(it) for it in names) else names), names or seen
        rows = list(told(names, body))
        if not rows:
            continue
        taken = {id(word) for word in (*title, *held)}
        left = [word for word in left if id(word) not in taken]
        notes = _notes(left, held, frame)
        taken = {id(word) for word in notes}
        left = [word for word in left if id(word) not in taken]
        left += _held_open(frame, held)
        told_as = [_lines(title, number, frame), *((_line(row, number, frame),) for row in rows)]
        tables.append(Table(number, (*told_as, *([_lines(notes, number, frame)] if notes else []))))
    return left, tables


def _held_open(frame: Frame, held: Sequence[Piece]) -> list[Piece]:
    """Return a mark for each line of a table, as wide as it is, so that columns are told beside it as before."""
    size = median(word.size for word in held)
    return [
        Piece(PLACE, frame.left, row[0].top, frame.right, row[0].bottom, row[0].baseline, size) for row in by_row(held)
    ]


def _notes(words: Sequence[Piece], held: Sequence[Piece], frame: Frame) -> list[Piece]:
    """Return the small print right below a table."""
    size = median(word.size for word in held)
    below = [word for word in words if between(word, frame) and middle(word) > frame.rules[-1]]
    notes: list[Piece] = []
    bottom = frame.rules[-1]
    for row in by_row(below):
        small = all(word.size <= size + 0.1 for word in row)
        if not small or row[0].baseline - bottom > 2.2 * size or len(segments(row)) > 2:
            break
        notes += row
        bottom = row[0].baseline
    around = [word.size for word in words]
    return notes if around and size < 0.97 * median(around) else []


def _line(words: Cell, page: int, frame: Frame) -> Line:
    """Return the words of sentences as a line whose words lie where they are printed."""
    pieces = []
    for word in words:
        assert isinstance(word.of, Piece)
        it = word.of
        pieces.append(Piece(word.text, it.x0, it.top, it.x1, it.bottom, it.baseline, it.size, word.after))
    return Line(tuple(pieces), page, frame.left, frame.right)


def _lines(words: Sequence[Piece], page: int, frame: Frame) -> tuple[Line, ...]:
    return tuple(Line(tuple(row), page, frame.left, frame.right) for row in by_row(words))
