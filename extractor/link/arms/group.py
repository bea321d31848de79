"""An arm while the text is being read: it gathers names, a size and places before it becomes a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.link.phrases import one_line
from extractor.model import Span

APPROACH = re.compile(r"\s+(?:approach|procedure|technique)$")  # "posterior" is the posterior approach
OPENED = re.compile(r"(.*\S)\s*\(([A-Z][\w/+-]{0,9})")
OF_PEOPLE = re.compile(r"\s+(?:patients|cases|subjects)$", re.I)  # AS patients
# "anterior surgery" is the anterior group
KIND_OF_GROUP = re.compile(
    r"\s+(?:surgery|treatment|therapy|approach|group|arm|cohort|patients|cases|subjects|care|procedure|grafts|bypasses|"
    r"knees|hips|eyes|limbs|women|men|children)$"
)
# names of times, of measurements and of the study itself: nobody is treated with them
NO_ARM = re.compile(
    r"[±]|\+/-|\b(?:mL|was|were|is|are|had|has|been)\b|"
    r"\b(?:follow-?up|baseline|presentation|outcomes?|review|difference|analysis|scores?|incidence|excluding|including|"
    r"similar|consecutive|level|effects?|history|cause|costs?|experience|preoperative(?:ly)?|postoperative(?:ly)?|"
    r"years?|months?|weeks?|age|time|period|population|reasons|frequency|"
    r"literature|output|volume|flow|pressure|rates?|mmhg|status|index)$|"
    r"^(?:time|date|end|no difference|delay(?:ed)? in|effect of|retrospective|similar|increasing)\b",
    re.I,
)


@dataclass(slots=True)
class Group:
    """An arm while the text is being read: its names, its size, where it is spoken of."""

    name: str
    aliases: set[str] = field(default_factory=set)  # in lower case
    n: int | None = None
    at: Span | None = None  # where n is printed
    spans: list[Span] = field(default_factory=list)
    beside: bool = False  # named only beside its results, so perhaps no arm of the study


def known(name: str, groups: Iterable[Group]) -> Group | None:
    """Return the group that goes by *name*, whatever its capitals, or None."""
    keys = {name.lower(), KIND_OF_GROUP.sub("", name.lower())}
    return next((g for g in groups if keys & {g.name.lower(), APPROACH.sub("", g.name.lower()), *g.aliases}), None)


def add(groups: list[Group], text: str, where: Span) -> Group | None:
    """Return the group named at *where*, made when it is new; None when too little stands there for a name."""
    name = OF_PEOPLE.sub("", one_line(text[where.start : where.end]).strip(" .,;:()"))
    if (len(name) < 2 and not re.fullmatch(r"[A-H]", name)) or NO_ARM.search(name):
        return None
    return named(groups, name)


def named(groups: list[Group], name: str) -> Group:
    """Return the group that goes by *name*, made when it is new.

    ``embolisation (E``, which is left of ``by embolisation (E group)``, is a long form with its short one.
    """
    opened = OPENED.fullmatch(name)
    if opened is not None:
        name = f"{opened[1]} ({opened[2]})"
    names = [*opened.groups()] if opened is not None else [name]
    group = next((g for one in reversed(names) if (g := known(one, groups))), None)
    if group is None:
        group = Group(name, set())
        groups.append(group)
    elif opened is not None and group.name.lower() == opened[2].lower():
        group.name = name
    group.aliases |= {one.lower() for one in names}
    return group
