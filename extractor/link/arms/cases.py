"""Patients whom a text holds against controls: ``28 patients with gout and 23 controls``, ``cases and controls``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.link.arms.group import Group, add
from extractor.link.arms.people import named_people
from extractor.link.counts import counted
from extractor.model import Quantity, Sentence, Span

CONTROLS = (
    r"(?:(?:healthy|normal|matched|[a-z]+-matched|asymptomatic)\s+)*"
    r"(?:controls|(?:control|healthy|normal)\s+(?:subjects|volunteers|individuals|persons|people|group|women|men|children))\b"
)
HAS_CONTROLS = re.compile(CONTROLS, re.I)
CONTROL = re.compile(r"\b(?:controls?|healthy|normal|volunteers)\b", re.I)  # the name of their group
# patients (n = 28) and 23 healthy controls
AGAINST = re.compile(
    r"\b(?P<who>patients|cases)(?:\s+with\s+[^,.;()]{3,60}?)?(?:\s*\([^()]*\))?,?\s+"
    r"(?:and|or|v|vs\.?|versus|than|compared\s+(?:with|to))\s+"
    rf"(?:(?:in|with|from|for|of|to|the|that|those|a|\d+|[a-z]+teen|[a-z]+ty(?:-[a-z]+)?)\s+)*{CONTROLS}",
    re.I,
)
# 38 minutes (patients) v 21 minutes (controls)
EACH_IN_BRACKETS = re.compile(
    rf"\((?P<who>patients|cases)\)[^()]{{1,60}}(?:\([^()]*\)[^()]{{1,40}})?\({CONTROLS}\)", re.I
)
DISEASED = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?=(?:patients|cases)\s+(?:with|of|who\s+had)\b)", re.I)
# "the patients", "in patients"; not those with a stoma
BARE = re.compile(
    r"(?:\b(?:in|of|between|than|among|for|the|from)\s+|\(|(?<=[.:?]\s))(?P<who>patients|cases)\b"
    r"(?!\s+(?:with|who|without|of|in|on|receiving|under)\b)",
    re.I,
)


def cases(groups: list[Group], text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> None:
    """Find the patients whom a text holds against controls, by what they have, or as ``cases``.

    Args:
        groups: A new group joins them when none of them, the controls aside, has a size.
    """
    in_brackets = EACH_IN_BRACKETS.search(text)
    hit = in_brackets or AGAINST.search(text)
    with_size = [g for g in groups if g.n is not None and in_brackets is None and not CONTROL.search(g.name)]
    if hit is None or len(with_size) > 1:
        return
    who = hit["who"].lower()
    group = next(iter(with_size), None) or with_a_disease(groups, text, sentences, quantities)
    if group is None and who == "cases":
        group = Group(who)
        groups.append(group)
    if group is not None:
        group.spans += [span for span in beside_controls(text, sentences, who) if span not in group.spans]


def with_a_disease(
    groups: list[Group], text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> Group | None:
    """Return the group of the first patients that are counted by what they have: ``28 patients with gout``.

    Their number is the group's; often it is the cohort's too, so that it adds up with nothing.
    """
    for q in quantities:
        part = counted(q)
        sentence = next(s for s in sentences if s.start <= q.start < s.end)
        what = DISEASED.match(text, part.end, sentence.end) if part is not None else None
        people = named_people(text, what.end(), sentence.end) if what else None
        group = add(groups, text, people.where) if people else None
        if group is not None and part is not None:
            group.at = group.at or Span(part.start, part.end)
            return group
    return None


def beside_controls(text: str, sentences: Sequence[Sentence], who: str) -> Iterator[Span]:
    """Yield where the text speaks of ``cases``, or of ``patients`` beside controls, without saying which."""
    for sentence in sentences:
        if who == "cases" or HAS_CONTROLS.search(text, sentence.start, sentence.end):
            for hit in BARE.finditer(text, sentence.start, sentence.end):
                if hit["who"].lower() == who:
                    yield Span(*hit.span("who"))
