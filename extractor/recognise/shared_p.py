"""A p-value behind the second of a pair judges both of them: ``83% vs 75%; P = 0.18`` is two results and a p-value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.model import Quantity

# what stands between the two of a pair: 83% in the cast group vs 75%
PAIRED = re.compile(
    r"\b(?:and|to)\s*[$€£]?\s*$|\b(?:vs?\.?|versus|compared (?:with|to)|than|opposed to|against)(?![^.;]*\d)[^;]*$",
    re.I,
)
WITH_P = ("mean", "median", "proportion", "other", "duration")
NEAR = 90  # characters between the two


def shared_p(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities, the p-value of the second of a pair made one of its own.

    Args:
        text: The document.
        quantities: In the order of the text.
    """
    told: list[Quantity] = []
    for q in quantities:
        if told and "p" in q.parts and is_second(text, told[-1], q):
            alone, p = split(q)
            told += [alone, p]
        else:
            told.append(q)
    return told


def is_second(text: str, first: Quantity, q: Quantity) -> bool:
    """Say whether *q* is compared with the quantity before it, which is of the same measure and unit."""
    alike = q.measure in WITH_P and first.measure in WITH_P and (q.unit == first.unit or not q.unit or not first.unit)
    value = q.parts.get("numerator") or q.parts.get("value")
    if not alike or "p" in first.parts or value is None or not 0 <= value.start - first.end < NEAR:
        return False
    between = text[first.end : value.start]
    return PAIRED.search(between) is not None and ";" not in between


def split(q: Quantity) -> tuple[Quantity, Quantity]:
    """Return *q* without its p-value, and the p-value."""
    printed = q.parts["p"]
    rest = {name: part for name, part in q.parts.items() if name != "p"}
    end = max(part.end for part in rest.values())
    alone = replace(q, end=min(max(end, q.start), q.end), parts=MappingProxyType(rest), p_operator=None)
    p = Quantity(
        rule="p-value",
        measure="p_value",
        start=printed.start,
        end=printed.end,
        parts=MappingProxyType({"p": printed}),
        operator="=",
        unit=None,
        p_operator=q.p_operator,
        noun=None,
    )
    return alone, p
