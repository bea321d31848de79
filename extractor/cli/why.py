"""``evidence why``."""

from __future__ import annotations

import argparse

from extractor.cli.options import Verbs, db_option, rules_option, verb
from extractor.errors import EvidenceError


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(verbs, "why", run, "show where a finding comes from: sentence, rule, denominator, arithmetic")
    it.add_argument("finding", metavar="FINDING", help="an id of the database or the export, such as paper-1:f3")
    db_option(it)
    rules_option(it)


def run(args: argparse.Namespace) -> int:
    """Show where a finding comes from."""
    from extractor.rules import load
    from extractor.show.answer import nearest
    from extractor.show.finding import provenance
    from extractor.store import Store

    name = args.finding.rpartition(":")[0]
    with Store(args.db, create=False) as store:
        study, names = store.study(name), store.names()
    if study is None:
        raise EvidenceError(f"{args.finding}: no such document in {args.db}{nearest(name, names)}")
    print(provenance(study, args.finding, load(*args.rules)))
    return 0
