"""The text of a study: unchanged, every number marked once, whatever overlaps, and each with its address."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Cohort, Document, Finding, SetAside, Span, Study
from extractor.render.marked import NOWHERE, anchors_of, paragraphs, pieces, place
from tests.drawn import Draft, drawn

TEXT = "Pain eased in 96 of 118 (81.4%) and 5 died.\n\nNobody bled."
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(lambda x: (x[0], min(len(TEXT), sum(x))))


def told(found: list[tuple[int, int]], aside: list[tuple[int, int]] = (), lost: list[tuple[int, int]] = ()) -> Study:  # type: ignore[assignment]
    findings = tuple(
        Finding(
            f"f{i}", "count", "x", "pain", a, b, TEXT[a:b], Span(0, len(TEXT)), "results", "r", {"value": Span(a, b)}
        )
        for i, (a, b) in enumerate(found)
    )
    return Study(
        Document("d", "d.txt", "txt", "", TEXT), cohort=Cohort(118, 20, 23), findings=findings,
        set_aside=tuple(SetAside(a, b, TEXT[a:b], "year") for a, b in aside),
        unexplained=tuple(Span(a, b) for a, b in lost),
    )  # fmt: skip


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=3), st.lists(spans, max_size=3))
def test_marks_may_nest_and_overlap_and_the_text_stays_whole(
    found: list[tuple[int, int]], aside: list[tuple[int, int]], lost: list[tuple[int, int]]
) -> None:
    page = paragraphs(told(found, aside, lost))
    every = [piece for p in page for piece in p.pieces]
    assert "".join(p.heading + "".join(x.text for x in p.pieces) for p in page) == TEXT
    for number, (a, b) in enumerate(found):
        lit = "".join(x.text for x in every if f"f{number}" in x.names)
        assert lit == TEXT[a:b]
    anchors = [a for x in every for a in x.anchors]
    assert sorted(anchors) == sorted(anchors_of(told(found, aside, lost))), "every address is given, and once"


def test_the_shortest_of_nested_results_gives_the_colour() -> None:
    page = paragraphs(told([(0, 40), (14, 31)]))
    inner = next(x for p in page for x in p.pieces if x.text.startswith("96"))
    assert inner.names == ("f1", "f0")


def test_a_section_is_a_paragraph_with_its_heading() -> None:
    marden = drawn(1)[0]
    page = paragraphs(marden)
    assert [(p.role, p.heading) for p in page] == [
        ("title", ""), ("furniture", ""), ("abstract", "Methods"), ("abstract", "Results"), ("furniture", ""),
    ]  # fmt: skip


def test_headings_need_a_sign_or_one_of_the_usual_words() -> None:
    d = Draft("h").say("MATERIALS AND METHODS: We saw 5.", "methods").say("Results Eight of them left.", "results")
    d.say("Patients were seen again.", "conclusions")
    assert [p.heading for p in paragraphs(d.study())] == ["MATERIALS AND METHODS", "Results", ""]


def test_a_heading_on_a_line_of_its_own_waits_for_its_text() -> None:
    d = Draft("h").say("RESULTS\n\n", "results").say("Eight of them left.", "results")
    (only,) = paragraphs(d.study())
    assert (only.heading, "".join(x.text for x in only.pieces).strip()) == ("RESULTS", "Eight of them left.")


def test_what_was_set_aside_and_what_was_lost_are_marked_with_their_reasons() -> None:
    page = [x for p in paragraphs(drawn(1)[0]) for x in p.pieces]
    assert [(x.text, x.why) for x in page if x.why] == [
        ("2009", "set aside: recruitment year"), ("2014", "set aside: recruitment year"),
        ("T2–L5", "set aside: vertebral level"), ("12", NOWHERE),
    ]  # fmt: skip
    assert [x.text for x in page if x.lost] == ["12"]


def test_a_result_whose_numbers_stand_apart_is_lit_in_both_places() -> None:
    made = told([(14, 16)])
    apart = replace(made.findings[0], spans={"value": Span(14, 16), "denominator": Span(20, 23)})
    covers = [x for p in paragraphs(replace(made, findings=(apart,))) for x in p.pieces if "f0" in x.names]
    assert [x.text for x in covers] == ["96", "118"]


def test_pieces_of_an_empty_run_are_none() -> None:
    assert list(pieces(TEXT, 3, 3, [], {})) == []


def test_every_number_has_an_address_by_its_characters_whatever_became_of_it() -> None:
    marden = drawn(1)[0]
    given = {a for p in paragraphs(marden) for x in p.pieces for a in x.anchors}
    assert {f.id for f in marden.findings} < given
    assert {place(f.start, f.end) for f in marden.findings} < given
    assert {place(f.spans["value"].start, f.spans["value"].end) for f in marden.findings} < given
    assert {place(s.start, s.end) for s in (*marden.set_aside, *marden.unexplained)} < given


def test_the_size_of_an_arm_is_marked_as_that_arms() -> None:
    orsted = drawn(2)[1]
    page = [x for p in paragraphs(orsted) for x in p.pieces]
    assert [x.text for x in page if "a1" in x.names] == ["48"] and [x.text for x in page if "a2" in x.names] == ["46"]
