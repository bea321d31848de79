"""An outcome's page: every study that reports it, one plot for each way it was measured; and the list of outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.model import Concept, Finding
from extractor.render.cell import cell, unit_text
from extractor.render.column import Column, key_of
from extractor.render.forest_line import Result, between, decimals, fixed, result
from extractor.render.forest_plot import Plot, plotted
from extractor.render.forest_two_arms import compared
from extractor.render.names import file_stem
from extractor.render.paper import Paper
from extractor.render.table import rank

SOURCES = {
    "stated": "the denominator printed beside it",
    "subgroup": "a subgroup",
    "arm": "an arm",
    "cohort": "the whole cohort",
}


def stem_of(outcome: str) -> str:
    """Return the file stem of an outcome's page."""
    return file_stem(outcome)


def outcome(columns: Sequence[Column], papers: Sequence[Paper], concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page of one outcome shows; *columns* are all of that outcome."""
    known = {c.id: c for c in concepts}
    plots = list(with_groups(columns, papers, known))
    results = [line.result for p in plots if p.way.fit != "two_arm" for line in p.lines]
    concept = known.get(columns[0].key.outcome)
    return {
        "stem": stem_of(columns[0].key.outcome),
        "title": concept.label[:1].upper() + concept.label[1:] if concept else columns[0].label,
        "concept": concept,
        "group": columns[0].group,
        "plots": plots,
        "studies": len({r.paper.stem for r in results}),
        "results": len(results),
        "wrong": sum(r.cell.flagged for r in results),
        "legend": legend(plots),
        "brief": brief(plots),
        "words": wordings(results),
        "wholes": denominators(results),
        "scripted": any(p.poolable for p in plots),
    }


def with_groups(columns: Sequence[Column], papers: Sequence[Paper], known: dict[str, Concept]) -> Iterator[Plot]:
    """Yield the plot of each column, and behind it the one that sets two groups of a study against each other."""
    for place, column in enumerate(columns):
        yield (made := plot(column, place, papers, known))
        if made.way.fit == "proportions" and (groups := compared(column, f"{made.id}-groups", made.lines)):
            yield groups


def plot(column: Column, place: int, papers: Sequence[Paper], known: dict[str, Concept]) -> Plot:
    """Return the plot of one column, the *place*-th of its outcome from 0."""
    concept = known.get(column.key.outcome)
    results = results_of(column, papers, known)
    return plotted(column, f"p{place + 1}", results, concept.category if concept else "")


def results_of(column: Column, papers: Sequence[Paper], known: dict[str, Concept]) -> list[Result]:
    """Return the results of one column, the largest study first."""
    blocks = []
    for paper in papers:
        if paper.stem in column.reported_by:
            found = [f for f in paper.study.findings if key_of(f, known) == column.key]
            blocks.append((paper, sorted(found, key=lambda f: (order_of_arm(paper, f), rank(paper, f)))))
    blocks.sort(key=lambda b: (-(b[0].n or 0), b[0].name.casefold(), b[0].stem))
    return [
        result(paper, f, cell(paper, f, unit=column.unit, tagged=column.mixed), column, again=nth > 0)
        for paper, found in blocks
        for nth, f in enumerate(found)
    ]


def order_of_arm(paper: Paper, finding: Finding) -> int:
    """Return the place of a finding's arm, the whole cohort first."""
    arm = paper.arm_of(finding)
    return 1 + list(paper.arms).index(arm.id) if arm else 0


def legend(plots: Sequence[Plot]) -> dict[str, bool]:
    """Return which signs the plots of a page use."""
    lines = [line for p in plots for line in p.lines]
    drawn = [line.drawn for line in lines if line.drawn.low is not None]
    return {
        "computed": any(line.drawn.count_derived or line.drawn.number_derived for line in lines),
        "wrong": any(line.drawn.flagged for line in lines),
        "wilson": any(line.result.cell.interval.startswith("Wilson") for line in lines),
        "ci": any(d.whisker == "ci" for d in drawn),
        "outer": any(line.drawn.outer for line in lines),
        "spread": any(d.whisker == "spread" for d in drawn),
        "range": any(d.whisker == "range" for d in drawn),
        "pooled": any(p.total for p in plots),
        "predicted": any(p.total and p.total.prediction for p in plots),
    }


@dataclass(frozen=True, slots=True)
class Brief:
    """What the studies say of an outcome, on a line of the list: of the way of measuring that most of them use."""

    plot: Plot
    dots: tuple[float, ...]  # the studies' shares, 0 to 100
    number: str  # "61.1%", "48.6–66.4%", "20.9 months"
    rest: str  # "(54.8–67.1)", "not pooled"


def brief(plots: Sequence[Plot]) -> Brief:
    """Return what the list of outcomes says of one."""
    main = max((p for p in plots if p.way.fit != "two_arm"), key=lambda p: (p.studies, p.total is not None))
    points = sorted(line.drawn.point for line in main.lines if line.drawn.point is not None)
    dots = tuple(points) if main.is_share else ()
    if main.found and main.total:
        number, _, rest = main.total.number.partition(" ")
        return Brief(main, dots, united(number, main), rest)
    if not points:
        return Brief(main, (), "", "")
    most = 0 if points[-1] >= 100 else 1 if points[-1] >= 10 else 2
    digits = min(most, decimals([line.result for line in main.lines if line.drawn.point is not None]))
    ends = [fixed(x, 1 if main.is_share and x % 1 else 0 if main.is_share else digits) for x in (points[0], points[-1])]
    number = ends[0] if ends[0] == ends[1] else between(*ends)
    return Brief(main, dots, united(number, main), "not pooled" if main.studies > 1 else "")


def united(number: str, of: Plot) -> str:
    """Return a number with its unit, or with what it is: ``61.1%``, ``20.9 months``, ``HR 0.68``."""
    kind = of.column.key.kind
    if of.is_share:
        return f"{number}%"
    unit = unit_text(of.column.unit)
    if kind not in ("centre", "difference"):
        return f"{kind} {number}"
    return f"{number}{'' if unit in ('', '%') else ' '}{unit}"


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
