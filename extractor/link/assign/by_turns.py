"""Groups and results told by turns: ``in A it was 12, in B 15 and in C 18``, ``12 in A, 15 in B and 18 in C``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractor.link.arms.group import Group
from extractor.link.assign.beside import LEADS
from extractor.link.assign.printed import printed_at
from extractor.link.drafts import Draft
from extractor.model import Span

# what may stand between a name and a result it introduces
INTRODUCES = re.compile(r"\s*(?:groups?|arms?|patients|cases)?\s*(?:[:=(\[]|was|were|had)?\s*(?:n\s*=\s*)?", re.I)
BORDER = re.compile(r";|,?\s\b(?:while|whereas)\b")
BRACKET = re.compile(r"\([^()]{20,}\)|\[[^][]{20,}\]")
OPENS = re.compile(r"\s*(?:groups?|arms?|patients|cases)?\s*[(\[][^()\[\]\d]{0,15}")
VERSUS = re.compile(r"[^()]*\b(?:vs\.?|versus)(?!\w)")  # in one bracket, or in none
Turn = tuple[int, int, Group | int]  # start, end, and the group spoken of or the index of the draft


def by_turns(
    text: str, sentence: Span, drafts: Sequence[Draft], spoken: Sequence[tuple[Span, Group]]
) -> dict[int, Group]:
    """Return the groups of results that take turns with names of groups, by the index of the draft.

    Where the name comes first each time, results belong to the name before them; where a result
    comes first, to the name behind. A sentence that is neither is looked at part by part.
    """
    turns: list[Turn] = [(s.start, s.end, g) for s, g in spoken]
    turns += [
        (printed_at(d.quantity), d.quantity.end, i) for i, d in enumerate(drafts) if d.quantity.measure != "p_value"
    ]
    turns.sort(key=lambda turn: turn[:2])
    found = in_brackets(text, turns)
    rest = [turn for turn in turns if isinstance(turn[2], Group) or turn[2] not in found]
    whole = told(text, rest)
    if whole:
        return found | whole
    for part in (*parts(text, sentence), sentence):
        more = told(text, [turn for turn in rest if part.start <= turn[0] < part.end])
        found |= {i: group for i, group in more.items() if i not in found}
    return one_a_clause(text, sentence, rest) | found


def one_a_clause(text: str, sentence: Span, turns: Sequence[Turn]) -> dict[int, Group]:
    """Return the groups of the results of clauses that each speak of another group: ``… in A, whereas … in B``."""
    borders = [hit.start() for hit in BORDER.finditer(text, sentence.start, sentence.end)]
    owner: dict[int, Group] = {}
    owners: list[Group] = []
    for start, end in pairwise([sentence.start, *borders, sentence.end]):
        here = [turn for turn in turns if start <= turn[0] < end]
        groups = [turn[2] for turn in here if isinstance(turn[2], Group)]
        if not groups or any(group is not groups[0] for group in groups) or any(group is groups[0] for group in owners):
            return {}
        owners.append(groups[0])
        owner |= {i: groups[0] for _, _, i in here if isinstance(i, int)}
    return owner if len(owners) > 1 else {}


def in_brackets(text: str, turns: Sequence[Turn]) -> dict[int, Group]:
    """Return the groups of the results in a bracket right behind a name: ``in group A (7.5%)``."""
    found: dict[int, Group] = {}
    for (_, end, group), (start, _, i) in pairwise(turns):
        if isinstance(group, Group) and isinstance(i, int) and OPENS.fullmatch(text, end, start):
            found[i] = group
    return found if len({id(group) for group in found.values()}) > 1 else {}


def parts(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the brackets of a sentence, and its parts between semicolons and ``whereas``."""
    yield from (Span(*hit.span()) for hit in BRACKET.finditer(text, sentence.start, sentence.end))
    borders = [hit.start() for hit in BORDER.finditer(text, sentence.start, sentence.end)]
    if borders:
        yield from (Span(a, b) for a, b in pairwise([sentence.start, *borders, sentence.end]))


def told(text: str, turns: Sequence[Turn]) -> dict[int, Group]:
    """Return the group of each result of *turns* when one name and one or more results always take turns."""
    blocks = [list(run) for _, run in groupby(turns, key=lambda turn: isinstance(turn[2], Group))]
    names = [run for run in blocks if isinstance(run[0][2], Group)]
    pairs = [pair for run in blocks if run not in names for pair in pairwise(run)]
    if len(names) < 2 or len({id(run[0][2]) for run in names}) < len(names):
        return {}
    if any(VERSUS.match(text, one[1], other[0]) for one, other in pairs):
        return {}  # "better after A (12 vs 15, 3 vs 4) than after B": each pair is of both
    if len(blocks) % 2:
        blocks = without_the_end(text, blocks)
    found: dict[int, Group] = {}
    for one, other in zip(blocks[::2], blocks[1::2], strict=True):
        name, results = (one, other) if isinstance(one[0][2], Group) else (other, one)
        group = name[0][2]
        if any(turn[2] is not group for turn in name) or not isinstance(group, Group):
            return {}
        found |= {i: group for _, _, i in results if isinstance(i, int)}
    return found


def without_the_end(text: str, blocks: list[list[Turn]]) -> list[list[Turn]]:
    """Return blocks without the first or the last, which has no partner; none when nothing says which.

    Names lead to the results behind them (``A: 12, B: 15``), or results to the names behind them
    (``12 in A and 15 in B``).
    """
    first = isinstance(blocks[0][0][2], Group)
    gaps = [text[a[-1][1] : b[0][0]] for a, b in pairwise(blocks)]
    to_the_name = all(LEADS.match(gap) for gap in gaps[1 if first else 0 :: 2])
    to_the_result = all(INTRODUCES.fullmatch(gap) for gap in gaps[0 if first else 1 :: 2])
    if to_the_name == to_the_result or (first and len(blocks) < 5):
        return []
    return blocks[:-1] if to_the_name != first else blocks[1:]
