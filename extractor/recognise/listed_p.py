"""P-values and coefficients told as a list behind one sign: ``(p = 0.331, 0.162 and 0.745)`` are three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.model import Part, Quantity
from extractor.recognise.printed import decimal

NEXT = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+)([-−–]?0?[.·]\d+)(?!\d|\s*(?:%|[-–±]))")
LAST = re.compile(r"[\s,]*(?:respectively\b|[)\]])")


def listed_p(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities, each p-value and coefficient followed by those listed behind it.

    Args:
        text: The document.
        quantities: In the order of the text.
    """
    told: list[Quantity] = []
    for q in quantities:
        if told and q.start <= told[-1].start:
            continue  # another rule took one of the list for a number of its own
        told.append(q)
        if q.measure == "p_value" or q.rule == "coefficient":
            told += listed_behind(text, q, "p" if q.measure == "p_value" else "value")
    return told


def listed_behind(text: str, q: Quantity, name: str) -> list[Quantity]:
    """Return the numbers that share the sign of *q*, none unless their list ends as one."""
    found: list[Quantity] = []
    end = q.parts[name].end
    while hit := NEXT.match(text, end):
        (start, end), printed = hit.span(1), hit[1]
        part = Part(decimal(printed), start, end, printed)
        found.append(replace(q, start=start, end=end, parts=MappingProxyType({name: part})))
    return found if LAST.match(text, end) else []
