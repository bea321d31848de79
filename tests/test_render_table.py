"""The table: one line a study, one an arm, and one result before the others in a cell."""

from __future__ import annotations

from decimal import Decimal

from extractor.check.coverage import accounted
from extractor.render.column import columns
from extractor.render.index import facts, folded, index
from extractor.render.paper import papers
from extractor.render.table import rows
from tests.drawn import CONCEPTS, Draft, drawn


def test_arms_stand_below_their_study_and_the_study_says_them_in_short() -> None:
    every = papers(drawn(2))
    every_column = columns(every, CONCEPTS)
    table = rows(every, every_column, CONCEPTS)
    marden, orsted = table
    assert [row.arm.name if row.arm else row.paper.name for row in orsted] == [
        "Orsted 2021", "decompression alone", "with stabilisation",
    ]  # fmt: skip
    assert len(marden) == 1
    assert folded(table, every_column)[orsted[0].paper.stem, "pain_relief.share"] == "70.8% · 89.1%"


def test_the_whole_cohorts_result_stands_first_and_the_others_behind_it() -> None:
    d = Draft("x").say("There were 80 patients.", "methods").counts("80")
    d.share("pain_relief", "Of those with deficits {} had relief.", "40.0%", 20)
    d.share("pain_relief", "Relief came to {} of all.", "62.5%", 80)
    d.say("Relief came to 63.0%.", "conclusions").finds(
        "pain_relief", "63.0%", value=Decimal("63.0"), unit="%", denominator=80
    )
    every = papers([d.study()])
    ((row,),) = rows(every, columns(every, CONCEPTS), CONCEPTS)
    (cell,) = row.cells.values()
    assert (cell.number, [each.finding for each in cell.behind]) == ("62.5%", ["f1", "f3"])
    assert cell.behind[1].flagged, "no count of 80 gives 63.0 %"
    assert cell.behind[0].part and not cell.part, "20 of the 80 were asked"


def test_the_second_line_counts_what_the_studies_hold() -> None:
    said = facts(papers(drawn(3)), 2)
    # by hand: 118 + 94 + 249 patients; 72 % of 45, 91.7 % of 249 and 84.8 % of 215 and the sum of the sexes do not fit
    assert (said["studies"], said["patients"], said["wrong"], said["problems"]) == (3, 461, 4, 2)
    assert said["results"] == sum(len(s.findings) for s in drawn(3))


def test_a_number_counts_once_in_the_meter_however_many_results_use_it() -> None:
    marden = drawn(1)[0]
    known, whole = accounted(marden)
    # 11 results, the cohort, two years, a level; the 12 of the score is unexplained
    assert (known, whole) == (15, 16)


def test_an_index_without_studies_or_without_results_is_still_an_index() -> None:
    assert index(papers([]), CONCEPTS, 0)["table"] == []
    bare = Draft("bare").say("Nothing is counted here.").study()
    page = index(papers([bare]), CONCEPTS, 0)
    assert (page["columns"], page["shown"]) == ((), ())
