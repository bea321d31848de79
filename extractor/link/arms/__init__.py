"""The arms of a study: named where the methods name them, found again wherever they are spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language import Abbreviation
from extractor.link.arms.called import ADVERB, adverbs, last_words_names, merged, short_forms, short_names
from extractor.link.arms.cases import cases
from extractor.link.arms.described import describe
from extractor.link.arms.group import Group, add
from extractor.link.arms.names import names
from extractor.link.arms.sizes import sized
from extractor.link.arms.spoken import find_again
from extractor.link.phrases import one_line
from extractor.model import Arm, ArmRole, Quantity, Sentence

CONTROL = re.compile(
    r"\b(?:control|placebo|conventional|standard|untreated|usual|routine|sham|no treatment|conservative|observation|"
    r"nonoperat|non-operat)",
    re.I,
)

PLAIN_CONTROL = re.compile(
    r"(?!.*\b(?:and|or|versus|vs)\b)(?:.*\s)?\(?(?:controls?|placebo|sham|usual care|standard care|observation)\)?"
    r"(?:\s+(?:group|arm))?|(?:no|non|without)[\s-].+",
    re.I,
)
TESTED = re.compile(
    r"(?:intervention|experimental|treatment|active|test|treated|trial|study)(?:\s+(?:group|arm))?", re.I
)


def registry(
    text: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    abbreviations: Sequence[Abbreviation] = (),
) -> list[Group]:
    """Return the groups that the text names, in the order in which it first speaks of them.

    A short form and its long form are one group; ``group A`` takes the words that say what it is.
    """
    groups: list[Group] = []
    for sentence in sentences:
        if sentence.section not in ("furniture", "duplicate"):
            for name in names(text, sentence):
                add(groups, text, name)
    long_of = long_forms(text, abbreviations)
    groups = merged(groups, long_of)
    short_names(groups)
    adverbs(groups)
    last_words_names(groups)
    sized(groups, text, quantities)
    cases(groups, text, sentences, quantities)
    groups = merged(groups, long_of)
    find_again(groups, text)
    if short_forms(groups, text):
        find_again(groups, text)
    describe(groups, text)
    return [g for g in groups if g.spans]


def long_forms(text: str, abbreviations: Sequence[Abbreviation]) -> dict[str, str]:
    """Return the long form of each short form; short forms in lower case."""
    return {text[a.short.start : a.short.end].lower(): one_line(text[a.long.start : a.long.end]) for a in abbreviations}


def as_arms(groups: Sequence[Group]) -> tuple[Arm, ...]:
    """Return the groups as arms, numbered in their order."""
    return tuple(
        Arm(
            id=f"a{number}",
            name=f"{group.name[:-2]} treatment" if ADVERB.fullmatch(group.name) else group.name,
            role=role(group, groups),
            n=group.n,
            start=group.at.start if group.at else None,
            end=group.at.end if group.at else None,
            mentions=tuple(group.spans),
        )
        for number, group in enumerate(groups, start=1)
    )


def role(group: Group, groups: Sequence[Group]) -> ArmRole:
    """Return what a group is to the study; of two groups the one that is not the control is the intervention."""
    if CONTROL.search(group.name):
        return "control"
    if len(groups) == 2 and any(CONTROL.search(g.name) for g in groups):
        return "intervention"
    return "group"


def side_named(name: str) -> str | None:
    """Return the side, "iv" or "cv", that a group's name says it is on: ``control``, ``intervention``."""
    if TESTED.fullmatch(name):
        return "iv"
    return "cv" if PLAIN_CONTROL.fullmatch(name) else None
