"""Which arm a result belongs to: the one spoken of beside it, k-th with k-th, or the one its sentence began with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms import NO_NAME, Group, on_the_spot
from extractor.link.findings import Draft
from extractor.link.outcome import PEOPLE
from extractor.link.companions import value_of
from extractor.link.partition import told_by_share
from extractor.model import Cohort, Span

LEADS = re.compile(
    r"^[\s,]*(?:%|\w+\s+)?(?:of\s+)?(?:(?:the\s+)?(?:patients|cases|subjects|those|women|men|children|participants)\s+)?[(\[,]?\s*(?:in|for|of|with|after|among|on|from|by|under|at|who received|who had|receiving|treated with|undergoing|assigned to|within|using)?\s*(?:the\s+)?(?:patients\s+(?:in|with|on|treated with|receiving)\s+)?(?:the\s+)?$",
    re.I,
)
GOES_ON = re.compile(r"\s*(?:they\b|of (?:these|them|whom)|among (?:these|them)|in (?:this|the (?:latter|former)) group|these patients|in these|all (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b|both\b)", re.I)
MORE = re.compile(r"\b(?:higher|greater|larger|longer|older|more|better|increased|superior|taller|heavier)\b", re.I)
LESS = re.compile(r"\b(?:lower|smaller|shorter|younger|less|fewer|worse|decreased|reduced|inferior|faster|earlier|lighter)\b", re.I)
LEAD = re.compile(r"\s*(?:of\s+\w+\s+)?(?:[(\[]?\s*(in|for|after|with|among|at|on|from|of)\s+(?:the\s+)?|([(\[])(?=[A-Za-z][^()\d<>=]{3,40}[)\]]))", re.I)
PARALLEL = re.compile(r"\b(?:respectively|versus|vs\.?|compared (?:with|to)|and|as compared|than)\b", re.I)


def arms_of(text: str, drafts: Sequence[Draft], groups: list[Group], size: Cohort | None) -> list[Group | None]:
    """Return the group of each draft, None for the whole cohort; drafts come in the order of the text.

    What a sentence does not say, arithmetic may (6, or 60 %, are of the ten); then a sentence that
    goes on about the group of the one before (``of these``, ``they``) keeps it.
    """
    result: list[Group | None] = []
    start = 0
    before: Group | None = None
    while start < len(drafts):
        stop = start
        while stop < len(drafts) and drafts[stop].sentence is drafts[start].sentence:
            stop += 1
        here = drafts[start:stop]
        owners = in_sentence(text, here, groups)
        owners = [owner or told_by_share(d, groups, size) or sized_here(d, groups) for owner, d in zip(owners, here, strict=True)]
        own = None
        for i, draft in enumerate(here):
            if owners[i] is None and own is not None and not draft.place.bracket and len({id(o) for o in owners if o}) == 1:
                owners[i] = own
            own = owners[i] or own
        if before is not None and not any(owners) and GOES_ON.match(text[here[0].sentence.start : here[0].sentence.end]):
            owners = [before] * len(here)
        result += owners
        before = owners[-1]
        start = stop
    return result


def sized_here(draft: Draft, groups: Sequence[Group]) -> Group | None:
    """Return the group whose size this very number is."""
    places = {part.start for name, part in draft.quantity.parts.items() if name in ("value", "numerator")}
    return next((g for g in groups if g.at is not None and g.at.start in places), None)


def spoken_of(sentence: Span, groups: Sequence[Group]) -> list[tuple[Span, Group]]:
    """Return where a sentence speaks of groups, in its order."""
    found = [(s, g) for g in groups for s in g.spans if sentence.start <= s.start < sentence.end]
    return sorted(found, key=lambda pair: pair[0].start)


def in_sentence(text: str, drafts: Sequence[Draft], groups: list[Group]) -> list[Group | None]:
    """Return the group of each result of one sentence."""
    sentence = Span(drafts[0].sentence.start, drafts[0].sentence.end)
    spoken = spoken_of(sentence, groups)
    chosen: list[Group | None] = [beside(text, draft, spoken) for draft in drafts]
    aligned = in_turn(text, sentence, drafts, spoken, groups)
    for i, group in aligned.items():
        if chosen[i] is None or len({id(chosen[j]) for j in aligned}) < len(set(map(id, aligned.values()))):
            chosen[i] = group
    for i, draft in enumerate(drafts):
        if chosen[i] is None:
            chosen[i] = parallel_group(text, drafts, i, groups) or spot_group(text, draft, groups)
    carried: Group | None = None
    for i, draft in enumerate(drafts):
        if chosen[i] is None:
            earlier = [(s, g) for s, g in spoken if s.end <= draft.quantity.start]
            if carried is None and len({id(g) for _, g in earlier}) == 1 and earlier[-1][0].start - sentence.start < 60:
                chosen[i] = earlier[-1][1]
            elif carried is not None and not draft.own:
                chosen[i] = carried
            elif len({id(g) for _, g in spoken}) == 1 and spoken[0][0].start > draft.quantity.end and draft.place.right.start <= spoken[0][0].start <= draft.place.right.end:
                chosen[i] = spoken[0][1]
        carried = chosen[i] or carried
    return chosen


def beside(text: str, draft: Draft, spoken: Sequence[tuple[Span, Group]]) -> Group | None:
    """Return the group named right behind a result (``65% in group A``) or right before it (``group A (65%)``)."""
    q, place = draft.quantity, draft.place
    behind = [(s, g) for s, g in spoken if q.end <= s.start <= place.right.end + 1]
    before = [(s, g) for s, g in spoken if place.left.start <= s.start and s.end <= q.start]
    if behind and LEADS.match(re.sub(r"\([^)]*\)", "", text[q.end : behind[0][0].start])):
        return behind[0][1]
    if before and (place.bracket is not None or not re.search(r"[;.]", text[before[-1][0].end : q.start])):
        gap = text[before[-1][0].end : q.start]
        if place.bracket is not None and len(gap) < 30:
            return before[-1][1]
        if len({id(g) for _, g in before}) == 1:
            return before[-1][1]
        if not re.search(r"\b(?:and|or|versus|vs|than|compared)\b", text[before[-2][0].end : before[-1][0].start]):
            return before[-1][1]
    if behind and not before and len(text[q.end : behind[0][0].start]) < 50 and len({id(g) for _, g in behind}) == 1:
        return behind[0][1]
    return None


def in_turn(text: str, sentence: Span, drafts: Sequence[Draft], spoken: Sequence[tuple[Span, Group]], groups: Sequence[Group]) -> dict[int, Group]:
    """Return the groups of results told k-th with k-th: ``80% and 60%, respectively``, ``85% vs 70%``.

    The lengths must agree; otherwise nothing is said.
    """
    order: list[Group] = []
    for _, group in spoken:
        if group not in order:
            order.append(group)
    result: dict[int, Group] = {}
    runs = pairs(text, drafts)
    if not order and len(groups) == 2 and runs and re.search(r"\b(?:groups|arms|both|two)\b|\bvs\b|versus", text[sentence.start : sentence.end]):
        order = list(groups)
    main = two_main(groups)
    for run in runs:
        linked = text[drafts[run[0]].quantity.end : drafts[run[-1]].quantity.start]
        wanted = order if len(order) == len(run) else main if len(main) == len(run) and len(order) < 2 else []
        says = re.search(r"\brespectively\b", text[drafts[run[-1]].quantity.end : sentence.end]) or re.search(r"\b(?:vs\.?|versus|compared (?:with|to)|than|against)\b", linked)
        if wanted and says:
            if len(order) == 1 and len(wanted) == 2 and order[0] in wanted:
                wanted = [order[0], next(g for g in wanted if g is not order[0])]
            if len(wanted) == 2 and spoken:
                wanted = by_direction(text, sentence, [drafts[i] for i in run], wanted, spoken)
            result |= dict(zip(run, wanted, strict=True))
    return result


def two_main(groups: Sequence[Group]) -> list[Group]:
    """Return the two groups that are compared: the two with a size, else the two spoken of most."""
    sized = [g for g in groups if g.n is not None]
    if len(sized) == 2:
        return sized
    ranked = sorted(groups, key=lambda g: -len(g.spans))
    if len(ranked) == 2 or (len(ranked) > 2 and len(ranked[1].spans) > len(ranked[2].spans)):
        return sorted(ranked[:2], key=lambda g: g.spans[0].start)
    return []


def by_direction(text: str, sentence: Span, pair: Sequence[Draft], wanted: list[Group], spoken: Sequence[tuple[Span, Group]]) -> list[Group]:
    """Return the two groups in the order of the two values when a comparison tells it: ``shorter in B (3 vs 5 days)``."""
    first, second = (value_of(d.quantity) for d in pair)
    word = next(iter(sorted((m.start(), sign, m.end()) for sign, cue in ((1, MORE), (-1, LESS)) for m in cue.finditer(text, sentence.start, sentence.end))), None)
    if word is None or first is None or second is None or first.value is None or second.value is None or first.value == second.value:
        return wanted
    at, sign, end = word
    than = re.compile(r"\bthan\b|\bcompared\b", re.I).search(text, end, sentence.end)
    subject = [g for s, g in spoken if (s.end <= at or end <= s.start) and not (than and s.start > than.start() and s.start > end)]
    if not subject or any(s.start < pair[1].quantity.start and s.start > pair[0].quantity.end for s, _ in spoken):
        return wanted
    near = min(((abs(s.start - at), g) for s, g in spoken if g in subject and not (than and s.start > than.start() > end)), key=lambda x: x[0], default=None)
    if near is None:
        return wanted
    other = next((g for g in wanted if g is not near[1]), None)
    if near[1] not in wanted or other is None:
        return wanted
    larger_first = first.value > second.value
    return [near[1], other] if larger_first == (sign > 0) else [other, near[1]]


def pairs(text: str, drafts: Sequence[Draft]) -> list[list[int]]:
    """Return runs of results that are told as a list: same measure and unit, only ``and``, ``vs`` or a comma between."""
    runs: list[list[int]] = []
    for i, draft in enumerate(drafts):
        if runs:
            last = drafts[runs[-1][-1]].quantity
            between = text[last.end : draft.quantity.start]
            same = last.measure == draft.quantity.measure or {last.measure, draft.quantity.measure} <= {"mean", "median", "other", "duration"}
            if same and len(between) < 40 and re.fullmatch(rf"[\s,;)%]*(?:\w+\s+)?(?:{PEOPLE}\s*)?[,)]*\s*(?:and|vs\.?|versus|compared (?:with|to)|as compared (?:with|to)|or|to|than|against|,)?\s*(?:only\s+|a\s+mean\s+of\s+|about\s+)?[(]?", between, re.I):
                runs[-1].append(i)
                continue
        runs.append([i])
    return [run for run in runs if len(run) > 1]


def parallel_group(text: str, drafts: Sequence[Draft], i: int, groups: list[Group]) -> Group | None:
    """Return the group that a list names behind each of its results: ``56% after aortic, 54% after mitral``."""
    lead = [LEAD.match(text[d.quantity.end : d.place.right.end]) for d in drafts]
    same = [j for j, m in enumerate(lead) if m and lead[i] and m.group(m.lastindex).lower() == lead[i].group(lead[i].lastindex).lower() and drafts[j].quantity.measure == drafts[i].quantity.measure]  # type: ignore[index]
    if i not in same or len(same) < 2 or drafts[i].quantity.measure == "count":
        return None
    if sum(not drafts[j].own or drafts[j].place.in_front for j in same) < len(same) - 1:
        return None
    hit = lead[i]
    assert hit is not None
    start = drafts[i].quantity.end + hit.end()
    stop = re.compile(r"[,;()]|\band\b|\bwas\b|\bwere\b|\d|\.").search(text, start, drafts[i].place.right.end)
    name = text[start : stop.start() if stop else drafts[i].place.right.end].strip()
    if len(name) < 3 or NO_NAME.search(name) or re.match(rf"(?:all\s+|the\s+)?{PEOPLE}\s*$|this|that|which|each|our|their", name, re.I):
        return None
    return known_or_new(name, Span(start, start + len(name)), groups)


def spot_group(text: str, draft: Draft, groups: list[Group]) -> Group | None:
    """Return the group of patients named beside a share: ``20% of patients with a known primary``."""
    q = draft.quantity
    if q.measure != "proportion":
        return None
    opening = re.match(rf"\s*(?:of|in|among|for)\s+(?:the\s+|all\s+|our\s+)?(?:\d+\s+)?(?={PEOPLE}\s+(?:who|with|without|receiving|treated|undergoing|in whom|aged|over|under))", text[q.end : q.end + 40], re.I)
    if opening:
        where = on_the_spot(text, q.end, draft.place.right.end)
        return known_or_new(text[where.start : where.end], where, groups) if where else None
    leading = re.match(rf"\s*(?:of|in|among|for)\s+(?:the\s+)?(?:\w+\s+)?(?={PEOPLE}\s+(?:who|with|without|receiving|treated|undergoing|in whom|aged|over|under))", text[draft.sentence.start : draft.sentence.start + 60], re.I)
    if leading:
        where = on_the_spot(text, draft.sentence.start, q.start)
        return known_or_new(text[where.start : where.end], where, groups) if where else None
    return None


def known_or_new(name: str, where: Span, groups: list[Group]) -> Group:
    """Return the group of that name, made when no group has it."""
    key = re.sub(r"\s+", " ", name).lower()
    for group in groups:
        if key == group.name.lower() or key in group.aliases:
            if where not in group.spans:
                group.spans.append(where)
            return group
    group = Group(re.sub(r"\s+", " ", name), {key}, spans=[where])
    groups.append(group)
    return group
