"""What the evidence table says of a number when a reader points at it: sentence, checks, rule, confidence.

Kept apart from the cells, as one JSON block a page: sentences are shared by the numbers in them, and three
hundred studies stay a page of a few megabytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from extractor.model import Check, Finding
from extractor.render.cell import Cell, cell, p_text
from extractor.render.paper import Paper

VERDICTS = {"inconsistent": 0, "consistent": 1, "unchecked": 2}
LONGEST_LIT = 80  # characters; of a longer result only the value itself is lit
MARGIN = 260  # characters either side of the number in a sentence without end


def notes(papers: Iterable[Paper], wanted: dict[str, list[str]]) -> str:
    """Return the JSON for the numbers *wanted* of each study (by stem), safe inside a script element."""
    data = {paper.stem: of_paper(paper, wanted.get(paper.stem, [])) for paper in papers}
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # "<" could end the script element, U+2028 and U+2029 end a line in old parsers
    return packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def of_paper(paper: Paper, wanted: Iterable[str]) -> dict[str, object]:
    """Return name, sentences, and one note a finding of a study."""
    sentences: dict[str, int] = {}
    by_id = {f.id: f for f in paper.study.findings}
    found = {i: note(paper, by_id[i], sentences) for i in dict.fromkeys(wanted) if i in by_id}
    cohort = paper.study.cohort
    if cohort:
        how = "" if cohort.how == "stated" else cohort.how
        place = lit(paper, cohort.start, cohort.end, sentences)
        found["n"] = {"s": place, "c": [cohort.start, cohort.end], "o": f"{cohort.value} {cohort.unit}", "d": how}
    return {"n": paper.name, "s": list(sentences), "f": found}


def note(paper: Paper, finding: Finding, sentences: dict[str, int]) -> dict[str, object]:
    """Return what is to be said of one finding; empty things are left out."""
    shown = cell(paper, finding)
    arm = paper.arm_of(finding)
    said: dict[str, object] = {
        "s": lit(paper, *lit_of(finding), sentences),
        "c": [finding.start, finding.end],
        "o": finding.outcome,
        "v": " ".join(filter(None, [shown.number, shown.detail])),
        "a": arm.name if arm else "",
        "x": finding.section,
        "k": checks(paper.checks.get(finding.id, ())),
        "d": " · ".join(explained(paper, finding, shown)),
        "r": finding.rule,
        "p": round(finding.confidence, 2),
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def checks(found: Iterable[Check]) -> list[list[object]]:
    """Return verdict and reason of each check, what does not fit first."""
    return [[VERDICTS[c.verdict], c.reason] for c in sorted(found, key=lambda c: VERDICTS[c.verdict])]


def explained(paper: Paper, finding: Finding, shown: Cell) -> list[str]:
    """Return how what nobody printed was made: numerator, denominator, interval."""
    said = [d.formula for (of, name), d in paper.derived.items() if of == finding.id and not name.startswith("wilson")]
    if finding.denominator and finding.denominator_reason:
        said.append(f"of {finding.denominator}: {finding.denominator_reason}")
    if shown.interval and shown.low is not None and shown.high is not None and shown.interval.startswith("Wilson"):
        said.append(f"{shown.interval} {shown.low:.1f}–{shown.high:.1f}%")
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
