"""The phrase that ends before a number, the one that begins behind it, the one its bracket stands behind."""

from __future__ import annotations

import re

from extractor.link.outcome.hollow import hollow
from extractor.link.outcome.places import Place
from extractor.link.phrases import clause_start, content, trimmed
from extractor.model import Span

# where the words behind a number stop naming its outcome
CUT = re.compile(
    r"\b(?:because|due to|owing to|despite|whereas|while|although|but|compared (?:with|to)|versus|vs\.?|however|who|"
    r"which|whom|thus|therefore)\b|;|:(?=\s)|,\s(?=(?:and|but|with|who|which|including|respectively|or|as|than|compared|"
    r"in)\b)|,\s(?=\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b)|\band\s*$",
    re.I,
)
BECAUSE = re.compile(r"because|due to|owing to", re.I)
# "After the first operation, a second one was needed in 12": when, or in whom
INTRO = re.compile(
    r"\s*(?:overall|however|moreover|furthermore|(?:after|at|during|in|by|within|before|following|from|among|until|of|for|on)"
    r"\b[^,;()]{3,90}),\s+(?=(?:the\s+|an?\s+)?[A-Za-z]+\b[^,;]*$)",
    re.I,
)
# "scans showed a fusion": how it came to be known
KNOWN_BY = re.compile(
    r"[^,;()]*\b(?:analys[ie]s|data|results|scans?|imaging|radiographs?|films|examinations?|specimens|biops(?:y|ies)|"
    r"tomography|resonance|angiograph[a-z]*|histology|evaluation|assessment|tests?|testing|study|series|model)\b[^,;()]{0,40}?\b"
    r"(?:also\s+)?(?:showed|shows?|demonstrated?|documented|revealed|indicated?|confirmed|suggested|disclosed|identified)\s+"
    r"(?:that\s+)?",
    re.I,
)
EXAMPLES = re.compile(r"\b(?:ranging from|such as|including|included|namely|comprised|comprising)\b", re.I)
RESULTS = re.compile(EXAMPLES.pattern + r"|\b(?:associated\s+with|result(?:ed|ing)\s+in|led\s+to|leading\s+to)\b", re.I)
RESPECTIVELY = re.compile(r"[\s%,)]*respectively\b", re.I)
MOST_CUTS = 3


def behind_border(text: str, start: int, end: int) -> Span | None:
    """Return the phrase between the last clause border and *end*."""
    last = clause_start(text, start, end)
    intro = INTRO.match(text, last, end)
    span = trimmed(text, intro.end(), end) if intro else None
    if span is None or hollow(text, span, end):
        span = trimmed(text, last, end)
    if span is None and last > start:
        span = trimmed(text, start, last)
    known = KNOWN_BY.match(text, span.start, end) if span else None
    told = trimmed(text, known.end(), end) if known else None
    return span if hollow(text, told, end) else told


def ahead(text: str, start: int, end: int) -> Span | None:
    """Return the phrase from *start* to the first clause border."""
    if RESPECTIVELY.match(text[start:end]):
        return None
    begin = start
    for _ in range(MOST_CUTS):
        cut = CUT.search(text, begin, end)
        span = trimmed(text, start, cut.start() if cut else end, limit=8, keep="start")
        if span is not None and cut and BECAUSE.fullmatch(cut.group()) and content(text, span) == 1:
            cause = ahead(text, cut.end(), end)  # "died due to sepsis"
            return Span(span.start, cause.end) if cause else span
        if span is not None or cut is None:
            return span
        begin = cut.end()
    return None


def before_bracket(text: str, spot: Place, bracket: int, *, result: bool = False) -> Span | None:
    """Return the phrase that ends where the bracket opens: ``leaks and a fistula (12%)`` gives the last.

    Args:
        result: What led to it is left out: ``early closure led to fewer leaks (2 %)`` tells of leaks.
    """
    start = min(spot.left.start, bracket)
    last = clause_start(text, start, bracket)
    for cue in (RESULTS if result else EXAMPLES).finditer(text, last, bracket):
        last = cue.end()
    comma = max(text.rfind(", ", last, bracket), text.rfind(") and ", last, bracket))
    span = trimmed(text, comma + 1, bracket) if comma >= 0 else None
    return span or trimmed(text, last, bracket) or trimmed(text, start, bracket)
