"""``evidence score``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, reader_options, verb

GOLD = Path("corpus/gold")


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "score", run, "measure against what a careful reader found: a folder of texts/ and gold/*.json")
    it.add_argument(
        "gold", nargs="?", type=Path, default=GOLD, metavar="GOLD", help=f"the folder, or one of such folders ({GOLD})"
    )
    it.add_argument("--misses", action="store_true", help="list everything that went wrong")
    it.add_argument("--ablations", action="store_true", help="measure parts of the tool alone as well")
    it.add_argument(
        "--write", type=Path, action="append", default=[], metavar="FILE",
        help="write the figures down, as in docs/accuracy.md; as .json, as the pages of a report tell them; repeatable",
    )  # fmt: skip
    reader_options(it)


def run(args: argparse.Namespace) -> int:
    """Read the documents of the gold, in memory, and print the figures; of the whole tool, or of its parts too."""
    from functools import partial

    from extractor import flow
    from extractor.score import accuracy, configurations, kept, measured, misses, sets_in, told

    sets = sets_in(args.gold)
    whole = {"as used": partial(flow.chain, tuple(args.rules), args.model)}
    results = {
        name: measured(sets, chain) for name, chain in (configurations(args.rules) if args.ablations else whole).items()
    }
    for name, found in results.items():
        for one in found:
            for problem in one.problems:
                print(f"evidence: {problem.path}: {problem.message}", file=sys.stderr)
            if len(sets) * len(results) > 1:
                print(f"{one.of.name}{', training' if one.of.training else ''}, {name}\n")
            print(told(one))
            if args.misses:
                print("", *misses(one.judged), sep="\n")
            if len(sets) * len(results) > 1:
                print("\n")
    for file in args.write:
        file.write_text((kept if file.suffix == ".json" else accuracy)(results), encoding="utf-8")
    return 1 if any(one.problems for found in results.values() for one in found) else 0
