"""Whoever has no mouse gets everywhere: what has the focus is seen, nothing holds it fast."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.sites import kinds
from tests.browser.test_pages import KINDS

STEPS = 30
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  window.seen ??= new Map();
  if (!window.seen.has(e)) window.seen.set(e, window.seen.size);
  return {
    number: e === document.body ? -1 : window.seen.get(e),
    what: e.outerHTML.slice(0, 100),
    shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none",
  };
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_the_focus_is_seen_and_the_next_is_a_tab_away(kind: str, few: Path, open_page: OpenPage) -> None:
    page = open_page(kinds(few)[kind])
    numbers = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["number"] < 0:
            break  # past the last one
        assert focused["shown"] and focused["marked"], focused["what"]
        numbers.append(focused["number"])
    assert len(numbers) >= 8 and numbers == list(range(len(numbers))), "each step reaches another one"


def test_the_first_tab_offers_to_skip_the_heading(few: Path, open_page: OpenPage) -> None:
    page = open_page(few / "index.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert "skip" in (skip.get_attribute("class") or "") and skip.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_from_a_value_to_its_sentence_and_back(few: Path, open_page: OpenPage) -> None:
    page = open_page(few / "index.html")
    value = page.locator("tbody td a[href*='#f']:visible").first
    address, value_text = value.get_attribute("href") or "", value.inner_text()
    value.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
    place = address.partition("#")[2]
    assert_in_sight(page, place)
    page.go_back()
    expect(page.locator("tbody td a[href*='#f']:visible").first).to_have_text(value_text, use_inner_text=True)


def assert_in_sight(page: Page, place: str) -> None:
    top = page.evaluate("place => document.getElementById(place).getBoundingClientRect().top", place)
    assert 0 <= top < 900, f"{place} is out of sight"
