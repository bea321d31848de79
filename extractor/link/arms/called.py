"""What a group is also called: its short form, its last words, what was done conservatively."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group
from extractor.link.arms.names import STOP

# words that many things are called by: no name for a group by themselves
GENERAL = re.compile(
    r"\b(?:surgery|treatment|therapy|technique|procedure|approach|method|disease|fractures?|operation|repair|injur(?:y|ies)|"
    r"infusion|injections?|drainage|tumou?rs?|cancer|carcinoma|replacement|bypass(?:es)?|grafts?|program(?:me)?|follow-up|"
    r"months|years|mg|ml|dose|function|pain|spine|management|intervention|care|systems?|\w+(?:al|ic|ed|ous|ior))$"
)
ADJECTIVE = re.compile(r"(?:non-?)?(?:conservative|operative|surgical)")
ADVERB = re.compile(rf"{ADJECTIVE.pattern}ly", re.I)
DOSE = re.compile(r"[a-z-]{5,}\s[\d.]+\s*(?:mg|ml)")
IN_BRACKETS = re.compile(r"\s*\(([A-Z][\w/+-]{1,9})\)")  # the short form behind a name
CAPITALS = re.compile(r"[A-Z][A-Z0-9-]{1,6}")


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
        twin.spans = sorted({*twin.spans, *group.spans}, key=lambda span: span.start)
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
