"""The page for a reviewer: every result with its sentence, the least sure first, those decided on last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Concept, Decision
from extractor.render.line import UNSURE, Line, line
from extractor.render.note import lit_of, passage
from extractor.render.paper import Paper

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
    decisions: tuple[Decision, ...] = ()  # of those who reviewed it
    outdated: tuple[Decision, ...] = ()  # made when something else was read here
    rejected: bool = False

    @property
    def confidence(self) -> float:
        """How sure the result is, 0 to 1."""
        return self.line.finding.confidence

    @property
    def said(self) -> list[tuple[Decision, str, str]]:
        """What was decided, by whom, and on what other reading; those who say the same are one."""
        found: dict[tuple[object, ...], list[Decision]] = {}
        for it in (*self.decisions, *self.outdated):
            other = it.reading if it in self.outdated else ""
            found.setdefault((it.decision, it.value, it.comment, it.at[:10], other), []).append(it)
        return [(all_[0], ", ".join(it.reviewer for it in all_), str(about[-1])) for about, all_ in found.items()]

    @property
    def at_odds(self) -> bool:
        """Whether its reviewers differ."""
        return bool(self.decisions) and self.paper.at_odds(self.line.finding)


@dataclass(frozen=True, slots=True)
class Band:
    """The results of about one confidence, or those that reviewers spoke of."""

    low: float
    high: float  # not in it, but for 1
    doubts: tuple[Doubt, ...]
    name: str = ""  # instead of the confidence
    says: str = ""

    @property
    def wrong(self) -> int:
        """How many of them are to be expected wrong, were each confidence exact."""
        return round(sum(1 - x.confidence for x in self.doubts))


def review(papers: Sequence[Paper], concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page shows: where reviewers differ, the results in bands of falling doubt, those decided on."""
    known = {c.id: c for c in concepts}
    doubts = [
        doubt(paper, line(paper, finding, known))
        for paper in papers
        for finding in sorted((*paper.study.findings, *paper.rejected), key=lambda f: f.start)
    ]
    doubts.sort(key=lambda x: x.confidence)  # of equally sure ones those of a study stay together
    differ = [x for x in doubts if x.at_odds]
    again = [x for x in doubts if x.outdated and not x.decisions]
    done = [x for x in doubts if x.decisions and not x.at_odds]
    left = [x for x in doubts if not x.decisions and not x.outdated]
    return {
        "bands": [
            *named("Reviewers differ", "each stays as it was read until they agree or consensus decides", differ),
            *named("Read anew since its review", "what was decided was about another reading; look again", again),
            *bands(left),
            *named("Reviewed", "", done),
        ],
        "count": len(doubts),
        "unsure": sum(x.line.unsure for x in left),
        "reviewed": len(done),
        "differ": len(differ),
        "reviewers": sorted({it.reviewer for x in doubts for it in (*x.decisions, *x.outdated)}),
    }


def doubt(paper: Paper, shown: Line) -> Doubt:
    """Return a result with its sentence."""
    finding = shown.finding
    said, start, end = passage(paper, *lit_of(finding))
    return Doubt(
        paper, shown, said[:start], said[start:end], said[end:], paper.decisions_of(finding),
        paper.review.outdated.get(finding.id, ()) if paper.review else (),
        rejected=finding in paper.rejected,
    )  # fmt: skip


def named(name: str, says: str, doubts: Sequence[Doubt]) -> list[Band]:
    """Return a band of results that reviewers spoke of; none where there are none."""
    return [Band(0.0, 1.0, tuple(doubts), name, says)] if doubts else []


def bands(doubts: Sequence[Doubt]) -> list[Band]:
    """Return the results by band; bands without one are left out."""
    low, found = 0.0, []
    for high in ENDS:
        inside = tuple(x for x in doubts if low <= x.confidence < high or x.confidence == high == ENDS[-1])
        found.append(Band(low, high, inside))
        low = high
    return [band for band in found if band.doubts]
