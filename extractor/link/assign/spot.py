"""Groups that are named beside a result and nowhere else: ``20% of patients with a known primary``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import NO_ARM, Group, known
from extractor.link.arms.names import NO_NAME
from extractor.link.assign.people import People, named_people
from extractor.link.assign.printed import printed_at
from extractor.link.category import category
from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE
from extractor.link.phrases import one_line
from extractor.model import Sentence, Span

# in, after, with … behind a result, or a bracket of words
LEAD = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:[(\[]?\s*(in|for|after|with|among|at|on|from|of)\s+(?:the\s+)?|"
    r"([(\[])(?=[A-Za-z][^()\d<>=]{3,40}[)\]]))",
    re.I,
)
OUTCOMES = {"mortality", "follow_up", "demographics", "survival", "pain", "operative", "quality_of_life"}
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
OF = re.compile(
    r"[\s%)]*(?:(?:that\s+|which\s+)?(?:occurred|were\s+seen|was\s+seen|were|was)\s+)?(?:of|in|among|for|from)\s+", re.I
)
THAN = re.compile(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?)\s+(?:(?:that|those)\s+(?=of|for|in))?(?:(?:of|for|in)\s+)?", re.I
)
TREATED = re.compile(
    rf"\b{PEOPLE}\s+(?=(?:who\s+(?:received|underwent|had)|treated|receiving|undergoing|managed|given)\b)", re.I
)
PREPOSITION = re.compile(r"\b(?:of|in|among|for)\s+", re.I)
IS = re.compile(
    rf"(?:\s+{PEOPLE})?\s*[,(:]?\s*(?:(?:was|were|is|are|had|averaged|reached|experienced)\s+)?(?:(?:a|an|only|about)\s+)*"
    r"(?:(?:mean|median|average|rate|of)\s+)*"
)
SHARES = ("none", "without-event", "all")
OPENS = re.compile(r"\s*(?:(?:results?|conclusions?|findings)\s*:\s*)?(?:(?:in|of|among|for|from)\s+)?", re.I)
WHO = rf"(?={PEOPLE}\s+(?:who|with|without|receiving|treated|undergoing|in whom|aged|over|under))"
BEHIND = re.compile(rf"\s*(?:of|in|among|for)\s+(?:the\s+|all\s+|our\s+)?(?:\d+\s+)?{WHO}", re.I)
LEADING = re.compile(rf"\s*(?:of|in|among|for)\s+(?:the\s+)?(?:\w+\s+)?{WHO}", re.I)


def spot_group(text: str, draft: Draft, groups: list[Group]) -> Group | None:
    """Return the group of patients named beside a result: ``20% of patients with a known primary``."""
    q, sentence = draft.quantity, draft.sentence
    if q.measure in ("p_value", "range", "ratio") or (q.measure == "count" and q.rule not in SHARES):
        return None
    behind = OF.match(text, q.end, draft.place.right.end)
    where = named_people(text, behind.end(), draft.place.right.end) if behind else None
    if where is None and (opening := OPENS.match(text, sentence.start, sentence.start + 40)):
        where = named_people(text, opening.end(), printed_at(q))
    if where is None:
        where = led_to(text, draft)
    return known_or_new(text, where.where, groups, where.name) if where else None


def compared_people(text: str, sentence: Sentence, groups: list[Group]) -> None:
    """Add the patients a sentence holds against each other: ``vein grafts did better than prosthetic grafts``."""
    for hit in THAN.finditer(text, sentence.start, sentence.end):
        other = named_people(text, hit.end(), sentence.end, compared=True)
        opening = OPENS.match(text, sentence.start, hit.start())
        one = named_people(text, opening.end(), hit.start(), compared=True) if opening and other else None
        for people in (one, other):
            if people is not None:
                known_or_new(text, people.where, groups, people.name)


def treated_people(text: str, sentence: Sentence, groups: list[Group]) -> None:
    """Add the patients that *sentence* tells apart by what they were treated with, where the text says it again."""
    for hit in TREATED.finditer(text, sentence.start, sentence.end):
        people = named_people(text, hit.start(), sentence.end)
        if people and len(people.name) > 3 and text.lower().count(people.name.lower()) > 1:
            known_or_new(text, people.where, groups, people.name)


def led_to(text: str, draft: Draft) -> People | None:
    """Return the patients whose result a clause leads to: ``survival of the 23 resected patients was 45%``."""
    end = printed_at(draft.quantity)
    start = max(draft.sentence.start, end - 120)
    for hit in [*PREPOSITION.finditer(text, start, end)][::-1]:
        people = named_people(text, hit.end(), end)
        if people is not None and IS.fullmatch(text, people.where.end, end):
            return people
    return None


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


def known_or_new(text: str, where: Span, groups: list[Group], name: str = "") -> Group | None:
    """Return the group named at *where*, made when no group has that name; None when the words name an outcome."""
    name = name or one_line(text[where.start : where.end])
    group = known(name, groups)
    if group is None and (NO_ARM.search(name) or category(name) in OUTCOMES):
        return None
    if group is None:
        group = Group(name, {name.lower()})
        groups.append(group)
    if where not in group.spans:
        group.spans.append(where)
    return group
