"""Reads what counts as evidence: the packaged ``rules/`` and the user's own folders beside it.

The only door to that room. A folder holds number rules at its top, the pieces of their patterns in
``lexicon.toml``, outcomes in ``outcomes/`` and conditions, procedures and regions in ``terms/``.
Everything wrong with the files is said in one error, a line each.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractor.errors import EvidenceError
from extractor.model import Concept, Example, Rule, Rules, Term
from extractor.rooms import room
from extractor.rules import tables
from extractor.rules.patterns import NUMBERS, did_you_mean, expand, stem

__all__ = ["NUMBERS", "Find", "check_examples", "did_you_mean", "expand", "load"]

PACKAGED = "rules"  # how messages call the packaged folder
LEXICON = "lexicon.toml"
KINDS = {".": "rule", "outcomes": "concept", "terms": "term"}  # folder -> what its files hold
HOMES = {
    "rule": "a file at the top of the folder",
    "concept": "a file of outcomes/",
    "term": "a file of terms/",
    "pieces": f"{LEXICON} at the top of the folder",
}
Find = Callable[[Rule, str], Sequence[Mapping[str, str]]]


@dataclass(frozen=True)
class _File:
    """A file of rules: how messages call it, what it holds, its bytes, and whether it came with the tool."""

    shown: str
    kind: str  # rule, concept, term or pieces
    raw: bytes
    packaged: bool


@dataclass
class _Shelf:
    """What has been read so far, and what is wrong with it."""

    pieces: dict[str, str] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)  # synonym -> concept, file
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # id of a rule, concept or piece -> file
    wrong: list[str] = field(default_factory=list)


def load(*extra: Path) -> Rules:
    """Return the packaged rules and vocabularies with those of the folders *extra* added.

    Args:
        extra: Folders laid out like the packaged ``rules/``; each part of the layout is optional.

    Raises:
        EvidenceError: if a folder is missing or empty, or a file in one is wrong; a line for each mistake.
    """
    files = _files(room("rules"), PACKAGED)
    for folder in extra:
        files += _files(folder, str(folder), packaged=False)
    shelf = _Shelf()
    parsed = [(file, _parsed(file, shelf.wrong)) for file in files]
    # every piece is known before the first pattern asks for it
    for file, content in sorted(parsed, key=lambda pair: pair[0].kind != "pieces"):
        _shelve(shelf, content, file)
    if shelf.wrong:
        raise EvidenceError("\n".join(shelf.wrong))
    return Rules(
        rules=tuple(shelf.rules.values()),
        concepts=tuple(shelf.concepts.values()),
        terms=tuple(shelf.terms.values()),
        version=_version(files),
    )


def _files(folder: Path, name: str, *, packaged: bool = True) -> list[_File]:
    """Return the TOML files of a rules folder, sorted, with the name to show: packaged or as the user typed it."""
    if not folder.is_dir():
        raise EvidenceError(f"{name}: no such folder of rules")
    insides = (path.relative_to(folder) for path in sorted(folder.rglob("*.toml")))
    found = [_file(folder, inside, name, packaged) for inside in insides if not inside.as_posix().startswith(".")]
    if not found:
        raise EvidenceError(f"{name}: no .toml file in this folder or its outcomes/ and terms/")
    return found


def _file(folder: Path, inside: Path, name: str, packaged: bool) -> _File:
    shown, place = f"{name}/{inside.as_posix()}", inside.parent.as_posix()
    if place not in KINDS:
        raise EvidenceError(f"{shown}: unknown folder '{place}'{did_you_mean(place, ('outcomes', 'terms'))}")
    kind = "pieces" if inside.as_posix() == LEXICON else KINDS[place]
    try:
        return _File(shown, kind, (folder / inside).read_bytes(), packaged)
    except OSError as error:
        raise EvidenceError(f"{shown}: cannot be read: {error.strerror}") from error


def _parsed(file: _File, wrong: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.raw.decode("utf-8"))
    except UnicodeDecodeError:
        wrong.append(f"{file.shown}: not UTF-8 text; save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        wrong.append(f"{file.shown}: not a TOML file: {str(error)[:1].lower()}{str(error)[1:]}")
    return {}


def _shelve(shelf: _Shelf, content: dict[str, Any], file: _File) -> None:
    for key in content:
        if key in HOMES and key != file.kind:
            shelf.wrong.append(f"{file.shown}: '{key}' tables belong in {HOMES[key]}")
        elif key != file.kind:
            shelf.wrong.append(f"{file.shown}: unknown key '{key}', did you mean '{file.kind}'?")
    found = content.get(file.kind)
    if file.kind == "pieces":
        _shelve_pieces(shelf, found, file)
    elif isinstance(found, list) and all(isinstance(table, dict) for table in found):
        shelve = {"rule": _shelve_rule, "concept": _shelve_concept, "term": _shelve_term}[file.kind]
        for number, table in enumerate(found, start=1):
            shelve(shelf, table, file, f"{file.shown}, {file.kind} {_named(table, number)}")
    elif found is not None:
        shelf.wrong.append(f"{file.shown}: write [[{file.kind}]] with two brackets, one for each {file.kind}")


def _named(table: Mapping[str, Any], number: int) -> str:
    name = table.get("id", table.get("text"))
    return f"'{name}'" if isinstance(name, str) else str(number)


def _shelve_pieces(shelf: _Shelf, found: object, file: _File) -> None:
    pieces = found if isinstance(found, dict) else {}
    if found is not None and not isinstance(found, dict):
        shelf.wrong.append(f"{file.shown}: write [pieces] and below it name = '''pattern'''")
    for name, pattern in pieces.items():
        if not isinstance(pattern, str):
            shelf.wrong.append(f"{file.shown}, piece '{name}': must be a text")
        elif _new(shelf, "piece", name, file, f"{file.shown}, piece '{name}'"):
            shelf.pieces[name] = pattern


def _new(shelf: _Shelf, kind: str, name: str, file: _File, where: str) -> bool:
    """Return whether no earlier table took this name; a second one would hide the first."""
    taken = shelf.places.setdefault(f"{kind} {name}", file.shown)
    free = name not in (shelf.pieces if kind == "piece" else shelf.rules)
    if not free:
        shelf.wrong.append(f"{where}: this {'name' if kind == 'piece' else 'id'} is taken in {taken}; choose another")
    return free


def _shelve_rule(shelf: _Shelf, table: dict[str, Any], file: _File, where: str) -> None:
    # a test compiles the packaged patterns; here it would take half a second of every run
    made = tables.rule(table, shelf.pieces, file.shown, where, shelf.wrong, compiling=not file.packaged)
    if made and _new(shelf, "rule", made.id, file, where):
        shelf.rules[made.id] = made


def _shelve_concept(shelf: _Shelf, table: dict[str, Any], file: _File, where: str) -> None:
    if table.get("extends") is True:
        _extend(shelf, table, file, where)
        return
    made = tables.concept(table, Path(file.shown).stem, where, shelf.wrong)
    if made is None:
        return
    if made.id in shelf.concepts:
        taken = shelf.places[f"concept {made.id}"]
        shelf.wrong.append(f"{where}: this id is taken in {taken}; add 'extends = true' to add synonyms to it")
    elif _own(shelf, made.id, made.synonyms, file, where):
        shelf.places[f"concept {made.id}"] = file.shown
        shelf.concepts[made.id] = made


def _extend(shelf: _Shelf, table: dict[str, Any], file: _File, where: str) -> None:
    keys = {key: tables.CONCEPT[key] for key in ("id", "synonyms", "extends")}
    if not tables.sound(table, keys, ("id", "synonyms"), where, shelf.wrong):
        return
    known = shelf.concepts.get(table["id"])
    if known is None:
        near = did_you_mean(table["id"], shelf.concepts)
        shelf.wrong.append(f"{where}: no such concept to extend{near}")
    elif _own(shelf, known.id, tuple(table["synonyms"]), file, where):
        more = tables.distinct((*known.synonyms, *table["synonyms"]))
        shelf.concepts[known.id] = replace(known, synonyms=more)


def _own(shelf: _Shelf, name: str, synonyms: Sequence[str], file: _File, where: str) -> bool:
    """Return whether no other concept has one of these synonyms: a phrase must mean one thing."""
    before = len(shelf.wrong)
    for synonym in synonyms:
        owner, place = shelf.owners.setdefault(tables.folded(synonym), (name, file.shown))
        if owner != name:
            shelf.wrong.append(f"{where}: synonym '{synonym}' belongs to '{owner}' ({place})")
    return len(shelf.wrong) == before


def _shelve_term(shelf: _Shelf, table: dict[str, Any], file: _File, where: str) -> None:
    for made in tables.terms(table, where, shelf.wrong):
        shelf.terms.setdefault((made.label, tables.folded(made.text)), made)


def _version(files: Sequence[_File]) -> str:
    """Return a short hash over the files; where a folder lies makes no difference, what is in it does."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: (not file.packaged, file.kind, Path(file.shown).name, file.raw)):
        digest.update(f"{file.kind}\0{Path(file.shown).name}\0{len(file.raw)}\0".encode() + file.raw)
    return digest.hexdigest()[:12]


def check_examples(rules: Rules, find: Find) -> list[str]:
    """Return a line for each example that *find* reads otherwise; none when all is well.

    The numbers of an example must be exactly those found; words (``unit``, ``noun`` ...) are compared
    where the example names them.

    Args:
        rules: The rules whose examples are tried.
        find: What a rule finds in a text, in order: for each hit its fields as printed and its ``text``.
    """
    return [
        line
        for rule in rules.rules
        for number, example in enumerate(rule.examples, start=1)
        for line in _differences(rule, f"{rule.file}, rule '{rule.id}', example {number}", example, find)
    ]


def _differences(rule: Rule, where: str, example: Example, find: Find) -> list[str]:
    found = find(rule, example.text)
    if len(found) != len(example.expect):
        return [f"{where}: {len(found)} found, {len(example.expect)} expected: {[dict(hit) for hit in found]}"]
    lines = []
    for hit, expect in zip(found, example.expect, strict=True):
        names = [name for name in hit if stem(name) in NUMBERS and rule.finds != tables.NOTHING]
        for name in dict.fromkeys([*expect, *names]):
            if hit.get(name) != expect.get(name):
                lines.append(f"{where}: '{name}' is {hit.get(name)!r}, expected {expect.get(name)!r}")
    return lines
