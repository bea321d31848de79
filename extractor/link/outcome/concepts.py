"""Which concept of the vocabulary the words of an outcome mean, and what an outcome is called that is none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.model import Concept, Mention, Quantity, Span


def concept_of(
    text: str, where: Span | None, q: Quantity, mentions: Sequence[Mention], concepts: Mapping[str, Concept]
) -> Concept | None:
    """Return the concept named in the outcome's words.

    Behind a number its first word counts (``two had a recurrence, each after an incomplete removal``
    tells of recurrence); before it the longest mention does, the one nearest to the number among equals.
    """
    if where is None:
        return None
    behind = where.start >= q.end
    near = [
        (-m.start if behind else 0, m.end - m.start, -min(abs(m.start - q.end), abs(q.start - m.end)), m.concept)
        for m in mentions
        if m.concept in concepts and m.label == "outcome" and m.start < where.end and where.start < m.end
    ]
    best = max(near, key=lambda n: n[:3], default=None)
    return concepts[best[3]] if best and best[3] else None
