"""What a reader sees of the checks: the groups a share could be of, the question a check asks, the other sentences."""

from dataclasses import replace
from pathlib import Path

from extractor.check import check
from extractor.check.candidates import candidates
from extractor.model import Arm, Cohort, Sentence
from extractor.render import render
from extractor.rules import load
from extractor.show.finding import provenance
from tests.check_cases import finding, study


def share_of_the_cohort():
    text = "We saw 43 patients, 30 early and 13 late. Relief came to 86.7%."
    arms = Arm("a1", "early", "group", 30, 20, 22), Arm("a2", "late", "group", 13, 33, 35)
    share = finding("86.7%", denominator=43, denominator_source="cohort", denominator_reason="the cohort of 43")
    return check(study(text, share, arms=arms))


def test_the_groups_a_share_could_be_of_are_named_the_chosen_one_first():
    told = share_of_the_cohort()
    assert [(it.size, it.group, it.fits, it.chosen) for it in candidates(told.findings[0], told)] == [
        (43, "the cohort of 43", False, True),
        (13, "the patients of late", False, False),
        (30, "the patients of early", True, False),
    ]


def test_a_printed_denominator_has_no_rivals():
    told = study("Relief came to 86.7% of 43.", finding("86.7%", denominator=43, denominator_source="stated"))
    assert [it.size for it in candidates(told.findings[0], told)] == [43]


def test_the_database_keeps_the_groups_that_were_considered():
    (verdict,) = [c for c in share_of_the_cohort().checks if c.name == "grim"]
    assert [(it.name, it.value) for it in verdict.inputs] == [
        ("value", "86.7"),
        ("denominator", "43: the cohort of 43"),
        ("candidate", "13: the patients of late"),
        ("candidate", "30: the patients of early"),
    ]


def test_why_prints_the_arithmetic_and_the_groups_that_were_not_chosen():
    said = " ".join(provenance(share_of_the_cohort(), "hand:f1", load()).split())
    assert "share of 43: the cohort of 43" in said
    assert "not 13: the patients of late; 86.7 % is no count of it" in said
    assert "not 30: the patients of early; 86.7 % would be a count of it" in said
    assert "unchecked grim: 86.7 % is no count of 43: 37/43 = 86.05 % and 38/43 = 88.37 %" in said


def test_the_contradictions_page_asks_the_question_and_shows_every_sentence_concerned(tmp_path: Path):
    text = "We saw 43 patients. There were 25 men and 19 women."
    people = {"measure": "count", "unit": "patients", "category": "demographics"}
    told = study(text, finding("25 men", "men", **people), finding("19 women", "women", **people))
    sentences = Sentence(0, 20, "methods"), Sentence(20, len(text), "results")
    told = replace(told, sentences=sentences, cohort=Cohort(43, text.index("43"), text.index("43") + 2))
    render([check(told)], [], [], tmp_path, title="Shown")
    page = " ".join((tmp_path / "contradictions.html").read_text(encoding="utf-8").split())
    assert "25 men + 19 women = 44, not 43 (the whole cohort)" in page
    assert "men and women make up their group (INSPECT-SR 4.6)" in page
    assert '<blockquote dir="auto">We saw 43 patients.</blockquote>' in page
