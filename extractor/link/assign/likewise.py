"""Groups named where the name of a known group stands: ``PTFE 65%, dacron 57%`` names PTFE where dacron is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.link.arms.group import Group
from extractor.link.assign.compared import is_name
from extractor.link.assign.printed import printed_at
from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE
from extractor.model import Span

# what stands between a name and the result behind it, or a result and the name behind it
AHEAD = re.compile(r"\s*[:,(]?\s*(?:n\s*=\s*)?")
BEHIND = re.compile(
    rf"[\s%)]*(?:of\s+)?(?:the\s+)?(?:{PEOPLE}\s+)?"
    r"(?:(?:in|for|after|with|receiving|on|who received|treated with)\s+)?(?:the\s+)?"
)
PEOPLE_FIRST = re.compile(rf"(?:of\s+)?(?:the\s+)?{PEOPLE}\b", re.I)
# a name as far as the next comma, bracket or number
NAME_BEHIND = re.compile(
    r"((?:[A-Za-z][\w/+-]*\s+){0,3}?[A-Za-z][\w/+-]*)(?=\s*(?:[,;.()\[\]]|\b(?:and|vs|versus|or|was|were)\b|$))"
)
NAME_AHEAD = re.compile(
    r"(?:[,;(]\s*|\b(?:and|or|vs\.?|versus|between|in|for|with|than|the|after)\s+)"
    r"((?:[A-Za-z][\w/+-]*\s+){0,2}[A-Za-z0-9][\w/+-]*)$"
)


def likewise(text: str, drafts: Sequence[Draft], spoken: Sequence[tuple[Span, Group]]) -> Iterator[Span]:
    """Yield the names in one sentence that stand to a result as a known group's name stands to another."""
    if not spoken:
        return
    ahead: set[str] = set()  # the words between a known name and its result
    behind: set[str] = set()
    for draft in drafts:
        start, end = printed_at(draft.quantity), draft.quantity.end
        for span, _ in spoken:
            if span.end <= start <= span.end + 8 and AHEAD.fullmatch(text, span.end, start):
                ahead.add(text[span.end : start].strip())
            if end <= span.start <= end + 40 and BEHIND.fullmatch(text, end, span.start):
                behind.add(lead_word(text[end : span.start]))
    for draft in drafts:
        if draft.quantity.measure != "p_value":
            yield from named_ahead(text, draft, sorted(ahead))
            yield from named_behind(text, draft, behind)


def named_behind(text: str, draft: Draft, leads: set[str]) -> Iterator[Span]:
    """Yield the name behind a result, when one of *leads* leads to it."""
    lead = BEHIND.match(text, draft.quantity.end, draft.place.right.end)
    if lead and lead_word(lead.group()) in leads:
        name = NAME_BEHIND.match(text, lead.end(), draft.sentence.end)
        if name and is_name(name[1]):
            yield Span(*name.span(1))


def lead_word(between: str) -> str:
    """Return what leads from a result to a name without the people between: of ``patients with`` the ``with``."""
    return PEOPLE_FIRST.sub("", between.strip(" %)")).strip()


def named_ahead(text: str, draft: Draft, leads: Sequence[str]) -> Iterator[Span]:
    """Yield the name before a result, when one of *leads* leads from it to the result."""
    start = printed_at(draft.quantity)
    for lead in leads:
        end = len(text[:start].rstrip()) - len(lead)
        if lead and text[end : end + len(lead)] != lead:
            continue
        name = NAME_AHEAD.search(text, max(draft.place.left.start, end - 60), len(text[:end].rstrip()))
        if name and is_name(name[1]):
            yield Span(*name.span(1))
