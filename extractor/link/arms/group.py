"""An arm while the text is being read: it gathers names, a size and places before it becomes a value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.link.phrases import one_line
from extractor.model import Span

OF_PEOPLE = re.compile(r"\s+(?:patients|cases|subjects)$", re.I)  # AS patients
# "anterior surgery" is the anterior group
KIND_OF_GROUP = re.compile(
    r"\s+(?:surgery|treatment|therapy|approach|group|arm|cohort|patients|cases|subjects|care|procedure)$"
)
# names of times, of measurements and of the study itself: nobody is treated with them
NO_ARM = re.compile(
    r"^\d+\s*mm|[±]|\+/-|\bmL\b|^(?:ten|five|two|three)\s+years$|"
    r"\b(?:follow-?up|baseline|presentation|outcomes?|review|difference|analysis|scores?|incidence|"
    r"excluding|including|similar|consecutive|collectively|level|effects?|history|cause|costs?|experience|"
    r"preoperative(?:ly)?|postoperative(?:ly)?|years?|months?|weeks?|output|age|time|population|reasons|frequency|literature)$|"
    r"\b(?:was|were|is|are|had|has|been)\b|^(?:no difference|delay(?:ed)? in|effect of|retrospective|similar|increasing|cent|gain|continuous)\b",
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


def known(name: str, groups: Iterable[Group]) -> Group | None:
    """Return the group that goes by *name*, whatever its capitals, or None."""
    keys = {name.lower(), KIND_OF_GROUP.sub("", name.lower())}
    return next((g for g in groups if g.name.lower() in keys or keys & g.aliases), None)


def add(groups: list[Group], text: str, where: Span) -> Group | None:
    """Return the group named at *where*, made when it is new; None when too little stands there for a name."""
    name = OF_PEOPLE.sub("", one_line(text[where.start : where.end]).strip(" .,;:()"))
    if (len(name) < 2 and not re.fullmatch(r"[A-H]", name)) or NO_ARM.search(name):
        return None
    group = known(name, groups)
    if group is None:
        group = Group(name, {name.lower()})
        groups.append(group)
    return group
