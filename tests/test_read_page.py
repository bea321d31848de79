"""Pages as people paste them. All studies, people and journals here are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.read.page import laid_out
from extractor.read.page.citation import doi, journal, year
from extractor.read.page.people import names
from extractor.read.page.titles import is_title, opening_title

TITLE = "Keyhole clipping of imaginary aneurysms: what became of sixty-one patients"
AIM = "OBJECTIVE: To tell what became of patients after keyhole clipping of an imaginary aneurysm."
METHODS = (
    "METHODS: From May 2001 to June 2008, 61 patients (33 men and 28 women) were operated on in one invented hospital."
)
RESULTS = (
    "RESULTS: The aneurysm was closed in 58 patients (95.1%). Two patients (3.3%) died within 30 days, and "
    "53 (86.9%) were independent after one year."
)
END = "CONCLUSIONS: The keyhole was wide enough."
ABSTRACT = f"{AIM} {METHODS} {RESULTS} {END}"

PORTAL = f"""{TITLE}

Adalind Querfurth, Bram Okonjo-Lillo, Cato de Wijngaert

Research output: Contribution to journal › Article › peer-review

{ABSTRACT}

Original languageEnglish
Pages (from-to)12-19
JournalAnnals of Invented Neurosurgery
Volume12
Issue number3
DOIs https://doi.org/10.5555/ain.2009.12
Publication statusPublished - Mar 4 2009

  • Aneurysm
  • Keyhole surgery

ASJC Scopus subject areas

  • Surgery

Dive into the research topics of '{TITLE}'. Together they form a unique fingerprint.

Cite this
"""

PUBMED_FILE = """1. J Invent Surg. 2009 Mar;14(3):319-25. doi: 10.5555/jis.2009.14. Epub 2009 Jan
21.

Keyhole clipping of imaginary aneurysms: what became of
sixty-one patients.

Querfurth A(1), Okonjo-Lillo B(2)(3), de Wijngaert C.

Author information:
(1)Department of Neurosurgery, Nowhere General Hospital, Nowhere, Atlantis.
a.querfurth@example.org
(2)Institute of Invention, Atlantis.
(3)School of Medicine, Atlantis.

OBJECTIVE: To tell what became of patients after keyhole clipping of an
imaginary aneurysm.
METHODS: From May 2001 to June 2008, 61 patients (33 men and 28 women) were
operated on in one invented hospital.
RESULTS: The aneurysm was closed in 58 patients (95.1%). Two patients (3.3%)
died within 30 days, and 53 (86.9%) were independent after one year.
CONCLUSIONS: The keyhole was wide enough.

Copyright © 2009 by the Inventors.

DOI: 10.5555/jis.2009.14
PMID: 19000001 [Indexed for MEDLINE]

Conflict of interest statement: The authors declare none.
"""

PUBMED_PAGE = f"""J Invent Surg

. 2009 Mar;14(3):319-25.
 doi: 10.5555/jis.2009.14. Epub 2009 Jan 21.

{TITLE}
Adalind Querfurth 1 , Bram Okonjo-Lillo 2 3 , Cato de Wijngaert
Affiliations
1 Department of Neurosurgery, Nowhere General Hospital, Nowhere, Atlantis.
2 Institute of Invention, Atlantis.
PMID: 19000001  DOI: 10.5555/jis.2009.14
Abstract
{AIM}

{METHODS}

{RESULTS}

{END}

Keywords: aneurysm; keyhole; invention.

Copyright © 2009 by the Inventors.

Conflict of interest statement
The authors declare none, and none was asked.

Similar articles
Another paper on imaginary fractures.
Nemo A, Nemo B. Other J. 1999 Jan;1(1):1-9. doi: 10.5555/other. PMID: 11111111
"""

LABELLED = f"""Title: {TITLE}
Authors: Querfurth, A.; Okonjo-Lillo, B.
Journal: Annals of Invented Neurosurgery
Year: 2009
PMID: 19000001
doi:10.5555/ain.2009.12
Abstract
{ABSTRACT}
Keywords: aneurysm, keyhole
"""


def roles(text: str) -> list[tuple[str, str]]:
    """Return role and words of each region."""
    return [(region.role, " ".join(text[region.start : region.end].split())) for region in laid_out(text).regions]


def read_once(text: str) -> str:
    """Return everything that is neither furniture nor a copy."""
    return " ".join(words for role, words in roles(text) if role == "abstract")


@pytest.mark.parametrize(
    ("text", "journal_name", "doi_found", "pmid"),
    [
        pytest.param(PORTAL, "Annals of Invented Neurosurgery", "10.5555/ain.2009.12", None, id="research portal"),
        pytest.param(PUBMED_FILE, "J Invent Surg", "10.5555/jis.2009.14", "19000001", id="PubMed, saved as text"),
        pytest.param(PUBMED_PAGE, "J Invent Surg", "10.5555/jis.2009.14", "19000001", id="PubMed, pasted"),
        pytest.param(
            LABELLED, "Annals of Invented Neurosurgery", "10.5555/ain.2009.12", "19000001", id="labelled fields"
        ),
    ],
)
def test_a_pasted_page_gives_the_abstract_and_its_metadata(
    text: str, journal_name: str, doi_found: str, pmid: str | None
) -> None:
    page = laid_out(text)
    assert read_once(text) == ABSTRACT
    assert page.title == TITLE
    assert (page.year, page.journal, page.doi, page.pmid) == (2009, journal_name, doi_found, pmid)
    assert len(page.authors) == (2 if text == LABELLED else 3)
    assert page.authors[0].startswith(("Adalind", "Querfurth"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_the_ends_of_lines_make_no_difference(newline: str) -> None:
    assert read_once(PORTAL.replace("\n", newline)) == ABSTRACT


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TITLE}\n{AIM}\n{METHODS}\n{RESULTS}\n{END}\n", id="title on line one, a line a section"),
        pytest.param(f"{TITLE}.\n\n{ABSTRACT}", id="title with a full stop, blank line"),
        pytest.param(f"{TITLE}\n{ABSTRACT}", id="title, one paragraph"),
        pytest.param(f"[{TITLE}].\n{ABSTRACT}", id="a translated title in brackets"),
    ],
)
def test_an_abstract_under_its_title_has_no_furniture(text: str) -> None:
    assert [role for role, _ in roles(text)] == ["title", "abstract"]
    assert read_once(text) == ABSTRACT


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"{TITLE}. {ABSTRACT}", TITLE, id="the first sentence is the title"),
        pytest.param(
            f"Imaginary aneurysms. Lessons of ten invented years. {ABSTRACT}",
            "Imaginary aneurysms. Lessons of ten invented years",
            id="a short title takes its subtitle",
        ),
        pytest.param(f"Does the keyhole help? {ABSTRACT}", "Does the keyhole help?", id="a question"),
        pytest.param(ABSTRACT, None, id="a section"),
        pytest.param("We operated on 61 patients. Two died. The rest went home.", None, id="a sentence"),
        pytest.param(
            "Imaginary aneurysms represent a rare cause of invented bleeding. They were clipped.", None, id="background"
        ),
    ],
)
def test_one_paragraph_is_read_whole_and_may_open_with_a_title(text: str, title: str | None) -> None:
    assert [role for role, _ in roles(text)] == ["abstract"]
    assert laid_out(text).title == title


CUT = ABSTRACT[: ABSTRACT.index(" after one year")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f" date 2024-10-18 {CUT}\n\n{ABSTRACT}\n", id="cut copy first, after a date"),
        pytest.param(f"{ABSTRACT}\n\n{CUT}", id="cut copy last"),
        pytest.param(f"{CUT[:-3]}\n\n{ABSTRACT}", id="cut within a word"),
        pytest.param(
            f"{CUT} …\nRead more\n\n{TITLE}\n\nA. Querfurth, B. Okonjo\n\n{ABSTRACT}", id="ellipsis, then the page"
        ),
        pytest.param(f"{CUT}\n\n{AIM}\n{METHODS}\n{RESULTS}\n{END}", id="the full copy has a line for each section"),
        pytest.param(f"{CUT.upper()}\n\n{ABSTRACT}", id="in capitals"),
        pytest.param(f"{ABSTRACT}\n\n{ABSTRACT}", id="twice in full"),
        pytest.param(f"{CUT}\n\n{CUT}\n\n{ABSTRACT}", id="three copies"),
        pytest.param(f"{CUT} {ABSTRACT}", id="both on one line"),
    ],
)
def test_of_two_copies_the_fullest_is_read(text: str) -> None:
    assert " ".join(read_once(text).split()) == ABSTRACT
    assert "duplicate" in [role for role, _ in roles(text)]


def test_the_date_of_pasting_is_the_only_furniture_before_the_copy() -> None:
    found = roles(f" date 2024-10-18 {CUT}\n\n{ABSTRACT}\n")
    assert found[0] == ("furniture", "date 2024-10-18")
    assert [role for role, _ in found] == ["furniture", "duplicate", "abstract"]


def test_what_only_the_cut_copy_says_is_still_read() -> None:
    text = f"Nine patients (14.8%) had a wound infection and were washed out. {CUT}\n\n{ABSTRACT}"
    assert "Nine patients (14.8%)" in read_once(text)


def test_a_repeated_phrase_is_not_a_copy() -> None:
    text = f"{ABSTRACT} Again two patients (3.3%) died within 30 days, which is what we had feared."
    assert [role for role, _ in roles(text)] == ["abstract"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("State of the art surgery was offered to 12 patients.", id="begins like a portal's label"),
        pytest.param("Volume of blood lost was 450 ml in 61 patients.", id="volume"),
        pytest.param("Period of follow-up was 20.4 months.", id="period"),
        pytest.param("Keywords were searched in 12 databases.", id="keywords as a subject"),
        pytest.param("Published series report a mortality of 10 to 15%.", id="published"),
        pytest.param("SUBJECTS: 61 patients aged 40-69 years.", id="subjects"),
        pytest.param("• Two patients (3.3%) died within 30 days.", id="a bullet with a result"),
        pytest.param("Level of evidence: 4", id="level of evidence"),
        pytest.param("Hospital mortality was 3.3%, and 12% at one year.", id="hospital"),
        pytest.param("SETTING University hospital, Nowhere, Atlantis", id="a setting that is an address"),
        pytest.param("Review of the charts showed 61 patients.", id="review"),
    ],
)
def test_a_line_that_only_begins_like_furniture_is_read(line: str) -> None:
    assert line in read_once(f"{TITLE}\n{ABSTRACT}\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © 2009 by the Inventors.",
        "https://doi.org/10.5555/ain.2009.12",
        "PMCID: PMC1234567",
        "Received 3 May 2008; accepted 12 January 2009",
        "Correspondence to: A. Querfurth, a.querfurth@example.org",
        "Department of Neurosurgery, Nowhere General Hospital, Nowhere, Atlantis",
        "Key words: aneurysm; keyhole",
        "J Invent Surg. 2009 Mar;14(3):319-25.",
        "Free PMC article",
        "Page 1 of 2",
        "18 October 2024",
    ],
)
def test_furniture_is_not_read(line: str) -> None:
    assert read_once(f"{TITLE}\n\n{ABSTRACT}\n\n{line}\n") == ABSTRACT


def test_references_are_not_read_and_tell_nothing_of_this_paper() -> None:
    text = f"{TITLE}\n\n{ABSTRACT}\n\nReferences\n1. Nemo A. On 12% of nothing. J Other. 1987;3:1-9. doi:10.5555/no\n"
    page = laid_out(text)
    assert read_once(text) == ABSTRACT
    assert (page.year, page.journal, page.doi) == (None, None, None)


def test_a_copyright_notice_at_the_end_of_the_last_sentence_is_cut_off() -> None:
    text = f"{TITLE}\n\n{ABSTRACT} Copyright © 2009 The Inventors. All rights reserved."
    assert read_once(text) == ABSTRACT
    assert laid_out(text).year == 2009


def test_a_running_head_pasted_three_times_is_furniture() -> None:
    text = f"Querfurth and others 12\n{AIM}\nQuerfurth and others 13\n{METHODS}\nQuerfurth and others 14\n{RESULTS}"
    assert read_once(text) == f"{AIM} {METHODS} {RESULTS}"


@pytest.mark.parametrize("text", [ABSTRACT, f"{TITLE}\n{ABSTRACT}"], ids=["alone", "with title"])
def test_years_of_recruitment_are_not_the_year_of_publication(text: str) -> None:
    assert laid_out(text).year is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Publication statusPublished - Nov 15 2010", 2010, id="portal"),
        pytest.param("Spine Invent 2011;19:215–222", 2011, id="Vancouver"),
        pytest.param("Annales Inventées 2007 ; 132 : 61–68", 2007, id="French spacing"),
        pytest.param("Doe et al. BMC Invented Disord (2021) 21:503", 2021, id="running head"),
        pytest.param("Journal of Nothing, vol. 9 (2017), pp. 140-148", 2017, id="volume in words"),
        pytest.param("Published: December 9, 2015", 2015, id="American date"),
        pytest.param("© 2014 The Inventors", 2014, id="copyright"),
        pytest.param("date 2024-10-18", 2024, id="date of pasting"),
        pytest.param("PMID: 20102011", None, id="not a year"),
    ],
)
def test_year(line: str, expected: int | None) -> None:
    assert year([line]) == expected


def test_the_citation_outranks_the_copyright_and_the_day_of_pasting() -> None:
    assert year(["date 2024-10-18", "© 2012 Inventors", "Spine Invent 2011;19:215-222"]) == 2011


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("JournalAnnals of Invention", "Annals of Invention", id="glued"),
        pytest.param("Journal: Annals of Invention", "Annals of Invention", id="labelled"),
        pytest.param("1. Spine Invent (Phila). 2012 Apr 15;37(8):E496-503.", "Spine Invent (Phila)", id="PubMed"),
        pytest.param("Received 9 November 2010; Accepted 25 December 2010", None, id="dates are no journal"),
    ],
)
def test_journal(line: str, expected: str | None) -> None:
    assert journal([line]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi:10.5555/abc.", "10.5555/abc"),
        ("(https://doi.org/10.5555/s(12)34-5)", "10.5555/s(12)34-5"),
        ("DOI 10.5555/ABC-1;", "10.5555/ABC-1"),
        ("10.5 mg/kg", None),
    ],
)
def test_doi(text: str, expected: str | None) -> None:
    assert doi(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Querfurth A(1), Okonjo B(2)(3).", ("Querfurth A", "Okonjo B")),
        ("Ada Quer1,2*, B. van der Okonjo3 and Cato O'Wijn4", ("Ada Quer", "B. van der Okonjo", "Cato O'Wijn")),
        ("A. Querfurth, M.D., Ph.D., and B. Okonjo, M.D.", ("A. Querfurth", "B. Okonjo")),
        ("Querfurth, A. B., Okonjo, C.", ("Querfurth, A. B.", "Okonjo, C.")),
        ("Mate Ábel | Émile Zöhl", ("Mate Ábel", "Émile Zöhl")),
        ("Spine, Metastasis, Prognosis", ()),
        ("Pain relief, survival and complications", ()),
        ("Survival, Function, and Outcome After Surgery", ()),
        ("Sixty patients were operated on.", ()),
    ],
)  # fmt: skip
def test_names(line: str, expected: tuple[str, ...]) -> None:
    assert names(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (TITLE, True),
        ("Does early clipping help? A cohort of 61 patients", True),
        ("β-blockers in invented disease", True),
        ("We clipped 61 aneurysms.", False),
        ("Sixty-one patients were operated on.", False),
        ("METHODS: chart review", False),
        ("Results", False),
    ],
)
def test_a_title_is_told_from_a_sentence(line: str, expected: bool) -> None:
    assert is_title(line) is expected


def test_an_abbreviation_does_not_end_the_title() -> None:
    text = f"Clipping vs. Coiling of imaginary aneurysms. {ABSTRACT}"
    assert opening_title(text) == "Clipping vs. Coiling of imaginary aneurysms"


LINES = st.lists(
    st.one_of(
        st.sampled_from([TITLE, ABSTRACT, CUT, *PORTAL.splitlines(), *PUBMED_PAGE.splitlines()]),
        st.text(max_size=60),
    ),
    max_size=12,
)


@given(st.one_of(st.text(), LINES.map("\n".join), LINES.map("\r\n".join)))
@settings(max_examples=300, deadline=None)
def test_the_regions_tile_any_text(text: str) -> None:
    regions = laid_out(text).regions
    assert "".join(text[region.start : region.end] for region in regions) == text
    assert all(region.start < region.end for region in regions)
    assert all(one.role != other.role for one, other in pairwise(regions))
    assert not text or any(region.role == "abstract" for region in regions)  # something is always read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + " " * 300_000 + "b", id="spaces"),
        pytest.param("a " * 150_000, id="one word for ever"),
        pytest.param("x" * 300_000, id="one long word"),
        pytest.param("10.1234/" * 40_000, id="DOIs"),
        pytest.param("A B, " * 60_000, id="names"),
        pytest.param("(c) 2011 " * 30_000, id="copyright"),
        pytest.param("Aaaa-" * 60_000, id="hyphens"),
    ],
)
def test_a_hostile_text_does_not_hang(text: str) -> None:
    assert laid_out(text).regions[-1].end == len(text)
