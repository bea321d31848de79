"""The design of a study in one word, from what the abstract says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Arm

# the first that is said wins: a randomised trial is prospective too
WORDS = {
    "randomised": r"""\brandomi[sz]ed\ (?:controlled|clinical|trial|study|comparison|prospective|double|to\b)
        |\bwere\ randomi[sz]ed\b|\brandomly\ (?:assigned|allocated|divided)|randomi[sz]ed\ trial""",
    "systematic review": r"\bmeta-analys[ie]s\b|\bsystematic\ review\b",
    "prospective": r"\bprospectiv",
    "retrospective": r"""\bretrospectiv|\b(?:chart|record)s?\ (?:review|were\ reviewed)
        |reviewed\ the\ (?:charts|records|medical)|case\ series|we\ reviewed|records\ of""",
    "case-control": r"\bcase-control|matched\ pairs?\b",
    "cross-sectional": r"\bcross-sectional|survey\ of\b",
}
CUES = tuple((design, re.compile(pattern, re.I | re.VERBOSE)) for design, pattern in WORDS.items())


def design(text: str, title: str | None, arms: Sequence[Arm]) -> str | None:
    """Return the design an abstract states, "comparative" when it only names arms, or None.

    >>> design("We retrospectively reviewed 12 cases.", None, ())
    'retrospective'
    """
    told = f"{title or ''}. {text}"
    said = next((name for name, cue in CUES if cue.search(told)), None)
    if said is None and sum(arm.n is not None for arm in arms) >= 2:
        return "comparative"
    return said
