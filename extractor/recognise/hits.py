"""What one match of a rule says: a quantity, a time point or a number set aside, its numbers as printed."""

from __future__ import annotations

import re
from types import MappingProxyType

from extractor.model import Part, Quantity, Rule, SetAside, TimePoint
from extractor.recognise.printed import decimal

TEXT_GROUPS = ("unit", "operator", "time_unit", "p_operator", "noun")  # the other groups are numbers
ALTERNATIVE = re.compile(r"_\d$")
TIME_UNITS = {"y": "year", "mo": "month", "w": "week", "d": "day", "h": "hour"}
OPERATORS = (
    (re.compile(r"[<]=|≤|at most|up to|not (?:more|greater)"), "<="),
    (re.compile(r">=|≥|at least|not less"), ">="),
    (re.compile(r"<|less|fewer|under|below"), "<"),
    (re.compile(r">|more|greater|over|above|exceed"), ">"),
    (re.compile(r"~|≈|about|approx|nearly|almost"), "~"),
)
# right before a number, outside its rule
AHEAD = re.compile(
    r"(?:[<>]=?|[≤≥~≈]|\b(?:more|greater|less|fewer|not more) than|\bat (?:least|most)|"
    r"\b(?:over|under|about|approximately|nearly|almost|up to))\s?$",
    re.IGNORECASE,
)


def set_aside(rule: Rule, hit: re.Match[str], text: str) -> SetAside:
    """Return a number that is no finding, with the reason its rule gives."""
    start, end = trimmed(text, hit)
    return SetAside(start, end, text[start:end], str(rule.reason), rule.id)


def trimmed(text: str, hit: re.Match[str]) -> tuple[int, int]:
    """Return the span of *hit* without blanks and open punctuation at its ends."""
    start, end = hit.span()
    while end > start and text[end - 1] in " \t\n,;:=([":
        end -= 1
    while start < end and text[start] in " \t\n,;:=)]":
        start += 1
    return start, end


def groups(hit: re.Match[str], text: str) -> dict[str, Part | str]:
    """Return the named groups that took part, alternatives (``ci_low_2``) under one name."""
    named: dict[str, Part | str] = {}
    for group, printed in hit.groupdict().items():
        name = ALTERNATIVE.sub("", group)
        if not printed or not printed.strip() or name in named:
            continue
        if name in TEXT_GROUPS:
            named[name] = printed.strip()
            continue
        start, end = hit.span(group)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        named[name] = Part(decimal(text[start:end]), start, end, text[start:end])
    return named


def quantity(rule: Rule, hit: re.Match[str], text: str) -> Quantity:
    """Return what *rule* found as a quantity: its numbers as printed, its unit, operator and noun."""
    named = groups(hit, text)
    words = {name: value for name, value in named.items() if isinstance(value, str)}
    unit = rule.fields.get("unit") or words.get("unit")
    parts: dict[str, Part] = {}
    for name, part in named.items():
        if isinstance(part, Part):
            value = decimal(part.printed, unit=unit if name == "value" else None)
            if value is not None or name == "value":  # a median "not reached" is a value that is no number
                parts[name] = Part(value, part.start, part.end, part.printed)
    start, end = trimmed(text, hit)
    if rule.finds == "other" and parts:  # the words that make a number a result ("was 70 min") are not part of it
        start = min(part.start for part in parts.values())
    sign = operator(words["operator"]) if "operator" in words else operator_ahead(hit)
    return Quantity(
        rule=rule.id,
        measure=rule.finds,
        start=start,
        end=end,
        parts=MappingProxyType(parts),
        operator=sign,
        unit=unit,
        p_operator=operator(words.get("p_operator")) if "p" in parts else None,
        noun=words.get("noun"),
    )


def operator_ahead(hit: re.Match[str]) -> str:
    """Return the operator printed right before a hit: ``more than 90 %``."""
    before = AHEAD.search(hit.string, max(0, hit.start() - 16), hit.start())
    return operator(before.group()) if before else "="


def operator(printed: str | None) -> str:
    """Return one of = < > <= >= ~ for what is printed before a number.

    >>> operator("less than"), operator("≥"), operator(None)
    ('<', '>=', '=')
    """
    lowered = (printed or "").lower()
    return next((sign for pattern, sign in OPERATORS if pattern.search(lowered)), "=")


def time_point(hit: re.Match[str], text: str) -> TimePoint:
    """Return the time or times of a hit, the unit in the singular."""
    named = hit.groupdict()
    unit = next(str(printed) for name, printed in named.items() if name.startswith("time_unit") and printed)
    parts = []
    for name, printed in named.items():
        if printed and re.fullmatch(r"time(?:_\d)?", name):
            value = decimal(printed)
            if value is not None:
                parts.append(Part(value, *hit.span(name), printed))
    return TimePoint(*trimmed(text, hit), tuple(parts), time_unit(unit))


def time_unit(printed: str) -> str:
    """Return hour, day, week, month or year for a printed unit of time (``mo``, ``yrs``)."""
    lowered = printed.lower()
    return next((unit for start, unit in TIME_UNITS.items() if lowered.startswith(start)), lowered)
