"""Numbers of one sentence that share an outcome: the name said once stands for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.outcome.hollow import hollow
from extractor.link.outcome.places import PEOPLE, Place
from extractor.model import Quantity, Span

# "in 10 who received A, 12 who received B": words of the same opening say whose each result is
LEAD = re.compile(
    rf"\s*(?:(?:of\s+(?:the\s+)?)?{PEOPLE}\s+)?"
    rf"(?!(?:of|in|for|among)\s+(?:the\s+|all\s+|these\s+|our\s+)*{PEOPLE})"  # "of patients" tells nobody apart
    r"(who\s+(?:had\s+|were\s+)?\w+|with|in|for|of|after|at|on|during|among|treated|receiving|given|undergoing)\s",
    re.I,
)
# "87 % of type II and 100 % of type III fractures had healed": what is said of the second is said of the first
OF_ONE = re.compile(
    r"\s*of\s+(?:(?!\b(?:who|which|that|had|have|were|was|did|required|developed|died|underwent|showed)\b)[^,;:.()]){1,50}?,?\s"
    r"(?:and|or|vs\.?|versus|but)\s+(?:(?:only|in|the|about)\s+)*",
    re.I,
)
# a verb that says nothing without what it takes: "171 suffered 336 new fractures"
LONE = re.compile(r"suffered|presented|had|developed|sustained|experienced|underwent|received|required|needed", re.I)


def settled(
    text: str, quantities: Sequence[Quantity], spots: Sequence[Place], names: Sequence[Span | None]
) -> list[Span | None]:
    """Return the names, None for those that only go on with a name of the sentence."""
    found: list[Span | None] = []
    for i, (q, name) in enumerate(zip(quantities, names, strict=True)):
        if i + 1 < len(names) and told_next(text, q, name, quantities[i + 1], names[i + 1]):
            found.append(names[i + 1])
        elif (
            name is not None
            and named_before(text, quantities[:i], found)
            and (hollow(text, name, q.start) or parallel(text, quantities, spots, found, name, i))
        ):
            found.append(None)
        else:
            found.append(name)
    return found


def named_before(text: str, quantities: Sequence[Quantity], names: Sequence[Span | None]) -> bool:
    """Say whether a name of the sentence so far says what was measured."""
    return any(not hollow(text, name, q.start) for q, name in zip(quantities, names, strict=True))


def parallel(
    text: str,
    quantities: Sequence[Quantity],
    spots: Sequence[Place],
    names: Sequence[Span | None],
    name: Span,
    i: int,
) -> bool:
    """Say whether the words behind the *i*-th number say whose it is, as those behind the number before it do."""
    q, before = quantities[i], quantities[i - 1]
    if before.measure != q.measure or spots[i].named_behind or name.start < q.end:
        return False
    told = names[i - 1]
    if told is not None and told.start >= before.end:
        return False  # the name of the one before is behind it: each has its own
    mine, other = LEAD.match(text, q.end, spots[i].right.end), LEAD.match(text, before.end, spots[i - 1].right.end)
    return bool(mine and other and mine[1].lower() == other[1].lower())


def told_next(text: str, q: Quantity, name: Span | None, after: Quantity, following: Span | None) -> bool:
    """Say whether the name of the next number is that of *q* too, which has none or a verb without its object."""
    if following is None or following.start < after.end:
        return following is not None and lone(text, q, name, following)
    if name is None or name.start >= q.end:
        return OF_ONE.fullmatch(text, q.end, after.start) is not None or lone(text, q, name, following)
    return False


def lone(text: str, q: Quantity, name: Span | None, following: Span) -> bool:
    """Say whether a name is a verb alone; what it takes stands behind the next number, or with it."""
    return (
        name is not None
        and q.end <= name.start < following.start
        and LONE.fullmatch(text, name.start, name.end) is not None
    )
