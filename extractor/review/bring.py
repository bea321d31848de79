"""Bring reviewers' files and the database together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from extractor.errors import EvidenceError
from extractor.model import Decision
from extractor.review.agreement import Compared, compared
from extractor.review.incoming import heard
from extractor.review.settle import CONSENSUS
from extractor.review.sheets import rows
from extractor.store import Store

Pair = tuple[str, str, Compared]  # two reviewers' names, and how they compare


@dataclass(frozen=True, slots=True)
class Came:
    """What a file changed."""

    new: int
    changed: int
    same: int
    lost: tuple[str, ...]
    problems: tuple[str, ...]


def bring(store: Store, path: Path, *, reviewer: str | None = None) -> Came:
    """Keep the decisions of a file; one that is there already stays as it is, so that doing it twice changes nothing.

    Raises:
        EvidenceError: if the file cannot be read at all.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    found = heard(rows(path), store.places(), reviewer=reviewer, now=now)
    before = {(it.key, it.reviewer): it for every in store.decisions().values() for it in every}
    new = [it for it in found.decisions if (it.key, it.reviewer) not in before]
    again = [(before[it.key, it.reviewer], it) for it in found.decisions if (it.key, it.reviewer) in before]
    changed = [it for last, it in again if not _alike(last, it)]
    store.decide([*new, *changed])
    same = len(again) - len(changed)
    return Came(len(new), len(changed), same, tuple(found.lost), tuple(found.problems))


def _alike(before: Decision, now: Decision) -> bool:
    return replace(before, at=now.at, document=now.document) == now


def pairs_of_store(store: Store) -> list[Pair]:
    """Return how every two reviewers of the database compare; ``consensus`` is none.

    Raises:
        EvidenceError: if there are not two.
    """
    categories = {key: place.category for key, place in store.places().items()}
    by_name: dict[str, dict[str, Decision]] = {}
    for key, every in store.decisions().items():
        for it in every:
            if it.reviewer.casefold() != CONSENSUS:
                by_name.setdefault(it.reviewer, {})[key] = it
    if len(by_name) < 2:
        raise EvidenceError(f"{store.path}: holds the decisions of {len(by_name)} reviewer; two are needed")
    return [(a, b, compared(by_name[a], by_name[b], categories)) for a, b in combinations(sorted(by_name), 2)]


def pairs_of_files(paths: Sequence[Path]) -> list[Pair]:
    """Return how the reviewers of two files compare; the sheets are the categories.

    Raises:
        EvidenceError: if it is not two files, or a row of one cannot be read.
    """
    if len(paths) != 2:
        raise EvidenceError("review agreement: give two files, or none for the database")
    decisions, categories = [], dict[str, str]()
    for path in paths:
        table = rows(path)
        found = heard(table, {}, reviewer=path.stem, now="")
        if found.problems:
            raise EvidenceError("\n".join(f"{path}: {line}" for line in found.problems))
        decisions.append({it.key: it for it in found.decisions})
        categories |= {str(row.cells.get("key")): str(row.cells.get("category") or row.sheet) for row in table}
    one, other = decisions
    return [(_called(one, paths[0]), _called(other, paths[1]), compared(one, other, categories))]


def _called(decisions: Mapping[str, Decision], path: Path) -> str:
    names = sorted({it.reviewer for it in decisions.values()})
    return names[0] if len(names) == 1 else path.name
