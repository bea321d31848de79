"""Numbers whose kind says where the outcome is named: men and women, things counted, means and medians."""

from __future__ import annotations

import re

from extractor.link.glue import VAGUE
from extractor.link.outcome.directions import CUT, ahead, behind_border
from extractor.link.outcome.hollow import hollow
from extractor.link.outcome.labels import SEXES
from extractor.link.outcome.places import SEX, Place
from extractor.link.phrases import trimmed, words
from extractor.model import Quantity, Span

DID = re.compile(
    r"\s+(?:who|with(?!\s+(?:an?\s+|the\s+)?(?:mean|median|average|age))|had|were|was|underwent|received|died|developed)\b"
)
# "32 men and eight women with warts" tells of everyone's sex
OTHER_SEX = re.compile(r"\b(?:m[ae]n|(?:fe)?males?|women|boys|girls)\s+and\s+$", re.I)
# 12 (30 %) of the patients were women
IS_SEX = re.compile(
    r"[)\]]?\s*(?:(?:of\s+(?:the\s+|all\s+)?)?(?:patients|cases|participants|subjects|them)\s+)?(?:were|was|are)\s+"
    r"((?:wo)?m[ae]n|(?:fe)?males?|boys|girls)\b",
    re.I,
)
# "24% men and 76% women"; "40% male patients" but not "40% of men who smoked"
SHARE_OF_SEX = re.compile(
    r"[)\]]?\s*((?:wo)?men|(?:fe)?males?|boys|girls)\b(?!\s+(?:who|with|had|were|was|underwent|received|died|developed))",
    re.I,
)
OF_WHAT = re.compile(r"\s*((?:of\s+(?:the\s+)?)[^.;,()\d]{3,60})", re.I)
IN_THEM = re.compile(
    r"(?:^|[,;.:]|\band|\bbut)\s*(?:in|for|at)\s+(?:(?:the|only|about|another|other|remaining)\s+)*$", re.I
)
# "wear was seen in 17 teeth"; what was studied in them says what they are
SEEN_IN = re.compile(
    r"\b(?:was|were|is|are|been|occurred|absent|present|seen|noted|found|observed|developed|improved|resolved|returned|"
    r"remained|healed|failed|required|needed)\b"
    r"(?:\s+(?!(?:used|included|involved|studied|examined|reviewed|investigated|conducted|analy[sz]ed|carried)\b)[\w-]+){0,4}?"
    r"\s+(?:in|on)\s+(?:the\s+|only\s+)?$",
    re.I,
)
HAPPENED = re.compile(
    r"\s+(?:had|have|has|were|was|did|could|failed|healed|united|occluded|remained|became|recurred|survived|"
    r"required|needed|showed|developed|underwent|migrated|loosened|broke)\b",
    re.I,
)
STATISTIC = re.compile(r"\b(?:mean|median|average[d]?|averaging)\b", re.I)


def sex(text: str, q: Quantity, spot: Place) -> Span | None:
    """Return the sex that a number counts, None when it counts what else men or women had."""
    what = q.parts.get("value")
    both = OTHER_SEX.search(text, max(0, q.start - 20), q.start)
    if q.noun and what and (both or not DID.match(text[q.end : q.end + 12])):
        if SEX.fullmatch(q.noun):
            at = text.rfind(q.noun, q.start, q.end)
            return Span(at, at + len(q.noun))
        if inside := SEXES.search(text, what.end, q.end):  # "16 female patients"
            return Span(*inside.span())
    told = IS_SEX.match(text, q.end, spot.right.end)
    if told is None and not spot.in_front:
        told = SHARE_OF_SEX.match(text, q.end, spot.right.end)
    return Span(*told.span(1)) if told else None


def things(text: str, q: Quantity, spot: Place) -> Span | None:
    """Return the things that are counted, with what they are of: ``six deep infections of the wound``.

    What happened to them is said too (``one screw had to be revised``), or alone: ``in 13 grafts a clot was seen``.
    """
    if IN_THEM.search(text[spot.left.start : q.start]):
        told = ahead(text, spot.right.start, spot.right.end)
        if told is not None:
            return told
    elif SEEN_IN.search(text, spot.left.start, q.start) and (seen := behind_border(text, spot.left.start, q.start)):
        return seen
    end = q.end
    of = OF_WHAT.match(text, q.end, max(q.end, spot.right.end))
    if of:
        cut = CUT.search(text, q.end, of.end())
        end = cut.start() if cut else of.end()
    elif spot.opening and HAPPENED.match(text, q.end, spot.right.end):
        told = ahead(text, q.end, spot.right.end)
        end = told.end if told else end
    return trimmed(text, q.parts["value"].end, end, limit=8, keep="start")


def statistic(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the words between ``mean`` and its value, with the noun before when they say too little."""
    value = q.parts.get("value")
    cues = list(STATISTIC.finditer(text, sentence.start, value.start if value else q.end))
    if not cues:
        return None
    cue = cues[-1]
    if cue.end() <= spot.left.start and spot.bracket is not None:
        return None  # the mean of a number before this one
    inside = trimmed(text, cue.end(), value.start if value else q.start)
    if inside is None:
        return behind_border(text, sentence.start, cue.start()) or ahead(text, q.end, spot.right.end)
    said = {w.group().lower() for w in words(text, inside.start, inside.end)}
    if not said <= VAGUE and not hollow(text, inside, cue.start()):
        return inside
    wider = behind_border(text, max(sentence.start, spot.left.start), cue.start())
    return Span(wider.start, inside.end) if wider and inside.end - wider.start < 90 else inside
