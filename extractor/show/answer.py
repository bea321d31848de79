"""An answer of the database, and lists: tables on a terminal, CSV when piped."""

from __future__ import annotations

import csv
import difflib
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from extractor.export import harmless

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 100  # of text, where the terminal is wider
LEAST, GAP = 18, 3  # what a column of a table on the terminal needs at least, and what lies between two


def rows(names: Sequence[str], found: Sequence[Sequence[Any]]) -> None:
    """Print an answer: a table on a terminal, CSV when piped."""
    if not sys.stdout.isatty():
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([harmless(value) for value in row] for row in found)
        return
    from rich.console import Console

    shown = [["" if value is None else str(value) for value in row] for row in found]
    console = Console()
    if _fits(names, shown, console.width):
        console.print(_table(names, shown))
    else:  # as psql does when a row is too wide: one cell a line
        for row in shown:
            print(columns((name, value) for name, value in zip(names, row, strict=True) if value), end="\n\n")


def _widths(names: Sequence[str], shown: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, cells)) for cells in zip(names, *shown, strict=True)]


def _fits(names: Sequence[str], shown: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether each column has room for a word or two of its longest cell."""
    return sum(min(natural, LEAST) + GAP for natural in _widths(names, shown)) <= width


def _table(names: Sequence[str], shown: Sequence[Sequence[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, natural in zip(names, _widths(names, shown), strict=True):
        table.add_column(name, min_width=min(natural, LEAST), overflow="fold")
    for row in shown:
        table.add_row(*map(Text, row))
    return table


def columns(pairs: Iterable[tuple[str, str]]) -> str:
    """Return two columns, the second wrapped."""
    known = list(pairs)
    indent = max((len(first) for first, _ in known), default=0) + 2
    room = max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) - indent)
    lines = []
    for first, second in known:
        wrapped = textwrap.wrap(second, room) or [""]
        lines += [f"{first:<{indent}}{wrapped[0]}", *(" " * indent + line for line in wrapped[1:])]
    return "\n".join(line.rstrip() for line in lines)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?", or nothing when no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""
