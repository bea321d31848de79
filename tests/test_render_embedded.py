"""The table as data: what the script is given says what the cells say, small and harmless."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractor.model import Decision, Interval
from extractor.render.bar import pins
from extractor.render.cell import Cell
from extractor.render.column import columns, shown
from extractor.render.embedded import EMPTY, embedded
from extractor.render.paper import papers
from extractor.render.table import rows
from extractor.review.key import keys, reading
from tests.drawn import CONCEPTS, Draft, drawn

DECIDED = ("pain_relief", "death", "gross_total_resection")


def data(*studies: Any) -> dict[str, Any]:
    every = papers(studies)
    found = columns(every, CONCEPTS)
    text = embedded(rows(every, found, CONCEPTS), found, shown(found, len(every)), CONCEPTS)
    assert "<" not in text
    made: dict[str, Any] = json.loads(text)
    return made


def results(found: dict[str, Any], study: int = 0) -> list[dict[str, Any]]:
    return [dict(zip(found["fields"], result, strict=False)) for result in found["studies"][study]["results"]]


def test_every_result_of_a_cell_is_there_with_what_it_rests_on() -> None:
    found = data(*drawn(3))
    marden = found["studies"][1]
    relief = next(r for r in results(found, 1) if found["words"][r["outcomeWord"]] == "pain eased")
    assert (relief["number"], relief["detail"], relief["point"]) == ("81.4%", "96/118", 81.4)
    assert marden["sentences"][relief["sentence"]][relief["from"] : relief["to"]] == "96 (81.4%)"
    assert relief["checks"] == [[1, "count fits"]]
    assert (marden["name"], marden["year"], marden["n"], marden["lines"][0][:2]) == (
        "Marden 2016",
        2016,
        118,
        ["", 118],
    )


def test_lines_name_the_column_and_the_results_in_each_cell() -> None:
    found = data(*drawn(2))
    orsted = found["studies"][1]
    assert [line[:2] for line in orsted["lines"]] == [["", 94], ["decompression alone", 48], ["with stabilisation", 46]]
    named = {
        (line[0], found["columns"][cell[0]]["id"]): [orsted["results"][at][1] for at in cell[1:]]
        for line in orsted["lines"]
        for cell in line[2]
    }
    assert named["with stabilisation", "pain_relief.share"] == ["89.1%"]
    assert named["", "death.share"] == ["0%"]


def test_no_result_ends_in_something_empty_and_words_stand_once() -> None:
    found = data(*drawn(30))
    every = [result for study in found["studies"] for result in study["results"]]
    assert all(result[-1] not in EMPTY for result in every)
    assert len(set(found["words"])) == len(found["words"])


def test_what_the_vocabulary_does_not_call_the_outcome_is_marked() -> None:
    d = Draft("a").say("There were 50 patients.", "methods").counts("50")
    d.share("pain_relief", "Relief of pain came to {}.", "60.0%", 50, words="relief of pain")
    d.share("complication", "Grave complications came to {}.", "10.0%", 50, words="grave complications")
    found = data(d.study())
    own = found["marks"].index("ownWording")
    marked = {found["words"][r["outcomeWord"]]: bool(r["marks"] >> own & 1) for r in results(found)}
    assert marked == {"relief of pain": False, "grave complications": True}


def test_places_in_a_sentence_are_counted_as_a_browser_counts() -> None:
    """An emoji is one character here and two in a script."""
    d = Draft("a").say("There were 50 patients.", "methods").counts("50")
    d.share("pain_relief", "\U0001f600 Relief came to {} of all.", "60.0%", 50)
    found = data(d.study())
    (relief,) = results(found)
    sentence = found["studies"][0]["sentences"][relief["sentence"]].encode("utf-16-le")
    assert sentence[2 * relief["from"] : 2 * relief["to"]].decode("utf-16-le") == "60.0%"


def test_a_ratio_with_its_interval_has_a_bar_and_one_without_has_none() -> None:
    d = Draft("a").say("There were 50 patients.", "methods").counts("50").say("It was 0.50 (0.25-1.00), then 0.70.")
    ci = Interval(Decimal("0.25"), Decimal("1.00"), Decimal(95))
    d.finds("overall_survival", "0.50 (0.25-1.00)", "ratio", value=Decimal("0.50"), unit="HR", ci=ci)
    d.finds("overall_survival", "0.70", "ratio", value=Decimal("0.70"), unit="OR")
    found = data(d.study())
    bit = 1 << found["marks"].index("ratio")
    assert {r["number"]: bool(r["marks"] & bit) for r in results(found)} == {"0.50": True, "0.70": False}


def test_a_reviewers_word_shows_in_the_cell_and_what_was_rejected_is_gone() -> None:
    study = drawn(1)[0]
    key = keys(study)
    relief, death, resection = (next(f.id for f in study.findings if f.concept == c) for c in DECIDED)
    decisions = [
        Decision(key[relief], "ada", "corrected", Decimal("82.0"), at="2026-02-03T10:00:00Z"),
        Decision(key[death], "ada", "rejected"),
        Decision(key[resection], "ada", "accepted", comment="checked twice"),
    ]
    by_id = {f.id: f for f in study.findings}
    decisions = [
        replace(d, reading=reading(study, by_id[i])) for d, i in zip(decisions, (relief, death, resection), strict=True)
    ]
    every = papers([study], decisions={d.key: [d] for d in decisions}, concepts=CONCEPTS)
    found = columns(every, CONCEPTS)
    made = json.loads(embedded(rows(every, found, CONCEPTS), found, found, CONCEPTS))
    said = {r["id"]: r for r in results(made)}
    assert (said[relief]["was"], said[relief]["number"]) == ("81.4%", "82.0%")
    assert made["words"][said[relief]["reviewWord"]] == "corrected"
    assert said[relief]["said"] == "corrected by ada · 2026-02-03"
    assert said[resection]["said"] == "accepted by ada · checked twice" and said[resection].get("was", "") == ""
    assert death not in said and not any(c["id"].startswith("death") for c in made["columns"])


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        (Cell("f", "55.8%", point=55.8, low=41.1, high=69.6, scale="share"), ("55.8", "41.1", "69.6")),
        (Cell("f", "3%", point=3.0, scale="share"), ("3", "3", "3")),
        (Cell("f", "0.10", point=0.1, low=0.01, high=10.0, scale="ratio"), ("0", "0", "100")),
        (Cell("f", "16 months", point=16.0), None),
    ],
    ids=["share with its interval", "share alone", "ratio beyond the scale", "no scale"],
)
def test_a_bar_is_drawn_within_its_rail(cell: Cell, at: tuple[str, str, str] | None) -> None:
    assert pins(cell) == at
