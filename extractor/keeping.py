"""Store what came of each file in place of what was known of it, and forget what is gone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from extractor.changes import Edition, gone
from extractor.errors import Unreadable, fault
from extractor.model import Study
from extractor.readings import Reading
from extractor.store import Problem, Store


class Keeper:
    """Keeps readings, file by file; a file of many records comes in parts.

    The papers of such a file are marked as read only when its last part came: a run that is killed before reads the
    whole file again.

    Args:
        stumbled: The problems of the run before; what is known already is not written again.
    """

    def __init__(self, store: Store, now: Edition, stumbled: Collection[Problem]) -> None:
        self._store, self._now, self._stumbled = store, now, stumbled
        self._path = ""  # of the file whose parts are coming
        self._problems: list[Problem] = []
        self._saved = False  # something of this file
        self._owners: dict[str, str] = {}  # name of a document of this run -> its path

    def keep(self, one: Reading) -> Reading:
        """Store a reading; return what could be stored of it, and everything that could not.

        A file that can no longer be read keeps the studies of its former self.
        """
        path = str(one.path)
        first = path != self._path
        if first:
            self._path, self._problems, self._saved = path, [], False
        with self._store.together():
            kept = self._save(one, rules=self._now.rules if first and one.last else "")
            self._problems += kept.problems
            self._saved = self._saved or bool(kept.studies)
            if one.last:
                self._finish(path, whole=first)
        if one.last:
            self._path = ""
        return kept

    def _save(self, one: Reading, *, rules: str) -> Reading:
        studies: list[Study] = []
        problems = list(one.problems)
        for study in one.studies:
            name, path = study.document.name, study.document.path
            if self._owners.setdefault(name, path) != path:
                # "a#1.txt" beside a.ris, which holds several records
                said = f"{name} is the name of a document in {self._owners[name]}, too; rename the file"
                problems.append(Problem(str(one.path), "store", said))
                continue
            try:
                self._store.save(study, rules=rules, model=self._now.model)
                studies.append(study)
            except Unreadable as error:
                problems.append(Problem(str(one.path), "store", error.message))
            except ValueError as error:
                problems.append(Problem(str(one.path), "store", fault(error)))
        return replace(one, studies=tuple(studies), problems=tuple(problems))

    def _finish(self, path: str, *, whole: bool) -> None:
        known = {problem for problem in self._stumbled if problem.path == path}
        if self._saved or set(self._problems) != known:
            self._store.settle(path)
            for problem in self._problems:
                self._store.problem(*problem)
        if not whole:
            self._store.finish(path, rules=self._now.rules)


def tidy(store: Store, paths: Sequence[Path], *, forget: set[str], prune: bool) -> tuple[str, ...]:
    """Return the documents below *paths* whose file is gone, removed when *prune* says so; *forget* always goes."""
    vanished = {name for path, kept in store.state().items() if gone(path, paths) for name in kept.names} - forget
    for problem in store.problems():
        if gone(problem.path, paths):
            store.settle(problem.path)
    if doomed := forget | (vanished if prune else set()):
        store.prune(doomed)
    return tuple(sorted(vanished))
