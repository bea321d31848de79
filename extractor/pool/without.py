"""Pool again without each study in turn: what rests on one study alone shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from extractor.pool.pooled import Pooled


def leave_one_out(fit: Callable[..., Pooled], *columns: Sequence[Any]) -> tuple[Pooled | None, ...]:
    """Return the pooled estimates without the first study, without the second, and so on; empty for one study.

    None where the studies that are left cannot be pooled.

    Args:
        fit: One of this folder's functions; give what is not a column with ``functools.partial``.
        columns: What it is called with, each one value a study.
    """
    k = len(columns[0])
    return tuple(_without(place, fit, columns) for place in range(k)) if k > 1 else ()


def _without(place: int, fit: Callable[..., Pooled], columns: Sequence[Sequence[Any]]) -> Pooled | None:
    try:
        return fit(*([*column[:place], *column[place + 1 :]] for column in columns))
    except ValueError:
        return None
