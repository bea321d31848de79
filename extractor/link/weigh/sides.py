"""The two sides of a trial: which groups are the intervention's and which the control's, by what the reader names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.arms.group import Group, add
from extractor.link.phrases import one_line
from extractor.model import Arm, ArmRole, Mention, Span

SIDES: tuple[tuple[str, ArmRole], ...] = (("iv", "intervention"), ("cv", "control"))


def sides(text: str, groups: list[Group], heard: Said) -> dict[int, str]:
    """Return the side, "iv" or "cv", of each group by its ``id()``; nothing when the text names but one side.

    A side that no group stands for gets one, named by the words that name it most often.
    """
    named = {side: [m for m in heard.mentions if m.label == label] for side, label in SIDES}
    if not all(named.values()):
        return {}
    found = {id(group): side for group in groups if (side := _side(group, named))}
    for side in named:
        if side not in found.values():
            fresh = _group(text, groups, named[side])
            if fresh is not None:
                found[id(fresh)] = side
    return found


def _side(group: Group, named: dict[str, list[Mention]]) -> str | None:
    votes = {side: sum(_meet(span, m) for span in group.spans for m in mentions) for side, mentions in named.items()}
    best = max(votes, key=lambda side: votes[side])
    return best if votes[best] and list(votes.values()).count(votes[best]) == 1 else None


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
