"""What a paper means by an outcome, as far as its words say: a cut-off, how it was seen, when, by how many grades.

``gross total resection (>98%)`` and ``complete removal on MRI`` share a name in the vocabulary and are two things.
Only the paper's own words are looked at: the outcome as it names it, the bracket behind it, and "was defined as ...".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.model import Finding

NUMBER = r"(?P<number>\d+(?:[.·]\d+)?)"
OVER = r"(?:[>≥⩾]=?|more than|over|at least|exceeding|greater than)"
UNDER = r"(?:[<≤⩽]=?|less than|under|below|at most|up to)"
PER_CENT = r"\s*(?:%|per ?cent)"
CUT_OFFS = (
    ("over", re.compile(rf"{OVER}\s*{NUMBER}{PER_CENT}", re.I)),
    ("over", re.compile(rf"{NUMBER}{PER_CENT}\s*or (?:more|greater|higher)", re.I)),
    ("under", re.compile(rf"{UNDER}\s*{NUMBER}{PER_CENT}", re.I)),
    ("under", re.compile(rf"{NUMBER}{PER_CENT}\s*or (?:less|fewer|lower)", re.I)),
)
SEEN = (
    ("on MRI", re.compile(r"\bMRI\b|\bMR imaging|magnetic resonance", re.I)),
    ("on CT", re.compile(r"\bCT\b|computed tomograph", re.I)),
    ("as the surgeon saw it", re.compile(
        r"intra-?operative(?:ly)? (?:impression|assess|estimat|judg|inspect)|"
        r"surgeons?['’]?s? (?:impression|opinion|report)", re.I
    )),
)  # fmt: skip
SPANS = r"(?P<unit>hour|day|week|month|year)s?"
TIMES = (
    re.compile(rf"within (?:the first )?{NUMBER}[ -]?{SPANS}", re.I),
    re.compile(rf"\b{NUMBER}-{SPANS}", re.I),
)
MOMENTS = (
    ("in hospital", re.compile(r"\bin[- ]hospital\b", re.I)),
    ("at discharge", re.compile(r"\bat (?:hospital )?discharge\b", re.I)),
    ("at the last follow-up", re.compile(r"\b(?:last|latest|final) (?:follow[- ]?up|visit|control)\b", re.I)),
)
GRADES = re.compile(
    r"\b(?:at least|by)\s+(?P<count>one|two|three|[123])\s+(?:or more\s+)?(?:[\w-]+\s+)?"
    r"(?P<scale>grade|point|level)s?\b", re.I
)  # fmt: skip
BEHIND = re.compile(r"\s*(\([^()]{1,80}\))")
DEFINED = re.compile(r"\b(?:defined|taken|considered) as ([^.;]{3,120})")
LEADING = re.compile(r"(?:\s*\([^()]{1,30}\))?(?:,| was| were| is| are)?\s*$")  # between the outcome and "defined as"
SORTS = ("cut-off", "seen", "time", "grades")


def definition(finding: Finding, text: str) -> dict[str, str]:
    """Return what the words say of the outcome, by the sort of saying; empty when they say nothing.

    Args:
        finding: A result.
        text: Of its document.

    >>> from extractor.model import Span
    >>> it = Finding("f1", "count", "total resection", "other", 0, 1, "4", Span(0, 40), "results", "r", {},
    ...     outcome_start=0, outcome_end=15)
    >>> definition(it, "Total resection (more than 98% on MRI) in 4")
    {'cut-off': 'over 98%', 'seen': 'on MRI'}
    """
    words = " | ".join(said(finding, text))
    found: dict[str, str] = {}
    for way, pattern in CUT_OFFS:
        if match := pattern.search(words):
            found.setdefault("cut-off", f"{way} {match['number'].replace('·', '.')}%")
    for way, pattern in SEEN:
        if pattern.search(words):
            found.setdefault("seen", way)
    if finding.time is None and (when := time_said(words)):
        found["time"] = when
    if match := GRADES.search(words):
        count = {"one": "1", "two": "2", "three": "3"}.get(match["count"].lower(), match["count"])
        found["grades"] = f"by {count} {match['scale'].lower()}{'' if count == '1' else 's'}"
    return found


def said(finding: Finding, text: str) -> Iterator[str]:
    """Yield the outcome's own words, the bracket behind them, and what they are defined as anywhere in the text."""
    yield finding.outcome
    if finding.outcome_end is not None and (bracket := BEHIND.match(text, finding.outcome_end)):
        yield bracket[1]
    words = " ".join(finding.outcome.split()).casefold()
    for place in DEFINED.finditer(text) if words else ():
        before = " ".join(text[max(0, place.start() - 2 * len(words) - 40) : place.start()].split()).casefold()
        if LEADING.sub("", before).endswith(words):
            yield place[1]


def time_said(words: str) -> str | None:
    """Return when, as the words say it: ``within 30 days``, ``in hospital``."""
    for pattern in TIMES:
        if match := pattern.search(words):
            number, unit = match["number"], match["unit"].lower()
            return f"within {number} {unit}{'' if number == '1' else 's'}"
    return next((moment for moment, pattern in MOMENTS if pattern.search(words)), None)
