"""The evidence table in a real browser: chosen, sorted, unfolded, linked to, saved, and used with keys alone."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from extractor.model import Study, Time
from extractor.render import render
from tests.browser.conftest import Axe, OpenPage
from tests.drawn import CONCEPTS, Draft, drawn

NAMES = "() => [...document.querySelectorAll('#evidence tbody:not(.band) th.study > a')].map(a => a.textContent)"
MARKUP = """() => [...document.querySelectorAll('#evidence tbody')]
  .map(body => body.outerHTML.replace(/ tabindex="-?[01]"/g, ''))"""

CLIPBOARD = """navigator.clipboard.read()
  .then(([it]) => Promise.all(it.types.map(async kind => [kind, await (await it.getType(kind)).text()])))"""


def told(name: str, year: int, n: int, relief: str, *, words: str = "pain relief", months: int | None = None) -> Study:
    """Return a retrospective study of *n* patients with a share of pain relief, at so many months."""
    d = Draft(name, authors=(f"{name.title()} A",), year=year, title=f"Series {name}", design="retrospective")
    d.say(f"There were {n} patients.", "methods").counts(str(n))
    time = Time(Decimal(months), "month") if months else None
    d.share("pain_relief", "Pain was relieved in {} of them.", relief, n, words=words, time=time)
    return d.study()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of three studies told by hand and four small ones."""
    small = [
        told("alder", 2001, 400, "80.0%"),
        told("birch", 2011, 20, "90.0%", words="=HYPERLINK(1)"),
        told("cedar", 2021, 100, "70.0%", words="complete relief of pain", months=6),
        told("dogwood", 2006, 50, "60.0%", months=12),
    ]
    out = tmp_path_factory.mktemp("few")
    return render([*drawn(3), *small], CONCEPTS, [], out, title="Seven studies")


def names(page: Page) -> list[str]:
    found: list[str] = page.evaluate(NAMES)
    return found


def column(page: Page, label: str) -> Any:
    return page.locator("thead th", has=page.get_by_role("button", name=label))


def test_a_column_sorts_down_then_up_then_not(few: Path, open_page: OpenPage) -> None:
    page = open_page(few)
    as_it_was = names(page)
    relief = column(page, "Pain relief").locator("[data-by]").first
    relief.click()
    assert names(page)[:3] == ["Liu 2010", "Birch 2011", "Marden 2016"]
    assert column(page, "Pain relief").first.get_attribute("aria-sort") == "descending"
    relief.click()
    assert names(page)[0] == "Orsted 2021", "no number of its own: the first arm's 70.8 %"
    relief.click()
    assert names(page) == as_it_was


def test_the_most_precise_come_first(few: Path, open_page: OpenPage) -> None:
    page = open_page(few)
    page.get_by_role("button", name="More on Pain relief").first.click()
    page.get_by_role("button", name="Most precise first").click()
    # Wilson's interval is the narrower the more patients: 249, 400 and 118 of them, then 48 of an arm, then 20
    assert names(page)[:2] == ["Liu 2010", "Alder 2001"]
    assert names(page).index("Marden 2016") < names(page).index("Birch 2011")


def test_studies_are_sorted_by_year_and_size(few: Path, open_page: OpenPage) -> None:
    page = open_page(few)
    page.get_by_role("button", name="Year", exact=True).click()
    assert [name[-4:] for name in names(page)] == ["2021", "2021", "2016", "2011", "2010", "2006", "2001"]
    page.get_by_role("button", name="n", exact=True).click()
    assert names(page)[0] == "Alder 2001" and names(page)[-1] == "Birch 2011"


def test_studies_are_chosen_by_year_size_design_flag_and_word(few: Path, open_page: OpenPage) -> None:
    page = open_page(few, "from=2006&to=2016")
    assert set(names(page)) == {"Birch 2011", "Dogwood 2006", "Liu 2010", "Marden 2016"}
    page.get_by_role("button", name="Unflagged").click()
    assert "Liu 2010" not in names(page)
    page.get_by_text("More filters").click()
    page.get_by_label("to").nth(1).fill("20")
    assert names(page) == ["Birch 2011"]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear", exact=True).click()
    assert len(names(page)) == 7
    page.get_by_role("searchbox", name="Filter studies").fill("complete cedar")
    assert names(page) == ["Cedar 2021"]
    assert page.get_by_role("status").inner_text() == "1 of 7 studies, 100 patients"
    page.get_by_role("searchbox", name="Filter studies").fill("no such word")
    assert page.get_by_text("No study matches").is_visible()


def test_a_link_shows_the_same_view(few: Path, open_page: OpenPage) -> None:
    page = open_page(few)
    page.get_by_role("button", name="By design").click()
    page.get_by_role("button", name="Year", exact=True).click()
    page.get_by_role("button", name="Arms", exact=True).click()
    page.get_by_text("Columns").click()
    page.get_by_role("button", name="Safety").click()
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Filter studies").fill("patients")
    seen = page.evaluate(MARKUP)
    heads = page.locator("thead th").all_inner_texts()
    other = open_page(few, page.url.partition("#")[2])
    assert other.evaluate(MARKUP) == seen
    assert other.locator("thead th").all_inner_texts() == heads
    assert other.get_by_role("searchbox", name="Filter studies").input_value() == "patients"


def test_the_script_lays_out_what_the_server_wrote(examples: Path, open_page: OpenPage) -> None:
    page = open_page(examples / "index.html")
    written = page.evaluate(MARKUP)
    page.goto(page.url + "#columns=")
    assert page.locator("thead th").count() == 2
    page.goto(page.url.partition("#")[0] + "#wordings=0&by=study&way=up")
    assert page.evaluate(MARKUP) == written


def test_without_a_script_the_usual_columns_of_every_study_are_there(many: Path, open_page: OpenPage) -> None:
    page = open_page(many / "index.html", script=False)
    assert page.locator("tbody th.study > a").count() == 200
    assert page.locator("tr.arm").last.is_visible(), "arms that nobody can unfold are open"
    assert not page.get_by_role("searchbox").is_visible()


def test_more_rows_come_as_the_reader_scrolls_and_all_for_the_printer(many: Path, open_page: OpenPage) -> None:
    page = open_page(many / "index.html", "by=n&way=down")
    first = len(names(page))
    assert first < 200
    page.evaluate("document.querySelector('#scroll').scrollTop = 1e6")
    expect(page.locator("#evidence tbody").nth(first)).to_be_attached()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(names(page)) == 200


def test_the_table_is_used_with_keys_alone(few: Path, open_page: OpenPage) -> None:
    page = open_page(few, "arms=0")
    focused = "document.activeElement.closest('td,th').innerText.split('\\n')[0]"
    page.locator("tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused).startswith("90.0%"), "what is not reported is stepped over"
    note = page.locator("#note")
    assert note.is_visible() and "Pain was relieved in 90.0% of them." in note.inner_text()
    assert "confidence 1.00 · not reviewed" in note.inner_text() and "Wilson 95% interval" in note.inner_text()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.get_by_role("link", name="Orsted 2021").focus()
    page.keyboard.press("+")
    assert page.get_by_text("with stabilisation").is_visible()
    assert page.evaluate("location.hash") == "#arms=0&turned=orsted-2021"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.className") == "arms"
    page.keyboard.press("Enter")
    assert not page.get_by_text("with stabilisation").is_visible()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/study/orsted-2021.html")


def test_time_points_stand_in_one_column_when_asked_and_each_says_its_own(few: Path, open_page: OpenPage) -> None:
    page = open_page(few, "columns=pain_relief.share")
    assert page.get_by_role("row", name="Cedar 2021").locator("td > a").count() == 1, "its n alone"
    page.get_by_text("Columns").click()
    page.get_by_label("Time points of an outcome in one column").check()
    page.keyboard.press("Escape")
    assert "at 6 months" in page.get_by_role("row", name="Cedar 2021").inner_text()
    assert "at 1 year" in page.get_by_role("row", name="Dogwood 2006").inner_text()
    assert "at" not in page.get_by_role("row", name="Alder 2001").locator("td").last.inner_text()
    page.get_by_role("button", name="More on Pain relief").click()
    assert page.get_by_title("2 studies call it by other words").count() == 1
    said = page.locator("#menu").inner_text()
    assert "Times together" in said and "“complete relief of pain” Cedar 2021" in said and "=HYPERLINK" in said


def test_own_words_are_shown_where_they_differ(few: Path, open_page: OpenPage) -> None:
    page = open_page(few, "columns=pain_relief.share,pain_relief.share..180&wordings=1")
    assert "“complete relief of pain”" in page.get_by_role("row", name="Cedar 2021").inner_text()
    assert "“" not in page.get_by_role("row", name="Alder 2001").inner_text()


def test_columns_are_found_and_chosen_by_group(few: Path, open_page: OpenPage) -> None:
    page = open_page(few)
    page.get_by_text("Columns").click()
    page.get_by_role("searchbox", name="Find a column").fill("surviv")
    assert {text.split("\n")[0].strip() for text in page.locator("#chooser label:visible").all_inner_texts()} >= {
        "Median overall survival months"
    }
    page.get_by_role("button", name="All of Survival").click()
    assert (
        page.locator("thead th .group", has_text="Survival").count()
        == page.locator("#chooser fieldset label:visible").count()
    )


def test_what_is_shown_is_saved_as_numbers_and_nothing_is_run(few: Path, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(few, "columns=pain_relief.share&words=birch")
    page.get_by_text("Copy, save").click()
    for form in ("XLSX", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=form, exact=True).click()
        download.value.save_as(tmp_path / f"shown.{form.lower()}")
    book = openpyxl.load_workbook(tmp_path / "shown.xlsx")
    head, only = book["Table"].iter_rows(values_only=True)
    row = dict(zip(head, only, strict=True))
    assert (row["study"], row["year"], row["n"]) == ("Birch 2011", 2011, 20)
    assert (row["Pain relief"], row["Pain relief: events"], row["Pain relief: total"]) == (90, 18, 20)
    results = list(book["Results"].iter_rows(values_only=True))
    assert "'=HYPERLINK(1)" in results[1]
    with (tmp_path / "shown.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["Pain relief: low"] == str(row["Pain relief: low"])


def test_the_table_is_copied_as_a_table_and_as_text(few: Path, open_page: OpenPage) -> None:
    page = open_page(few, "columns=pain_relief.share&words=birch")
    page.get_by_text("Copy, save").click()
    page.get_by_role("button", name="Copy the table").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = dict(page.evaluate(CLIPBOARD))
    assert copied["text/plain"].split("\n")[1].split("\t")[-1].startswith("90.0% 18/20 (95% interval ")
    assert "<td>90.0% 18/20" in copied["text/html"]


def test_nothing_serious_is_wrong_with_what_opens(few: Path, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(few, "group=1")
    page.get_by_text("Columns").click()
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More on Pain relief").first.click()
    assert axe(page) == []
    page.keyboard.press("Escape")
    page.get_by_text("More filters").click()
    assert axe(page) == []


def test_the_embedded_data_names_its_fields(few: Path) -> None:
    text = few.read_text(encoding="utf-8")
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert len(data["columns"]) > 5 and {"fields", "marks", "studies", "words", "usual"} <= set(data)
