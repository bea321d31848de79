"""The arms of a study: named where the methods name them, found again wherever they are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.language import Abbreviation
from extractor.link.arms.described import describe, letter
from extractor.link.arms.group import Group, add
from extractor.link.arms.names import LABEL, STOP, names
from extractor.link.arms.sizes import sized
from extractor.link.phrases import one_line
from extractor.model import Arm, ArmRole, Quantity, Sentence, Span

CONTROL = re.compile(
    r"\b(?:control|placebo|conventional|standard|untreated|usual|routine|sham|no treatment|conservative|observation|"
    r"nonoperat|non-operat)",
    re.I,
)


# words that many things are called by: no name for a group by themselves
GENERAL = re.compile(
    r"\b(?:surgery|treatment|therapy|technique|procedure|approach|method|disease|fractures?|operation|repair|injur(?:y|ies)|"
    r"infusion|injections?|drainage|tumou?rs?|cancer|carcinoma|replacement|bypass(?:es)?|grafts?|program(?:me)?|follow-up|"
    r"months|years|mg|ml|dose|function|pain|spine|management|intervention|care|systems?|\\w+(?:al|ic|ed|ous|ior))$"
)
ADJECTIVE = re.compile(r"(?:non-?)?(?:conservative|operative|surgical)")
ADVERB = re.compile(rf"{ADJECTIVE.pattern}ly", re.I)
DOSE = re.compile(r"[a-z-]{5,}\s[\d.]+\s*(?:mg|ml)")
IN_BRACKETS = re.compile(r"\s*\(([A-Z][\w/+-]{1,9})\)")  # the short form behind a name
# words that speak of an arm only before "group": a treatment difference, pain control
ANYTHING = {"treatment", "intervention", "control", "study", "experimental", "initial", "first", "second", "third"}
GROUP_BEHIND = re.compile(
    r"s?\)?\s+(?:and\s+[\w-]+\s+)?(?:groups?|arms?|cohorts?|patients|subjects|participants|women|men|children|eyes|limbs|"
    r"communes|communities|clusters|surgeons?|hospitals|practices|schools|villages)\b"
)
ALLOCATED = re.compile(r"(?:(?:assigned|allocated|randomi[sz]ed)\s+to\s+(?:either\s+)?|\b\d+\s+to\s+|\(|\beither\s+)$")
HELD_AGAINST = re.compile(r"\b(?:than|with|versus|vs\.?|to)\s+(?:the\s+)?$")
CLOSES = re.compile(r"s?\s*[(),.;]")
PLURAL = re.compile(
    rf"\b(?:groups|arms|cohorts|clusters|units)\s+({LABEL}(?:\s*(?:(?:,|and|or|vs\.?|versus|&|/)\s*)+{LABEL})+)(?![\w-])",
    re.I,
)
ONE_LABEL = re.compile(rf"\b{LABEL}(?![\w-])", re.I)
JOINED = re.compile(r"-(?:treated|group|arm|only|alone|based)\b")  # MB-treated patients
CAPITALS = re.compile(r"[A-Z][A-Z0-9-]{1,6}")


def registry(
    text: str,
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    abbreviations: Sequence[Abbreviation] = (),
) -> list[Group]:
    """Return the groups that the text names, in the order in which it first speaks of them.

    A short form and its long form are one group; ``group A`` takes the words that say what it is.
    """
    groups: list[Group] = []
    for sentence in sentences:
        if sentence.section not in ("furniture", "duplicate"):
            for name in names(text, sentence):
                add(groups, text, name)
    long_of = {
        text[a.short.start : a.short.end].lower(): one_line(text[a.long.start : a.long.end]) for a in abbreviations
    }
    groups = merged(groups, long_of)
    short_names(groups)
    adverbs(groups)
    last_words_names(groups)
    sized(groups, text, quantities)
    groups = merged(groups, long_of)
    find_again(groups, text)
    if short_forms(groups, text):
        find_again(groups, text)
    describe(groups, text)
    return [g for g in groups if g.spans]


def merged(groups: Sequence[Group], long_of: dict[str, str]) -> list[Group]:
    """Return the groups, short forms joined with their long forms: BKP is balloon kyphoplasty.

    Args:
        long_of: The long form of each short form; short forms in lower case.
    """
    kept: list[Group] = []
    for group in groups:
        written_out(group, long_of)
        twin = next((k for k in kept if k.aliases & group.aliases), None)
        if twin is None:
            kept.append(group)
            continue
        twin.aliases |= group.aliases
        if twin.n is None and group.n is not None:
            twin.n, twin.at = group.n, group.at
        twin.name = max(twin.name, group.name, key=len)
    return kept


def short_names(groups: Sequence[Group]) -> None:
    """Let a group be called by the capitals its name begins with: ACE for the ACE Posterior Segmental Fixator."""
    firsts = [(group, group.name.split()[0]) for group in groups if len(group.name.split()) > 1]
    for group, first in firsts:
        alone = sum(other == first for _, other in firsts) == 1 and not any(first.lower() in g.aliases for g in groups)
        if alone and CAPITALS.fullmatch(first):
            group.aliases.add(first.lower())


def last_words_names(groups: Sequence[Group]) -> None:
    """Let a group be called by the last words of its name that no other name ends with: vertebroplasty for
    percutaneous vertebroplasty."""
    for group in groups:
        words = group.name.lower().split()
        for k in range(1, len(words)):
            end = " ".join(words[-k:])
            if len(end) < 6 or end.split()[0] in STOP or (GENERAL.search(end) and not DOSE.fullmatch(end)):
                continue
            if not any(end in alias for g in groups if g is not group for alias in g.aliases):
                group.aliases.add(end)
                break


def short_forms(groups: Sequence[Group], text: str) -> bool:
    """Let groups be called by the short form in brackets behind a name; say whether there was one."""
    found = False
    for group in groups:
        for span in group.spans:
            short = IN_BRACKETS.match(text, span.end)
            if short is None or sum(map(str.isupper, short[1])) < 2 or "(" in group.name or group.name == short[1]:
                continue
            if not any(short[1].lower() in g.aliases for g in groups if g is not group):
                group.aliases.add(short[1].lower())
                group.name = both_forms(group.name, short[1])
                found = True
    return found


def both_forms(long: str, short: str) -> str:
    """Return the name of a group that has a long and a short form: both, or the short one when the long is a phrase."""
    return f"{long} ({short})" if len(long.split()) < 4 else short


def adverbs(groups: Sequence[Group]) -> None:
    """Let the conservative group also be called by what was done conservatively."""
    for group in groups:
        firsts = {alias.split()[0] for alias in group.aliases if alias.strip()}
        group.aliases |= {f"{first}ly" for first in firsts if ADJECTIVE.fullmatch(first)}


def written_out(group: Group, long_of: dict[str, str]) -> None:
    """Give a group known by its short form the long one too, and the other way round."""
    short = next((a for a in sorted(group.aliases) if a in long_of), None)
    if short:
        group.aliases |= {short, long_of[short].lower()}
        if group.name.lower() == short:
            group.name = both_forms(long_of[short], group.name)
        return
    back = next((s for s, long in long_of.items() if long.lower() in group.aliases), None)
    if back:
        group.aliases.add(back)


def find_again(groups: Sequence[Group], text: str) -> None:
    """Find every place that speaks of a group; a longer name wins over one inside it.

    The places already found stay.
    """
    taken: list[Span] = [span for group in groups for span in group.spans]
    lowered = in_lower_case(text)
    aliases = sorted(((a, g) for g in groups for a in g.aliases), key=lambda pair: (-len(pair[0]), pair[0]))
    for alias, group in aliases:
        for hit in (*told(alias, lowered), *in_the_plural(alias, lowered, text)):
            if alias in ANYTHING and not is_a_group(alias, lowered, hit):
                continue
            if all(hit.end <= t.start or t.end <= hit.start for t in taken):
                taken.append(hit)
                group.spans.append(hit)
    for group in groups:
        group.spans.sort(key=lambda s: s.start)


def is_a_group(alias: str, lowered: str, hit: Span) -> bool:
    """Say whether a word like ``control`` speaks of a group here: pain control does not."""
    before = lowered[max(0, hit.start - 24) : hit.start]
    return bool(
        GROUP_BEHIND.match(lowered, hit.end)
        or ALLOCATED.search(before)
        or (alias == "control" and HELD_AGAINST.search(before) and CLOSES.match(lowered, hit.end))
    )


def in_lower_case(text: str) -> str:
    """Return *text* in lower case, one character for one, so that offsets stay true."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def told(alias: str, lowered: str) -> Iterator[Span]:
    """Yield where *lowered*, a text in lower case, says *alias* or its plural; no pattern is compiled for it."""
    start = lowered.find(alias)
    while start >= 0:
        end = start + len(alias)
        end += 1 if lowered[end : end + 1] == "s" else 2 if lowered[end - 1 : end + 2] == "ses" else 0
        goes_on = in_word(lowered[end : end + 1]) and not JOINED.match(lowered, end)
        if not in_word(lowered[start - 1 : start] if start else "") and not goes_on:
            yield Span(start, end)
        start = lowered.find(alias, start + 1)


def in_word(character: str) -> bool:
    """Say whether a character goes on with a word."""
    return character.isalnum() or character in ("_", "-")


def in_the_plural(alias: str, lowered: str, text: str) -> Iterator[Span]:
    """Yield the letter of a lettered group in ``groups A and B``."""
    bare = letter(alias)
    if bare is not None and "s " in lowered:
        for hit in PLURAL.finditer(text):
            for one in ONE_LABEL.finditer(text, *hit.span(1)):
                if one.group().lower() == bare:
                    yield Span(*one.span())


def as_arms(groups: Sequence[Group]) -> tuple[Arm, ...]:
    """Return the groups as arms, numbered in their order."""
    return tuple(
        Arm(
            id=f"a{number}",
            name=f"{group.name[:-2]} treatment" if ADVERB.fullmatch(group.name) else group.name,
            role=role(group, groups),
            n=group.n,
            start=group.at.start if group.at else None,
            end=group.at.end if group.at else None,
            mentions=tuple(group.spans),
        )
        for number, group in enumerate(groups, start=1)
    )


def role(group: Group, groups: Sequence[Group]) -> ArmRole:
    """Return what a group is to the study; of two groups the one that is not the control is the intervention."""
    if CONTROL.search(group.name):
        return "control"
    if len(groups) == 2 and any(CONTROL.search(g.name) for g in groups):
        return "intervention"
    return "group"
