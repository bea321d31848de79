"""Judge result sentences: does each measure go with its outcome and its arm? The scheme of RCT-ART."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.score.alike import alike, kind
from extractor.score.figures import Rate, Share
from extractor.score.place import overlap
from extractor.score.sets import lines

# reported of a whole comparison; the tables hold what was measured in an arm
OF_A_COMPARISON = ("p_value", "ratio")


@dataclass(frozen=True, slots=True)
class TableFigures:
    """How the measures of result sentences were found, and how many rows are right as a whole."""

    documents: int
    unread: tuple[str, ...]
    found: Rate
    row: Rate
    outcome: Share  # of those found
    arm: Share  # of those found


def tables(file: Path, records: Iterable[Mapping[str, Any]]) -> TableFigures:
    """Return how export records compare with the rows in *file*; a finding answers for one row at most."""
    found = {record["document"]: record for record in records}
    judged: list[tuple[bool, bool]] = []  # outcome and arm of each row found
    documents = missed = false = 0
    unread = []
    for gold in lines(file):
        documents += 1
        record = found.get(gold["id"], {})
        if not record:
            unread.append(gold["id"])
        arms = {arm["id"]: arm for arm in record.get("arms", [])}
        left = list(record.get("findings", []))
        for row in gold["rows"]:
            answer = next((it for it in left if _measured(it, row["measure"])), None)
            if answer is None:
                missed += 1
                continue
            left.remove(answer)
            judged.append((_named(answer, row["outcomes"]), _of_arm(arms.get(answer.get("arm")), answer, row["arms"])))
        false += sum(kind(it.get("measure", "")) not in OF_A_COMPARISON for it in left)
    rows, of = sum(outcome and arm for outcome, arm in judged), len(judged)
    return TableFigures(
        documents=documents,
        unread=tuple(unread),
        found=Rate(of, false, missed),
        row=Rate(rows, false + of - rows, missed + of - rows),
        outcome=Share(sum(outcome for outcome, _ in judged), of),
        arm=Share(sum(arm for _, arm in judged), of),
    )


def _measured(finding: Mapping[str, Any], measure: Sequence[int]) -> bool:
    places = finding.get("spans") or {}
    return any(overlap(places.get(part), measure) for part in ("value", "numerator"))


def _named(finding: Mapping[str, Any], outcomes: Sequence[Sequence[Any]]) -> bool:
    """Return whether a finding names one of *outcomes* (start, end, words), by its place or by its words."""
    start, end = finding.get("outcome_start"), finding.get("outcome_end")
    place = None if start is None else (start, end)
    said = str(finding.get("outcome") or "")
    return not outcomes or any(overlap(place, it[:2]) or alike(said, it[2]) for it in outcomes)


def _of_arm(arm: Mapping[str, Any] | None, finding: Mapping[str, Any], wanted: Sequence[Sequence[Any]]) -> bool:
    """Return whether a finding is in one of the arms *wanted* (start, end, words, ...), or in none when none is."""
    if not wanted:
        return not finding.get("arm")
    name, places = str((arm or {}).get("name") or ""), (arm or {}).get("mentions", [])
    return any(alike(name, it[2]) or any(overlap(place, it[:2]) for place in places) for it in wanted)
