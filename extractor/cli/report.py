"""``evidence report``."""

from __future__ import annotations

import argparse

from extractor.cli.options import Verbs, db_option, out_option, rules_option, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "report", run, "write the pages of the database again")
    db_option(it)
    out_option(it)
    rules_option(it)


def run(args: argparse.Namespace) -> int:
    """Write the pages, whether or not they seem up to date."""
    from extractor import flow

    print(flow.report(args.db, args.out, rules=args.rules))
    return 0
