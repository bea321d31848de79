"""``evidence review``: what reviewers filled in comes back, is listed, compared, kept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from extractor.cli.options import Verbs, db_option, verb


def add(verbs: Verbs) -> None:
    """Add the command and what it can do."""
    it = verbs.add_parser(
        "review",
        help="bring back what reviewers filled in, list it, compare two reviewers",
        description="What reviewers decided; evidence export --format xlsx gives the file they fill in.",
    )
    deeds = it.add_subparsers(title="deeds", required=True, metavar="DEED")
    bring = verb(deeds, "import", bring_in, "read back an Excel file or a CSV that a reviewer filled in")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--reviewer", metavar="NAME", help="who decided, where a row does not say")
    db_option(bring)
    shown = verb(deeds, "list", show, "list every decision: whose, when, and whether it holds")
    db_option(shown)
    pair = verb(deeds, "agreement", agree, "compare two reviewers: Cohen's kappa, by category, and what they differ on")
    pair.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="of the one and the other; none: the database"
    )
    db_option(pair)
    kept = verb(deeds, "export", keep, "write the decisions as CSV, from a database of an older version too")
    kept.add_argument("-o", "--output", type=Path, metavar="FILE", help="a file instead of the terminal")
    db_option(kept)
    gone = verb(deeds, "forget", forget, "remove every decision of a reviewer")
    gone.add_argument("reviewer", metavar="NAME")
    db_option(gone)


def bring_in(args: argparse.Namespace) -> int:
    """Keep the decisions of a file; the status is 1 when a row could not be read."""
    from extractor.review.bring import bring
    from extractor.store import Store

    with Store(args.db, create=False) as store:
        came = bring(store, args.file, reviewer=args.reviewer)
    for line in (*came.lost, *came.problems):
        print(f"evidence: {args.file}: {line}", file=sys.stderr)
    lost = f", {len(came.lost)} of them on what is read otherwise or no longer there" if came.lost else ""
    print(f"{came.new} new, {came.changed} changed, {came.same} unchanged{lost}; {len(came.problems)} rows not read")
    if came.new or came.changed:
        print(f"evidence report --db {args.db} shows them in the pages")
    return 1 if came.problems else 0


def show(args: argparse.Namespace) -> int:
    """List the decisions and what has become of each."""
    from extractor.review.listing import COLUMNS, listing
    from extractor.show.answer import rows
    from extractor.store import Store

    with Store(args.db, create=False) as store:
        found = listing(store.decisions(), store.places())
    rows(COLUMNS, found) if found else print("no decisions; evidence export --format xlsx gives the file to fill in")
    return 0


def agree(args: argparse.Namespace) -> int:
    """Say how far reviewers agree: of two files, or every two of the database."""
    from extractor.review.bring import pairs_of_files, pairs_of_store
    from extractor.show.agreement import told
    from extractor.store import Store

    if args.files:
        found = pairs_of_files(args.files)
    else:
        with Store(args.db, create=False) as store:
            found = pairs_of_store(store)
    print("\n\n".join(told(*pair) for pair in found))
    return 0


def keep(args: argparse.Namespace) -> int:
    """Write the decisions for another database."""
    import contextlib

    from extractor.review.listing import written
    from extractor.store import decisions_in

    decisions = decisions_in(args.db)
    with contextlib.ExitStack() as files:
        file = sys.stdout
        if args.output:
            file = files.enter_context(args.output.open("w", encoding="utf-8", newline=""))
        written(decisions, file)
    return 0


def forget(args: argparse.Namespace) -> int:
    """Remove a reviewer's decisions."""
    from extractor.errors import EvidenceError
    from extractor.store import Store

    with Store(args.db, create=False) as store:
        names = sorted({it.reviewer for heard in store.decisions().values() for it in heard})
        if args.reviewer not in names:
            raise EvidenceError(f"no decisions of '{args.reviewer}'; there are: {', '.join(names) or 'none'}")
        print(f"{store.forget(args.reviewer)} decisions of {args.reviewer} removed")
    return 0
