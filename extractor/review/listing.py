"""Every decision in a line, and what has become of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TextIO

from extractor.export.safe import harmless
from extractor.model import Decision
from extractor.review.settle import CONSENSUS, at_odds

COLUMNS = ("document", "reading", "decision", "corrected value", "comment", "reviewer", "at", "now", "key")


class Read(Protocol):
    """What is read at a place now."""

    @property
    def reading(self) -> str: ...


def listing(decisions: Mapping[str, Sequence[Decision]], now: Mapping[str, Read]) -> list[tuple[Any, ...]]:
    """Return a row a decision, document by document; the column ``now`` says whether it holds.

    Args:
        decisions: By key.
        now: What is read at each place, by key.
    """
    found = []
    for key, every in decisions.items():
        here = now.get(key)
        holding = [it for it in every if here and it.reading == here.reading]
        for it in every:
            found.append((
                it.document, it.reading, it.decision, None if it.value is None else str(it.value), it.comment or None,
                it.reviewer, it.at, state(it, holding, here), key,
            ))  # fmt: skip
    return sorted(found, key=lambda row: (row[0], row[-1], row[5]))


def state(decision: Decision, holding: Sequence[Decision], here: Read | None) -> str:
    """Return whether a decision holds, in words."""
    if here is None:
        return "no longer there"
    if decision not in holding:
        return f"read otherwise now: {here.reading}"
    if at_odds(holding):
        return "reviewers differ"
    last = any(it.reviewer.casefold() == CONSENSUS for it in holding)
    return "holds" if not last or decision.reviewer.casefold() == CONSENSUS else "settled by consensus"


def written(decisions: Iterable[Decision], out: TextIO) -> None:
    """Write the decisions as CSV that ``evidence review import`` reads; each keeps the time it was made."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["key", "decision", "corrected value", "comment", "reviewer", "at", "document", "reading"])
    for it in decisions:
        value = None if it.value is None else str(it.value)
        cells = (it.key, it.decision, value, it.comment, it.reviewer, it.at, it.document, it.reading)
        writer.writerow([harmless(cell) for cell in cells])
