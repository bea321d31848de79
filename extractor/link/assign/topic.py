"""Whom a paragraph is about: ``Group 2 consisted of 41 patients. The stay was nine days.``"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group
from extractor.link.assign.discover import spoken_of
from extractor.link.assign.printed import printed_at
from extractor.link.drafts import Draft

OPENING = 60  # characters of a sentence in which it introduces a group
# a sentence about everyone, or about a pair
EVERYONE = re.compile(
    r"\b(?:all|overall|both|total|altogether|groups|entire|whole|combined|each|series|study|cohort|every|versus|vs|"
    r"compared|(?<!less )(?<!more )(?<!greater )than|between|conclu\w+)\b",
    re.I,
)


def introduced(here: Sequence[Draft], owners: Sequence[Group | None], groups: Sequence[Group]) -> Group | None:
    """Return the group that a sentence introduces, alone and at its beginning: ``Group 2 consisted of 41 patients``."""
    only = owners[0]
    if only is None or any(owner is not only for owner in owners) or only.at is None:
        return None
    sentence = here[0].sentence
    opens = sentence.start <= only.at.start < sentence.end and only.at.start - sentence.start < OPENING
    named = [g for _, g in spoken_of(sentence, groups) if g is not only]
    return only if opens and not named and sum(g.n is not None for g in groups) > 1 else None


def goes_on_about(
    text: str, here: Sequence[Draft], owners: Sequence[Group | None], groups: Sequence[Group], topic: Group | None
) -> bool:
    """Say whether a sentence that names no group goes on about the one that was introduced before."""
    if topic is None or any(owner is not topic and owner.n is not None for owner in owners if owner):
        return False
    if all(draft.quantity.measure == "p_value" for draft in here):
        return False
    sentence = here[0].sentence
    if sentence.section == "conclusions" or EVERYONE.search(text, sentence.start, sentence.end):
        return False
    first = printed_at(here[0].quantity)
    return not any(g is not topic and (g.n is not None or s.start < first) for s, g in spoken_of(sentence, groups))
