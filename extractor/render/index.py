"""The evidence table's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from extractor.check.coverage import accounted, share
from extractor.model import Concept
from extractor.render.column import Column, columns, shown
from extractor.render.note import notes
from extractor.render.paper import Paper
from extractor.render.table import Row, rows

UNFOLDED = 25  # up to so many studies the arms are open from the start
LARGE = 50  # patients; the filter "n ≥ 50"


def index(papers: Sequence[Paper], concepts: Sequence[Concept], problems: int) -> dict[str, object]:
    """Return what the index page shows."""
    every = columns(papers, concepts)
    first = shown(every, len(papers))
    table = rows(papers, every, concepts)
    lines = [row for block in table for row in block]
    return {
        "papers": papers,
        "table": table,
        "columns": every,
        "shown": first,
        "heads": heads(every, first),
        "groups": [(group, list(found)) for group, found in groupby(every, key=lambda c: c.group)],
        "filled": {c.id: [row for row in lines if c.id in row.cells] for c in every if c not in first},
        "folded": folded(table),
        "open": len(papers) <= UNFOLDED,
        "designs": designs(papers),
        "sizes": 0 < sum((p.n or 0) >= LARGE for p in papers) < len(papers),
        "notes": notes(papers, wanted(lines)),
        "facts": facts(papers, problems),
    }


def heads(every: Sequence[Column], visible: Sequence[Column]) -> set[str]:
    """Return the columns that carry their group's name: the first visible one of each group."""
    return {next(found).id for _, found in groupby((c for c in every if c in visible), key=lambda c: c.group)}


def folded(table: Sequence[Sequence[Row]]) -> dict[tuple[int, str], str]:
    """Return, by row and column, the arms' numbers for a study whose whole cohort has none there."""
    said = {}
    for whole, *arms in table:
        for column in dict.fromkeys(c for arm in arms for c in arm.cells):
            if column not in whole.cells:
                said[whole.number, column] = " · ".join(a.cells[column].number for a in arms if column in a.cells)
    return said


def designs(papers: Sequence[Paper]) -> list[tuple[str, int]]:
    """Return the designs to filter by, commonest first; none when all are alike."""
    found = Counter(p.study.design for p in papers if p.study.design)
    return sorted(found.items(), key=lambda d: (-d[1], d[0])) if len(found) > 1 else []


def wanted(lines: Sequence[Row]) -> dict[str, list[str]]:
    """Return the findings that some cell shows, by study."""
    found: dict[str, list[str]] = {}
    for row in lines:
        for cell in row.cells.values():
            found.setdefault(row.paper.stem, []).extend([cell.finding, *cell.others])
    return found


def facts(papers: Sequence[Paper], problems: int) -> dict[str, int]:
    """Return the counts in the page's second line."""
    meters = [accounted(p.study) for p in papers]
    every = sum(whole for _, whole in meters)
    return {
        "studies": len(papers),
        "patients": sum(p.n or 0 for p in papers),
        "results": sum(len(p.study.findings) for p in papers),
        "wrong": sum(p.wrong_values for p in papers),
        "accounted": share(sum(known for known, _ in meters), every),
        "numbers": every,
        "problems": problems,
    }
