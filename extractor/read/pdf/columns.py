"""Put a PDF page's words into reading order: columns, full-width rows, margins left out.

The gutter rule is pubextractor's (MIT), told in our own code and widened: rows vote for the x of a
gap at least a word high; a gutter must part five rows in a row with nothing across it; what lies
across it is read in its place; each part is looked at again, so that a side bar beside a
full-width abstract above two columns comes apart too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from extractor.read.pdf.glyphs import PLACE, Piece
from extractor.read.pdf.line import Line, by_row
from extractor.read.pdf.margins import without_line_numbers

PROSE = 4  # words or more: a row of text
ROWS = 5  # a gutter parts at least so many rows, one below the other


Segment = tuple[Piece, ...]  # words of one row without a wide gap between


def lines(words: Sequence[Piece], page: int, gutters: Sequence[int] = ()) -> list[Line]:
    """Return the lines of a page in reading order, line numbers in its margins left out.

    Args:
        words: Of the page.
        page: Its number.
        gutters: Where other pages are parted; a few rows between two pictures are parted there too.
    """
    if not words:
        return []
    words = without_line_numbers(words, by_row(words))
    height = median(word.size for word in words)
    found = [
        Line(line, page, left, right)
        for part in _parts(_segments(words, height), 0, gutters)
        for line, left, right in _rows(part)
    ]
    return [line for line in found if line.words[0].text != PLACE]


# ------------------------------------------------------------------ rows


def _segments(words: Sequence[Piece], height: float) -> list[Segment]:
    """Return the rows of the page, cut at every gap of a word's height or more."""
    segments: list[Segment] = []
    for row in by_row(words):
        first = 0
        for number in range(1, len(row) + 1):
            if number == len(row) or row[number].x0 - row[number - 1].x1 >= max(height, row[number].size):
                segments.append(tuple(row[first:number]))
                first = number
    return segments


def _rows(segments: Sequence[Segment]) -> list[tuple[Segment, float, float]]:
    """Return the lines of one part of the page from top to bottom, each with the part's edges."""
    left, right = min(s[0].x0 for s in segments), max(s[-1].x1 for s in segments)
    return [(tuple(row), left, right) for row in by_row([word for segment in segments for word in segment])]


# ------------------------------------------------------------------ columns


def gutter(words: Sequence[Piece]) -> int | None:
    """Return the x of the white strip that parts a page into two columns, or None."""
    return _gutter(_segments(words, median(word.size for word in words))) if words else None


def _parts(segments: Sequence[Segment], depth: int, gutters: Sequence[int] = ()) -> list[Sequence[Segment]]:
    """Return the parts of the page that are read one after the other."""
    x = _gutter(segments) if depth < 4 else None
    if x is None and depth < 4:
        x = next((known for known in gutters if _parts_text(segments, known)), None)
        gutters = () if x is not None else gutters
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
            parts += _parts(side, depth + 1, gutters)
        parts += _parts([*band, *(s for s in beside if top <= _middle(s) < bottom)], depth + 1, gutters)
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


def _parts_text(segments: Sequence[Segment], x: int) -> bool:
    """Tell whether a few rows of text, and not of a table, stand on both sides of *x* and nowhere across it."""
    beside = [s for s in segments if not _crosses(s, x) and len(s) >= PROSE]
    return sum(s[0].x0 < x and _parted(s, beside, x) for s in beside) >= 2


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
    height = median(segment[0].size for segment in segments)
    ordered = sorted(segments, key=_middle)
    for number, segment in enumerate(ordered):
        reach = 0.7 * height  # columns need not share their baselines
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
