"""The pages as files: they link to each other and to nothing else, and believe nothing they are told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from extractor.model import Arm, Concept, Study
from extractor.render import render
from tests.drawn import CONCEPTS, Draft, drawn

EVIL = "<script>alert(1)</script>\"'&</style><!--"
VOID = {"meta", "link", "input", "br", "col", "line", "rect", "img"}


class Page(HTMLParser):
    """What a page holds: tags that stay open, ids, links, scripts, and the words a reader sees."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.open, self.wrong = path, list[str](), list[str]()
        self.ids, self.links, self.loads, self.words = list[str](), list[str](), list[str](), list[str]()
        self.handlers = list[str]()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name == "href" and tag == "a" else []
            self.loads += (
                [value or ""] if name in ("src", "srcset", "data") or (name == "href" and tag == "link") else []
            )
            self.handlers += [name] if name.startswith("on") else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("script", "style"):
            self.words.append(data)


def pages(folder: Path) -> Iterator[Page]:
    return (Page(path) for path in sorted(folder.rglob("*.html")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    problems = [("scan.pdf", "read", "no text layer; run OCR first or leave the paper out")]
    render(drawn(6), CONCEPTS, problems, out, title="Invented studies")
    return out


def test_the_first_page_is_returned_and_every_other_stands_beside_it(site: Path) -> None:
    names = {str(p.relative_to(site)) for p in site.rglob("*.html")}
    assert {"index.html", "outcomes.html", "studies.html", "contradictions.html", "methods.html"} <= names
    assert {"study/marden-2016.html", "outcome/pain_relief.html"} <= names


def test_every_page_is_well_formed_and_gives_each_address_once(site: Path) -> None:
    for page in pages(site):
        assert page.wrong == [] and page.open == [], page.path
        assert len(page.ids) == len(set(page.ids)), page.path


def test_every_link_leads_to_a_page_of_the_report_and_to_a_place_in_it(site: Path) -> None:
    known = {page.path.resolve(): set(page.ids) for page in pages(site)}
    for page in pages(site):
        for link in page.links:
            file, _, place = link.partition("#")
            target = (page.path.parent / unquote(file)).resolve() if file else page.path.resolve()
            assert target in known, (page.path, link)
            assert not place or place in known[target], (page.path, link)


def test_no_page_loads_anything(site: Path) -> None:
    for page in pages(site):
        text = page.path.read_text(encoding="utf-8")
        assert set(page.loads) <= {"data:,"}, page.path
        assert not re.search(r"https?://|@import|url\(|fetch\(|XMLHttpRequest", text), page.path
        assert "default-src 'none'" in text


def test_the_same_studies_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    for name, studies in (("a", drawn(5)), ("b", drawn(5)[::-1])):
        render(studies, CONCEPTS, [], tmp_path / name, title="T")
    first, second = (
        {str(p.relative_to(tmp_path / n)): p.read_bytes() for p in (tmp_path / n).rglob("*.html")} for n in "ab"
    )
    assert first == second


def hostile() -> Study:
    d = Draft("../<b>x</b> & y", authors=(f"Evil{EVIL}",), year=2020, title=f"Title {EVIL}", design=EVIL)
    d.say(f"Title {EVIL}", "title", "title").say(f"In 94 patients {EVIL} was seen.", "methods").counts("94")
    d.arms.append(Arm("a1", f"arm {EVIL}", "group", 40))
    d.share("evil", f"{EVIL} {{}} did well \u2028 {EVIL}.", "50.1%", 94, words=f"words {EVIL}", arm="a1")
    d.say("94 again.").sets_aside("94", f"reason {EVIL}").say(EVIL, "furniture", "furniture")
    made = d.study()
    return replace(made, findings=tuple(replace(f, rule=EVIL, denominator_reason=EVIL) for f in made.findings))


def test_nothing_a_document_says_becomes_part_of_the_page(tmp_path: Path) -> None:
    evil = Concept("evil", f"Label {EVIL}", "pain", (), share_of=EVIL)
    study = hostile()
    study = replace(study, findings=tuple(replace(f, concept="evil") for f in study.findings))
    problems = [(f"{EVIL}.pdf", EVIL, EVIL)]
    render([study, drawn(1)[0]], [*CONCEPTS, evil], problems, tmp_path, title=f"Report {EVIL}")
    harmless = tmp_path / "harmless"
    render(drawn(2), CONCEPTS, problems[:0], harmless, title="Report")
    scripts = {p.name: p.read_text(encoding="utf-8").count("<script") for p in harmless.glob("*.html")}
    for page in pages(tmp_path):
        text = page.path.read_text(encoding="utf-8")
        assert page.wrong == [] and page.open == [] and page.handlers == [], page.path
        assert "<script>alert" not in text, page.path
        if page.path.parent == tmp_path:
            assert text.count("<script") == scripts[page.path.name], page.path
        if (
            page.path.parent.name in ("study", "outcome")
            and "marden" not in page.path.name
            and "evil" in page.path.name
        ):
            assert EVIL in "".join(page.words), "what was printed is still shown"


def test_what_the_table_says_of_a_number_is_the_sentence_with_that_number_lit(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data = json.loads(found.group(1))
    liu = next(study for study in data["studies"] if study["stem"] == "liu-2010")
    told = dict(zip(data["fields"], next(r for r in liu["results"] if r[0] == "f1"), strict=False))
    sentence = liu["sentences"][told["sentence"]]
    assert sentence == "RESULTS Among the patients, 91.7% had less pain directly after the operation."
    assert sentence[told["from"] : told["to"]] == "91.7%"
    assert told["checks"][0][0] == 0, "the failed check comes first"


def test_the_pages_say_what_a_reader_looks_for(site: Path) -> None:
    words = " ".join("".join(Page(site / "index.html").words).split())
    assert "Marden 2016" in words and "59.3% 70/118" in words and "18.6% 22/118" in words and "139–140/249" in words
    assert "1 file not read" in words
    overview = Page(site / "overview.html").words
    assert "scan.pdf" in overview and "no text layer; run OCR first or leave the paper out" in overview
    assert "overview.html#problems" in Page(site / "methods.html").links, "where it stood before"
    wrong = " ".join("".join(Page(site / "contradictions.html").words).split())
    assert "152 men and 96 women are 248, not 249" in wrong and "no count of 249 rounds to 91.7 %" in wrong
    study = " ".join("".join(Page(site / "study/marden-2016.html").words).split())
    assert "15 of 16 numbers accounted for" in study


def test_a_report_without_studies_says_what_to_do(tmp_path: Path) -> None:
    first = render([], CONCEPTS, [], tmp_path, title="Empty")
    assert "No study yet" in first.read_text(encoding="utf-8")
    assert all(page.wrong == [] for page in pages(tmp_path))


def test_a_study_without_a_result_is_still_in_the_table(tmp_path: Path) -> None:
    bare = Draft("bare").say("Nothing is counted here.").study()
    nothing = replace(bare, document=replace(bare.document, name="nothing", text="", regions=()), sentences=())
    render([bare, nothing], CONCEPTS, [], tmp_path, title="Bare")
    words = "".join(Page(tmp_path / "index.html").words)
    assert "bare" in words and "nothing" in words
    assert "No result was found" in (tmp_path / "study/bare.html").read_text(encoding="utf-8")


def test_a_retracted_study_is_flagged_wherever_it_is_named_and_its_page_says_where(tmp_path: Path) -> None:
    one, other = (Draft(name).say("Of 43 patients 24 were well.").study() for name in "ab")
    notice = "Retraction in: Spine. 2012;1:2 PMID: 8"
    withdrawn = replace(one, document=replace(one.document, retracted=True, links=(notice,)))
    render([withdrawn, other], CONCEPTS, (), tmp_path, title="R")
    for page in ("index.html", "studies.html"):
        assert (tmp_path / page).read_text(encoding="utf-8").count(">Retracted<") == 1
    assert notice in (tmp_path / "study/a.html").read_text(encoding="utf-8")
    assert ">Retracted<" in (tmp_path / "study/a.html").read_text(encoding="utf-8")
    assert ">Retracted<" not in (tmp_path / "study/b.html").read_text(encoding="utf-8")


def test_pages_of_studies_that_are_gone_go_and_other_peoples_files_stay(tmp_path: Path) -> None:
    render(drawn(3), CONCEPTS, [], tmp_path, title="T")
    (tmp_path / "study" / "mine.html").write_text("my notes", encoding="utf-8")
    render(drawn(1), CONCEPTS, [], tmp_path, title="T")
    assert {p.name for p in (tmp_path / "study").iterdir()} == {"marden-2016.html", "mine.html"}


def test_tables_of_results_are_linked_when_they_lie_beside_the_pages(tmp_path: Path) -> None:
    render(drawn(1), CONCEPTS, [], tmp_path, title="T")
    assert "evidence.csv" not in (tmp_path / "index.html").read_text(encoding="utf-8")
    (tmp_path / "evidence.csv").write_text("a,b\n", encoding="utf-8")
    render(drawn(1), CONCEPTS, [], tmp_path, title="T")
    assert 'href="evidence.csv"' in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_three_hundred_studies_stay_a_page_one_can_mail(tmp_path: Path) -> None:
    first = render(drawn(300), CONCEPTS, [], tmp_path, title="Many")
    assert first.stat().st_size < 2_000_000
    assert max(p.stat().st_size for p in (tmp_path / "study").iterdir()) < 100_000


def test_jinja_stays_indoors_and_is_loaded_only_when_a_page_is_made() -> None:
    """``evidence --help`` imports render and must not pay for templates."""
    package = Path(__file__).parent.parent / "extractor"
    users = {p.relative_to(package).parts[0] for p in package.rglob("*.py") if "import jinja2" in p.read_text("utf-8")}
    users |= {p.relative_to(package).parts[0] for p in package.rglob("*.py") if "from jinja2" in p.read_text("utf-8")}
    assert users == {"render"}
    loaded = "import sys, extractor.render; print('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout.strip() == "False"
