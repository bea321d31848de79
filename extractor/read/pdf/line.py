"""A printed line, and words grouped to rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor.read.pdf.glyphs import Piece


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column; ``left`` and ``right`` are the column's edges."""

    words: tuple[Piece, ...]
    page: int
    left: float
    right: float

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return "".join(word.text + word.space for word in self.words).strip()

    @property
    def size(self) -> float:
        """The font size of most of the line."""
        return median(word.size for word in self.words for _ in word.text)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def baseline(self) -> float:
        return median(word.baseline for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


def by_row(words: Sequence[Piece]) -> list[list[Piece]]:
    """Return *words* by baseline, from the top; each row from left to right."""
    rows: list[list[Piece]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]
