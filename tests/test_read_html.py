"""Saved pages: the abstract where the page marks it, the metadata it tells, nothing of scripts and menus."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import read
from extractor.read.options import Options

TITLE = "Surgery for invented tumours: a series"
META = f"""<meta charset="utf-8"><meta name="citation_title" content="{TITLE}">
<meta name="citation_author" content="Reyes, Ana"><meta name="citation_author" content="Okafor, Bo">
<meta name="citation_publication_date" content="2011/03/04">
<meta name="citation_journal_title" content="J Invented Surg">
<meta name="citation_doi" content="10.5555/abc"><meta name="citation_pmid" content="123">"""
DUBLIN = f"""<meta name="DC.Title" content="{TITLE}"><meta name="DC.Creator" content="Reyes, Ana; Okafor, Bo">
<meta name="DC.Date" content="2011-03-04"><meta name="DC.Source" content="J Invented Surg">
<meta name="DC.Identifier" content="doi:10.5555/abc"><meta name="ncbi_uid" content="123">"""
SENTENCES = (
    "We operated on 43 patients between 2003 and 2010, of whom 24 were women.",
    "Relief was seen in 24 of 43 (55.8%), a raised count of 10⁹ cells in 3, and nobody died of the operation.",
)
BOXES = {
    "PubMed's box": """<div class="abstract" id="abstract"><h2 class="title">Abstract</h2><div class="abstract-content
        selected" id="eng-abstract"><p><strong class="sub-title">Methods: </strong>{0}</p>
        <p><strong class="sub-title">Results: </strong>{1}</p></div></div>""",
    "headings in the box": """<section class="articleAbstract"><h2>Abstract</h2><div><h3>Methods</h3><p>{0}</p></div>
        <div><h3>Results</h3><p>{1}</p></div></section>""",
    "a heading in the page": "<h2>Abstract</h2><h3>Methods</h3><p>{0}</p><h3>Results</h3><p>{1}</p>"
    "<h2>Introduction</h2><p>Long ago it was 99% in other hands.</p>",
}
PAGE = """<!DOCTYPE html><html><head>{meta}<title>The site</title><script>var of = "77 patients"</script></head>
<body class="abstract-page"><nav>Abstract 88%</nav><h1>{title}</h1><p style="display: none">66 patients</p>{box}
<aside>Similar articles: 12% of 99</aside><footer>© 2020</footer></body></html>"""


def page(tmp_path: Path, text: str | bytes, options: Options = Options()) -> Document:  # noqa: B008 - a frozen value
    (tmp_path / "a.html").write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = read(tmp_path / "a.html", "a", options)
    return found


def made(box: str = BOXES["PubMed's box"], meta: str = META) -> str:
    printed = [sentence.replace("10⁹", "10<sup>9</sup>") + '<sup><a href="#r">12</a></sup>' for sentence in SENTENCES]
    return PAGE.format(meta=meta, title=TITLE, box=box.format(*printed))


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_the_abstract_is_found_and_nothing_else_is_read(tmp_path: Path, box: str) -> None:
    found = page(tmp_path, made(box))
    abstract = "".join(found.text[it.start : it.end] for it in found.regions if it.role == "abstract")
    read_as = " ".join(abstract.replace("Methods: ", "").replace("Results: ", "").split())
    assert read_as.removeprefix("Methods ").replace(" Results ", " ") == " ".join(SENTENCES)
    assert not any(number in found.text for number in ("77", "88", "66", "99%", "12%"))


@pytest.mark.parametrize("meta", [META, DUBLIN], ids=["citation_*", "DC.*"])
def test_the_page_tells_its_metadata(tmp_path: Path, meta: str) -> None:
    found = page(tmp_path, made(meta=meta))
    assert (found.title, found.authors, found.year) == (TITLE, ("Reyes, Ana", "Okafor, Bo"), 2011)
    assert (found.journal, found.doi, found.pmid) == ("J Invented Surg", "10.5555/abc", "123")


def test_the_whole_page_is_read_when_asked(tmp_path: Path) -> None:
    assert "99% in other hands" in page(tmp_path, made(BOXES["a heading in the page"]), Options(full_text=True)).text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1252", "cp1252"),
        (None, "utf-8"),
        (None, "utf-8-sig"),
    ],
)
def test_letters_are_those_of_the_page(tmp_path: Path, declared: str | None, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    text = PAGE.format(meta=meta, title="Zürich: ± 3", box=f"<p>{'É' * 30} in 24 of 43 patients.</p>")
    found = page(tmp_path, text.replace("©", "").encode(encoding))
    assert "Zürich: ± 3" in found.text and "ÉÉÉ" in found.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<html><body><script>load()</script></body></html>", "shows no text without its scripts"),
        ("<!doctype html>", "no page that can be read|shows no text"),
    ],
)
def test_a_page_without_text_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        page(tmp_path, text)


def test_a_page_of_ten_thousand_nested_boxes_is_read_or_refused_at_once(tmp_path: Path) -> None:
    try:
        page(tmp_path, "<html><body>" + '<div class="abstract">' * 10_000 + "Of 43 patients" + "</div>" * 10_000)
    except Unreadable as error:
        assert "\n" not in error.message
