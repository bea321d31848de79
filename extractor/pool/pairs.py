"""The studies of a plot that counted an outcome in two groups, and which of them is the control: for an odds ratio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.pool.alike import Candidate, rank


@dataclass(frozen=True, slots=True)
class Pair:
    """One study's two results, by their places among the candidates."""

    study: str
    first: int  # of the group that was treated
    second: int  # of the control
    unsure: str = ""  # why first and second are as told only: such a pair may be shown, and is not pooled unasked


def pairs(candidates: Sequence[Candidate]) -> tuple[tuple[Pair, ...], dict[str, str]]:
    """Return each study's treated group and its control, and by study why one has no such pair.

    Which of two groups is the control is taken from what the paper calls them, never from their order: an odds ratio
    the wrong way round looks as good as the right one. Two groups of which neither is called so are a pair in the
    order of the candidates, marked as unsure.
    """
    found, why = [], {}
    by_study: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, it in enumerate(candidates):
        if it.arm is not None and not it.rejected:
            by_study[it.study][it.arm.id].append(place)
    for study, by_arm in by_study.items():
        usable = [one for places in by_arm.values() if (one := best(candidates, places)) is not None]
        treated, control = (
            [place for place in usable if (arm := candidates[place].arm) and arm.role == role]
            for role in ("intervention", "control")
        )
        if len(usable) < 2:
            why[study] = "only one of its groups has a count"
        elif len(usable) > 2:
            why[study] = f"{len(usable)} groups, not two"
        elif len(treated) != 1 or len(control) != 1:
            found.append(Pair(study, usable[0], usable[1], "which of its two groups is the control is not said"))
        else:
            found.append(Pair(study, treated[0], control[0]))
    return tuple(found), why


def best(candidates: Sequence[Candidate], places: Sequence[int]) -> int | None:
    """Return which of a group's results has numbers to pool and stands for it; None where none has."""
    usable = [place for place in places if not candidates[place].unusable]
    return min(usable, key=lambda place: rank(candidates[place])) if usable else None
