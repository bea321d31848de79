"""The page for a reviewer: every result with its sentence, the least sure first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Concept
from extractor.render.note import lit_of, passage
from extractor.render.paper import Paper
from extractor.render.study import UNSURE, Line, line

# where a reader with half an hour, or two, may stop: each band begins where the one before ends
ENDS = (UNSURE, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A result, and its sentence cut at the number."""

    paper: Paper
    line: Line
    before: str
    number: str
    after: str

    @property
    def confidence(self) -> float:
        """How sure the result is, 0 to 1."""
        return self.line.finding.confidence


@dataclass(frozen=True, slots=True)
class Band:
    """The results of about one confidence."""

    low: float
    high: float  # not in it, but for 1
    doubts: tuple[Doubt, ...]

    @property
    def wrong(self) -> int:
        """How many of them are to be expected wrong, were each confidence exact."""
        return round(sum(1 - x.confidence for x in self.doubts))


def review(papers: Sequence[Paper], concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page shows: every result in bands of falling doubt."""
    known = {c.id: c for c in concepts}
    doubts = [doubt(paper, each) for paper in papers for each in (line(paper, f, known) for f in paper.study.findings)]
    doubts.sort(key=lambda x: x.confidence)  # of equally sure ones those of a study stay together
    return {"bands": bands(doubts), "count": len(doubts), "unsure": sum(x.line.unsure for x in doubts)}


def doubt(paper: Paper, shown: Line) -> Doubt:
    """Return a result with its sentence."""
    said, start, end = passage(paper, *lit_of(shown.finding))
    return Doubt(paper, shown, said[:start], said[start:end], said[end:])


def bands(doubts: Sequence[Doubt]) -> list[Band]:
    """Return the results by band; bands without one are left out."""
    low, found = 0.0, []
    for high in ENDS:
        inside = tuple(x for x in doubts if low <= x.confidence < high or x.confidence == high == ENDS[-1])
        found.append(Band(low, high, inside))
        low = high
    return [band for band in found if band.doubts]
