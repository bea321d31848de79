"""Which arm a result belongs to: the one spoken of beside it, k-th with k-th, or the one its sentence began with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractor.link.arms import find_again
from extractor.link.arms.group import Group
from extractor.link.assign.beside import beside, one_group, right_behind
from extractor.link.assign.by_turns import by_turns
from extractor.link.assign.compared import compared
from extractor.link.assign.in_turn import distinct, in_turn
from extractor.link.assign.likewise import likewise
from extractor.link.assign.printed import printed_at
from extractor.link.assign.spot import compared_people, known_or_new, parallel_group, spot_group, treated_people
from extractor.link.counts import counted
from extractor.link.drafts import Draft
from extractor.link.shares import told_by_share
from extractor.model import Cohort, Span

# a sentence that goes on about the group of the one before
GOES_ON = re.compile(
    r"\s*(?:they\b|of (?:these|them|whom)|among (?:these|them)|in (?:this|the (?:latter|former)) group|these patients|"
    r"in these|all (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b|both\b)",
    re.I,
)
# patients were given what a group is named after
TREATED_BY = re.compile(r"\b(?:treated|received|underwent|undergone|assigned|allocated|randomi[sz]ed)\b", re.I)


def arms_of(text: str, drafts: Sequence[Draft], groups: list[Group], size: Cohort | None) -> list[Group | None]:
    """Return the group of each draft, None for the whole cohort; drafts come in the order of the text.

    What a sentence does not say, arithmetic may (6, or 60 %, are of the ten); then a sentence that
    goes on about the group of the one before (``of these``, ``they``) keeps it.
    """
    sentences = [list(run) for _, run in groupby(drafts, key=lambda draft: draft.sentence)]
    named_beside(text, sentences, groups)
    result: list[Group | None] = []
    usual: list[Group] = []
    for here in sentences:
        owners = [
            owner or told_by_share(draft, groups, size) or sized_here(draft, groups)
            for owner, draft in zip(in_sentence(text, here, groups, usual), here, strict=True)
        ]
        owners = kept_in_sentence(here, owners)
        before = result[-1] if result else None
        if (
            before is not None
            and not any(owners)
            and GOES_ON.match(text[here[0].sentence.start : here[0].sentence.end])
        ):
            owners = [before] * len(here)
        result += [
            None if is_everyone(draft, owner, size) else owner for owner, draft in zip(owners, here, strict=True)
        ]
    return result


def is_everyone(draft: Draft, owner: Group | None, size: Cohort | None) -> bool:
    """Say whether a draft is the printed size of the whole cohort, and not also that of its group."""
    part = counted(draft.quantity)
    if size is None or size.how != "stated" or part is None:
        return False
    if owner is not None and owner.at is not None and owner.at.start == part.start:
        return False
    return size.start <= part.start < size.end and part.value == size.value


def named_beside(text: str, sentences: Sequence[Sequence[Draft]], groups: list[Group]) -> None:
    """Add the groups that are named beside their results, and find them wherever else they are spoken of."""
    for here in sentences:
        compared_people(text, here[0].sentence, groups)
        treated_people(text, here[0].sentence, groups)
        span = Span(here[0].sentence.start, here[0].sentence.end)
        for where in compared(text, here[0].sentence, here):
            known_or_new(text, where, groups)
        for where in likewise(text, here, spoken_of(span, groups)):
            known_or_new(text, where, groups)
        for i, draft in enumerate(here):
            if parallel_group(text, here, i, groups) is None:
                spot_group(text, draft, groups)
    find_again(groups, text)


def kept_in_sentence(drafts: Sequence[Draft], owners: Sequence[Group | None]) -> list[Group | None]:
    """Return the owners, the only group of a sentence kept for the results behind it."""
    kept = list(owners)
    own: Group | None = None
    for i, draft in enumerate(drafts):
        if kept[i] is None and own is not None and not draft.place.bracket and len({id(o) for o in kept if o}) == 1:
            kept[i] = own
        own = kept[i] or own
    return kept


def sized_here(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the group whose size this very number is."""
    places = {part.start for name, part in draft.quantity.parts.items() if name in ("value", "numerator")}
    return next((g for g in groups if g.at is not None and g.at.start in places), None)


def in_sentence(text: str, drafts: Sequence[Draft], groups: list[Group], usual: list[Group]) -> list[Group | None]:
    """Return the group of each result of one sentence.

    Args:
        usual: The order in which groups were last told in turn; brought up to date.
    """
    sentence = Span(drafts[0].sentence.start, drafts[0].sentence.end)
    spoken = spoken_of(sentence, groups)
    limits = [*(draft.quantity.start for draft in drafts[1:]), sentence.end]
    chosen: list[Group | None] = [
        by_denominator(draft, groups) or beside(text, draft, spoken, limit)
        for draft, limit in zip(drafts, limits, strict=True)
    ]
    turns = by_turns(text, sentence, drafts, spoken)
    for i, group in turns.items():
        chosen[i] = by_denominator(drafts[i], groups) or group
    aligned = in_turn(text, sentence, drafts, spoken, groups, usual)
    usual[:] = next(
        (order for order in (distinct(aligned.values()), distinct(turns.values())) if len(order) > 1), usual
    )
    for i, group in aligned.items():
        if i not in turns and (chosen[i] is None or not right_behind(text, drafts[i], spoken)):
            chosen[i] = group
    for i, draft in enumerate(drafts):
        if chosen[i] is None:
            chosen[i] = parallel_group(text, drafts, i, groups) or spot_group(text, draft, groups)
    return carried(text, drafts, chosen, sentence, spoken)


def by_denominator(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the only group as large as the denominator a result prints: ``60 (36.4 %) of 165 patients``."""
    of = draft.quantity.parts.get("denominator")
    fit = [g for g in groups if g.n is not None and of is not None and of.value == g.n]
    return fit[0] if len(fit) == 1 else None


def spoken_of(sentence: Span, groups: Sequence[Group]) -> list[tuple[Span, Group]]:
    """Return where a sentence speaks of groups, in its order."""
    found = [(s, g) for g in groups for s in g.spans if sentence.start <= s.start < sentence.end]
    return sorted(found, key=lambda pair: pair[0].start)


def carried(
    text: str,
    drafts: Sequence[Draft],
    chosen: Sequence[Group | None],
    sentence: Span,
    spoken: Sequence[tuple[Span, Group]],
) -> list[Group | None]:
    """Return the groups of a sentence's results, those without one given the group the sentence speaks of."""
    kept = list(chosen)
    last: Group | None = None
    for i, draft in enumerate(drafts):
        if kept[i] is None:
            kept[i] = sentence_group(text, draft, last, sentence, spoken)
        last = kept[i] or last
    return kept


def sentence_group(
    text: str, draft: Draft, last: Group | None, sentence: Span, spoken: Sequence[tuple[Span, Group]]
) -> Group | None:
    """Return the group a sentence began with, the one of the result before, or the only one, named right behind."""
    earlier = [(s, g) for s, g in spoken if s.end <= printed_at(draft.quantity)]
    if last is None and one_group(earlier) and earlier[-1][0].start - sentence.start < 60:
        return earlier[-1][1]
    if last is not None and not draft.own:
        return last
    if one_group(spoken):
        only, group = spoken[0]
        between = text[draft.quantity.end : only.start]
        if draft.quantity.measure == "count" and last is None and TREATED_BY.search(between) and "." not in between:
            return group
        right = draft.place.right
        if only.start > draft.quantity.end and right.start <= only.start <= right.end:
            return group
    return None
