"""How many were in an arm: ``stents (n = 25)``, ``25 patients (group A)``, ``group A included 25``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group, add
from extractor.link.arms.names import GROUP_WORD, LABEL, clean
from extractor.link.arms.people import NO_KIND
from extractor.link.counts import counted
from extractor.model import Quantity, Span

BEHIND = re.compile(
    r"\s*(?:patients\s*|cases\s*|subjects\s*)?[(\[]\s*(?:the\s+)?"
    r"((?:group|arm)\s+\w+|[\w /+-]{2,40}?)\s*(?:group|arm)?\s*[)\]]"
)
BEFORE = re.compile(
    rf"\b({GROUP_WORD}\s+{LABEL}|[\w-]+\s+(?:group|arm))\s*"
    r"(?:\(\s*$|(?:\([^()\d]*\)\s*)?"
    r"(?:of|included|comprised|comprising|consisted of|had|with|contained|,|:|=|was|-)\s+$)",
    re.I,
)
# 7 in group A, 9 in group B
IN_THE_NEXT = re.compile(rf"\s*(?:\w+\s+)?in\s+(?:the\s+)?(?:\w+\s+)?{GROUP_WORD}\b", re.I)
LETTERED = re.compile(rf"\b({GROUP_WORD}\s+{LABEL})\s*[(\[]?\s*$", re.I)
# up to five words, perhaps a bracket, then the one that holds n = ("mean age 60, n = 25" too)
HEAD = re.compile(
    r"((?:[^\W_][\w/+.'-]*\s+){0,4}[^\W_][\w/+.'-]*)\s*(?:\([^()]*\)\s*)?[(\[]?\s*(?:[\w -]{0,20},\s*)?$",
)
# 93 patients had surgery alone and were reviewed as the control group
AS_A_GROUP = re.compile(r"[^.;]{3,160}?\bas\s+(?:the|an?)\s+([\w -]{2,30}?)\s+(?:group|arm)\b", re.I)
# 31 patients who were seen from 2003 to 2007 had no cast (group A)
LETTER_BEHIND = re.compile(
    rf"(?:[^().;]|\.\d){{3,200}}\(\s*({GROUP_WORD}\s+{LABEL}|[A-Z]\s+group)\s*(?:\)|[,;:](?!\s*\d))",
    re.I,
)
# 64 patients who had a cast (cast group)
IN_BRACKETS = re.compile(
    r"[^().;\d]{3,110}\(\s*(?:the\s+)?([\w /+-]{1,30}?\s+(?:group|arm)|(?:group|arm)\s+\w+)\s*[),;:]", re.I
)
# 8 cast patients developed a sore: those it happened to are not all who had a cast
EVENT = re.compile(
    r"s?\s+(?:(?:group|arm|patients|cases|subjects|women|men|children)\s+)*(?:who\s+)?(?:developed|experienced|suffered|died|"
    r"had\s+(?:a|an|no|new|persistent)|required|reported|complained|showed|sustained|occluded|failed|recovered|improved)\b"
)
# cast group: 15 men and 10 women, of whom neither number is the group's size
ONE_SEX = re.compile(
    r"\s*(?:men|women|males?|females?|boys|girls)\b(?:\s+patients)?\s*(?:,|and|/|,\s*and)\s*(?:\w+)\s+"
    r"(?:men|women|males?|females?|boys|girls)\b",
    re.I,
)
GROUP_AT_END = re.compile(r"\s*\b(?:group|arm)$")
# unbraced patients (n = 13)
PEOPLE_AT_END = re.compile(r"(?<=\w)\s+(?:patients|cases|subjects|participants|individuals|persons)$", re.I)
GROUP_BEHIND = re.compile(r"\s+(?:group|arm)$")


def sized(groups: list[Group], text: str, quantities: Sequence[Quantity]) -> None:
    """Give groups the sizes that are printed beside their names; a name before ``n =`` may be a new group."""
    for q in quantities:
        part = counted(q)
        if part is None or part.value is None or ONE_SEX.match(text, part.end):
            continue
        n, at = int(part.value), Span(part.start, part.end)
        named = follows(text, part.end, groups)
        if named is not None and q.measure == "count" and named.n is None and n > 1:
            named.n, named.at = n, at
            continue
        if q.rule == "n-equals":
            name = named_before(text, q)
            group = add(groups, text, name) if name else None
            if group and group.n is None:
                group.n, group.at = n, at
            continue
        for printed in beside(text, q):
            keys = {printed, GROUP_BEHIND.sub("", printed)}
            for group in groups:
                if group.n is None and keys & group.aliases:
                    group.n, group.at = n, at


def follows(text: str, end: int, groups: Sequence[Group]) -> Group | None:
    """Return the group whose name follows a number at once: ``94 nonoperative and 17 operative patients``."""
    ahead = text[end : end + 60].lower()
    return next((g for g in groups for a in sorted(g.aliases) if len(a) > 2 and begins(ahead, a)), None)


def begins(ahead: str, alias: str) -> bool:
    """Say whether *alias* is the first thing said in *ahead*."""
    said = ahead.lstrip()
    behind = said[len(alias) : len(alias) + 1]
    named = len(said) < len(ahead) and said.startswith(alias) and not (behind.isalnum() or behind == "-")
    return named and not EVENT.match(said, len(alias))


def beside(text: str, q: Quantity) -> list[str]:
    """Return the names that stand beside a count as a group's do, in lower case."""
    behind = BEHIND.match(text[q.end : q.end + 60])
    before = None if IN_THE_NEXT.match(text, q.end) else BEFORE.search(text[max(0, q.start - 60) : q.start])
    as_one = AS_A_GROUP.match(text, q.end) if q.rule == "count-of-people" else None
    bracket = IN_BRACKETS.match(text, q.end) if q.rule == "count-of-people" else None
    letter = LETTER_BEHIND.match(text, q.end) if q.measure == "count" else None
    return [hit[1].strip().lower() for hit in (behind, before, as_one, bracket, letter) if hit]


def named_before(text: str, q: Quantity) -> Span | None:
    """Return the name that ends where the bracket with ``n =`` opens."""
    offset = max(0, q.start - 30)
    lettered = LETTERED.search(text[offset : q.start])
    if lettered:
        return Span(offset + lettered.start(1), offset + lettered.end(1))
    offset = max(0, q.start - 90)
    head = HEAD.search(text[offset : q.start])
    if head is None:
        return None
    people = PEOPLE_AT_END.search(head[1])
    name = head[1][: people.start()] if people else GROUP_AT_END.sub("", head[1])
    span = clean(text, offset + head.start(1), offset + head.start(1) + len(name))
    no_kind = span is not None and people is not None and NO_KIND.search(text, span.start, span.end)
    return None if no_kind else span
