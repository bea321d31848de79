"""Keep studies in SQLite, one transaction a document; the only module that opens db/.

sqlite-utils writes the rows; what goes in and comes out are our own values, and ``load(save(study)) == study``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import EvidenceError, Unreadable
from extractor.merge import merges
from extractor.model import Concept, Decision, Merge, Overlap, Source, Study
from extractor.overlap import overlaps
from extractor.store import grouping, load
from extractor.store.asking import Answer, ask, queries
from extractor.store.opening import explained, opened
from extractor.store.rows import compact, concept_row, rows, unnamed_concepts

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Kept", "Place", "Problem", "Store", "decisions_in", "queries"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file, to tell whether it must be read again."""

    sha256: str
    rules: str
    model: str
    names: tuple[str, ...]  # of its documents


class Problem(NamedTuple):
    """What could not be read, and why; ``stage`` is read, recognise, link, check or store."""

    path: str
    stage: str
    message: str


class Place(NamedTuple):
    """A finding as a reviewer's decision meets it."""

    document: str
    reading: str
    category: str


def decisions_in(path: Path) -> list[Decision]:
    """Return the decisions of a database of whatever schema, so that they outlive a change of it.

    Raises:
        EvidenceError: if it is no database of ours, or too old to hold decisions.
    """
    if not ask(path, "SELECT 1 FROM sqlite_master WHERE name = 'decisions'")[1]:
        raise EvidenceError(f"{path}: holds no decisions of reviewers")
    columns, found = ask(path, "SELECT * FROM decisions ORDER BY key, reviewer")
    rows = (dict(zip(columns, row, strict=True)) for row in found)
    return [load.decision({name: row[name] for name in load.DECISION if name in row}) for row in rows]


class Store:
    """The database; close it, or use it as a context.

    Args:
        path: The file; it and its folder are made when missing, unless *create* is false.

    Raises:
        EvidenceError: if the file is no database, another program's, or of another schema.
    """

    def __init__(self, path: Path | str, *, create: bool = True) -> None:
        from sqlite_utils import Database  # a fifth of a second, which `evidence --help` need not wait for

        self.path = Path(path)
        self._db: Database = Database(opened(self.path, create=create), execute_plugins=False)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make one change of everything done inside: when the run is killed, none of it was done."""
        with self._change():
            yield

    # -------------------------------------------------------------- studies

    def save(self, study: Study, *, rules: str = "", model: str = "") -> None:
        """Replace what is known of the study's document, and the problems of its file, in one transaction.

        Args:
            rules: Version of the rules that read it.
            model: Name of the entity recogniser that read it.

        Raises:
            Unreadable: if it holds what no database can: a whole number past 64 bits, half a character.
            ValueError: if the study contradicts the schema: a finding of an unknown arm, say.
        """
        document = study.document
        try:
            with self._change():
                self._db.execute("DELETE FROM documents WHERE id = ?", [document.name])
                self._db.execute("DELETE FROM problems WHERE path = ?", [document.path])
                self._insert("outcomes", unnamed_concepts(study), ignore=True)
                for table, found in rows(study, rules=rules, model=model).items():
                    self._insert(table, found)
        except OverflowError as error:
            raise Unreadable(document.path, "prints a whole number of more than 18 digits; mend the text") from error
        except UnicodeEncodeError as error:
            raise Unreadable(document.path, f"broken at character {error.start}; save it as UTF-8") from error

    def studies(self) -> Iterator[Study]:
        """Yield every study by name, one at a time in memory."""
        for name in self.names():
            found = self.study(name)
            if found is not None:  # another run may have pruned it meanwhile
                yield found

    def study(self, name: str) -> Study | None:
        """Return the study of the document *name*, or None; what the document lacks, the others of its study tell."""
        document = next(iter(self._rows("SELECT * FROM documents WHERE id = ?", name)), None)
        if document is None:
            return None
        told = next(iter(self._rows("SELECT * FROM catalogue WHERE id = ?", name)))
        return load.study({**document, **told}, lambda table: self._rows(_children(table), name))

    def names(self) -> tuple[str, ...]:
        """Return the documents' names, sorted."""
        return tuple(row["name"] for row in self._rows("SELECT name FROM documents ORDER BY name"))

    def state(self) -> dict[str, Kept]:
        """Return what is known of each file, by path: a run compares it with what lies in the folder."""
        files: dict[str, Kept] = {}
        for row in self._rows("SELECT path, sha256, rules, model, name FROM documents ORDER BY path, name"):
            names = files[row["path"]].names if row["path"] in files else ()
            files[row["path"]] = Kept(row["sha256"], row["rules"], row["model"], (*names, row["name"]))
        return files

    def finish(self, path: object, *, rules: str) -> None:
        """Mark the documents of a file, or of an archive's members, as read with *rules*: the whole of it was."""
        with self._change():
            self._db.execute(
                "UPDATE documents SET rules = ? WHERE rules = '' AND (path = ? OR substr(path, 1, ?) = ?)",
                [rules, str(path), len(str(path)) + 1, f"{path}!"],
            )

    def prune(self, names: Iterable[str]) -> None:
        """Remove documents whose file went away, with everything said of them."""
        with self._change():
            for name in names:
                self._db.execute("DELETE FROM problems WHERE path = (SELECT path FROM documents WHERE id = ?)", [name])
                self._db.execute("DELETE FROM documents WHERE id = ?", [name])

    # -------------------------------------------------------------- one study, many documents

    def regroup(self, *, merge: bool = True) -> None:
        """Tell anew which documents are one study and which studies may share patients; write what changed.

        Args:
            merge: False makes every document a study of its own.
        """
        found = merges(grouping.cards(self._rows)) if merge else {}
        before = self.merges()
        changed = [name for name in {**before, **found} if before.get(name) != found.get(name)]
        if changed:
            with self._change():
                for name in changed:
                    into = found.get(name)
                    values = [into.into if into else None, into.why if into else None, name]
                    self._db.execute("UPDATE documents SET merged_into = ?, merged_by = ? WHERE id = ?", values)
        shared = overlaps(grouping.cohorts(self._rows))
        if shared != self.overlaps():
            with self._change():
                self._db.execute("DELETE FROM overlaps")
                self._insert("overlaps", [
                    {"document_id": it.name, "other_id": it.other, "reason": it.reason} for it in shared
                ])  # fmt: skip

    def merges(self) -> dict[str, Merge]:
        """Return the documents that are another reading of a study, by name."""
        return grouping.merges(self._rows)

    def sources(self) -> dict[str, tuple[Source, ...]]:
        """Return the documents each study was read from, by its leading document, which is the first of them."""
        return grouping.sources(self._rows)

    def overlaps(self) -> tuple[Overlap, ...]:
        """Return the pairs of studies that may share patients."""
        return grouping.overlaps(self._rows)

    # -------------------------------------------------------------- what reviewers say

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Keep the decisions; a reviewer has one on each finding, and the new one stands."""
        found = [asdict(it) | {"value": None if it.value is None else str(it.value)} for it in decisions]
        if found:
            with self._change():
                self._db.table("decisions").upsert_all(found, pk=("key", "reviewer"))

    def decisions(self) -> dict[str, tuple[Decision, ...]]:
        """Return every decision by key, reviewers in order of name; those of findings that are gone, too."""
        by_key: dict[str, list[Decision]] = {}
        for row in self._rows("SELECT * FROM decisions ORDER BY key, reviewer"):
            by_key.setdefault(row["key"], []).append(load.decision(row))
        return {key: tuple(found) for key, found in by_key.items()}

    def forget(self, reviewer: str) -> int:
        """Remove a reviewer's decisions; return how many there were."""
        with self._change():
            return self._db.execute("DELETE FROM decisions WHERE reviewer = ?", [reviewer]).rowcount

    def places(self) -> dict[str, Place]:
        """Return where decisions may hang: every finding by key; of two documents of one text the first."""
        found = self._rows(
            "SELECT key, document_id, reading, category FROM findings ORDER BY document_id DESC, position"
        )
        return {row["key"]: Place(row["document_id"], row["reading"], row["category"]) for row in found}

    # -------------------------------------------------------------- outcomes

    def define(self, concepts: Iterable[Concept]) -> None:
        """Make *concepts* the outcomes; those of an earlier vocabulary stay while a finding refers to them."""
        found = [concept_row(concept) for concept in concepts]
        with self._change():
            self._db.execute(
                "DELETE FROM outcomes WHERE id NOT IN (SELECT outcome_id FROM findings WHERE outcome_id IS NOT NULL)"
                " AND id NOT IN (SELECT concept FROM mentions WHERE concept IS NOT NULL)"
            )
            if found:
                self._db.table("outcomes").upsert_all(found, pk="id")

    def concepts(self) -> tuple[Concept, ...]:
        """Return the outcomes, sorted by id."""
        return tuple(load.concept(row) for row in self._rows("SELECT * FROM outcomes ORDER BY id"))

    # -------------------------------------------------------------- problems and runs

    def problem(self, path: object, stage: str, message: str) -> None:
        """Keep why a file could not be read; it stands until the file is saved or `settle` is called."""
        with self._change():
            self._insert("problems", [{"path": str(path), "stage": stage, "message": message}], ignore=True)

    def settle(self, path: object) -> None:
        """Forget the problems of a file, before it is tried again or when it went away."""
        with self._change():
            self._db.execute("DELETE FROM problems WHERE path = ?", [str(path)])

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems, sorted by path."""
        found = self._rows("SELECT path, stage, message FROM problems ORDER BY path, stage, message")
        return tuple(Problem(**row) for row in found)

    def run(
        self,
        *,
        tool: str,
        rules: str,
        model: str,
        arguments: Sequence[str],
        counts: Mapping[str, int],
        seconds: float,
    ) -> None:
        """Keep what was run: versions, arguments, counts such as ``{"read": 2, "failed": 0}``, seconds."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"started": now, "tool": tool, "rules": rules, "model": model, "seconds": round(seconds, 3)}
        with self._change():
            self._insert("runs", [row | {"arguments": compact(list(arguments)), "counts": compact(dict(counts))}])

    def asked(self) -> list[str]:
        """Return the arguments of the last run that changed anything; none before the first."""
        last = self._rows("SELECT arguments FROM runs ORDER BY id DESC LIMIT 1")
        return [str(it) for row in last for it in json.loads(row["arguments"])]

    def query(self, question: str) -> Answer:
        """Return the columns and rows that answer a query of db/queries by name, or SQL; it cannot write."""
        return ask(self.path, question)

    # -------------------------------------------------------------- what sqlite-utils does

    @contextmanager
    def _change(self) -> Iterator[None]:
        with explained(self.path), self._db.atomic():
            yield

    def _insert(self, table: str, found: list[dict[str, Any]], *, ignore: bool = False) -> None:
        if found:  # executemany: insert_all asks the schema again for every paper, half the time of a save
            columns, way = list(found[0]), "OR IGNORE " if ignore else ""
            places = ", ".join("?" * len(columns))
            sql = f"INSERT {way}INTO {table} ({', '.join(columns)}) VALUES ({places})"
            self._db.conn.executemany(sql, [[row[column] for column in columns] for row in found])

    def _rows(self, sql: str, *values: str) -> list[dict[str, Any]]:
        with explained(self.path):
            return list(self._db.query(sql, values))


def _children(table: str) -> str:
    order = "document_id" if table == "words" else "position"
    return f"SELECT * FROM {table} WHERE document_id = ? ORDER BY {order}"
