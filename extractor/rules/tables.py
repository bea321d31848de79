"""Makes one rule, concept or term of one TOML table, or says everything that is wrong with the table.

Each function takes the table, the place to name in a message and the list that collects messages, and
returns None when it added one: a user who mends a file wants to hear of all its mistakes at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from extractor.errors import EvidenceError
from extractor.model import CATEGORIES, LABELS, MEASURES, Concept, Example, Rule, Term
from extractor.rules.patterns import GROUPS, did_you_mean, expand, faults, is_field, numbered

Table = Mapping[str, Any]
NOTHING = "nothing"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_fields(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


SHAPES: Mapping[str, Callable[[object], bool]] = {
    "a text": _is_text,
    "a list of texts": _is_texts,
    "a table of texts": _is_fields,
    "a list of tables of texts": lambda value: isinstance(value, list) and all(_is_fields(item) for item in value),
    "a list of tables": lambda value: isinstance(value, list) and all(isinstance(item, dict) for item in value),
    "a whole number": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "true or false": lambda value: isinstance(value, bool),
}
RULE = {
    "id": "a text", "finds": "a text", "says": "a text", "source": "a text", "pattern": "a text",
    "needs": "a list of texts", "starts": "a text", "priority": "a whole number", "fields": "a table of texts",
    "reason": "a text", "example": "a list of tables",
}  # fmt: skip
EXAMPLE = {"text": "a text", "expect": "a list of tables of texts", "because": "a text"}
CONCEPT = {
    "id": "a text", "label": "a text", "category": "a text", "synonyms": "a list of texts", "better": "a text",
    "share_of": "a text", "extends": "true or false",
}  # fmt: skip
TERM = {"label": "a text", "text": "a text", "synonyms": "a list of texts"}


def sound(table: Table, keys: Mapping[str, str], needed: tuple[str, ...], where: str, wrong: list[str]) -> bool:
    """Return whether *table* has the needed keys, no unknown one, and values of the right shape."""
    before = len(wrong)
    wrong += [f"{where}: unknown key '{key}'{did_you_mean(key, keys)}" for key in table if key not in keys]
    wrong += [f"{where}: missing key '{key}'" for key in needed if key not in table]
    for key, shape in keys.items():
        if key in table and not SHAPES[shape](table[key]):
            wrong.append(f"{where}: '{key}' must be {shape}")
    return len(wrong) == before


def rule(
    table: Table, lexicon: Mapping[str, str], file: str, where: str, wrong: list[str], *, compiling: bool
) -> Rule | None:
    """Return the rule of a ``[[rule]]`` table, its pieces filled in; *compiling* tries its pattern."""
    if not sound(table, RULE, ("id", "finds", "says", "pattern", "example"), where, wrong):
        return None
    before = len(wrong)
    wrong += [f"{where}: {fault}" for fault in _faults(table)]
    examples = _examples(table, where, wrong)
    pattern = table["pattern"]
    try:
        pattern = numbered(expand(pattern, lexicon))
        wrong += [f"{where}: {fault}" for fault in faults(pattern, compiling=compiling)]
    except EvidenceError as error:
        wrong.append(f"{where}: {error}")
    if len(wrong) > before:
        return None
    return Rule(
        id=table["id"],
        finds=table["finds"],
        says=table["says"],
        pattern=pattern,
        examples=examples,
        file=file,
        source=table.get("source"),
        needs=tuple(need.lower() for need in table.get("needs", ())),
        fields=MappingProxyType(dict(table.get("fields", {}))),
        priority=table.get("priority", 0),
        starts_with_number=table.get("starts") == "number",
        reason=table.get("reason"),
    )


def _faults(table: Table) -> list[str]:
    finds, found = table["finds"], []
    if finds not in (*MEASURES, NOTHING):
        found.append(f"unknown measure '{finds}' in 'finds'{did_you_mean(finds, (*MEASURES, NOTHING))}")
    if table.get("starts", "number") != "number":
        found.append(f"'starts' can only be \"number\", not '{table['starts']}'")
    if finds == NOTHING and "reason" not in table:
        found.append("missing key 'reason': a rule that finds nothing says why its number is set aside")
    if finds != NOTHING and "reason" in table:
        found.append("key 'reason' is only for rules that find \"nothing\"")
    for name in table.get("fields", {}):
        if not is_field(name):
            found.append(f"unknown field '{name}' in 'fields'{did_you_mean(name, GROUPS)}")
    return found


def _examples(table: Table, where: str, wrong: list[str]) -> tuple[Example, ...]:
    before, made = len(wrong), []
    for number, example in enumerate(table["example"], start=1):
        place = f"{where}, example {number}"
        if sound(example, EXAMPLE, ("text", "expect"), place, wrong):
            wrong += [f"{place}: {fault}" for fault in _expectations(example["expect"])]
            expect = tuple(MappingProxyType(dict(fields)) for fields in example["expect"])
            made.append(Example(example["text"], expect, example.get("because")))
    if len(wrong) == before:
        if not any(example.expect for example in made):
            wrong.append(f"{where}: no example of a text it finds something in (expect = [{{ … }}])")
        if all(example.expect for example in made):
            wrong.append(f"{where}: no near miss, an example it must find nothing in (expect = [])")
    return tuple(made)


def _expectations(expect: list[dict[str, str]]) -> list[str]:
    allowed = (*GROUPS, "text")
    return [
        f"unknown field '{name}' in 'expect'{did_you_mean(name, allowed)}"
        for fields in expect
        for name in fields
        if name != "text" and not is_field(name)
    ]


def concept(table: Table, field: str, where: str, wrong: list[str]) -> Concept | None:
    """Return the concept of a ``[[concept]]`` table; its label is one of its synonyms."""
    if not sound(table, CONCEPT, ("id", "label", "category", "synonyms"), where, wrong):
        return None
    before = len(wrong)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", table["id"]):
        wrong.append(f"{where}: an id is small letters, digits and _, such as 'pain_relief'")
    if table["category"] not in CATEGORIES:
        wrong.append(f"{where}: unknown category '{table['category']}'{did_you_mean(table['category'], CATEGORIES)}")
    better = table.get("better")
    if better not in ("higher", "lower", None):
        wrong.append(f"{where}: unknown direction '{better}' in 'better'{did_you_mean(better, ('higher', 'lower'))}")
    if len(wrong) > before:
        return None
    return Concept(
        id=table["id"],
        label=table["label"],
        category=table["category"],
        synonyms=distinct((table["label"], *table["synonyms"])),
        better=better,
        share_of=table.get("share_of"),
        field=field,
    )


def terms(table: Table, where: str, wrong: list[str]) -> tuple[Term, ...]:
    """Return the terms of a ``[[term]]`` table: its text and each synonym, all naming one thing."""
    if not sound(table, TERM, ("label", "text"), where, wrong):
        return ()
    if table["label"] not in LABELS:
        wrong.append(f"{where}: unknown label '{table['label']}'{did_you_mean(table['label'], LABELS)}")
        return ()
    names = distinct((table["text"], *table.get("synonyms", ())))
    return tuple(Term(label=table["label"], text=name) for name in names)


def folded(phrase: str) -> str:
    """Return *phrase* as it is compared: small letters, single spaces."""
    return " ".join(phrase.casefold().split())


def distinct(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Return *phrases* in their order without those that only repeat an earlier one."""
    first: dict[str, str] = {}
    for phrase in phrases:
        first.setdefault(folded(phrase), " ".join(phrase.split()))
    return tuple(first.values())
