"""Where a result and its interval lie on the small bar below it."""

from __future__ import annotations

from math import floor, log10

from extractor.render.cell import Cell


def pins(made: Cell) -> tuple[str, str, str] | None:
    """Return where value and interval lie on the bar, in per cent of its length; the value's place twice more without.

    >>> pins(Cell("f1", "55.8%", point=55.8, low=41.1, high=69.6, scale="share"))
    ('55.8', '41.1', '69.6')
    >>> pins(Cell("f2", "1.00", point=1.0, low=0.1, high=20.0, scale="ratio"))
    ('50', '0', '100')
    """
    if not made.scale or made.point is None:
        return None
    ends = (made.low, made.high) if made.low is not None and made.high is not None else (made.point, made.point)
    value, low, high = (pin(x, made.scale) for x in (made.point, *ends))
    return value, low, high


def pin(number: float, scale: str) -> str:
    """Return the place of a number on its scale, with one decimal at most."""
    place = (50 + 50 * log10(number) if number > 0 else 0.0) if scale == "ratio" else number
    return f"{floor(10 * min(100.0, max(0.0, place)) + 0.5) / 10:g}"
