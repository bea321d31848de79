"""The annotated sets as examples: each on a record of its own kind, invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from extractor.train.example import KINDS, Example
from extractor.train.sets import SOURCES, summerscales
from extractor.train.standoff import SERIES, standoff


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


def test_our_annotations_are_read_beside_the_texts_they_are_of(tmp_path: Path) -> None:
    corpus, annotated = tmp_path / "a.jsonl.gz", tmp_path / "annotated.jsonl"
    title, text = "Bracing", "Of 40 patients, pain fell in 12 of the brace group and in 3 others."
    with gzip.open(corpus, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a", "title": title, "text": text}) + "\n")
        file.write(json.dumps({"id": "b", "title": "Other", "text": "Nobody annotated this one."}) + "\n")
    whole = f"{title}\n{text}"

    def at(words: str) -> list[int]:
        return [whole.index(words), whole.index(words) + len(words)]

    numbers = [
        [at("40"), "size", [], []],
        [at("12"), "count", at("pain fell"), at("brace group")],
        [at("3"), "count", at("pain fell"), None],
    ]
    gone = {"id": "c", "numbers": [[[0, 1], "count", [], []]]}
    annotated.write_text(
        "\n".join(json.dumps(row) for row in ({"id": "a", "numbers": numbers}, gone)), encoding="utf-8"
    )
    (example,) = standoff(corpus, annotated)
    assert words(example) == [("40", [], ()), ("12", ["pain fell"], ["brace group"]), ("3", ["pain fell"], None)]
    assert [kind for _, kind in example.kinds or ()] == ["size", "count", "count"]


def test_the_annotations_that_ship_are_of_kinds_that_are_taught() -> None:
    rows = [json.loads(line) for line in SERIES.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 50
    for row in rows:
        for (start, end), kind, outcome, arm in row["numbers"]:
            assert 0 <= start < end
            assert kind in KINDS
            assert all(len(run) in (0, 2) for run in (outcome, arm or []))


def test_every_set_says_whether_it_may_be_passed_on() -> None:
    assert {source.name for source in SOURCES if source.licence == "none stated"} == {
        source.name for source in SOURCES if not source.open
    }
