"""Datasette on the database: every column has its words, every question answers, and nothing can be written."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest

from extractor.browse.described import columns_of, described, questions, written
from extractor.browse.front import front
from extractor.store import Store
from extractor.store.opening import read_only
from tests.studies import CONCEPTS, SMALL, TWO_ARM

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse") / "my review.sqlite"
    hostile = replace(SMALL, document=replace(SMALL.document, name=f"evil{EVIL}", path="evil.txt", title=EVIL))
    with Store(path) as store:
        store.define(CONCEPTS)
        for study in (TWO_ARM, SMALL, hostile):
            store.save(study)
    return path


def ask(db: Path, address: str, site: Path | None = None) -> httpx.Response:
    """Return what Datasette answers at *address*, below the database."""
    return asyncio.run(front(db, site).client.get(f"/my+review{address}", follow_redirects=True))


def columns(db: Path) -> dict[str, tuple[str, ...]]:
    with closing(read_only(db)) as connection:
        return columns_of(connection)


# ------------------------------------------------------------------ words


def test_every_table_and_every_column_has_its_words(db: Path) -> None:
    told = described(db)["databases"][db.stem]["tables"]
    missing = [name for name in columns(db) if len(told.get(name, {}).get("description", "")) < 15]
    missing += [
        f"{table}.{c}" for table, names in columns(db).items() for c in names if not told[table]["columns"].get(c)
    ]
    assert missing == [], "add them to db/browse/descriptions.toml"


def test_nothing_is_described_that_is_not_there(db: Path) -> None:
    there = columns(db)
    words = written()
    shared = words.pop("columns")
    wrong = [name for name in words if name not in there]
    for table, said in words.items():
        named = [
            *said.get("columns", {}),
            *said.get("facets", ()),
            *said.get("units", {}),
            *filter(None, [said.get("label")]),
        ]
        wrong += [f"{table}.{column}" for column in named if column not in there[table]]
    wrong += [column for column in shared if not any(column in names for names in there.values())]
    assert wrong == []


def test_a_table_shows_its_words_facets_and_units(db: Path) -> None:
    page = unescape(ask(db, "/evidence").text)
    assert "Every result of every study" in page and "80·0, no, half" in page
    assert 'data-facet-value="complication"' in page or "category" in page
    assert "41.1\xa0%" in page, "a calculated end of an interval has its unit"


# ------------------------------------------------------------------ questions


@pytest.mark.parametrize("name", questions())
def test_every_question_answers_under_its_first_line(db: Path, name: str) -> None:
    asked = ask(db, f"/{name}?words=deaths&outcome=pain")
    assert asked.status_code == ask(db, f"/{name}").status_code == 200
    title = str(questions()[name]["title"])
    assert len(title) > 20 and title in unescape(asked.text)


@pytest.mark.parametrize("word", ["death", 'no "deaths', "5-year (95%"])
def test_search_takes_any_words_in_any_form(db: Path, word: str) -> None:
    asked = ask(db, "/search.json?" + str(httpx.QueryParams({"words": word, "_shape": "array"})))
    assert asked.status_code == 200
    assert [row["quote"] for row in asked.json()][:1] == (["no deaths"] if word != "5-year (95%" else [])


def test_an_outcome_is_found_by_a_part_of_its_name_the_largest_study_first(db: Path) -> None:
    rows = ask(db, "/outcome.json?outcome=relief&_shape=array").json()
    assert [(row["document"], row["value"], row["numerator"]) for row in rows] == [
        ("fixation-2014", "80·0", 20), ("fixation-2014", "50", 12),
    ]  # fmt: skip


def test_sentences_are_searched_on_their_page(db: Path) -> None:
    assert [row["section"] for row in ask(db, "/sentences.json?_search=death&_shape=array").json()] == ["results"]


# ------------------------------------------------------------------ pages


def test_the_first_page_leads_to_every_table_and_question(db: Path) -> None:
    page = asyncio.run(front(db).client.get("/", follow_redirects=True)).text
    linked = set(re.findall(r'href="/my\+review/([a-z_-]+)', page))
    assert linked >= ({*columns(db)} - {"sentences_fts"}) | {*questions()}


def test_every_table_answers_and_a_row_of_another_is_shown_by_its_name(db: Path) -> None:
    for table in columns(db):
        assert ask(db, f"/{table}").status_code == 200, table
    assert ">short fixation</a>" in ask(db, "/findings").text


def test_a_finding_leads_to_its_place_on_the_page_of_its_study(db: Path, tmp_path: Path) -> None:
    for place in ("index.html", "study/fixation-2014.html"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("the page", encoding="utf-8")
    shown = ask(db, "/evidence", tmp_path).text
    assert 'href="/report/study/fixation-2014.html#f1"' in shown
    assert "/report/study/meningioma-2010" not in shown, "that page is not there"
    served = asyncio.run(front(db, tmp_path).client.get("/report/study/fixation-2014.html"))
    assert served.text == "the page"
    assert "/report/" not in ask(db, "").text


def test_the_quote_is_lit_in_its_sentence(db: Path) -> None:
    assert "There were <mark>no deaths</mark>, and" in ask(db, "/search?words=deaths").text


def test_what_a_paper_says_stays_text(db: Path) -> None:
    for address in ("/evidence", "/documents", "/evidence-table", "/studies"):
        page = ask(db, address).text
        assert EVIL not in page and "&lt;script&gt;alert" in page, address


# ------------------------------------------------------------------ reading only, this machine only


@pytest.mark.parametrize(
    "sql", ["delete from findings", "create table mine (id)", "with x as (select 1) delete from findings"]
)
def test_nothing_can_be_written(db: Path, sql: str) -> None:
    before = db.read_bytes()
    assert ask(db, "?" + str(httpx.QueryParams({"sql": sql}))).status_code == 400
    assert db.read_bytes() == before


def serve(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "extractor.browse", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listening(port: int) -> str:
    """Return the address of *port* as soon as somebody answers there."""
    for _ in range(600):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}/"
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens at {port}")


def test_it_says_its_address_and_answers_there(db: Path) -> None:
    port = free_port()
    with serve(db, "--port", port) as served:
        assert served.stdout
        said = served.stdout.readline()
        address = listening(port)
        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        served.terminate()
    assert address in said
    assert "Every result, a row each" in page


def test_a_port_that_is_taken_is_said_so(db: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = serve(db, "--port", port).communicate(timeout=60)
    assert said == ("", said[1]) and f"port {port} cannot be used" in said[1] and f"PORT={port + 1}" in said[1]
    assert "Traceback" not in said[1]


def test_a_port_that_cannot_be_is_said_so(db: Path) -> None:
    out, said = serve(db, "--port", 99999).communicate(timeout=60)
    assert out == "" and said == "evidence: port 99999: expected a number from 1 to 65535, such as PORT=8001\n"


@pytest.mark.parametrize(("name", "says"), [("missing.sqlite", "no such database"), ("a?b.sqlite", "rename the file")])
def test_a_database_that_cannot_be_served_is_said_so(name: str, says: str, tmp_path: Path) -> None:
    if "?" in name:
        Store(tmp_path / name).close()
    out, said = serve(tmp_path / name).communicate(timeout=60)
    assert out == "" and says in said and "Traceback" not in said
