"""Say numbers the way a clinician writes them; every reason is built from these."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from extractor.model import Time


def plain(number: Decimal) -> str:
    """Return *number* without trailing zeros and never as ``5E+1``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(count: int, total: int, places: int = 2) -> str:
    """Return what *count* of *total* is: ``55.81 %``, ``50 %``."""
    exact = Decimal(100 * count) / Decimal(total)
    return f"{plain(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))} %"


def share(count: int, total: int, places: int = 2) -> str:
    """Return ``24/43 = 55.81 %``."""
    return f"{count}/{total} = {percent(count, total, places)}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    *rest, final = words
    return f"{', '.join(rest)} {last} {final}" if rest else final


def moment(time: Time) -> str:
    """Return ``1 year``, ``2 years``."""
    return f"{time.value} {time.unit}{'' if time.value == 1 else 's'}"


def probability(p: float) -> str:
    """Return a p-value as journals print it: ``0.018``, ``< 0.001``."""
    if p < 0.001:
        return "< 0.001"
    return f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
