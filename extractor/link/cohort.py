"""How many patients the study is about: of all the numbers of people, the one the abstract says it with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms import Group
from extractor.model import Cohort, Quantity, Sentence

PEOPLE = re.compile(r"patients?|subjects?|participants?|cases?|women|men|children|adults?|individuals?|infants?|people|persons?|volunteers?|pts|adolescents?|neonates?|boys|girls|mothers|veterans?|recipients?", re.I)
SAYS_TOTAL = re.compile(
    r"\b(?:total of|series of|cohort of|consecutive|records? of|charts? of|reviewed|reviewing|data (?:from|of|on)|studied|enrol+ed|included|"
    r"includes|comprised|recruited|evaluated|analy[sz]ed|analysis of|experience (?:with|of)|we (?:report|describe|present|treated|studied|reviewed|evaluated|analy[sz]ed)|"
    r"performed (?:in|on)|carried out (?:in|on)|conducted (?:in|on)|undertaken in|population|in all|altogether|identified|sample of|study of|group of|between|from \d{4}|randomi[sz]ed|retrospective|prospective|managed|examined|investigated|assigned)\b",
    re.I,
)
BEHIND_TOTAL = re.compile(
    r"^[^.;]{0,60}?\b(?:were|was|underwent|undergoing|treated|operated|who|with|met|enrol+ed|included|studied|had undergone|participated|admitted|suffering|diagnosed|reviewed|evaluated|randomi[sz]ed|analy[sz]ed|between|from \d{4}|affected|received|followed|entered|registered|accrued|recruited|presenting|having|in (?:this|our|the) (?:study|series))\b",
    re.I,
)
PART_OF = re.compile(r"\b(?:of (?:these|whom|the|them|those)|among (?:these|them|the)|the (?:remaining|other)|remaining|another|additional|further|in (?:only|another)|occurred in|seen in|found in|observed in|developed in|present in|noted in|died in|only|except|excluded|lost|deaths? in|respectively)\W*$", re.I)
SCREENED = re.compile(r"\b(?:screened|assessed for eligibility|eligible|invited|approached|identified|registered|reported)\b", re.I)
NOT_OWN = re.compile(r"\b(?:literature|previous(?:ly)?|world|reported cases|other studies|annually|per year|each year|population of|estimated)\b", re.I)
SECTION = {"methods": 3.0, "abstract": 2.0, "results": 1.5, "title": 2.5, "objective": 2.0, "background": 0.5, "conclusions": -3.0}


def cohort(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], groups: Sequence[Group]) -> Cohort | None:
    """Return the size of the cohort and where it is printed, or None when the abstract does not say.

    The stated total wins; arms or sexes that were counted one by one are added up when nothing else is said.
    """
    ranked = []
    for q in quantities:
        value = q.parts.get("value")
        if q.measure != "count" or value is None or value.value is None or not 1 < value.value:
            continue
        sentence = next((s for s in sentences if s.start <= q.start < s.end), None)
        if sentence is None or sentence.section in ("furniture", "duplicate"):
            continue
        worth = weight(text, sentence, q)
        if worth is not None:
            ranked.append((worth, int(value.value), q))
    sexes = summed_sexes(text, quantities)
    arms = summed_arms(groups)
    if ranked:
        largest = max(n for _, n, _ in ranked)
        best = max(ranked, key=lambda r: (r[0] + 1.5 * (r[1] == largest) + 2.0 * (sexes is not None and r[1] == sexes.value) + 2.0 * (arms is not None and r[1] == arms.value), -r[2].start))
        worth, n, q = best
        if arms and arms.value > n and worth < 5 and best[2].rule != "n-equals":
            return arms
        if worth > 1 or not (arms or sexes):
            if sexes and worth < 3 and sexes.value > n:
                return sexes
            part = q.parts["value"]
            return Cohort(n, part.start, part.end, "stated", "patients" if q.noun is None else q.noun.lower())
    return arms or sexes


def weight(text: str, sentence: Sentence, q: Quantity) -> float | None:
    """Return how much *q* looks like the size of the whole cohort, None when it cannot be."""
    before, after = text[sentence.start : q.start], text[q.end : sentence.end]
    people = bool(q.noun and PEOPLE.fullmatch(q.noun))
    if q.rule == "n-equals":
        worth = 1.0 if text[q.start : q.start + 1] == "n" else 2.5
        if re.search(r"\b(?:patients|population|subjects|cases|participants|women)\W*$", before, re.I):
            worth += 2
    elif q.rule in ("count-of-people", "thousands-with-blank") and people:
        worth = 2.0
    elif q.rule == "bare-count" and BEHIND_TOTAL.match(after) and not before.strip():
        worth = 0.0
    elif q.rule in ("count-of-things", "bare-count"):
        worth = -1.5
    else:
        return None
    worth += SECTION.get(sentence.section, 0.0)
    worth += 1.5 if SAYS_TOTAL.search(before[-70:]) else 0.0
    worth += 1.0 if BEHIND_TOTAL.match(after) else 0.0
    worth -= 3.5 if PART_OF.search(before[-40:]) else 0.0
    worth -= 3.0 if SCREENED.search(after[:30]) or SCREENED.search(before[-25:]) and q.rule != "count-of-people" else 0.0
    worth -= 4.0 if NOT_OWN.search(before[-60:] + " " + after[:60]) else 0.0
    worth -= 1.5 if re.search(r"\b(?:men|women|males?|females?|boys|girls|controls?|volunteers|survivors|donors)\b", q.noun or "", re.I) and re.search(r"\b(?:and|,)\s*\S*\s*$|^\s*(?:and|,)", before[-12:] + "|" + after[:8]) else 0.0
    worth -= 1.0 if re.search(r"\bhad\b|\bdied\b|\bdeveloped\b|\bshowed\b", after[:20]) else 0.0
    worth -= sentence.start / max(1, len(text))
    return worth


def summed_arms(groups: Sequence[Group]) -> Cohort | None:
    """Return the sum of the arms when two or more of them have a size."""
    sized = [g for g in groups if g.n is not None and g.at is not None]
    if not 2 <= len(sized) <= 6:
        return None
    first = sized[0].at
    assert first is not None
    return Cohort(sum(g.n or 0 for g in sized), first.start, first.end, "sum of arms")


def summed_sexes(text: str, quantities: Sequence[Quantity]) -> Cohort | None:
    """Return the sum of the men and the women that stand next to each other: ``152 men and 97 women``."""
    men = re.compile(r"men|males?|boys|man", re.I)
    women = re.compile(r"women|females?|girls|woman", re.I)
    counted = [q for q in quantities if q.measure in ("count", "proportion") and q.noun and ("value" in q.parts or "numerator" in q.parts)]
    for one, other in zip(counted, counted[1:], strict=False):
        pair = {bool(men.fullmatch(q.noun or "")) - bool(women.fullmatch(q.noun or "")) for q in (one, other)}
        if pair == {1, -1} and other.start - one.end < 30:
            parts = [q.parts["value" if q.measure == "count" else "numerator"] for q in (one, other)]
            if all(p.value is not None for p in parts):
                return Cohort(int(sum(p.value for p in parts if p.value is not None)), parts[0].start, parts[0].end, "sum of sexes")
    return None
