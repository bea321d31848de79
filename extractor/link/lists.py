"""Outcomes told k-th with k-th: ``PFS and OS of 39 % and 61 %`` names two outcomes for two results."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from extractor.link import phrases
from extractor.model import Quantity, Span

ITEM = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+|\s*/\s*", re.IGNORECASE)
# what may stand between two results of one list
BETWEEN = re.compile(r"[\s,%)]*(?:(?:and|or)\s*)?(?:in\s+)?", re.IGNORECASE)
# "76.7 % motor and": up to three words right behind a number
LABEL = re.compile(r"\s+([A-Za-z][\w/-]*(?:\s+(?!and\b|or\b)[A-Za-z][\w/-]*){0,2})\s*(?=,|;|\band\b|[.)]|$)")
TOLD_IN_TURN = re.compile(r"[^.;]{0,40}\brespectively\b", re.IGNORECASE)
TIME_ONLY = re.compile(r"[\w.]+[-\s](?:year|month|week|day)s?", re.IGNORECASE)  # "6-month, 1-year and 2-year survival"
LONGEST_ITEM = 7  # words; a longer "item" is a clause that happens to hold an "and"


def runs(quantities: Sequence[Quantity], goes_on: Callable[[Quantity, Quantity], bool]) -> list[list[int]]:
    """Return the runs of two or more results (by index) in which each *goes_on* with the list of the one before."""
    found: list[list[int]] = []
    for i, quantity in enumerate(quantities):
        if found and goes_on(quantities[i - 1], quantity):
            found[-1].append(i)
        else:
            found.append([i])
    return [run for run in found if len(run) > 1]


def goes_on(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Say whether two results are told as one list: one measure, only a comma or ``and`` between them."""
    return before.measure == quantity.measure and BETWEEN.fullmatch(text, before.end, quantity.start) is not None


def named_in_turn(text: str, sentence: Span, quantities: Sequence[Quantity]) -> dict[int, Span]:
    """Return the outcome of each result of a list whose outcomes are a list of the same length.

    Lists of different length are left alone: nothing says which belongs to which.
    """
    names: dict[int, Span] = {}
    for run in runs(quantities, partial(goes_on, text)):
        start = quantities[run[0] - 1].end if run[0] else sentence.start
        start = phrases.clause_start(text, start, quantities[run[0]].start)
        items = listed(text, start, quantities[run[0]].start)
        told = TOLD_IN_TURN.match(text, quantities[run[-1]].end, sentence.end)
        plain = quantities[run[0]].measure != "p_value"  # a single p-value may judge a whole list
        if len(items) == len(run) and (told or (plain and all(len(text[i.start : i.end].split()) <= 3 for i in items))):
            names |= dict(zip(run, items, strict=True))
    return names


def listed(text: str, start: int, end: int) -> list[Span]:
    """Return the items of the list in ``text[start:end]``, none when one of them says nothing or too much."""
    whole = phrases.trimmed(text, start, end, limit=40)
    if whole is None:
        return []
    cuts = [
        whole.start,
        *(place for cut in ITEM.finditer(text, whole.start, whole.end) for place in cut.span()),
        whole.end,
    ]
    items = [phrases.trimmed(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    kept = [item for item in items if item is not None]
    if (
        len(kept) < len(items)
        or any(TIME_ONLY.fullmatch(text, i.start, i.end) for i in kept)
        or any(len(text[i.start : i.end].split()) > LONGEST_ITEM for i in kept)
    ):
        return []
    return kept


def labelled_behind(text: str, sentence: Span, quantities: Sequence[Quantity]) -> dict[int, Span]:
    """Return the labels of a list that stand right behind its numbers: ``76.7 % motor and 72 % sensory``."""
    labels: list[Span | None] = []
    for i, quantity in enumerate(quantities):
        end = quantities[i + 1].start if i + 1 < len(quantities) else sentence.end
        hit = LABEL.match(text, quantity.end, end) if quantity.measure == "proportion" else None
        says = hit is not None and phrases.says_something(hit[1].split()[0])
        labels.append(phrases.trimmed(text, *hit.span(1)) if hit and says else None)
    found: dict[int, Span] = {}
    for i, label in enumerate(labels):
        beside = [labels[j] for j in (i - 1, i + 1) if 0 <= j < len(labels)]
        if label is not None and any(beside):
            found[i] = label
    return found
