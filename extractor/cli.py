"""The command ``evidence``: reads the command line, calls the tool, shows what it says.

Whatever is slow to import is imported by the command that needs it, so that ``--help`` answers at once.
Exit status: 0, 1 when there is something to mend, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import __version__
from extractor.errors import EvidenceError

if TYPE_CHECKING:
    from extractor.read.options import Options

DB, OUT, GOLD = Path("db/evidence.sqlite"), Path("reports/site"), Path("corpus/gold")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    args = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream that somebody put in its place
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except EvidenceError as error:
        return _complain(str(error))
    except BrokenPipeError:  # evidence export | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'input/output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        _complain("stopped; the database holds every document finished so far, the same command goes on from there")
        return 130


def _complain(message: str) -> int:
    for line in message.splitlines():
        print(f"evidence: {line}", file=sys.stderr)
    return 1


# ------------------------------------------------------------------ the command line


def parser() -> argparse.ArgumentParser:
    """Return the command line: one sub-command a verb."""
    top = argparse.ArgumentParser(
        prog="evidence",
        description="Read the numbers of clinical abstracts, offline, into SQLite and comparative evidence tables.",
    )
    top.add_argument("--version", action="version", version=f"evidence-extractor {__version__}")
    verbs = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def verb(name: str, run: object, says: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        added.set_defaults(run=run)
        return added

    it = verb("extract", extract, "read files and folders into the database and write the pages")
    it.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder of papers, exports or archives"
    )
    _db(it)
    _out(it)
    _reader(it)
    _asked(it)
    it.add_argument("--no-merge", dest="merge", action="store_false", help="keep the sources of one study apart")
    it.add_argument("--prune", action="store_true", help="forget documents whose file is gone")
    it.add_argument("--jobs", type=_count, default=1, metavar="N", help="worker processes (1)")

    it = verb("read", read, "print what is read of a file: metadata, sections, text, warnings")
    it.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of them")
    _asked(it)

    it = verb("report", report, "write the pages of the database again")
    _db(it)
    _out(it)
    _rules(it)

    it = verb("export", export, "write every study as JSON lines, or every finding as a CSV row")
    it.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    it.add_argument("-o", "--output", type=Path, metavar="FILE", help="a file instead of the terminal")
    _db(it)

    it = verb("query", query, "ask the database: a ready question by name, or SQL; without either, list the questions")
    it.add_argument("question", nargs="?", metavar="NAME|SQL")
    it.add_argument("--list", action="store_true", help="list the ready questions")
    _db(it)

    it = verb("rules", rules, "list what counts as evidence, show one rule or outcome, or check a folder of your own")
    one = it.add_mutually_exclusive_group()
    one.add_argument("--show", metavar="ID", help="a rule with its pattern and examples, or an outcome")
    one.add_argument("--check", type=Path, metavar="DIR", help="load a folder of rules and try its examples")
    _rules(it)

    it = verb("why", why, "show where a finding comes from: sentence, rule, denominator, arithmetic")
    it.add_argument("finding", metavar="FINDING", help="an id of the database or the export, such as paper-1:f3")
    _db(it)
    _rules(it)

    it = verb("check", check, "say what does not fit in a text, before it is published: sums, percentages, intervals")
    it.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder; nothing is stored")
    it.add_argument("--format", choices=("text", "jsonl"), default="text", help="for readers, or for programs")
    _reader(it)

    it = verb("score", score, "measure against what a careful reader found: a folder of texts/ and gold/*.json")
    it.add_argument(
        "gold", nargs="?", type=Path, default=GOLD, metavar="GOLD", help=f"the folder, or one of such folders ({GOLD})"
    )
    it.add_argument("--misses", action="store_true", help="list everything that went wrong")
    it.add_argument("--ablations", action="store_true", help="measure parts of the tool alone as well")
    it.add_argument("--write", type=Path, metavar="FILE", help="write the figures down, as in docs/accuracy.md")
    _reader(it)
    return top


def _db(to: argparse.ArgumentParser) -> None:
    to.add_argument("--db", type=Path, default=DB, metavar="FILE", help=f"the database ({DB})")


def _out(to: argparse.ArgumentParser) -> None:
    to.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"the folder of pages ({OUT})")


def _rules(to: argparse.ArgumentParser) -> None:
    says = "rules of your own beside the packaged ones; may be repeated"
    to.add_argument("--rules", type=Path, action="append", default=[], metavar="DIR", help=says)


def _reader(to: argparse.ArgumentParser) -> None:
    _rules(to)
    to.add_argument(
        "--model",
        metavar="NAME",
        help="an installed spaCy pipeline whose entities join the mentions; none: rules alone",
    )


def _asked(to: argparse.ArgumentParser) -> None:
    """Add the options of extractor.read.options; one that is not given keeps its value there."""
    to.add_argument("--full-text", action="store_true", default=None, help="read whole articles, not their abstracts")
    to.add_argument("--ocr", action="store_true", default=None, help="recognise the text of scanned pages (ocrmypdf)")
    says = "the column of a CSV or Excel file that holds the abstracts, where its name does not tell"
    to.add_argument("--abstract-column", metavar="NAME", help=says)
    to.add_argument("--max-seconds", type=float, metavar="S", help="to parse one file (30)")
    to.add_argument("--max-pages", type=_count, metavar="N", help="of a PDF (400)")
    to.add_argument("--max-bytes", type=_size, metavar="N", help="of a file: 500000, 20M, 1G (250M)")
    to.add_argument("--max-unpacked", type=_size, metavar="N", help="of what is compressed in a file (2G)")
    to.add_argument("--max-records", type=_count, metavar="N", help="of a file, or members of an archive (200000)")


def _size(printed: str) -> int:
    """Return a number of bytes: "500000", "20M", "1G"."""
    units = {"k": 1024, "m": 1024**2, "g": 1024**3}
    unit = printed[-1:].lower()
    number = printed[:-1] if unit in units else printed
    if not number.isdigit() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"'{printed}' is not a number of bytes, such as 500000, 20M or 1G")
    return int(number) * units.get(unit, 1)


def _count(printed: str) -> int:
    if not printed.isdigit() or int(printed) < 1:
        raise argparse.ArgumentTypeError(f"'{printed}' is not a whole number from 1")
    return int(printed)


# ------------------------------------------------------------------ the commands


def extract(args: argparse.Namespace) -> int:
    """Read what changed; a paper that could not be read makes the status 1."""
    from extractor import flow
    from extractor.show.run import progress, summary

    with progress() as moved:
        done = flow.extract(
            args.paths, db=args.db, out=args.out, rules=args.rules, model=args.model,
            prune=args.prune, merge=args.merge, jobs=args.jobs, options=_options(args), progress=moved,
        )  # fmt: skip
    for problem in done.problems:
        print(f"evidence: {problem.path}: {problem.message}", file=sys.stderr)
    print(summary(done))
    return 1 if done.problems else 0


def read(args: argparse.Namespace) -> int:
    """Print what is read of files, so that a user sees why something is missing."""
    from extractor.show.reading import told

    status = 0
    for said, good in told(args.paths, _options(args)):
        print(said if good else f"evidence: {said}", file=sys.stdout if good else sys.stderr)
        status = status if good else 1
    return status


def _options(args: argparse.Namespace) -> Options:
    """Return what the user asked of the reader."""
    from dataclasses import fields

    from extractor.read.options import Options

    given = {it.name: getattr(args, it.name, None) for it in fields(Options)}
    return Options(**{name: value for name, value in given.items() if value is not None})


def report(args: argparse.Namespace) -> int:
    """Write the pages, whether or not they seem up to date."""
    from extractor import flow

    print(flow.report(args.db, args.out, rules=args.rules))
    return 0


def export(args: argparse.Namespace) -> int:
    """Write the database for other programs."""
    from extractor import flow
    from extractor.store import Store

    with Store(args.db, create=False) as store, contextlib.ExitStack() as files:
        file = sys.stdout
        if args.output:
            file = files.enter_context(args.output.open("w", encoding="utf-8", newline=""))
        flow.write(store.studies(), store.concepts(), store.sources(), file, args.format)
    return 0


def query(args: argparse.Namespace) -> int:
    """Answer a question, or list those that are ready."""
    from extractor.show.answer import columns, rows
    from extractor.store import Store, queries

    if args.list or not args.question:
        print(columns(queries().items()))
        return 0
    with Store(args.db, create=False) as store:
        rows(*store.query(args.question))
    return 0


def rules(args: argparse.Namespace) -> int:
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


def why(args: argparse.Namespace) -> int:
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


def check(args: argparse.Namespace) -> int:
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


def score(args: argparse.Namespace) -> int:
    """Read the documents of the gold, in memory, and print the figures; of the whole tool, or of its parts too."""
    from functools import partial

    from extractor import flow
    from extractor.score import accuracy, configurations, measured, misses, sets_in, told

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
    if args.write:
        args.write.write_text(accuracy(results), encoding="utf-8")
    return 1 if any(one.problems for found in results.values() for one in found) else 0
