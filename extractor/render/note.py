"""What is said of a number when a reader points at it: its sentence, the checks, how it was made."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.model import Check, Finding
from extractor.render.cell import Cell, p_text
from extractor.render.paper import Paper

VERDICTS = {"inconsistent": 0, "consistent": 1, "unchecked": 2}
LONGEST_LIT = 80  # characters; of a longer result only the value itself is lit
MARGIN = 260  # characters either side of the number in a sentence without end


def checks(found: Iterable[Check]) -> list[list[object]]:
    """Return verdict and reason of each check, what does not fit first."""
    return [[VERDICTS[c.verdict], c.reason] for c in sorted(found, key=lambda c: VERDICTS[c.verdict])]


def explained(paper: Paper, finding: Finding, shown: Cell) -> list[str]:
    """Return how what nobody printed was made: numerator, denominator, interval."""
    said = made(paper, finding)
    if shown.interval and shown.low is not None and shown.high is not None and shown.interval.startswith("Wilson"):
        said.append(f"{shown.interval} {shown.low:.1f}–{shown.high:.1f}%")
    return said


def made(paper: Paper, finding: Finding) -> list[str]:
    """Return the arithmetic of numerator and share, what the denominator is, and the p-value."""
    said = [d.formula for (of, name), d in paper.derived.items() if of == finding.id and not name.startswith("wilson")]
    if finding.denominator and finding.denominator_reason:
        said.append(f"of {finding.denominator}: {finding.denominator_reason}")
    if finding.p and finding.measure != "p_value":
        said.append(p_text(finding))
    return said


def lit_of(finding: Finding) -> tuple[int, int]:
    """Return the characters to light: the whole result, or its value where the result runs long."""
    value = finding.spans.get("value")
    if finding.end - finding.start > LONGEST_LIT and value:
        return value.start, value.end
    return finding.start, finding.end


def lit(paper: Paper, start: int, end: int, sentences: dict[str, int]) -> list[int]:
    """Return the sentence's number and where in it the lit characters are; new sentences are added."""
    said, *place = passage(paper, start, end)
    return [sentences.setdefault(said, len(sentences)), *place]


def passage(paper: Paper, start: int, end: int) -> tuple[str, int, int]:
    """Return the sentence around some characters, cut where it has no end, and where in it they are."""
    text = paper.study.document.text
    sentence = paper.sentence_of(start)
    first, last = max(sentence.start, start - MARGIN), min(sentence.end, max(end, start) + MARGIN)
    while first < start and text[first].isspace():
        first += 1
    said = text[first:last].rstrip()
    if text[sentence.start : first].strip():
        said, first = "…" + said, first - 1
    return said, start - first, end - first
