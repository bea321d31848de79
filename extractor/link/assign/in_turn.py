"""Results told as a list, k-th with k-th: ``80% and 60%, respectively``, ``85% vs 70%``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise

from extractor.link.arms import side_named
from extractor.link.arms.described import label_of
from extractor.link.arms.group import Group, known
from extractor.link.assign.beside import LEADS, right_behind
from extractor.link.assign.direction import second_is_of_the_subject
from extractor.link.assign.printed import printed_at, printed_to
from extractor.link.drafts import Draft
from extractor.link.lists import runs
from extractor.link.outcome.places import PEOPLE
from extractor.model import Quantity, Span

RESPECTIVELY = re.compile(r"\brespectively\b")
AGAINST = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to)|than|against)\b")
VERSUS = re.compile(r"\b(?:vs\.?|versus)")
# what may stand between two results of a list
TOGETHER = re.compile(
    rf"[\s,;)%]*(?:\w+\s+)?(?:{PEOPLE}\s*)?[,)]*\s*"
    r"(?:and|vs\.?|versus|compared (?:with|to)|as compared (?:with|to)|or|to|than|against|,)?\s*"
    r"(?:only\s+|a\s+mean\s+of\s+|about\s+)?[(]?",
    re.I,
)
FROM = re.compile(r"\bfrom\s+(?:a\s+)?(?:(?:mean|median|average)\s+)?(?:of\s+)?$")
TO = re.compile(r"[^,;.]{0,12}?\bto\b")
AND = re.compile(r"\s*(?:groups?|arms?)?\s*(?:\([^()]*\))?\s*(?:,\s*)?(?:and|or)?\s*(?:in\s+|for\s+)?(?:the\s+)?")
REFERENCE = re.compile(
    r"\s*(?:[A-Z][A-Za-z]+s?\s*:\s*)?(?:(?:when|as)\s+)?(?:compared|in comparison|relative)\s+(?:with|to)\s+", re.I
)
COMPARES = re.compile(
    r"\b(?:more|less|fewer|better|worse|higher|lower|greater|larger|longer|shorter|older|younger|increased|reduced|"
    r"decreased|improved|associated with|often|frequent(?:ly)?)\b",
    re.I,
)
WITH_A_UNIT = {"mean", "median", "other", "duration"}
Spoken = Sequence[tuple[Span, Group]]


def in_turn(
    text: str,
    sentence: Span,
    drafts: Sequence[Draft],
    spoken: Spoken,
    groups: list[Group],
    usual: Sequence[Group] = (),
) -> dict[int, Group]:
    """Return the groups of the results of a sentence that are told k-th with k-th, by their index.

    The lengths must agree; otherwise nothing is said.

    Args:
        usual: The groups in the order in which the text last told such a list.
    """
    quantities = [draft.quantity for draft in drafts]
    result: dict[int, Group] = {}
    spoken = reference_last(text, sentence, spoken)
    told: Sequence[Group] = ()  # the order of the list before, in this sentence
    for run in [
        one for whole in runs(quantities, partial(goes_on, text)) for one in compared_in(text, quantities, whole)
    ]:
        first, last = quantities[run[0]], quantities[run[-1]]
        start = printed_to(quantities[run[0] - 1]) if run[0] else sentence.start
        end = printed_at(quantities[run[-1] + 1]) if run[-1] + 1 < len(quantities) else sentence.end
        ahead = distinct(g for s, g in spoken if start <= s.start and s.end <= printed_at(first))
        behind = [(s, g) for s, g in spoken if last.end <= s.start < end]
        near = next((o for o in (ahead, distinct(g for _, g in behind)) if len(o) == len(run)), [])
        listed = near and behind and near != ahead and LEADS.match(text[last.end : behind[0][0].start])
        respective = RESPECTIVELY.search(text, last.end, sentence.end) is not None
        if not (listed or respective or AGAINST.search(text, first.end, last.start)):
            continue
        if len(run) == 2 and not listed and FROM.search(text[start : printed_at(first)]) and TO.match(text, first.end):
            continue  # before and after
        closing = behind[0][1] if behind and right_behind(text, drafts[run[-1]], spoken) else None
        # "73% and 38%, respectively, with casts, with bands having …": these are no list
        apart = respective and not near and ahead and behind and not {*map(id, ahead)} & {id(g) for _, g in behind}
        known_orders = (told, usual) if apart else (told, usual, two_main(groups))
        order = near or agreed(len(run), [] if apart else [g for _, g in spoken], closing, known_orders)
        if not order and len(run) == 2 and len(ahead) == 1 and compares(text, sentence.start, first):
            order = [*ahead, *opposite(ahead[0], groups)]
        if len(order) == len(run):
            if (
                len(run) == 2
                and not (respective or closing)
                and order is not told
                and names_a_subject(order, near, spoken)
            ):
                order = order[::-1] if second_is_of_the_subject(text, start, first, last) else order
            told = order
            result |= dict(zip(run, order, strict=True))
    return respectively(text, sentence, quantities, spoken) | result


def respectively(text: str, sentence: Span, quantities: Sequence[Quantity], spoken: Spoken) -> dict[int, Group]:
    """Return the groups of results told far apart: ``a fall of 12 … and a rise of 3 in A and B, respectively``."""
    result: dict[int, Group] = {}
    start = sentence.start
    for hit in RESPECTIVELY.finditer(text, sentence.start, sentence.end):
        named = [(s, g) for s, g in spoken if start <= s.start and s.end <= hit.start()]
        together = named[-1:]
        for pair in reversed(named[:-1]):
            if AND.fullmatch(text, pair[0].end, together[0][0].start):
                together.insert(0, pair)
        order = distinct(g for _, g in together)
        if len(order) > 1 and hit.start() - together[-1][0].end < 25:
            here = [i for i, q in enumerate(quantities) if start <= q.start and q.end <= together[0][0].start]
            here = [i for i in here if quantities[i].measure not in ("p_value", "range")]
            if len(here) % len(order) == 0 and len({quantities[i].measure for i in here}) == 1:
                result |= {i: order[place % len(order)] for place, i in enumerate(here)}
        start = hit.end()
    return result


def names_a_subject(order: Sequence[Group], near: Sequence[Group], spoken: Spoken) -> bool:
    """Say whether the first of *order* is what a comparison in the sentence is about: it is named first, or alone."""
    named = distinct(g for _, g in spoken)
    return bool(named) and named[0] is order[0] and (near == order or len(named) == 1)


def agreed(k: int, spoken: Sequence[Group], closing: Group | None, known: Sequence[Sequence[Group]]) -> Sequence[Group]:
    """Return the order of *k* groups: that of the sentence, else one *known* from before.

    Args:
        spoken: The groups the sentence names, in its order.
        closing: The group named right behind the last result, which is that group's: ``12 vs 0 % for BKP``.
    """
    fit = [order for order in known if len(order) == k]
    named = distinct(spoken)
    if k == 2 and closing is not None:
        other = next((g for order in ([named] if len(named) == k else fit) for g in order if g is not closing), None)
        return [other, closing] if other else []
    if fit and fit[0] is known[0] and set(map(id, fit[0])) >= set(map(id, named)):
        return fit[0]
    if len(named) == k:
        return named
    if len(named) > k:
        return []
    if k == 2 and len(named) == 1:
        pair = next((order for order in fit if any(g is named[0] for g in order)), None)
        return [named[0], next(g for g in pair if g is not named[0])] if pair else []
    return fit[0] if fit else []


def reference_last(text: str, sentence: Span, spoken: Spoken) -> Spoken:
    """Return the places where groups are spoken of, a group that a sentence only begins to compare with last:
    ``Compared with bands, clips leaked more (12% vs 9%)``."""
    lead = REFERENCE.match(text, sentence.start, sentence.end)
    if lead is None or len(spoken) < 2 or spoken[0][0].start > lead.end() + 15:
        return spoken
    first = spoken[0]
    behind = [pair for pair in spoken[1:] if pair[1] is not first[1]]
    close = text.find(",", first[0].end, behind[0][0].start) if behind else -1
    return (
        [*behind, (Span(behind[0][0].end, behind[0][0].end), first[1])] if close >= 0 and len(behind) == 1 else spoken
    )


def compares(text: str, start: int, q: Quantity) -> bool:
    """Say whether the words before a pair of results compare: ``patients with a stoma more often leaked (3 vs 1)``."""
    return COMPARES.search(text, start, printed_at(q)) is not None


def opposite(group: Group, groups: list[Group]) -> list[Group]:
    """Return the patients that are not of *group*, whom a comparison leaves unnamed: of ``stoma`` ``no stoma``."""
    if label_of(group) or side_named(group.name):
        return []
    name = group.name[3:] if group.name.startswith("no ") else f"no {group.name}"
    known_so = known(name, groups)
    if known_so is not None:
        return [known_so]
    groups.append(Group(name, {name.lower()}, beside=True))
    return groups[-1:]


def distinct(groups: Iterable[Group]) -> list[Group]:
    """Return the groups in their order, each once."""
    return list({id(group): group for group in groups}.values())


def compared_in(text: str, quantities: Sequence[Quantity], run: list[int]) -> list[list[int]]:
    """Return a list of comparisons as its comparisons: ``7.4 vs 7.9, 4.1 vs 3.7`` is two."""
    found = [[run[0]]]
    for before, i in pairwise(run):
        if VERSUS.search(text, quantities[before].end, quantities[i].start):
            found[-1].append(i)
        else:
            found.append([i])
    return [one for one in found if len(one) > 1] or [run]


def two_main(groups: Sequence[Group]) -> list[Group]:
    """Return the two groups that are compared: the two with a size, else the two spoken of most."""
    sized = [g for g in groups if g.n is not None]
    if len(sized) == 2:
        return sized
    ranked = sorted((g for g in groups if g.spans), key=lambda g: -len(g.spans))
    if len(ranked) == 2 or (len(ranked) > 2 and len(ranked[1].spans) > len(ranked[2].spans)):
        return sorted(ranked[:2], key=lambda g: g.spans[0].start)
    return []


def goes_on(text: str, last: Quantity, q: Quantity) -> bool:
    """Say whether a result goes on with the list of the one before."""
    between = text[last.end : q.start]
    same = last.measure == q.measure or {last.measure, q.measure} <= WITH_A_UNIT
    same = same and (last.measure == "p_value" or "p" not in last.parts)  # a p-value closes the list
    names_another = ";" in between and printed_at(q) - q.start > 8  # "; the mean age was 34"
    return same and not names_another and len(between) < 40 and TOGETHER.fullmatch(between) is not None
