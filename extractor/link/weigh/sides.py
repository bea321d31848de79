"""The two sides of a trial: which groups are the intervention's and which the control's, by what the reader names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.arms import side_named
from extractor.link.arms.group import Group, add
from extractor.link.drafts import Draft
from extractor.link.phrases import one_line
from extractor.link.weigh.weights import about
from extractor.model import Arm, ArmRole, Mention, Span

SIDES: tuple[tuple[str, ArmRole], ...] = (("iv", "intervention"), ("cv", "control"))
# the reader learned sides from trials that drew lots; elsewhere neither group is the one under test
TRIAL = re.compile(
    r"\brandomi[sz]|\brandomly\s+(?:assign|allocat|divid|distribut|receiv|treat)|\brandom (?:assignment|allocation)|"
    r"\bplacebo|\bdouble-blind",
    re.I,
)
# one side is what the other is held against; of two treatments under test neither is
HELD_AGAINST = re.compile(r"\b(?:controls?|placebo|standard|usual|alone|without|no)\b", re.I)
LEAST = 0.5  # what must speak for a group's side: half a mention, half a number
TOLD = 3.0  # what a name like "control" or "intervention" says of the side, in mentions


def sides(
    text: str, groups: list[Group], made: Sequence[Draft], chosen: Sequence[Group | None], heard: Said
) -> dict[int, str]:
    """Return the side, "iv" or "cv", of groups by their ``id()``; nothing when there is but one.

    A group's side is told by the words it goes by and by the numbers that the rules say are its own. In a trial, a side
    that no group stands for gets one: the group that speaks most for it, or one named by the words that name it most
    often.
    """
    named = _named(heard)
    votes = _votes(groups, made, chosen, heard)
    sure = _sure(votes)
    if drawn(text) and HELD_AGAINST.search(text):
        sure |= _parted(sure, votes, [group for group in groups if any(group is one for one in chosen)])
    for side, mentions in named.items():
        if side not in sure.values() and all(named.values()) and drawn(text):
            fresh = _group(text, groups, mentions)
            if fresh is not None:
                sure[id(fresh)] = side
    tested = drawn(text) or all(named.values())  # two subgroups of one series are no sides
    return sure if tested and len(set(sure.values())) == 2 else {}


def settled(
    text: str,
    found: dict[int, str],
    groups: Sequence[Group],
    made: Sequence[Draft],
    chosen: Sequence[Group | None],
    heard: Said,
) -> dict[int, str]:
    """Return the sides *found*, now that it is known whose every number is.

    In a trial where every group with results seemed to be of one side, one of them is of the other.
    """
    if not drawn(text):
        return found
    votes = _votes(groups, made, chosen, heard)
    sure = _sure(votes)
    sure = sure | _parted(sure, votes, [group for group in groups if any(group is one for one in chosen)])
    return sure if len(set(sure.values())) == 2 else found


def _named(heard: Said) -> dict[str, list[Mention]]:
    return {side: [m for m in heard.mentions if m.label == label] for side, label in SIDES}


def _votes(
    groups: Sequence[Group], made: Sequence[Draft], chosen: Sequence[Group | None], heard: Said
) -> dict[int, dict[str, float]]:
    """Return how much speaks for each side of each group, by ``id()``: its words, its name, its numbers."""
    named = _named(heard)
    votes = {
        id(group): {side: _heard(group, mentions) + _told(group, side) for side, mentions in named.items()}
        for group in groups
    }
    for draft, group in zip(made, chosen, strict=True):
        said = about(heard, draft.quantity)
        if group is not None and said is not None:
            for side in named:
                votes[id(group)][side] += leaning(said, side)
    return votes


def _sure(votes: Mapping[int, Mapping[str, float]]) -> dict[int, str]:
    return {key: max(told, key=lambda side: told[side]) for key, told in votes.items() if max(told.values()) >= LEAST}


def drawn(text: str) -> bool:
    """Say whether the text is of a trial that drew lots."""
    return TRIAL.search(text) is not None


def _parted(
    sure: Mapping[int, str], votes: Mapping[int, Mapping[str, float]], groups: Sequence[Group]
) -> dict[int, str]:
    """Return the group that is of the other side after all, where every group of a trial seemed to be of one.

    It is the one of *groups*, those that have results, of which the most speaks for the other side.
    """
    said = {sure[id(group)] for group in groups if id(group) in sure}
    if len(groups) < 2 or len(said) != 1:
        return {}
    other = "cv" if "iv" in said else "iv"

    def share(group: Group) -> float:
        told = votes[id(group)]
        return told[other] / (sum(told.values()) + LEAST)

    free = [group for group in groups if side_named(group.name) is None]
    likeliest = max(free or groups, key=share)
    return {id(likeliest): other} if share(likeliest) > 0 else {}


def _told(group: Group, side: str) -> float:
    return TOLD if side == side_named(group.name) else 0.0


def _heard(group: Group, mentions: Sequence[Mention]) -> float:
    return float(sum(_meet(span, mention) for span in group.spans for mention in mentions))


def _meet(span: Span, mention: Mention) -> bool:
    return span.start < mention.end and mention.start < span.end


def _group(text: str, groups: list[Group], mentions: Sequence[Mention]) -> Group | None:
    often = Counter(one_line(m.text).lower() for m in mentions)
    chosen = max(mentions, key=lambda m: (often[one_line(m.text).lower()], -m.start))
    before = len(groups)
    group = add(groups, text, Span(chosen.start, chosen.end))
    if group is None or len(groups) == before:
        return group
    group.spans += [Span(m.start, m.end) for m in mentions if one_line(m.text).lower() == one_line(chosen.text).lower()]
    return group


def leaning(said: About, side: str) -> float:
    """Return the chance that a number is of *side*, "iv" or "cv"."""
    role = {"iv": "intervention-participants", "cv": "control-participants"}[side]
    return sum(chance for name, chance in said.roles.items() if name.startswith(f"{side}-") or name == role)


def roles(arms: Sequence[Arm], groups: Sequence[Group], found: dict[int, str]) -> tuple[Arm, ...]:
    """Return *arms*, made from *groups* one for one, with the roles that the reader gives them."""
    names = dict(SIDES)
    return tuple(
        replace(arm, role=names[found[id(group)]]) if id(group) in found else arm
        for arm, group in zip(arms, groups, strict=True)
    )
