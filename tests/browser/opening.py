"""Opening the pages of a report so that nothing they complain of, or ask for, goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Dialog, Page

LOCAL = ("file:", "data:", "blob:", "about:")
HEIGHT = 900


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


@contextmanager
def watched(browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens pages; at the end of the block none may have complained or asked for anything."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

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
        page.on("dialog", dismissed)
        page.goto(path.as_uri() + (f"#{at}" if at else ""))
        return page

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
    assert not wrong, "\n".join(wrong)
