"""Where the number of a result is printed; the words of a result may begin far before it."""

from __future__ import annotations

from extractor.model import Quantity

NUMBERS = ("numerator", "value", "range_low", "p")


def printed_at(q: Quantity) -> int:
    """Return where the first number of a result begins: in ``mean stay of group A was 12 days`` at the 12."""
    return min((q.parts[name].start for name in NUMBERS if name in q.parts), default=q.start)


def printed_to(q: Quantity) -> int:
    """Return where the last number of a result ends: in ``26 splinted patients`` behind the 26."""
    return max((part.end for part in q.parts.values()), default=q.end)
