"""``evidence extract``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, count, db_option, options, out_option, read_options, reader_options, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "extract", run, "read files and folders into the database and write the pages")
    it.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder of papers, exports or archives"
    )
    db_option(it)
    out_option(it)
    reader_options(it)
    read_options(it)
    it.add_argument("--no-merge", dest="merge", action="store_false", help="keep the sources of one study apart")
    it.add_argument("--prune", action="store_true", help="forget documents whose file is gone")
    it.add_argument("--jobs", type=count, default=1, metavar="N", help="worker processes (1)")


def run(args: argparse.Namespace) -> int:
    """Read what changed; a paper that could not be read makes the status 1."""
    from extractor import flow
    from extractor.show.run import progress, summary

    with progress() as moved:
        done = flow.extract(
            args.paths, db=args.db, out=args.out, rules=args.rules, model=args.model,
            prune=args.prune, merge=args.merge, jobs=args.jobs, options=options(args), progress=moved,
        )  # fmt: skip
    for problem in done.problems:
        print(f"evidence: {problem.path}: {problem.message}", file=sys.stderr)
    print(summary(done))
    return 1 if done.problems else 0
