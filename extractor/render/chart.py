"""Axes: where a number stands between the two ends of its scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SHARES = ((10.0, 4), (20.0, 4), (50.0, 5), (100.0, 4))  # where an axis of shares may end, in per cent; its steps
FAR = 0.4  # an axis of means begins at 0 unless the smallest is more than this part of the largest
RATIOS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from low to high, with labelled ticks; logarithmic for ratios."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False
    neutral: float | None = None  # where nothing differs: 1 of a ratio, 0 of a difference

    def place(self, number: float) -> float:
        """Return where *number* stands, 0 to 100; what lies outside is put on the edge."""
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        if self.log:
            number = math.log(number) if number > 0 else low
        return round(min(100.0, max(0.0, 100 * (number - low) / (high - low))), 2)


def axis_of(numbers: Sequence[float | None], kind: str) -> Axis | None:
    """Return the axis that holds every number; None when nothing can be drawn.

    Args:
        numbers: Points and ends of intervals; shares in per cent.
        kind: "share", "centre", "difference" or a ratio's name, as in a column's key.
    """
    ends = [x for x in numbers if x is not None and math.isfinite(x)]
    if not ends:
        return None
    if kind == "share":
        return share_axis(ends)
    if kind in ("centre", "difference", "RD"):
        return linear_axis(ends, neutral=None if kind == "centre" else 0.0)
    return log_axis([x for x in ends if x > 0])


def share_axis(ends: Sequence[float]) -> Axis:
    """Return an axis from 0 to 100 %, or to the next round share where all are rare.

    >>> share_axis([3, 41]).ticks, share_axis([0, 8.3]).ticks
    ((0.0, 10.0, 20.0, 30.0, 40.0, 50.0), (0.0, 2.5, 5.0, 7.5, 10.0))
    """
    high, steps = next((it for it in SHARES if max(ends) <= it[0]), SHARES[-1])
    return Axis(0.0, high, tuple(high * i / steps for i in range(steps + 1)))


def linear_axis(ends: Sequence[float], *, neutral: float | None) -> Axis:
    """Return an axis with round ticks; it holds 0 where 0 is not far or means something."""
    low, high = min(ends), max(ends)
    if neutral is not None or low < 0 or low < FAR * high:
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        low, high = min(0.0, low), max(low, 0.0) or 1.0  # a single number still stands on an axis
    step = nice((high - low) / 5)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(i * step, 10) for i in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, neutral=neutral)


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
    ticks = tuple(t for t in RATIOS if low * 0.7 <= t <= high * 1.4)
    return Axis(min(low, ticks[0]), max(high, ticks[-1]), ticks, log=True, neutral=1.0)


def tick_text(number: float) -> str:
    """Return a tick's label without needless zeros."""
    return f"{number:g}".replace("-", "−")
