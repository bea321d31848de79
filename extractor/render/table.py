"""The evidence table: studies down, columns across, arms below their study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.model import Arm, Concept, Finding
from extractor.render.cell import Cell, cell
from extractor.render.column import Column, Key, key_of
from extractor.render.paper import Paper

# where a result is told in full, before where it is only mentioned
SECTIONS = {"results": 0, "abstract": 0, "methods": 1, "conclusions": 1, "title": 2}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a study, or one of its arms."""

    paper: Paper
    arm: Arm | None
    cells: Mapping[str, Cell]  # by column id


def rows(papers: Sequence[Paper], columns: Sequence[Column], concepts: Sequence[Concept]) -> list[list[Row]]:
    """Return the lines of each study: its own first, then one an arm that has a result in some column."""
    by_key = {column.key: column for column in columns}
    known = {c.id: c for c in concepts}
    table = []
    for paper in papers:
        cells = cells_of(paper, by_key, known)
        arms = [None, *(a for a in paper.study.arms if a.id in cells)]
        table.append([Row(paper, arm, cells.get(arm.id if arm else None, {})) for arm in arms])
    return table


def cells_of(
    paper: Paper, by_key: Mapping[Key, Column], known: Mapping[str, Concept]
) -> dict[str | None, dict[str, Cell]]:
    """Return a study's cells by arm (None: the whole cohort) and column."""
    found: defaultdict[tuple[str | None, str], list[Finding]] = defaultdict(list)
    for finding in paper.study.findings:
        key = key_of(finding, known)
        if key is not None and key in by_key:
            arm = paper.arm_of(finding)
            found[arm.id if arm else None, by_key[key].id].append(finding)
    columns = {c.id: c for c in by_key.values()}
    cells: defaultdict[str | None, dict[str, Cell]] = defaultdict(dict)
    for (arm_id, column), findings in found.items():
        cells[arm_id][column] = first_of(paper, findings, columns[column])
    return dict(cells)


def first_of(paper: Paper, findings: Sequence[Finding], column: Column) -> Cell:
    """Return the cell of the result that stands for all that fall in it, the others behind it."""
    in_order = sorted(findings, key=lambda f: rank(paper, f))
    first, *others = [cell(paper, f, unit=column.unit, tagged=column.mixed) for f in in_order]
    return replace(first, behind=tuple(others))


def rank(paper: Paper, finding: Finding) -> tuple[int, bool, bool, float, int]:
    """Return how far back a result stands in its cell: told in full first, then of the whole cohort, then surest."""
    return (
        SECTIONS.get(finding.section, 3),
        finding.value is None and finding.numerator is None,
        finding.denominator is not None and finding.denominator != paper.n,
        -finding.confidence,
        finding.start,
    )
