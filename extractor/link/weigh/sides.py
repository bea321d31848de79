"""The two sides of a trial: which groups are the intervention's and which the control's, by what the reader names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.arms.group import Group, add
from extractor.link.drafts import Draft
from extractor.link.phrases import one_line
from extractor.link.weigh.weights import about
from extractor.model import Arm, ArmRole, Mention, Span

SIDES: tuple[tuple[str, ArmRole], ...] = (("iv", "intervention"), ("cv", "control"))
# the reader learned sides from trials that drew lots; elsewhere neither group is the one under test
TRIAL = re.compile(r"\brandomi[sz]|\bplacebo|\bdouble-blind", re.I)
LEAST = 0.5  # what must speak for a group's side: half a mention, half a number


def sides(
    text: str, groups: list[Group], made: Sequence[Draft], chosen: Sequence[Group | None], heard: Said
) -> dict[int, str]:
    """Return the side, "iv" or "cv", of groups by their ``id()``; nothing when there is but one.

    A group's side is told by the words it goes by and by the numbers that the rules say are its own. In a trial, a side
    that no group stands for gets one, named by the words that name it most often.
    """
    named = {side: [m for m in heard.mentions if m.label == label] for side, label in SIDES}
    votes = {id(group): {side: _heard(group, mentions) for side, mentions in named.items()} for group in groups}
    for draft, group in zip(made, chosen, strict=True):
        said = about(heard, draft.quantity)
        if group is not None and said is not None:
            for side in named:
                votes[id(group)][side] += leaning(said, side)
    sure = {key: max(told, key=lambda side: told[side]) for key, told in votes.items() if max(told.values()) >= LEAST}
    for side, mentions in named.items():
        if side not in sure.values() and all(named.values()) and drawn(text):
            fresh = _group(text, groups, mentions)
            if fresh is not None:
                sure[id(fresh)] = side
    tested = drawn(text) or all(named.values())  # two subgroups of one series are no sides
    return sure if tested and len(set(sure.values())) == 2 else {}


def drawn(text: str) -> bool:
    """Say whether the text is of a trial that drew lots."""
    return TRIAL.search(text) is not None


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
