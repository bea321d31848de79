"""Which documents are one study: the same number, or the same title where nothing contradicts it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.merge import Card, merges
from extractor.model import Study
from extractor.store import Store
from tests.folder import Place, place, quick

__all__ = ["place", "quick"]  # fixtures

TITLE = "Surgery for invented tumours of the spine: a series of 43 patients"
CARD = Card("a", "ris", 1500, TITLE, 2011, "Reyes A", "10.5555/abc", "123")
BARE = Card("b", "pdf", 1500)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        pytest.param(CARD, replace(BARE, doi="https://doi.org/10.5555/ABC"), "doi", id="DOI, however it is written"),
        pytest.param(CARD, replace(BARE, pmid="0123"), "pmid", id="PMID"),
        pytest.param(CARD, replace(BARE, title=TITLE, year=2011, author="Reyes, Ana"), "title", id="title"),
        pytest.param(CARD, replace(BARE, title=f"[{TITLE.upper()}.]", year=2011), "title", id="title, no author"),
        pytest.param(CARD, replace(BARE, title=TITLE, author="A. Reyes"), "title", id="title, no year"),
        pytest.param(CARD, replace(BARE, title=TITLE, year=2012), "title", id="online in one year, printed the next"),
        pytest.param(CARD, replace(BARE, title=TITLE), None, id="a title alone"),
        pytest.param(CARD, replace(BARE, title=TITLE, year=2015), None, id="another year"),
        pytest.param(CARD, replace(BARE, title=TITLE, year=2011, author="Okafor B"), None, id="another author"),
        pytest.param(
            CARD, replace(BARE, title=TITLE, year=2011, author="Reyes A", doi="10.5555/other"), None, id="another DOI"
        ),
        pytest.param(
            CARD, replace(BARE, title=TITLE, year=2011, author="Reyes A", pmid="9"), None, id="another PMID"
        ),
        pytest.param(
            replace(CARD, title="Spinal meningiomas", doi=None, pmid=None),
            replace(BARE, title="Spinal meningiomas", year=2011, author="Reyes A"), None, id="a title of many papers",
        ),
        pytest.param(
            CARD, replace(CARD, name="b", title="Quality of life after stroke in the elderly", pmid="9"), None,
            id="abstracts of a congress under one DOI",
        ),
        pytest.param(
            CARD, replace(BARE, format="pdf", title="Original Article, Open Access Publisher", doi="10.5555/abc"),
            "doi", id="a title misread from a page does not part them",
        ),
    ],
)  # fmt: skip
def test_two_documents_are_one_study_or_two(one: Card, other: Card, why: str | None) -> None:
    found = merges([one, other])
    assert [merge.why for merge in found.values()] == ([why] if why else [])


def test_a_third_document_joins_two_that_share_nothing() -> None:
    """The PDF has the DOI, the RIS file the title, PubMed both."""
    pdf = Card("pdf", "pdf", 1400, None, None, None, "10.5555/abc")
    ris = Card("ris", "ris", 1500, TITLE, 2011, "Reyes A")
    pubmed = Card("pubmed", "pubmed", 1500, TITLE, 2011, "Reyes A", "10.5555/abc", "123")
    assert {name: merge.into for name, merge in merges([pdf, ris, pubmed]).items()} == {
        "pdf": "pubmed", "ris": "pubmed",
    }  # fmt: skip


def test_a_title_does_not_join_two_papers_through_a_third_without_numbers() -> None:
    """A preprint and the paper have two DOIs; a text without one could be either, and joins the first only."""
    first, second = CARD, replace(CARD, name="c", doi="10.5555/other", pmid="9")
    found = merges([first, second, replace(BARE, title=TITLE, year=2011, author="Reyes A")])
    study = {name: found[name].into if name in found else name for name in "abc"}
    assert study["a"] != study["c"] and study["b"] in (study["a"], study["c"])


@pytest.mark.parametrize(
    ("cards", "leader"),
    [
        pytest.param([("a", "pdf", 1500), ("b", "ris", 1480)], "b", id="fields before pages, when both are whole"),
        pytest.param([("a", "pdf", 1500), ("b", "ris", 300)], "a", id="the longest abstract, when one was cut off"),
        pytest.param([("a", "ris", 0), ("b", "txt", 1500), ("c", "pdf", 1500)], "b", id="text before PDF"),
        pytest.param([("b", "ris", 1500), ("a", "pubmed", 1500)], "a", id="the name, when nothing else tells"),
    ],
)  # fmt: skip
def test_the_best_text_leads(cards: list[tuple[str, str, int]], leader: str) -> None:
    found = merges([Card(*card, doi="10.5555/abc") for card in cards])
    assert {merge.into for merge in found.values()} == {leader}


def test_the_order_of_reading_does_not_show() -> None:
    cards = [
        replace(CARD, name=f"{n}", title=None, doi=f"10.5555/{n % 7}", pmid=f"{n % 5 or ''}") for n in range(1, 30)
    ]
    expected = merges(cards)
    for seed in range(5):
        shuffled = cards[:]
        random.Random(seed).shuffle(shuffled)
        assert merges(shuffled) == expected


# ------------------------------------------------------------------ a run

ABSTRACT = "We operated on 43 patients. Pain relief was achieved in 24 of 43 patients (55.8%). Nobody died."
RIS = f"TY  - JOUR\nTI  - {TITLE}\nAU  - Reyes, Ana\nPY  - 2011\nDO  - 10.5555/abc\nAB  - {ABSTRACT}\nER  - \n"
NBIB = f"PMID- 123\nTI  - {TITLE}\nAU  - Reyes A\nDP  - 2011 Mar\nAID - 10.5555/abc [doi]\nAB  - {ABSTRACT}\n"
PAGE = f"{TITLE}\n\n{ABSTRACT}\n\ndoi: 10.5555/abc\n"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "scopus.ris").write_text(RIS)
    (folder / "pubmed.nbib").write_text(NBIB)
    (folder / "pasted.txt").write_text(PAGE)
    return folder


@pytest.mark.usefixtures("quick")
def test_one_paper_from_three_places_is_one_row_with_three_sources(three: Path, place: Place) -> None:
    done = place.extract(three)
    assert (done.documents, done.studies) == (3, 1)
    with Store(place.db, create=False) as store:
        (study,) = store.query("SELECT DISTINCT document FROM evidence")[1]
        sources = store.query("SELECT document_id, name, format, merged_by FROM sources")[1]
    assert study == ("pubmed",)
    assert sources == [
        ("pubmed", "pubmed", "medline", None), ("pubmed", "pasted", "txt", "doi"), ("pubmed", "scopus", "ris", "doi"),
    ]  # fmt: skip
    page = (place.out / "study" / "pubmed.html").read_text(encoding="utf-8")
    assert all(str(three / name) in page for name in ("pasted.txt", "scopus.ris"))
    assert not (place.out / "study" / "scopus.html").exists()
    lines, table = (it.decode() for it in place.exports())
    assert lines.count("\n") == 3 and '"merged_into": "pubmed"' in lines
    assert {row["document"] for row in csv.DictReader(io.StringIO(table))} == {"pubmed"}


@pytest.mark.usefixtures("quick")
def test_a_merge_can_be_undone_and_done_again(three: Path, place: Place) -> None:
    merged = place.extract(three)
    apart = place.extract(three, merge=False)
    assert (apart.read, apart.studies) == (0, 3), "without reading anything anew"
    assert (place.out / "study" / "scopus.html").exists()
    again = place.extract(three)
    assert (again.studies, again.findings) == (1, merged.findings)


@pytest.mark.usefixtures("quick")
def test_a_study_whose_best_source_goes_is_led_by_the_next(three: Path, place: Place) -> None:
    place.extract(three)
    (three / "pubmed.nbib").unlink()
    assert place.extract(three, prune=True).studies == 1
    with Store(place.db, create=False) as store:
        assert store.merges().keys() == {"pasted"}


@pytest.mark.usefixtures("quick")
def test_a_source_that_comes_later_joins_its_study(three: Path, place: Place) -> None:
    (three / "pubmed.nbib").rename(three.parent / "pubmed.nbib")
    assert place.extract(three).studies == 1
    done = place.extract(three.parent / "pubmed.nbib")
    assert (done.documents, done.studies) == (3, 1)


@pytest.mark.usefixtures("quick")
def test_what_the_leading_document_lacks_its_other_sources_tell(tmp_path: Path, place: Place) -> None:
    """A pasted text has the best abstract and a DOI; journal, year, authors and PMID stand in the records."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "pasted.txt").write_text(f"{TITLE}\n\n{ABSTRACT} {ABSTRACT.replace('43', '31')}\n\ndoi: 10.5555/abc\n")
    (folder / "scopus.ris").write_text(RIS.replace("ER  -", "T2  - Invented Spine\nER  -"))
    (folder / "pubmed.nbib").write_text(NBIB.replace("AU  -", "PT  - Retracted Publication\nAU  -"))
    place.extract(folder)
    for study in (place.study("pasted"), next(place_studies(place))):
        told = study.document
        assert (told.year, told.journal, told.doi, told.pmid) == (2011, "Invented Spine", "10.5555/abc", "123")
        assert told.authors == ("Reyes A",) and told.retracted
    assert place.study("scopus").document.pmid is None, "only the leading document is completed"
    with Store(place.db, create=False) as store:
        shown = store.query("SELECT DISTINCT document, year, journal, doi, pmid FROM evidence")[1]
    assert shown == [("pasted", 2011, "Invented Spine", "10.5555/abc", "123")]
    (row, *_) = csv.DictReader(io.StringIO(place.exports()[1].decode()))
    assert (row["year"], row["journal"], row["pmid"]) == ("2011", "Invented Spine", "123")
    place.extract(folder, merge=False)
    apart = place.study("pasted").document
    assert (apart.year, apart.journal, apart.pmid, apart.authors, apart.retracted) == (None, None, None, (), False)


def place_studies(place: Place) -> Iterator[Study]:
    """Yield the studies as the export reads them, the leading one first."""
    with place.store() as store:
        yield from store.studies()
