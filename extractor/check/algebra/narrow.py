"""Work out which whole numbers can be meant: every unknown as an interval, narrowed until nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from extractor.check.algebra.statement import Fact
from extractor.check.bounds import bounds, digits

LARGEST = 10_000_000  # patients
ROUNDS = 60  # each narrows something; chains of a dozen need far fewer

Interval = tuple[int, int]
Intervals = dict[str, Interval]


def narrow(facts: Sequence[Fact]) -> Intervals | None:
    """Return the least and greatest whole number of each unknown, or None when the facts cannot all hold.

    Bounds consistency: each fact in turn cuts off what it rules out at either end. On the chains and trees that
    abstracts make this misses no contradiction; on a ring it may, which costs a finding and never a false one.
    """
    found: Intervals = {name: (0, LARGEST) for fact in facts for name in fact.names}
    if not all(_makes_a_hundred(fact, facts) for fact in facts if fact.kind == "sum"):
        return None
    for _ in range(ROUNDS):
        before = dict(found)
        for fact in facts:
            RULES[fact.kind](fact, found)
            if any(found[name][0] > found[name][1] for name in fact.names):
                return None
        if found == before:
            break
    return found


def _cut(found: Intervals, name: str, low: int, high: int) -> None:
    found[name] = (max(found[name][0], low), min(found[name][1], high))


def _is(fact: Fact, found: Intervals) -> None:
    assert fact.value is not None
    _cut(found, fact.names[0], int(fact.value), int(fact.value))


def _sum(fact: Fact, found: Intervals) -> None:
    whole, *parts = fact.names
    low, high = sum(found[part][0] for part in parts), sum(found[part][1] for part in parts)
    _cut(found, whole, low, high)
    for part in parts:
        least, most = found[whole][0] - high + found[part][1], found[whole][1] - low + found[part][0]
        _cut(found, part, least, most)


def _share(fact: Fact, found: Intervals) -> None:
    """Narrow a part and its whole by the percentage, rounded either way or cut off."""
    assert fact.value is not None
    part, whole = fact.names
    least, most = spread(fact.value, evened=fact.evened)
    _cut(found, whole, 1, LARGEST)
    _cut(found, part, _ceiling(least * found[whole][0] / 100), _ceiling(most * found[whole][1] / 100) - 1)
    _cut(found, whole, _floor(100 * found[part][0] / most) + 1, LARGEST)
    if least > 0:
        _cut(found, whole, 1, _floor(100 * found[part][1] / least))


RULES = {"is": _is, "sum": _sum, "share": _share}


def _makes_a_hundred(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Return whether the percentages of all parts of a sum, where all were printed, can add up to 100."""
    whole, *parts = fact.names
    shares = {other.names[0]: other.value for other in facts if other.kind == "share" and other.names[1] == whole}
    values = [value for part in parts if (value := shares.get(part)) is not None]
    if len(values) < len(parts):
        return True
    ends = [spread(value) for value in values]
    return sum(low for low, _ in ends) <= 100 <= sum(high for _, high in ends)


def spread(percentage: Decimal, *, evened: bool = False) -> tuple[Decimal, Decimal]:
    """Return the least share that is printed so, rounded, cut off or evened out, and the first that is not any more."""
    unit = Decimal(1).scaleb(-digits(percentage))
    return percentage - unit if evened else bounds(percentage)[0], percentage + unit


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
