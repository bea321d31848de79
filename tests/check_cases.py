"""Small studies built by hand for the tests of extractor/check: a text and the results a reader marks in it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractor.model import Arm, Check, Cohort, Document, Finding, Interval, PValue, Span, Study, Time


def finding(quote: str, outcome: str = "pain relief", **fields: Any) -> Finding:
    """Return a result printed as *quote*; its value is the first number in it unless ``value`` says otherwise.

    ``value``, ``low``, ``high`` ... may be given as strings; ``ci``, ``p`` and ``time`` as "0.60 0.94 95",
    "< 0.001" and "2 year".
    """
    printed = fields.pop("value", None) or re.search(r"\d+(?:\.\d+)?", quote)[0]  # type: ignore[index]
    given = {"measure": "proportion", "unit": "%", "category": "pain", "section": "results", **fields}
    if isinstance(given.get("ci"), str):
        given["ci"] = Interval(*(Decimal(number) for number in given["ci"].split()))
    if isinstance(given.get("p"), str):
        operator, number = given["p"].split()
        given["p"] = PValue(operator, Decimal(number))
    if isinstance(given.get("time"), str):
        number, unit = given["time"].split()
        given["time"] = Time(Decimal(number), unit)
    for pair in ("range", "iqr"):
        if isinstance(given.get(pair), str):
            low, high = given[pair].split()
            given[pair] = (Decimal(low), Decimal(high))
    return Finding(
        id="", outcome=outcome, start=0, end=0, quote=quote, sentence=Span(0, 0), rule="test", spans={},
        value=None if printed == "none" else Decimal(printed), value_printed=printed, **given,
    )  # fmt: skip


def study(text: str, *findings: Finding, n: int | None = 43, arms: tuple[Arm, ...] = (), how: str = "stated") -> Study:
    """Return the study whose abstract is *text*; each finding takes its place where its quote stands in it.

    Sentences end at ". "; findings are numbered f1, f2 ... as given.
    """
    placed = tuple(_placed(text, one, f"f{number}") for number, one in enumerate(findings, 1))
    document = Document("hand", "hand.txt", "txt", "0" * 64, text)
    return Study(document, cohort=Cohort(n, 0, 0, how) if n else None, arms=arms, findings=placed)


def _placed(text: str, one: Finding, name: str) -> Finding:
    start = text.index(one.quote)
    end = start + len(one.quote)
    begin = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    stop = text.find(". ", end)
    sentence = Span(begin, len(text) if stop < 0 else stop + 1)
    value = one.value_printed or ""
    place = text.find(value, start, end)
    spans = {"value": Span(place, place + len(value))} if place >= 0 and value else {}
    for part in ("numerator", "denominator"):
        words = {3: "three", 4: "four"}.get(getattr(one, part), "-")
        printed = re.search(rf"(?<![\d.]){getattr(one, part)}(?![\d.])|\b{words}\b", one.quote)
        if printed and len(one.quote) > len(value) + 1:  # more than the percentage itself is printed
            spans[part] = Span(start + printed.start(), start + printed.end())
    return replace(one, id=name, start=start, end=end, sentence=sentence, spans=spans)


def verdicts(checks: tuple[Check, ...], name: str) -> list[str]:
    """Return the verdicts of the checks called *name*, in order."""
    return [check.verdict for check in checks if check.name == name]


def the(checks: tuple[Check, ...], name: str) -> Check:
    """Return the only check called *name*."""
    (only,) = [check for check in checks if check.name == name]
    return only
