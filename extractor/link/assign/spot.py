"""Groups that are named beside a result and nowhere else: ``20% of patients with a known primary``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.called import CAPITALS
from extractor.link.arms.group import NO_ARM, Group, known
from extractor.link.arms.names import NO_NAME
from extractor.link.arms.people import OPENS, People, led_to, named_people
from extractor.link.assign.printed import printed_at
from extractor.link.category import category
from extractor.link.drafts import Draft
from extractor.link.outcome.places import PEOPLE
from extractor.link.phrases import one_line
from extractor.model import Span

# in, after, with … behind a result, or a bracket of words
LEAD = re.compile(
    r"\s*(?:of\s+\w+\s+)?(?:[(\[]?\s*(in|for|after|with|among|at|on|from|of)\s+(?:the\s+)?|"
    r"([(\[])(?=[A-Za-z][^()\d<>=]{3,40}[)\]]))",
    re.I,
)
OUTCOMES = {"mortality", "follow_up", "demographics", "survival", "pain", "operative", "quality_of_life"}
NAME_ENDS = re.compile(r"[,;()]|\band\b|\bwas\b|\bwere\b|(?<![\w-])\d|\.")
SAYS_NO_NAME = re.compile(rf"(?:all\s+|the\s+)?{PEOPLE}(?:\s*$|\s+(?:a|an|the)\b)|this|that|which|each|our|their", re.I)
OF = re.compile(
    r"[\s%)]*(?:(?:that\s+|which\s+)?(?:occurred|were\s+seen|was\s+seen|were|was)\s+)?(?:of|in|among|for|from)\s+", re.I
)
# 18% fever-free travel (FFT) in 17 …
IN_SO_MANY = re.compile(r"[\s%)]*(?:[A-Za-z-]+\s+){1,3}(?:\([^()]{2,8}\)\s+)?(?:in|among|for)\s+(?:the\s+)?(?=\d|$)")
BLANK = re.compile(r"\s*")
NAMELESS = ("intervention", "other")  # no kind of result that the words name
SHARES = ("none", "without-event", "all")


def spot_group(text: str, draft: Draft, groups: list[Group]) -> Group | None:
    """Return the group of patients named beside a result: ``20% of patients with a known primary``."""
    q, sentence = draft.quantity, draft.sentence
    if q.measure in ("p_value", "range", "ratio") or (q.measure == "count" and q.rule not in SHARES):
        return None
    people = people_behind(text, draft)
    if people is None:
        people = opening_people(text, draft)
    if people is None:
        people = led_to(text, sentence, printed_at(q))
    return known_or_new(text, people.where, groups, people.name) if people else None


def counted_group(text: str, draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the known group of the patients that a count tells apart: ``26 splinted patients``."""
    if draft.quantity.measure != "count":
        return None
    people = named_people(text, draft.quantity.start, draft.sentence.end)
    return known(people.name, groups) if people else None


def people_behind(text: str, draft: Draft) -> People | None:
    """Return the patients named right behind a result: ``20% of patients with a stoma``, ``71% in 17 patients who …``.

    A result that prints its denominator has said "of" already: ``none of the 57 patients with a stoma``.
    """
    q, end = draft.quantity, draft.place.right.end
    if q.rule == "all":
        return named_people(text, q.start, end)
    behind = OF.match(text, q.end, end) or IN_SO_MANY.match(text, q.end, end)
    behind = behind or (BLANK.match(text, q.end) if "denominator" in q.parts else None)
    if behind is None:
        return None
    counted_next = behind.end() >= end  # the next number counts them
    return named_people(text, behind.end(), draft.sentence.end if counted_next else end)


def opening_people(text: str, draft: Draft) -> People | None:
    """Return the patients that the sentence of a result begins with: ``Of the 12 patients with a stoma, …``."""
    opening = OPENS.match(text, draft.sentence.start, draft.sentence.start + 40)
    return named_people(text, opening.end(), printed_at(draft.quantity)) if opening else None


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
    if len(name) < 2 or (len(name) < 3 and not name.isupper()) or NO_NAME.search(name) or SAYS_NO_NAME.match(name):
        return None
    if lead[1] == "with" and category(name) not in NAMELESS and opening_people(text, draft):
        return None  # "of those with a stoma, 8% were seen with leaks and 33% with fever"
    return known_or_new(text, Span(start, start + len(name)), groups)


def lead_of(text: str, draft: Draft) -> re.Match[str] | None:
    """Return what leads from a result to the name behind it: a preposition or a bracket."""
    return LEAD.match(text[draft.quantity.end : draft.place.right.end])


def same_word(one: re.Match[str] | None, other: re.Match[str]) -> bool:
    """Say whether two leads use the same preposition, or both a bracket."""
    return one is not None and (one[1] or one[2]).lower() == (other[1] or other[2]).lower()


def short_for(name: str, groups: Sequence[Group]) -> Group | None:
    """Return the only group whose name holds *name*, capitals that stand for it: of ``IMA`` the ``left IMA grafts``."""
    if not CAPITALS.fullmatch(name):
        return None
    fit = [g for g in groups if name in re.split(r"[^\w-]+", g.name)]
    return fit[0] if len(fit) == 1 and fit[0].n is not None else None


def known_or_new(text: str, where: Span, groups: list[Group], name: str = "") -> Group | None:
    """Return the group named at *where*, made when no group has that name; None when the words name an outcome."""
    name = name or one_line(text[where.start : where.end])
    group = known(name, groups) or short_for(name, groups)
    if group is None and (NO_ARM.search(name) or category(name) in OUTCOMES):
        return None
    if group is None:
        group = Group(name, beside=True)
        groups.append(group)
    group.aliases.add(name.lower())
    if where not in group.spans:
        group.spans.append(where)
    return group
