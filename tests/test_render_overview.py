"""The overview: what is in the report, what is not, the map of outcomes and studies, and the paragraph for a paper."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.model import Decision, Overlap, Source, Study
from extractor.render import render
from extractor.render.overview import Covered, bands, by_stage, by_year, least_covered, overview, pairs, progress
from extractor.render.overview_map import FEW_OUTCOMES, MOST_STUDIES, Map, maps
from extractor.render.paper import papers
from extractor.render.statement import UNKNOWN, Versions, statement, tools
from extractor.render.studies import studies
from extractor.review.key import keys, reading
from tests.drawn import CONCEPTS, drawn
from tests.test_render_site import Page

EVIL = "<script>alert(1)</script>\"'&</style><!--"
PROBLEMS = [("scan.pdf", "read", "no text layer; run OCR first or leave the paper out")]


def words_of(page: Path) -> str:
    return " ".join("".join(Page(page).words).split())


def strips_of(drawn_map: Map) -> dict[str, list[str]]:
    return {s.label: [x.paper.name for x in s.places] for s in drawn_map.strips}


# ------------------------------------------------------------------ counts


def test_the_page_counts_what_the_report_holds(tmp_path: Path) -> None:
    sources = {"marden-2016": [Source("marden-2016", "a.txt", "txt"), Source("m2", "m2.ris", "ris", "doi")]}
    render(drawn(3), CONCEPTS, PROBLEMS, tmp_path, title="T", sources=sources)
    words = words_of(tmp_path / "overview.html")
    for said in ("documents read 4", "studies 3", "patients 461", "file not read 1", "scan.pdf", "m2.ris (doi)"):
        assert said in words, said


def test_files_left_out_for_one_reason_are_told_together() -> None:
    told = by_stage([("b.pdf", "read", "b.pdf: no text"), ("a.pdf", "read", "no text"), ("c.pdf", "check", "too long")])
    assert told == [("read", [("no text", ["a.pdf", "b.pdf"])]), ("check", [("too long", ["c.pdf"])])]


def test_studies_fall_into_bands_by_the_share_of_their_numbers_that_is_accounted_for() -> None:
    (paper, *_) = papers(drawn(1))
    met = [Covered(paper, known, of) for known, of in ((10, 10), (999, 1000), (19, 20), (9, 10), (1, 2), (0, 0))]
    assert [count for _, count in bands(met)] == [1, 2, 1, 0, 1, 1]
    assert [(c.known, c.numbers) for c in least_covered(met)] == [(1, 2), (9, 10), (19, 20), (999, 1000)]


def test_years_without_a_study_stand_in_the_row_unless_one_is_absurd() -> None:
    (one,) = drawn(1)

    def of(*years: int | None) -> list[tuple[int, int]]:
        made = [replace(one, document=replace(one.document, name=f"s{i}", year=year)) for i, year in enumerate(years)]
        return by_year(papers(made))

    assert of(2001, 2003, 2003, None) == [(2001, 1), (2002, 0), (2003, 2)]
    assert of(201, 2003) == [(201, 1), (2003, 1)]
    assert of(None) == []


def test_a_pair_that_may_share_patients_is_told_once() -> None:
    made = papers(drawn(2), overlaps=[Overlap("marden-2016", "orsted-2021", "same years")])
    assert [(a.name, b.name, why) for a, b, why in pairs(made)] == [("Marden 2016", "Orsted 2021", "same years")]


def test_progress_counts_each_result_once_and_says_where_reviewers_differ() -> None:
    (one,) = drawn(1)
    named = keys(one)
    said: dict[str, tuple[Decision, ...]] = {}
    for f, verbs in zip(one.findings, (("accepted",), ("rejected",), ("accepted", "rejected")), strict=False):
        said[named[f.id]] = tuple(
            Decision(named[f.id], f"R{i}", verb, reading=reading(one, f))
            for i, verb in enumerate(verbs)  # type: ignore[arg-type]
        )
    found = progress(papers([one], decisions=said, concepts=CONCEPTS))
    assert found["decided"] == {"accepted": 1, "rejected": 1, "differ": 1}
    assert (found["done"], found["of"]) == (3, len(one.findings))
    assert found["reviewers"] == [("R0", 3), ("R1", 1)]
    assert progress(papers([one])) == {}


# ------------------------------------------------------------------ the map


def test_the_map_has_a_place_where_a_study_reports_an_outcome_and_the_oldest_is_on_the_left() -> None:
    (found,) = maps(papers(drawn(3)), CONCEPTS)
    assert [p.name for p in found.papers] == ["Liu 2010", "Marden 2016", "Orsted 2021"]
    told = strips_of(found)
    assert told["Pain relief"] == ["Liu 2010", "Marden 2016", "Orsted 2021"]
    assert told["Women"] == ["Marden 2016"]
    flagged = {(s.label, x.paper.name) for s in found.strips for x in s.places if x.flagged}
    assert ("Pain relief", "Liu 2010") in flagged and ("Pain relief", "Marden 2016") not in flagged


def test_the_place_of_a_number_that_does_not_fit_leads_to_that_number() -> None:
    (found,) = maps(papers(drawn(3)), CONCEPTS)
    (liu,) = (x for s in found.strips if s.label == "Pain relief" for x in s.places if x.flagged)
    assert (liu.finding, liu.said) == ("f1", "Liu 2010: 91.7%")


def test_what_one_study_alone_reports_is_folded_when_there_is_much() -> None:
    few, many = maps(papers(drawn(3)), CONCEPTS)[0], maps(papers(drawn(40)), CONCEPTS)[0]
    assert few.rarer == [] and many.rarer == [], f"fewer than {FEW_OUTCOMES} outcomes"
    copied = [replace(s, outcome=f"x{i}", places=s.places[:1]) for i, s in enumerate(many.strips * 5)]
    full = replace(many, strips=(*many.strips, *copied))
    shown = [s for _, found in full.groups for s in found]
    assert len(shown) == max(FEW_OUTCOMES, len([s for s in full.strips if len(s.places) > 1]))


def test_three_hundred_studies_make_one_map_and_older_ones_another_without_links(tmp_path: Path) -> None:
    found = maps(papers(drawn(MOST_STUDIES + 20)), CONCEPTS)
    assert [len(m.papers) for m in found] == [MOST_STUDIES, 20]
    assert [m.folded for m in found] == [False, True]
    years = [[p.study.document.year or 0 for p in m.papers] for m in found]
    assert max(years[1]) <= min(years[0])
    assert all(
        after - before >= 6.9 for m in found for (before, _), (after, _) in zip(m.years, m.years[1:], strict=False)
    )


def test_a_map_of_300_studies_stays_a_page_one_can_mail(tmp_path: Path) -> None:
    render(drawn(300), CONCEPTS, [], tmp_path, title="T")
    assert (tmp_path / "overview.html").stat().st_size < 500_000
    page = Page(tmp_path / "overview.html")
    assert page.wrong == [] and len(page.ids) == len(set(page.ids))
    for link in page.links:
        file, _, at = link.partition("#")
        assert not file or (tmp_path / file).is_file(), link
        assert not at or not file or f'id="{at}"' in (tmp_path / file).read_text(encoding="utf-8"), link


# ------------------------------------------------------------------ the paragraph


def said(made: tuple[Study, ...], versions: Versions = UNKNOWN) -> str:
    return str(statement(papers(made), PROBLEMS, versions)["statement"])


def test_the_paragraph_names_tool_versions_counts_and_what_is_left_to_the_authors() -> None:
    words = said(drawn(3), Versions(("r1+c1",), ("",), "w1"))
    assert "abstracts of 3 studies with Evidence Extractor, version" in words
    assert "(rules r1+c1; its shipped reader w1). 1 file could not be read and was left out." in words
    assert "did not fit and were flagged" in words and "RAISE" in words
    assert "[Number] of the values used here were checked" in words


@pytest.mark.parametrize(
    ("readers", "named"),
    [
        ((), "its shipped reader w"),
        (("none",), "no learned reader"),
        (("en_core_sci_md",), "its shipped reader w with en_core_sci_md"),
        (("", "none"), "its shipped reader w and no learned reader"),
    ],
)
def test_the_paragraph_says_which_reader_read(readers: tuple[str, ...], named: str) -> None:
    assert tools(Versions((), readers, "w")) == named


def test_a_set_that_was_learned_from_or_is_tiny_proves_nothing() -> None:
    known = statement(papers(drawn(1)), [], UNKNOWN)["measured"]
    assert isinstance(known, tuple) and known
    assert all("train" not in it.name and it.documents >= 20 for it in known)
    words = said(drawn(1))
    assert all(it.figures["row"] in words and it.figures["findings"] in words for it in known)


def test_who_checked_what_takes_the_place_of_the_blanks() -> None:
    (one,) = drawn(1)
    key = keys(one)["f1"]
    decisions = {key: (Decision(key, "Ada", "accepted", reading=reading(one, one.findings[0])),)}
    words = str(statement(papers([one], decisions=decisions, concepts=CONCEPTS), [], UNKNOWN)["statement"])
    assert f"1 result of {len(one.findings)} were checked by 1 reviewer (Ada)." in words


# ------------------------------------------------------------------ lists that sort


def test_each_order_of_the_list_gives_every_study_one_place() -> None:
    shown = studies(papers(drawn(30)))
    listed, orders = shown["listed"], shown["orders"]
    assert isinstance(listed, list) and isinstance(orders, list)
    for key, _ in orders[1:]:
        places = [int(re.search(rf"--{key}:(\d+)", it.places)[1]) for it in listed]  # type: ignore[index]
        assert sorted(places) == list(range(30))
        if key == "n":
            sizes = [it.paper.n or 0 for it in sorted(listed, key=lambda it: places[listed.index(it)])]
            assert sizes == sorted(sizes, reverse=True)


def test_an_order_in_which_all_are_alike_is_not_offered() -> None:
    assert [key for key, _ in studies(papers(drawn(1)))["orders"]] == ["name"]  # type: ignore[attr-defined]


# ------------------------------------------------------------------ edges


def test_nothing_read_at_all_still_says_what_was_not_read(tmp_path: Path) -> None:
    render([], CONCEPTS, PROBLEMS, tmp_path, title="T")
    words = words_of(tmp_path / "overview.html")
    assert "No study yet" in words and "no text layer" in words


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    (one, other) = drawn(2)
    made = [replace(s, document=replace(s.document, title=EVIL, authors=(EVIL,), path=EVIL)) for s in (one, other)]
    render(
        made, CONCEPTS, [(EVIL, EVIL, EVIL)], tmp_path, title=EVIL,
        overlaps=[Overlap("marden-2016", "orsted-2021", EVIL)], versions=Versions((EVIL,), (EVIL,), EVIL),
        sources={one.document.name: [Source("a", "a", "txt"), Source(EVIL, EVIL, EVIL, "title")]},
    )  # fmt: skip
    for name in ("overview", "studies", "methods", "contradictions", "study/marden-2016"):
        text = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert "<script>alert" not in text and "</style><!--" not in text, name
        assert Page(tmp_path / f"{name}.html").wrong == [], name


def test_the_same_studies_in_any_order_give_the_same_overview() -> None:
    first, second = (overview(papers(made), CONCEPTS, PROBLEMS, UNKNOWN) for made in (drawn(9), drawn(9)[::-1]))
    assert first == second
