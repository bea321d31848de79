"""Which arm a result belongs to: the one spoken of beside it, k-th with k-th, or the one its sentence began with."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from extractor.link.arms.described import label_of
from extractor.link.arms.group import Group
from extractor.link.assign.beside import beside, one_group
from extractor.link.assign.by_turns import by_turns
from extractor.link.assign.discover import discover, spoken_of
from extractor.link.assign.in_turn import distinct, in_turn
from extractor.link.assign.printed import printed_at
from extractor.link.assign.spot import counted_group, parallel_group, spot_group
from extractor.link.assign.topic import goes_on_about, introduced
from extractor.link.counts import counted
from extractor.link.drafts import Draft
from extractor.link.shares import told_by_share
from extractor.model import Cohort, Span

Scores = Callable[[Draft, Group], float]  # how likely a result is a group's, 0 to 1
# a sentence that goes on about the group of the one before
GOES_ON = re.compile(
    r"\s*(?:they\b|of (?:these|them|whom)|among (?:these|them)|in (?:this|the (?:latter|former)) group|these patients|"
    r"in these|in (?:one|two|three) (?:case|patient)s?\b|"
    r"all (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b|both\b)",
    re.I,
)
THESE = re.compile(r"\b(?:these|this)\s+(?:patients|cases|subjects|women|men|children|group|subgroup)\b", re.I)
ALSO_COUNTED = re.compile(r"\s*(?:\w+\s*)?\(")  # 28 patients (40 vertebrae)
BREAK = re.compile(r"[.;()]")
BEHIND_ITS_SIZE = 35  # characters: "40 consecutive patients treated for"
# patients were given what a group is named after
TREATED_BY = re.compile(r"\b(?:treated|received|underwent|undergone|assigned|allocated|randomi[sz]ed)\b", re.I)


def arms_of(
    text: str,
    drafts: Sequence[Draft],
    groups: list[Group],
    size: Cohort | None,
    *,
    scores: Scores | None = None,
    long_of: dict[str, str] | None = None,
) -> list[Group | None]:
    """Return the group of each draft, None for the whole cohort; drafts come in the order of the text.

    What a sentence does not say, arithmetic may (6, or 60 %, are of the ten); then a sentence that
    goes on about the group of the one before (``of these``, ``they``), or that was introduced before it, keeps it.

    Args:
        groups: Those of the registry; groups that are named beside their results are added.
        scores: Asked where neither a list nor arithmetic says whose a result is, of the groups its sentence names.
        long_of: The long form of each short form; short forms in lower case.
    """
    sentences = [list(run) for _, run in groupby(drafts, key=lambda draft: draft.sentence)]
    discover(text, sentences, groups, long_of or {})
    result: list[Group | None] = []
    usual: list[Group] = []
    topic: Group | None = None
    for here in sentences:
        owners = [
            (labelled_here(draft, groups) or owner)
            or told_by_share(draft, spoken_of_by(draft, groups), size)
            or sized_here(draft, groups)
            for owner, draft in zip(in_sentence(text, here, groups, usual, scores), here, strict=True)
        ]
        owners = kept_in_sentence(text, here, owners)
        before = result[-1] if result else None
        if (
            before is not None
            and not any(owners)
            and (
                GOES_ON.match(text[here[0].sentence.start : here[0].sentence.end])
                or THESE.search(text, here[0].sentence.start, here[0].sentence.end)
            )
        ):
            owners = [before] * len(here)
        topic = introduced(here, owners, groups) or (
            topic if goes_on_about(text, here, owners, groups, topic) else None
        )
        if topic is not None:
            owners = [topic] * len(here)
        result += [
            None if whole(text, draft, owner, size) else owner for owner, draft in zip(owners, here, strict=True)
        ]
    return result


def whole(text: str, draft: Draft, owner: Group | None, size: Cohort | None) -> bool:
    """Say whether a result is of the whole cohort after all: its size, or of the people that its size counts."""
    if size is None or size.how != "stated" or owner is None:
        return False
    near = [span.start for span in owner.spans if 0 <= span.start - size.end < BEHIND_ITS_SIZE]
    if owner.beside and any(not BREAK.search(text, size.end, start) for start in near):
        return True  # "40 patients treated for a fracture": a fracture tells none of them apart
    part = counted(draft.quantity)
    if part is None or (owner.at is not None and owner.at.start == part.start):
        return False
    return size.start <= part.start < size.end and part.value == size.value


def kept_in_sentence(text: str, drafts: Sequence[Draft], owners: Sequence[Group | None]) -> list[Group | None]:
    """Return the owners, the only group of a sentence kept for the results behind it."""
    kept = list(owners)
    own: Group | None = None
    for i, draft in enumerate(drafts):
        if kept[i] is None and own is not None and not draft.place.bracket and len({id(o) for o in kept if o}) == 1:
            kept[i] = own
        if kept[i] is None and i and ALSO_COUNTED.fullmatch(text, drafts[i - 1].quantity.end, draft.quantity.start):
            kept[i] = kept[i - 1]
        own = kept[i] or own
    return kept


def sized_here(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the group whose size this very number is."""
    places = {part.start for name, part in draft.quantity.parts.items() if name in ("value", "numerator")}
    return next((g for g in groups if g.at is not None and g.at.start in places), None)


def labelled_here(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the lettered group whose size this very number is: ``31 patients had a cast (group A)``."""
    group = sized_here(draft, groups)
    return group if group is not None and label_of(group) else None


def in_sentence(
    text: str, drafts: Sequence[Draft], groups: list[Group], usual: list[Group], scores: Scores | None
) -> list[Group | None]:
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
        if i not in turns:
            chosen[i] = group
    for i, draft in enumerate(drafts):
        if scores is not None and i not in turns and i not in aligned and by_denominator(draft, groups) is None:
            chosen[i] = likeliest(draft, [group for _, group in spoken], scores) or chosen[i]
        if chosen[i] is None:
            chosen[i] = (
                parallel_group(text, drafts, i, groups)
                or spot_group(text, draft, groups)
                or counted_group(text, draft, groups)
            )
    return carried(text, drafts, chosen, sentence, spoken)


def likeliest(draft: Draft, groups: Sequence[Group], scores: Scores) -> Group | None:
    """Return the group a result most likely belongs to, None when it is as likely nobody's."""
    best = max(((scores(draft, group), i) for i, group in enumerate(groups)), default=(0.0, 0))
    return groups[best[1]] if best[0] > 0.5 else None


def spoken_of_by(draft: Draft, groups: Sequence[Group]) -> list[Group]:
    """Return the groups that the text has spoken of by the end of a result's sentence."""
    return [g for g in groups if any(span.start < draft.sentence.end for span in g.spans)]


def by_denominator(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the only group as large as the denominator a result prints: ``60 (36.4 %) of 165 patients``."""
    of = draft.quantity.parts.get("denominator")
    fit = [g for g in spoken_of_by(draft, groups) if of is not None and g.n == of.value]
    return fit[0] if len(fit) == 1 else None


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
