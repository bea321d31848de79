"""What the text names: the reader says what is named here, the dictionary what it is called everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import Said
from extractor.model import Mention


def mentions(known: Sequence[Mention], entities: Sequence[Mention], heard: Said) -> tuple[Mention, ...]:
    """Return the reader's mentions and, where it names nothing, the *entities* of a pipeline that the user chose.

    Each of the reader's has the concept of the longest *known* mention of its kind inside it.

    A dictionary knows words wherever they stand; only some of them name what this study did or saw.
    """
    named = [replace(one, concept=_concept(one, known)) for one in heard.mentions]
    more = [e for e in entities if not any(e.start < one.end and one.start < e.end for one in named)]
    return tuple(sorted((*named, *more), key=lambda one: one.start))


def _concept(one: Mention, known: Sequence[Mention]) -> str | None:
    inside = [k for k in known if k.label == one.label and k.concept and k.start < one.end and one.start < k.end]
    return max(inside, key=lambda k: k.end - k.start).concept if inside else None
