"""The page of everything that does not fit its own numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.check.names import asked
from extractor.model import Check, Concept, Finding
from extractor.render.line import Line, line
from extractor.render.paper import Paper
from extractor.render.verdict import short


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A failed check with the sentence its number stands in."""

    check: Check
    line: Line | None  # None: the check is about the study as a whole
    before: str
    number: str
    after: str
    asked: str  # what the check asks
    others: tuple[str, ...] = ()  # other sentences that its numbers stand in


def contradictions(papers: Sequence[Paper], concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page shows: by study, every check that failed."""
    known = {c.id: c for c in concepts}
    found = [(paper, [contradiction(paper, check, known) for check in paper.wrong]) for paper in papers if paper.wrong]
    kinds = Counter(check.name for paper in papers for check in paper.wrong)
    return {
        "kinds": [(name, asked(name), times) for name, times in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))],
        "found": found,
        "shorts": {check.name: short(check) for paper in papers for check in paper.wrong},
        "count": sum(p.wrong_values for p in papers),
        "checked": sum(c.verdict != "unchecked" for p in papers for c in p.study.checks),
    }


def contradiction(paper: Paper, check: Check, known: dict[str, Concept]) -> Contradiction:
    """Return a failed check as the page shows it."""
    finding = next((f for f in paper.study.findings if f.id == check.finding), None)
    others = tuple(elsewhere(paper, check, finding))
    if finding is None:
        return Contradiction(check, None, "", "", "", asked(check.name), others)
    return Contradiction(check, line(paper, finding, known), *around(paper, finding), asked(check.name), others)


def elsewhere(paper: Paper, check: Check, finding: Finding | None) -> Iterator[str]:
    """Yield the sentences that numbers of a failed check stand in, other than the finding's own."""
    text = paper.study.document.text
    starts = {it.start for it in check.inputs if it.start is not None}
    for sentence in paper.study.sentences:
        here = any(sentence.start <= start < sentence.end for start in starts)
        own = finding is not None and sentence.start <= finding.start < sentence.end
        if here and not own:
            yield text[sentence.start : sentence.end].strip()


def around(paper: Paper, finding: Finding) -> tuple[str, str, str]:
    """Return the sentence cut into what stands before the result, the result, and what follows."""
    text, sentence = paper.study.document.text, paper.sentence_of(finding.start)
    end = max(finding.end, sentence.end)
    return (
        text[sentence.start : finding.start].lstrip(),
        text[finding.start : finding.end],
        text[finding.end : end].rstrip(),
    )
