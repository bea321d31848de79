"""What has changed since the last run: which files must be read, which documents lost theirs, which pages are old."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.errors import Unreadable
from extractor.read import sha256
from extractor.read.options import DEFAULT, Options
from extractor.readings import File
from extractor.rooms import HERE, room
from extractor.store import Kept

TELLING = ("abstract_column", "full_text", "ocr", "max_pages", "max_records")  # options that change what is read
MARK = ".made-from"  # beside the pages: which state of which database they show


class Edition(NamedTuple):
    """What reads: another edition reads every file again."""

    rules: str  # their version, and that of the code
    model: str  # "" for the packaged recogniser


@cache
def fingerprint(*folders: Path) -> str:
    """Return eight characters that change with any file in *folders*: code, templates."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*.*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:8]


def edition(rules: str, model: str | None, options: Options = DEFAULT) -> Edition:
    """Return the edition of the packaged code with *rules* (their version), *model*, and what is read of a file."""
    asked = [f"{name}={getattr(options, name)}" for name in TELLING if getattr(options, name) != getattr(DEFAULT, name)]
    return Edition("+".join([rules, fingerprint(HERE), *asked]), model or "")


def by_file(state: Mapping[str, Kept]) -> dict[str, Kept]:
    """Return what the database holds of each file: a document from an archive is the archive's."""
    files: dict[str, Kept] = {}
    for path, kept in state.items():
        file = file_of(path)
        last = files.get(file)
        alike = last is None or (last.sha256, last.rules, last.model) == (kept.sha256, kept.rules, kept.model)
        names = (*last.names, *kept.names) if last else kept.names
        files[file] = replace(kept, names=names, sha256=kept.sha256 if alike else "")
    return files


def file_of(path: str) -> str:
    """Return the file a document's path leads to: ``review.zip`` for ``review.zip!2023/paper.txt``."""
    places = [at for at, letter in enumerate(path) if letter == "!"]
    return next((path[:at] for at in places if Path(path[:at]).is_file()), path)


def unchanged(file: File, kept: Mapping[str, Kept], now: Edition, options: Options = DEFAULT) -> bool:
    """Tell whether the database already holds what reading *file* again would give."""
    path, name = file
    last = kept.get(str(path))
    if last is None or (last.rules, last.model) != now:
        return False
    if last.names[0] != name and not last.names[0].startswith((f"{name}#", f"{name}!")):  # it was called otherwise
        return False
    try:
        return last.sha256 == sha256(path, options)
    except Unreadable:
        return False  # reading it will say why


def named_apart(files: Sequence[File], kept: Mapping[str, Kept]) -> list[File]:
    """Return *files*, with a longer name where a former run gave the name to another file that is still there.

    Otherwise ``2024/paper-1.txt`` would silently replace ``2023/paper-1.txt`` in the same database.
    """
    ours = {os.path.realpath(path) for path, _ in files}
    others = {
        taken
        for path, last in kept.items()
        if os.path.realpath(path) not in ours and Path(path).exists()
        for name in last.names
        for taken in (name, re.split("[#!]", name)[0])
    }
    return [(path, path.with_suffix("").as_posix() if name in others else name) for path, name in files]


def gone(path: str, folders: Sequence[Path]) -> bool:
    """Tell whether *path* lay in one of *folders* and is there no more."""
    place = _absolute(file_of(path))
    return not os.path.lexists(place) and any(place.is_relative_to(_absolute(folder)) for folder in folders)


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the link by which the user named it


def mark(db: Path) -> str:
    """Return what the pages made from *db* as it is now are marked with."""
    state = f"{db.resolve()} {db.stat().st_mtime_ns} {fingerprint(HERE, room('reports/templates'))}"
    return hashlib.sha256(state.encode()).hexdigest()
