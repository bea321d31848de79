"""Where everything of a forest plot stands: one drawing for a wide page, one for a narrow one; markup is elsewhere.

Lengths are in the units of the drawing's own width, which the page stretches to the room there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from extractor.render.chart import Axis, tick_text

LETTER = 0.58  # of the size of type: the mean width of a letter, a little on the safe side
NARROWER = frozenset("fijlrtI.,;:'’()|[] -–↳")
WIDER = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a drawing."""

    name: str  # "wide" or "narrow"
    width: float
    left: float  # ends of the axis
    right: float
    label: float  # where the study's name begins
    count: float | None  # where n/N ends; None: after the name
    number: float  # where the result ends
    weight: float | None  # where the weight ends
    size: float  # of type
    rows: tuple[float, float, float]  # height of a line: few, some, many studies
    stacked: bool = False  # the plot stands below the name

    def row(self, lines: int) -> float:
        """Return the height of a line where there are *lines* of them."""
        few, some, many = self.rows
        return few if lines <= FEW else some if lines <= SOME else many


FEW, SOME = 12, 40
WIDE = Layout("wide", 1100, 372, 862, 0, 338, 1034, 1100, 15, (42, 32, 25))
NARROW = Layout("narrow", 372, 6, 366, 26, None, 372, None, 13.5, (50, 46, 44), stacked=True)
LAYOUTS = (WIDE, NARROW)
PAGE = 620.0  # what of a wide drawing fits a sheet of A4 on its side
INDENT = 14.0  # of a line that belongs to the study above
SMALLEST = 5.0  # side of a square
LARGEST = 0.54  # the same of the largest, as a part of the height of its line


@dataclass(frozen=True, slots=True)
class Line:
    """A result as a line of the plot; numbers on the scale of the axis."""

    name: str  # empty where the study's name stands on the line above
    arm: str
    count: str  # "24/43", "n = 43"
    count_derived: bool
    number: str  # "55.8 (41.1–69.6)"
    number_derived: bool
    flagged: bool
    point: float | None
    low: float | None
    high: float | None
    outer: tuple[float, float] | None  # as far as a count that is not sure may reach
    whisker: str  # "ci", "spread" or "range"
    size: float | None  # what the area of its square is in proportion to
    weight: str  # "12.3%"
    pooled: bool


@dataclass(frozen=True, slots=True)
class Total:
    """The pooled estimate as the plot shows it; numbers on the scale of the axis."""

    name: str
    count: str
    number: str
    prediction: str
    point: float
    low: float
    high: float
    prediction_low: float | None
    prediction_high: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is drawn: its texts, where their foot and the middle of the plot stand, its marks."""

    line: Line
    name: str
    arm: str
    x: float  # where its name begins
    foot: float
    middle: float
    at: float | None
    square: str  # a path
    span: tuple[float, float] | None
    outer: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The pooled line as it is drawn; its texts and paths are empty where nothing is pooled as the page opens."""

    name: str
    count: str
    number: str
    prediction: str
    rule: float  # the line above it
    foot: float
    second: float  # foot of the line that holds the prediction interval
    middle: float
    half: float  # half the diamond's height
    diamond: str  # a path
    predicted: str  # a path


@dataclass(frozen=True, slots=True)
class Drawing:
    """A forest plot of one width."""

    layout: Layout
    height: float
    rows: tuple[Row, ...]
    row: float  # height of a line
    first: float  # where the lines begin
    room: float  # the largest side of a square
    heads: tuple[tuple[str, float, str], ...]  # text, place, anchor
    axis: tuple[tuple[float, str], ...]  # ticks
    neutral: float | None
    top: float  # ends of the grid
    bottom: float
    weighed: bool
    sum: Sum | None

    @property
    def chunk(self) -> int:
        """How many lines fit a printed page."""
        return int((PAGE - self.first) // self.row)

    @property
    def chunks(self) -> tuple[tuple[Row, ...], ...]:
        """The lines, a printed page of them at a time."""
        return tuple(self.rows[at : at + self.chunk] for at in range(0, len(self.rows), self.chunk))

    @property
    def slices(self) -> tuple[tuple[float, float], ...]:
        """Top and height of the pieces that fit a printed page; none for a plot that fits as it is."""
        if len(self.chunks) < 2:
            return ()
        ends = [self.first + self.row * end for end in range(self.chunk, len(self.rows), self.chunk)]
        return tuple((top, bottom - top) for top, bottom in zip([0.0, *ends], [*ends, self.height], strict=True))


def drawing(
    lines: Sequence[Line], axis: Axis | None, layout: Layout, *, total: Total | str = "", unit: str = "",
    heads: tuple[str, str, str] = ("", "", ""),
) -> Drawing:  # fmt: skip
    """Return where everything stands.

    Args:
        lines: The studies, in order.
        axis: None where no line has a number to draw.
        layout: The columns.
        total: The pooled line; words that stand in its place where something could be pooled and is not; "" for none.
        unit: Written after each tick.
        heads: Above the column of counts, the axis and the results.
    """
    height = layout.row(len(lines))
    weighed = any(line.weight for line in lines)
    if not weighed and layout.weight is not None:  # without weights there is more room for the plot
        layout = replace(layout, right=layout.right + layout.weight - layout.number, number=layout.weight, weight=None)
    first = 0.0 if layout.stacked else 26.0
    largest = max((line.size or 0 for line in lines if line.pooled or not total), default=0)
    rows = tuple(placed(line, axis, layout, first + i * height, height, largest) for i, line in enumerate(lines))
    end = first + len(lines) * height
    below = summed(total, axis, layout, end) if total and axis else None
    bottom = end + (0 if below is None else 84 if layout.stacked else 62)
    ticks = tuple((x_of(axis, layout, t), tick_text(t) + unit) for t in axis.ticks) if axis else ()
    return Drawing(
        layout, bottom + (26 if axis else 4), rows, height, first, room(layout, height),
        () if layout.stacked else headings(layout, heads, weighed=weighed), ticks,
        x_of(axis, layout, axis.neutral) if axis and axis.neutral is not None else None, first, bottom, weighed, below,
    )  # fmt: skip


def headings(layout: Layout, heads: tuple[str, str, str], *, weighed: bool) -> tuple[tuple[str, float, str], ...]:
    """Return the words above the columns."""
    made = [("Study", layout.label, ""), (heads[0], layout.count or 0, "end"), (heads[1], layout.left, "")]
    made += [(heads[2], layout.number, "end"), ("weight" if weighed else "", layout.weight or 0, "end")]
    return tuple(head for head in made if head[0])


def x_of(axis: Axis, layout: Layout, number: float) -> float:
    """Return where *number* stands on the axis of a drawing."""
    return round(layout.left + axis.place(number) / 100 * (layout.right - layout.left), 1)


def placed(line: Line, axis: Axis | None, layout: Layout, top: float, height: float, largest: float) -> Row:
    """Return one line of the drawing."""
    foot = top + (19 if layout.stacked else height / 2 + layout.size * 0.35)
    middle = round(top + (height - 15 if layout.stacked else height / 2), 1)
    name, arm = names(line, layout)

    def ends(pair: tuple[float | None, float | None] | None) -> tuple[float, float] | None:
        if axis is None or pair is None or pair[0] is None or pair[1] is None:
            return None
        return x_of(axis, layout, pair[0]), x_of(axis, layout, pair[1])

    at = x_of(axis, layout, line.point) if axis and line.point is not None else None
    side = side_of(line.size, largest, room(layout, height))
    return Row(
        line, name, arm, layout.label + (0 if line.name else INDENT), round(foot, 1), middle, at,
        "" if at is None else square(at, middle, side), ends((line.low, line.high)), ends(line.outer),
    )  # fmt: skip


def room(layout: Layout, height: float) -> float:
    """Return the side of the largest square."""
    return round(LARGEST * height * (0.62 if layout.stacked else 1), 1)


def side_of(size: float | None, largest: float, room: float) -> float:
    """Return the side of a square whose area is in proportion to *size*, though never too small to be seen."""
    share = sqrt(min(1.0, size / largest)) if size and largest else 0.0
    return round(max(SMALLEST, room * share), 1)


def square(at: float, middle: float, side: float) -> str:
    """Return the path of a square around a point."""
    return f"M{round(at - side / 2, 2):g} {round(middle - side / 2, 2):g}h{side:g}v{side:g}h-{side:g}z"


def summed(total: Total | str, axis: Axis, layout: Layout, end: float) -> Sum:
    """Return the pooled line below the studies, which end at *end*."""
    foot, middle = (end + 24, end + 64) if layout.stacked else (end + 30, end + 25)
    half = 9.0 if layout.stacked else 11.0
    if isinstance(total, str):
        return Sum(total, "", "", "", end + 3, foot, foot + 18, middle, half, "", "")
    low, point, high = (x_of(axis, layout, x) for x in (total.low, total.point, total.high))
    predicted = ""
    if total.prediction_low is not None and total.prediction_high is not None:
        ends = (x_of(axis, layout, x) for x in (total.prediction_low, total.prediction_high))
        predicted = f"M{next(ends)} {middle}H{next(ends)}"
    return Sum(
        total.name, total.count, total.number, total.prediction, end + 3, foot, foot + 18, middle, half,
        f"M{low:g} {middle:g}L{point:g} {middle - half:g}L{high:g} {middle:g}L{point:g} {middle + half:g}z", predicted,
    )  # fmt: skip


# ------------------------------------------------------------------ text that must fit


def names(line: Line, layout: Layout) -> tuple[str, str]:
    """Return the study's name and its arm, cut so that both fit beside the count."""
    small = layout.size * 0.84
    if layout.count is None:
        room = layout.number - layout.label - width(line.number, layout.size) - 18
        room -= width(line.count, small) + 8 if line.count else 0
    else:
        room = layout.count - layout.label - (width(line.count, layout.size) + 16 if line.count else 0)
    room -= width("▲ ", small) if line.flagged and layout.count is None else 0
    room -= 0 if line.name else INDENT
    name = fitted(line.name, room, layout.size)
    arm = fitted(f"↳ {line.arm}" if line.arm else "", room - width(name, layout.size) - 8, small)
    return name, arm


def fitted(text: str, room: float, size: float) -> str:
    """Return *text*, cut with an ellipsis where it is wider than *room*; a year at its end stays.

    >>> fitted("Removal of tumours of the spine in… 2016", 150, 15), fitted("Li 2010", 150, 15), fitted("Li", 8, 15)
    ('Removal of tu… 2016', 'Li 2010', '')
    """
    if width(text, size) <= room:
        return text
    year = text[-5:] if text[-4:].isdigit() and text[-5:-4] == " " else ""
    head = text.removesuffix(year).rstrip("…")
    while head and width(f"{head}…{year}", size) > room:
        head = head[:-1].rstrip(" ,;:-–(")
    return f"{head}…{year}" if len(head) > 1 else ""


def width(text: str, size: float) -> float:
    """Return about how wide *text* is when set in *size*; no fonts are asked."""
    wide = sum(
        0.34 if c in NARROWER else 0.9 if c in WIDER or c > "⺀" else 0.7 if c.isupper() else LETTER for c in text
    )
    return wide * size
