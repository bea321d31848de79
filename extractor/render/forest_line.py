"""A study's result as a line of a forest plot: what is printed, what is drawn, what can be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from extractor.check.derive import Z95, wilson
from extractor.model import Finding
from extractor.render.cell import Cell, counted, fraction, is_percentage, plain
from extractor.render.column import Column
from extractor.render.paper import Paper

SPREADS = ("SD", "SE", "±")
EXTREMES = ("range", "IQR")


@dataclass(frozen=True, slots=True)
class Result:
    """One study's (or arm's) result in a plot."""

    paper: Paper
    finding: Finding
    arm: str
    n: int | None
    cell: Cell
    again: bool  # the study's name stands on the line above
    count: tuple[int, int, int] | None = None  # events: the likeliest, the fewest and the most that fit
    se: float | None = None  # of a mean, in the unit of the column

    @property
    def computed(self) -> bool:
        """Whether its count or share is not printed."""
        return self.cell.derived or self.cell.detail_derived

    @property
    def ambiguous(self) -> bool:
        """Whether more than one count fits its share."""
        return self.count is not None and self.count[1] < self.count[2]


def result(paper: Paper, finding: Finding, shown: Cell, column: Column, *, again: bool) -> Result:
    """Return a finding as a line of *column*'s plot."""
    arm, n = paper.arm_of(finding), patients(paper, finding)
    count = events(paper, finding) if column.key.kind == "share" else None
    se = error(paper, finding, n) if column.key.kind == "centre" and finding.measure == "mean" else None
    return Result(paper, finding, arm.name if arm else "", n, shown, again, count, se)


def patients(paper: Paper, finding: Finding) -> int | None:
    """Return how many patients a result rests on, as far as is known."""
    arm = paper.arm_of(finding)
    return finding.denominator or (arm.n if arm else paper.n)


def events(paper: Paper, finding: Finding) -> tuple[int, int, int] | None:
    """Return the events of a share with a known whole: the likeliest count, the fewest and the most that fit."""
    whole, count = finding.denominator, counted(finding)
    if not whole or finding.operator != "=":
        return None
    if count is not None:
        return (count, count, count) if 0 <= count <= whole else None
    found = paper.derived.get((finding.id, "numerator"))
    if found is None or not is_percentage(finding) or finding.value is None:
        return None
    low = found.value if found.value is not None else found.low
    high = found.value if found.value is not None else found.high
    if low is None or high is None:
        return None
    nearest = int((finding.value * whole / 100 + Decimal("0.5")) // 1)
    return min(max(nearest, int(low)), int(high)), int(low), int(high)


def error(paper: Paper, finding: Finding, n: int | None) -> float | None:
    """Return the standard error of a mean, printed or from its SD; None where ± may be either."""
    if finding.se is not None:
        return float(finding.se)
    found = paper.derived.get((finding.id, "sd"))
    sd = finding.sd if finding.sd is not None else found.value if found else None
    return float(sd) / sqrt(n) if sd and n and n > 1 else None


def drawn(it: Result) -> tuple[float | None, float | None, tuple[float, float] | None, str]:
    """Return the ends of a line's interval, how much further it may reach, and what kind of interval it is."""
    if it.ambiguous and it.count and it.finding.denominator and not it.finding.ci:
        likeliest, fewest, most = (wilson(count, it.finding.denominator) for count in it.count)
        return 100 * likeliest[0], 100 * likeliest[1], (100 * fewest[0], 100 * most[1]), "ci"
    if it.se is not None and it.cell.point is not None and not it.finding.ci:
        return it.cell.point - Z95 * it.se, it.cell.point + Z95 * it.se, None, "ci"
    kind = "spread" if it.cell.interval in SPREADS else "range" if it.cell.interval in EXTREMES else "ci"
    return it.cell.low, it.cell.high, None, kind


def count_text(it: Result, kind: str) -> tuple[str, bool]:
    """Return what a result rests on: ``24/43``, or ``n = 43``; and whether it was computed."""
    if kind == "share":
        text, derived = fraction(it.paper, it.finding)
        return (text, derived) if text or it.n is None else (f"of {it.n}", False)
    return ("" if it.n is None else f"n = {it.n}"), False


def number_text(it: Result, kind: str, digits: int) -> str:
    """Return a result with its interval: ``55.8 (41.1–69.6)``; a spread as the paper prints it."""
    number = it.cell.number.removesuffix("%") if kind == "share" else it.cell.number
    low, high, _, whisker = drawn(it)
    if low is not None and high is not None and whisker == "ci":
        printed = it.finding.ci
        ends = (plain(printed.low), plain(printed.high)) if printed else (fixed(low, digits), fixed(high, digits))
        return f"{number} ({between(*ends)})"
    return f"{number} {it.cell.detail}".strip() if kind != "share" else number


# ------------------------------------------------------------------ numbers as the browser writes them, too


def decimals(results: Sequence[Result]) -> int:
    """Return with how many decimals the papers print their numbers: the most, none to three."""
    found = [-int(r.finding.value.as_tuple().exponent) for r in results if r.finding.value is not None]
    return min(3, max([0, *found]))


def fixed(number: float, digits: int) -> str:
    """Return *number* with *digits* decimals, halves away from zero as a browser's ``toFixed`` does, a real minus.

    >>> fixed(12.25, 1), fixed(-0.04, 1), fixed(-2.5, 0)
    ('12.3', '0.0', '−3')
    """
    sign = "−" if number < 0 else ""
    scaled = Decimal(abs(number)).quantize(Decimal(1).scaleb(-digits), "ROUND_HALF_UP")
    return f"{sign if scaled else ''}{scaled:f}"


def between(low: str, high: str) -> str:
    """Return ``10.1–22.3``; with a minus in it ``−1.0 to 2.3``."""
    return f"{low} to {high}" if "−" in low or "−" in high else f"{low}–{high}"


def thousands(number: int) -> str:
    """Return ``1,712``."""
    return f"{number:,}"
