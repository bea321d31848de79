"""What is read of the shipped examples, against what a careful reader found in them: a floor that must not sink."""

from __future__ import annotations

from pathlib import Path

from extractor.flow import records_of
from extractor.score import Figures, documents, score

GOLD = Path(__file__).resolve().parent.parent / "corpus" / "gold"


def figures() -> Figures:
    """Return the figures of the examples, read as ``evidence score`` reads them."""
    found = documents(GOLD)
    records, problems = records_of([(path, name) for name, path in sorted(found.items())])
    assert problems == []
    assert len(records) == len(found) >= 14
    return score(GOLD, records)


def test_the_examples_are_read_no_worse_than_measured() -> None:
    """Measured: cohort 18 of 18, found F1 .977, row .896, full row .876; the floors leave a few rows of room."""
    made = figures()
    assert made.cohort.right >= 18
    assert made.found.f1 >= 0.965
    assert made.row.f1 >= 0.885
    assert made.full_row.f1 >= 0.86
