"""Open the database: make it anew from db/schema, or refuse a file that is not ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from extractor.errors import EvidenceError
from extractor.rooms import room

APPLICATION = int.from_bytes(b"Evid", "big")  # stands in the file's header: `file evidence.sqlite` shows it
SCHEMA = 4  # raise it with every change of db/schema
NEEDED = (3, 38)  # STRICT tables (3.37) and ->> (3.38)
PATIENCE = 10.0  # seconds to wait for another run to finish its paper
MAGIC = b"SQLite format 3\x00"


def opened(path: Path, *, create: bool) -> sqlite3.Connection:
    """Return a connection for reading and writing; a database that is missing is made when *create* says so.

    Raises:
        EvidenceError: if the file is no database, another program's, of another schema, or missing.
    """
    if sqlite3.sqlite_version_info < NEEDED:
        raise EvidenceError(f"SQLite {sqlite3.sqlite_version} is too old: use a Python that brings 3.38 or newer")
    if not create and not path.exists():
        raise EvidenceError(f"{path}: no such database; make it with: evidence extract FOLDER --db {path}")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_other_files(path)
        connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
        try:
            _refuse_other_programs(path, connection)
            connection.execute("PRAGMA foreign_keys = ON")
            # a run that is killed loses nothing; only a power cut may undo the last papers, which are then read again
            connection.execute("PRAGMA synchronous = NORMAL")
            if not _tables(connection):
                connection.executescript(_schema())
        except BaseException:
            connection.close()
            raise
    return connection


def read_only(path: Path) -> sqlite3.Connection:
    """Return a connection through which nothing can be written."""
    with explained(path):
        return sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, timeout=PATIENCE)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system say into a line that says what to do.

    Raises:
        ValueError: if a row breaks a rule of db/schema: a mistake of ours, not of the user.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ValueError(f"{path}: the schema refuses a row: {error}") from error
    except sqlite3.DatabaseError as error:
        raise EvidenceError(f"{path}: {_advice(str(error))}") from error
    except OSError as error:
        raise EvidenceError(f"{path}: {error.strerror or error}; name a file that can be written with --db") from error


def _advice(message: str) -> str:
    if "locked" in message:
        return "another run is writing to this database; wait for it to end or name another file with --db"
    if "readonly" in message or "unable to open" in message:
        return f"{message}; name a file that can be written with --db"
    if "full" in message:
        return "the disk is full; make room and run again"
    return f"cannot be used as a database ({message}); move it away and run evidence extract again"


def _refuse_other_files(path: Path) -> None:
    if path.is_dir():
        raise EvidenceError(f"{path}: is a folder; name a file, such as {path / 'evidence.sqlite'}")
    if not path.exists():
        return
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
    if start and start != MAGIC:  # SQLite takes an empty file for an empty database, and so do we
        raise EvidenceError(f"{path}: is not an SQLite database and is left as it is; name another file with --db")


def _refuse_other_programs(path: Path, connection: sqlite3.Connection) -> None:
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = _tables(connection)
    if not tables and application == schema == 0:
        return
    if application != APPLICATION:
        shown = ", ".join(tables[:3]) or "no tables"
        raise EvidenceError(
            f"{path}: is a database of another program ({shown}) and is left as it is; name another file with --db"
        )
    if schema != SCHEMA:
        age = "an older" if schema < SCHEMA else "a newer"
        keep = (
            f"; what reviewers decided goes along: evidence review export --db {path} -o decisions.csv, and then"
            " evidence review import decisions.csv"
            if "decisions" in tables
            else ""
        )
        raise EvidenceError(
            f"{path}: was made by {age} evidence-extractor (schema {schema}, this one has {SCHEMA}); "
            f"move it away and run evidence extract again, or name another file with --db{keep}"
        )


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [str(row[0]) for row in rows]


def _schema() -> str:
    """Return db/schema as one transaction, so that a killed run never leaves half of it."""
    files = sorted(room("db/schema").glob("*.sql"))
    if not files:
        raise EvidenceError(f"{room('db/schema')}: the schema is missing; install evidence-extractor again")
    parts = [file.read_text(encoding="utf-8") for file in files]
    header = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
    return "\n".join(["BEGIN IMMEDIATE;", header, *parts, "COMMIT;"])
