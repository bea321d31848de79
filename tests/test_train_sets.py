"""The annotated sets as examples: each on a record of its own kind, invented."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from extractor.train.ctro import ctro
from extractor.train.example import Example
from extractor.train.sets import SOURCES, summerscales

TEXT = """
1. J Invent. 2020;1:1. doi: 10.0/x

Zorvane or dummy eye drops for lowered pressure.

Penn A(1).

Author information:
(1)Hospital 12.7, Nowhere.

Patients received zorvane or dummy drops. Mean pressure fell to
12.7 +/- 1.4 mmHg with zorvane and 15.9 mmHg with dummy; redness came in 7.5 % of each.

PMID: 1
"""


def spaced(text: str) -> str:
    """Return *text* with blanks around every full stop and sign, as the annotators had it."""
    for sign in ".+-/(),;:%":
        text = text.replace(sign, f" {sign} ")
    return " ".join(text.split())


def template() -> dict[str, Any]:
    tokens = spaced(TEXT)
    names = [("Zorvane", "zorvane"), ("Placebo", "dummy"), ("EyePressure", "pressure"), ("Redness", "redness")]
    entities = [
        [label, at, at + len(word), word]
        for label, word in names
        for at in range(len(tokens))
        if tokens.startswith(word, at)
    ]
    triples = {
        "Arm_1": [["hasIntervention", "I_1"], ["hasOutcome", "Outcome_1"], ["hasAdverseEffect", "Outcome_3"]],
        "Arm_2": [["hasIntervention", "I_2"], ["hasOutcome", "Outcome_2"], ["hasAdverseEffect", "Outcome_3"]],
        "I_1": [["hasMedication", "M_1"]], "I_2": [["hasMedication", "M_2"]],
        "M_1": [["hasDrug", "Zorvane"]], "M_2": [["hasDrug", "Placebo"]],
        "Outcome_1": [["hasEndpoint", "E_1"], ["hasResultMeasuredValue", "12 . 7"]],
        "Outcome_2": [["hasEndpoint", "E_1"], ["hasResultMeasuredValue", "15 . 9"]],
        "Outcome_3": [["hasEndpoint", "E_2"], ["hasPercentageAffected", "7 . 5"]],
        "E_1": [["hasEndoPointDescription", "EyePressure"]], "E_2": [["hasEndoPointDescription", "Redness"]],
    }  # fmt: skip
    return {"raw_pubmed_text": TEXT, "tok_text": tokens, "entities": entities, "triples": triples}


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


def test_a_filled_template_says_whose_a_value_is(tmp_path: Path) -> None:
    (example,) = ctro(written(tmp_path, "ctro.jsonl.gz", template()))
    assert example.text.startswith("Patients received") and example.text.endswith("of each.")
    assert words(example) == [
        ("12.7", ["pressure"], ["zorvane"]),
        ("7.5", ["redness"], None),  # both arms' value: whose it is cannot be pointed at
        ("15.9", ["pressure"], ["dummy"]),
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
