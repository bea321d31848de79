"""How many patients the study is about: of all the numbers of people, the one the abstract says it with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.link.arms import Group
from extractor.model import Cohort, Quantity, Sentence, Span

PEOPLE = re.compile(r"patients?|subjects?|participants?|cases?|women|men|children|adults?|individuals?|infants?|people|persons?|volunteers?|pts|adolescents?|neonates?|boys|girls|mothers|veterans?|recipients?", re.I)
# what a series can count instead of patients
UNITS = re.compile(r"tumou?rs?|lesions?|metastas[ei]s|procedures?|operations?|surgeries|resections?|implants?|prosthes[ei]s|grafts?|flaps?|fractures?|knees|hips|shoulders|eyes|ears|aneurysms?|transplants?|transplantations|bypass(?:es)?|reports|studies|trials|articles|carcinomas?|gliomas?|meningiomas?|pregnancies|deliveries|births|fusions?|samples|specimens|hospitals|craniotomies|records|questionnaires", re.I)
LEAST = 2.0  # below this a number of people hardly looks like a cohort, and one of lesions is tried
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
PART_OF = re.compile(r"\b(?:of (?:these|whom|the|them|those)|among (?:these|them|the)|the (?:remaining|other)|remaining|among|or|another|additional|further|in (?:only|another)|occurred in|seen in|found in|observed in|developed in|present in|noted in|died in|only|except|excluded|lost|deaths? in|respectively)\W*$", re.I)
SCREENED = re.compile(r"\b(?:screened|assessed for eligibility|eligible|invited|approached)\b", re.I)
NOT_OWN = re.compile(r"\b(?:literature|previous(?:ly)?|world|reported cases|other studies|annually|per year|each year|population of|estimated)\b", re.I)
EVALUABLE = re.compile(r"^\s*(?:patients\s+)?(?:were|was|are)\s+(?:(?:fully|then|finally|ultimately)\s+)?(?:assessable|evaluable|analy[sz]ed|eligible for analysis|included|available for|enrolled)", re.I)
EVENT = re.compile(r"^\s*(?:\([^)]*\)\s*)?(?:had|died|failed|required|developed|showed|recovered|survived|improved|experienced|complained|relapsed|refused|were lost|was lost|presented|responded|suffered|remained|were alive|were dead|needed|returned|achieved|did not|became)\b", re.I)
SECTION = {"methods": 3.0, "abstract": 2.0, "results": 1.5, "title": 2.5, "objective": 2.0, "background": 0.5, "conclusions": -3.0}


@dataclass(frozen=True, slots=True)
class Sum:
    """A cohort nobody printed as one number, and where its parts begin."""

    cohort: Cohort
    parts: frozenset[int]


def summed(parts: Sequence[tuple[int, Span]], how: str) -> Sum:
    """Return the sum of sizes and their places."""
    return Sum(Cohort(sum(n for n, _ in parts), parts[0][1].start, parts[0][1].end, how), frozenset(s.start for _, s in parts))


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
    sums = [s for s in (summed_arms(groups), summed_side_by_side(text, sentences, quantities), summed_sexes(text, quantities)) if s]
    people = [r for r in ranked if r[2].rule != "count-of-things"]
    if not people or max(r[0] for r in people) < LEAST:
        people = ranked
    people = [r for r in people if r[0] > 0]
    if not people:
        return sums[0].cohort if sums else None
    largest = max(n for _, n, _ in people)
    worth, n, q = max(people, key=lambda r: (r[0] + 1.5 * (r[1] == largest) + 2.0 * any(s.cohort.value == r[1] for s in sums), -r[2].start))
    part = q.parts["value"]
    for total in sums:
        if total.cohort.value > n and (part.start in total.parts or worth < 2.5 or q.rule == "count-of-things"):
            return total.cohort
    return Cohort(n, part.start, part.end, "stated", "patients" if q.noun is None else q.noun.lower())


def weight(text: str, sentence: Sentence, q: Quantity) -> float | None:
    """Return how much *q* looks like the size of the whole cohort, None when it cannot be."""
    before, after = text[sentence.start : q.start], text[q.end : sentence.end]
    people = bool(q.noun and PEOPLE.fullmatch(q.noun))
    if q.rule == "n-equals":
        worth = 0.5 if text[q.start : q.start + 1] == "n" else 2.5
        if re.search(r"\b(?:patients|population|subjects|cases|participants|women)\W*$", before, re.I):
            worth += 2
    elif q.rule in ("count-of-people", "thousands-with-blank") and people:
        worth = 2.0
    elif q.rule == "bare-count" and BEHIND_TOTAL.match(after) and not before.strip():
        worth = 0.0
    elif q.rule == "bare-count" and EVALUABLE.match(after):
        worth = 0.0
    elif q.rule == "count-of-things" and UNITS.fullmatch(q.noun or "") and (SAYS_TOTAL.search(before[-70:]) or not before.strip() or BEHIND_TOTAL.match(after)):
        worth = 0.5
    elif q.rule == "bare-count":
        worth = -1.5
    else:
        return None
    worth += SECTION.get(sentence.section, 0.0)
    worth += 1.5 if SAYS_TOTAL.search(before[-70:]) else 0.0
    worth += 1.0 if BEHIND_TOTAL.match(after) else 0.0
    left_over = re.search(r"\bthe remaining\s*$", before, re.I) and sentence.section == "methods"
    worth -= 3.5 if PART_OF.search(before[-40:]) and not left_over else 0.0
    worth -= 3.0 if SCREENED.search(after[:30]) or SCREENED.search(before[-25:]) and q.rule != "count-of-people" else 0.0
    worth -= 4.0 if NOT_OWN.search(before[-60:] + " " + after[:60]) else 0.0
    worth -= 1.5 if re.search(r"\b(?:men|women|males?|females?|boys|girls|controls?|volunteers|survivors|donors)\b", q.noun or "", re.I) and re.search(r"\b(?:and|,)\s*\S*\s*$|^\s*(?:and|,)", before[-12:] + "|" + after[:8]) else 0.0
    worth -= 2.0 if EVENT.match(after) else 0.0
    worth -= 1.5 if re.search(r"(?:^|[,;])\s*(?:in|for)\s+(?:only\s+)?$", before, re.I) and sentence.section not in ("methods", "title") else 0.0
    worth += 5.0 if EVALUABLE.match(after) else 0.0
    worth += 4.0 if left_over else 0.0
    worth -= 3.0 * sentence.start / max(1, len(text))
    return worth


def summed_side_by_side(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of patients told side by side: ``64 patients who had A and 67 patients who had B``."""
    for sentence in sentences:
        if sentence.section not in ("methods", "abstract", "objective", "results"):
            continue
        here = [q for q in quantities if sentence.start <= q.start < sentence.end and q.rule in ("count-of-people", "bare-count") and "value" in q.parts]
        people = [q for q in here if q.rule == "count-of-people"]
        if len(people) < 1 or len(here) < 2 or people[0] is not here[0]:
            continue
        run = [here[0]]
        for q in here[1:4]:
            between = text[run[-1].end : q.start]
            told = q.rule == "count-of-people" or re.match(r"\s+(?:to|with|in|who|healthy|received|underwent|treated)\b", text[q.end : q.end + 14])
            if told and re.search(r"(?:\band|,|;|versus|compared with)\s+(?:(?:another|a|the|other|of|control group of|group of|further)\s+)*$", between) and not re.search(r"\.\s|\bof (?:whom|these)\b|:", between):
                run.append(q)
            else:
                break
        firsts = [text[q.end : q.end + 12].strip().lower()[:4] for q in run]
        sexed = any(re.search(r"\b(?:wo)?men\b|\bmales?\b|\bfemales?\b|\bboys\b|\bgirls\b", text[q.start : q.end + 8], re.I) for q in run)
        if len(run) > 1 and not sexed and (firsts[0] == firsts[1] or re.search(r"\b(?:group|control|healthy)", text[run[0].end : run[-1].end + 40], re.I)):
            values = [q.parts["value"].value for q in run]
            if all(v is not None and v > 1 for v in values):
                return summed([(int(v), Span(q.parts["value"].start, q.parts["value"].end)) for v, q in zip(values, run, strict=True) if v], "sum of arms")
    return None


def summed_arms(groups: Sequence[Group]) -> Sum | None:
    """Return the sum of the arms when two or more of them have a size."""
    sized = [g for g in groups if g.n is not None and g.at is not None]
    if not 2 <= len(sized) <= 6:
        return None
    return summed([(g.n, g.at) for g in sized if g.n is not None and g.at is not None], "sum of arms")


def summed_sexes(text: str, quantities: Sequence[Quantity]) -> Sum | None:
    """Return the sum of the men and the women that stand next to each other: ``152 men and 97 women``."""
    men = re.compile(r"men|males?|boys|man|Men|Males?")
    women = re.compile(r"women|females?|girls|woman|Women|Females?")
    counted = [q for q in quantities if q.measure in ("count", "proportion") and ("value" in q.parts or "numerator" in q.parts)]
    for one, other in zip(counted, counted[1:], strict=False):
        said = [" ".join(re.findall(r"[A-Za-z]+", text[q.start : q.end + 10]))[:40] for q in (one, other)]
        pair = {bool(re.search(rf"\b(?:{men.pattern})\b", s)) - bool(re.search(rf"\b(?:{women.pattern})\b", s)) for s in said}
        if pair == {1, -1} and other.start - one.end < 30:
            parts = [q.parts["numerator" if "numerator" in q.parts else "value"] for q in (one, other)]
            if all(p.value is not None for p in parts) and all(q.measure == "count" or "numerator" in q.parts for q in (one, other)):
                return summed([(int(p.value), Span(p.start, p.end)) for p in parts if p.value is not None], "sum of sexes")
    return None
