"""A run on the terminal: its bar, and the lines at its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.check.coverage import share

if TYPE_CHECKING:
    from extractor.flow import Summary


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that moves a bar on the terminal's error stream, and does nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        yield lambda done, of: bars.update(bar, completed=done, total=of)


def summary(done: Summary) -> str:
    """Return what a run did, in four lines; a fifth names documents whose file is gone."""
    failed = len({problem.path for problem in done.problems})
    changed = done.read or failed or (done.vanished and done.pruned)
    lines = [
        f"{done.read} read, {done.unchanged} unchanged, {failed} failed" if changed else "nothing changed",
        f"{_many(done.documents, 'document')}{_one_study(done)}, {_many(done.findings, 'finding')}, "
        + f"{done.contradictions} that do not fit (evidence query contradictions)",
    ]
    if done.numbers:
        part = share(done.accounted, done.numbers)
        lines.append(f"{part} % of {done.numbers:,} numbers accounted for (evidence query unexplained)")
    if done.vanished:
        fate = "forgotten" if done.pruned else "kept; evidence extract --prune forgets them"
        lines.append(f"{len(done.vanished)} whose file is gone ({fate}): {', '.join(done.vanished)}")
    if done.overlaps:
        lines.append(f"{_many(done.overlaps, 'pair')} of studies that may share patients (evidence query overlaps)")
    return "\n".join([*lines, f"{done.page} after {done.seconds:.1f} s"])


def _one_study(done: Summary) -> str:
    """Return how many studies the documents are, where the same paper came more than once."""
    if done.studies == done.documents:
        return ""
    return f" of {_many(done.studies, 'study')} (evidence query sources)"


def _many(number: int, noun: str) -> str:
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun}" if number == 1 else f"{number} {many}"
