"""Where in a text a number or a name of an annotated set is printed."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.train.example import Run

NUMBER = re.compile(r"\d+(?:,\d{3})+(?:[.·]\d+)?|\d*[.·]\d+|\d+")
WORDS = """no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty""".split()  # noqa: SIM905 - a list of words reads better as words


def figure(text: str, start: int, end: int) -> Run:
    """Narrow ``[start, end)`` to its first number, or leave it."""
    found = NUMBER.search(text, start, end)
    return found.span() if found else (start, end)


def value_of(printed: str) -> Decimal | None:
    """The number that *printed* stands for."""
    lower = printed.lower()
    if lower in WORDS:
        return Decimal(WORDS.index(lower))
    try:
        return Decimal(lower.replace(",", "").replace("·", ".")).normalize()
    except InvalidOperation:
        return None


def place(text: str, finding: dict[str, Any]) -> Run | None:
    """Return where the value of *finding* is printed: in its quote, the first number that equals it."""
    found = re.search(r"\s+".join(re.escape(word) for word in finding["quote"].split()), text)
    if found is None:
        return None
    wanted = None if finding.get("value") is None else Decimal(str(finding["value"])).normalize()
    printed = [m.span() for m in NUMBER.finditer(text, *found.span())]
    equal = [run for run in printed if value_of(text[slice(*run)]) == wanted]
    if finding.get("unit") == "%":
        equal = [run for run in equal if re.match(r"\s?(?:%|per\s?cent)", text[run[1] :])] or equal
    if equal or (wanted is None and printed):
        return (equal or printed)[0]
    words = [m.span() for m in re.compile(r"[A-Za-z]+").finditer(text, *found.span())]
    return next((run for run in words if value_of(text[slice(*run)]) == wanted), words[0] if words else None)


def nearest(text: str, words: str | None, at: Run) -> tuple[Run, ...]:
    """Return the place of *words* that is nearest to *at*, or nothing."""
    if not words:
        return ()
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)"
    return closest([m.span() for m in re.finditer(pattern, text)], at)


def closest(runs: list[Run], at: Run) -> tuple[Run, ...]:
    """Return the run nearest to *at*, as one or none; what stands behind counts as a little farther."""
    return tuple(sorted(runs, key=lambda run: at[0] - run[1] if run[1] <= at[0] else 1.3 * (run[0] - at[1]) + 5)[:1])
