"""Records of databases: the same paper reads the same from every export."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model import Document
from extractor.read import documents_in, read
from extractor.read.kind import kind
from extractor.read.options import Options
from tests.exports import ABSTRACT, AUTHORS, DOI, JOURNAL, PAPER, PMID, TITLE, WRITTEN, YEAR

NO_PMID = {
    "scopus.ris", "ovid.ris", "embase.ris", "rayyan.ris", "proquest.txt", "odd-case.ris", "one-space.ris",
    "cut-off.ris",
    "google.enw", "rayyan.bib", "covidence.csv", "asreview.csv", "european.csv", "tabbed.tsv",
}  # fmt: skip


def records(folder: Path, name: str, content: bytes | str, options: Options | None = None) -> tuple[Document, ...]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, path.stem, options or Options())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_paper_reads_the_same_from_every_export(tmp_path: Path, name: str) -> None:
    written, expected = WRITTEN[name]
    content = written(PAPER)
    assert kind(content, name) == expected
    (document,) = records(tmp_path, name, content)
    assert document.text == f"{TITLE}\n\n{ABSTRACT}\n"
    assert [(document.text[it.start : it.end].strip(), it.role) for it in document.regions] == [
        (TITLE, "title"),
        (ABSTRACT, "abstract"),
    ]
    assert (document.title, document.authors, document.year) == (TITLE, AUTHORS, YEAR)
    assert (document.journal, document.doi) == (JOURNAL, DOI)
    assert document.pmid == (None if name in NO_PMID else PMID)
    assert (document.name, document.format, document.warnings) == (Path(name).stem, expected, ())


@pytest.mark.parametrize("name", [name for name in WRITTEN if name.endswith(".ris")])
def test_records_of_a_longer_file_are_numbered(tmp_path: Path, name: str) -> None:
    content = WRITTEN[name][0](PAPER)
    found = records(tmp_path, name, content + b"\n" + content.lstrip(b"\xef\xbb\xbf") * 2)
    assert [it.name for it in found] == [f"{Path(name).stem}#{k}" for k in (1, 2, 3)]
    assert len({it.text for it in found}) == 1


@pytest.mark.parametrize(
    ("name", "content", "title", "abstract"),
    [
        pytest.param(
            "a.ris", "TY  - JOUR\nT1  - A\nN2  - All 43\nlived.\nSP  -\nER  -\n", "A", "All 43\nlived.",
            id="a tag without a value is no part of the abstract",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nTI  - A\nAB  - Of 43 patients\nUK - based ones\nlived.\nER  -\n", "A",
            "Of 43 patients\nUK - based ones\nlived.", id="two capitals and a dash in the abstract are no tag",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nTI  - A\nAB  - One.\nAB  - Two.\nER  -\n", "A", "One.\n\nTwo.",
            id="a repeated abstract",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nTI  - A\nAB  - \nN2  - All lived.\nER  -\n", "A", "All lived.",
            id="an empty AB before N2",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nTI  - A\nAB  - 2 x 10<sup>9</sup>/l; a<b and c>d &amp; P&lt;.05\nER  -\n", "A",
            "2 x 10⁹/l; a<b and c>d & P<.05", id="tags and entities of web pages",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nTI  - A\nAB  - No abstract available.\nER  -\n", "A", "",
            id="an abstract that says it is none",
        ),
        pytest.param(
            "a.nbib", "PMID- 1\nTI  - A\nAB  - BACKGROUND: Pain. RESULTS:\n      All lived.\nOAB - Todos vivos.\n", "A",
            "BACKGROUND: Pain. RESULTS: All lived.", id="MEDLINE: labels stay, another language is left out",
        ),
        pytest.param(
            "a.bib",
            "@article{a, title = {A}, abstract = {50% of 43 lived; $5 and $7; \\~50 % {\\o} na\\\"{\\i}ve}}", "A",
            "50% of 43 lived; $5 and $7; \\~50 % ø naïve", id="BibTeX: a bare % is no comment",
        ),
        pytest.param(
            "a.csv", 'title,abstract\nA,"He said ""all"",\nand lived."\n', "A",
            'He said "all",\nand lived.', id="CSV: quotes",
        ),
    ],
)  # fmt: skip
def test_text_of_a_record(tmp_path: Path, name: str, content: str, title: str, abstract: str) -> None:
    (document,) = records(tmp_path, name, content)
    assert document.text == (f"{title}\n\n{abstract}\n" if abstract else f"{title}\n")


def test_labels_of_a_structured_abstract_in_pubmed_xml(tmp_path: Path) -> None:
    (document,) = records(
        tmp_path,
        "a.xml",
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>The <i>A</i> trial"
        "</ArticleTitle><Abstract><AbstractText Label='METHODS'>We gave 10<sup>9</sup> cells of (-)-A.</AbstractText>"
        "<AbstractText Label='UNLABELLED'>Then we waited.</AbstractText>"
        "<AbstractText Label='RESULTS'>All <b>43</b> lived.</AbstractText></Abstract></Article>"
        "<OtherAbstract Language='spa'><AbstractText>Todos.</AbstractText>"
        "</OtherAbstract></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    )
    assert document.text == (
        "The A trial\n\nMETHODS: We gave 10⁹ cells of (-)-A.\n\nThen we waited.\n\nRESULTS: All 43 lived.\n"
    )


LINKED_XML = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>A</ArticleTitle>
<PublicationTypeList><PublicationType UI="D016441">{kind}</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="{link}"><RefSource>Spine. 2012;1:2</RefSource>
<PMID Version="1">8</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("name", "content", "links", "retracted"),
    [
        pytest.param(
            "a.xml", LINKED_XML.format(kind="Retracted Publication", link="RetractionIn"),
            ("Retraction in: Spine. 2012;1:2 PMID: 8",), True, id="PubMed XML, retracted",
        ),
        pytest.param(
            "a.xml", LINKED_XML.format(kind="Letter",
            link="ErratumIn"), ("Erratum in: Spine. 2012;1:2 PMID: 8",), False,
            id="PubMed XML, erratum",
        ),
        pytest.param(
            "a.xml", LINKED_XML.format(kind="Retraction of Publication", link="RetractionOf"),
            ("Retraction of: Spine. 2012;1:2 PMID: 8",), False, id="PubMed XML, the notice itself is not retracted",
        ),
        pytest.param(
            "a.nbib", "PMID- 7\nTI  - A\nRIN - Spine. 2012;1:2. PMID: 8\nCIN - Spine. 2012;1:3. PMID: 9\n",
            ("Retraction in: Spine. 2012;1:2. PMID: 8", "Comment in: Spine. 2012;1:3. PMID: 9"), True, id="MEDLINE",
        ),
        pytest.param("a.ris", "TY  - JOUR\nTI  - RETRACTED: A\nER  -\n", (), True, id="RIS, by the title"),
        pytest.param("a.ris", "TY  - JOUR\nTI  - Retraction notice to A\nER  -\n", (), False, id="RIS, a notice"),
        pytest.param("a.ris", "TY  - JOUR\nTI  - Retracted stones in A\nER  -\n", (), False, id="the word alone"),
    ],
)  # fmt: skip
def test_what_was_published_about_a_paper(
    tmp_path: Path, name: str, content: str, links: tuple[str, ...], retracted: bool
) -> None:
    (document,) = records(tmp_path, name, content)
    assert (document.links, document.retracted) == (links, retracted)


def test_a_record_without_an_abstract_is_kept_and_says_so(tmp_path: Path) -> None:
    (document,) = records(tmp_path, "a.ris", "TY  - JOUR\nTI  - A title\nER  -\n")
    assert (document.text, document.warnings) == ("A title\n", ("no abstract in the record",))


def test_a_notice_on_copyright_is_no_part_of_the_abstract(tmp_path: Path) -> None:
    notice = "Copyright of A Journal is the property of A Publisher and may not be copied."
    (document,) = records(tmp_path, "a.ris", f"TY  - JOUR\nTI  - A\nAB  - All lived.\nAB  - {notice}\nER  -\n")
    assert [it.role for it in document.regions] == ["title", "abstract", "furniture"]


def test_the_column_of_abstracts_can_be_named(tmp_path: Path) -> None:
    (document,) = records(
        tmp_path, "a.csv", "Title,Key findings\nA,All lived.\n", Options(abstract_column="key findings")
    )
    assert document.text == "A\n\nAll lived.\n"


def test_another_encoding_is_named(tmp_path: Path) -> None:
    (document,) = records(tmp_path, "a.ris", "TY  - JOUR\nTI  - Müller’s 5 ± 2\nER  -\n".encode("cp1252"))
    assert document.title == "Müller’s 5 ± 2"
    assert "decoded from windows-1252" in document.warnings


def test_packed_files_are_called_after_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "pubmed21n0001.xml.gz").write_bytes(WRITTEN["pubmed.xml.gz"][0](PAPER))
    assert [name for _, name in documents_in([tmp_path])] == ["pubmed21n0001"]
