"""Papers as PDF, made here with fpdf2. All studies, people and journals are invented."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import pdf as pdf_reader
from extractor.read import read
from extractor.read.limit import Stalled, wall_clock
from extractor.read.options import Options
from extractor.read.pdf import opening
from extractor.read.pdf.columns import lines
from extractor.read.pdf.glyphs import Character, pieces
from extractor.read.pdf.mend import join

TITLE = "Keyhole clipping of imaginary aneurysms in sixty-one patients"
AUTHORS = "A. Querfurth, B. Okonjo-Lillo, C. de Wijngaert"
BODY = [
    "Background: Imaginary aneurysms bleed in the minds of engineers. We report what became of our patients.",
    "Methods: From May 2001 to June 2008 a total of 61 consecutive patients with an imaginary aneurysm were operated "
    "on through a keyhole by one surgeon, and were followed for a mean of 20.4 months afterwards.",
    "Results: The aneurysm was closed in 58 patients (95.1%). Two patients (3.3%) died within 30 days of the "
    "operation, and 53 (86.9%) were independent after one year. Median stay was 6.5 days (range 2-31).",
    "Conclusions: The keyhole was wide enough, and the aneurysm small enough, for most of the patients.",
]
ABSTRACT = " ".join(BODY)
REST = (
    "Aneurysms that nobody has seen have a long history. In 1911 the first of them was described by an author "
    "who had not seen it either, and 12% of all later authors agreed with him. "
) * 6

Maker = Callable[..., Path]
Words = Iterable[tuple[float, float, str]]  # x, baseline in points, text


class Paper(FPDF):
    """A page in points, on which text is put at its place."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=(595, 842))
        self.set_auto_page_break(auto=False)
        self.set_margin(0)

    def leaf(self) -> None:
        self.add_page()
        self.set_font("Helvetica", size=10)

    def put(self, x: float, y: float, text: str, size: float = 10) -> None:
        self.set_font_size(size)
        self.text(x, y, text)

    def column(self, x: float, y: float, width: float, text: str, size: float = 10) -> float:
        """Set *text* in lines of *width*, justified, and return the next baseline."""
        self.set_font_size(size)
        rows = wrapped(text, lambda row: self.get_string_width(row) <= width)
        for number, row in enumerate(rows):
            words = row.split()
            slack = width - sum(self.get_string_width(word) for word in words)
            last = number == len(rows) - 1 or len(words) == 1
            space = self.get_string_width(" ") if last else slack / (len(words) - 1)
            at = x
            for word in words:
                self.text(at, y, word)
                at += self.get_string_width(word) + space
            y += 1.25 * size
        return y


def wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if fits(longer):
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def paper_read(paper: FPDF, folder: Path) -> Document:
    paper.output(str(folder / "p.pdf"))
    (document,) = read(folder / "p.pdf", "p")
    return document


def flat(text: str) -> str:
    return " ".join(text.split())


def abstract_of(document: Document) -> str:
    return flat(" ".join(document.text[r.start : r.end] for r in document.regions if r.role == "abstract"))


def one_column(paper: Paper) -> None:
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.put(60, 140, "Abstract", 12)
    y = 160.0
    for part in BODY:
        y = paper.column(60, y, 470, part) + 4
    paper.put(60, y + 20, "Keywords: aneurysm; keyhole")
    paper.put(60, y + 50, "1. Introduction", 12)
    paper.column(60, y + 70, 470, REST)


def two_columns(paper: Paper) -> None:
    """The abstract begins in the left column and ends in the right one."""
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.put(60, 140, "ABSTRACT", 10)
    y = 160.0
    for part in BODY[:3]:
        y = paper.column(60, y, 225, part) + 4
    y = paper.column(310, 140, 225, BODY[3])
    paper.put(310, y + 16, "Introduction", 12)
    paper.column(310, y + 34, 225, REST)


def full_width_over_columns(paper: Paper) -> None:
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.put(60, 140, "Abstract", 12)
    y = 160.0
    for part in BODY:
        y = paper.column(60, y, 475, part, 9) + 4
    paper.put(60, y + 24, "Introduction", 12)
    paper.column(60, y + 44, 225, REST[: len(REST) // 2])
    paper.column(310, y + 44, 225, REST[len(REST) // 2 :])


def side_bar(paper: Paper) -> None:
    """Affiliations in a narrow column left of the abstract, whose baselines differ; two columns below."""
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.column(60, 143, 110, "Department of Invention, Nowhere General Hospital, Nowhere, Atlantis. " * 3, 7)
    paper.put(200, 140, "Abstract", 12)
    y = 160.0
    for part in BODY:
        y = paper.column(200, y, 335, part) + 4
    paper.put(60, y + 24, "Introduction", 12)
    paper.column(60, y + 44, 225, REST[: len(REST) // 2])
    paper.column(310, y + 44, 225, REST[len(REST) // 2 :])


def line_numbers(paper: Paper) -> None:
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.put(60, 140, "Abstract", 12)
    y = 160.0
    for part in BODY:
        y = paper.column(60, y, 470, part)
    for number in range(int((y - 160) / 12.5)):
        paper.put(32, 160 + 12.5 * number, str(number + 4), 8)


def running_heads(paper: Paper) -> None:
    for page in (1, 2):
        paper.leaf()
        paper.put(60, 30, f"Querfurth et al. Annals of Invention (2009) 12:{33 + page}", 8)
        paper.put(290, 825, f"Page {page} of 2", 8)
        if page == 1:
            paper.put(60, 80, TITLE, 16)
            paper.put(60, 110, AUTHORS)
            paper.put(60, 700, "Abstract", 12)
            paper.column(60, 720, 470, ABSTRACT[:420].rsplit(" ", 1)[0])
        else:
            paper.column(60, 80, 470, ABSTRACT[len(ABSTRACT[:420].rsplit(" ", 1)[0]) :])


def no_heading(paper: Paper) -> None:
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.put(60, 110, AUTHORS)
    paper.put(60, 130, "Annals of Invention 2009;12:34-41")
    y = 160.0
    for part in BODY:
        y = paper.column(60, y, 470, part.split(": ", 1)[1]) + 10


@pytest.mark.parametrize(
    "layout",
    [one_column, two_columns, full_width_over_columns, side_bar, line_numbers, running_heads],
    ids=lambda layout: layout.__name__.replace("_", " "),
)
def test_title_and_abstract_of_a_paper_in_reading_order(layout: Callable[[Paper], None], tmp_path: Path) -> None:
    paper = Paper()
    layout(paper)
    document = paper_read(paper, tmp_path)
    assert abstract_of(document) == ABSTRACT
    assert document.title == TITLE
    assert document.authors == ("A. Querfurth", "B. Okonjo-Lillo", "C. de Wijngaert")
    assert document.format == "pdf"


def test_a_pdf_without_the_word_abstract_is_read_whole(tmp_path: Path) -> None:
    paper = Paper()
    no_heading(paper)
    document = paper_read(paper, tmp_path)
    assert abstract_of(document) == " ".join(part.split(": ", 1)[1] for part in BODY)
    assert (document.title, document.year, document.journal) == (TITLE, 2009, "Annals of Invention")


def test_the_running_head_tells_year_and_journal(tmp_path: Path) -> None:
    paper = Paper()
    running_heads(paper)
    document = paper_read(paper, tmp_path)
    assert (document.year, document.journal) == (2009, "Annals of Invention")


def test_paragraphs_stand_apart_and_lines_do_not(tmp_path: Path) -> None:
    paper = Paper()
    one_column(paper)
    assert paper_read(paper, tmp_path).text.split("\n\n") == [TITLE, *BODY]


@pytest.mark.parametrize(
    "layout", [one_column, two_columns, side_bar, running_heads], ids=lambda layout: layout.__name__
)
def test_every_word_has_its_place_and_its_box(layout: Callable[[Paper], None], tmp_path: Path) -> None:
    paper = Paper()
    layout(paper)
    document = paper_read(paper, tmp_path)
    assert [document.text[word.start : word.end] for word in document.words] == document.text.split()
    assert all(0 < word.x0 < word.x1 < 595 and 0 < word.top < word.bottom < 842 for word in document.words)


def test_the_box_of_a_value_is_where_it_was_printed(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.put(60, 100, "The aneurysm was closed in")
    paper.put(250, 100, "58/61")
    paper.put(300, 100, "patients.")
    document = paper_read(paper, tmp_path)
    (word,) = [word for word in document.words if document.text[word.start : word.end] == "58/61"]
    assert (word.page, word.x0) == (1, pytest.approx(250, abs=0.5))
    assert word.x1 == pytest.approx(250 + paper.get_string_width("58/61"), abs=0.5)
    assert word.top < 100 < word.bottom


def test_a_word_parted_at_the_lines_end_is_one_word_with_two_boxes(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.put(60, 100, "Two patients died of a postopera-")
    paper.put(60, 112, "tive complication after the operation.")
    document = paper_read(paper, tmp_path)
    assert document.text == "Two patients died of a postoperative complication after the operation."
    halves = [word for word in document.words if document.text[word.start : word.end] in ("postopera", "tive")]
    assert [round(half.x0) < 100 for half in halves] == [False, True]
    assert halves[0].end == halves[1].start


def test_citation_numbers_are_dropped_and_exponents_kept(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    x = 60.0
    for text, raised in [("was 55.8%", "12,13"), (" of 4.2 cm", "2"), (" and 10", "9"), (" cells in all", "*")]:
        paper.put(x, 100, text)
        x += paper.get_string_width(text)
        paper.put(x, 96, raised, 6)
        x += paper.get_string_width(raised)
    paper.put(x, 100, " of them.")
    assert paper_read(paper, tmp_path).text == "was 55.8% of 4.2 cm2 and 10^9 cells in all of them."


def test_a_number_of_the_same_size_beside_a_value_is_kept(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.put(60, 100, "It was 55.8% 12 days after the operation.")
    assert "55.8% 12 days" in paper_read(paper, tmp_path).text


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("postopera-", "tive", "postoperative", id="a word"),
        pytest.param("follow-", "up", "follow-up", id="a common compound"),
        pytest.param("long-", "term", "long-term", id="a first half that keeps its hyphen"),
        pytest.param("5-", "year", "5-year", id="a number of years"),
        pytest.param("2-", "and", "2- and", id="1-, 2- and 5-year"),
        pytest.param("pre-", "and", "pre- and", id="one of several"),
        pytest.param("CT-", "guided", "CT-guided", id="an acronym"),
        pytest.param("Kaplan-", "Meier", "Kaplan-Meier", id="a name"),
        pytest.param("COVID-", "19", "COVID-19", id="a number follows"),
        pytest.param("10–", "15%", "10–15%", id="a range"),
        pytest.param("treat\u00ad", "ment", "treatment", id="soft hyphen"),
        pytest.param("event-", "free", "event-free", id="a second half of compounds"),
        pytest.param("–", "that", "– that", id="a dash"),
        pytest.param("died", "of", "died of", id="no hyphen"),
    ],
)
def test_what_a_hyphen_at_the_lines_end_becomes(left: str, right: str, expected: str) -> None:
    kept, between = join(left, right)
    assert f"{kept}{between}{right}" == expected


def test_the_paper_itself_decides_on_a_doubtful_compound() -> None:
    assert join("gluteo-", "plasty", frozenset({"gluteo-plasty"})) == ("gluteo-", "")
    assert join("non-", "union", frozenset({"nonunion"})) == ("non", "")


def character(
    text: str, x0: float, *, baseline: float = 100, size: float = 10, font: str = "A", depth: float = 2
) -> Character:
    """Return a character as pdfplumber gives it, half as wide as high."""
    bottom = baseline + depth
    return {
        "text": text, "x0": x0, "x1": x0 + size / 2, "top": bottom - size, "bottom": bottom, "size": size,
        "upright": True, "fontname": font, "y0": 842 - bottom, "matrix": (1, 0, 0, 1, x0, 842 - baseline),
    }  # fmt: skip


def spaced(*characters: str) -> list[Character]:
    return [character(text, 10 + 5 * number) for number, text in enumerate(characters)]


@pytest.mark.parametrize(
    ("characters", "expected"),
    [
        pytest.param(spaced("e", "ﬀ", "e", "c", "t"), ["effect"], id="ligature ff"),
        pytest.param(spaced("ﬁ", "ﬃ", "ﬂ"), ["fiffifl"], id="ligatures fi, ffi, fl"),
        pytest.param(spaced("1", " ", "a"), ["1", "a"], id="a space"),
        pytest.param(spaced("(cid:12)", "5"), ["\ufffd5"], id="a glyph without Unicode gives no digits"),
        pytest.param([character("a", 10), character("b", 16.4)], ["a", "b"], id="a gap without a space"),
        pytest.param([character("a", 10), character("b", 15.9)], ["ab"], id="a gap of kerning"),
        pytest.param([character("a", 10), character("a", 10.3)], ["a"], id="printed twice, for bold"),
        pytest.param(
            [*spaced("9", " "), character("±", 20, font="Symbol", depth=6), character(" ", 25), character("2", 30)],
            ["9", "±", "2"],
            id="a symbol whose box stands lower",
        ),
        pytest.param(
            [character("H", 10), character("2", 15, baseline=102, size=6), character("O", 18)],
            ["H2", "O"],
            id="lowered numbers are kept",
        ),
    ],
)
def test_characters_become_words(characters: Sequence[Character], expected: list[str]) -> None:
    assert [piece.text for piece in pieces(characters)] == expected


@pytest.mark.parametrize("space", ["\u2009", "\u00a0", "\u202f"], ids=["thin", "no-break", "narrow no-break"])
def test_a_thin_or_no_break_space_is_kept_as_the_space_it_is(space: str) -> None:
    (line,) = lines(pieces(spaced("1", space, "0", "2", "4")), 1)
    assert line.text == f"1{space}024"


def test_a_table_of_four_rows_is_no_column(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    for number, (name, value) in enumerate([("Closed", "95.1%"), ("Died", "3.3%"), ("Independent", "86.9%")]):
        paper.put(60, 100 + 12 * number, name)
        paper.put(300, 100 + 12 * number, value)
    assert flat(paper_read(paper, tmp_path).text) == "Closed 95.1% Died 3.3% Independent 86.9%"


# ------------------------------------------------------------------ what cannot be read


def encrypted() -> bytes:
    paper = Paper()
    one_column(paper)
    paper.set_encryption(owner_password="owner", user_password="user")
    return bytes(paper.output())


def readable() -> bytes:
    paper = Paper()
    one_column(paper)
    return bytes(paper.output())


def scanned() -> bytes:
    paper = Paper()
    for _ in range(3):
        paper.leaf()
        paper.rect(50, 50, 300, 300)
    return bytes(paper.output())


def by_hand(kids: str, count: int, rest: bytes = b"") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        + f"2 0 obj\n<</Type/Pages/Kids[{kids}]/Count {count}>>\nendobj\n".encode()
        + rest
        + b"trailer\n<</Root 1 0 R/Size 9>>\n%%EOF"
    )


def bomb() -> bytes:
    squeezed = zlib.compress(b"\0" * (4 << 20), 9)
    leaf = b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n"
    stream = f"4 0 obj\n<</Filter/FlateDecode/Length {len(squeezed)}>>\nstream\n".encode()
    return by_hand("3 0 R", 1, leaf + stream + squeezed + b"\nendstream\nendobj\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(encrypted, r"is encrypted; remove the password", id="encrypted"),
        pytest.param(
            scanned, r"page 1 of 3 has no text layer; run OCR first \(--ocr\) or leave the paper out", id="scanned"
        ),
        pytest.param(lambda: by_hand("", 0), "has 0 pages", id="no pages"),
        pytest.param(lambda: by_hand("2 0 R", 1), "has 0 pages", id="pages that hold themselves"),
        pytest.param(lambda: readable()[:600], "not a PDF that can be parsed, perhaps truncated", id="truncated"),
        pytest.param(lambda: b"%PDF-1.7\n" + bytes(range(1, 256)) * 20, "not a PDF that can be parsed", id="broken"),
        pytest.param(lambda: bytes(range(1, 256)) * 20, "not a PDF that can be parsed", id="random bytes"),
        pytest.param(lambda: b"Of 43 patients", "not a PDF that can be parsed", id="text named .pdf"),
        pytest.param(bomb, "holds a stream of more than 1 MB once unpacked", id="a bomb"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_so_in_one_line(
    content: Callable[[], bytes],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(opening, "INFLATED", 1 << 20)
    path = tmp_path / "p.pdf"
    path.write_bytes(content())
    with pytest.raises(Unreadable, match=message) as caught:
        read(path, "p")
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")  # and the parser keeps its warnings to itself


def test_a_pdf_that_only_forbids_editing_is_read(tmp_path: Path) -> None:
    paper = Paper()
    one_column(paper)
    paper.set_encryption(owner_password="owner")
    assert abstract_of(paper_read(paper, tmp_path)) == ABSTRACT


def test_a_cover_page_without_text_is_passed_over_and_told(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.rect(50, 50, 300, 300)
    one_column(paper)
    document = paper_read(paper, tmp_path)
    assert abstract_of(document) == ABSTRACT
    assert document.warnings == ("page 1 has no text layer; read from page 2",)
    assert {word.page for word in document.words} == {2}


# ------------------------------------------------------------------ the whole article, and scans


def long_article(pages: int = 6) -> bytes:
    """Return an article whose every page has a running head, and whose results stand on a page of their own."""
    paper = Paper()
    one_column(paper)
    for number in range(2, pages + 1):
        paper.leaf()
        paper.put(60, 40, "Querfurth et al. Imaginary aneurysms", 8)
        paper.put(500, 40, f"{number}", 8)
        paper.put(60, 80, f"{number}. Results of year {number}", 12)
        paper.column(60, 100, 470, f"In year {number} we saw {number + 10} patients of whom {number} died. " + REST)
    return bytes(paper.output())


def test_the_whole_article_is_read_when_asked(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(long_article())
    (short,) = read(tmp_path / "p.pdf", "p")
    (full,) = read(tmp_path / "p.pdf", "p", Options(full_text=True))
    assert "In year" not in short.text and abstract_of(short) == ABSTRACT
    for number in range(2, 7):
        assert f"In year {number} we saw {number + 10} patients of whom {number} died." in flat(full.text)
    assert "et al. Imaginary" not in full.text, "running heads"
    assert {word.page for word in full.words} == set(range(1, 7))
    assert all(full.text[word.start : word.end].strip() for word in full.words)


def interrupted(sheet: Paper) -> str:
    """Print a sentence over two columns and two pages, with a note, a picture's text and a table in between."""
    first, second, third = (f"We followed {n} patients with an aneurysm that nobody saw and " * 6 for n in (61, 62, 63))
    sheet.leaf()
    sheet.put(60, 80, TITLE, 16)
    y = sheet.column(60, 140, 225, REST)
    y = sheet.column(60, y + 20, 225, first.strip())
    sheet.column(60, y + 20, 225, "* Correspondence: nobody at all, Nowhere General Hospital, Atlantis", 7)
    sheet.put(340, 150, "n = 61", 7)
    sheet.put(420, 190, "n = 58", 7)
    y = sheet.column(310, 240, 225, "Fig. 1 Patients in this invented study, from the first to the last of them", 8)
    sheet.column(310, y + 20, 225, second.strip())
    sheet.leaf()
    sheet.put(60, 80, "Table 1 What nobody saw", 8)
    for at in (86, 100, 150):
        sheet.line(60, at, 285, at)
    for number, row in enumerate(["Aneurysm n (%)", "Seen 0 (0)", "Unseen 61 (100)", "Imagined 61 (100)"]):
        for x, cell in zip((62, 200), row.split(" ", 1), strict=True):
            sheet.put(x, 95 + 16 * number, cell, 8)
    y = sheet.column(60, 175, 225, third.strip() + " were glad.")
    sheet.column(310, 80, 225, REST)
    return f"{first}{second}{third}were glad."


def test_a_paragraph_is_whole_whatever_is_printed_between_its_parts(tmp_path: Path) -> None:
    paper = Paper()
    said = interrupted(paper)
    paper.output(str(tmp_path / "p.pdf"))
    (document,) = read(tmp_path / "p.pdf", "p", Options(full_text=True))
    parts = [flat(part) for part in document.text.split("\n\n")]
    assert flat(said) in parts
    for aside in ("Correspondence: nobody", "Fig. 1 Patients", "Unseen: 61 (100%)."):
        assert sum(aside in part for part in parts) == 1, aside
    assert "n = 58" not in document.text, "a word within a picture is no text"
    assert parts.index(flat(said)) < parts.index("Unseen: 61 (100%).")


def test_a_few_rows_under_a_picture_are_two_columns_where_the_other_pages_are(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.column(60, 140, 225, REST)
    paper.column(310, 140, 225, REST)
    paper.leaf()
    paper.column(60, 80, 475, "Fig. 1 Patients in this invented study and how they fared with an aneurysm. " * 4, 8)
    paper.column(60, 300, 225, "We saw nothing of it in any of our many patients, and we went on looking for it")
    paper.column(310, 300, 225, "for many years with the best of lamps, until one of us fell ill and we gave it up.")
    paper.output(str(tmp_path / "p.pdf"))
    (document,) = read(tmp_path / "p.pdf", "p", Options(full_text=True))
    assert "we went on looking for it for many years with the best of lamps" in flat(document.text)


def test_a_column_spread_over_its_page_is_no_heap_of_paragraphs(tmp_path: Path) -> None:
    paper = Paper()
    paper.leaf()
    paper.put(60, 80, TITLE, 16)
    paper.column(60, 140, 225, REST, 8)
    paper.column(310, 140, 225, REST, 8)
    rows = wrapped(BODY[1], lambda row: paper.get_string_width(row) < 225)
    paper.leaf()
    for number, row in enumerate(rows):
        paper.put(310, 80 + 15 * number, row, 10)
    paper.output(str(tmp_path / "p.pdf"))
    (document,) = read(tmp_path / "p.pdf", "p", Options(full_text=True))
    assert flat(BODY[1]) in [flat(part) for part in document.text.split("\n\n")]


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called ocrmypdf, that does what *script* says, where programs are looked for first."""
    (folder / "bin").mkdir()
    (folder / "bin" / "ocrmypdf").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / "ocrmypdf").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")


def test_a_scan_is_read_with_the_program_that_recognises_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p.pdf").write_bytes(scanned())
    (tmp_path / "with text.pdf").write_bytes(readable())
    # the last two arguments are the scan and what becomes of it
    program(tmp_path, f'for it; do :; done; cp "{tmp_path}/with text.pdf" "$it"', monkeypatch)
    (document,) = read(tmp_path / "p.pdf", "p", Options(ocr=True))
    assert abstract_of(document) == ABSTRACT
    assert document.warnings == (pdf_reader.RECOGNISED,)


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (None, r"ocrmypdf is not installed to read it; apt install ocrmypdf"),
        ("echo no tesseract here >&2; exit 3", r"cannot read it \(no tesseract here\)"),
        ("exec sleep 60", "takes ocrmypdf more than 4 s; raise --max-seconds"),
    ],
    ids=["not installed", "fails", "takes too long"],
)
def test_a_scan_that_cannot_be_recognised_says_what_to_do(
    script: str | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p.pdf").write_bytes(scanned())
    if script:
        program(tmp_path, script, monkeypatch)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match=says):
        read(tmp_path / "p.pdf", "p", Options(ocr=True, max_seconds=0.2))


@pytest.mark.parametrize("slope", [0.0, 0.3, -0.4], ids=["straight", "rising", "falling"])
def test_the_uneven_lines_of_recognised_text_are_read_as_print(slope: float, tmp_path: Path) -> None:
    """A program that recognises letters gives each line a size of its own, and the slope of the sheet."""
    paper = Paper()
    paper.leaf()
    paper.image(Image.new("L", (60, 84), 255), 0, 0, 595, 842)
    with paper.rotation(slope, 300, 420):
        for number, part in enumerate([TITLE[:40], TITLE[40:]]):
            paper.put(60, 80 + 20 * number, part, 15 + number)
        paper.put(60, 130, "Abstract", 11)
        y = 160.0
        for number, row in enumerate(wrapped(ABSTRACT, lambda row: len(row) < 85)):
            paper.put(60, y, row, (9, 10, 9.5, 8.5)[number % 4])
            y += 12.5
    document = paper_read(paper, tmp_path)
    assert document.title == TITLE
    assert abstract_of(document) == ABSTRACT


def test_signs_that_a_program_mistakes_are_mended_on_a_picture_only(tmp_path: Path) -> None:
    said = "a fall of —4.1 points, 20.4+2.7 months, 104 + 22 minutes, 10.1—22.3; Gleason 3+4, CD4+ 25 and A + 12"
    for scan in (True, False):
        paper = Paper()
        paper.core_fonts_encoding = "windows-1252"
        paper.leaf()
        if scan:
            paper.image(Image.new("L", (60, 84), 255), 0, 0, 595, 842)
        paper.put(60, 80, said)
        mended = said.replace("20.4+", "20.4±").replace("104 +", "104 ±").replace("of —", "of −") if scan else said
        assert flat(paper_read(paper, tmp_path).text) == mended


def test_a_file_with_text_is_not_recognised_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 9", monkeypatch)
    (tmp_path / "p.pdf").write_bytes(readable())
    (document,) = read(tmp_path / "p.pdf", "p", Options(ocr=True))
    assert abstract_of(document) == ABSTRACT


# ------------------------------------------------------------------ limits


def test_a_book_is_refused_by_its_number_of_pages(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(scanned())
    with pytest.raises(Unreadable, match=re.escape("has 3 pages, more than one paper (2)")):
        read(tmp_path / "p.pdf", "p", Options(max_pages=2))


def test_a_parser_that_stalls_costs_one_document_and_some_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stall(path: Path, data: bytes, options: Options) -> None:
        try:
            time.sleep(20)
        except Exception as error:  # what the parser does with whatever goes wrong in it
            raise AssertionError from error

    monkeypatch.setattr(pdf_reader, "opened", stall)
    (tmp_path / "p.pdf").write_bytes(readable())
    began = time.monotonic()
    with pytest.raises(Unreadable, match="s to parse"):
        read(tmp_path / "p.pdf", "p", Options(max_seconds=0.2))
    assert time.monotonic() - began < 5


def test_the_clock_stops_with_its_block() -> None:
    with wall_clock(0.05):
        pass
    time.sleep(0.1)  # would raise
    with pytest.raises(Stalled), wall_clock(0.05):
        time.sleep(5)
