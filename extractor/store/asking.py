"""Questions to the database: the files of db/queries by name, or any SELECT; nothing can be written this way."""

from __future__ import annotations

import difflib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from extractor.errors import EvidenceError
from extractor.rooms import room
from extractor.store.opening import read_only

READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
LOOKING = {"data_version", "table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"}
Answer = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def queries() -> dict[str, str]:
    """Return the name of each file of db/queries with its first line, which says what it answers."""
    files = sorted(room("db/queries").glob("*.sql"))
    return {file.stem: file.read_text(encoding="utf-8").splitlines()[0].removeprefix("--").strip() for file in files}


def ask(path: Path, question: str) -> Answer:
    """Return the columns and rows that answer *question*, a name of db/queries or SQL.

    Raises:
        EvidenceError: if there is no such query, SQLite does not understand it, or it would write.
    """
    sql = _sql(question)
    with closing(read_only(path)) as connection:
        connection.set_authorizer(_only_reading)
        try:
            cursor = connection.execute(sql)
            return tuple(column[0] for column in cursor.description or ()), cursor.fetchall()
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise EvidenceError(f"query: {_advice(str(error))}") from error


def _sql(question: str) -> str:
    if not question.strip():
        raise EvidenceError(f"query: name a query or give SQL; there are: {', '.join(queries())}")
    if len(question.split()) > 1:
        return question
    known = queries()
    name = question.removesuffix(".sql")
    if name in known:
        return (room("db/queries") / f"{name}.sql").read_text(encoding="utf-8")
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(known)}"
    raise EvidenceError(f"query '{name}': no such query; {hint}")


def _only_reading(action: int, first: str | None, second: str | None, *_: object) -> int:
    """Let SQLite read tables and describe them.

    It says that it updates sqlite_master where it declares a full-text table to itself; a user who tries is refused
    by SQLite, and the file is opened for reading anyway.
    """
    looks = action == sqlite3.SQLITE_PRAGMA and first in LOOKING
    declares = action == sqlite3.SQLITE_UPDATE and first == "sqlite_master"
    return sqlite3.SQLITE_OK if action in READING or looks or declares else sqlite3.SQLITE_DENY


REFUSALS = ("not authorized", "authorization denied", "prohibited", "readonly", "may not be modified")


def _advice(message: str) -> str:
    if any(refusal in message for refusal in REFUSALS):
        return "a query only reads; a database is changed by evidence extract alone"
    if "one statement" in message:
        return "give one statement at a time"
    return f"{message}; evidence query --list shows those that are ready, README.md the tables"
