"""What browser tests share: one Chromium, the sites built once, and pages that fail on any complaint or request.

    def test_sorting(open_page: OpenPage, many: Path) -> None:
        page = open_page(many / "index.html", width=400, dark=True)
        page.get_by_role("button", name="Year").click()

Everything a page says in the console, every error of its script and every request for anything but a local file fails
the test that opened it. The pages' own policy forbids ``page.wait_for_function``; ``expect(...)`` waits as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import sites
from tests.browser.axe import findings
from tests.browser.chromium import MISSING, chromium, started
from tests.browser.opening import OpenPage, watched

__all__ = ["Axe", "OpenPage"]


class Axe(Protocol):
    """Lists what axe-core finds serious or critical in a page; all of its rules, or the named ones."""

    def __call__(self, page: Page, *rules: str) -> list[str]: ...


# of the package, not of the session: Playwright's loop would be in the way of others, which ask Datasette
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they skip, or fail where EVIDENCE_BROWSER=required."""
    if chromium() is None:
        if os.environ.get("EVIDENCE_BROWSER") == "required":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with started() as running:
        yield running


@pytest.fixture(scope="package")
def examples(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of corpus/examples; do not write into it."""
    return sites.examples(tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="package")
def few(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of four example papers, for what takes long on large pages; do not write into it."""
    return sites.few(tmp_path_factory.mktemp("few"))


@pytest.fixture(scope="package")
def many(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 200 invented studies; do not write into it."""
    return sites.many(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="package")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a few studies, three of which try to be more than text; do not write into it."""
    return sites.hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens pages; at the test's end none may have complained or asked for anything."""
    with watched(browser) as opened:
        yield opened


@pytest.fixture(scope="package")
def axe() -> Axe:
    """Give the function that lists what axe-core finds serious or critical in a page."""
    return findings
