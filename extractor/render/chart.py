"""Interval plots: where a number stands on its axis, in per cent of the axis' width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.render.cell import Cell

SMALLEST, LARGEST = 7.0, 18.0  # side of a study's square, in pixels


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from low to high, with labelled ticks; logarithmic for ratios."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def place(self, number: float) -> float:
        """Return where *number* stands, 0 to 100; what lies outside is put on the edge."""
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        if self.log:
            number = math.log(number) if number > 0 else low
        return round(min(100.0, max(0.0, 100 * (number - low) / (high - low))), 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """A study on an axis: its number, the ends of its interval, the side of its square."""

    at: float | None
    low: float | None
    high: float | None
    side: float


PERCENT = Axis(0, 100, (0, 25, 50, 75, 100))


def axis_of(cells: Sequence[Cell], kind: str) -> Axis | None:
    """Return the axis that holds every number and interval; None when nothing can be drawn."""
    ends = [x for c in cells for x in (c.point, c.low, c.high) if x is not None and math.isfinite(x)]
    if not ends:
        return None
    if kind == "share":
        return PERCENT
    if kind not in ("centre", "difference"):
        return log_axis([x for x in ends if x > 0])
    low, high = min([0.0, *ends]), max([0.0, *ends])
    if low == high:
        high = 1.0  # nothing but zeros still stand on an axis
    step = nice((high - low) / 5)
    first, last = math.floor(low / step), math.ceil(high / step)
    return Axis(first * step, last * step, tuple(round(i * step, 10) for i in range(first, last + 1)))


def nice(step: float) -> float:
    """Return the round number (1, 2, 2.5 or 5 times a power of ten) not below *step*.

    >>> nice(3.1), nice(0.04), nice(21)
    (5.0, 0.05, 25.0)
    """
    power = 10.0 ** math.floor(math.log10(step))
    return next(round(m * power, 10) for m in (1, 2, 2.5, 5, 10) if m * power >= step * 0.999999)


def log_axis(ends: Sequence[float]) -> Axis | None:
    """Return an axis for ratios, symmetrical in nothing but sure to hold 1."""
    if not ends:
        return None
    low, high = min([0.5, *ends]), max([2.0, *ends])
    ticks = tuple(t for t in (0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if low * 0.7 <= t <= high * 1.4)
    return Axis(min(low, ticks[0]), max(high, ticks[-1]), ticks, log=True)


def mark(cell: Cell, axis: Axis, n: int | None, largest: int) -> Mark:
    """Return where a study is drawn; its square's area grows with its number of patients."""
    side = SMALLEST if not n or not largest else SMALLEST + (LARGEST - SMALLEST) * math.sqrt(n / largest)
    ends = [None if x is None else axis.place(x) for x in (cell.point, cell.low, cell.high)]
    return Mark(ends[0], ends[1], ends[2], round(side, 1))


def tick_text(number: float) -> str:
    """Return a tick's label without needless zeros."""
    return f"{number:g}".replace("-", "−")
