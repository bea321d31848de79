"""Where in a sentence an outcome can be named: its clauses, and phrases trimmed to the words that say something."""

from __future__ import annotations

import re
from typing import Literal

from extractor.link.glue import GLUE
from extractor.model import Span

WORD = re.compile(r"[^\W_](?:[\w'’./+-]*[\w+])?")
BARE_NUMBER = re.compile(r"[\d.,%/+-]+")
BLANKS = re.compile(r"\s+")
MANY = re.compile(r"\b(?:more\s+than|at\s+least)\s+(?:one|two|three|1|2|3)\s+$", re.I)  # "more than one leak"
BRACKET = re.compile(r"[()\[\]]")
# what ends a clause; a comma alone does not ("wound, bladder and chest infections")
BORDER = re.compile(
    r";|:(?=\s)|\.\s|"
    r",\s(?=(?:and|but|while|whereas|although|though|which|who|whom|with|or|yet|so|compared|versus|vs)\b)|"
    r"\b(?:while|whereas|but|although|though|however|because|due to|owing to|despite|compared (?:with|to)|versus|vs\.?|"
    r"whilst|thus|therefore|since)\b",
    re.I,
)


def one_line(printed: str) -> str:
    """Return *printed* with every run of blanks and line ends as one blank."""
    return BLANKS.sub(" ", printed)


def words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of ``text[start:end]``."""
    return list(WORD.finditer(text, start, end))


def says_something(word: str) -> bool:
    """Say whether *word* could name an outcome: it is no glue and no bare number."""
    return len(word) > 1 and word.lower() not in GLUE and not BARE_NUMBER.fullmatch(word)


def content(text: str, span: Span | None) -> int:
    """Return how many words of *span* say something."""
    return 0 if span is None else sum(says_something(m.group()) for m in words(text, span.start, span.end))


def clause_start(text: str, start: int, end: int) -> int:
    """Return where the last clause of ``text[start:end]`` begins; what ends in a bracket that closes is none."""
    last = start
    for border in BORDER.finditer(text, start, end):
        if closing(text, border.end(), end) is None:
            last = border.end()
    return last


def closing(text: str, start: int, end: int) -> int | None:
    """Return behind which character ``text[start:end]`` closes a bracket that it does not open, None if it does not."""
    depth = 0
    for bracket in BRACKET.finditer(text, start, end):
        depth += 1 if bracket.group() in "([" else -1
        if depth < 0:
            return bracket.end()
    return None


def trimmed(text: str, start: int, end: int, *, limit: int = 9, keep: Literal["start", "end"] = "end") -> Span | None:
    """Return the phrase in ``text[start:end]`` without glue at its ends, or None when nothing is said.

    Args:
        limit: The most words that say something; the rest is cut off.
        keep: Which end to keep when there are too many: "end" or "start".
    """
    meaning = [m for m in words(text, start, end) if says_something(m.group())]
    if not meaning:
        return None
    if len(meaning) > limit:
        meaning = meaning[-limit:] if keep == "end" else meaning[:limit]
    many = MANY.search(text, start, meaning[0].start())
    return closed(text, many.start() if many else meaning[0].start(), meaning[-1].end())


def closed(text: str, start: int, end: int) -> Span:
    """Return the phrase with the bracket closed that its last word left open: ``gross total resection (GTR)``."""
    opened = text.rfind("(", start, end) > text.rfind(")", start, end)
    return Span(start, end + 1) if opened and text[end : end + 1] == ")" else Span(start, end)
