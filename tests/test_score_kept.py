"""The figures that travel with the package are those of docs/accuracy.md, digit by digit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from extractor.render.statement import MEASURED, kept
from extractor.score.accuracy import FIGURES

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
TITLES = {
    "series": "## Clinical series",
    "spans": "## Labelled words in reports of trials",
    "tables": "## Result sentences",
}


def printed() -> list[dict[str, object]]:
    """Read the three tables of the page, by hand."""
    text, found = PAGE.read_text(encoding="utf-8"), []
    for scheme, title in TITLES.items():
        part = text.partition(f"{title}\n")[2].partition("\n## ")[0]
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
        for name, documents, *figures in rows[2:]:
            found.append({
                "scheme": scheme, "set": name.removesuffix(" (training)"), "training": name.endswith(" (training)"),
                "documents": int(documents), "figures": dict(zip(FIGURES[scheme], figures, strict=True)),  # type: ignore[index]
            })  # fmt: skip
    return found


def test_a_report_tells_the_figures_of_the_page_on_accuracy() -> None:
    assert len(printed()) >= 3
    assert kept()["sets"] == printed(), "make score GOLD=folder writes both"


def test_version_and_confidence_are_those_of_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.search(r"^Version (\S+)\. ", text, re.MULTILINE)[1] == kept()["version"]  # type: ignore[index]
    said = re.search(r"Mean gap between shown and right ([\d.]+); Brier score ([\d.]+)\.", text)
    assert said and kept()["confidence"] == {"gap": said[1], "brier": said[2]}


def test_the_file_is_written_as_the_tool_writes_it() -> None:
    assert MEASURED.read_text(encoding="utf-8") == json.dumps(kept(), indent=1) + "\n"
