"""How two reviewers compare, for the terminal."""

from __future__ import annotations

from extractor.model import Decision
from extractor.review.agreement import Agreement, Compared


def told(one: str, other: str, pair: Compared) -> str:
    """Return the figures, the categories, and every result the two differ on."""
    lines = [
        f"{one} and {other}: {figures(pair.overall)}",
        f"decided on by one alone: {pair.alone[0]} by {one}, {pair.alone[1]} by {other}",
    ]
    if len(pair.by_category) > 1:
        width = max(map(len, pair.by_category))
        lines += ["", *(f"  {name:<{width}}  {figures(it)}" for name, it in pair.by_category.items())]
    if pair.differing:
        lines += ["", "They differ on"]
        lines += [f"  {difference(one, a, other, b)}" for a, b in pair.differing]
    return "\n".join(lines)


def figures(it: Agreement) -> str:
    """Return "agree on 33 of 39 (84.6 %), kappa 0.67 (95 % CI 0.42 to 0.91)"."""
    if not it.n:
        return "no result both decided on"
    said = f"agree on {it.agreed} of {it.n} ({100 * it.raw:.1f} %)"
    if it.kappa is None:
        return f"{said}, kappa not defined: both used one word alone"
    interval = f" (95 % CI {it.low:.2f} to {it.high:.2f})" if it.low is not None and it.high is not None else ""
    return f"{said}, kappa {it.kappa:.2f}{interval}"


def difference(one: str, a: Decision, other: str, b: Decision) -> str:
    """Return what the two said of one result."""
    sides = f"{one} {verdict(a)}; {other} {verdict(b)}"
    where = ", ".join(part for part in (a.document or b.document, a.reading or a.key) if part)
    return f"{where}: {sides}"


def verdict(it: Decision) -> str:
    """Return "corrected to 55.8 (see table 2)"."""
    value = f" to {it.value}" if it.value is not None else ""
    return f"{it.decision}{value}{f' ({it.comment})' if it.comment else ''}"
