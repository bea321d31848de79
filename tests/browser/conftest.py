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

LOCAL = ("file:", "data:", "blob:", "about:")
HEIGHT = 900


class Axe(Protocol):
    """Lists what axe-core finds serious or critical in a page; all of its rules, or the named ones."""

    def __call__(self, page: Page, *rules: str) -> list[str]: ...


class OpenPage(Protocol):
    """Opens a file of a report in a fresh window."""

    def __call__(self, path: Path, at: str = "", *, width: int = 1400, dark: bool = False, script: bool = True) -> Page:
        """Open *path* and return the page.

        Args:
            at: The fragment to open it at, without ``#``.
            width: Of the window, in pixels.
            dark: As for a reader who prefers dark pages.
            script: False for a reader whose browser runs none.
        """


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they skip, or fail where EVIDENCE_BROWSER=required."""
    if chromium() is None:
        if os.environ.get("EVIDENCE_BROWSER") == "required":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with started() as running:
        yield running


@pytest.fixture(scope="session")
def examples(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of corpus/examples; do not write into it."""
    return sites.examples(tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="session")
def many(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 200 invented studies; do not write into it."""
    return sites.many(tmp_path_factory.mktemp("many"))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens pages; at the test's end none may have complained or asked for anything."""
    contexts = []
    wrong: list[str] = []

    def opened(path: Path, at: str = "", *, width: int = 1400, dark: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # a busy machine is no fault of the page
        page.on("console", lambda said: wrong.append(f"console {said.type}: {said.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("request", lambda asked: asked.url.startswith(LOCAL) or wrong.append(f"request: {asked.url}"))
        page.goto(path.as_uri() + (f"#{at}" if at else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Give the function that lists what axe-core finds serious or critical in a page."""
    return findings
