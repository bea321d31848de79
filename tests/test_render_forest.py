"""A forest plot draws what the studies print, pools what may be pooled, and says in words what it left out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import pool
from extractor.model import Interval, Study
from extractor.render.chart import axis_of
from extractor.render.column import columns
from extractor.render.forest import LAYOUTS, NARROW, WIDE, Line, drawing, fitted, side_of, width
from extractor.render.forest_line import fixed
from extractor.render.forest_plot import Plot, safe_json
from extractor.render.outcome import outcome
from extractor.render.paper import papers
from tests.drawn import CONCEPTS, Draft, drawn


def plots(studies: list[Study], concept: str) -> list[Plot]:
    every = papers(studies)
    found = outcome([c for c in columns(every, CONCEPTS) if c.key.outcome == concept], every, CONCEPTS)
    made = found["plots"]
    assert isinstance(made, list)
    return made


def series(name: str, n: int, printed: str, words: str = "gross total resection", **more: object) -> Study:
    """Return a study that tells one share of its cohort."""
    d = Draft(name, authors=(f"{name.title()} A",), year=2011).say(f"We saw {n} patients.", "methods").counts(str(n))
    return d.share(
        "gross_total_resection", words.capitalize() + " was reached in {}.", printed, n, words=words, **more
    ).study()


THREE = [series("able", 152, "101 (66.4%)"), series("bose", 118, "70 (59.3%)"), series("cole", 37, "48.6%")]


def test_the_pooled_line_is_that_of_the_pooling_functions() -> None:
    (plot,) = plots(THREE, "gross_total_resection")
    expected = pool.proportions([101, 70, 18], [152, 118, 37])
    assert plot.found == expected
    assert plot.total and plot.total.count == "189/307"
    point, low, high = (fixed(100 * x, 1) for x in (expected.point, expected.low, expected.high))
    assert plot.total.number == f"{point} ({low}–{high})"
    assert plot.facts.startswith("3 studies pooled · 189 of 307 patients · I² ")


def test_each_line_says_what_the_estimate_is_without_it() -> None:
    (plot,) = plots(THREE, "gross_total_resection")
    rest = pool.proportions([70, 18], [118, 37])
    expected = [fixed(100 * x, 1) for x in (rest.point, rest.low, rest.high)]
    assert plot.lines[0].result.paper.name == "Able 2011"
    assert plot.lines[0].without == "{} ({}–{})".format(*expected)


def test_a_count_that_is_not_sure_is_pooled_at_its_likeliest_and_drawn_with_its_doubt() -> None:
    (plot,) = plots([*THREE, series("dodd", 249, "56%")], "gross_total_resection")
    line = plot.lines[0]
    assert line.result.count == (139, 139, 140), "139.44 is nearer to 139"
    assert line.given.numbers == (139, 249)
    low, high = line.drawn.outer or (0, 0)
    assert line.drawn.low and line.drawn.high and line.drawn.point == 56
    assert low == line.drawn.low < 56 < line.drawn.high < high
    assert line.drawn.count == "139–140/249" and line.drawn.count_derived


def test_what_the_papers_mean_differently_is_not_pooled_and_both_meanings_are_named() -> None:
    strict = series("eden", 80, "40 (50.0%)", words="resection of more than 98% of the tumour")
    loose = series("fox", 90, "60 (66.7%)", words="resection of more than 90% of the tumour")
    (plot,) = plots([strict, loose, *THREE], "gross_total_resection")
    assert plot.total is None and plot.found is None
    assert "over 98% (Eden 2011)" in plot.refused and "over 90% (Fox 2011)" in plot.refused
    assert ("same", "Same definition only") in plot.choices
    assert ("over 98%", 1) in plot.definitions and ("not said", 3) in plot.definitions


def test_medians_are_drawn_with_their_ranges_and_never_pooled() -> None:
    made = []
    for name, printed, ends in (("gray", "15.1", ("2", "41")), ("hart", "21.6", ("3", "50"))):
        d = Draft(name, authors=(f"{name.title()} A",), year=2012).say("We saw 60 patients.", "methods").counts("60")
        d.say(f"Median survival was {printed} months (range {ends[0]}–{ends[1]}).")
        both = (Decimal(ends[0]), Decimal(ends[1]))
        d.finds("overall_survival", printed, "median", value=Decimal(printed), unit="months", range=both)
        made.append(d.study())
    (plot,) = plots(made, "overall_survival")
    assert [line.drawn.whisker for line in plot.lines] == ["range", "range"]
    assert plot.total is None and not plot.poolable
    assert any("medians are shown, never pooled" in note for note in plot.notes)


def test_a_study_of_two_groups_only_is_shown_and_not_added_up() -> None:
    two = Draft("ibsen", authors=("Ibsen A",), year=2013).say("Of 60 patients 30 and 30 in two groups.", "methods")
    two.counts("60").arm("a1", "short", 30).arm("a2", "long", 30)
    two.share("gross_total_resection", "It was reached in {} of the one", "20 (66.7%)", 30, arm="a1")
    two.share("gross_total_resection", "and {} of the other.", "15 (50.0%)", 30, arm="a2")
    plot, _ = plots([*THREE, two.study()], "gross_total_resection")
    assert plot.found and plot.found.k == 3
    arms = [line for line in plot.lines if line.result.arm]
    assert len(arms) == 2 and not any(line.used for line in arms) and all(line.why for line in arms)


def test_what_is_only_below_a_number_is_not_pooled_as_that_number() -> None:
    below = series("jung", 100, "5.0%")
    below = replace(below, findings=tuple(replace(f, operator="<") for f in below.findings))
    (plot,) = plots([*THREE, below], "gross_total_resection")
    assert plot.found and plot.found.k == 3
    assert any("not as a number" in line.why for line in plot.lines)


def test_shares_too_far_apart_are_drawn_and_the_page_says_why_there_is_no_estimate() -> None:
    far = [series("jung", 60, "0 (0.0%)"), series("kehl", 60, "60 (100%)")]
    (plot,) = plots(far, "gross_total_resection")
    assert plot.poolable and plot.found is None and plot.total is None and not plot.refused
    assert plot.notes[0].startswith("Nothing is pooled: the studies ")


def ratio(name: str, value: str, low: str, high: str) -> Study:
    d = Draft(name, authors=(f"{name.title()} A",), year=2014).say("We saw 70 patients.", "methods").counts("70")
    d.say(f"Survival was longer (HR {value}, 95% CI {low}–{high}).")
    ci = Interval(Decimal(low), Decimal(high), Decimal(95))
    d.finds("overall_survival", f"{value}, 95% CI {low}–{high}", "ratio", value=Decimal(value), unit="HR", ci=ci)
    return d.study()


def test_ratios_stand_on_a_log_axis_with_its_one_and_wait_for_the_reader_to_say_they_compare_alike() -> None:
    (plot,) = plots([ratio("kerr", "0.58", "0.37", "0.91"), ratio("lund", "0.80", "0.60", "1.07")], "overall_survival")
    assert plot.axis and plot.axis.log and plot.axis.neutral == 1
    assert plot.poolable and plot.refused and plot.total is None
    data = json.loads(plot.data)
    assert data["doubted"] and [line["give"] for line in data["lines"]] == [
        [0.58, 0.37, 0.91, 0.95],
        [0.8, 0.6, 1.07, 0.95],
    ]


def test_many_studies_are_pooled_as_drawn() -> None:
    """Three by hand and thirty-seven by a seeded hand: every line that is used gives its printed or derived count."""
    for plot in plots(list(drawn(40)), "gross_total_resection"):
        for line in plot.lines:
            if line.used:
                events, total = line.given.numbers or (0, 0)
                assert isclose(100 * events / total, float(line.result.finding.value or 0), abs_tol=0.51)


# ------------------------------------------------------------------ the drawing


def line(name: str = "Li 2010", **more: object) -> Line:
    plain = Line(name, "", "24/43", False, "55.8 (41.1–69.6)", False, False, 55.8, 41.1, 69.6, None, "ci", 43, "", True)
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda at: at.name)
@given(st.text(max_size=80), st.text(max_size=80))
def test_name_and_arm_never_run_into_the_count(layout, name: str, arm: str) -> None:  # type: ignore[no-untyped-def]
    (row,) = drawing([line(name, arm=arm)], axis_of([0.0, 100.0], "share"), layout).rows
    room = (layout.count or layout.number) - layout.label
    assert width(row.name, layout.size) + width(row.arm, 0.84 * layout.size) <= room


def test_a_long_name_keeps_its_year() -> None:
    assert fitted("Removal of intradural tumours in the elderly… 2016", 200, 15).endswith("… 2016")


def test_the_area_of_a_square_goes_with_the_weight() -> None:
    quarter, whole = side_of(25, 100, 40), side_of(100, 100, 40)
    assert whole == 40 and quarter == 20
    assert side_of(None, 100, 40) == side_of(0.1, 100, 40), "too small to be seen is drawn as small as can be seen"


def test_the_axis_of_the_drawing_puts_half_in_the_middle() -> None:
    for layout in (WIDE, NARROW):
        made = drawing([line(point=50.0, weight="3%")], axis_of([0.0, 100.0], "share"), layout)
        assert made.rows[0].at == pytest.approx((layout.left + layout.right) / 2, abs=0.1)


# ------------------------------------------------------------------ numbers and data for the script


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(6.25, 1, "6.3"), (0.125, 2, "0.13"), (-0.04, 1, "0.0"), (-2.5, 0, "−3"), (1e-9, 2, "0.00"), (100.0, 1, "100.0")],
)
def test_numbers_are_rounded_as_a_browser_rounds_them(number: float, digits: int, text: str) -> None:
    """Halves away from zero, as ECMAScript's Number.prototype.toFixed; Python's format would give 6.2 and 0.12."""
    assert fixed(number, digits) == text


def test_data_in_the_page_cannot_end_its_script() -> None:
    text = safe_json({"name": "</script><!-- \u2028 &amp;"})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"name": "</script><!-- \u2028 &amp;"}


# ------------------------------------------------------------------ two groups of a study


def test_two_groups_of_a_study_stand_against_each_other_as_an_odds_ratio() -> None:
    """20 of 30 against 15 of 30: (20/10) / (15/15) = 2; risk ratio 20/15 = 1.33; risk difference 5/30 = 0.17."""
    two = Draft("ibsen", authors=("Ibsen A",), year=2013).say("Of 60 patients 30 and 30 in two groups.", "methods")
    two.counts("60").arm("a1", "short", 30).arm("a2", "long", 30)
    two.share("gross_total_resection", "It was reached in {} of the one", "20 (66.7%)", 30, arm="a1")
    two.share("gross_total_resection", "and {} of the other.", "15 (50.0%)", 30, arm="a2")
    one = two.study()
    for roles, number in ((("group", "group"), "2.00"), (("control", "intervention"), "0.50")):
        arms = tuple(replace(arm, role=role) for arm, role in zip(one.arms, roles, strict=True))  # type: ignore[arg-type]
        _, groups = plots([replace(one, arms=arms)], "gross_total_resection")
        assert groups.column.key.kind == "OR" and groups.axis and groups.axis.neutral == 1
        assert groups.lines[0].drawn.number.startswith(f"{number} (")
    arms = tuple(replace(arm, role="group") for arm in one.arms)
    _, groups = plots([replace(one, arms=arms)], "gross_total_resection")
    assert groups.lines[0].drawn.arm == "short vs long" and groups.lines[0].drawn.count == "20/30 vs 15/30"
    assert "RR 1.33 (" in groups.notes[-1] and "RD 0.17 (" in groups.notes[-1]


def test_a_long_plot_is_printed_in_pieces_that_cut_no_line() -> None:
    made = drawing([line() for _ in range(100)], axis_of([0.0, 100.0], "share"), WIDE)
    assert sum(map(len, made.chunks)) == 100 and len(made.slices) == len(made.chunks) > 3
    assert made.slices[0][0] == 0 and sum(height for _, height in made.slices) == pytest.approx(made.height)
    for (top, height), rows in zip(made.slices, made.chunks, strict=True):
        assert all(top < row.foot - WIDE.size / 2 and row.foot < top + height for row in rows)
    assert drawing([line()] * 5, axis_of([0.0, 100.0], "share"), WIDE).slices == ()
