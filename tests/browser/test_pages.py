"""Every kind of page in a real browser: it asks for nothing, complains of nothing, and fits the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Axe, OpenPage
from tests.browser.sites import kinds

KINDS = ("index", "outcomes", "outcome", "studies", "study", "contradictions", "review", "methods")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone(kind: str, examples: Path, open_page: OpenPage) -> None:
    page = open_page(kinds(examples)[kind], width=400)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(kind: str, examples: Path, open_page: OpenPage, axe: Axe) -> None:
    assert axe(open_page(kinds(examples)[kind])) == []


@pytest.mark.parametrize("kind", KINDS)
def test_colours_can_be_read_in_the_dark(kind: str, examples: Path, open_page: OpenPage, axe: Axe) -> None:
    assert axe(open_page(kinds(examples)[kind], dark=True), "color-contrast", "link-in-text-block") == []
