"""The evidence table as data inside its page: what the script sorts, filters, lays out, explains and saves.

One JSON block holds every column, study and result, so that the page can show any of them without asking anybody.
A thousand studies must stay a page one can mail: results are lists in the order of FIELDS without their empty ends,
words said often stand once in a list of words, and sentences are shared by the numbers in them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from extractor.model import Concept, Finding
from extractor.render.cell import Cell
from extractor.render.column import Column, time_text
from extractor.render.names import file_stem
from extractor.render.note import checks, lit, lit_of, made
from extractor.render.paper import Paper
from extractor.render.table import Row

# of a result; "…Word" is a place in the list of words, the marks are the bits of MARKS
FIELDS = (
    "id", "number", "point", "marks", "sentence", "from", "to", "start", "end", "outcomeWord", "sectionWord",
    "ruleWord", "confidence", "detail", "low", "high", "intervalWord", "checks", "made", "tagWord", "was",
    "reviewWord", "said",
)  # fmt: skip
MARKS = ("derived", "detailDerived", "flagged", "part", "ratio", "share", "ownWording")
EMPTY: tuple[object, ...] = ("", [], None, 0)


class Words:
    """A list of words, each once, and the studies that have words of their own for the outcome of a column."""

    def __init__(self) -> None:
        self.places = {"": 0}
        self.own: defaultdict[str, set[str]] = defaultdict(set)  # by the column's id: stems

    def place(self, word: str) -> int:
        """Return where *word* stands; it is added when it is new."""
        return self.places.setdefault(word, len(self.places))


def embedded(
    table: Sequence[Sequence[Row]], columns: Sequence[Column], usual: Sequence[Column], concepts: Sequence[Concept]
) -> str:
    """Return the JSON of the whole table, safe inside a script element.

    Args:
        table: The lines of each study, its own first.
        columns: All there are.
        usual: Those shown unasked.
        concepts: The vocabulary, for the fields a study speaks of.
    """
    words = Words()
    place = {column.id: i for i, column in enumerate(columns)}
    fields: dict[str | None, str] = {c.id: c.field for c in concepts}
    studies = [study(block, columns, place, fields, words) for block in table]
    data = {
        "fields": FIELDS,
        "marks": MARKS,
        "columns": [about(column, len(words.own[column.id])) for column in columns],
        "usual": [place[column.id] for column in usual],
        "studies": studies,
        "words": list(words.places),
    }
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # "<" could end the script element, U+2028 and U+2029 end a line in old parsers
    return packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def about(column: Column, own: int) -> dict[str, object]:
    """Return what the script knows of a column; columns with one ``same`` differ in their time alone."""
    key = column.key
    return {
        "id": column.id, "group": column.group, "label": column.label, "sub": column.sub, "way": column.way,
        "timeless": column.timeless, "same": [key.outcome, key.kind, key.dimension], "time": time_text(key.days),
        "page": file_stem(key.outcome), "studies": column.studies, "unit": column.unit or "", "own": own,
    }  # fmt: skip


def study(
    block: Sequence[Row],
    columns: Sequence[Column],
    place: Mapping[str, int],
    fields: Mapping[str | None, str],
    words: Words,
) -> dict[str, object]:
    """Return a study: what is said above its results, its results, its lines of cells, and its sentences."""
    paper = block[0].paper
    document, cohort = paper.study.document, paper.study.cohort
    sentences: dict[str, int] = {}
    results, lines = told(block, columns, place, sentences, words)
    said: dict[str, object] = {
        "stem": paper.stem, "name": paper.name, "year": document.year, "n": paper.n, "design": paper.study.design,
        "title": document.title, "journal": document.journal, "wrong": paper.wrong_values,
        "odd": int(paper.flagged(None)), "retracted": int(document.retracted),
        "fields": sorted({words.place(fields[f.concept]) for f in paper.study.findings if f.concept in fields}),
        "results": results, "lines": lines,
    }  # fmt: skip
    if cohort:
        how = "" if cohort.how == "stated" else cohort.how
        said["cohort"] = [*spot(paper, cohort.start, cohort.end, sentences), cohort.start, cohort.end, cohort.unit, how]
    said["sentences"] = list(sentences)
    return {name: value for name, value in said.items() if value not in EMPTY}


def told(
    block: Sequence[Row], columns: Sequence[Column], place: Mapping[str, int], sentences: dict[str, int], words: Words
) -> tuple[list[list[object]], list[list[object]]]:
    """Return a study's results, and its lines: arm, patients, and each cell as its column and the results in it."""
    paper = block[0].paper
    by_id = {f.id: f for f in paper.study.findings}
    results: list[list[object]] = []
    lines: list[list[object]] = []
    for row in block:
        cells = []
        for name, cell in row.cells.items():
            inside = (cell, *cell.behind)
            cells.append([place[name], *range(len(results), len(results) + len(inside))])
            column = columns[place[name]]
            results += (result(paper, by_id[each.finding], each, column, sentences, words) for each in inside)
        lines.append([row.arm.name if row.arm else "", row.arm.n if row.arm else paper.n, cells])
    return results, lines


def spot(paper: Paper, start: int, end: int, sentences: dict[str, int]) -> list[int]:
    """Return the sentence's number and where in it the lit characters are, counted as a browser counts them."""
    number, first, last = lit(paper, start, end, sentences)
    said = next(islice(sentences, number, None))
    if said.isascii() or max(said) <= "\uffff":
        return [number, first, last]
    # what lies beyond the first 65,536 characters, as an emoji, is two to a script
    return [number, *(len(said[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in (first, last))]


def result(
    paper: Paper, finding: Finding, cell: Cell, column: Column, sentences: dict[str, int], words: Words
) -> list[object]:
    """Return one result in the order of FIELDS, without its empty end."""
    own = column.own_wording(finding)
    if own:
        words.own[column.id].add(paper.stem)
    marks = (
        cell.derived, cell.detail_derived, cell.flagged, cell.part, cell.scale == "ratio", cell.scale == "share",
        own,
    )  # fmt: skip
    heard = [
        " · ".join(filter(None, [f"{d.decision} by {d.reviewer}", d.at[:10], d.comment]))
        for d in paper.decisions_of(finding)
    ]
    said: list[object] = [
        finding.id, cell.number, short(cell.point), sum(1 << i for i, on in enumerate(marks) if on),
        *spot(paper, *lit_of(finding), sentences), finding.start, finding.end, words.place(finding.outcome),
        words.place(finding.section), words.place(finding.rule), round(finding.confidence, 2), cell.detail,
        short(cell.low), short(cell.high), words.place(cell.interval), checks(paper.checks.get(finding.id, ())),
        " · ".join(made(paper, finding)), words.place(cell.tag), cell.was, words.place(cell.review), "; ".join(heard),
    ]  # fmt: skip
    while said and said[-1] in EMPTY:
        said.pop()
    return said


def short(number: float | None) -> float | int | None:
    """Return a number with four decimals at most, whole ones without any."""
    if number is None:
        return None
    near = round(number, 4)
    return int(near) if near == int(near) else near
