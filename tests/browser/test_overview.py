"""Overview, studies and contradictions in a real browser: the map leads to the number, lists sort without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, OpenPage

IN_SIGHT = """() => [...document.querySelectorAll('.studies tbody tr')]
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)"""


def column(page: Page, number: int) -> list[str]:
    """Return the words of a column of the list of studies, from the top of the screen down."""
    return list(page.evaluate(f"{IN_SIGHT[6:].strip()}.map(row => row.children[{number}].innerText)"))


def test_a_place_on_the_map_leads_to_its_number(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "overview.html")
    place = page.locator(".outcome svg a.x").first
    said = place.locator("title").text_content() or ""
    place.click()
    page.wait_for_url("**/study/*")
    expect(page.locator("h1")).to_contain_text(said.split(":")[0])
    expect(page.locator("tr.now")).to_contain_text(said.split(": ")[1])


def test_the_paragraph_is_copied_whole(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "overview.html")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#copied")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#statement").text_content() and "RAISE" in copied


def test_without_a_script_there_is_no_button_that_does_nothing(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "overview.html", script=False)
    expect(page.locator("#copy")).to_be_hidden()
    expect(page.locator("#statement")).to_be_visible()


def test_the_list_of_studies_sorts_without_a_script(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "studies.html", script=False)
    names = column(page, 0)
    assert names == sorted(names, key=str.casefold)
    page.get_by_text("Largest").click()
    sizes = [int(it.replace(",", "")) for it in column(page, 3) if it.strip("·\n ")]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) > 10
    page.get_by_text("Most results").click()
    results = [int(it) for it in column(page, 4)]
    assert results == sorted(results, reverse=True)


def test_the_list_sorts_with_the_keyboard(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "studies.html")
    page.locator("#by-name").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "by-year"
    assert page.locator("#by-year").is_checked()


def test_contradictions_of_one_kind_are_shown_alone(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "contradictions.html", script=False)
    every = page.locator("article:visible").count()
    page.locator(".sorting label").nth(1).click()
    shown = page.locator("article:visible")
    assert 0 < shown.count() < every
    assert page.locator("section.wrong:visible").count() <= shown.count(), "no heading without anything below it"


@pytest.mark.parametrize("kind", ["overview", "studies", "contradictions"])
def test_dark_and_narrow_pages_can_be_read(kind: str, examples: Path, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(examples / f"{kind}.html", width=400, dark=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    assert axe(page) == []


def test_a_thousand_places_need_no_second_to_paint(many: Path, open_page: OpenPage) -> None:
    page = open_page(many / "overview.html")
    assert page.locator(".outcome svg a").count() > 1000
    painted = page.evaluate("performance.getEntriesByType('paint').at(-1).startTime")
    assert painted < 10_000, "in milliseconds, on a machine that does much else"
