"""The first page to read: what is in the report, what is not, and what still needs a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.check.coverage import accounted, share
from extractor.model import Concept
from extractor.render.contradictions import contradictions
from extractor.render.line import UNSURE
from extractor.render.overview_map import maps
from extractor.render.paper import Paper
from extractor.render.statement import Versions, statement

HEAD = 5  # contradictions shown, and studies least covered
BANDS = ((100, "every number"), (95, "95–99%"), (90, "90–94%"), (75, "75–89%"), (0, "under 75%"))
NO_NUMBER = "no number printed"


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of a study's printed numbers were captured or set aside."""

    paper: Paper
    known: int
    numbers: int

    @property
    def share(self) -> int:
        """In whole per cent, rounded down."""
        return share(self.known, self.numbers)


def overview(
    papers: Sequence[Paper],
    concepts: Sequence[Concept],
    problems: Sequence[tuple[str, str, str]],
    versions: Versions,
) -> dict[str, object]:
    """Return what the page shows."""
    met = [Covered(paper, *accounted(paper.study, paper.rejected)) for paper in papers]
    wrong = contradictions(papers, concepts)
    drawn = maps(papers, concepts)
    known, numbers = sum(c.known for c in met), sum(c.numbers for c in met)
    return {
        "documents": sum(1 + len(p.others) for p in papers),
        "problems": by_stage(problems),
        "unread": len({path for path, _, _ in problems}),
        "wrong": wrong,
        "wrong_head": [(p, each) for p, found in wrong["found"] for each in found][:HEAD],  # type: ignore[attr-defined]
        "known": known,
        "numbers": numbers,
        "coverage": share(known, numbers),
        "bands": bands(met),
        "least": least_covered(met),
        "lost": sum(len(p.study.unexplained) for p in papers),
        "maps": drawn,
        "outcomes": len({s.outcome for m in drawn for s in m.strips}),
        "designs": counted(p.study.design or "not stated" for p in papers),
        "years": by_year(papers),
        "shares": pairs(papers),
        "merged": [p for p in papers if p.others],
        "unsure": sum(f.confidence < UNSURE for p in papers for f in p.study.findings),
        "expected": round(sum(1 - f.confidence for p in papers for f in p.study.findings)),
        "undated": any(not p.study.document.year for p in papers),
        "review": progress(papers),
        **statement(papers, problems, versions),
    }


def by_stage(problems: Iterable[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return what was not read, by stage, then by what was said: many files of one kind make one line."""
    found: dict[tuple[str, str], list[str]] = {}
    for path, stage, message in problems:
        found.setdefault((stage, message.removeprefix(f"{path}: ")), []).append(path)
    return [
        (stage, [(message, sorted(paths)) for (_, message), paths in told])
        for stage, told in groupby(found.items(), key=lambda it: it[0][0])
    ]


def counted(said: Iterable[str]) -> list[tuple[str, int]]:
    """Return how often each was said, the commonest first."""
    return sorted(Counter(said).items(), key=lambda c: (-c[1], c[0]))


def bands(met: Iterable[Covered]) -> list[tuple[str, int]]:
    """Return how many studies have which share of their numbers accounted for; studies without numbers last."""
    named = Counter(
        next(label for least, label in BANDS if it.share >= least) if it.numbers else NO_NUMBER for it in met
    )
    found = [(label, named[label]) for _, label in BANDS]
    return [*found, (NO_NUMBER, named[NO_NUMBER])] if named[NO_NUMBER] else found


def least_covered(met: Iterable[Covered]) -> list[Covered]:
    """Return the studies with the smallest share of their numbers accounted for, none of those with all."""
    return sorted((c for c in met if c.known < c.numbers), key=lambda c: (c.known / c.numbers, c.paper.name))[:HEAD]


def by_year(papers: Sequence[Paper]) -> list[tuple[int, int]]:
    """Return how many studies each year has, years without one too; studies without a year are left out."""
    found = Counter(p.study.document.year for p in papers if p.study.document.year)
    # a misread year would stretch the scale over centuries: beyond 80 only years that have studies
    first, last = (min(found), max(found)) if found else (0, -1)
    every = range(first, last + 1) if last - first <= 80 else sorted(found)
    return [(year, found[year]) for year in every]


def pairs(papers: Sequence[Paper]) -> list[tuple[Paper, Paper, str]]:
    """Return the studies that may share patients, each pair once."""
    by_stem = {p.stem: p for p in papers}
    return [
        (paper, by_stem[stem], reason)
        for paper in papers
        for stem, _, reason in paper.shares
        if stem in by_stem and paper.stem < stem
    ]


def progress(papers: Sequence[Paper]) -> Mapping[str, object]:
    """Return how far the review is: decided results by what was decided, and by whom; empty when nobody has."""
    decided = Counter[str]()
    reviewers = Counter[str]()
    for paper in papers:
        for finding in (*paper.study.findings, *paper.rejected):
            said = paper.decisions_of(finding)
            reviewers.update(d.reviewer for d in said)
            held = paper.decided(finding)
            if said:
                decided[held.decision if held else "differ"] += 1
    if not decided:
        return {}
    of = sum(len(p.study.findings) + len(p.rejected) for p in papers)
    return {"of": of, "done": sum(decided.values()), "decided": decided, "reviewers": counted(reviewers.elements())}
