"""Say which numbers and which counts a printed value stands for: rounding intervals, exactly.

Only whole numbers and ``Decimal`` are used, so that a verdict never hangs on a float.
"""

from __future__ import annotations

from decimal import Decimal


def digits(printed: Decimal) -> int:
    """Return how many digits *printed* has after the point; zeros count: 2 for ``Decimal("0.50")``."""
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def bounds(printed: Decimal) -> tuple[Decimal, Decimal]:
    """Return the closed interval of numbers that could have been rounded to *printed*.

    Both ends are kept because papers round halves either way.

    Args:
        printed: A reported number with its zeros, e.g. ``Decimal("0.50")``; any unit.

    Returns:
        Lower and upper limit in the unit of *printed*, half a unit of its last digit away.

    Source:
        Brown & Heathers 2017, doi:10.1177/1948550616673876 (why the zeros matter).

    >>> bounds(Decimal("0.50"))
    (Decimal('0.495'), Decimal('0.505'))
    """
    half = Decimal((0, (5,), -digits(printed) - 1))
    return printed - half, printed + half


def meet(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    """Return whether two closed intervals share a number."""
    return one[0] <= other[1] and other[0] <= one[1]


def last_places(printed: Decimal) -> int:
    """Return *printed* in units of its last digit: 558 for ``Decimal("55.8")``."""
    return int(printed.scaleb(digits(printed)))


def counts(percentage: Decimal, total: int) -> range:
    """Return the whole numbers k from 0 to *total* for which k/*total* rounds to *percentage*.

    At most one fits while *total* is under ``100 * 10 ** digits``; from there on at least one always does.

    Args:
        percentage: As printed, in per cent, with its zeros.
        total: The denominator, at least 1.

    >>> list(counts(Decimal("55.8"), 43)), list(counts(Decimal("91.7"), 249)), counts(Decimal("56"), 249)
    ([24], [], range(139, 141))
    """
    step = 200 * 10 ** digits(percentage)
    middle = 2 * last_places(percentage) * total
    low = -((total - middle) // step)  # the ceiling of (middle - total) / step
    return range(max(0, low), min(total, (middle + total) // step) + 1)


def cut_off_count(percentage: Decimal, total: int) -> int | None:
    """Return the k whose k/*total* becomes *percentage* when further digits are cut off, not rounded.

    >>> cut_off_count(Decimal("45"), 46)
    21
    """
    scale = 100 * 10 ** digits(percentage)
    count = -(-last_places(percentage) * total // scale)
    fits = 0 <= count <= total and count * scale < (last_places(percentage) + 1) * total
    return count if fits else None


def is_cut_off(count: int, percentage: Decimal, total: int) -> bool:
    """Return whether *count*/*total* becomes *percentage* when further digits are cut off.

    >>> is_cut_off(163, Decimal("90"), 180), is_cut_off(164, Decimal("90"), 180)
    (True, False)
    """
    return int(100 * 10 ** digits(percentage)) * count // total == last_places(percentage)


def always_fits(percentage: Decimal, total: int) -> bool:
    """Return whether every percentage with as many digits is possible among *total*: nothing to check."""
    return total >= int(100 * 10 ** digits(percentage))
