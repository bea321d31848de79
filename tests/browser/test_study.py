"""The study page in a real browser: a number and its line light each other, and every one of them has an address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, OpenPage

LIT = re.compile(r"\bnow\b")


def lit(page: Page) -> list[str]:
    """Return the names of what is lit."""
    return list(page.eval_on_selector_all(".now", "found => [...new Set(found.map(e => e.dataset.f))]"))


@pytest.fixture
def li(examples: Path) -> Path:
    """A study with a value that does not fit, numbers set aside, and a text around its abstract."""
    return examples / "study/li-2010.html"


def test_a_click_on_a_number_lights_its_line_and_a_click_on_a_line_its_number(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    number = page.locator(".passage .num", has_text="91.7%")
    number.click()
    line = page.locator("tr.now")
    expect(line).to_contain_text("Pain relief")
    expect(number).to_have_class(LIT)
    page.locator(".list tr", has_text="Local control").locator("td").nth(1).click()
    expect(page.locator(".num.now")).to_have_text(["84.8%"])
    expect(page.locator(".now")).to_have_count(2)


def test_the_keyboard_goes_from_a_number_to_its_line_and_back(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    page.locator(".passage .num", has_text="91.7%").focus()
    page.keyboard.press("Enter")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Pain relief")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("91.7%")
    page.keyboard.press("Escape")
    expect(page.locator(".now")).to_have_count(0)


def test_a_number_that_was_set_aside_opens_its_list_and_says_why(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    aside = page.locator(".passage .aside").first
    expect(page.locator(".left li").first).to_be_hidden()
    aside.click()
    expect(page.locator(".left li.now")).to_be_visible()
    assert page.evaluate("location.hash") == f"#{aside.get_attribute('data-f')}"


@pytest.mark.parametrize("kind", ["f", "c"])
def test_an_address_opens_at_its_number(kind: str, li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    line = page.locator(".list tr", has_text="Pain relief")
    at = line.get_attribute("data-c") if kind == "c" else line.get_attribute("data-f")
    assert at
    opened = open_page(li, at=at)
    expect(opened.locator(".num.now")).to_have_text(["91.7%"])
    expect(opened.locator("tr.now")).to_contain_text("Pain relief")


def test_an_address_of_some_characters_of_a_number_finds_it(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    at = page.locator(".list tr", has_text="Pain relief").get_attribute("data-c") or ""
    start = int(at[1:].split("-")[0])
    expect(open_page(li, at=f"c{start + 1}-{start + 3}").locator(".num.now")).to_have_text(["91.7%"])
    assert lit(open_page(li, at="c999998-999999")) == [] and lit(open_page(li, at="%E0%A4%A")) == []


def test_the_link_of_a_value_is_copied(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    line = page.locator(".list tr", has_text="Pain relief")
    line.hover()
    line.locator(".link").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == f"{li.as_uri()}#{line.get_attribute('data-c')}"


def test_the_arithmetic_unfolds_and_the_numbers_it_rests_on_lead_to_the_text(li: Path, open_page: OpenPage) -> None:
    page = open_page(li)
    line = page.locator(".list tr", has=page.get_by_role("link", name="Male", exact=True))
    expect(line.locator(".check").first).to_be_hidden()
    line.locator("summary").click()
    expect(line.locator(".check").first).to_contain_text("97")
    assert lit(page) == [], "to unfold is not to choose"
    line.locator("[data-go]", has_text="97").first.click()
    expect(page.locator(".num.now")).to_have_text(["97 women"])


def test_a_value_is_boxed_on_the_printed_page(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "study/varga-2023.html")
    page.locator(".printed summary").click()
    line = page.locator(".list tr", has_text="Pain relief").first
    line.locator("td").nth(1).click()
    boxes = page.locator(".box.now")
    assert boxes.count() >= 1
    inside = boxes.first.evaluate("""e => {
      const box = e.getBoundingClientRect(), sheet = e.parentElement.getBoundingClientRect();
      return box.left >= sheet.left && box.right <= sheet.right && box.top >= sheet.top && box.bottom <= sheet.bottom;
    }""")
    assert inside
    page.locator(".box").last.click()
    assert page.locator("tr.now").count() == 1


def test_without_a_script_numbers_and_lines_lead_to_each_other(li: Path, open_page: OpenPage) -> None:
    page = open_page(li, script=False)
    page.locator(".passage .num", has_text="91.7%").click()
    assert re.search(r"#r-f\d+$", page.url)
    line = page.locator("tr:target")
    expect(line).to_contain_text("Pain relief")
    line.locator("th a").first.click()
    assert re.search(r"#f\d+$", page.url)


def test_dark_and_narrow_pages_can_be_read(li: Path, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(li, width=400, dark=True)
    page.locator(".passage .num", has_text="91.7%").click()
    page.locator(".left summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert axe(page) == []
