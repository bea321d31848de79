"""An outcome's page: every study that reports it, one plot for each way it was measured; and the list of outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.model import Concept, Finding
from extractor.render.cell import Cell, cell
from extractor.render.chart import Axis, Mark, axis_of, mark
from extractor.render.column import Column, key_of
from extractor.render.names import file_stem
from extractor.render.paper import Paper
from extractor.render.table import rank

SOURCES = {
    "stated": "the denominator printed beside it",
    "subgroup": "a subgroup",
    "arm": "an arm",
    "cohort": "the whole cohort",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One study's (or arm's) result in a plot."""

    paper: Paper
    finding: Finding
    arm: str
    n: int | None
    cell: Cell
    mark: Mark | None
    again: bool  # the study's name stands on the line above


@dataclass(frozen=True, slots=True)
class Plot:
    """The results measured one way, at one time."""

    column: Column
    axis: Axis | None
    results: tuple[Result, ...]

    @property
    def one(self) -> float | None:
        """Where a ratio of 1, no difference, stands."""
        return self.axis.place(1.0) if self.axis and self.axis.log else None


def stem_of(outcome: str) -> str:
    """Return the file stem of an outcome's page."""
    return file_stem(outcome)


def outcome(columns: Sequence[Column], papers: Sequence[Paper], concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page of one outcome shows; *columns* are all of that outcome."""
    known = {c.id: c for c in concepts}
    plots = [plot(column, papers, known) for column in columns]
    results = [r for p in plots for r in p.results]
    concept = known.get(columns[0].key.outcome)
    return {
        "title": concept.label[:1].upper() + concept.label[1:] if concept else columns[0].label,
        "concept": concept,
        "group": columns[0].group,
        "plots": plots,
        "studies": len({r.paper.stem for r in results}),
        "results": len(results),
        "wrong": sum(r.cell.flagged for r in results),
        "strip": strip(plots),
        "computed": any(r.cell.derived or r.cell.detail_derived for r in results),
        "intervals": sorted({r.cell.interval for r in results if r.cell.interval}),
        "words": wordings(results),
        "wholes": denominators(results),
    }


def plot(column: Column, papers: Sequence[Paper], known: dict[str, Concept]) -> Plot:
    """Return the plot of one column, the largest study first."""
    blocks = []
    for paper in papers:
        if paper.stem in column.reported_by:
            found = [f for f in paper.study.findings if key_of(f, known) == column.key]
            blocks.append((paper, sorted(found, key=lambda f: (order_of_arm(paper, f), rank(paper, f)))))
    blocks.sort(key=lambda b: (-(b[0].n or 0), b[0].name.casefold(), b[0].stem))
    cells = {(p.stem, f.id): cell(p, f, unit=column.unit, tagged=column.mixed) for p, found in blocks for f in found}
    axis = axis_of(list(cells.values()), column.key.kind)
    largest = max((patients(p, f) or 0 for p, found in blocks for f in found), default=0)
    results = tuple(
        result(paper, f, cells[paper.stem, f.id], axis, largest, again=place > 0)
        for paper, found in blocks
        for place, f in enumerate(found)
    )
    return Plot(column, axis, results)


def result(paper: Paper, finding: Finding, shown: Cell, axis: Axis | None, largest: int, *, again: bool) -> Result:
    """Return one line of a plot."""
    arm, n = paper.arm_of(finding), patients(paper, finding)
    drawn = mark(shown, axis, n, largest) if axis and (shown.point is not None or shown.low is not None) else None
    return Result(paper, finding, arm.name if arm else "", n, shown, drawn, again)


def strip(plots: Sequence[Plot]) -> list[float]:
    """Return where the studies' shares stand on 0 to 100, for the way of measuring that most of them use."""
    shares = [p for p in plots if p.column.key.kind == "share"]
    most = max(shares, key=lambda p: p.column.studies, default=None)
    return [r.mark.at for r in most.results if r.mark and r.mark.at is not None] if most else []


def order_of_arm(paper: Paper, finding: Finding) -> int:
    """Return the place of a finding's arm, the whole cohort first."""
    arm = paper.arm_of(finding)
    return 1 + list(paper.arms).index(arm.id) if arm else 0


def patients(paper: Paper, finding: Finding) -> int | None:
    """Return how many patients a result rests on, as far as is known."""
    arm = paper.arm_of(finding)
    return finding.denominator or (arm.n if arm else paper.n)


def wordings(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Return the papers' own words for the outcome and how many studies use each."""
    used = {(" ".join(r.finding.outcome.split()).casefold(), r.paper.stem) for r in results}
    return sorted(Counter(words for words, _ in used if words).items(), key=lambda w: (-w[1], w[0]))


def denominators(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Return what the shares are shares of, and how many results each."""
    found = Counter(SOURCES[r.finding.denominator_source] for r in results if r.finding.denominator_source)
    return sorted(found.items(), key=lambda w: (-w[1], w[0]))


def outcomes(columns: Sequence[Column], pages: dict[str, dict[str, object]]) -> dict[str, object]:
    """Return what the list of outcomes shows: by group, each with its counts and the ways it was measured."""
    listed = [
        (group, [(pages[name], name, list(ways)) for name, ways in groupby(found, key=lambda c: c.key.outcome)])
        for group, found in groupby(columns, key=lambda c: c.group)
    ]
    return {"listed": listed, "count": len(pages)}
