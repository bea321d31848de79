"""A count and its percentage told apart: ``four cases were converted to an open operation (3 %)`` is one result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.link.counts import rounds
from extractor.model import Quantity, Sentence

COUNTS = ("count-of-people", "bare-count", "count-of-things")
NOT_BETWEEN = re.compile(r"[;:)]|\.\s|\band\b")
OPENS = re.compile(r"[(\[]\s*$")
CLOSES = re.compile(r"\s*[)\],;]")


def joined(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], sizes: Sequence[int]
) -> list[Quantity]:
    """Return the quantities, a count joined with the percentage in brackets at the end of its clause.

    They are one result only where arithmetic says so: the count is that share of the cohort or of an arm.

    Args:
        sizes: The sizes of the cohort and of the arms.
    """
    kept: list[Quantity] = []
    for q in quantities:
        before = kept[-1] if kept else None
        if before is not None and belong(text, sentences, before, q, sizes):
            parts = {**q.parts, "numerator": before.parts["value"]}
            kept[-1] = replace(q, start=before.start, parts=MappingProxyType(parts), noun=before.noun)
        else:
            kept.append(q)
    return kept


def belong(text: str, sentences: Sequence[Sentence], count: Quantity, share: Quantity, sizes: Sequence[int]) -> bool:
    """Say whether *share* is the percentage of *count*, told a few words later in the same clause."""
    between = text[count.end : share.start]
    if share.rule != "percent" or count.rule not in COUNTS or len(between) > 90 or NOT_BETWEEN.search(between):
        return False
    closed = CLOSES.match(text[share.end : share.end + 3] or ")") or text[share.end - 1] in ")]"
    if not OPENS.search(between) or not closed:
        return False
    k, x = count.parts["value"].value, share.parts["value"].value
    same = any(s.start <= count.start and share.end <= s.end for s in sentences)
    return same and k is not None and x is not None and any(rounds(k, n, x) for n in sizes)
