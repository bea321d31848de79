"""``evidence read``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, options, read_options, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "read", run, "print what is read of a file: metadata, sections, text, warnings")
    it.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of them")
    read_options(it)


def run(args: argparse.Namespace) -> int:
    """Print what is read of files, so that a user sees why something is missing."""
    from extractor.show.reading import told

    status = 0
    for said, good in told(args.paths, options(args)):
        print(said if good else f"evidence: {said}", file=sys.stdout if good else sys.stderr)
        status = status if good else 1
    return status
