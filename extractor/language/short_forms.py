"""Short forms as the paper defines them: after "gross total resection (GTR)", GTR is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.dictionary import Dictionary
from extractor.language.recogniser import Named

Place = tuple[int, int]  # characters of the copy
LIGHT = frozenset(("of", "and", "the", "in", "for", "to", "with", "rate", "patients"))


def defined(text: str, named: Sequence[Named], short: Sequence[tuple[Place, Place]], words: Dictionary) -> list[Named]:
    """Return *named* with the paper's own short forms: added where known, taken away where they mean something else.

    Args:
        text: The copy that was read.
        named: What the recognisers found.
        short: Short forms and their long forms, in order.
        words: The dictionary, for long forms that stand inside a longer mention.
    """
    kept = list(named)
    for place, long in short:
        meaning = _meaning(text, long, named, words)
        at = [one for one in kept if one.start < place[1] and place[0] < one.end]
        if any((one.end - one.start) > place[1] - place[0] for one in at):
            continue  # part of a longer mention
        if meaning:
            kept = [one for one in kept if one not in at] + [Named(*place, *meaning)]
        elif at and not _akin(text[long[0] : long[1]], at[0], words):
            kept = [one for one in kept if one not in at]  # PE (pleural effusion) is no pulmonary embolism
    return kept


def _meaning(text: str, long: Place, named: Sequence[Named], words: Dictionary) -> tuple[str, str | None] | None:
    """Return label and concept of a long form."""
    if entry := words.look_up(text[long[0] : long[1]]):
        return entry
    return next(((n.label, n.concept) for n in named if n.start <= long[0] + 4 and n.end == long[1]), None)


def _akin(long: str, one: Named, words: Dictionary) -> bool:
    """Tell whether a long form the dictionary lacks shares a telling word with what was found."""
    said = set(re.findall(r"[a-z]+", long.lower())) - LIGHT
    return any(
        said & set(re.findall(r"[a-z]+", form))
        for form, entry in words.words.items()
        if words.entries[entry] == (one.label, one.concept) and form.islower()
    )
