"""Columns: an outcome, measured one way, at one time; the ones a reader misses first are shown unasked."""

from __future__ import annotations

from decimal import Decimal

from extractor.model import Study, Time
from extractor.render.column import GROUPS, ORDER, OWN_WORDS, columns, shown
from extractor.render.paper import papers
from extractor.render.table import rows
from tests.drawn import CONCEPTS, Draft, drawn


def told(name: str, *results: tuple[str, str, str, str | None, Time | None]) -> Study:
    """Return a study with results of (concept, measure, printed value, unit, time)."""
    d = Draft(name, n=50)
    for concept, measure, printed, unit, time in results:
        d.say(f"It was {printed} here.").finds(concept, printed, measure, value=Decimal(printed), unit=unit, time=time)
    return d.study()


def labels(*studies: Study) -> list[str]:
    return [" / ".join(filter(None, [c.label, c.sub])) for c in columns(papers(studies), CONCEPTS)]


def test_twelve_months_and_one_year_are_one_column_and_two_years_another() -> None:
    one, twelve, two = Time(Decimal(1), "year"), Time(Decimal(12), "month"), Time(Decimal(2), "year")
    found = labels(
        told("a", ("overall_survival", "proportion", "61", "%", one)),
        told(
            "b",
            ("overall_survival", "proportion", "70", "%", twelve),
            ("overall_survival", "proportion", "50", "%", two),
        ),
    )
    assert found == ["1-year overall survival", "2-year overall survival"]


def test_a_median_and_a_rate_of_one_outcome_are_two_columns_named_apart() -> None:
    year = Time(Decimal(2), "year")
    found = labels(
        told(
            "a",
            ("overall_survival", "median", "16.8", "months", None),
            ("overall_survival", "proportion", "40", "%", year),
        )
    )
    assert found == ["2-year overall survival", "Median overall survival / months"]


def test_means_and_medians_of_one_outcome_share_a_column_that_says_so_in_its_cells() -> None:
    studies = papers(
        [told("a", ("age", "mean", "61", "years", None)), told("b", ("age", "median", "57", "years", None))]
    )
    (only,) = columns(studies, CONCEPTS)
    assert (only.label, only.sub, only.mixed) == ("Age", "years", True)
    tags = [row.cells[only.id].tag for (row,) in rows(studies, [only], CONCEPTS)]
    assert tags == ["mean", "median"]


def test_times_of_other_outcomes_stand_below_the_name() -> None:
    month = Time(Decimal(6), "month")
    assert labels(told("a", ("pain_relief", "proportion", "70", "%", month))) == ["Pain relief / at 6 months"]


def test_words_without_a_concept_make_a_column_only_when_two_studies_share_them() -> None:
    alone = told("a", ("rare thing", "proportion", "7", "%", None))
    assert labels(alone) == []
    studies = papers([alone, told("b", ("rare thing", "proportion", "8", "%", None))])
    (found,) = columns(studies, CONCEPTS)
    assert (found.label, found.group) == ("Rare thing", OWN_WORDS)
    assert shown([found], 2) == ()


def test_groups_stand_in_a_clinicians_order() -> None:
    found = [ORDER[c.group] for c in columns(papers(drawn(40)), CONCEPTS)]
    assert found == sorted(found)
    first = list(dict.fromkeys(GROUPS.values()))
    assert first.index("Resection") < first.index("Pain") < first.index("Complications") < first.index("Survival")


def test_at_most_eight_columns_are_shown_unasked_and_none_that_hardly_any_study_fills() -> None:
    every = columns(papers(drawn(60)), CONCEPTS)
    usual = shown(every, 60)
    assert len(usual) == 8
    assert min(c.studies for c in usual) >= 2
    assert [c for c in every if c in usual] == list(usual)
    groups = [c.group for c in usual]
    assert max(groups.count(g) for g in groups) <= 2, "no group crowds out the others"


def test_two_studies_make_no_empty_column() -> None:
    studies = papers(drawn(2))
    every = columns(studies, CONCEPTS)
    table = rows(studies, every, CONCEPTS)
    assert all(any(c.id in row.cells for block in table for row in block) for c in every)
