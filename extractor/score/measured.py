"""Read the documents of a set of gold with one configuration of the tool, and judge what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor import export
from extractor.readings import File, StudyOf, readings
from extractor.score.figures import Figures, count
from extractor.score.gold import load
from extractor.score.judge import JudgedStudy, judge
from extractor.score.sets import GoldSet, lines
from extractor.score.spans import SpanFigures, spans
from extractor.score.tables import TableFigures, tables
from extractor.store import Problem

Record = Mapping[str, Any]
Chains = Mapping[str, Callable[[], StudyOf]]  # what makes each configuration of the tool, by its name


@dataclass(frozen=True, slots=True)
class Measured:
    """A set of gold and how the tool did on it; ``judged`` says row by row, for series."""

    of: GoldSet
    figures: Figures | SpanFigures | TableFigures
    judged: tuple[JudgedStudy, ...]
    problems: tuple[Problem, ...]


def measured(sets: Sequence[GoldSet], chain: Callable[[], StudyOf]) -> tuple[Measured, ...]:
    """Return how the tool that *chain* makes does on each of *sets*.

    Raises:
        EvidenceError: if a set is malformed.
    """
    study_of = chain()  # slow to make
    found = []
    for one in sets:
        records, problems = _records(one, lambda: study_of)
        found.append(judged(one, records, problems))
    return tuple(found)


def judged(of: GoldSet, records: Iterable[Record], problems: Iterable[Problem] = ()) -> Measured:
    """Return how export records compare with a set of gold; those of other documents are left out."""
    said = {record["document"]: record for record in records}
    if of.scheme == "spans":
        return Measured(of, spans(of.path, said.values()), (), tuple(problems))
    if of.scheme == "tables":
        return Measured(of, tables(of.path, said.values()), (), tuple(problems))
    studies = tuple(judge(study, said.get(study.name)) for study in load(of.path))
    return Measured(of, count(studies), studies, tuple(problems))


def _records(of: GoldSet, chain: Callable[[], StudyOf]) -> tuple[list[Record], list[Problem]]:
    """Return the export records of a set's documents; texts that stand in lines are read as files are."""
    if of.scheme == "series":
        return _read([(study.document, study.name) for study in load(of.path)], chain)
    with TemporaryDirectory() as folder:
        files: list[File] = []
        for number, line in enumerate(lines(of.path)):
            file = Path(folder) / f"{number}.txt"
            file.write_text(line["text"], encoding="utf-8", newline="")
            files.append((file, line["id"]))
        return _read(files, chain)


def _read(files: Sequence[File], chain: Callable[[], StudyOf]) -> tuple[list[Record], list[Problem]]:
    results = list(readings(files, chain))
    records: list[Record] = [export.record(study) for one in results for study in one.studies]
    return records, [problem for one in results for problem in one.problems]
