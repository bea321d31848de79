"""The arm spoken of right beside a result: ``65% in group A``, ``group A (65%)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group
from extractor.link.assign.printed import printed_at
from extractor.link.drafts import Draft
from extractor.model import Span

# what may stand between a result and the arm behind it: "% of the patients in the"
LEADS = re.compile(
    r"^[\s,)]*(?:%|(?!(?:and|or|vs|versus|than|while|but|compared|whereas)\b)\w+\s+)?(?:of\s+)?(?:(?:the\s+)?(?:\d+\s+)?(?:patients|cases|subjects|those|women|men|children|participants)\s+)?"
    r"[(\[,]?\s*(?:in|for|of|with|after|among|on|from|by|under|at|who received|who had|receiving|treated with|"
    r"undergoing|assigned to|within|using)?\s*(?:the\s+)?"
    r"(?:patients\s+(?:in|with|on|treated with|receiving)\s+)?(?:the\s+)?$",
    re.I,
)
BRACKET = re.compile(r"\([^)]*\)")
COLON = re.compile(r"\s*[:=]\s*")
BREAK = re.compile(r"[;.]")
THAN = re.compile(r"\bthan\b|\bcompared\b")
ENDS_A_LIST = re.compile(r"[\s%)]*,?\s*respectively\b")  # what comes behind is of the next
TWO_NAMES = re.compile(r"\b(?:and|or|versus|vs|than|compared)\b")


def beside(text: str, draft: Draft, spoken: Sequence[tuple[Span, Group]], limit: int) -> Group | None:
    """Return the group named right behind a result (``65% in group A``) or right before it (``group A (65%)``).

    Args:
        limit: Where the next result begins; a p-value looks that far, out of its bracket.
    """
    q, place = draft.quantity, draft.place
    end = max(place.right.end + 1, limit) if q.measure == "p_value" else place.right.end + 1
    behind = [(s, g) for s, g in spoken if q.end <= s.start <= end]
    before = [(s, g) for s, g in spoken if place.left.start <= s.start and s.end <= printed_at(q)]
    if behind and LEADS.match(BRACKET.sub("", text[q.end : behind[0][0].start])):
        return behind[0][1]
    if q.measure == "p_value" and len(before) > 1 and THAN.search(text, before[-2][0].end, before[-1][0].start):
        return before[-2][1]  # it judges the one that is compared
    if before and is_of_the_last(text, draft, before):
        return before[-1][1]
    if behind and not before and behind[0][0].start - q.end < 50 and one_group(behind):
        return None if ENDS_A_LIST.match(text, q.end) else behind[0][1]
    return None


def right_behind(text: str, draft: Draft, spoken: Sequence[tuple[Span, Group]]) -> bool:
    """Say whether a group is named right behind a result: ``12 vs 0 % for BKP``."""
    end = draft.quantity.end
    return any(end <= s.start and LEADS.match(text[end : s.start]) for s, _ in spoken)


def is_of_the_last(text: str, draft: Draft, before: Sequence[tuple[Span, Group]]) -> bool:
    """Say whether a result is of the last group named before it: in its bracket, or the only one spoken of."""
    gap = text[before[-1][0].end : printed_at(draft.quantity)]
    bracket = draft.place.bracket is not None
    if not bracket and BREAK.search(gap):
        return False
    if COLON.fullmatch(gap) or (bracket and len(gap) < 30) or one_group(before):
        return True
    return not TWO_NAMES.search(text[before[-2][0].end : before[-1][0].start])


def one_group(spoken: Sequence[tuple[Span, Group]]) -> bool:
    """Say whether one and the same group is spoken of."""
    return len({id(group) for _, group in spoken}) == 1
