"""Rows of a table as sentences, which the grammar of numbers can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

Rows = Sequence[Sequence[str]]


def sentences(head: Rows, body: Rows) -> Iterator[str]:
    """Yield each row of the body as a sentence; a cell follows the name of its column.

    Args:
        head: The rows that name the columns; a name may be spread over several.
        body: The others; a cell that spans several columns stands in each of them.

    >>> list(sentences([["", "Surgery (n = 54)", "Control"]], [["Pain relief", "23 (43%)", "12"], ["Men", "", ""]]))
    ['Pain relief: Surgery (n = 54) 23 (43%); Control 12.', 'Men']
    """
    names = [" ".join(dict.fromkeys(filter(None, column))) for column in zip_longest(*head, fillvalue="")]
    for first, *rest in body:
        cells = [f"{name} {cell}".strip() for name, cell in zip_longest(names[1:], rest, fillvalue="")]
        cells = [said for said, cell in zip(cells, rest, strict=False) if cell and cell != first]
        if cells:
            yield f"{first}: {'; '.join(cells)}." if first else f"{'; '.join(cells)}."
        elif first:
            yield first
