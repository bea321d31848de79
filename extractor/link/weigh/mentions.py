"""What the text names: the reader says what is named here, the dictionary what it is called everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import Said
from extractor.model import Mention


def mentions(known: Sequence[Mention], heard: Said) -> tuple[Mention, ...]:
    """Return the reader's mentions, each with the concept of the longest known one of its kind inside it.

    A dictionary knows words wherever they stand; only some of them name what this study did or saw.
    """
    return tuple(replace(one, concept=_concept(one, known)) for one in heard.mentions)


def _concept(one: Mention, known: Sequence[Mention]) -> str | None:
    inside = [k for k in known if k.label == one.label and k.concept and k.start < one.end and one.start < k.end]
    return max(inside, key=lambda k: k.end - k.start).concept if inside else None
