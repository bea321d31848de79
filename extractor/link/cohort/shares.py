"""A cohort that only shares tell: 21 of 27 patients had pain, 15 (56%) a cast, so 27 are the patients."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.check.bounds import bounds
from extractor.model import Cohort, Quantity

MOST = 2  # more than two shares of the same size say no more than two
NEAR = Decimal("0.1")  # a share that leaves a wider range of sizes than this says nothing


def shares_of(size: int, quantities: Sequence[Quantity]) -> int:
    """Return how many shares are of *size* people, two at most: ``13 of 216``, ``13 patients (6.0%)``."""
    return min(MOST, sum(is_of(size, q) for q in quantities if "numerator" in q.parts))


def whole_of(quantities: Sequence[Quantity]) -> Cohort | None:
    """Return the whole that most shares are of, where the text counts people and two shares or more are of it."""
    wholes = [q.parts["denominator"] for q in quantities if "denominator" in q.parts]
    told = [(shares_of(int(w.value), quantities), int(w.value), w) for w in wholes if w.value is not None]
    if not told or not any(q.rule == "count-of-people" for q in quantities):
        return None
    often, size, first = max(told, key=lambda one: one[:2])
    return Cohort(size, first.start, first.end, "stated", "patients") if often >= MOST else None


def is_of(size: int, q: Quantity) -> bool:
    """Say whether a share has *size* for its whole, printed or to be reckoned from its percentage."""
    whole, some, share = (q.parts.get(name) for name in ("denominator", "numerator", "value"))
    if whole is not None:
        return whole.value == size
    if some is None or share is None or not some.value or not share.value:
        return False
    low, high = bounds(share.value)
    least, most = 100 * some.value / high, 100 * some.value / low
    return least <= size <= most and most - least <= NEAR * size
