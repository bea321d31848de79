"""Groups that are named beside a result and nowhere else: ``20% of patients with a known primary``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group, known
from extractor.link.arms.names import NO_NAME
from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE
from extractor.link.phrases import one_line, trimmed
from extractor.model import Span

# in, after, with … behind a result, or a bracket of words
LEAD = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:[(\[]?\s*(in|for|after|with|among|at|on|from|of)\s+(?:the\s+)?|"
    r"([(\[])(?=[A-Za-z][^()\d<>=]{3,40}[)\]]))",
    re.I,
)
NAME_ENDS = re.compile(r"[,;()]|\band\b|\bwas\b|\bwere\b|\d|\.")
SAYS_NO_NAME = re.compile(rf"(?:all\s+|the\s+)?{PEOPLE}(?:\s*$|\s+(?:a|an|the)\b)|this|that|which|each|our|their", re.I)
# patients with …, those who …: a group of patients named on the spot
ON_THE_SPOT = re.compile(
    r"\b(?:patients|cases|those|women|men|children|participants|subjects|lesions|tumou?rs|infants|individuals|neonates)"
    r"\s+((?:who|with|without|receiving|treated|undergoing|under|over|aged|in whom|not)\b[^.;()]{3,70})",
    re.I,
)
GROUP_LIMIT = re.compile(
    r",|\b(?:and|but|had|has|have|was|were|is|are|died|survived|showed|developed|required|experienced|achieved|"
    r"improved|underwent|than|versus|vs|compared|remained|responded|reported)\b|\d",
    re.I,
)
WHO = rf"(?={PEOPLE}\s+(?:who|with|without|receiving|treated|undergoing|in whom|aged|over|under))"
BEHIND = re.compile(rf"\s*(?:of|in|among|for)\s+(?:the\s+|all\s+|our\s+)?(?:\d+\s+)?{WHO}", re.I)
LEADING = re.compile(rf"\s*(?:of|in|among|for)\s+(?:the\s+)?(?:\w+\s+)?{WHO}", re.I)


def spot_group(text: str, draft: Draft, groups: list[Group]) -> Group | None:
    """Return the group of patients named beside a share: ``20% of patients with a known primary``."""
    q, sentence = draft.quantity, draft.sentence
    if q.measure != "proportion":
        return None
    if BEHIND.match(text[q.end : q.end + 40]):
        where = on_the_spot(text, q.end, draft.place.right.end)
    elif LEADING.match(text[sentence.start : sentence.start + 60]):
        where = on_the_spot(text, sentence.start, q.start)
    else:
        return None
    return known_or_new(text, where, groups) if where else None


def on_the_spot(text: str, start: int, end: int) -> Span | None:
    """Return the words that name a group of patients between *start* and *end*: ``patients with a deficit``."""
    hit = ON_THE_SPOT.search(text, start, end)
    if not hit:
        return None
    limit = GROUP_LIMIT.search(text, hit.start(1) + 4, hit.end(1))
    return trimmed(text, hit.start(1), limit.start() if limit else hit.end(1), limit=7, keep="start")


def parallel_group(text: str, drafts: Sequence[Draft], i: int, groups: list[Group]) -> Group | None:
    """Return the group that a list names behind each of its results: ``56% after aortic, 54% after mitral``."""
    draft = drafts[i]
    lead = lead_of(text, draft)
    if lead is None or draft.quantity.measure == "count":
        return None
    same = [d for d in drafts if d.quantity.measure == draft.quantity.measure and same_word(lead_of(text, d), lead)]
    carried = sum(not d.own or d.place.in_front for d in same)
    if len(same) < 2 or carried < len(same) - 1:
        return None
    start = draft.quantity.end + lead.end()
    stop = NAME_ENDS.search(text, start, draft.place.right.end)
    name = text[start : stop.start() if stop else draft.place.right.end].strip()
    if len(name) < 3 or NO_NAME.search(name) or SAYS_NO_NAME.match(name):
        return None
    return known_or_new(text, Span(start, start + len(name)), groups)


def lead_of(text: str, draft: Draft) -> re.Match[str] | None:
    """Return what leads from a result to the name behind it: a preposition or a bracket."""
    return LEAD.match(text[draft.quantity.end : draft.place.right.end])


def same_word(one: re.Match[str] | None, other: re.Match[str]) -> bool:
    """Say whether two leads use the same preposition, or both a bracket."""
    return one is not None and (one[1] or one[2]).lower() == (other[1] or other[2]).lower()


def known_or_new(text: str, where: Span, groups: list[Group]) -> Group:
    """Return the group named at *where*, made when no group has that name."""
    name = one_line(text[where.start : where.end])
    group = known(name, groups)
    if group is None:
        group = Group(name, {name.lower()})
        groups.append(group)
    if where not in group.spans:
        group.spans.append(where)
    return group
