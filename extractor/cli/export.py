"""``evidence export``."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from extractor.cli.options import Verbs, db_option, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "export", run, "write every study as JSON lines, or every finding as a CSV row")
    it.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    it.add_argument("-o", "--output", type=Path, metavar="FILE", help="a file instead of the terminal")
    db_option(it)


def run(args: argparse.Namespace) -> int:
    """Write the database for other programs."""
    from extractor import flow
    from extractor.store import Store

    with Store(args.db, create=False) as store, contextlib.ExitStack() as files:
        file = sys.stdout
        if args.output:
            file = files.enter_context(args.output.open("w", encoding="utf-8", newline=""))
        flow.write(store.studies(), store.concepts(), store.sources(), file, args.format, decisions=store.decisions())
    return 0
