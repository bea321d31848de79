"""Datasette on a database: what it is made with."""

from __future__ import annotations

from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from extractor.browse import cells
from extractor.browse.described import described
from extractor.rooms import room

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2000,
    "suggest_facets": False,
    "num_sql_threads": 2,
    "truncate_cells_html": 300,
}


def front(db: Path, site: Path | None = None) -> Datasette:
    """Return Datasette on *db*, which nothing can write through it.

    Args:
        db: A database of ours.
        site: The folder of its pages; findings then link to their sentence there.
    """
    looks = room("reports/templates/browse")
    mounts = [("look", str(looks))]
    if site and (site / "index.html").is_file():
        mounts.append((cells.REPORT, str(site.resolve())))
    if not pm.has_plugin("evidence"):
        pm.register(cells, "evidence")
    return Datasette(
        immutables=[str(db)], metadata=described(db), settings=SETTINGS, template_dir=str(looks), static_mounts=mounts
    )
