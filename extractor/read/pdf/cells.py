"""Cut a table into rows and cells: its columns are the strips of white that no row crosses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from extractor.read.pdf.frame import Frame, middle, segments
from extractor.read.pdf.glyphs import Piece
from extractor.read.pdf.line import by_row
from extractor.read.pdf.mend import join
from extractor.read.tabled import Cell, Printed

RULED = 6  # or more rules: some rows end at one
FREE = 0.04  # of the rows may cross a strip between columns: headings of groups

Row = list[list[Piece]]  # the words of each column


def parts(words: Sequence[Piece], frame: Frame) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Return the rows of a table's head and those of its body, cell by cell."""
    head_ends = next((y for y in frame.rules[1:-1] if any(middle(word) < y for word in words)), frame.rules[0])
    head = by_row([word for word in words if middle(word) < head_ends])
    lines = by_row([word for word in words if middle(word) >= head_ends])
    borders = _columns(lines, head, frame)
    if not lines or not borders:
        return [], []
    rows = _rows([_cells(line, borders) for line in lines], frame)
    extents = _extents(rows, len(borders) + 1)
    names = [[cell(column) for column in _heads(line, extents, frame)] for line in head]
    return names, list(_labelled(rows))


def _columns(lines: Sequence[Sequence[Piece]], head: Sequence[Sequence[Piece]], frame: Frame) -> list[float]:
    """Return the x of each border between two columns: the middle of a strip that the rows leave white."""
    told_rows = [line for line in lines if len(segments(line)) > 1]
    if not told_rows:
        return []
    size = median(word.size for line in told_rows for word in line)
    crossed = [0] * (int(frame.right - frame.left) + 2)
    for line in told_rows:
        for x in _covered(line, frame, size):
            crossed[x] += 1
    most = FREE * len(told_rows)
    strips: list[list[int]] = []
    for x, count in enumerate(crossed):
        if count <= most and strips and strips[-1][-1] == x - 1:
            strips[-1].append(x)
        elif count <= most:
            strips.append([x])
    heads = [segment for line in head for segment in segments(line)]

    def cut(x: int) -> int:
        """Return how many heads a border at *x* would cut."""
        return sum(segment[0].x0 < frame.left + x < segment[-1].x1 for segment in heads)

    inner = [strip for strip in strips if len(strip) >= 0.4 * size and strip[0] > 3 and strip[-1] < len(crossed) - 4]
    best = [min(strip, key=lambda x: (cut(x), abs(x - (strip[0] + strip[-1]) / 2))) for strip in inner]
    return [frame.left + x for x in best]


def _covered(line: Sequence[Piece], frame: Frame, size: float) -> set[int]:
    """Return the whole points from the left edge that the words of a line cover, the spaces between them too."""
    covered: set[int] = set()
    for number, word in enumerate(line):
        end = word.x1
        if number + 1 < len(line) and line[number + 1].x0 - word.x1 < 0.45 * size:
            end = line[number + 1].x0
        covered |= set(range(max(0, int(word.x0 - frame.left)), int(end - frame.left) + 1))
    return covered


def _cells(line: Sequence[Piece], borders: Sequence[float]) -> Row:
    row: Row = [[] for _ in range(len(borders) + 1)]
    if len(segments(line)) == 1 and line[0].x0 < borders[0] and line[-1].x1 > borders[0]:
        row[0] += line  # the heading of a group, longer than its column is wide
        return row
    for word in line:
        row[sum(border < (word.x0 + word.x1) / 2 for border in borders)].append(word)
    return row


def _rows(lines: Sequence[Row], frame: Frame) -> list[Row]:
    """Return the lines joined to rows: a label, or a value, may go on in the next line."""
    rows: list[Row] = []
    band = -1
    ruled = len(frame.rules) >= RULED
    for line in lines:
        here = sum(rule < middle(_first(line)) for rule in frame.rules)
        ended = any(rows[-1][1:]) if rows else False
        in_band = ruled and here == band and (not line[0] or (ended and not any(line[1:])))
        same = in_band or (frame.uprights and here == band)
        if rows and (same or (not frame.uprights and _goes_on(rows[-1], line))):
            rows[-1] = [_run_on(above, below) for above, below in zip(rows[-1], line, strict=True)]
        else:
            rows.append(line)
        band = here
    return rows


def _run_on(above: list[Piece], below: list[Piece]) -> list[Piece]:
    """Return a cell's words with those of its next line."""
    if not above or not below:
        return above or below
    text, space = join(above[-1].text, below[0].text)
    return [*above[:-1], replace(above[-1], text=text, space=space), *below]


def _first(row: Row) -> Piece:
    return next(cell[0] for cell in row if cell)


def _goes_on(above: Row, below: Row) -> bool:
    """Tell whether *below* is the second line of the row *above*."""
    label, values = below[0], [cell for cell in below[1:] if cell]
    if not label:
        return all(cell[0].text[:1] in "([–-" for cell in values)
    small = label[0].text[:1].islower() and label[0].x0 >= above[0][0].x0 - 1 if above[0] else False
    open_ended = bool(above[0]) and above[0][-1].text.endswith((",", "-", "/", "and", "or", "of", "with"))
    valued = any(above[1:])
    return (small or (open_ended and not valued)) and not (valued and values)


def _extents(rows: Sequence[Row], count: int) -> list[tuple[float, float]]:
    """Return from where to where the words of each column stand."""
    extents = []
    for column in range(count):
        words = [word for row in rows for word in row[column]]
        extents.append((min((w.x0 for w in words), default=0.0), max((w.x1 for w in words), default=0.0)))
    return extents


def _heads(line: Sequence[Piece], extents: Sequence[tuple[float, float]], frame: Frame) -> Row:
    """Return the heads of the columns in a line; one that spans several stands in each of them."""
    row: Row = [[] for _ in extents]
    heads = segments(line)
    for segment in heads:
        x0, x1 = _reach(segment, heads, frame)
        overlaps = [min(x1, right) - max(x0, left) for left, right in extents]
        under = [
            column
            for column, (left, right) in enumerate(extents)
            if overlaps[column] > 0 and overlaps[column] >= 0.4 * min(x1 - x0, right - left)
        ]
        if not under:
            middle = (x0 + x1) / 2
            under = [min(range(len(extents)), key=lambda column: abs(sum(extents[column]) / 2 - middle))]
        for column in under:
            row[column] += segment
    return row


def _reach(head: Sequence[Piece], others: Sequence[Sequence[Piece]], frame: Frame) -> tuple[float, float]:
    """Return from where to where a head reaches: to the lines around its cell, or to the ends of the rule below it."""
    x0, x1, y = head[0].x0, head[-1].x1, middle(head[0])
    beside = [x for x, top, bottom in frame.uprights if top - 1 <= y <= bottom + 1]
    if beside:
        return max((x for x in beside if x <= x0 + 1), default=x0), min((x for x in beside if x >= x1 - 1), default=x1)
    for rule in frame.spans:
        above = [it for it in others if rule.x0 - 2 <= (it[0].x0 + it[-1].x1) / 2 <= rule.x1 + 2]
        if y < rule.y < y + 4 * head[0].size and above == [head]:
            return min(x0, rule.x0), max(x1, rule.x1)
    return x0, x1


def _labelled(rows: Iterable[Row]) -> Iterator[list[Cell]]:
    """Yield the cells of each row; its label takes the heading it is set in under, and an empty one that above."""
    heading: list[Piece] = []
    above: list[Piece] = []
    for row in rows:
        label, valued = row[0], any(row[1:])
        if not label:
            label = above
        elif not valued:
            heading = label
        elif not (heading and label[0].x0 > heading[0].x0 + 2):
            heading = []
        above = label
        named = cell(label)
        if valued and heading and label is not heading:
            over = cell(heading)
            named = (*over[:-1], Printed(over[-1].text, over[-1].of, ", "), *named)
        yield [named, *map(cell, row[1:])]


def cell(words: Sequence[Piece]) -> Cell:
    return tuple(Printed(word.text, word, word.space or "") for word in words)
