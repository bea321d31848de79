"""The annotated sets as examples: each on a record of its own kind, invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from extractor.train.example import Example
from extractor.train.sets import SOURCES, summerscales


def written(folder: Path, name: str, row: dict[str, Any]) -> Path:
    (folder / "extra").mkdir()
    with gzip.open(folder / "extra" / name, "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    return folder


def words(example: Example) -> list[tuple[str, list[str], list[str] | None]]:
    text = example.text
    return [
        (
            text[slice(*it.at)],
            [text[slice(*run)] for run in it.outcome],
            it.arm and [text[slice(*run)] for run in it.arm],
        )
        for it in example.links
    ]


def test_numbers_of_events_point_to_group_and_outcome(tmp_path: Path) -> None:
    text = "Pain returned in 4 of the brace group."
    row = {
        "fulltext": text,
        "sentences": [{"text": text, "mentions": [
            {"tag": "outcome", "id": "o1", "text": "Pain returned"},
            {"tag": "on", "id": "n1", "text": "4", "outcome": "o1", "group": "g1"},
            {"tag": "group", "id": "g1", "text": "brace group"},
        ]}],
    }  # fmt: skip
    (example,) = summerscales(written(tmp_path, "summerscales.jsonl.gz", row))
    assert words(example) == [("4", ["Pain returned"], ["brace group"])]


def test_every_set_says_whether_it_may_be_passed_on() -> None:
    assert {source.name for source in SOURCES if source.licence == "none stated"} == {
        source.name for source in SOURCES if not source.open
    }
