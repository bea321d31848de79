"""Know what a page prints in its margins: line numbers, running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.read.page.labels import label
from extractor.read.pdf.glyphs import Piece
from extractor.read.pdf.line import Line

ROWS = 5  # so many numbers, one below the other, count the lines
FIGURE = re.compile(r"(?:Fig(?:ure)?\.?|FIG(?:URE)?\.?)\s*S?\d+")
SMALLER = 0.94  # of the usual size: in print as small as that are the words of pictures
LABEL = 12  # words or fewer: no sentence, whatever it ends with
MARGIN = 0.09  # of the page's height: where running heads and feet are


def without_line_numbers(words: Sequence[Piece], rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return *words* without the numbers a manuscript prints beside its lines."""
    dropped: set[int] = set()
    for end in (0, -1):
        outer = [row[end] for row in rows if len(row) > 1 and re.fullmatch(r"\d{1,4}", row[end].text)]
        middle = median((word.x0 + word.x1) / 2 for word in outer) if outer else 0.0
        numbers = [word for word in outer if abs((word.x0 + word.x1) / 2 - middle) <= 1.5 * word.size]
        if len(numbers) >= ROWS and _counts_up(numbers) and _is_outside(numbers, words, end):
            dropped |= {id(word) for word in numbers}
    return [word for word in words if id(word) not in dropped]


def _counts_up(numbers: Sequence[Piece]) -> bool:
    values = [int(word.text) for word in numbers]
    steps = [b - a for a, b in pairwise(values)]
    return min(steps) > 0 and sum(step <= 5 for step in steps) >= 0.8 * len(steps)


def _is_outside(numbers: Sequence[Piece], words: Sequence[Piece], end: int) -> bool:
    """Tell whether nearly all other words stand on one side of *numbers*."""
    edge = max(word.x1 for word in numbers) if end == 0 else min(word.x0 for word in numbers)
    inside = sum(word.x0 > edge if end == 0 else word.x1 < edge for word in words)
    return inside >= 0.9 * (len(words) - len(numbers))


def margins(page: Sequence[Line], height: float, others: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines of *page* that are running heads and feet.

    A line in the top or bottom margin is one when it is no larger than the text and is a page number,
    a citation, a link or the like, or comes again on another page, or is smaller print set apart; a
    line that is none of these is read.

    Args:
        page: Lines of the page.
        height: Of the page, in points.
        others: Lines of other pages.
    """
    if not page:
        return set()
    usual = median(line.size for line in page)
    again = [_words(line) for line in others if _in_margin(line, height)]
    return {
        number
        for number, line in enumerate(page)
        if _in_margin(line, height)
        and line.size <= 1.15 * usual
        and (
            label(line.text)
            or _is_folio(line.text)
            or any(_same(_words(line), words) for words in again)
            or _set_apart(line, page, usual)
        )
    }


def pictured(page: Sequence[Line], usual: float) -> set[int]:
    """Return the numbers of the lines that are printed within a picture: the small ones above the words "Fig. 1".

    Args:
        page: Lines of the page.
        usual: The font size of most of the paper; points.
    """
    found: set[int] = set()
    for caption in page:
        if not FIGURE.match(caption.text):
            continue
        above = sorted(
            (number for number, line in enumerate(page) if line.baseline < caption.top and _above(line, caption)),
            key=lambda number: -page[number].baseline,
        )
        for number in above:
            line = page[number]
            if FIGURE.match(line.text) or (line.size >= SMALLER * usual and re.search(r"[^\W\d]{3}", line.text)):
                break
            if len(line.words) <= LABEL or not line.text.endswith("."):
                found.add(number)
    return found


def _above(line: Line, caption: Line) -> bool:
    """Tell whether a line stands within the column of a caption."""
    middle = (line.x0 + line.x1) / 2
    return caption.left - 5 <= middle <= caption.right + 5


def _in_margin(line: Line, height: float) -> bool:
    return line.baseline < MARGIN * height or line.top > (1 - MARGIN) * height


def _set_apart(line: Line, page: Sequence[Line], usual: float) -> bool:
    """Tell whether *line* is in smaller print than the text, two lines or more from it."""
    away = min((abs(other.baseline - line.baseline) for other in page if other is not line), default=0.0)
    return line.size < 0.92 * usual and away >= 2 * line.size


def _is_folio(text: str) -> bool:
    """Tell whether *text* is a page number, or names the authors and the journal."""
    return bool(
        re.fullmatch(r"\W*(?:page\s*)?[eES]?\d{1,5}(?:\s*(?:/|of)\s*\d{1,4})?\W*|.{0,80}\bet al\b.{0,80}", text)
    )


def _words(line: Line) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{2,}", line.text.casefold()))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= 0.6 * len(one | other)
