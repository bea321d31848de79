"""JATS: the front of an article is read, its body and tables when asked, and nothing outside the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import read
from extractor.read.options import Options

FRONT = """<front><journal-meta><journal-title-group><journal-title>Invented Spine</journal-title></journal-title-group>
</journal-meta><article-meta><article-id pub-id-type="pmid">123</article-id>
<article-id pub-id-type="doi">10.5555/abc</article-id><title-group><article-title>Surgery for <italic>invented</italic>
tumours: a series</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>van Dijk</surname><given-names>Ana-Bea C</given-names>
</name><xref ref-type="aff">1</xref></contrib><contrib contrib-type="author"><collab>Spine Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Nobody</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2010</year></pub-date><pub-date pub-type="ppub"><year>2011</year></pub-date>
{abstract}</article-meta></front>"""
ABSTRACT = """<abstract abstract-type="teaser"><p>Read this!</p></abstract>
<abstract><title>Abstract</title><sec><title>Methods</title><p>We operated on 43 patients with
10<sup>9</sup> cells<sup><xref ref-type="bibr">12</xref></sup> [<xref ref-type="bibr">3</xref>, <xref
ref-type="bibr">4</xref>].</p></sec>
<sec><title>Results:</title><p>Relief was seen in 24 of 43 (55.8%).</p><p>Nobody died &amp;
<bold>P</bold> &lt; 0.05.</p></sec></abstract>"""
BODY = """<body><sec><title>Results</title><p>All 43 were followed.</p>
<fig><caption><p>A curve at 12%</p></caption></fig>
<table-wrap><label>Table 1</label><caption><p>Outcomes.</p></caption><table>
<thead><tr><th/><th>Surgery (n = 20)</th><th colspan="2">Control (n = 23)</th></tr></thead>
<tbody><tr><td>Relief</td><td>12 (60%)</td><td>12 (52%)</td><td>P = 0.6</td></tr></tbody></table></table-wrap></sec>
<sec><title>Competing interests</title><p>None, 100% sure.</p></sec></body>
<back><ref-list><ref><mixed-citation>Other 2001, 99%</mixed-citation></ref></ref-list></back>"""


def article(tmp_path: Path, text: str, options: Options = Options()) -> Document:  # noqa: B008 - a frozen value
    (tmp_path / "a.nxml").write_text(text, encoding="utf-8")
    (found,) = read(tmp_path / "a.nxml", "a", options)
    return found


def whole(abstract: str = ABSTRACT, body: str = BODY) -> str:
    return f"<article>{FRONT.replace('{abstract}', abstract)}{body}</article>"


def test_the_front_is_read(tmp_path: Path) -> None:
    found = article(tmp_path, whole())
    assert (found.title, found.year, found.journal) == (
        "Surgery for invented tumours: a series",
        2011,
        "Invented Spine",
    )
    assert (found.authors, found.doi, found.pmid) == (("van Dijk ABC", "Spine Group"), "10.5555/abc", "123")
    assert found.text == (
        "Surgery for invented tumours: a series\n\n"
        "Methods: We operated on 43 patients with 10⁹ cells.\n\n"
        "Results: Relief was seen in 24 of 43 (55.8%).\n\n"
        "Nobody died & P < 0.05.\n"
    )
    assert [found.text[it.start : it.end].split("\n")[0] for it in found.regions] == [
        found.title,
        found.text.split("\n")[2],
    ]
    assert found.warnings == ()


def test_the_body_and_its_tables_are_read_when_asked(tmp_path: Path) -> None:
    found = article(tmp_path, whole(), Options(full_text=True))
    assert "Results: All 43 were followed.\n" in found.text
    assert (
        "Table 1: Outcomes.\n\nSurgery (n = 20); Control (n = 23).\n\n"
        "Surgery: Relief 12/20 (60%). Control: Relief 12/23 (52%). Relief: P = 0.6.\n"
    ) in found.text
    (aside,) = [found.text[it.start : it.end] for it in found.regions if it.role == "furniture"]
    assert aside.strip() == "Competing interests: None, 100% sure."
    assert "A curve" not in found.text and "99%" not in found.text


def test_an_article_without_an_abstract_says_so(tmp_path: Path) -> None:
    found = article(tmp_path, whole(abstract=""))
    assert [it.role for it in found.regions] == ["title"]
    assert found.warnings == ("the file holds no abstract; --full-text reads the article itself",)


def test_a_file_cut_off_behind_the_abstract_is_read_with_a_warning(tmp_path: Path) -> None:
    text = whole()
    found = article(tmp_path, text[: text.index("<table>")])
    assert "Relief was seen in 24 of 43" in found.text
    assert found.warnings[0].startswith("the XML is broken at line")


def test_several_articles_are_several_documents(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<pmc-articleset>{whole()}{whole()}</pmc-articleset>", encoding="utf-8")
    assert [it.name for it in read(tmp_path / "a.xml", "a")] == ["a#1", "a#2"]


def test_a_named_letter_of_the_unread_dtd_is_the_letter(tmp_path: Path) -> None:
    dtd = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "http://localhost:9/JATS.dtd">'
    found = article(tmp_path, dtd + whole(abstract="<abstract><p>TNF-&alpha; fell in 3 of 9.</p></abstract>"))
    assert "TNF-α fell in 3 of 9." in found.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param('<!DOCTYPE article [<!ENTITY a "aaaa">]>' + whole(), "entities", id="entities of its own"),
        pytest.param(
            '<!DOCTYPE article [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + whole("<abstract><p>&a;</p></abstract>"),
            "entities", id="a file from elsewhere",
        ),
        pytest.param("<article><front>", "not whole XML", id="cut off before the title"),
        pytest.param("<article" + "<" * 99, "not whole XML", id="no XML"),
    ],
)  # fmt: skip
def test_what_is_no_honest_article_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        article(tmp_path, text)
