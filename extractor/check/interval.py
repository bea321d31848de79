"""Check that an interval, a range or an interquartile range holds its own estimate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.check.bounds import bounds
from extractor.model import Check, Finding, Study, Verdict

Pair = tuple[Decimal, Decimal]
UNITS = re.compile(
    r"(?<![a-z])(?:(y)(?:ea)?rs?|(mo)(?:nth)?s?|(w)(?:ee)?ks?|(d)ays?|(h)(?:ou)?rs?|(min)(?:ute)?s?)(?![a-z])", re.I
)


UNIT = re.compile(
    r"(?<![a-z])(?:mg|µg|ug|ng|g|kg|mmol|µmol|mol|ml|l|dl|cm|mm|m|%|Gy|cGy|points?|per cent|percent|units?)(?![a-z%])",
    re.I,
)
OTHER_SCALE = re.compile(r"x\s*10|×\s*10|\blog\b|\[|1/2|½", re.I)
SAID_TO_BE_RANGE = re.compile(r"\brang|\bfrom\b|\bminimum|\bspan", re.I)
BROKEN = re.compile(r"(?:\d\.\s+|/\s*|[x×]\s*|[<>=≤≥]\s*|\bSD\s*=?\s*|\d[-–]\s*|\b[Pp]\s*)$")
COMPOUND = re.compile(
    r"\d\s*(?:years?|months?|weeks?|days?|hours?|h|min(?:utes?)?),?\s+(?:and\s+)?$", re.I
)  # 2 years and 5 months
TOTAL = re.compile(r"\btotal\b", re.I)
COMPARISON = re.compile(r"\bvs?\b|versus|compared|respectively", re.I)
RATIO = re.compile(r"\b(?:[a-z]?OR|[a-z]?HR|RR|RH|IRR)\b|ratio|relative (?:risk|hazard)", re.I)


def interval(finding: Finding, study: Study) -> Iterator[Check]:
    """Yield a verdict on each interval printed with the estimate: in order, and around it.

    Every number counts with its rounding interval, so that ``1.0 (1.04 to 2.2)`` passes.
    """
    for name, label, pair in _printed(finding):
        judged = _judged(finding, label, pair)
        if judged and judged[0] == "inconsistent" and (doubt := _doubt(finding, pair, study)):
            judged = "unchecked", f"{judged[1]}; but {doubt}"
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
    if finding.measure == "range":
        return None  # "from 20 to 13 mm" is a change, "9 days to 7 years" has two units: nothing stands beside it
    if value is None or finding.operator != "=":
        return None
    if low <= high and holds(pair, value):
        return "consistent", f"{value} lies inside its {label}, {low} to {high}"
    if _units(finding.quote) > 1 or OTHER_SCALE.search(finding.quote):
        return "unchecked", f"{value} and its {label}, {low} to {high}, may be in different units"
    if low > high and holds((high, low), value):
        return "unchecked", f"{value} lies inside its {label}, {low} to {high}, upside down"
    if finding.measure != "ratio" and not _never_negative(finding):
        for ends in ((-high, -low), (-low, -high), (-low, high)):
            if ends[0] <= ends[1] and (holds(ends, value) or holds(ends, -value)):
                return "unchecked", f"{value} lies inside its {label}, {low} to {high}, once a sign is turned"
    if low > high:
        return "inconsistent", f"the {label} is printed from {low} down to {high}"
    if label == "range" and not SAID_TO_BE_RANGE.search(finding.quote):
        return "unchecked", f"{value} lies outside {low} to {high}, which may be the range of something else"
    return "inconsistent", f"{value} lies outside its own {label}, {low} to {high}"


def _never_negative(finding: Finding) -> bool:
    """Return whether a dash before a number cannot be its sign: an age, a stay, a survival is never below zero."""
    central = finding.measure in ("mean", "median", "duration")
    return central and finding.category in ("demographics", "follow_up", "survival") and bool(time_units(finding.quote))


def _doubt(finding: Finding, pair: Pair, study: Study) -> str | None:
    """Return why the number before an interval may not be the one it is about."""
    text, value = study.document.text, finding.value
    place = finding.spans.get("value")
    before = text[max(finding.sentence.start, place.start - 40) : place.start] if place else ""
    if value is not None and (
        holds((100 * pair[0], 100 * pair[1]), value) or holds((pair[0] / 100, pair[1] / 100), value)
    ):
        return "one is in per cent, the other a fraction"
    if finding.measure == "count" or TOTAL.search(before):
        return "it may be the range of the parts of a sum"  # 103 patients (range 9-23) in six studies
    if BROKEN.search(before) or COMPOUND.search(before):
        return "the number before it may be a part of another"
    if finding.measure == "ratio":
        return None
    words = text[finding.sentence.start : finding.sentence.end]
    if finding.measure == "duration" or COMPARISON.search(words) or RATIO.search(words):
        return "it may be the interval of something else in the sentence"
    return "it may be the interval of a difference" if pair[0] < 0 and finding.unit == "%" else None


def _units(words: str) -> int:
    """Return how many different units *words* name: two in one result mean that its numbers do not compare."""
    return max(len(time_units(words)), len({unit.lower() for unit in UNIT.findall(words)}))


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
