"""The study page: what it says of each result, of its arms, of what reviewers decided, and of what was left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractor.check.names import NAMES
from extractor.model import Check, Decision, Study
from extractor.render import render
from extractor.render.line import Line
from extractor.render.paper import Paper, papers
from extractor.render.study import found_at, study
from extractor.render.verdict import SHORT, summed_up
from extractor.review.key import keys, reading
from tests.drawn import CONCEPTS, Draft, drawn
from tests.test_render_site import Page


def lines_of(paper: Paper) -> list[Line]:
    found = study(paper, CONCEPTS)["lines"]
    assert isinstance(found, list)
    return found


def page_of(made: Study, out: Path, decisions: dict[str, tuple[Decision, ...]] | None = None) -> str:
    render([made], CONCEPTS, [], out, title="T", decisions=decisions or {})
    (only,) = (out / "study").iterdir()
    return only.read_text(encoding="utf-8")


def decided(made: Study, finding: int, verb: str, **more: object) -> dict[str, tuple[Decision, ...]]:
    it = made.findings[finding]
    key = keys(made)[it.id]
    found = Decision(key, "Ada", verb, at="2026-11-02T10:00:00Z", reading=reading(made, it), **more)  # type: ignore[arg-type]
    return {key: (found,)}


def test_the_list_goes_by_category_and_says_arm_time_and_kind() -> None:
    (marden, orsted) = papers(drawn(2))
    lines = lines_of(marden)
    assert [(x.label, x.when) for x in lines if x.when] == [("Death", "30 days"), ("Local control", "1 year")]
    assert {x.how for x in lines} == {"", "mean", "median", "HR"}
    shown = study(marden, CONCEPTS)
    assert (shown["accounted"], shown["numbers"]) == (15, 16)
    assert {x.arm for x in lines_of(orsted)} == {"", "decompression alone", "with stabilisation"}


def test_arms_have_their_size_and_how_many_results_are_theirs() -> None:
    shown = study(papers(drawn(2))[1], CONCEPTS)
    assert [(arm.name, arm.n, results) for arm, results in shown["arms"]] == [  # type: ignore[attr-defined]
        ("decompression alone", 48, 3), ("with stabilisation", 46, 3),
    ]  # fmt: skip


def test_a_number_is_marked_by_what_became_of_it() -> None:
    liu = papers(drawn(3))[0]
    assert liu.name == "Liu 2010"
    states = {x.label: x.state for x in lines_of(liu)}
    assert states["Pain relief"] == "flagged" and states["Neurological improvement"] == "derived"
    marden = {x.label: x.state for x in lines_of(papers(drawn(1))[0])}
    assert marden["Gross total resection"] == "", "count and share are printed"


def test_what_a_number_was_read_as_is_said_where_it_stands() -> None:
    titles = study(papers(drawn(1))[0], CONCEPTS)["titled"]
    assert isinstance(titles, dict)
    assert "Death, 30 days: 4.2%" in titles.values() and titles["n"] == "Cohort: 118"


def test_every_check_has_a_few_words_for_either_verdict() -> None:
    assert set(SHORT) == set(NAMES)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ((), ("", "")),
        (("consistent",), ("consistent", "count fits")),
        (("unchecked", "consistent"), ("consistent", "count fits")),
        (("consistent", "inconsistent"), ("inconsistent", "count and percentage differ")),
        (("unchecked",), ("unchecked", "could not be checked")),
    ],
)
def test_the_gravest_verdict_is_said_first(verdicts: tuple[str, ...], said: tuple[str, str]) -> None:
    checks = [Check("f1", "count_percentage", it, "because") for it in verdicts]  # type: ignore[arg-type]
    assert summed_up(checks) == said


def test_the_arithmetic_unfolds_below_each_result_and_stands_open_where_it_fails(tmp_path: Path) -> None:
    text = page_of(drawn(3)[2], tmp_path)
    (row,) = (part for part in text.split("<tr ") if 'id="r-f1"' in part.split(">")[0])
    assert "<details open>" in row and "no count of 249 rounds to 91.7 %" in row and "no count fits" in row
    (fits,) = (part for part in text.split("<tr ") if 'id="r-f2"' in part.split(">")[0])
    assert "<details>" in fits


def test_every_number_of_the_text_has_a_row_and_an_address(tmp_path: Path) -> None:
    page_of(drawn(1)[0], tmp_path)
    page = Page(tmp_path / "study/marden-2016.html")
    assert len(page.ids) == len(set(page.ids))
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert set(inside) <= set(page.ids)
    made = drawn(1)[0]
    for it in (*made.findings, *made.set_aside, *made.unexplained):
        assert f"c{it.start}-{it.end}" in page.ids


def test_a_corrected_value_stands_beside_the_printed_one_with_who_and_when(tmp_path: Path) -> None:
    made = drawn(1)[0]
    at = next(i for i, f in enumerate(made.findings) if f.concept == "complication")
    text = page_of(made, tmp_path, decided(made, at, "corrected", value=Decimal("16.9"), comment="see table 2"))
    words = " ".join("".join(Page(tmp_path / "study/marden-2016.html").words).split())
    assert "16.9%" in words and "18.6%" in words and "Corrected to 16.9 by Ada on 2026-11-02: “see table 2”" in words
    assert '<s class="was">18.6%</s>' in text


def test_a_rejected_result_is_listed_as_rejected_and_struck_in_the_text(tmp_path: Path) -> None:
    made = drawn(1)[0]
    at = next(i for i, f in enumerate(made.findings) if f.concept == "pain_relief")
    text = page_of(made, tmp_path, decided(made, at, "rejected"))
    it = made.findings[at]
    words = " ".join("".join(Page(tmp_path / "study/marden-2016.html").words).split())
    assert "Rejected by reviewers" in words and "✕ Rejected by Ada on 2026-11-02" in words
    assert f'class="rejected" href="#r-c{it.start}-{it.end}"' in text
    page = Page(tmp_path / "study/marden-2016.html")
    assert it.id in page.ids, "a link to it still arrives"
    assert "set aside: rejected" not in "".join(page.words)


def test_an_accepted_result_says_so(tmp_path: Path) -> None:
    made = drawn(1)[0]
    assert "✓ Accepted by <bdi>Ada</bdi>" in page_of(made, tmp_path, decided(made, 0, "accepted"))
    assert "Ada" not in page_of(made, tmp_path)


def test_doi_and_pmid_are_links_to_their_resolvers_whatever_they_hold() -> None:
    made = drawn(1)[0]
    named = replace(made.document, doi='10.1000/x"><script>y', pmid="7?z#javascript:1")
    (paper,) = papers([replace(made, document=named)])
    addresses = [address for _, address in found_at(paper)]
    assert [urlsplit(it).hostname for it in addresses] == ["doi.org", "pubmed.ncbi.nlm.nih.gov"]
    assert all(not set(it) & set('"<># ?') for it in addresses)
    assert [said for said, _ in found_at(papers(drawn(1))[0])] == []


def test_a_sentence_without_end_and_one_from_right_to_left_are_shown_whole(tmp_path: Path) -> None:
    endless, other_way = "word " * 1000, "\u05d7\u05d5\u05dc\u05d9\u05dd"
    d = Draft("long", title=f"{other_way} {'long ' * 80}")
    d.say(f"We saw 43 patients {endless}and {other_way} too.", "results").counts("43")
    page_of(d.study(), tmp_path)
    words = "".join(Page(tmp_path / "study/long.html").words)
    assert endless.strip() in words and words.count(other_way) >= 2
