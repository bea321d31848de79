"""The database front end in a real browser: it asks nobody but itself, and its words fold away and come back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from extractor.store import Store
from tests.browser.conftest import Axe
from tests.studies import CONCEPTS, TWO_ARM
from tests.test_browse import free_port, listening


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small database; give its address."""
    db, port = tmp_path_factory.mktemp("datasette") / "evidence.sqlite", free_port()
    with Store(db) as store:
        store.define(CONCEPTS)
        store.save(TWO_ARM)
    with subprocess.Popen([sys.executable, "-m", "extractor.browse", str(db), "--port", str(port)]) as served:
        yield listening(port)
        served.terminate()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A window that fails the test on any complaint, and on any request for another place."""
    wrong: list[str] = []
    window = browser.new_page(viewport={"width": 1400, "height": 900})
    window.set_default_timeout(30_000)
    window.on("console", lambda said: wrong.append(said.text))
    window.on("request", lambda asked: asked.url.startswith(address) or wrong.append(asked.url))
    yield window
    window.close()
    assert not wrong


def test_from_the_first_page_to_a_sentence(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Search the sentences").click()
    page.get_by_label("words").fill("deaths")
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("td mark").first).to_have_text("no deaths")


def test_what_the_columns_mean_folds_open(page: Page, address: str) -> None:
    page.goto(f"{address}evidence/findings")
    meaning = page.get_by_text("Where the denominator comes from, in words")
    expect(meaning).to_be_hidden()
    page.get_by_text("What the columns mean").click()
    expect(meaning).to_be_visible()


def test_everybody_can_read_the_first_page_and_it_fits_a_phone(page: Page, address: str, axe: Axe) -> None:
    page.goto(address)
    assert [line for line in axe(page) if "CodeMirror" not in line] == [], "Datasette's editor is not ours"
    page.set_viewport_size({"width": 400, "height": 860})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.emulate_media(color_scheme="dark")
    assert [line for line in axe(page, "color-contrast") if "CodeMirror" not in line] == []
