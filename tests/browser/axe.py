"""axe-core, the common check of how a page can be used with a keyboard, a screen reader or poor sight."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

GRAVE = ("serious", "critical")


@cache
def source() -> str:
    """Return the script of axe-core, which a package for Python ships."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(page: Page, *rules: str) -> list[str]:
    """Return a line for each place of *page* where axe-core finds something serious or critical.

    Args:
        rules: The ids of the rules to ask of, ``color-contrast``; all of them when none is named.

    >>> findings(page)  # doctest: +SKIP
    ['color-contrast (serious): td.q > a: Fix any of the following: ...']
    """
    # evaluated, not added as an element: the page's own policy lets no script in
    page.evaluate(source())
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']} ({node['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if node["impact"] in GRAVE
    ]
