"""A reader changes what is pooled: the line is computed anew, as the server would, and stays in the address."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from extractor import pool
from extractor.render import render
from extractor.render.forest_line import fixed
from tests.browser.conftest import OpenPage
from tests.drawn import CONCEPTS, Draft
from tests.test_render_forest import THREE, ratio, series

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = """() => [...document.querySelectorAll(".pooled-facts, svg[role=img] text")]
  .map(t => t.textContent.replace(/\\s+/g, " ").trim())"""
PATHS = """() => [...document.querySelectorAll("svg[role=img] path")]
  .flatMap(p => p.getAttribute("d").match(/[\\d.]+/g)?.map(Number) || [-1])"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three alike and one derived, two that mean something else, and two hazard ratios."""
    strict = series("eden", 80, "40 (50.0%)", words="resection of more than 98% of the tumour")
    loose = series("fox", 90, "60 (66.7%)", words="resection of more than 90% of the tumour")
    out = tmp_path_factory.mktemp("outcomes")
    ratios = [ratio("kerr", "0.58", "0.37", "0.91"), ratio("lund", "0.80", "0.60", "1.07")]
    render([*THREE, *ratios], CONCEPTS, [], out / "alike", title="Alike")
    render([*THREE, strict, loose], CONCEPTS, [], out / "unlike", title="Unlike")
    two = Draft("ibsen", authors=("Ibsen A",), year=2013).say("Of 60 patients 30 and 30 in two groups.", "methods")
    two.counts("60").arm("a1", "short", 30).arm("a2", "long", 30)
    two.share("gross_total_resection", "It was reached in {} of the one", "20 (66.7%)", 30, arm="a1")
    two.share("gross_total_resection", "and {} of the other.", "15 (50.0%)", 30, arm="a2")
    render([*THREE, two.study()], CONCEPTS, [], out / "groups", title="Groups")
    return out


@pytest.fixture
def alike(site: Path, open_page: OpenPage) -> Page:
    return open_page(site / "alike/outcome/gross_total_resection.html")


def pooled(page: Page, nth: int = 0) -> str:
    """Return the numbers of the pooled line."""
    return page.locator(".wide .sum .number").nth(nth).text_content() or ""


def expected(events: list[int], totals: list[int]) -> str:
    """Return what the server would print of these."""
    found = pool.proportions(events, totals)
    return "{} ({}–{})".format(*(fixed(100 * x, 1) for x in (found.point, found.low, found.high)))


@pytest.mark.parametrize("kind", ["examples", "many"])
def test_what_the_script_computes_at_first_is_what_the_server_printed(
    kind: str, request: pytest.FixtureRequest, open_page: OpenPage
) -> None:
    """Every text and every path of every plot, drawn anew from the numbers embedded in the page."""
    folder: Path = request.getfixturevalue(kind)
    seen = 0
    for path in sorted((folder / "outcome").glob("*.html")):
        if "const Pool" not in path.read_text(encoding="utf-8"):
            continue
        plain, live = open_page(path, script=False), open_page(path)
        assert live.locator(".picks input").count() > 1
        live.evaluate("dispatchEvent(new HashChangeEvent('hashchange'))")  # computes and draws every plot anew
        assert live.evaluate(TEXTS) == plain.evaluate(TEXTS), path.name
        assert live.evaluate(PATHS) == pytest.approx(plain.evaluate(PATHS), abs=0.11), path.name
        seen += 1
        plain.close(), live.close()
        if seen == 6:
            return
    assert seen > 4


def test_unticking_a_study_pools_the_others_and_the_address_remembers(
    alike: Page, open_page: OpenPage, site: Path
) -> None:
    assert pooled(alike) == expected([101, 70, 18], [152, 118, 37])
    alike.get_by_role("checkbox", name="Bose 2011").uncheck()
    assert pooled(alike) == expected([101, 18], [152, 37])
    assert "2 studies pooled · 119 of 189 patients" in (alike.locator(".pooled-facts").text_content() or "")
    again = open_page(site / "alike/outcome/gross_total_resection.html", alike.url.partition("#")[2])
    assert pooled(again) == expected([101, 18], [152, 37])
    assert not again.get_by_role("checkbox", name="Bose 2011").is_checked()
    again.get_by_role("button", name="All").click()
    assert pooled(again) == expected([101, 70, 18], [152, 118, 37]) and "#" not in again.url


def test_the_diamond_moves_with_the_numbers(alike: Page) -> None:
    before = alike.locator(".wide .diamond").get_attribute("d")
    alike.get_by_role("checkbox", name="Able 2011").uncheck()
    after = alike.locator(".wide .diamond").get_attribute("d")
    assert before != after and after and after.startswith("M")
    alike.get_by_role("checkbox", name="Able 2011").check()
    assert alike.locator(".wide .diamond").get_attribute("d") == before


def test_derived_counts_can_be_left_out(alike: Page) -> None:
    alike.get_by_role("button", name="Without derived counts").click()
    assert pooled(alike) == expected([101, 70], [152, 118]), "18/37 was computed from 48.6 %"
    assert alike.get_by_role("button", name="Without derived counts").get_attribute("aria-pressed") == "true"
    assert alike.get_by_role("button", name="All").get_attribute("aria-pressed") == "false"


def test_leaving_one_out_shows_on_each_line_the_estimate_without_it(alike: Page) -> None:
    printed = alike.locator(".wide .row .number").all_text_contents()
    alike.get_by_role("button", name="Leave one out").click()
    assert alike.locator(".wide .row .number").first.text_content() == expected([70, 18], [118, 37])
    alike.get_by_role("button", name="Leave one out").click()
    assert alike.locator(".wide .row .number").all_text_contents() == printed


def test_groups_of_one_study_ticked_by_hand_are_pooled_with_a_word_of_warning(site: Path, open_page: OpenPage) -> None:
    page = open_page(site / "groups/outcome/gross_total_resection.html")
    quiet = page.locator(".live").first
    page.get_by_role("checkbox", name="short").first.check()
    assert pooled(page) == expected([101, 70, 20, 18], [152, 118, 30, 37]) and quiet.text_content() == ""
    page.get_by_role("checkbox", name="long").first.check()
    assert "More than one result of Ibsen 2013 is pooled: patients may count twice." in (quiet.text_content() or "")


def test_with_one_study_left_nothing_is_pooled(alike: Page) -> None:
    for name in ("Able 2011", "Bose 2011"):
        alike.get_by_role("checkbox", name=name).uncheck()
    assert pooled(alike) == "" and alike.locator(".wide .diamond").get_attribute("d") == ""
    assert alike.locator(".wide .sum .name").text_content() == "Nothing pooled"


def test_unlike_meanings_are_pooled_only_when_the_reader_insists_and_the_caveat_stays_in_sight(
    site: Path, open_page: OpenPage
) -> None:
    page = open_page(site / "unlike/outcome/gross_total_resection.html")
    assert pooled(page) == "" and page.get_by_text("Not pooled: why stands below").first.is_visible()
    assert page.locator(".caveat").is_hidden()
    page.get_by_label("Pool them all the same").check()
    assert pooled(page) == expected([101, 70, 60, 40, 18], [152, 118, 90, 80, 37])
    assert page.locator(".caveat").is_visible() and "over 98% (Eden 2011)" in (
        page.locator(".caveat").text_content() or ""
    )


def test_those_of_the_same_definition_are_pooled_without_insisting(site: Path, open_page: OpenPage) -> None:
    page = open_page(site / "unlike/outcome/gross_total_resection.html")
    page.get_by_role("button", name="Same definition only").click()
    assert pooled(page) == expected([101, 70, 18], [152, 118, 37])


def test_ratios_are_pooled_when_insisted_on_with_weights_that_sum_to_all(site: Path, open_page: OpenPage) -> None:
    page = open_page(site / "alike/outcome/overall_survival.html")
    page.get_by_label("Pool them all the same").check()
    found = pool.ratios([0.58, 0.80], [0.37, 0.60], [0.91, 1.07])
    assert pooled(page) == "{} ({}–{})".format(*(fixed(x, 2) for x in (found.point, found.low, found.high)))


def test_the_saved_picture_stands_alone(alike: Page, tmp_path: Path) -> None:
    with alike.expect_download() as saving:
        alike.get_by_role("button", name="SVG").click()
    saving.value.save_as(tmp_path / "plot.svg")
    assert saving.value.suggested_filename == "gross_total_resection-p1.svg"
    text = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg" and root.get("width") == "1100"
    assert "var(" not in text and "class=" not in text
    fills = {element.get("fill") for element in root.iter(f"{SVG}path")}
    assert "#1c5ea8" in fills and "#1a2330" in fills, "squares and diamond keep their colours"
    words = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    assert "Able 2011" in words and pooled(alike) in words


def test_the_saved_table_holds_what_metafor_takes_and_which_studies_are_ticked(alike: Page) -> None:
    alike.get_by_role("checkbox", name="Bose 2011").uncheck()
    with alike.expect_download() as saving:
        alike.get_by_role("button", name="metafor CSV").click()
    rows = list(csv.DictReader(io.StringIO(saving.value.path().read_text(encoding="utf-8"))))
    assert [(r["study"], r["xi"], r["ni"], r["use"], r["derived"]) for r in rows] == [
        ("Able 2011", "101", "152", "1", "0"),
        ("Bose 2011", "70", "118", "0", "0"),
        ("Cole 2011", "18", "37", "1", "1"),
    ]


def test_everything_can_be_done_from_the_keyboard(alike: Page) -> None:
    alike.get_by_role("button", name="All").focus()
    for _ in range(20):
        alike.keyboard.press("Tab")
        if alike.evaluate("document.activeElement.getAttribute('aria-label')") == "Able 2011: in the estimate":
            break
    alike.keyboard.press("Space")
    assert pooled(alike) == expected([70, 18], [118, 37])
    alike.keyboard.press("Tab")
    assert "study/able.html#f1" in alike.evaluate("document.activeElement.href")


def test_without_a_script_the_plot_and_the_estimates_without_each_study_are_there(
    site: Path, open_page: OpenPage
) -> None:
    page = open_page(site / "alike/outcome/gross_total_resection.html", script=False)
    assert page.locator("svg.wide").is_visible() and page.locator(".tools").is_hidden()
    page.locator("summary").click()
    assert page.get_by_role("cell", name=expected([70, 18], [118, 37])).is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_a_plot_fits_and_axe_finds_nothing_serious(
    width: int, dark: bool, site: Path, open_page: OpenPage, axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(site / "unlike/outcome/gross_total_resection.html", width=width, dark=dark)
    page.get_by_label("Pool them all the same").check()
    page.locator("summary").first.click() if page.locator("summary").count() else None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg.wide").is_visible() == (width > 819)
    assert axe(page) == []


def test_hostile_words_stay_text_in_the_plot_and_in_its_data(tmp_path: Path, open_page: OpenPage) -> None:
    evil = "</script><svg onload=alert(1)>\"'"
    bad = series("=1+1", 50, "20 (40.0%)", words=evil)
    render([*THREE, bad], CONCEPTS, [], tmp_path, title="R")
    page = open_page(tmp_path / "outcome/gross_total_resection.html")
    data = json.loads(page.locator("section.plot script").first.text_content() or "")
    assert len(data["lines"]) == 4 and page.locator("svg[onload]").count() == 0
    with page.expect_download() as saving:
        page.get_by_role("button", name="metafor CSV").click()
    assert "\n=1" not in saving.value.path().read_text(encoding="utf-8")
