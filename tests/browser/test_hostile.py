"""What a paper says stays text: scripts do not run, turned and endless words break no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.sites import EVIL
from tests.browser.test_pages import overflowing


def harmless(page: Page) -> bool:
    """Return whether no script and no picture of a paper's came alive."""
    return bool(page.evaluate("typeof evil === 'undefined' && !document.querySelector('img[src=x], [onerror]')"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_nothing_comes_alive_on_any_page_and_none_grows_too_wide(hostile: Path, open_page: OpenPage) -> None:
    page = open_page(hostile / "index.html", width=400)
    for path in pages(hostile):
        page.goto(path.as_uri())
        assert harmless(page), path
        assert overflowing(page) == [], path


@pytest.mark.parametrize("name", EVIL)
def test_what_was_printed_is_still_shown(name: str, hostile: Path, open_page: OpenPage) -> None:
    (study,) = (hostile / "study").glob(f"{name}-*.html")
    shown = open_page(study).evaluate("document.body.textContent")
    assert "".join(EVIL[name].split()) in "".join(shown.split())


def test_the_table_in_use_stays_harmless(hostile: Path, open_page: OpenPage) -> None:
    """Sorted, searched for the very script, each value asked what it says."""
    page = open_page(hostile / "index.html")
    for button in page.locator("thead button:visible").all():
        button.click()
    page.locator("input[type=search]:visible").first.fill("<script>")
    page.wait_for_timeout(300)
    assert harmless(page)
    page.locator("input[type=search]:visible").first.fill("")
    page.wait_for_timeout(300)
    for value in page.locator("td > a:visible").all()[:40]:
        value.focus()
    page.keyboard.press("Escape")
    assert harmless(page)


def test_a_script_in_the_address_does_not_run(hostile: Path, open_page: OpenPage) -> None:
    evil = "words=<img src=x onerror=evil=1>&by=<script>evil=1</script>&columns=<script>"
    for kind in ("index", "contradictions", "review"):
        page = open_page(hostile / f"{kind}.html", at=evil)
        page.wait_for_timeout(100)
        assert harmless(page)
        expect(page.locator("h1")).to_be_visible()
