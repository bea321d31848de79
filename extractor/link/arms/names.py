"""How arms are named: ``group A``, ``the kyphoplasty group``, ``stents versus bypasses``, ``healthy controls``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.link.glue import GLUE
from extractor.link.phrases import words
from extractor.model import Sentence, Span

GROUP_WORD = r"(?:groups?|arms?|cohorts?|clusters?|units?)"
LABEL = r"(?:(?-i:I{1,3}|IV|V|[A-Z])(?![a-z])|[1-9]|one|two|three|four)"
# group A, groups 1 and 2; the label stands behind
LABELLED = re.compile(
    rf"\b({GROUP_WORD})\s+({LABEL})"
    rf"(?:\s*(?:,|and|or|versus|vs\.?|/|&)\s*(?:group\s+)?({LABEL}))?"
    rf"(?:\s*,?\s*(?:and|or)\s*(?:group\s+)?({LABEL}))?(?![\w-]|\s*%|\.\d)",
    re.I,
)
# the C group; a sentence may begin with "A group of"
LETTER_BEFORE = re.compile(r"(?<![.:;]\s)(?<!\A)\b([A-Z]\s+group)\b(?!\s+of\b)")
# the control group, KP and VP groups; the name stands before
NAMED = re.compile(rf"((?:[\w/+.-]+\s+){{0,3}}[\w/+.-]+)\s+(?:group|arm|cohort)s?\b(?!\s+(?:{LABEL})\b)(?!-)")
NAMES_SOME = re.compile(r"\s(?:group|arm|cohort)s?\b")  # NAMED finds nothing without it, and takes far longer to say so
AND_BEFORE = re.compile(r"([\w/+-]+),?\s+(?:and|or|vs\.?|versus)\s+$")
COMMA_BEFORE = re.compile(r"([\w/+-]+),\s+$")
BOTH = re.compile(r"\bthe\s+[\w/+-]+\s+(?:and|or|vs\.?|versus)\s+$")  # in the sham and control group
NUMBER = re.compile(r"[\d.%-]+")
BREAK = re.compile(r"[,.;]")
VERSUS = re.compile(r"\s(?:versus|vs\.?)\s", re.I)
UP_TO_FOUR = r"((?:[\w/+-]+\s+){0,3}?[\w/+-]+)"  # words, as few as will do
PEOPLE = r"(?:\s+(?:patients|cases|subjects|individuals|women|men|children)(?!\s+with\b))?"  # diabetic patients
LEFT = re.compile(r"((?:[\w/+-]+\s+){0,3}[\w/+-]+)$")
RIGHT = re.compile(
    rf"{UP_TO_FOUR}(?={PEOPLE}(?:\s+(?:in|for|of|on|with|as|after|among|during|to|by)\b|[.,;:?)]|\s*$))",
)
COMPARED = re.compile(
    r"\b(?:compar(?:e|ed|es|ing|isons? of|isons? between|ison)|between|efficacy of|effects? of|outcomes? of|"
    r"randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|received either|either)\s+"
    r"(?:the\s+|(?:the )?(?:outcomes?|results?|effects?|efficacy|safety|effectiveness)\s+"
    r"(?:of|between|and \w+ of)\s+)?",
    re.I,
)
# A with B, as far as a preposition or a verb
PAIR = re.compile(
    rf"{UP_TO_FOUR}{PEOPLE}(?:\s+\([^)]*\))?\s+(?:with|to|and|versus|vs\.?|or)\s+"
    rf"(?:the\s+|those of\s+|that of\s+)?{UP_TO_FOUR}"
    rf"(?={PEOPLE}(?:\s+(?:in|for|of|on|with|as|at|after|among|during|to|by|were|was|who|using|undergoing|regarding)\b|"
    r"\s*[.,;:?()]|\s*$))",
)
WERE_COMPARED = re.compile(
    r"(?:^|[.;:]\s+)(?:the\s+)?((?:[\w/+-]+\s+){0,3}[\w/+-]+)(?:\s+\([^)]*\))?\s+(?:was|were)\s+compared\s+(?:with|to|against)\s+"
    rf"(?:the\s+)?{UP_TO_FOUR}(?=\s+(?:in|for|of|on|as|after|by|using|regarding)\b|\s*[.,;:()]|\s*$)"
)
# "to compare the safety and efficacy of": aspects, no arms
ASPECTS = re.compile(
    r"(?:the\s+)?(?:safety|efficacy|effect(?:s|iveness)?|outcomes?|results?|tolerability|incidence|costs?|quality|use|"
    r"rates?|changes?|differences?|survival|frequency)\b",
    re.I,
)
PARTICIPANTS = re.compile(
    r"\b(?:healthy|normal)\s+(?:controls?|subjects|persons|volunteers|women|men)\b|\bcontrols\b|"
    r"\b(?:non-?)?(?:survivors|responders)\b|\bplacebo\b(?!-)|\b(?:usual|standard)\s+care\b|"
    r"\b(?:intervention|control|placebo|untreated)(?=\s+(?:communes|communities|clusters|women|men|patients|subjects|"
    r"participants|children|eyes|limbs|hospitals|practices|schools|villages)\b)",
    re.I,
)
NON = re.compile(r"\bnon-?([a-z]+(?:ers|ors|ics|ants))\b", re.I)  # nonsmokers, where smokers are told of too
# early (E) and late (L) groups
SHORT_IN_BRACKETS = re.compile(
    r"\b([\w/+-]+\s+\([A-Z][\w/+-]{0,9})\),?\s+(?:and|or|vs\.?|versus)\s+([\w/+-]+\s+\([A-Z][\w/+-]{0,9})\)\s+"
    r"(?:groups|arms|cohorts)\b"
)
RELATED = re.compile(r"\b(?:correlations?|interactions?|agreement)\s+$", re.I)
# words of a sentence that is not a name
NO_NAME = re.compile(
    r"\bgroups?\b|\bversus\b|\bvs\b|[%±]|\b(?:were|was|we|compared|therefore|between|both|respectively)\b", re.I
)

POINTING = """
    the a an each both this that these those all same other another whole entire our no one either every any its their
    latter former different respective subject
"""
JOINING = """
    in of for to and or with by per within among between from than on at as into compared versus vs. vs whereas while
    but when also only
"""
COUNTING = "two three four five not higher lower more less significantly"
VERBS = """
    was were is are had have which who receive received receiving underwent treated assigned randomized randomised
    allocated working
"""
# "the muscle group", "an age group", "the study group": no arm of a study
OTHER_GROUPS = """
    study patient patients age muscle functional amino ethnic peer support age- same-age total sub-group per-protocol
    single-arm large small largest smaller larger
"""
STOP = frozenset(" ".join((POINTING, JOINING, COUNTING, VERBS, OTHER_GROUPS)).split())
COMPARING = ("title", "objective", "methods", "background", "abstract")  # sections that say what is compared


def names(text: str, sentence: Sentence) -> Iterator[Span]:
    """Yield where *sentence* names an arm, form by form."""
    yield from labelled(text, sentence)
    yield from before_group_word(text, sentence)
    if sentence.section in COMPARING:
        yield from compared(text, sentence)
    for hit in PARTICIPANTS.finditer(text, sentence.start, sentence.end):
        yield Span(*hit.span())
    for hit in NON.finditer(text, sentence.start, sentence.end):
        if others := re.search(rf"(?<![\w-]){hit[1]}\b", text, re.I):
            yield Span(*others.span())
            yield Span(*hit.span())


def labelled(text: str, sentence: Sentence) -> Iterator[Span]:
    """Yield ``group A`` and ``A group``; ``groups A and B`` is found again by its letters."""
    for hit in LABELLED.finditer(text, sentence.start, sentence.end):
        if not hit[1].lower().endswith("s"):
            yield Span(hit.start(), hit.end(2))
    for hit in LETTER_BEFORE.finditer(text, sentence.start, sentence.end):
        yield Span(*hit.span(1))


def before_group_word(text: str, sentence: Sentence) -> Iterator[Span]:
    """Yield the name before ``group``: ``the balloon kyphoplasty group``; both names before ``groups``."""
    if not NAMES_SOME.search(text, sentence.start, sentence.end):
        return
    for hit in SHORT_IN_BRACKETS.finditer(text, sentence.start, sentence.end):
        yield from (Span(*hit.span(k)) for k in (1, 2))
    for hit in NAMED.finditer(text, sentence.start, sentence.end):
        name = last_words(text, hit.start(1), hit.end(1))
        if name is None:
            continue
        yield name
        if hit.group().endswith("s") or BOTH.search(text, hit.start(), name.start):
            yield from listed_before(text, sentence, name.start)


def listed_before(text: str, sentence: Sentence, end: int) -> Iterator[Span]:
    """Yield the names that a list tells before its last one: ``the stent, band and sham groups``."""
    before = AND_BEFORE.search(text[sentence.start : end])
    while before and before[1].lower() not in STOP:
        yield Span(sentence.start + before.start(1), sentence.start + before.end(1))
        before = COMMA_BEFORE.search(text[sentence.start : sentence.start + before.start(1)])


def last_words(text: str, start: int, end: int) -> Span | None:
    """Return the words at the end of ``text[start:end]`` back to the first that belongs to no name."""
    kept: list[re.Match[str]] = []
    for word in reversed(words(text, start, end)):
        treated = word.group().lower() == "treated" and not kept  # the conservatively treated group
        if (word.group().lower() in STOP and not treated) or NUMBER.fullmatch(word.group()):
            break
        if kept and BREAK.search(text, word.end(), kept[-1].start()):
            break
        kept.append(word)
    return Span(kept[-1].start(), kept[0].end()) if kept else None


def compared(text: str, sentence: Sentence) -> Iterator[Span]:
    """Yield the two sides of ``A versus B`` and ``compared A with B``."""
    told = text[sentence.start : sentence.end]
    for one, other in (*against(told), *brought_together(told)):
        yield Span(sentence.start + one.start, sentence.start + one.end)
        yield Span(sentence.start + other.start, sentence.start + other.end)


def against(told: str) -> Iterator[tuple[Span, Span]]:
    """Yield the two sides of each ``versus`` of a sentence."""
    for hit in VERSUS.finditer(told):
        left, right = LEFT.search(told[: hit.start()]), RIGHT.match(told[hit.end() :])
        if left and right:
            one = clean(told, left.start(1), left.end(1))
            other = clean(told, hit.end(), hit.end() + right.end(1))
            if one and other:
                yield one, other


def brought_together(told: str) -> Iterator[tuple[Span, Span]]:
    """Yield the two names behind ``compared``, ``between`` or ``either`` of a sentence."""
    for hit in WERE_COMPARED.finditer(told):
        if not ASPECTS.match(hit[1]):
            one, other = (clean(told, *hit.span(k)) for k in (1, 2))
            if one and other:
                yield one, other
    for hit in COMPARED.finditer(told):
        pair = PAIR.match(told[hit.end() :]) if not RELATED.search(told[: hit.start()]) else None
        if pair and not ASPECTS.match(pair[1]) and not ASPECTS.match(pair[2]):
            one, other = (clean(told, hit.end() + pair.start(k), hit.end() + pair.end(k)) for k in (1, 2))
            if one and other:
                yield one, other


def clean(text: str, start: int, end: int) -> Span | None:
    """Return the words of a name, articles and verbs before it cut off; None when nothing is left."""
    kept: list[re.Match[str]] = []
    for word in reversed(words(text, start, end)):
        if word.group().lower() in STOP or word.group().lower() in GLUE:
            break
        kept.append(word)
    if not kept or all(w.group().islower() and len(w.group()) < 4 for w in kept):
        return None
    if any(character.isdecimal() for character in kept[0].group()):
        return None
    return Span(kept[-1].start(), kept[0].end())
