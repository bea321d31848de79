"""Finding the Chromium that is installed, and starting it: nothing is ever downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "no Chromium found: install one (apt-get install chromium), or name its program in the variable CHROMIUM"
# quiet: a fresh profile of Chromium would look for updates and lists of its own
FLAGS = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def chromium() -> str | None:
    """Return the program of an installed Chromium: the one CHROMIUM names, else the first on the PATH."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def started() -> Iterator[Browser]:
    """Give a running Chromium without a window; it ends with the block."""
    program = chromium()
    if program is None:
        raise FileNotFoundError(MISSING)
    with sync_playwright() as playwright:
        # outside of its sandbox, which containers do not allow: it is shown nothing but our own files
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, chromium_sandbox=False)
        yield browser
        browser.close()
