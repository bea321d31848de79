"""What counts as evidence, for a reader: all rules, one rule, one outcome."""

from __future__ import annotations

import textwrap

from extractor.errors import EvidenceError
from extractor.model import Concept, Example, Rule, Rules
from extractor.show.answer import columns, nearest


def all_rules(known: Rules) -> str:
    """Return every rule with what it finds, file by file, and how many outcomes there are."""
    files = dict.fromkeys(rule.file for rule in known.rules)
    parts = [
        f"{file}\n{columns((f'  {rule.id}', rule.says) for rule in known.rules if rule.file == file)}" for file in files
    ]
    fields: dict[str, int] = {}
    for concept in known.concepts:
        fields[concept.field] = fields.get(concept.field, 0) + 1
    counts = ", ".join(f"{number} {field}" for field, number in fields.items())
    return "\n\n".join([*parts, f"{len(known.rules)} rules; outcomes: {counts}. One of them: evidence rules --show ID"])


def one_rule(known: Rules, name: str) -> str:
    """Return a rule with its pattern and examples, or an outcome with its words.

    Raises:
        EvidenceError: if there is neither.
    """
    for one in known.rules:
        if one.id == name:
            return _rule(one)
    for concept in known.concepts:
        if concept.id == name:
            return _concept(concept)
    names = [*(one.id for one in known.rules), *(concept.id for concept in known.concepts)]
    raise EvidenceError(f"no rule or outcome '{name}'{nearest(name, names) or '; evidence rules lists them'}")


def _rule(one: Rule) -> str:
    head = [("rule", one.id), ("finds", one.finds), ("says", one.says), ("file", one.file)]
    if one.reason:
        head.append(("because", one.reason))
    if one.source:
        head.append(("source", one.source))
    pattern = textwrap.indent(textwrap.dedent(one.pattern).strip(), "  ")
    examples = map(_example, one.examples)
    return "\n".join([columns(head), "", *examples, "", "The pattern, with its named pieces filled in:", "", pattern])


def _example(example: Example) -> str:
    found = [", ".join(f"{key} {value}" for key, value in fields.items()) or "set aside" for fields in example.expect]
    near_miss = f"nothing: {example.because}" if example.because else "nothing"
    return f"  {example.text}\n      -> {'; '.join(found) or near_miss}"


def _concept(concept: Concept) -> str:
    return columns(
        [
            ("outcome", concept.id), ("label", concept.label), ("category", concept.category),
            ("field", concept.field), ("better", concept.better or "neither"),
            ("share of", concept.share_of or "the cohort"), ("words", "; ".join(concept.synonyms)),
        ]
    )  # fmt: skip
