"""Which of two values is whose when only a comparison tells it: ``the stay was shorter after stents (3 vs 5 days)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group
from extractor.link.assign.beside import right_behind
from extractor.link.counts import value_of
from extractor.link.drafts import Draft
from extractor.model import Span

MORE = re.compile(r"\b(?:higher|greater|larger|longer|older|more|better|increased|superior|taller|heavier)\b", re.I)
LESS = re.compile(
    r"\b(?:lower|smaller|shorter|younger|less|fewer|worse|decreased|reduced|inferior|faster|earlier|lighter)\b", re.I
)
AHEAD, BEHIND = 110, 60  # characters before and behind a pair in which a comparison is about it
THAN = re.compile(r"\bthan\b|\bcompared\b", re.I)


def by_direction(
    text: str, sentence: Span, pair: Sequence[Draft], wanted: list[Group], spoken: Sequence[tuple[Span, Group]]
) -> list[Group] | None:
    """Return the two groups in the order of the two values when a comparison near them tells it, otherwise None.

    Who is the subject of ``shorter`` has the smaller value; who comes behind ``than`` is no subject.
    """
    first, second = (value_of(draft.quantity) for draft in pair)
    if first is None or second is None or first.value is None or second.value is None or first.value == second.value:
        return None
    compared = comparison(
        text, Span(max(sentence.start, first.start - AHEAD), min(sentence.end, second.end + BEHIND)), first.start
    )
    between = Span(pair[0].quantity.end, pair[1].quantity.start)
    if compared is None or right_behind(text, pair[1], spoken):
        return None
    if any(between.start < s.start < between.end for s, _ in spoken):
        return None
    where, sign = compared
    subject = subject_of(text, where, sentence, spoken)
    other = next((g for g in wanted if g is not subject), None)
    if subject is None or subject not in wanted or other is None:
        return None
    return [subject, other] if (first.value > second.value) == (sign > 0) else [other, subject]


def comparison(text: str, near: Span, place: int) -> tuple[Span, int] | None:
    """Return the word of comparison nearest to *place* and its direction: 1 for more, -1 for less."""
    hits = [
        (abs(m.start() - place), m.start(), m.end(), sign)
        for sign, cue in ((1, MORE), (-1, LESS))
        for m in cue.finditer(text, near.start, near.end)
    ]
    if not hits:
        return None
    _, start, end, sign = min(hits)
    return Span(start, end), sign


def subject_of(text: str, comparison: Span, sentence: Span, spoken: Sequence[tuple[Span, Group]]) -> Group | None:
    """Return the group a comparison is about: the one named nearest to it, not behind ``than``."""
    than = THAN.search(text, comparison.end, sentence.end)
    before_than = [(s, g) for s, g in spoken if not (than and s.start > than.start())]
    apart = [g for s, g in before_than if s.end <= comparison.start or comparison.end <= s.start]
    subjects = [(abs(s.start - comparison.start), g) for s, g in before_than if g in apart]
    return min(subjects, key=lambda subject: subject[0])[1] if subjects else None
