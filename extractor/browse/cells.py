"""How Datasette shows what it would not know of by itself; it asks these functions, as it asks any plugin."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Response
from markupsafe import Markup

from extractor.render.names import file_stem

REPORT = "report"  # where the pages are served, when there are any
NAMES = ("document", "study", "other", "not_reported_by")  # columns of views and questions that name a document


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Return *value* as HTML, or None where Datasette's own way will do."""
    if not isinstance(value, str):
        return None
    if column == "finding_id" or (column == "id" and table == "findings"):
        return _to_page(value, datasette)
    if column in NAMES and table in (None, "evidence"):
        return _link(f"/{_name(datasette)}/documents/{tilde_encode(value)}", value)
    if column == "sentence" and "quote" in tuple(row.keys()):  # a row of SQLite iterates over its values
        return _lit(value, row["quote"])
    if column == "verdict":
        return Markup('<span class="{0}">{0}</span>').format(value)
    return None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Lead the bare address to the one database there is."""
    return [(r"^/$", _home)]


@hookimpl
def extra_template_vars(datasette: Datasette) -> dict[str, object]:
    """Tell the templates whether the pages are there to be linked."""
    return {"report": f"/{REPORT}/index.html" if _pages(datasette) else None}


def _home(datasette: Datasette) -> Response:
    return Response.redirect(f"/{tilde_encode(_name(datasette))}")


def _name(datasette: Datasette) -> str:
    return next(str(name) for name in datasette.databases if not name.startswith("_"))


def _pages(datasette: Datasette) -> Path | None:
    return next((Path(folder) for mount, folder in datasette.static_mounts if mount == REPORT), None)


def _to_page(finding: str, datasette: Datasette) -> Markup | None:
    """Link a finding to its place on the study's page, where that page is there."""
    pages, (document, _, place) = _pages(datasette), finding.rpartition(":")
    page = f"study/{file_stem(document)}.html"
    if pages is None or not (pages / page).is_file():
        return None
    return _link(f"/{REPORT}/{quote(page)}#{place}", finding)


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


def _lit(sentence: str, quoted: str) -> Markup | None:
    """Return the sentence with the quote lit; as it is where the quote stands there twice."""
    if not quoted or sentence.count(quoted) != 1:
        return None
    before, _, after = sentence.partition(quoted)
    return Markup("{}<mark>{}</mark>{}").format(before, quoted, after)
