"""Check that an interval, a range or an interquartile range holds its own estimate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.check.bounds import bounds
from extractor.model import Check, Finding, Verdict

Pair = tuple[Decimal, Decimal]
UNITS = re.compile(
    r"(?<![a-z])(?:(y)(?:ea)?rs?|(mo)(?:nth)?s?|(w)(?:ee)?ks?|(d)ays?|(h)(?:ou)?rs?|(min)(?:ute)?s?)(?![a-z])", re.I
)


def interval(finding: Finding) -> Iterator[Check]:
    """Yield a verdict on each interval printed with the estimate: in order, and around it.

    Every number counts with its rounding interval, so that ``1.0 (1.04 to 2.2)`` passes.
    """
    for name, label, pair in _printed(finding):
        judged = _judged(finding, label, pair)
        if judged:
            yield Check(finding.id, name, *judged)
    if finding.ci and finding.ci.level is not None and not 0 < finding.ci.level < 100:
        yield Check(finding.id, "interval_level", "inconsistent", f"no interval has a level of {finding.ci.level} %")
    if finding.range and finding.iqr:
        yield from _quartiles_inside_range(finding.id, finding.range, finding.iqr)


def _printed(finding: Finding) -> Iterator[tuple[str, str, Pair]]:
    if finding.ci:
        level = f"{finding.ci.level} % " if finding.ci.level is not None else ""
        yield "interval_holds_estimate", f"{level}interval", (finding.ci.low, finding.ci.high)
    if finding.iqr:
        yield "iqr_holds_estimate", "interquartile range", finding.iqr
    if finding.range:
        yield "range_holds_estimate", "range", finding.range


def _judged(finding: Finding, label: str, pair: Pair) -> tuple[Verdict, str] | None:
    """Return the verdict, or None when nothing stands beside an interval in good order."""
    low, high = pair
    value = finding.value
    if low > high:
        return "inconsistent", f"the {label} is printed from {low} down to {high}"
    if value is None or finding.operator != "=" or finding.measure == "range":
        return None
    if holds(pair, value):
        return "consistent", f"{value} lies inside its {label}, {low} to {high}"
    if len(time_units(finding.quote)) > 1:
        return "unchecked", f"{value} and its {label}, {low} to {high}, may be in different units"
    if finding.measure in ("difference", "other", "score") and holds(pair, -value):
        return "unchecked", f"{value} lies inside its {label}, {low} to {high}, once its sign is turned"
    return "inconsistent", f"{value} lies outside its own {label}, {low} to {high}"


def holds(pair: Pair, value: Decimal) -> bool:
    """Return whether *value* may lie between the two, whatever was rounded away."""
    least, most = bounds(value)
    return bounds(pair[0])[0] <= most and least <= bounds(pair[1])[1]


def time_units(words: str) -> set[str]:
    """Return which units of time *words* name: two in one result mean that its numbers do not compare."""
    return {next(filter(None, match.groups())).lower() for match in UNITS.finditer(words)}


def _quartiles_inside_range(finding: str, whole: Pair, quartiles: Pair) -> Iterator[Check]:
    if not (holds(whole, quartiles[0]) and holds(whole, quartiles[1])):
        inner, outer = f"{quartiles[0]} to {quartiles[1]}", f"{whole[0]} to {whole[1]}"
        reason = f"the interquartile range, {inner}, reaches beyond the range, {outer}"
        yield Check(finding, "range_holds_quartiles", "inconsistent", reason)
