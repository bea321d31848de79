"""The page to review: every result once, the least sure first, its number lit in its sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.model import Decision, Span, Study
from extractor.render import render
from extractor.render.note import LONGEST_LIT, MARGIN
from extractor.render.paper import papers
from extractor.render.review import Band, review
from extractor.render.study import study
from extractor.review.key import key, reading
from tests.drawn import CONCEPTS, Draft, drawn


def told(name: str, *confidences: float) -> Study:
    """Return a study with a result of each confidence, in the order of its text."""
    d = Draft(name, authors=(f"{name.capitalize()} A",), year=2011).say("We saw 80 patients.", "methods").counts("80")
    for place, confidence in enumerate(confidences, start=31):
        d.share("pain_relief", "Pain eased in {} of them.", f"{place}%", 80, confidence=confidence)
    return d.study()


def bands_of(*studies: Study) -> list[Band]:
    found = review(papers(studies), CONCEPTS)["bands"]
    assert isinstance(found, list)
    return found


def page_of(out: Path, *studies: Study, page: str = "review.html") -> str:
    render(studies, CONCEPTS, [], out, title="T")
    return " ".join((out / page).read_text(encoding="utf-8").split())


def test_the_least_sure_come_first_whatever_study_they_are_from_and_equals_stay_together() -> None:
    bands = bands_of(told("quince", 0.7, 0.3, 0.9), told("medlar", 0.49, 0.7, 0.7))
    order = [(x.confidence, x.paper.name, x.line.cell.number) for band in bands for x in band.doubts]
    assert order == [
        (0.3, "Quince 2011", "32%"), (0.49, "Medlar 2011", "31%"),
        (0.7, "Medlar 2011", "32%"), (0.7, "Medlar 2011", "33%"), (0.7, "Quince 2011", "31%"),
        (0.9, "Quince 2011", "33%"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (0.0, (0.0, 0.5)),
        (0.49, (0.0, 0.5)),
        (0.5, (0.5, 0.8)),
        (0.79, (0.5, 0.8)),
        (0.8, (0.8, 1.0)),
        (1.0, (0.8, 1.0)),
    ],
)
def test_a_band_ends_before_the_next_begins_and_the_last_holds_certainty(
    confidence: float, band: tuple[float, float]
) -> None:
    (only,) = bands_of(told("quince", confidence))
    assert (only.low, only.high, len(only.doubts)) == (*band, 1)


def test_a_band_says_how_many_wrong_ones_to_expect(tmp_path: Path) -> None:
    """Of .25, .25 and .45 the doubt adds up to .75 + .75 + .55 = 2.05."""
    page = page_of(tmp_path, told("quince", 0.25, 0.25, 0.45, 0.97))
    assert "3 results; expect about 2 to be wrong in number, outcome or group" in page
    assert '0.80 and more</h2> <span class="t">1 result</span>' in page, "none to expect, none said"


def test_a_row_shows_the_number_lit_in_its_sentence_and_links_to_it(tmp_path: Path) -> None:
    page = page_of(tmp_path, told("quince", 0.31))
    assert 'Pain eased in <mark class="lit">31%</mark> of them.' in page
    assert '<a href="study/quince.html#f1">Pain relief</a>' in page
    assert '<tr class="unsure">' in page and "<strong>1 under 0.50</strong>" in page
    assert page.index("of ten shown with 0.90, nine") < page.index("<table")


def test_the_arm_and_a_number_that_does_not_fit_are_told(tmp_path: Path) -> None:
    page = page_of(tmp_path, *drawn(3))
    assert "<small>decompression alone</small>" in page
    assert "does not fit its own numbers" in page


def test_every_result_of_every_study_is_there_once(tmp_path: Path) -> None:
    studies = drawn(6)
    found = [(x.paper.study.document.name, x.line.finding.id) for band in bands_of(*studies) for x in band.doubts]
    assert sorted(found) == sorted((s.document.name, f.id) for s in studies for f in s.findings)
    assert page_of(tmp_path, *studies).count('class="said"') == len(found)


def test_of_a_long_result_only_the_value_is_lit_and_a_sentence_without_end_is_cut() -> None:
    d = Draft("long").say("Before it, " + "much was said, " * 40)
    d.sentences.clear()
    d.say("pain eased in 31%" + " of those who could be asked" * 60 + ".")
    d.finds("pain_relief", "31%", confidence=0.4)
    made = d.study()
    (it,) = made.findings
    stretched = replace(it, end=it.end + LONGEST_LIT, quote="", spans={"value": Span(it.start, it.end)})
    ((only,),) = [band.doubts for band in bands_of(replace(made, findings=(stretched,)))]
    assert (only.before, only.number) == ("pain eased in ", "31%")
    assert len(only.after) == MARGIN


def test_the_page_of_a_study_marks_the_same_results_and_shows_how_sure_each_is(tmp_path: Path) -> None:
    quince = told("quince", 0.31, 0.5)
    lines = study(papers([quince])[0], CONCEPTS)["lines"]
    assert isinstance(lines, list)
    assert [x.unsure for x in lines] == [True, False]
    page = page_of(tmp_path, quince, page="study/quince.html")
    assert page.count('class="unsure"') == 1
    assert "confidence </span>0.31" in page and "confidence </span>0.50" in page


def test_studies_without_a_result_leave_nothing_to_review(tmp_path: Path) -> None:
    page = page_of(tmp_path, Draft("bare").say("Nothing is counted here.").study())
    assert "Nothing to review" in page and "<table" not in page


def test_a_thousand_results_stay_a_page_one_can_mail(tmp_path: Path) -> None:
    studies = drawn(140)
    results = sum(len(s.findings) for s in studies)
    assert results > 1000
    assert len(page_of(tmp_path, *studies)) < 900 * results


# ------------------------------------------------------------------ what reviewers decided


def decided(study: Study, finding: int, reviewer: str, word: str, **more: object) -> Decision:
    found = study.findings[finding]
    seen = {"key": key(study.document, found), "reading": reading(study, found), "at": "2026-03-04T05:06:07+00:00"}
    return Decision(reviewer=reviewer, decision=word, **(seen | more))  # type: ignore[arg-type]


def reviewed_page(out: Path, study: Study, *decisions: Decision) -> str:
    by_key: dict[str, tuple[Decision, ...]] = {}
    for it in decisions:
        by_key[it.key] = (*by_key.get(it.key, ()), it)
    render([study], CONCEPTS, [], out, title="T", decisions=by_key)
    return " ".join((out / "review.html").read_text(encoding="utf-8").split())


def test_differences_come_first_and_what_is_decided_last_with_name_day_and_comment(tmp_path: Path) -> None:
    quince = told("quince", 0.2, 0.9, 0.9, 0.9, 0.9)
    page = reviewed_page(
        tmp_path,
        quince,
        decided(quince, 1, "Ann", "accepted"),
        decided(quince, 1, "Bob", "rejected"),
        decided(quince, 2, "Ann", "accepted", comment="see <table> 2"),
        decided(quince, 3, "Ann", "accepted"),
        decided(quince, 3, "Bob", "accepted"),
    )
    heads = [page.index(f"<h2>{name}</h2>") for name in ("Reviewers differ", "Under 0.50", "0.80 and more", "Reviewed")]
    assert heads == sorted(heads)
    assert "· 2 reviewed by Ann, Bob · <strong>reviewers differ on 1</strong>" in page
    ann = '<strong>Accepted</strong> by Ann, <time datetime="2026-03-04T05:06:07+00:00">2026-03-04</time>'
    assert page.count(ann) == 2
    assert "<strong>Accepted</strong> by Ann, Bob, " in page, "who say the same are named together"
    assert ": see &lt;table&gt; 2</small>" in page


def test_a_rejected_result_stays_on_the_page_and_a_corrected_one_shows_its_number(tmp_path: Path) -> None:
    quince = told("quince", 0.2, 0.9)
    page = reviewed_page(
        tmp_path,
        quince,
        decided(quince, 0, "Ann", "rejected"),
        decided(quince, 1, "Ann", "corrected", value=Decimal("77")),
    )
    assert '<tr class="rejected">' in page and "<strong>Rejected</strong> by Ann" in page
    assert "<b>77%</b>" in page and "<strong>Corrected to 77</strong> by Ann" in page
    assert 'class="unsure"' not in page, "it is decided"


def test_a_decision_on_another_reading_asks_for_another_look(tmp_path: Path) -> None:
    quince = told("quince", 0.9)
    page = reviewed_page(tmp_path, quince, decided(quince, 0, "Ann", "accepted", reading="pain_relief: 30 %"))
    assert "<h2>Read anew since its review</h2>" in page
    assert "(of pain_relief: 30 %)</small>" in page
