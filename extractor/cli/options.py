"""Options that several commands have."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from extractor.read.options import Options

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
DB, OUT = Path("db/evidence.sqlite"), Path("reports/site")


def verb(verbs: Verbs, name: str, run: Callable[[argparse.Namespace], int], says: str) -> argparse.ArgumentParser:
    """Add a command and return its own command line."""
    added = verbs.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
    added.set_defaults(run=run)
    return added


def db_option(to: argparse.ArgumentParser) -> None:
    """Add ``--db``."""
    to.add_argument("--db", type=Path, default=DB, metavar="FILE", help=f"the database ({DB})")


def out_option(to: argparse.ArgumentParser) -> None:
    """Add ``--out``."""
    to.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"the folder of pages ({OUT})")


def rules_option(to: argparse.ArgumentParser) -> None:
    """Add ``--rules``."""
    says = "rules of your own beside the packaged ones; may be repeated"
    to.add_argument("--rules", type=Path, action="append", default=[], metavar="DIR", help=says)


def reader_options(to: argparse.ArgumentParser) -> None:
    """Add ``--rules`` and ``--model``."""
    rules_option(to)
    to.add_argument(
        "--model",
        metavar="NAME",
        help="an installed spaCy pipeline whose entities join the mentions; none: rules alone",
    )


def read_options(to: argparse.ArgumentParser) -> None:
    """Add the options of extractor.read.options; one that is not given keeps its value there."""
    to.add_argument("--full-text", action="store_true", default=None, help="read whole articles, not their abstracts")
    to.add_argument("--ocr", action="store_true", default=None, help="recognise the text of scanned pages (ocrmypdf)")
    says = "the column of a CSV or Excel file that holds the abstracts, where its name does not tell"
    to.add_argument("--abstract-column", metavar="NAME", help=says)
    to.add_argument("--max-seconds", type=float, metavar="S", help="to parse one file (30)")
    to.add_argument("--max-pages", type=count, metavar="N", help="of a PDF (400)")
    to.add_argument("--max-bytes", type=size, metavar="N", help="of a file: 500000, 20M, 1G (250M)")
    to.add_argument("--max-unpacked", type=size, metavar="N", help="of what is compressed in a file (2G)")
    to.add_argument("--max-records", type=count, metavar="N", help="of a file, or members of an archive (200000)")


def size(printed: str) -> int:
    """Return a number of bytes: "500000", "20M", "1G"."""
    units = {"k": 1024, "m": 1024**2, "g": 1024**3}
    unit = printed[-1:].lower()
    number = printed[:-1] if unit in units else printed
    if not number.isdigit() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"'{printed}' is not a number of bytes, such as 500000, 20M or 1G")
    return int(number) * units.get(unit, 1)


def count(printed: str) -> int:
    """Return a whole number from 1."""
    if not printed.isdigit() or int(printed) < 1:
        raise argparse.ArgumentTypeError(f"'{printed}' is not a whole number from 1")
    return int(printed)


def options(args: argparse.Namespace) -> Options:
    """Return what the user asked of the reader."""
    from dataclasses import fields

    from extractor.read.options import Options

    given = {it.name: getattr(args, it.name, None) for it in fields(Options)}
    return Options(**{name: value for name, value in given.items() if value is not None})
