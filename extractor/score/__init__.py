"""Measure an export against what a careful reader found, in any folder of texts/ and gold/*.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extractor.score.ablations import configurations
from extractor.score.accuracy import accuracy
from extractor.score.figures import Figures, Miss, Rate, Share, count, misses, table
from extractor.score.gold import GoldStudy, load
from extractor.score.judge import JudgedStudy, judge
from extractor.score.kept import kept
from extractor.score.measured import Measured, measured
from extractor.score.reliability import Reliability, reliability
from extractor.score.sets import GoldSet, sets_in
from extractor.score.shown import told

__all__ = [
    "Figures",
    "GoldSet",
    "JudgedStudy",
    "Measured",
    "Miss",
    "Rate",
    "Reliability",
    "Share",
    "accuracy",
    "compare",
    "configurations",
    "count",
    "documents",
    "kept",
    "measured",
    "misses",
    "reliability",
    "score",
    "sets_in",
    "table",
    "told",
]


def documents(folder: Path) -> dict[str, Path]:
    """Return the file to extract for each document of a gold folder, by name.

    Raises:
        EvidenceError: if there is no gold, a file of it is malformed, or its document is missing.
    """
    return {study.name: study.document for study in load(folder)}


def score(folder: Path, records: Iterable[Mapping[str, Any]]) -> Figures:
    """Return how export records compare with the gold of *folder*; records of other documents are left out.

    Raises:
        EvidenceError: as `documents`.
    """
    return count(compare(folder, records))


def compare(folder: Path, records: Iterable[Mapping[str, Any]]) -> tuple[JudgedStudy, ...]:
    """Return what became of each finding of the gold; `count` and `misses` read it."""
    gold: tuple[GoldStudy, ...] = load(folder)
    wanted = {study.name for study in gold}
    found = {record["document"]: record for record in records if record["document"] in wanted}
    return tuple(judge(study, found.get(study.name)) for study in gold)
