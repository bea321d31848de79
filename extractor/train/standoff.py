"""Our own annotations, without the texts: places of numbers, with those of the words that name outcome and arm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from extractor.train.example import Example, Link

SERIES = Path(__file__).with_name(
    "series.jsonl"
)  # a line an abstract: its id, and of each number [at, kind, outcome, arm]


def abstracts(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text, title first, of every abstract of a ``.jsonl.gz``."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield str(row.get("id", "")), "\n".join(filter(None, (row.get("title"), row["text"])))


def standoff(corpus: Path, annotated: Path = SERIES) -> Iterator[Example]:
    """Yield the abstracts of *corpus* that *annotated* has findings of; those that are not there are left out."""
    rows = map(json.loads, annotated.read_text(encoding="utf-8").splitlines())
    known = {row["id"]: row["numbers"] for row in rows}
    for name, text in abstracts(corpus):
        if name in known:
            yield _example(text, known[name])


def _example(text: str, numbers: list[tuple[list[int], str, list[int], list[int] | None]]) -> Example:
    links, kinds = [], []
    for (start, end), kind, outcome, arm in numbers:
        at = (start, end)
        kinds.append((at, kind))
        arms = None if arm is None else tuple([(arm[0], arm[1])] if arm else [])
        links.append(Link(at, tuple([(outcome[0], outcome[1])] if outcome else []), arms))
    return Example(text, links=tuple(links), kinds=tuple(kinds))
