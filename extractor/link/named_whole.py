"""The count a share is told of, where the abstract prints it nearby: ``Of the 28 candidates, 20 (71.4%) ...``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.link.counts import rounds
from extractor.model import Finding
from extractor.recognise.printed import decimal

NUMBER = r"(?P<n>\d[\d,]*|[A-Za-z]+(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
# of the 28 candidates, 20 (71 %) ...
OPENS_WITH = re.compile(
    rf"\W*(?:[A-Z]+:\s*)?(?:of|among)\s+(?:the\s+|these\s+|those\s+|our\s+|all\s+)?{NUMBER}(?=[\s,])[^.;]*?,", re.I
)
# healing for 26 splinted patients was 73 %
SUBJECT = re.compile(
    rf"\b(?:in|for|of|among)\s+(?:the\s+|these\s+|those\s+)?{NUMBER}\s+(?:[A-Za-z-]+\s+){{0,4}}?"
    r"(?:patients|cases|women|men|children|subjects|participants|survivors)\s+(?:was|were)\s+[^.;()]*$",
    re.I,
)
BRACKET_AFTER = re.compile(r"\s*(?:[A-Za-z-]+\s+){0,6}?[A-Za-z-]*\s*\(")
NEXT = 5  # characters between a sentence and the next
FARTHEST = 700  # characters back to a count that makes the percentage


def named_whole(text: str, f: Finding, findings: Sequence[Finding]) -> int | None:
    """Return how many *f* is a part of, when the words around it print that number.

    It is the number its sentence opens with, the one its clause speaks of, or the one its bracket
    divides: ``77 regions (49 mute, 22 deaf, 6 both)``.
    """
    before = text[f.sentence.start : f.start]
    opening = OPENS_WITH.match(before)
    subject = None if opening or f.numerator is not None else SUBJECT.search(before)
    if hit := opening or subject:
        n = decimal(hit["n"])
        if n is not None and n == n.to_integral_value() and may_be_whole(f, int(n)):
            return int(n)
    return bracketed(text, f, findings)


def bracketed(text: str, f: Finding, findings: Sequence[Finding]) -> int | None:
    """Return the count whose bracket tells *f* as one of its parts."""
    if f.measure != "count":
        return None
    opens = text.rfind("(", f.sentence.start, f.start)
    if opens < 0 or ")" in text[opens : f.start] or text[opens + 1 : f.start].strip().lower() in ("n =", "n="):
        return None
    whole = next((n for o, n in counts_before(f, findings) if o.end <= opens), None)
    last = max((o for o in findings if o.end <= opens and o.sentence == f.sentence), key=lambda o: o.end, default=None)
    if whole is None or last is None or not BRACKET_AFTER.fullmatch(text, last.end, opens + 1):
        return None
    return whole if may_be_whole(f, whole) and count_of(last) == whole else None


def fitting(f: Finding, findings: Sequence[Finding]) -> int | None:
    """Return the nearest count before *f* of which its own count is the printed percentage."""
    if f.numerator is None or f.value is None:
        return None
    return next(
        (
            n
            for other, n in counts_before(f, findings)
            if f.start - other.end < FARTHEST and n > f.numerator and told_of(f, n)
        ),
        None,
    )


def adding_up(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the whole of each count (by the id of its finding) that adds up to it with its neighbours.

    They are the next counts told, all in one sentence, the whole in that one or the one before.
    """
    told = [(f, n) for f in sorted(findings, key=lambda f: f.start) if (n := count_of(f))]
    wholes: dict[str, int] = {}
    for i, (whole, n) in enumerate(told):
        rest, parts = n, list[str]()
        for f, k in told[i + 1 :]:
            near = f.sentence.start - whole.sentence.end <= NEXT and f.sentence == told[i + 1][0].sentence
            listed_with_it = f.rule == whole.rule == "n-equals" and f.sentence == whole.sentence
            if not near or listed_with_it or f.measure != "count" or k > rest:
                break
            rest, parts = rest - k, [*parts, f.id]
            if rest == 0:
                wholes |= {part: n for part in parts if len(parts) > 1 and part not in wholes}
                break
    return wholes


def counts_before(f: Finding, findings: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield the counts told before *f*, the nearest first."""
    for other in sorted(findings, key=lambda o: o.end, reverse=True):
        n = count_of(other)
        if other.end <= f.start and n is not None:
            yield other, n


def count_of(f: Finding) -> int | None:
    """Return how many a finding counts."""
    if f.numerator is not None:
        return f.numerator
    return int(f.value) if f.measure == "count" and f.value else None


def may_be_whole(f: Finding, n: int) -> bool:
    """Say whether *n* can hold what *f* counts: more of them, and the same percentage where one is printed."""
    if f.measure == "count":
        return f.value is not None and f.value <= n
    return f.numerator is None or told_of(f, n)


def told_of(f: Finding, n: int | None) -> bool:
    """Say whether the printed count of *n* is the printed percentage."""
    return bool(n and f.numerator is not None and f.value is not None and rounds(Decimal(f.numerator), n, f.value))
