"""Where in a sentence an outcome can be named: its clauses, and phrases trimmed to the words that say something."""

from __future__ import annotations

import re

from extractor.model import Span

WORD = re.compile(r"[^\W_](?:[\w'’./+-]*[\w+])?")
# what ends a clause; a comma alone does not ("wound, bladder and chest infections")
BORDER = re.compile(
    r";|:(?=\s)|\.\s|,\s(?=(?:and|but|while|whereas|although|though|which|who|whom|with|or|yet|so|compared|versus|vs)\b)"
    r"|\b(?:while|whereas|but|although|though|however|because|due to|owing to|despite|compared (?:with|to)|versus|vs\.?|"
    r"whilst|thus|therefore|since)\b",
    re.I,
)
GLUE = frozenset(
    """a an the this that these those there here it its their our his her we they which who whom whose and or but nor of in
    on at to for from by with without within into as per than then so if when where while during between among amongst
    through over under up out about after before was were is are be been being had has have having did do does done can
    could may might would should will also only just still even both either each all any some most more less other
    others another additional further respectively approximately about nearly almost overall total totally mean median
    average i.e e.g patients patient cases case subjects subject participants participant individuals persons people
    women men woman man children adults them him us occurred occurring occur seen observed noted found noticed detected
    reported recorded achieved obtained present performed documented identified measured calculated estimated shown
    showed show exhibited exhibit experienced experience developed demonstrated demonstrate revealed reached reaching
    remaining remained became seemed appeared ranged ranging range rate rates number numbers percentage percentages
    proportion frequency incidence n value values result results resulted resulting included including include comprised
    consisted consisting constituted encountered attained gained yielded equal amounted accounted given known least
    same similar respective corresponding significantly significant statistically compared versus vs not study series
    group groups year years month months day days week weeks used using associated said ns considered evaluated assessed
    analyzed analysed available successfully successful""".split()
)
# words that stay inside a phrase but never end or begin one
PERSONS = frozenset("patients patient cases case subjects subject participants women men children individuals".split())
# a "with" or "who had" that begins a group of patients, not an outcome
GROUP_OF = re.compile(r"\b(?:patients|cases|subjects|those|women|men|children|participants|survivors)\s+(?:(?:who|that)\b|with\b|without\b|in\b|under\b|over\b|treated\b|receiving\b|undergoing\b)", re.I)


def words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of ``text[start:end]``."""
    return list(WORD.finditer(text, start, end))


def says_something(word: str) -> bool:
    """Say whether *word* could name an outcome: it is no glue and no bare number."""
    lowered = word.lower()
    return lowered not in GLUE and not re.fullmatch(r"[\d.,%/+-]+", lowered) and len(lowered) > 1


def content(text: str, span: Span | None) -> int:
    """Return how many words of *span* say something."""
    return 0 if span is None else sum(says_something(m.group()) for m in words(text, span.start, span.end))


def clause_start(text: str, start: int, end: int) -> int:
    """Return where the last clause of ``text[start:end]`` begins."""
    last = start
    for border in BORDER.finditer(text, start, end):
        last = border.end()
    return last


def clause_end(text: str, start: int, end: int) -> int:
    """Return where the first clause of ``text[start:end]`` ends."""
    border = BORDER.search(text, start, end)
    return border.start() if border else end


def trimmed(text: str, start: int, end: int, *, limit: int = 9, keep: str = "end") -> Span | None:
    """Return the phrase in ``text[start:end]`` without glue at its ends, or None when nothing is said.

    Args:
        limit: The most words that say something; the rest is cut off.
        keep: Which end to keep when there are too many: "end" or "start".
    """
    found = words(text, start, end)
    while found and not says_something(found[0].group()):
        found.pop(0)
    while found and not says_something(found[-1].group()):
        found.pop()
    meaning = [m for m in found if says_something(m.group())]
    if not meaning:
        return None
    if len(meaning) > limit:
        meaning = meaning[-limit:] if keep == "end" else meaning[:limit]
    return Span(meaning[0].start(), meaning[-1].end())
