"""The reports that the browser tests look at, each built once for them all."""

from __future__ import annotations

from pathlib import Path

from extractor import flow
from extractor.render import render
from tests.drawn import CONCEPTS, drawn

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "examples"
MANY = 200


def examples(folder: Path) -> Path:
    """Read the example papers; return the folder of their report. PDFs, flags, arms: everything the tool can show."""
    flow.extract([EXAMPLES], db=folder / "evidence.sqlite", out=folder / "site")
    return folder / "site"


def many(folder: Path, count: int = MANY) -> Path:
    """Return the folder of a report of *count* invented studies."""
    render(drawn(count), CONCEPTS, [], folder / "site", title=f"{count} invented studies")
    return folder / "site"


def kinds(site: Path) -> dict[str, Path]:
    """Return a page of every kind by its name: all at the top, and the fullest study and outcome page."""
    top = {path.stem: path for path in sorted(site.glob("*.html"))}
    fullest = {
        folder: max(sorted((site / folder).glob("*.html")), key=lambda path: path.stat().st_size)
        for folder in ("study", "outcome")
    }
    return top | fullest
