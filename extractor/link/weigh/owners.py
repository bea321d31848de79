"""Whose a number is: the group the rules chose, one the reader points to, or nobody's but the cohort's."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractor.learned import About, Said
from extractor.link.arms.group import Group, add
from extractor.link.counts import value_of
from extractor.link.drafts import Draft
from extractor.link.weigh.sides import leaning
from extractor.link.weigh.weights import BOTH, Weights, about, lone
from extractor.model import Span

OWNED = 1.0  # what the rules give the group they chose; having chosen none they leave it to the reader
TRIED = 0.7  # the same in a trial, where the reader knows the sides, and in a sentence by itself
NOBODY = 0.7  # how far the reader is believed that a number is of no group: old papers name theirs in many words
SIDED = 0.5  # chance of a side from which only the groups of that side are asked
UNSIDED = 0.3  # chance that a trial's number is of either side, or of all, below which it is nobody's
OF_ALL = 0.5  # chance from which a count is of all patients, and of no arm
MEASURED = ("count", "proportion", "mean", "median")  # what the reader knows the sides of
NEW = 0.5  # chance from which words that no group goes by make a group
IN_TURN = re.compile(
    r"\brespectively\b|\bvs?\b|\bversus\b|\bcompared\b|\d\s?%?\s(?:and|to)\s\d", re.I
)  # two groups, named or not
EVERYONE = re.compile(
    r"(?:overall,|in total|altogether|(?:after|at|with) an? (?:median|mean) follow-?up|the (?:median|mean) follow-?up)",
    re.I,
)


def owners(
    text: str,
    made: Sequence[Draft],
    chosen: Sequence[Group | None],
    groups: list[Group],
    sides: Mapping[int, str],
    heard: Said,
    weights: Weights = BOTH,
) -> list[Group | None]:
    """Return the group of each draft.

    Args:
        chosen: What the rules say.
        groups: Words that the reader is sure name a group, and that no group goes by, join them.
        sides: The side, "iv" or "cv", of groups by ``id()``.
        heard: What the reader says.
    """
    result: list[Group | None] = []
    for draft, group in zip(made, chosen, strict=True):
        said = about(heard, draft.quantity)
        if said is not None and sides and (everyones(text, draft, groups, said) or neither(text, draft, group, said)):
            result.append(None)
        else:
            result.append(group if said is None else _owner(text, group, groups, sides, said, weights))
    return result


def everyones(text: str, draft: Draft, groups: Sequence[Group], said: About) -> bool:
    """Say whether a trial tells a number of all its patients: no group is named, no two are told in turn.

    Nor is it a group's when the sentence begins with all of them and names none before the number.
    """
    sentence = draft.sentence
    printed = text[sentence.start : sentence.end]
    told = [said.arm.span] if said.arm.chance >= NEW else []
    named = [
        s for s in [*told, *(span for g in groups for span in g.spans)] if sentence.start <= s.start < sentence.end
    ]
    if IN_TURN.search(printed):
        return False
    return not named or (EVERYONE.match(printed) is not None and min(s.start for s in named) > draft.quantity.end)


def neither(text: str, draft: Draft, chosen: Group | None, said: About) -> bool:
    """Say whether the reader sees in a number a result of neither side: a dose, a cut-off, a count of everyone."""
    printed = value_of(draft.quantity)
    if printed is None or draft.quantity.measure not in MEASURED or not text[printed.start].isdecimal():
        return False  # it was taught few numbers in words
    if chosen is not None and chosen.at is not None and chosen.at.start == printed.start:
        return False
    everyone = said.roles.get("total-participants", 0.0)
    if draft.quantity.measure == "count" and everyone >= OF_ALL and said.no_arm >= OF_ALL:
        return True
    return leaning(said, "iv") + leaning(said, "cv") + everyone < UNSIDED


def scores(heard: Said) -> Callable[[Draft, Group], float]:
    """Return what tells the chance that a number is a group's, for the rules to ask when in doubt."""

    def chance(draft: Draft, group: Group) -> float:
        said = about(heard, draft.quantity)
        return 0.0 if said is None else _pointed(said, group)

    return chance


def _pointed(said: About, group: Group) -> float:
    return min(1.0, sum(said.arm_chance(span) for span in group.spans))


def _owner(
    text: str, chosen: Group | None, groups: list[Group], sides: Mapping[int, str], said: About, weights: Weights
) -> Group | None:
    sided = {side: leaning(said, side) for side in ("iv", "cv")}
    side = next((side for side, chance in sided.items() if sides and weights.learned * chance >= SIDED), None)
    if chosen is not None and weights.rules:
        side = None
    nobody = said.no_arm if not sides else (said.no_arm + 1 - sum(sided.values())) / 2
    # in a trial an arm is counted; a group without a size is perhaps none
    believed = 1.0 if not weights.rules or (sides and (chosen is None or chosen.n is None)) else NOBODY
    scores: list[tuple[float, Group | None]] = [(weights.learned * nobody * believed, None)]
    for group in [g for g in groups if side is None or sides.get(id(g)) == side]:
        pointed = _pointed(said, group)
        if sides:
            pointed = (pointed + sided.get(sides.get(id(group), ""), 0.0)) / 2
        kept = (TRIED if sides or lone(text) else OWNED) if chosen is group else 0.0
        scores.append((weights.learned * pointed + weights.rules * kept, group))
    best, owner = max(scores, key=lambda pair: pair[0])
    words = said.arm.span
    if said.arm.chance >= NEW and weights.learned * said.arm.chance > best and not _known(words, groups):
        fresh = add(groups, text, words)
        if fresh is not None:
            fresh.spans.append(words)
            return fresh
    return owner


def _known(span: Span, groups: Sequence[Group]) -> bool:
    return any(s.start < span.end and span.start < s.end for group in groups for s in group.spans)
