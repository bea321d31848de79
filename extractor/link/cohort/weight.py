"""How much a number looks like the size of the whole cohort: its sentence speaks of everyone, or of a part."""

from __future__ import annotations

import re

from extractor.model import Quantity, Sentence

PEOPLE = re.compile(
    r"patients?|subjects?|participants?|cases?|women|men|children|adults?|individuals?|infants?|people|persons?|"
    r"volunteers?|pts|adolescents?|neonates?|newborns?|boys|girls|mothers|veterans?|recipients?|survivors?|clients?|"
    r"carriers?|residents?|students?|employees|users|members|attend[ae]es?|respondents?|workers|nurses|physicians?|"
    r"outpatients|inpatients|smokers|females?|males?",
    re.I,
)
# what a series can count instead of patients
UNITS = re.compile(
    r"tumou?rs?|lesions?|metastas[ei]s|procedures?|operations?|surgeries|resections?|implants?|prosthes[ei]s|grafts?|"
    r"flaps?|fractures?|knees|hips|shoulders|eyes|ears|aneurysms?|transplants?|transplantations|bypass(?:es)?|reports|"
    r"studies|trials|articles|carcinomas?|gliomas?|meningiomas?|pregnancies|deliveries|births|fusions?|samples|"
    r"[a-z]+(?:ectom|otom|ostom|plast|scop)(?:y|ies)|"
    r"specimens|hospitals|craniotomies|records|questionnaires",
    re.I,
)
SAYS_TOTAL = re.compile(
    r"\b(?:total of|series of|cohort of|consecutive|records? of|charts? of|reviewed|reviewing|data (?:from|of|on)|"
    r"studied|enrol+ed|included|includes|comprised|recruited|evaluated|analy[sz]ed|analysis of|experience (?:with|of)|"
    r"we (?:report|describe|present|treated|studied|reviewed|evaluated|analy[sz]ed)|performed (?:in|on)|"
    r"carried out (?:in|on)|conducted (?:in|on)|undertaken in|population|in all|altogether|identified|"
    r"sample of|study of|group of|between|from \d{4}|randomi[sz]ed|retrospective|prospective|managed|examined|"
    r"investigated|assigned|accrued|accrual|conducted among|trial among|assessed in|extracted for|"
    r"participants (?:were|included)|involving|population of)\b",
    re.I,
)
BEHIND_TOTAL = re.compile(
    r"^[^.;]{0,60}?\b(?:were|was|underwent|undergoing|treated|operated|who|with|met|enrol+ed|included|studied|"
    r"had undergone|participated|admitted|suffering|diagnosed|reviewed|evaluated|randomi[sz]ed|analy[sz]ed|between|"
    r"from \d{4}|affected|received|followed|entered|registered|accrued|recruited|presenting|having|"
    r"in (?:this|our|the) (?:study|series))\b",
    re.I,
)
PART_OF = re.compile(
    r"\b(?:of (?:these|whom|the|them|those)|among (?:these|them|the)|the (?:remaining|other)|remaining|or|"
    r"another|additional|further|in (?:only|another)|occurred in|seen in|found in|observed in|developed in|present in|"
    r"noted in|died in|only|except|excluded|lost|deaths? in|respectively)\W*$",
    re.I,
)
LEFT_OVER = re.compile(r"\bthe remaining\s*$", re.I)  # in the methods: after those who were excluded
AMONG = re.compile(r"\bamong\s*$", re.I)
SCREENED = re.compile(r"\b(?:screened|assessed for eligibility|eligible|invited|approached)\b", re.I)
NOT_OWN = re.compile(
    r"\b(?:literature|previous(?:ly)? (?:reported|published|studies)|world|reported cases|other studies|annually|"
    r"per year|each year|estimated|person-?years)\b",
    re.I,
)
PLANNED = re.compile(r"\b(?:planned|potential|target|pre-?set|power calculation|sample size)\b[^.;]{0,40}$", re.I)
PER = re.compile(r"\b(?:per|each|every)\s+$", re.I)
# of the 447 women randomly assigned; among 158 recruited participants
OUT_OF_ALL = re.compile(
    r"(?:^|[.:;,])\W*(?:overall,? |results: )?(?:of|among)\s+(?:the\s+|these\s+|all\s+|our\s+)?$", re.I
)
JOINED = (
    "enrol+ed|randomi[sz]ed|randomly|recruited|included|accrued|entered|registered|studied|evaluable|assessable|"
    "referred"
)
WHO_JOINED = re.compile(rf"^\s*(?:(?:who|that)\s+)?(?:(?:were|had been)\s+)?(?:initially\s+)?(?:{JOINED})\b", re.I)
HAVE_JOINED = re.compile(rf"\b(?:{JOINED}|consecutive)\b", re.I)

EVALUABLE = re.compile(
    r"^\s*(?:patients\s+)?(?:\([^()]*\)\s*)?(?:were|was|are)\s+(?:(?:fully|then|finally|ultimately)\s+)?"
    r"(?:assessable|evaluable|analy[sz]ed|documented|eligible for analysis|included|available for|enrolled)",
    re.I,
)
# of whom 61 met the inclusion criteria; 216 were successfully interviewed
MET_CRITERIA = re.compile(
    r"^\s*(?:patients\s+)?(?:\([^()]*\)\s*)?(?:who\s+)?(?:"
    r"(?:met|fulfil+ed|satisfied)\s+(?:(?:the|our|all|these)\s+)*(?:inclusion|eligibility|entry|selection|study)\b"
    r"[\w/ ]{0,25}\bcriteria|"
    r"were\s+successfully\s+interviewed|completed\s+(?:the|our|a)\s+(?:questionnaire|survey))\b",
    re.I,
)
# 37 alpine climbing disease (ACD)-positive patients; 117 coastal and 92 inland patients
NAMING = r"(?:\s(?!(?:of|in|with|had|have|were|was|and|or|died|from|to|on|for|by)\b)[\w-]+)"
TOLD_LATER = re.compile(
    rf"^(?:{NAMING}{{1,5}}\s\([A-Za-z-]{{2,8}}\)(?:-[a-z]+)?{NAMING}{{0,2}}|{NAMING}\sand\s\d+{NAMING})"
    r"\s(?:patients|subjects|participants|women|men|children|cases|individuals|adults)\b"
)
# of those who joined these are the ones the abstract tells of
FULLY = re.compile(
    r"^\s*(?:patients\s+)?(?:\([^()]*\)\s*)?(?:were\s+fully\s+(?:assessable|evaluable|analy[sz]ed|documented)|"
    r"(?:who\s+)?(?:represent|form|constitute)\s+(?:the\s+(?:present|subject)|this))",
    re.I,
)
# 31 of the 322 eligible women took part
AGREED = re.compile(
    r"\b(?:participated|took part|completed the (?:study|trial)|enrol+ed|recruited|agreed|accepted|consented|planned|"
    r"(?:randomi[sz]ed|assigned|allocated)(?!\s+to))\b",
    re.I,
)
EVENT = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:had(?!\s+(?:been|undergone|surgery|operations?)\b)|died|failed|required|developed|showed|recovered|survived|improved|experienced|"
    r"complained|relapsed|refused|were lost|was lost|presented|responded|suffered|remained|were alive|were dead|needed|"
    r"returned|achieved|did not|became)\b",
    re.I,
)
GONE = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:(?:were|was)\s+(?:withdrawn|excluded|lost|not|censored)|withdrew|dropped out|"
    r"declined)\b",
    re.I,
)
N_OF_WHOM = re.compile(r"\b(?:patients|population|subjects|cases|participants|women)\W*$", re.I)
SOME = re.compile(r"\b(?:men|women|males?|females?|boys|girls|controls?|volunteers|survivors|donors)\b", re.I)
ONE_OF_A_PAIR = re.compile(r"\b(?:and|,)\s*\S*\s*$|^\s*(?:and|,)", re.I)
IN_SOME = re.compile(r"(?:^|[,;])\s*(?:in|for)\s+(?:only\s+)?$", re.I)
SECTION = {
    "methods": 3.0,
    "title": 2.5,
    "abstract": 2.0,
    "objective": 2.0,
    "results": 1.5,
    "background": 0.5,
    "conclusions": -3.0,
}


def weight(text: str, sentence: Sentence, q: Quantity) -> float | None:
    """Return how much *q* looks like the size of the whole cohort, None when it cannot be."""
    before, after = text[sentence.start : q.start], text[q.end : sentence.end]
    form = form_weight(text, q, before, after)
    if form is None:
        return None
    words = speaks_of_everyone(text, sentence, q) - speaks_of_a_part(text, sentence, q)
    return form + SECTION.get(sentence.section, 0.0) + words - 3.0 * sentence.start / max(1, len(text))


def form_weight(text: str, q: Quantity, before: str, after: str) -> float | None:
    """Return what the form alone is worth: ``N = 43`` more than ``43 lesions``; None for a form that counts nobody."""
    if q.rule == "n-equals":
        worth = 0.5 if text[q.start] == "n" else 2.5  # N is everyone, n may be a part
        return worth + 2.0 if N_OF_WHOM.search(before) else worth
    if PER.search(before):
        return None
    if "numerator" in q.parts:
        return 1.5 if AGREED.search(text[q.parts["numerator"].end : q.end] + after[:60]) else None
    if q.rule == "count-of-people" and q.noun and PEOPLE.fullmatch(q.noun):
        return 2.0
    opens = not before.strip()
    if q.rule == "bare-count":
        if TOLD_LATER.match(after):
            return 2.0
        says_so = EVALUABLE.match(after) or MET_CRITERIA.match(after)
        return 0.0 if (opens and BEHIND_TOTAL.match(after)) or says_so else -1.5
    if q.rule == "count-of-things" and UNITS.fullmatch(q.noun or ""):
        return 0.5 if opens or SAYS_TOTAL.search(before[-70:]) or BEHIND_TOTAL.match(after) else None
    return None


def speaks_of_everyone(text: str, sentence: Sentence, q: Quantity) -> float:
    """Return what the words around a number say for its being of everyone."""
    before, after = text[sentence.start : q.start], text[q.end : sentence.end]
    return (
        1.5 * bool(SAYS_TOTAL.search(before.rpartition(";")[2][-70:]))
        + 1.0 * bool(BEHIND_TOTAL.match(after))
        + 5.0 * bool(EVALUABLE.match(after))
        + 5.0 * bool(FULLY.match(after))
        + 5.0 * bool(MET_CRITERIA.match(after))
        + 4.0 * is_left_over(sentence, before)
        + 1.5 * is_everyone(text, q, before, after)
    )


def is_everyone(text: str, q: Quantity, before: str, after: str) -> bool:
    """Say whether a number is of all who joined: ``Of the 447 women randomly assigned, 12 ...``."""
    joined = WHO_JOINED.search(after) or HAVE_JOINED.search(text[q.start : q.end])
    return joined is not None and OUT_OF_ALL.search(before) is not None


def speaks_of_a_part(text: str, sentence: Sentence, q: Quantity) -> float:
    """Return what the words around a number say for its being of a part, or of other people's patients."""
    before, after = text[sentence.start : q.start], text[q.end : sentence.end]
    whole = is_left_over(sentence, before) or is_everyone(text, q, before, after) or MET_CRITERIA.match(after)
    screened = "numerator" not in q.parts and (
        SCREENED.search(after[:30]) or (q.rule != "count-of-people" and SCREENED.search(before[-25:]))
    )
    one_of_a_pair = SOME.search(q.noun or "") and ONE_OF_A_PAIR.search(before[-12:] + "|" + after[:8])
    in_some = sentence.section not in ("methods", "title") and IN_SOME.search(before)
    return (
        3.5 * bool(PART_OF.search(before[-40:]) and not whole)
        + 1.5 * bool(AMONG.search(before) and not whole)
        + 3.0 * bool(screened)
        + 4.0 * bool(NOT_OWN.search(f"{before[-60:]} {after[:60]}") or PLANNED.search(before))
        + 1.5 * bool(one_of_a_pair)
        + 2.0 * bool(EVENT.match(after))
        + 3.0 * bool(GONE.match(after))
        + 1.5 * bool(in_some)
    )


def is_left_over(sentence: Sentence, before: str) -> bool:
    """Say whether a number is of those who stayed when others were excluded: ``the remaining 43 patients``."""
    return sentence.section == "methods" and LEFT_OVER.search(before) is not None
