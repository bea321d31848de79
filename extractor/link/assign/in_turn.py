"""Results told as a list, k-th with k-th: ``80% and 60%, respectively``, ``85% vs 70%``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.link.arms.group import Group
from extractor.link.assign.beside import right_behind
from extractor.link.assign.direction import by_direction
from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE
from extractor.model import Span

RESPECTIVELY = re.compile(r"\brespectively\b")
AGAINST = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|than|against)\b")
VERSUS = re.compile(r"\b(?:vs\.?|versus)")
SPEAKS_OF_GROUPS = re.compile(r"\b(?:groups|arms|both|two)\b|\bvs\b|versus")
# what may stand between two results of a list
TOGETHER = re.compile(
    rf"[\s,;)%]*(?:\w+\s+)?(?:{PEOPLE}\s*)?[,)]*\s*"
    r"(?:and|vs\.?|versus|compared (?:with|to)|as compared (?:with|to)|or|to|than|against|,)?\s*"
    r"(?:only\s+|a\s+mean\s+of\s+|about\s+)?[(]?",
    re.I,
)
WITH_A_UNIT = {"mean", "median", "other", "duration"}


def in_turn(
    text: str,
    sentence: Span,
    drafts: Sequence[Draft],
    spoken: Sequence[tuple[Span, Group]],
    groups: Sequence[Group],
) -> dict[int, Group]:
    """Return the groups of the results of a sentence that are told k-th with k-th, by their index.

    The lengths must agree; otherwise nothing is said.
    """
    runs = lists(text, drafts)
    if not runs:
        return {}
    order: list[Group] = []
    for _, group in spoken:
        if group not in order:
            order.append(group)
    if not order and len(groups) == 2 and SPEAKS_OF_GROUPS.search(text, sentence.start, sentence.end):
        order = list(groups)
    main = two_main(groups)
    told: list[Group] = []  # the order of the pair before
    result: dict[int, Group] = {}
    for run in [pair for told_as_one in runs for pair in pairs(text, drafts, told_as_one)]:
        first, last = drafts[run[0]].quantity, drafts[run[-1]].quantity
        wanted = order if len(order) == len(run) else main if len(main) == len(run) and len(order) < 2 else []
        if not wanted:
            continue
        if RESPECTIVELY.search(text[last.end : sentence.end]) or AGAINST.search(text[first.end : last.start]):
            if len(order) == 1 and order[0] in wanted:
                wanted = [order[0], next(g for g in wanted if g is not order[0])]
            if len(wanted) == 2 and spoken:
                directed = by_direction(text, sentence, [drafts[i] for i in run], wanted, spoken)
                again = {id(g) for g in told} == {id(g) for g in wanted} and not right_behind(
                    text, drafts[run[-1]], spoken
                )
                wanted = told = directed or (told if again else wanted)
            result |= dict(zip(run, wanted, strict=True))
    return result


def pairs(text: str, drafts: Sequence[Draft], run: list[int]) -> list[list[int]]:
    """Return a run of pairs as its pairs: ``7.4 vs 7.9, 4.1 vs 3.7`` is two comparisons."""
    quantities = [drafts[i].quantity for i in run]
    versus = [VERSUS.search(text, a.end, b.start) is not None for a, b in pairwise(quantities)]
    if len(run) > 2 and len(run) % 2 == 0 and all(versus[::2]) and not any(versus[1::2]):
        return [run[i : i + 2] for i in range(0, len(run), 2)]
    return [run]


def two_main(groups: Sequence[Group]) -> list[Group]:
    """Return the two groups that are compared: the two with a size, else the two spoken of most."""
    sized = [g for g in groups if g.n is not None]
    if len(sized) == 2:
        return sized
    ranked = sorted(groups, key=lambda g: -len(g.spans))
    if len(ranked) == 2 or (len(ranked) > 2 and len(ranked[1].spans) > len(ranked[2].spans)):
        return sorted(ranked[:2], key=lambda g: g.spans[0].start)
    return []


def lists(text: str, drafts: Sequence[Draft]) -> list[list[int]]:
    """Return the runs of results told as a list: same measure, only ``and``, ``vs`` or a comma between."""
    runs: list[list[int]] = []
    for i, draft in enumerate(drafts):
        if runs and goes_on(text, drafts[runs[-1][-1]], draft):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [run for run in runs if len(run) > 1]


def goes_on(text: str, before: Draft, draft: Draft) -> bool:
    """Say whether a result goes on with the list of the one before."""
    last, q = before.quantity, draft.quantity
    between = text[last.end : q.start]
    same = last.measure == q.measure or {last.measure, q.measure} <= WITH_A_UNIT
    return same and len(between) < 40 and TOGETHER.fullmatch(between) is not None
