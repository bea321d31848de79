"""``evidence export``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, db_option, verb

NAMES = ("jsonl", "csv", "xlsx", "revman", "escalc", "bibtex")  # extractor.export.FORMATS, which is slow to import


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(
        verbs, "export", run,
        "write the studies for other programs: JSON lines, CSV, Excel, RevMan, metafor (escalc), BibTeX",
    )  # fmt: skip
    it.add_argument("--format", choices=NAMES, default="jsonl")
    says = "a file instead of the terminal; a folder for revman and escalc"
    it.add_argument("-o", "--output", type=Path, metavar="PATH", help=says)
    says = "for xlsx: show this reviewer's decisions and nobody else's, so that two review independently"
    it.add_argument("--reviewer", metavar="NAME", help=says)
    db_option(it)


def run(args: argparse.Namespace) -> int:
    """Write the database for other programs."""
    from extractor import flow
    from extractor.errors import EvidenceError
    from extractor.export import FORMATS, write
    from extractor.store import Store

    form = FORMATS[args.format]
    if form.text is None and args.output is None:
        raise EvidenceError(f"export: {args.format} is {form.says}; name it with -o PATH")
    with Store(args.db, create=False) as store:
        content = flow.content(store, reviewer=args.reviewer)
        if args.output:
            write(args.format, content, args.output)
        elif form.text:
            form.text(content, sys.stdout)
    return 0
