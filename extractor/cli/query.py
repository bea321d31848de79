"""``evidence query``."""

from __future__ import annotations

import argparse

from extractor.cli.options import Verbs, db_option, verb


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(
        verbs, "query", run, "ask the database: a ready question by name, or SQL; without either, list the questions"
    )
    it.add_argument("question", nargs="?", metavar="NAME|SQL")
    it.add_argument("--list", action="store_true", help="list the ready questions")
    db_option(it)


def run(args: argparse.Namespace) -> int:
    """Answer a question, or list those that are ready."""
    from extractor.show.answer import columns, rows
    from extractor.store import Store, queries

    if args.list or not args.question:
        print(columns(queries().items()))
        return 0
    with Store(args.db, create=False) as store:
        rows(*store.query(args.question))
    return 0
