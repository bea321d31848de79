"""Records that are damaged or meant to do harm: each costs itself, and one line."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path

import pytest

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import read_each
from extractor.read.options import Options
from tests.exports import PAPER, WRITTEN

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
ONE = "<PubmedArticle><Article><ArticleTitle>{}</ArticleTitle></Article></PubmedArticle>"
RECORD = "<record><titles><title>{}</title></titles></record>"


def found(
    folder: Path, name: str, content: bytes | str, options: Options | None = None
) -> tuple[list[Document], list[str]]:
    """Return the documents of a file and what could not be read."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    documents: list[Document] = []
    problems: list[str] = []
    try:
        for it in read_each(path, path.stem, options or Options()):
            if isinstance(it, Document):
                documents.append(it)
            else:
                problems.append(it.message)
    except Unreadable as error:
        problems.append(error.message)
    assert all("\n" not in problem for problem in problems)
    return documents, problems


def pubmed(*articles: str, head: str = "") -> str:
    return f"{head}<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"


@pytest.mark.parametrize("bomb", [LAUGHS, OUTSIDE], ids=["billion laughs", "a file of this machine"])
@pytest.mark.parametrize(
    ("root", "body"),
    [
        ("PubmedArticleSet", pubmed(ONE.format("&c;&a;"))),
        ("xml", f"<xml><records>{RECORD.format('&c;&a;')}</records></xml>"),
    ],
    ids=["PubMed", "EndNote"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_entities_are_refused(tmp_path: Path, bomb: str, root: str, body: str, packed: bool) -> None:
    content = (bomb.format(root=root) + body).encode()
    documents, problems = found(tmp_path, "a.xml", gzip.compress(content) if packed and root != "xml" else content)
    assert (documents, len(problems)) == ([], 1)
    assert "entities of its own" in problems[0]


def test_an_entity_smuggled_past_the_first_record_is_no_entity(tmp_path: Path) -> None:
    documents, problems = found(tmp_path, "a.xml", pubmed(ONE.format("A"), ONE.format("&boom;"), ONE.format("C")))
    assert [it.title for it in documents] == ["A", "C"]
    assert [it.name for it in documents] == ["a#1", "a#3"]
    assert len(problems) == 1 and problems[0].startswith("record 2: not well-formed XML (Entity 'boom' not defined")


@pytest.mark.parametrize(
    ("name", "content", "titles", "problem"),
    [
        pytest.param(
            "a.xml", pubmed(ONE.format("A"), ONE.format("B"))[:-70], ["A"], "record 2: cut off",
            id="XML, cut off",
        ),
        pytest.param(
            "a.xml", pubmed(ONE.format("A"), ONE.format("B")[:-16], ONE.format("C")), ["A", "C"],
            "record 2: no end",
            id="XML, a record without an end",
        ),
        pytest.param(
            "a.xml", pubmed(ONE.format("A"), ONE.format("<b>B</i>"), ONE.format("C")), ["A", "C"],
            "record 2: not well-formed XML", id="XML, tags crossed",
        ),
        pytest.param(
            "a.xml.gz", gzip.compress(pubmed(*[ONE.format(k) for k in range(9)]).encode(), 0)[:480], ["0", "1", "2",
            "3", "4"],
            "record 6: cut off, the packed file is damaged", id="XML, packed, cut off",
        ),
        pytest.param("a.xml", pubmed(), [], "holds no record", id="XML without records"),
        pytest.param(
            "a.xml", pubmed(ONE.format("A").replace("A<", "\xc4<")).encode("latin-1"), [],
            "record 1: not well-formed",
            id="XML in another encoding than it says",
        ),
        pytest.param(
            "a.xml",
            ('<?xml version="1.0" encoding="iso-8859-1"?>' + pubmed(ONE.format("Ä"))).encode("latin-1"), ["Ä"], "",
            id="XML in the encoding it says",
        ),
        pytest.param(
            "a.xml", '<?xml version="1.0" encoding="klingon"?>' + pubmed(ONE.format("A")), [],
            "an encoding nobody knows",
            id="XML in no encoding",
        ),
        pytest.param(
            "a.ris", "TY  - JOUR\nER  -\nTY  - JOUR\nTI  - B\nER  -\n", ["B"], "record 1: neither",
            id="RIS, empty",
        ),
        pytest.param("a.ris", "nothing of RIS\n", [], "holds no record", id="RIS by name only"),
        pytest.param("a.ris", b"TY  - JOUR\nTI  - \x00\x01\x02\nER  -\n", [], "is not text", id="RIS with NUL bytes"),
        pytest.param(
            "a.bib", "@article{a, title = {A},}\n@article{b, title = {B\n\n@article{c, title = {C},}\n", ["A", "C"],
            "record 2: broken BibTeX at line 2", id="BibTeX, a brace without its partner",
        ),
        pytest.param(
            "a.bib", "@article{a, title = {A},}\n@article{a, title = {B}, title = {b},}\n", ["A", "B"], "",
            id="BibTeX, a key used twice, a field given twice",
        ),
        pytest.param(
            "a.csv", "Title,Year,Findings\nA,2011,x\n", [],
            "name the one to read with --abstract-column (found: Title, Year, Findings)",
            id="CSV without a column of abstracts",
        ),
        pytest.param(
            "a.csv", 'title,abstract\nA,x\nB,"y\nC,z\n', ["A", "B"], "",
            id="CSV, a quote without its partner",
        ),
        pytest.param("a.csv", "abstract", [], "no column is called", id="CSV of one word"),
        pytest.param("a.xlsx", b"PK\x03\x04junk", [], "no Excel file", id="Excel, damaged"),
        pytest.param("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 99, [], "encrypted", id="Excel, encrypted"),
    ],
)  # fmt: skip
def test_a_bad_record_costs_itself(
    tmp_path: Path, name: str, content: bytes | str, titles: list[str], problem: str
) -> None:
    documents, problems = found(tmp_path, name, content)
    assert [it.title for it in documents] == titles
    assert (problem in problems[0] and len(problems) == 1) if problem else not problems


def test_a_misspelt_column_is_guessed(tmp_path: Path) -> None:
    _, (problem,) = found(tmp_path, "a.csv", "Title,Findings\nA,x\n", Options(abstract_column="Fyndings"))
    assert "no column is called 'Fyndings', did you mean 'Findings'? (found: Title, Findings)" in problem


def test_the_limit_on_records_ends_the_file_and_says_so(tmp_path: Path) -> None:
    documents, problems = found(tmp_path, "a.ris", "TY  - JOUR\nTI  - A\nER  -\n" * 9, Options(max_records=3))
    assert len(documents) == 3
    assert problems == ["holds more than 3 records, read no further; split it or raise --max-records"]


def test_the_limit_on_unpacked_bytes(tmp_path: Path) -> None:
    content = gzip.compress(pubmed(*[ONE.format("A" * 1000)] * 3000).encode())
    documents, problems = found(tmp_path, "a.xml.gz", content, Options(max_unpacked=1024 * 1024))
    assert documents and problems == ["unpacks to more than 1 MB; raise --max-unpacked or leave it out"]


def test_an_excel_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "")
        file.writestr("xl/workbook.xml", b"\0" * 120 * 1024 * 1024)
    _, (problem,) = found(tmp_path, "a.xlsx", out.getvalue())
    assert problem == "unpacks to 120 MB, more than 100 MB; split it"


def test_entities_in_an_excel_file_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN["rayyan.xlsx"][0](PAPER))) as good, zipfile.ZipFile(out, "w") as bad:
        for member in good.namelist():
            content = good.read(member)
            if member.startswith("xl/worksheets/"):
                content = LAUGHS.format(root="worksheet").encode() + content.replace(b"rayyan-1", b"&c;")
            bad.writestr(member, content)
    documents, problems = found(tmp_path, "a.xlsx", out.getvalue())
    assert (documents, len(problems)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.xml", pubmed("<PubmedArticle>" * 200_000), id="a record begins in a record, 200,000 times"),
        pytest.param("a.xml", pubmed("<PubmedArticle>" + "<b>" * 500_000), id="a tower of tags"),
        pytest.param("a.xml", pubmed("<PubmedArticle>" + "a" * 20_000_000), id="a record without end"),
        pytest.param("a.ris", "TY  - JOUR\nTI  - A\nAB  - " + "word word\n" * 500_000, id="an abstract of 5 MB"),
        pytest.param("a.csv", "title,abstract\nA," + "x" * 5_000_000, id="a cell of 5 MB"),
        pytest.param("a.bib", "@article{a, title = {" + "{" * 200_000, id="a tower of braces"),
        pytest.param("a.nbib", "PMID- 1\n\n" * 100_000, id="100,000 empty records"),
    ],
)
def test_size_alone_does_not_hold_up_the_run(tmp_path: Path, name: str, content: str) -> None:
    began = time.perf_counter()
    documents, problems = found(tmp_path, name, content)
    assert problems and not documents
    assert time.perf_counter() - began < 10  # seconds; each takes under 2
