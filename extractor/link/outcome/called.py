"""What a finding's outcome is called: spelled out, and under a concept of the vocabulary when it means the same.

How that is decided, in this order:

1. Words of the vocabulary inside the outcome's words name the concept (:mod:`concepts`): ``GTR``, ``total removal``.
2. A cut-off keeps an outcome apart: ``gross total resection (> 98 %)`` is not the one of ``≥ 90 %``, nor one that
   says no limit. It may stand with the outcome, or where the paper defines it (``GTR: defined as removal of > 98 %``).
3. What was measured must be able to be the concept: a mean change is not the thing that changed (``improvement of the
   motor score``), a mean of days is no event (``retching stopped after 3 days``), and a word for any change
   (``improved``, ``worse``) names the symptoms only where nothing else is named (``ascites improved``).
4. Without such words, an outcome has the concept whose synonym has the same telling words, whatever their endings and
   order: ``tumours resected totally``. One shared word is not enough, nor are words that two concepts claim.
5. All others keep their own name (:func:`own_name`), which is the same for two studies that say the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from extractor.language import Abbreviation, Annotation
from extractor.link.outcome.own_name import stems
from extractor.link.phrases import one_line
from extractor.model import Concept, Finding

LONGEST = 90  # characters of a long form
SHORT = 4  # words of an outcome that a short form among them leaves dark
CUT_OFF = re.compile(
    r"(?P<sign>[<>≤≥]=?|more\s+than|greater\s+than|less\s+than|at\s+least|exceeding)\s*(?P<equal>(?:than\s+)?or\s+equal\s+to\s*)?"
    r"(?P<number>\d+(?:[.·]\d+)?)\s*(?P<unit>%|per\s?cent|mm\b|cm\b|°|degrees)",
    re.I,
)
BESIDE = re.compile(r"\s*[(,]?\s*(?:of\s+|by\s+|i\.e\.,?\s+)?", re.I)
DEFINED = re.compile(r"\b(?:defined\s+as|meaning|i\.e\.)\s[^.;]{0,60}?" + CUT_OFF.pattern, re.I)
NEAR = 40  # characters between an outcome and "defined as"
SIGNS = {
    "more than": ">",
    "greater than": ">",
    "exceeding": ">",
    "less than": "<",
    "at least": "≥",
    "<=": "≤",
    ">=": "≥",
}
CHANGES = (
    r"(?:improvement|reduction|decrease|increase|change|decline|gain|fall|rise|difference|correction|restoration)s?"
)
CHANGE = re.compile(
    r"(?:(?:mean|average|median|overall|total|significant|greater|no|the)\s+)*"
    rf"(?P<before>{CHANGES})\s+(?:in|of|from)\b|.*\s(?P<behind>{CHANGES})$",
    re.I,
)
PERSONS = ("male", "female")
EVENTS = ("complication", "mortality", "local_control")
LASTS = re.compile(r"\b(?:time|duration|dose|exposure|re-?admission|score|volume|severity)\b", re.I)
# of any symptom; another thing that improved is called by its own name
GENERIC = ("symptom_improvement", "symptoms_unchanged", "symptoms_worse", "recovery", "functional_outcome")
SAYS_LITTLE = stems(
    "significant clinical some mild moderate severe marked slight condition state remained showed displayed reported "
    "experienced follow-up surgery operation treatment last final postoperative year month week day overall all good "
    "excellent fair poor"
)
CENTRES = ("mean", "median", "other", "difference", "duration", "score")


def called(
    text: str, findings: Sequence[Finding], annotation: Annotation, concepts: Sequence[Concept]
) -> list[Finding]:
    """Return *findings*, each under the name and the concept of its outcome."""
    known = {concept.id: concept for concept in concepts}
    long_forms = spelled(text, annotation.abbreviations)
    limits = definitions(text, annotation)
    meant = by_stems(tuple(concepts))
    return [
        it if it.category == "cohort_size" else _called(text, it, long_forms, limits, known, meant) for it in findings
    ]


def _called(
    text: str,
    it: Finding,
    long_forms: Mapping[str, str],
    limits: Mapping[str, str],
    known: Mapping[str, Concept],
    meant: Mapping[frozenset[str], str],
) -> Finding:
    if limit := cut_off(text, it) or limits.get(it.concept or ""):
        told = limit.split()[1] in it.outcome  # the number
        return replace(it, outcome=it.outcome if told else f"{it.outcome} ({limit})", concept=None)
    concept = known.get(it.concept or "")
    if concept is not None:
        return it if possible(it, concept) else replace(it, concept=None)
    words = spelled_out(it.outcome, long_forms) if len(it.outcome.split()) <= SHORT else it.outcome
    same = meant.get(stems(words))
    concept = known.get(same or "")
    return replace(it, outcome=words, concept=same, category=concept.category if concept else it.category)


# ------------------------------------------------------------------ the paper's own short forms


def spelled(text: str, abbreviations: Sequence[Abbreviation]) -> dict[str, str]:
    """Return what each short form of the paper stands for."""
    found: dict[str, str] = {}
    for one in abbreviations:
        short, long = text[one.short.start : one.short.end], one_line(text[one.long.start : one.long.end])
        if len(short) > 1 and any(letter.isupper() for letter in short) and len(long) <= LONGEST:
            found.setdefault(short, long)
    return found


def spelled_out(words: str, long_forms: Mapping[str, str]) -> str:
    """Return *words* with their short forms spelled out once, as a paper does where it defines them.

    >>> spelled_out("PFS at two years", {"PFS": "progression-free survival"})
    'progression-free survival (PFS) at two years'
    """
    for short, long in long_forms.items():
        if short in words and long.casefold() not in words.casefold():
            head, place, tail = words.partition(short)
            alone = not (head[-1:] + tail[:1]).replace(" ", "").strip("(),;:/")
            words = f"{head}{long} ({short}){tail}" if place and alone else words
    return words


# ------------------------------------------------------------------ definitions


def cut_off(text: str, it: Finding) -> str | None:
    """Return the limit that stands in the outcome's words or right behind them: "> 98 %"; never a result itself."""
    if it.outcome_start is None or it.outcome_end is None:
        return None
    for limit in CUT_OFF.finditer(text, it.outcome_start, min(len(text), it.outcome_end + 30)):
        gap = text[it.outcome_end : limit.start()] if limit.start() > it.outcome_end else ""
        if BESIDE.fullmatch(gap) and not any(
            span.start < limit.end() and limit.start() < span.end for span in it.spans.values()
        ):
            return shown(limit)
    return None


def definitions(text: str, annotation: Annotation) -> dict[str, str]:
    """Return the limit by which the paper defines a concept, for each that it defines."""
    found: dict[str, str] = {}
    for said in DEFINED.finditer(text):
        before = [m for m in annotation.mentions if m.concept and said.start() - NEAR <= m.end <= said.start()]
        if before and before[-1].label == "outcome" and "." not in text[before[-1].end : said.start()]:
            found.setdefault(str(before[-1].concept), shown(said))
    return found


def shown(limit: re.Match[str]) -> str:
    """Return a cut-off as a reader would write it."""
    sign = " ".join(limit["sign"].lower().split())
    return (
        f"{SIGNS.get(sign, sign)} {limit['number']} {'%' if limit['unit'].lower().startswith('per') else limit['unit']}"
    )


def possible(it: Finding, concept: Concept) -> bool:
    """Say whether what was measured can be *concept*."""
    if it.measure in CENTRES and is_change(it.outcome, concept):
        return False
    if concept.id in GENERIC:
        return not stems(it.outcome) - every_stem(concept) - SAYS_LITTLE
    if concept.id in PERSONS:
        return it.measure in ("count", "proportion")
    event = concept.category in EVENTS and not LASTS.search(concept.label)
    return not (event and it.measure in ("mean", "median", "duration") and it.unit != "%")


def is_change(words: str, concept: Concept) -> bool:
    """Say whether *words* tell how much something changed, and the concept is that thing and no change."""
    change = CHANGE.match(words)
    if change is None:
        return False
    told = stems(change["before"] or change["behind"])
    return not any(told <= stems(name) for name in (concept.label, *concept.synonyms))


# ------------------------------------------------------------------ the same words in another form


@lru_cache(maxsize=4 * len(GENERIC))
def every_stem(concept: Concept) -> frozenset[str]:
    """Return the stems of all names of a concept."""
    return frozenset[str]().union(*(stems(name) for name in (concept.label, *concept.synonyms)))


@lru_cache(maxsize=4)
def by_stems(concepts: tuple[Concept, ...]) -> dict[frozenset[str], str]:
    """Return the concept of each set of two telling words or more that one concept alone claims."""
    claimed: dict[frozenset[str], set[str]] = {}
    for concept in concepts:
        for name in (concept.label, *concept.synonyms):
            claimed.setdefault(stems(name), set()).add(concept.id)
    return {words: next(iter(ids)) for words, ids in claimed.items() if len(words) > 1 and len(ids) == 1}
