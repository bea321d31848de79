"""``evidence check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, reader_options, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(
        verbs, "check", run, "say what does not fit in a text, before it is published: sums, percentages, intervals"
    )
    it.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder; nothing is stored")
    it.add_argument("--format", choices=("text", "jsonl"), default="text", help="for readers, or for programs")
    reader_options(it)


def run(args: argparse.Namespace) -> int:
    """Print one block for each thing that does not fit, and a last line; the status is 1 when there is any."""
    from extractor import flow
    from extractor.show.misfits import Tally, block, misfits, record

    tally, shown, failed = Tally(), block if args.format == "text" else record, False
    for one in flow.studies_in(args.paths, rules=args.rules, model=args.model):
        for problem in one.problems:
            print(f"evidence: {problem.path}: {problem.message}", file=sys.stderr)
        failed = failed or bool(one.problems)
        for study in one.studies:
            tally.add(study)
            for misfit in misfits(study):
                print(shown(misfit))
    print(tally.line(), file=sys.stdout if args.format == "text" else sys.stderr)
    return 1 if failed or tally.verdicts["inconsistent"] else 0
