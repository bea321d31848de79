"""A p-value in a sentence of its own judges the pair told before: ``There was no difference (P = 0.4).``"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.link.drafts import Draft
from extractor.link.glue import GLUE
from extractor.model import Quantity

WORD = re.compile(r"[A-Za-z]{3,}")
# words of a verdict, which name no outcome
VERDICT_WORDS = """
    difference differences differ differed different significance significant significantly insignificant
    statistical statistically highly very two three both presented showed test results data findings reached
    confirmed proved compared comparing comparison parameters average higher lower also however arms treatment
"""
VERDICT = GLUE | frozenset(VERDICT_WORDS.split())
TOGETHER = 5  # characters between two sentences that follow each other
JUDGED = ("proportion", "mean", "median", "other", "duration")


def judged_after(text: str, made: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, a p-value whose sentence names no outcome of its own given to the pair told just before."""
    kept: list[Draft] = []
    for i, draft in enumerate(made):
        alone = draft.quantity.measure == "p_value" and not any(
            other.sentence == draft.sentence for j, other in enumerate(made) if j != i
        )
        pair = pair_before(kept, draft) if alone and only_judges(text, kept, draft) else []
        if pair:
            kept = [replace(d, p=draft.quantity) if d in pair else d for d in kept]
        else:
            kept.append(draft)
    return kept


def only_judges(text: str, before: Sequence[Draft], draft: Draft) -> bool:
    """Say whether the words before a p-value are only its verdict, or words of the sentence before."""
    if not before or draft.sentence.start - before[-1].sentence.end > TOGETHER:
        return False
    told = before[-1].sentence
    said = {word.lower()[:5] for word in WORD.findall(text[told.start : told.end])}
    words = {word.lower() for word in WORD.findall(text[draft.sentence.start : draft.quantity.start])}
    return all(word[:5] in said for word in words - VERDICT)


def pair_before(before: Sequence[Draft], draft: Draft) -> list[Draft]:
    """Return the last two results of one kind that no p-value judges, none when there is no such pair."""
    told = [d for d in before if draft.sentence.start - d.sentence.end <= TOGETHER or d.sentence == before[-1].sentence]
    last = next((d for d in reversed(told) if d.quantity.measure in JUDGED), None)
    if last is None or judged(last):
        return []
    place = before.index(last)
    partner = next((d for d in reversed(before[:place]) if same_kind(d.quantity, last.quantity)), None)
    near = partner is not None and last.sentence.start - partner.sentence.end <= TOGETHER
    return [partner, last] if partner is not None and near and not judged(partner) else []


def same_kind(a: Quantity, b: Quantity) -> bool:
    """Say whether two results are of one measure in one unit."""
    return (a.measure, a.unit) == (b.measure, b.unit)


def judged(draft: Draft) -> bool:
    """Say whether a result has its p-value already."""
    return draft.p is not None or "p" in draft.quantity.parts
