"""A cohort nobody printed as one number: arms, sexes or patients told side by side, added up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.link.arms.group import Group
from extractor.model import Cohort, Part, Quantity, Sentence, Span
from extractor.recognise.printed import decimal

MEN = re.compile(r"\b(?:men|males?|boys|man|Men|Males?)\b")
WOMEN = re.compile(r"\b(?:women|females?|girls|woman|Women|Females?)\b")
SEXED = re.compile(r"\b(?:wo)?men\b|\bmales?\b|\bfemales?\b|\bboys\b|\bgirls\b", re.I)
LETTERS = re.compile(r"[A-Za-z]+")
# 64 patients with A and 67 …; 30 patients were compared with a control group of 25
TOLD_ON = re.compile(r"\s+(?:to|with|in|who|healthy|received|underwent|treated|referred)\b")
ADDS = re.compile(
    r"(?:\band|,|;|versus|compared with)\s+"
    r"(?:(?:another|an?|the|other|of|control group of|group of|further|additional)\s+)*$"
)
# we compared 61 patients who had A with 57 who had B
COMPARED = re.compile(r"\b(?:compar(?:ed|ing|ison of)|match(?:ed|ing))\s+(?:the\s+)?$", re.I)
AGAINST = re.compile(r"\b(?:with|to|against)\s+(?:the\s+|another\s+)?$", re.I)
NOT_ADDED = re.compile(r"\.\s|\bof (?:whom|these)\b|:|\b(?:including|among|of) them\b|\bincluding\b")
# 102 patients were randomised and 96 were assessed: the same people, further on
FURTHER_ON = re.compile(
    r"\b(?:assess|evaluab|evaluated|available|analy[sz]|complet|eligible|approached|agreed|remained|returned|"
    r"responded|participat|were further|re-?examined|followed|underwent further)",
    re.I,
)
GROUPS = re.compile(r"\b(?:group|control|healthy)", re.I)
ONE_MORE = re.compile(r"\b(?:another|additional|further)\s+$", re.I)
# 66 patients with A who were seen late and 37 patients had a cast: up to "and" the sentence has no verb
DESCRIBED = re.compile(r"\s*(?:with|without|undergoing|having|suffering from)\b", re.I)
VERB = re.compile(r"(?<!who )(?<!that )(?<!which )\b(?:were|was|had|have|underwent|received|are|did)\b", re.I)
JUST_AND = re.compile(r"(?:\s\([^()]*\))?,?\sand\s", re.I)
# 117 coastal and 92 inland patients
KIND_AND = re.compile(r"\s(?!of\b|in\b|to\b|with\b)[\w-]+\sand\s", re.I)
HOW_MANY = re.compile(r"\b(two|three|four|five|2|3|4)\s+(?:[a-z-]+\s+){0,3}?(?:groups|arms)\b", re.I)
EACH = re.compile(r"\s*(?:in|per|for)?\s*\beach\b|\s*per\s+(?:group|arm)\b|\s*in\s+(?:both|all)\s+groups\b", re.I)
OF_EACH = re.compile(r"\beach(?:\s+(?:group|arm))?(?:\s+\w+){0,2}\s*[(,]?\s*$|\b(?:groups|arms)\s+of\s*$", re.I)
TWO_GROUPS = re.compile(r"\b(?:two|both|2|control|between)\s+groups?\b", re.I)
IN_TURN = re.compile(r"\W*(?:we\s+)?(?:also|the other|other|another|as (?:a|the) control)\b[^.;]*$", re.I)
AS_A_GROUP = re.compile(r"\bas (?:the|a|an) [\w-]+(?:\s[\w-]+)? group\b", re.I)
CAPITAL_N = re.compile(r"\bN\s?=\s?$")
MOST_ADDED = 4
CONTROLS = re.compile(
    r"\bcontrol group\s+(?:\([^()]*\)\s+)?(?:of|consist(?:ed|ing) of|compris(?:ed|ing)|includ(?:ed|ing))\s+$", re.I
)
PARTED = re.compile(r"\brandom|\bdivided|\ballocat|\bassigned|\bof (?:whom|these)\b|\binto (?:two|2|three|3)\b", re.I)
SECTIONS = ("methods", "abstract", "objective", "results")


@dataclass(frozen=True, slots=True)
class Sum:
    """A cohort nobody printed as one number, and where its parts begin."""

    cohort: Cohort
    parts: frozenset[int]


def summed(parts: Sequence[tuple[int, Span]], how: str) -> Sum:
    """Return the sum of sizes and their places."""
    parts = without_whole(parts)
    first = parts[0][1]
    return Sum(Cohort(sum(n for n, _ in parts), first.start, first.end, how), frozenset(s.start for _, s in parts))


def without_whole(parts: Sequence[tuple[int, Span]]) -> Sequence[tuple[int, Span]]:
    """Return the parts without the one that is the sum of the others: ``298 patients; 153 had A and 145 had B``."""
    largest = max(parts, key=lambda part: part[0])
    rest = [part for part in parts if part is not largest]
    return rest if len(rest) > 1 and largest[0] == sum(n for n, _ in rest) else parts


def summed_parts(parts: Sequence[Part], how: str) -> Sum | None:
    """Return the sum of printed numbers, None when one of them is no number."""
    sizes = [(int(part.value), Span(part.start, part.end)) for part in parts if part.value is not None]
    return summed(sizes, how) if len(sizes) == len(parts) else None


def sums(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], groups: Sequence[Group]
) -> list[Sum]:
    """Return every way in which parts add up to a cohort, the surest first."""
    every = (
        summed_arms(text, groups),
        summed_side_by_side(text, sentences, quantities),
        summed_sexes(text, quantities),
        summed_sizes(text, sentences, quantities),
        multiplied(text, quantities),
        summed_in_turn(text, sentences, quantities),
        with_controls(text, sentences, quantities),
    )
    return [one for one in every if one is not None]


def summed_arms(text: str, groups: Sequence[Group]) -> Sum | None:
    """Return the sum of the arms when two to six of them have a size; N is everyone where n is an arm."""
    sized = [(g.n, g.at) for g in groups if g.n is not None and g.at is not None]
    small = [(n, at) for n, at in sized if not CAPITAL_N.search(text, max(0, at.start - 5), at.start)]
    sized = small if len(small) < len(sized) else sized
    return summed(sized, "sum of arms") if 2 <= len(sized) <= 6 else None


def summed_side_by_side(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of patients told side by side: ``64 patients who had A and 67 patients who had B``."""
    counts = [q for q in quantities if q.rule in ("count-of-people", "bare-count") and "value" in q.parts]
    for sentence in sentences:
        if sentence.section not in SECTIONS:
            continue
        run = side_by_side(text, [q for q in counts if sentence.start <= q.start < sentence.end])
        if len(run) > 1 and are_arms(text, run):
            parts = [q.parts["value"] for q in run]
            if all(part.value is not None and part.value > 1 for part in parts):
                return summed_parts(parts, "sum of arms")
    return None


def side_by_side(text: str, counts: Sequence[Quantity]) -> list[Quantity]:
    """Return the counts a sentence adds to its first one; the first must be of people."""
    if len(counts) < 2 or not is_of_people(text, counts[0], counts[1]):
        return []
    run = [counts[0]]
    compared = COMPARED.search(text, max(0, counts[0].start - 20), counts[0].start)
    for q in counts[1:MOST_ADDED]:
        between = text[run[-1].end : q.start]
        told_on = q.rule == "count-of-people" or TOLD_ON.match(text[q.end : q.end + 14])
        further_on = FURTHER_ON.search(text[q.end : q.end + 60].split(",")[0])
        adds = ADDS.search(between) or (compared and AGAINST.search(between))
        if further_on or not (told_on and adds and not NOT_ADDED.search(between)):
            break
        run.append(q)
    return run


def is_of_people(text: str, one: Quantity, other: Quantity) -> bool:
    """Say whether the first of two counts is of people: ``117 patients``, ``117 coastal and 92 inland patients``."""
    shared = KIND_AND.fullmatch(text, one.end, other.start) is not None
    return one.rule == "count-of-people" or (shared and other.rule == "count-of-people")


def summed_sizes(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of the sizes in brackets of one sentence: ``either 10 mg (n = 56) or 20 mg (57 patients)``."""
    for sentence in sentences:
        here = [q for q in quantities if sentence.start <= q.start < sentence.end]
        parts = [q.parts["value"] for q in here if in_brackets(text, q)]
        if sentence.section in SECTIONS[:-1] and 2 <= len(parts) <= MOST_ADDED:
            return summed_parts(parts, "sum of arms")
    return None


def in_brackets(text: str, q: Quantity) -> bool:
    """Say whether a quantity is the size of what stands before it: ``(n = 56)``, ``(56 patients)``."""
    if q.rule == "n-equals":
        return text[q.start] == "n"
    return q.rule == "count-of-people" and text[q.start - 1 : q.start] == "(" and text[q.end : q.end + 1] == ")"


def summed_in_turn(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of two groups told one after the other: ``31 patients had A. Another 28 patients had B``."""
    if not TWO_GROUPS.search(text):
        return None
    told = [
        (s, q)
        for s in sentences
        for q in quantities
        if s.section in SECTIONS[:-1] and q.rule == "count-of-people" and s.start <= q.start < s.end
        if not SEXED.search(text[q.start : q.end])
    ]
    for (first, one), (second, other) in pairwise(told):
        each_a_group = all(AS_A_GROUP.search(text, s.start, s.end) for s in (first, second))
        if first is not second and (each_a_group or IN_TURN.match(text, second.start, other.end)):
            return summed_parts([one.parts["value"], other.parts["value"]], "sum of arms")
    return None


def with_controls(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of patients and the controls told behind them: ``22 had a cast. A control group of 20 patients``.

    Where one cohort was parted, the controls are in it already.
    """
    if PARTED.search(text):
        return None
    told = [
        q
        for s in sentences
        for q in quantities
        if s.section in SECTIONS and q.rule == "count-of-people" and s.start <= q.start < s.end
        if not SEXED.search(text[q.start : q.end])
    ]
    for i, q in enumerate(told):
        if i and CONTROLS.search(text, max(0, q.start - 90), q.start):
            return summed_parts([told[0].parts["value"], q.parts["value"]], "sum of arms")
    return None


def multiplied(text: str, quantities: Sequence[Quantity]) -> Sum | None:
    """Return the size of equal groups times their number: ``two groups of 30 patients each``."""
    groups = HOW_MANY.search(text)
    if groups is None:
        return None
    for q in quantities:
        part = q.parts.get("value")
        if q.measure != "count" or part is None or part.value is None:
            continue
        if EACH.match(text, q.end) or OF_EACH.search(text, max(0, q.start - 60), q.start):
            everyone = int((decimal(groups[1]) or 1) * part.value)
            return Sum(Cohort(everyone, part.start, part.end, "sum of arms"), frozenset({part.start}))
    return None


def are_arms(text: str, run: Sequence[Quantity]) -> bool:
    """Say whether counts side by side are of arms: told in the same words, or with a group or controls; no sexes."""
    if any(SEXED.search(text[q.start : q.end + 8]) for q in run):
        return False
    between = text[run[0].end : run[1].start]
    described = DESCRIBED.match(between) and not VERB.search(between)
    if described or ONE_MORE.search(between) or JUST_AND.fullmatch(between) or KIND_AND.fullmatch(between):
        return True
    one, other = (text[q.end : q.end + 12].strip().lower()[:4] for q in run[:2])
    return one == other or GROUPS.search(text[run[0].end : run[-1].end + 40]) is not None


def summed_sexes(text: str, quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of the men and the women that stand next to each other: ``152 men and 97 women``."""
    counted = [
        q for q in quantities if q.measure in ("count", "proportion") and q.parts.keys() & {"value", "numerator"}
    ]
    for one, other in pairwise(counted):
        if other.start - one.end >= 30 or {sex_of(text, one), sex_of(text, other)} != {1, -1}:
            continue
        if all(q.measure == "count" or "numerator" in q.parts for q in (one, other)):
            found = summed_parts([q.parts.get("numerator") or q.parts["value"] for q in (one, other)], "sum of sexes")
            if found is not None:
                return found
    return None


def sex_of(text: str, q: Quantity) -> int:
    """Return 1 when a count is of men, -1 of women, 0 of neither or both."""
    told = " ".join(LETTERS.findall(text[q.start : q.end + 10]))[:40]
    return bool(MEN.search(told)) - bool(WOMEN.search(told))
