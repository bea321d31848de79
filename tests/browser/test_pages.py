"""Every kind of page in a real browser: it fits a phone and a sheet of paper, and everybody can read it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Axe, OpenPage
from tests.browser.opening import watched
from tests.browser.sites import kinds

KINDS = ("index", "outcomes", "outcome", "studies", "study", "overview", "contradictions", "review", "methods")


@pytest.fixture(scope="module", params=KINDS)
def page(request: pytest.FixtureRequest, browser: Browser, few: Path) -> Iterator[Page]:
    """A page of each kind, opened once for the tests below, which leave it as they found it."""
    with watched(browser) as opened:
        yield opened(kinds(few)[request.param])


def test_these_are_all_the_kinds_there_are(few: Path) -> None:
    assert set(kinds(few)) == set(KINDS)


def test_axe_finds_nothing_serious(page: Page, axe: Axe) -> None:
    assert axe(page) == []


def test_colours_can_be_read_in_the_dark(page: Page, axe: Axe) -> None:
    page.emulate_media(color_scheme="dark")
    assert axe(page, "color-contrast", "link-in-text-block") == []
    page.emulate_media(color_scheme="light")


def test_a_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    assert overflowing(page) == []
    page.set_viewport_size({"width": 1400, "height": 900})


def overflowing(page: Page) -> list[str]:
    """Return what sticks out to the right, nothing when the page does not scroll sideways."""
    return page.evaluate("""() => {
      const wide = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= wide) return [];
      return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > wide + 1)
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
    }""")


def test_printed_it_holds_its_heading_and_no_controls(page: Page) -> None:
    heading = page.locator("h1").first.inner_text()
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as paper:
        first = paper.pages[0].extract_text() or ""
        assert 1 <= len(paper.pages) < 60
    assert squeezed(heading) in squeezed(first)
    assert "Evidence Outcomes Studies" not in " ".join(first.split()), "the way to other pages is of no use on paper"


def squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def test_the_pages_lead_to_each_other(few: Path, open_page: OpenPage) -> None:
    page = open_page(few / "index.html")
    names = page.locator("nav a").all_inner_texts()
    assert len(names) >= 6
    for name in names:
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        assert page.locator("nav a[aria-current]").inner_text() == name
    for kind in ("study", "outcome"):
        page.goto(kinds(few)[kind].as_uri())
        page.get_by_role("navigation").get_by_role("link", name=names[0], exact=True).click()
        assert page.locator("nav a[aria-current]").inner_text() == names[0]


def test_without_script_every_page_shows_its_heading_and_its_text(few: Path, open_page: OpenPage) -> None:
    page = open_page(few / "index.html", script=False)
    for kind, path in kinds(few).items():
        page.goto(path.as_uri())
        assert page.locator("h1").is_visible(), kind
        assert len(page.locator("main").inner_text()) > 200, kind
