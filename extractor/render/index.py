"""The evidence table's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from extractor.check.coverage import accounted, share
from extractor.model import Concept
from extractor.render.column import Column, columns, shown
from extractor.render.embedded import embedded
from extractor.render.paper import Paper
from extractor.render.table import Row, rows

LARGE = 50  # patients; the filter "n ≥ 50"
UNFOLDED = 25  # up to so many studies the arms are open from the start
FIRST = 40  # studies laid out before any script ran; the script adds the rest when it is scrolled to


def index(papers: Sequence[Paper], concepts: Sequence[Concept], problems: int) -> dict[str, object]:
    """Return what the index page shows."""
    every = columns(papers, concepts)
    first = shown(every, len(papers))
    table = rows(papers, every, concepts)
    return {
        "papers": papers,
        "table": [telling(block, first) for block in table[:FIRST]],
        "rest": [telling(block, first) for block in table[FIRST:]],
        "columns": every,
        "shown": first,
        "heads": heads(every, first),
        "folded": folded(table, first),
        "open": len(papers) <= UNFOLDED,
        "designs": counted(p.study.design or "" for p in papers),
        "fields": counted(f for p in papers for f in fields_of(p, concepts)),
        "years": [p.study.document.year for p in papers if p.study.document.year],
        "sizes": 0 < sum((p.n or 0) >= LARGE for p in papers) < len(papers),
        "data": embedded(table, every, first, concepts),
        "facts": facts(papers, problems),
    }


def telling(block: Sequence[Row], visible: Sequence[Column]) -> list[Row]:
    """Return a study's own line and those of its arms that say something in the columns shown."""
    return [row for row in block if row.arm is None or any(column.id in row.cells for column in visible)]


def heads(every: Sequence[Column], visible: Sequence[Column]) -> set[str]:
    """Return the columns that carry their group's name: the first visible one of each group."""
    return {next(found).id for _, found in groupby((c for c in every if c in visible), key=lambda c: c.group)}


def folded(table: Sequence[Sequence[Row]], visible: Sequence[Column]) -> dict[tuple[str, str], str]:
    """Return, by study and column, the arms' numbers for a study whose whole cohort has none there."""
    said = {}
    for whole, *arms in table:
        for column in visible:
            numbers = [a.cells[column.id].number for a in arms if column.id in a.cells]
            if numbers and column.id not in whole.cells:
                said[whole.paper.stem, column.id] = " · ".join(numbers)
    return said


def counted(said: Iterable[str]) -> list[tuple[str, int]]:
    """Return what there is to filter by and how many studies each, commonest first; none when all are alike."""
    found = Counter(said)
    return sorted(found.items(), key=lambda d: (not d[0], -d[1], d[0])) if len(found) > 1 else []


def fields_of(paper: Paper, concepts: Sequence[Concept]) -> set[str]:
    """Return the vocabularies a study's results are from: "spine", "oncology" ..."""
    field = {c.id: c.field for c in concepts}
    return {field[f.concept] for f in paper.study.findings if f.concept in field}


def facts(papers: Sequence[Paper], problems: int) -> dict[str, int]:
    """Return the counts in the page's second line."""
    meters = [accounted(p.study, p.rejected) for p in papers]
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
