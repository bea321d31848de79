"""Put a PDF page's words into reading order: columns, full-width rows, margins left out.

The gutter rule is pubextractor's (MIT), told in our own code and widened: rows vote for the x of a
gap at least a word high; a gutter must part five rows in a row with nothing across it; what lies
across it is read in its place; each part is looked at again, so that a side bar beside a
full-width abstract above two columns comes apart too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor.read.glyphs import Piece
from extractor.read.labels import label

ROWS = 5  # a gutter parts at least so many rows, one below the other
MARGIN = 0.09  # of the page's height: where running heads and feet are


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


Segment = tuple[Piece, ...]  # words of one row without a wide gap between


def lines(words: Sequence[Piece], page: int) -> list[Line]:
    """Return the lines of a page in reading order, line numbers in its margins left out."""
    if not words:
        return []
    words = _without_line_numbers(words)
    height = median(word.size for word in words)
    return [
        Line(line, page, left, right)
        for part in _parts(_segments(words, height), 0)
        for line, left, right in _rows(part)
    ]


# ------------------------------------------------------------------ rows


def _by_row(words: Sequence[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if rows and word.baseline - rows[-1][0].baseline <= 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _segments(words: Sequence[Piece], height: float) -> list[Segment]:
    """Return the rows of the page, cut at every gap of a word's height or more."""
    segments: list[Segment] = []
    for row in _by_row(words):
        first = 0
        for number in range(1, len(row) + 1):
            if number == len(row) or row[number].x0 - row[number - 1].x1 >= height:
                segments.append(tuple(row[first:number]))
                first = number
    return segments


def _rows(segments: Sequence[Segment]) -> list[tuple[Segment, float, float]]:
    """Return the lines of one part of the page from top to bottom, each with the part's edges."""
    left, right = min(s[0].x0 for s in segments), max(s[-1].x1 for s in segments)
    return [(tuple(row), left, right) for row in _by_row([word for segment in segments for word in segment])]


# ------------------------------------------------------------------ columns


def _parts(segments: Sequence[Segment], depth: int) -> list[Sequence[Segment]]:
    """Return the parts of the page that are read one after the other."""
    x = _gutter(segments) if depth < 4 else None
    if x is None:
        return [part for part in _without_notes(segments) if part]
    across = sorted((s for s in segments if _crosses(s, x)), key=_middle)
    beside = [s for s in segments if not _crosses(s, x)]
    bands: list[tuple[float, float, list[Segment]]] = []  # full-width rows, one below the other: top, bottom
    for segment in across:
        top, bottom = min(w.top for w in segment), max(w.bottom for w in segment)
        if bands and not any(bands[-1][1] < _middle(s) < top and _parted(s, beside, x) for s in beside):
            bands[-1][2].append(segment)
            bands[-1] = (bands[-1][0], max(bottom, bands[-1][1]), bands[-1][2])
        else:
            bands.append((top, bottom, [segment]))
    parts: list[Sequence[Segment]] = []
    above = float("-inf")
    for top, bottom, band in [*bands, (float("inf"), float("inf"), [])]:
        between = [s for s in beside if above <= _middle(s) < top]
        for side in ([s for s in between if s[0].x0 < x], [s for s in between if s[0].x0 >= x]):
            parts += _parts(side, depth + 1)
        parts += _parts([*band, *(s for s in beside if top <= _middle(s) < bottom)], depth + 1)
        above = bottom
    return parts


def _without_notes(segments: Sequence[Segment]) -> list[Sequence[Segment]]:
    """Return the text of a part, and after it the notes that stand left of its edge, too few to be a column."""
    starts: dict[int, int] = defaultdict(int)
    for segment in segments:
        starts[round(segment[0].x0)] += 1
    edge, count = max(starts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    if count < 2 * ROWS or count < 0.4 * len(segments):
        return [segments]
    notes = [s for s in segments if s[-1].x1 < edge - 2 and s[-1].x1 - s[0].x0 > 5 * s[0].size]
    return [[s for s in segments if s not in notes], notes]


def _middle(segment: Segment) -> float:
    return segment[0].baseline - 0.3 * segment[0].size


def _crosses(segment: Segment, x: float) -> bool:
    return segment[0].x0 < x - 1 and segment[-1].x1 > x + 1


def _parted(segment: Segment, others: Sequence[Segment], x: float) -> bool:
    """Tell whether there is text on the other side of the gutter beside *segment*."""
    left = segment[0].x0 < x
    reach = 0.6 * segment[0].size
    return any((other[0].x0 < x) != left and abs(_middle(other) - _middle(segment)) <= reach for other in others)


def _gutter(segments: Sequence[Segment]) -> int | None:
    """Return the x of the white strip that parts most rows, or None when there is no such strip."""
    if len(segments) < 2 * ROWS:
        return None
    left, right = min(s[0].x0 for s in segments), max(s[-1].x1 for s in segments)
    zone = range(int(left + 0.15 * (right - left)), int(left + 0.85 * (right - left)))
    votes: dict[int, list[float]] = defaultdict(list)  # x -> the height of each row that has a gap there
    for gap_left, gap_right, at in _gaps(segments):
        for x in range(max(int(gap_left) + 1, zone.start), min(int(gap_right) + 1, zone.stop)):
            votes[x].append(at)
    best: tuple[int, int] | None = None  # rows parted, x
    scores = {x: _unbroken(rows, x, segments) for x, rows in votes.items() if len(rows) >= ROWS}
    if scores:
        most = max(scores.values())
        strip = [x for x, score in scores.items() if score == most]
        best = (most, sorted(strip)[len(strip) // 2])
    return best[1] if best and best[0] >= ROWS else None


def _gaps(segments: Sequence[Segment]) -> list[tuple[float, float, float]]:
    """Return each gap between a segment and the next one to its right: left, right, height on the page."""
    gaps = []
    ordered = sorted(segments, key=_middle)
    for number, segment in enumerate(ordered):
        reach = 0.6 * segment[0].size  # columns need not share their baselines
        beside = []
        for step in (-1, 1):
            other = number + step
            while 0 <= other < len(ordered) and abs(_middle(ordered[other]) - _middle(segment)) <= reach:
                if ordered[other][0].x0 >= segment[-1].x1:
                    beside.append(ordered[other][0].x0)
                other += step
        if beside:
            gaps.append((segment[-1].x1, min(beside), _middle(segment)))
    return gaps


def _unbroken(rows: Sequence[float], x: int, segments: Sequence[Segment]) -> int:
    """Return how many of *rows* stand in runs of five or more with nothing across *x* between them."""
    walls = sorted(_middle(s) for s in segments if _crosses(s, x))
    runs: dict[int, int] = defaultdict(int)
    for row in rows:
        runs[sum(wall < row for wall in walls)] += 1
    return sum(count for count in runs.values() if count >= ROWS)


# ------------------------------------------------------------------ margins


def _without_line_numbers(words: Sequence[Piece]) -> list[Piece]:
    """Return *words* without the numbers a manuscript prints beside its lines."""
    rows = _by_row(words)
    dropped: set[int] = set()
    for end in (0, -1):
        outer = [row[end] for row in rows if len(row) > 1 and re.fullmatch(r"\d{1,4}", row[end].text)]
        edges: dict[int, list[Piece]] = defaultdict(list)
        for word in outer:
            edges[round((word.x1 if end == 0 else word.x0) / 4)].append(word)
        for numbers in edges.values():
            if len(numbers) >= ROWS and _counts_up(numbers) and _is_outside(numbers, words, end):
                dropped |= {id(word) for word in numbers}
    return [word for word in words if id(word) not in dropped]


def _counts_up(numbers: Sequence[Piece]) -> bool:
    values = [int(word.text) for word in numbers]
    steps = [b - a for a, b in zip(values, values[1:], strict=False)]
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
