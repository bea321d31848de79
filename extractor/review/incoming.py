"""Turn a reviewer's rows into decisions; what cannot be one is said with its sheet and row, the rest goes in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from extractor.model import VERBS, Decision
from extractor.review.sheets import Row

KEY = re.compile(r"[0-9a-f]{16}:\d+-\d+:[a-z_]+(:\d+)?")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
LONGEST = 2000  # characters of a comment
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


class Known(Protocol):
    """A finding as the database has it now."""

    @property
    def document(self) -> str: ...

    @property
    def reading(self) -> str: ...


@dataclass(slots=True)
class Heard:
    """What came in from a file."""

    decisions: list[Decision] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # kept, but nothing of this database is at its place
    problems: list[str] = field(default_factory=list)  # rows that are not read, and why


def heard(rows: Iterable[Row], known: Mapping[str, Known], *, reviewer: str | None, now: str) -> Heard:
    """Return the decisions in *rows*.

    Args:
        known: The findings of the database, by key.
        reviewer: Who decided, where a row does not say.
        now: UTC, ISO 8601; a row that says itself when it was decided keeps its time.
    """
    result, met = Heard(), dict[tuple[str, str], tuple[Decision, str]]()
    for row in rows:
        said = {name: row.cells.get(name) for name in ("key", "decision", "corrected value", "comment")}
        if all(_blank(said[name]) for name in ("decision", "corrected value", "comment")):
            continue
        try:
            decision = _decision(row.cells, known, reviewer, now)
        except ValueError as problem:
            result.problems.append(f"{row.place}: {problem}")
            continue
        before = met.get((decision.key, decision.reviewer))
        if before and (before[0].decision, before[0].value) != (decision.decision, decision.value):
            result.problems.append(f"{row.place}: decides otherwise than {before[1]} on the same result; make it one")
            continue
        if before is None:
            met[decision.key, decision.reviewer] = decision, row.place
            result.decisions.append(decision)
            if decision.key not in known:
                result.lost.append(f"{row.place}: no result of this database is at {decision.key}")
            elif known[decision.key].reading != decision.reading:
                result.lost.append(f"{row.place}: was decided on '{decision.reading}', now read otherwise")
    return result


def _decision(cells: Mapping[str, Any], known: Mapping[str, Known], reviewer: str | None, now: str) -> Decision:
    key = str(cells.get("key") or "").strip()
    if not KEY.fullmatch(key):
        raise ValueError(f"'{key[:60]}' is no key; take it from a fresh export" if key else "has no key")
    word = _word(cells.get("decision"), cells.get("corrected value"))
    value = _number(cells.get("corrected value")) if not _blank(cells.get("corrected value")) else None
    if word == "corrected" and value is None:
        raise ValueError("says 'corrected' and gives no corrected value")
    if word != "corrected" and value is not None:
        raise ValueError(f"says '{word}' and gives a corrected value; one of the two must go")
    name = _name(cells.get("reviewer")) or _name(reviewer)
    if not name:
        raise ValueError("names no reviewer; fill in the column or use --reviewer NAME")
    seen, at = str(cells.get("reading") or ""), str(cells.get("at") or "")
    found = known.get(key)
    return Decision(
        key, name, word, value,
        comment=_shown(cells.get("comment"))[:LONGEST],
        at=at if TIME.fullmatch(at) else now,
        document=found.document if found else str(cells.get("study") or cells.get("document") or ""),
        reading=seen or (found.reading if found else ""),
    )  # fmt: skip


def _word(decision: Any, value: Any) -> Any:
    word = _shown(decision).casefold()
    if word in VERBS:
        return word
    if not word:
        has = "a comment" if _blank(value) else "a corrected value"
        raise ValueError(f"has {has} and no decision; write one of {', '.join(VERBS)}")
    near = difflib.get_close_matches(word, VERBS, n=1, cutoff=0.6)
    raise ValueError(f"decision '{word[:40]}' is none of {', '.join(VERBS)}" + (f"; {near[0]}?" if near else ""))


def _number(cell: Any) -> Decimal:
    """Return the corrected value as typed.

    >>> _number(55.8), _number("55,80"), _number(12)
    (Decimal('55.8'), Decimal('55.80'), Decimal('12'))
    """
    if isinstance(cell, date | datetime):
        raise ValueError(f"corrected value {cell:%Y-%m-%d} is a date: the spreadsheet made it of what was typed")
    text = "" if isinstance(cell, bool) else f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()
    text = text.replace("\N{MINUS SIGN}", "-").replace("\N{MIDDLE DOT}", ".")
    if not NUMBER.fullmatch(text):
        raise ValueError(f"corrected value '{str(cell)[:40]}' is no number; write it alone, such as 55.8")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(f"corrected value '{text[:40]}' is no number") from error
    if not -18 < number.adjusted() < 18:
        raise ValueError(f"corrected value '{text[:40]}' is out of all bounds")
    return number


def _name(cell: Any) -> str:
    return " ".join(_shown(cell).split())[:100]


def _shown(cell: Any) -> str:
    return "" if cell is None else "".join(c if c.isprintable() or c == "\n" else " " for c in str(cell)).strip()


def _blank(cell: Any) -> bool:
    return cell is None or not str(cell).strip()
