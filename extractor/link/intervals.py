"""What is printed around a value: its spread, its range or quartiles, its confidence interval, its p-value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from extractor.link.measure import IQR
from extractor.model import Interval, Part, PValue, Quantity

SD = re.compile(r"\bS\.?D\.?\b|standard deviation", re.I)
SE = re.compile(r"\bS\.?E\.?M?\.?\b|standard error", re.I)
SAYS_RANGE = re.compile(r"rang|min", re.I)
RANGE = re.compile(r"\(range\)|\branges?\b", re.I)
Ends = tuple[Decimal, Decimal]


def spread_named(text: str) -> str | None:
    """Return "sd" or "se" when the abstract says which one stands behind ±, None when it does not."""
    return "sd" if SD.search(text) else "se" if SE.search(text) else None


def spread_of(q: Quantity, spread: str | None) -> dict[str, Decimal | None]:
    """Return ``sd``, ``se`` and ``plus_minus`` as printed; what stands behind ± goes under the name of *spread*."""
    parts = {name: q.parts[name] for name in ("sd", "se", "plus_minus") if name in q.parts}
    if "plus_minus" in parts and spread and q.unit != "%":
        unnamed = parts.pop("plus_minus")
        parts.setdefault(spread, unnamed)
    return {name: part.value for name, part in parts.items()}


def pair(parts: Mapping[str, Part], name: str) -> Ends | None:
    """Return the two ends of a range."""
    low, high = parts.get(f"{name}_low"), parts.get(f"{name}_high")
    if low is None or high is None or low.value is None or high.value is None:
        return None
    return low.value, high.value


def interval(parts: Mapping[str, Part]) -> Interval | None:
    """Return the confidence interval."""
    ends = pair(parts, "ci")
    if ends is None:
        return None
    level = parts.get("ci_level")
    return Interval(*ends, level.value if level is not None else None)


def range_of(text: str, q: Quantity, printed: Part) -> Ends | None:
    """Return the range printed with a value, None when its two numbers are quartiles."""
    return None if are_quartiles(text, q, printed) else pair(q.parts, "range")


def iqr_of(text: str, q: Quantity, printed: Part) -> Ends | None:
    """Return the quartiles printed with a value, whether their bracket names them or the abstract does."""
    return pair(q.parts, "iqr") or (pair(q.parts, "range") if are_quartiles(text, q, printed) else None)


def are_quartiles(text: str, q: Quantity, printed: Part) -> bool:
    """Say whether the two unnamed numbers behind a value are quartiles, as the abstract says once: ``median (IQR)``."""
    low = q.parts.get("range_low")
    if low is None or low.start < printed.end or SAYS_RANGE.search(text[printed.end : low.start]):
        return False
    return IQR.search(text) is not None and not RANGE.search(text)


def pvalue(q: Quantity) -> PValue | None:
    """Return the p-value a quantity prints."""
    p = q.parts.get("p")
    return PValue(q.p_operator or "=", p.value) if p is not None and p.value is not None else None
