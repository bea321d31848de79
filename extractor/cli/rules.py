"""``evidence rules``."""

from __future__ import annotations

import argparse
from pathlib import Path

from extractor.cli.options import Verbs, rules_option, verb
from extractor.errors import EvidenceError


def add(verbs: Verbs) -> None:
    """Add the command."""
    it = verb(
        verbs, "rules", run, "list what counts as evidence, show one rule or outcome, or check a folder of your own"
    )
    one = it.add_mutually_exclusive_group()
    one.add_argument("--show", metavar="ID", help="a rule with its pattern and examples, or an outcome")
    one.add_argument("--check", type=Path, metavar="DIR", help="load a folder of rules and try its examples")
    rules_option(it)


def run(args: argparse.Namespace) -> int:
    """List, show or check rules."""
    from extractor.recognise.examples import fields
    from extractor.rules import check_examples, load
    from extractor.show.rule import all_rules, one_rule

    if args.check:
        known = load(*args.rules, args.check)
        if wrong := check_examples(known, fields):
            raise EvidenceError("\n".join(wrong))
        print(f"{args.check}: good, with the packaged ones {len(known.rules)} rules and {len(known.concepts)} outcomes")
    else:
        known = load(*args.rules)
        print(one_rule(known, args.show) if args.show else all_rules(known))
    return 0
