"""Which sets of gold a folder holds; a set is recognised by what is in it.

``texts/`` and ``gold/`` make a set of series, judged row by row; a ``dev.jsonl`` whose lines have
``spans`` a set of labelled words; one whose lines have ``rows`` a set of result sentences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.errors import EvidenceError

Scheme = Literal["series", "spans", "tables"]
SCHEMES: tuple[Scheme, ...] = ("series", "spans", "tables")
LINES = "dev.jsonl"  # train.jsonl beside it is for training


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A set of documents and what a careful reader found in them."""

    name: str
    scheme: Scheme
    path: Path  # the folder of texts/ and gold/, or the file of lines
    training: bool = False  # the tool may have learned from it: its figures flatter


def sets_in(folder: Path) -> tuple[GoldSet, ...]:
    """Return the sets of gold in *folder*: itself, or the folders in it; scheme by scheme, by name.

    Raises:
        EvidenceError: if there is none.
    """
    alone = _set(folder)
    inside = sorted(it for it in folder.iterdir() if it.is_dir()) if folder.is_dir() else []
    found = [alone] if alone else [it for it in map(_set, inside) if it]
    if not found:
        raise EvidenceError(
            f"{folder}: no gold/*.json in it; name a folder that holds gold/NAME.json and texts/NAME.txt, "
            f"as corpus/gold does, a {LINES} with spans or rows, or folders of these"
        )
    return tuple(sorted(found, key=lambda it: (SCHEMES.index(it.scheme), it.name)))


def _set(folder: Path) -> GoldSet | None:
    name, training = folder.resolve().name, "train" in folder.resolve().name.split("-")
    if any((folder / "gold").glob("*.json")):
        return GoldSet(name, "series", folder, training)
    file = folder / LINES
    if not file.is_file():
        return None
    first = next(lines(file), {})
    scheme: Scheme | None = "spans" if "spans" in first else "tables" if "rows" in first else None
    return GoldSet(name, scheme, file, training) if scheme else None


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines; each has an id and a text.

    Raises:
        EvidenceError: if a line is no such object.
    """
    with file.open(encoding="utf-8") as opened:
        for number, line in enumerate(opened, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                raise EvidenceError(f"{file}: line {number} is no JSON ({error}); mend it") from error
            if not isinstance(found, dict) or not isinstance(found.get("id"), str) or "text" not in found:
                raise EvidenceError(f'{file}: line {number} has no "id" and "text"; write both as text')
            yield found
