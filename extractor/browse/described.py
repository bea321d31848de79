"""What Datasette is told of the database: made of db/browse and db/queries, and of nothing else."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.rooms import room
from extractor.store.opening import read_only

TITLE = "Evidence"
SHADOW = ("_config", "_content", "_data", "_docsize", "_idx")  # the tables in which SQLite keeps a search index


def described(db: Path) -> dict[str, Any]:
    """Return Datasette's metadata for the database *db*: words for each table and column, facets, units, questions."""
    with closing(read_only(db)) as connection:
        columns = columns_of(connection)
    return {
        "title": TITLE,
        "extra_css_urls": ["/look/look.css"],
        "extra_js_urls": ["/look/look.js"],
        "databases": {db.stem: {"title": TITLE, "tables": tables(columns, written()), "queries": questions()}},
    }


def columns_of(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the columns of each table and view; not of those that SQLite keeps for itself."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
    ).fetchall()
    ours = [name for (name,) in names if not name.endswith(SHADOW) and not name.startswith("sqlite_")]
    ask = "SELECT name FROM pragma_table_xinfo(?) ORDER BY cid"
    return {name: tuple(column for (column,) in connection.execute(ask, [name])) for name in ours}


def written() -> dict[str, Any]:
    """Return db/browse/descriptions.toml."""
    return tomllib.loads((room("db/browse") / "descriptions.toml").read_text(encoding="utf-8"))


def tables(columns: Mapping[str, tuple[str, ...]], words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of each table, in the order of *words*; only of columns that are there.

    >>> tables({"runs": ("id", "path")}, {"columns": {"path": "The file."}, "runs": {"says": "What was run."}})
    {'runs': {'description': 'What was run.', 'columns': {'path': 'The file.'}}}
    """
    shared = words["columns"]
    return {name: _table(columns[name], said, shared) for name, said in words.items() if name in columns}


def _table(columns: tuple[str, ...], said: Mapping[str, Any], shared: Mapping[str, str]) -> dict[str, Any]:
    own = said.get("columns", {})
    sort = said.get("sort", "")
    told = {
        "description": said["says"],
        "label_column": said.get("label"),
        "facets": said.get("facets"),
        "units": said.get("units"),
        "fts_table": said.get("search"),
        "fts_pk": "id" if "search" in said else None,
        "sort_desc" if sort.startswith("-") else "sort": sort.removeprefix("-"),
        "columns": {name: own.get(name) or shared[name] for name in columns if name in own or name in shared},
    }
    return {key: value for key, value in told.items() if value}


def questions() -> dict[str, dict[str, object]]:
    """Return the queries of db/browse, which ask for a word, and those of db/queries; their first line is the title."""
    files = [file for folder in ("db/browse", "db/queries") for file in sorted(room(folder).glob("*.sql"))]
    return {file.stem: _question(file.read_text(encoding="utf-8")) for file in files}


def _question(sql: str) -> dict[str, object]:
    first, _, _ = sql.partition("\n")
    # shown without its SQL, which is a click away; Datasette takes a closing semicolon for a second statement
    return {"title": first.removeprefix("--").strip(), "sql": sql.strip().removesuffix(";"), "hide_sql": True}
