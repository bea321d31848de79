"""What a quantity counts, and whether k of n is the printed percentage."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from extractor.model import Part, Quantity


def value_of(q: Quantity) -> Part | None:
    """Return the number a quantity is known by: its value, else its numerator, its p-value or the whole range."""
    low, high = q.parts.get("range_low"), q.parts.get("range_high")
    known = next((q.parts[name] for name in ("value", "numerator", "p") if name in q.parts), low)
    if known is not low or low is None or high is None:
        return known
    return Part(None, low.start, high.end, f"{low.printed} to {high.printed}")


def counted(q: Quantity) -> Part | None:
    """Return the printed count: the value of a count, the numerator of a share."""
    if q.measure == "proportion":
        return q.parts.get("numerator")
    return q.parts.get("value") if q.measure == "count" else None


def count_of(q: Quantity) -> int | None:
    """Return the number of patients a quantity counts."""
    return whole(counted(q))


def whole(part: Part | None) -> int | None:
    """Return a printed number that is a whole one, otherwise None."""
    if part is None or part.value is None or part.value != part.value.to_integral_value():
        return None
    return int(part.value)


def rounds(k: Decimal, n: int, x: Decimal) -> bool:
    """Say whether k of n is x per cent at the decimals x is printed with.

    >>> rounds(Decimal(24), 43, Decimal("55.8")), rounds(Decimal(24), 43, Decimal("55.9"))
    (True, False)
    """
    exponent = x.as_tuple().exponent
    assert isinstance(exponent, int)
    unit = Decimal(1).scaleb(exponent)
    return bool(n) and abs((100 * k / n).quantize(unit, ROUND_HALF_UP) - x) <= unit / 2
