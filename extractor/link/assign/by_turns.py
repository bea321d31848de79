"""Groups and results told by turns: ``in A it was 12, in B 15 and in C 18``, ``12 in A, 15 in B and 18 in C``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractor.link.arms.group import Group
from extractor.link.assign.printed import printed_at
from extractor.link.drafts import Draft
from extractor.model import Span

BORDER = re.compile(r";|,?\s\b(?:while|whereas)\b")
Turn = tuple[int, int, Group | int]  # start, end, and the group spoken of or the index of the draft


def by_turns(
    text: str, sentence: Span, drafts: Sequence[Draft], spoken: Sequence[tuple[Span, Group]]
) -> dict[int, Group]:
    """Return the groups of results that take turns with names of groups, by the index of the draft.

    Where the name comes first each time, results belong to the name before them; where a result
    comes first, to the name behind. A sentence that is neither is looked at part by part.
    """
    turns: list[Turn] = [(s.start, s.end, g) for s, g in spoken]
    turns += [(printed_at(d.quantity), d.quantity.end, i) for i, d in enumerate(drafts) if d.quantity.measure != "p_value"]
    turns.sort(key=lambda turn: turn[:2])
    whole = told(turns)
    if whole:
        return whole
    found: dict[int, Group] = {}
    for part in parts(text, sentence):
        found |= told([turn for turn in turns if part.start <= turn[0] < part.end])
    return found


def parts(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the parts of a sentence between semicolons and ``whereas``."""
    borders = [hit.start() for hit in BORDER.finditer(text, sentence.start, sentence.end)]
    if borders:
        yield from (Span(a, b) for a, b in pairwise([sentence.start, *borders, sentence.end]))


def told(turns: Sequence[Turn]) -> dict[int, Group]:
    """Return the group of each result of *turns* when one name and one or more results always take turns."""
    blocks = [(named, list(run)) for named, run in groupby(turns, key=lambda turn: isinstance(turn[2], Group))]
    if len(blocks) < 4 or len(blocks) % 2:
        return {}
    first = blocks[0][0]
    names = [run for named, run in blocks if named]
    if any(len({id(turn[2]) for turn in run}) > 1 for run in names):
        return {}
    if len({id(run[0][2]) for run in names}) < len(names):
        return {}
    found: dict[int, Group] = {}
    for one, other in zip(blocks[::2], blocks[1::2], strict=True):
        name, results = (one[1], other[1]) if first else (other[1], one[1])
        group = name[0][2]
        assert isinstance(group, Group)
        found |= {i: group for _, _, i in results if isinstance(i, int)}
    return found
