"""The rules at work: every number of a text becomes a quantity, a time point or a number set aside.

Rules run in the order of their priority, and what one has read the next no longer sees: it is
blanked in the working copy. So ``24/43 (55.8%)`` is one result, and ``55.8%`` is not found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from types import MappingProxyType

from extractor.model import Numbers, Part, Quantity, Rule, SetAside, Span, TimePoint
from extractor.recognise.printed import THIN, decimal

# One character for one character, so that offsets stay true. The Lancet prints 0·75.
PLAIN = str.maketrans(
    {c: "-" for c in "−–—‐‑‒―"} | {c: "\u2009" for c in THIN} | {c: " " for c in "\n\r\t\f\v"} | {"’": "'", "％": "%"}
)
TAKEN = "\x01"
TEXT_GROUPS = ("unit", "operator", "time_unit", "p_operator", "noun")
TIME_UNITS = {"y": "year", "mo": "month", "w": "week", "d": "day", "h": "hour"}
OPERATORS = (
    (re.compile(r"[<]=|≤|at most|up to|not (?:more|greater)"), "<="),
    (re.compile(r">=|≥|at least|not less"), ">="),
    (re.compile(r"<|less|fewer|under|below"), "<"),
    (re.compile(r">|more|greater|over|above|exceed"), ">"),
    (re.compile(r"~|≈|about|approx|nearly|almost"), "~"),
)
# where a number can begin, in digits or words
BEGINS = re.compile(
    r"(?<![\w.])(?:(?<!\d,)(?:\d|\.\d)|-\.?\d)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|an?(?=\s(?:hundred|thousand))|"
    r"a(?:nother)?(?=\s(?:single\s|further\s|second\s)?patient\s))\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"(?:[<>]=?|[≤≥~≈]|\b(?:more|greater|less|fewer|not more) than|\bat (?:least|most)|\b(?:over|under|about|approximately|nearly|almost|up to))\s?$",
    re.IGNORECASE,
)
TOKEN = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")


def plain(text: str) -> str:
    """Return a copy in which dashes, blanks and decimal points are the plain ones, as long as *text*."""
    return re.sub(r"(?<=\d)[·∙•](?=\d)|(?<=[\s<>=(])[·∙](?=\d)", ".", text.translate(PLAIN))


def read_numbers(text: str, spans: Sequence[Span], rules: Sequence[Rule]) -> Numbers:
    """Return every number that stands in *spans* of *text*, read by *rules*.

    Args:
        text: The whole document.
        spans: Where to read: the title and the abstract, not the page around them.
        rules: The number rules; those of higher priority read first.
    """
    seen = TAKEN * len(text)
    copy = plain(text)
    for span in spans:
        seen = f"{seen[: span.start]}{copy[span.start : span.end]}{seen[span.end :]}"
    lowered = seen.lower()
    begins = [m.start() for m in BEGINS.finditer(seen)]
    quantities: list[Quantity] = []
    times: list[TimePoint] = []
    aside: list[SetAside] = []
    for _, level in groupby(by_priority(rules), key=lambda rule: rule.priority):
        hits = longest(hit for rule in level if wanted(rule, lowered) for hit in found(rule, seen, begins))
        for rule, hit in hits:
            if rule.finds != "nothing":
                quantities.append(quantity(rule, hit, text))
            elif "time_unit" in compiled(rule.pattern).groupindex:
                times.append(time_point(hit, text))
            else:
                aside.append(SetAside(*trimmed(text, hit), text[slice(*trimmed(text, hit))], str(rule.reason), rule.id))
        for _, hit in hits:
            seen = f"{seen[: hit.start()]}{TAKEN * (hit.end() - hit.start())}{seen[hit.end() :]}"
        if hits:
            begins = [start for start in begins if seen[start] != TAKEN]
    return Numbers(
        tuple(sorted(quantities, key=lambda q: q.start)),
        tuple(sorted(times, key=lambda t: t.start)),
        tuple(sorted(aside, key=lambda a: a.start)),
        tuple(Span(*m.span()) for m in TOKEN.finditer(seen)),
    )


def by_priority(rules: Sequence[Rule]) -> list[Rule]:
    """Return *rules*, those that read first at the head."""
    return sorted(rules, key=lambda rule: (-rule.priority, rule.file, rule.id))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern of a rule."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def wanted(rule: Rule, lowered: str) -> bool:
    """Say whether *rule* can find anything: one of the strings it needs is in the text."""
    return not rule.needs or any(need in lowered for need in rule.needs)


def found(rule: Rule, seen: str, begins: Sequence[int]) -> list[tuple[Rule, re.Match[str]]]:
    """Return the places *rule* finds; a match without a character is none."""
    pattern = compiled(rule.pattern)
    if not rule.starts_with_number:
        return [(rule, hit) for hit in pattern.finditer(seen) if hit.end() > hit.start()]
    hits: list[tuple[Rule, re.Match[str]]] = []
    reached = 0
    for start in begins:
        if start >= reached and (hit := pattern.match(seen, start)) is not None and hit.end() > start:
            hits.append((rule, hit))
            reached = hit.end()
    return hits


def longest(hits: Iterable[tuple[Rule, re.Match[str]]]) -> list[tuple[Rule, re.Match[str]]]:
    """Return the hits of one priority that do not overlap, the longer before the shorter."""
    kept: list[tuple[Rule, re.Match[str]]] = []
    ranked = sorted(hits, key=lambda h: (h[1].start() - h[1].end(), h[1].start(), h[0].id))
    for rule, hit in ranked:
        if all(hit.end() <= other.start() or other.end() <= hit.start() for _, other in kept):
            kept.append((rule, hit))
    return sorted(kept, key=lambda h: h[1].start())


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
        name = re.sub(r"_\d$", "", group)
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
