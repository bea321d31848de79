"""Where the text speaks of the groups it has named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.link.arms.described import letter
from extractor.link.arms.group import Group
from extractor.link.arms.names import JOINING, LABEL, POINTING
from extractor.model import Span

NO_NOUN = frozenset((POINTING + JOINING).split())
# words that speak of an arm only before "group": a treatment difference, pain control
ANYTHING = {"treatment", "intervention", "control", "study", "experimental", "initial", "first", "second", "third"}
GROUP_BEHIND = re.compile(
    r"s?\)?\s+(?:and\s+[\w-]+\s+)?(?:groups?|arms?|cohorts?|patients|subjects|participants|women|men|children|eyes|limbs|"
    r"communes|communities|clusters|surgeons?|hospitals|practices|schools|villages)\b"
)
ALLOCATED = re.compile(r"(?:(?:assigned|allocated|randomi[sz]ed)\s+to\s+(?:either\s+)?|\b\d+\s+to\s+|\(|\beither\s+)$")
HELD_AGAINST = re.compile(r"\b(?:than|with|versus|vs\.?|to)\s+(?:the\s+)?$")
CLOSES = re.compile(r"s?\s*[(),.;]")
BRACKET = r"(?:\s*\([^()]*\))?"  # in groups A (8%) and B (17%)
PLURAL = re.compile(
    rf"\b(?:groups|arms|cohorts|clusters|units)\s+({LABEL}(?:{BRACKET}\s*(?:(?:,|and|or|vs\.?|versus|&|/)\s*)+{LABEL})+)(?![\w-])",
    re.I,
)
ONE_LABEL = re.compile(rf"\([^()]*\)|\b({LABEL})(?![\w-])", re.I)  # what a bracket holds is no label
BLANKS = str.maketrans(dict.fromkeys("\n\r\t\u00a0\u2009", " "))
JOINED = re.compile(r"-(?:treated|group|arm|only|alone|based)\b")  # MB-treated patients


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
            if (alias in NO_NOUN or len(alias) == 1) and not text[hit.start : hit.end].isupper():
                continue  # AS, ALL, E: a short form is no word of a sentence
            if len(alias) == 1 and text[: hit.start].endswith("/"):
                continue  # mg/L
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
    """Return *text* in lower case, one character for one, so that offsets stay true; a line end is a blank."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(BLANKS)


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
                if one[1] and one[1].lower() == bare:
                    yield Span(*one.span())
