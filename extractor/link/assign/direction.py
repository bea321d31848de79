"""Whose value comes first when a comparison tells it: ``the stay was shorter after stents (5 vs 3 days)``."""

from __future__ import annotations

import re

from extractor.link.counts import value_of
from extractor.model import Quantity

MORE = re.compile(r"\b(?:higher|greater|larger|longer|older|more|taller|heavier)\b", re.I)
LESS = re.compile(r"\b(?:lower|smaller|shorter|younger|less|fewer|faster|earlier|lighter)\b", re.I)


def second_is_of_the_subject(text: str, start: int, first: Quantity, second: Quantity) -> bool:
    """Say whether the second of two values is of the group the comparison before them is about.

    Who is the subject of ``shorter`` has the smaller value; without a comparison it comes first.

    Args:
        start: Where the words about the pair begin.
    """
    one, other = value_of(first), value_of(second)
    if one is None or other is None or one.value is None or other.value is None:
        return False
    more = [hit.start() for hit in MORE.finditer(text, start, one.start)]
    less = [hit.start() for hit in LESS.finditer(text, start, one.start)]
    if not more and not less:
        return False
    greater_first = one.value > other.value
    return greater_first != (max(more, default=-1) > max(less, default=-1)) and one.value != other.value
