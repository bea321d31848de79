"""Patients told apart by what they are or had: ``in unoperated patients``, ``of patients with a known primary``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.link.phrases import one_line, trimmed
from extractor.model import Sentence, Span

WHO = (
    r"(?:patients|cases|those|women|men|children|participants|subjects|infants|individuals|neonates|persons|survivors|"
    r"volunteers|recipients|victims|tumou?rs|lesions|grafts|bypasses|limbs|knees|hips|eyes|"
    r"(?:sub)?group(?=\s+(?:with|without|receiving|treated|given|undergoing)\b))"
)
QUALIFIED = (
    r"(?:who|with|without|on|receiving|treated|undergoing|requiring|under|over|aged|older|younger|in\s+whom|not|having|"
    r"given|admitted|operated|managed|assigned|allocated|randomi[sz]ed)\b"
)
# "in the eleven unoperated patients with a tumour"
PEOPLE = re.compile(
    rf"(?:(?:the|those|our|all|(?P<n>\d+|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\s+)*"
    rf"(?P<kind>(?:(?!(?:and|or|the|of|in|with|for|were|was|than|to|by)\b)[\w-]+\s+){{0,3}}){WHO}\b"
    rf"(?:\s+(?P<what>{QUALIFIED}[^.;()]{{3,80}}))?",
    re.I,
)
# words before "patients" that name no group of them
NO_KIND = re.compile(
    r"\b(?:the|these|those|this|that|all|both|study|our|consecutive|remaining|other|others|many|most|some|several|such|"
    r"eligible|evaluable|evaluated|assessable|consenting|available|more|less|fewer|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|of|total|first|last|every|each|any|no|same|their|its|his|her|surviving|adult|reported|additional|"
    r"selected|affected|different|individual|new|randomi[sz]ed|recruited|per|only|and|as|on|which|number|percent|cent|respective|from|among|medians?|means?|average|period|"
    r"between|treated|operated|included|enrolled|followed|at|is|are|after|before)\b|(?<![\w-])\d+(?![\w-])",
    re.I,
)
NO_GROUP = re.compile(
    r"^(?:who|with)\s+(?:(?:were|was|had|have|has|a|an|the)\s+)*(?:follow\w*|this|these|it|complete follow|whom|"
    r"included|enrolled|available|evaluated|studied|reviewed|at|an?\s+average|mean|minimum|average)\b",
    re.I,
)
LIMIT = re.compile(
    r",|\b(?:(?:increased|decreased|rose|fell|declined|dropped|ranged|averaged)\s+(?:from|by|to|between)|and|but|had|"
    r"has|have|was|were|is|are|died|survived|recovered|healed|did|became|regained|showed|developed|required|experienced|achieved|"
    r"improved|underwent|than|more|less|often|significantly|also|better|worse|versus|vs|compared|remained|responded|reported|at|during|after|between|since)\b|%|(?<!type\s)(?<!stage\s)(?<!grade\s)\d",
    re.I,
)


# whom others are held against
THAN = re.compile(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?)\s+(?:(?:that|those)\s+(?=of|for|in))?(?:(?:of|for|in)\s+)?", re.I
)
VERSUS = re.compile(r"\d[^()]{0,30}\b(?:vs\.?|versus)\s+\d")
OPENS = re.compile(r"\s*(?:(?:results?|conclusions?|findings)\s*:\s*)?(?:(?:in|of|among|for|from)\s+)?", re.I)
HELD_AGAINST = re.compile(rf"{OPENS.pattern}compared\s+(?:with|to)\s+[^.,;()]{{3,60}},\s+", re.I)
# patients told apart by their treatment
TREATED_WITH = re.compile(
    rf"\b{WHO}\s+(?=(?:who\s+(?:received|underwent|had)|treated|receiving|undergoing|managed|given)\b)", re.I
)
PREPOSITION = re.compile(r"\b(?:of|in|among|for)\s+", re.I)
IS = re.compile(
    rf"(?:\s+{WHO})?\s*[,(:]?\s*(?:(?:was|were|is|are|had|averaged|reached|experienced)\s+)?"
    r"(?:(?:increased|rose|improved|decreased|fell|declined|dropped)\s+(?:from|by|to)\s+)?(?:(?:a|an|only|about)\s+)*"
    r"(?:(?:mean|median|average|rate|of)\s+)*"
)
# verbs that lead to what patients had: "received enflurane"
VERBS = re.compile(
    r"(?:(?:who|whom|had|have|has|were|was|been|are|is|being|uniformly|initially|successfully|primarily|routinely)\s+)*"
    r"(?:(?:receiv(?:ed?|ing)|under(?:went|going|go)|undergone|given|requir(?:ed|ing)|having|had|treated(?:\s+(?:with|by|using))?|"
    r"managed\s+(?:with|by)|operated(?:\s+on)?(?:\s+(?:with|by|under))?|(?:assigned|allocated|randomi[sz]ed)(?:\s+to)?(?:\s+receive)?|in\s+whom|with|aged)\s+)?(?:(?:a|an|the|only|either)\s+)*",
    re.I,
)
TREATED = re.compile(r"(.+?)[\s-]treated", re.I)  # conservatively treated, stent-treated
WHO_DID = re.compile(r"who\s+", re.I)
DENIES = re.compile(r"(?:without|not)\s+|who\s+(?:did\s+not|had\s+(?:not|no)|have\s+no)\s+", re.I)


@dataclass(frozen=True, slots=True)
class People:
    """Patients that a text tells apart from the others: where it says which, and a name for them."""

    where: Span
    name: str


def named_people(text: str, start: int, end: int, *, compared: bool = False) -> People | None:
    """Return which patients ``text[start:end]`` begins with, None when they are all or any.

    Args:
        compared: Whether they are held against others; then a word before ``patients`` tells them apart.
    """
    hit = PEOPLE.match(text, start, end)
    if hit is None:
        return None
    if hit["what"] and not NO_GROUP.match(hit["what"]):
        limit = LIMIT.search(text, hit.start("what") + 8, hit.end("what"))
        return qualified(text, hit.start("what"), limit.start() if limit else hit.end("what"))
    kind = hit["kind"].rstrip()
    where = Span(hit.start("kind"), hit.start("kind") + len(kind))
    treated = TREATED.fullmatch(kind)
    if treated and not NO_KIND.search(treated[1]):
        return People(Span(where.start, where.start + len(treated[1])), one_line(treated[1]))
    again = text.lower().count(text[where.start : hit.end()].lower()) > 1
    if not kind or NO_KIND.search(kind) or not (again or hit["n"] or compared):
        return None
    return People(where, one_line(kind))


def qualified(text: str, start: int, end: int) -> People | None:
    """Return the patients that the words of ``text[start:end]`` behind ``patients`` tell apart."""
    denied = DENIES.match(text, start, end)
    verbs = VERBS.match(text, denied.end() if denied else start, end)
    if verbs and WHO_DID.fullmatch(text, start, verbs.end()):
        return None  # "who lost 8 kg" is a result
    words = trimmed(text, verbs.end() if verbs else start, end, limit=6, keep="start")
    if words is None:
        return None
    first = verbs.end() if verbs else start
    where = Span(first if text[first : first + 3].isupper() else words.start, words.end)  # ALL is a disease
    name = one_line(text[where.start : where.end])
    return People(Span(start, where.end), f"no {name}") if denied else People(where, name)


def compared_people(text: str, sentence: Sentence) -> Iterator[People]:
    """Yield the patients a sentence holds against each other: ``vein grafts did better than prosthetic grafts``."""
    for hit in THAN.finditer(text, sentence.start, sentence.end):
        other = named_people(text, hit.end(), sentence.end, compared=True)
        opening = OPENS.match(text, sentence.start, hit.start())
        one = named_people(text, opening.end(), hit.start(), compared=True) if opening and other else None
        yield from (people for people in (one, other) if people is not None)


def subject_people(text: str, sentence: Sentence) -> Iterator[People]:
    """Yield the patients a sentence begins with, where it tells a pair: ``patients with a stoma leaked (3 vs 1)``."""
    versus = VERSUS.search(text, sentence.start, sentence.end)
    opening = (HELD_AGAINST.match(text, sentence.start) or OPENS.match(text, sentence.start)) if versus else None
    people = named_people(text, opening.end(), sentence.end) if opening else None
    if versus and people and people.where.end < versus.start():
        yield people


def treated_people(text: str, sentence: Sentence) -> Iterator[People]:
    """Yield the patients that a sentence tells apart by what they were treated with, where the text says it again."""
    for hit in TREATED_WITH.finditer(text, sentence.start, sentence.end):
        people = named_people(text, hit.start(), sentence.end)
        if people and len(people.name) > 3 and text.lower().count(people.name.lower()) > 1:
            yield people


def led_to(text: str, sentence: Sentence, end: int) -> People | None:
    """Return the patients of whom a clause tells what ends at *end*: ``healing of the 26 splinted patients was``."""
    for hit in [*PREPOSITION.finditer(text, max(sentence.start, end - 120), end)][::-1]:
        people = named_people(text, hit.end(), end)
        if people is not None and IS.fullmatch(text, people.where.end, end):
            return people
    return None
