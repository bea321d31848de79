"""Outcomes told as labels: between a count and its percentage, before a number in a list, behind ``In 33 % of …,``."""

from __future__ import annotations

import re

from extractor.link.outcome.directions import ahead
from extractor.link.outcome.hollow import hollow
from extractor.link.outcome.places import PEOPLE, Place
from extractor.link.phrases import trimmed
from extractor.model import Quantity, Span

SEXES = re.compile(r"\b(?:(?:wo)?men|(?:fe)?males?|boys|girls)\b", re.I)
# "7 elderly patients (16 %) had a leak": a verb follows, what is counted is no outcome
VERB = re.compile(
    r"\s*(?:of\s+(?:the\s+)?\w+\s+)?(?:had|have|were|was|under|de|re|show|ach|exp|died|sur|imp|need|fail|prog|remain|becam|suf|occ|heal|refu|could)",
    re.I,
)
ITEM = re.compile(r"(?:^|[;:(])\s*(?:and\s+)?([A-Za-z][\w\s/'-]{2,45}?),\s*$")
ITEM_ENDS = re.compile(r"\s*(?:patients?|cases?)?\s*(?:[;.)]|$)", re.I)
MOST_WORDS = 5
IN_SOME = re.compile(
    r"(?:^|[;.])\s*(?:[A-Za-z]+ly,\s+|thus,?\s+)?(?:in|for|among)\s+(?:(?:the|only|about|another)\s+)*$", re.I
)
# "of patients referred for ischaemia": whose result it is
GROUPED = re.compile(
    rf"\s*(?:(?:of\s+)?(?:the\s+)?{PEOPLE}\s+)?(?:who\s+(?:had\s+)?(?:received|underwent|were\s+treated)|receiving|"
    r"treated\s+with|undergoing|assigned\s+to|referred|with|without|given)\b"
    r"(?![^,;.]*\b(?:had|died|were|was|developed|showed|required|survived|recovered)\b)",
    re.I,
)
GROUPED_OR_ALL = re.compile(
    rf"{GROUPED.pattern}|\s*(?:of\s+(?:the\s+|all\s+)?)?(?:{PEOPLE})?\s*(?:$|(?:who|whose|in\s+whom)\b)", re.I
)
IN_THEM = re.compile(r"(?<!resulted)(?<!resulting)\s+(?:in|on)\s+(?:(?:the|only|about|another)\s+)*$", re.I)
WITH = re.compile(r"\bwith\b", re.I)
COMMA = re.compile(r",\s")


def between_numbers(text: str, q: Quantity, spot: Place) -> Span | None:
    """Return what is counted when it stands between a count and its percentage: ``4 deep infections (8 %)``."""
    count, share, of = (q.parts.get(name) for name in ("numerator", "value", "denominator"))
    if q.measure != "proportion" or count is None or share is None or share.start <= count.end:
        return None
    if VERB.match(text[q.end : spot.right.end]):
        return None
    if sex := SEXES.search(text, count.end, share.start):
        return Span(*sex.span())
    if of is not None and count.end <= of.start < share.start:
        return None  # "702 of the 815 who answered (86 %)": the words between say of whom, not what
    if IN_THEM.search(text, spot.left.start, q.start) and not WITH.search(text, count.end, share.start):
        return None  # "healed in 15 knees (75 %)": in what it was seen
    return trimmed(text, count.end, share.start, limit=8)


def label_before(text: str, q: Quantity, spot: Place) -> Span | None:
    """Return the label of a list of labels and numbers: ``limb gangrene, 67 (64 %); rest pain, 9``."""
    item = ITEM.search(text[spot.left.start : q.start])
    if item is None or len(item[1].split()) > MOST_WORDS or not ITEM_ENDS.match(text[q.end : q.end + 12]):
        return None
    label = trimmed(text, spot.left.start + item.start(1), spot.left.start + item.end(1))
    return None if hollow(text, label, q.start) else label


def in_some(text: str, sentence: Span, q: Quantity, spot: Place) -> Span | None:
    """Return the clause behind the comma: ``In 33 % of patients referred for ischaemia, no vein was found``."""
    if not IN_SOME.search(text[sentence.start : q.start]):
        return None
    comma = COMMA.search(text, q.end, spot.right.end)
    if comma is None or comma.start() - q.end > 90 or not GROUPED_OR_ALL.match(text[q.end : comma.start()]):
        return None
    return ahead(text, comma.end(), spot.right.end)
