"""The command ``evidence``: reads the command line, calls the tool, shows what it says. One module a command.

Whatever is slow to import is imported by the command that needs it, so that ``--help`` answers at once.
Exit status: 0, 1 when there is something to mend, 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from extractor import __version__
from extractor.cli import check, export, extract, query, read, report, review, rules, score, why
from extractor.errors import EvidenceError

COMMANDS = (extract, read, report, export, review, query, rules, why, check, score)


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


def parser() -> argparse.ArgumentParser:
    """Return the command line: one sub-command a verb."""
    top = argparse.ArgumentParser(
        prog="evidence",
        description="Read the numbers of clinical abstracts, offline, into SQLite and comparative evidence tables.",
    )
    top.add_argument("--version", action="version", version=f"evidence-extractor {__version__}")
    verbs = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(verbs)
    return top
