"""A study as rows of the database; the other way round is load.py.

Lists that nobody asks for one by one (places, word boxes) are JSON. Numbers stand twice: as REAL to sort by, and
as text in the column ``printed``, because the zeros of "0.50" are data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from extractor.check.coverage import accounted
from extractor.model import (
    Arm,
    Check,
    Concept,
    Derived,
    Document,
    Finding,
    Input,
    Mention,
    Region,
    Sentence,
    SetAside,
    Span,
    Study,
)
from extractor.review.key import keys, reading

Row = dict[str, Any]
Placed = Region | Sentence | Mention | Finding | SetAside | Span


def rows(study: Study, *, rules: str, model: str) -> dict[str, list[Row]]:
    """Return the rows of this study by table, parents before children."""
    document = study.document
    name, text, key = document.name, document.text, keys(study)
    return {
        "documents": [_document(study, rules, model)],
        "regions": [_place(name, at, it) | {"role": it.role} for at, it in _numbered(document.regions)],
        "words": [{"document_id": name, "boxes": compact(_boxes(document))}] if document.words else [],
        "sentences": [
            _place(name, at, it) | {"section": it.section, "text": text[it.start : it.end]}
            for at, it in _numbered(study.sentences)
        ],
        "arms": [_arm(name, at, it) for at, it in _numbered(study.arms)],
        "mentions": [
            _place(name, at, it) | {"id": f"{name}:m{at}", "label": it.label, "text": it.text, "concept": it.concept}
            for at, it in _numbered(study.mentions)
        ],
        "findings": [
            _finding(name, at, it) | {"key": key[it.id], "reading": reading(study, it)}
            for at, it in _numbered(study.findings)
        ],
        "set_aside": [
            _place(name, at, it) | {"text": it.text, "reason": it.reason, "rule": it.rule}
            for at, it in _numbered(study.set_aside)
        ],
        "unexplained": [
            _place(name, at, it) | {"text": text[it.start : it.end]} for at, it in _numbered(study.unexplained)
        ],
        "checks": [_check(name, at, it) for at, it in _numbered(study.checks)],
        "derived": [_derived(name, at, it) for at, it in _numbered(study.derived)],
    }


def concept_row(concept: Concept) -> Row:
    """Return the row of table ``outcomes``."""
    return {
        "id": concept.id,
        "label": concept.label,
        "category": concept.category,
        "better": concept.better,
        "share_of": concept.share_of,
        "field": concept.field,
        "synonyms": compact(concept.synonyms),
    }


def unnamed_concepts(study: Study) -> list[Row]:
    """Return an outcome row for each concept the study refers to, made of its id alone.

    A vocabulary that went away after the run must not make the study unstorable.
    """
    categories = {it.concept: "other" for it in study.mentions if it.concept}
    categories |= {it.concept: it.category for it in study.findings if it.concept}
    return [concept_row(Concept(id, id.replace("_", " "), category, ())) for id, category in categories.items()]


def compact(value: object) -> str:
    """Return *value* as JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def numbers(finding: Finding) -> dict[str, Decimal]:
    """Return the decimal numbers of a finding under the names of their columns; those not printed are left out."""
    found: dict[str, Decimal | None] = {name: getattr(finding, name) for name in ("value", "sd", "se", "plus_minus")}
    if finding.range:
        found["range_low"], found["range_high"] = finding.range
    if finding.iqr:
        found["iqr_low"], found["iqr_high"] = finding.iqr
    if finding.ci:
        found |= {"ci_level": finding.ci.level, "ci_low": finding.ci.low, "ci_high": finding.ci.high}
    if finding.time:
        found["time_value"] = finding.time.value
    if finding.p:
        found["p_value"] = finding.p.value
    return {name: number for name, number in found.items() if number is not None}


NUMBERS = (
    "value", "sd", "se", "plus_minus", "range_low", "range_high", "iqr_low", "iqr_high", "ci_level", "ci_low",
    "ci_high", "time_value", "p_value",
)  # fmt: skip


def _document(study: Study, rules: str, model: str) -> Row:
    document, cohort = study.document, study.cohort
    plain = ("name", "path", "format", "sha256", "title", "year", "journal", "doi", "pmid", "text")
    size = (cohort.value, cohort.start, cohort.end, cohort.how, cohort.unit) if cohort else (None,) * 5
    return {
        "id": document.name,
        **{column: getattr(document, column) for column in plain},
        "design": study.design,
        **dict(zip(("accounted", "numbers"), accounted(study), strict=True)),
        **dict(zip(("n", "n_start", "n_end", "n_how", "n_unit"), size, strict=True)),
        "authors": compact(document.authors),
        "warnings": compact(document.warnings),
        "links": compact(document.links),
        "retracted": int(document.retracted),
        "rules": rules,
        "model": model,
    }


def _finding(name: str, position: int, finding: Finding) -> Row:
    plain = (
        "section", "measure", "outcome", "category", "operator", "value_printed", "unit", "numerator", "denominator",
        "denominator_source", "denominator_reason", "quote", "rule", "confidence", "outcome_start", "outcome_end",
    )  # fmt: skip
    printed = numbers(finding)
    return {
        "id": f"{name}:{finding.id}",
        "arm_id": f"{name}:{finding.arm}" if finding.arm else None,
        "sentence_start": finding.sentence.start,
        "sentence_end": finding.sentence.end,
        "outcome_id": finding.concept,
        **{column: getattr(finding, column) for column in plain},
        **dict.fromkeys(NUMBERS),
        **{column: float(number) for column, number in printed.items()},
        "time_unit": finding.time.unit if finding.time else None,
        "p_operator": finding.p.operator if finding.p else None,
        "spans": compact({part: _pair(span) for part, span in finding.spans.items()}),
        "printed": _printed(printed),
    } | _place(name, position, finding)


def _arm(name: str, position: int, arm: Arm) -> Row:
    return {
        "id": f"{name}:{arm.id}",
        "document_id": name,
        "name": arm.name,
        "role": arm.role,
        "n": arm.n,
        "char_start": arm.start,
        "char_end": arm.end,
        "position": position,
        "mentions": compact([_pair(span) for span in arm.mentions]),
    }


def _derived(name: str, position: int, derived: Derived) -> Row:
    found = {part: number for part in ("value", "low", "high") if (number := getattr(derived, part)) is not None}
    return {
        "id": f"{name}:d{position}",
        "document_id": name,
        "finding_id": f"{name}:{derived.finding}",
        "name": derived.name,
        "formula": derived.formula,
        "inputs": _inputs(derived.inputs),
        **{part: float(found[part]) if part in found else None for part in ("value", "low", "high")},
        "position": position,
        "printed": _printed(found),
    }


def _check(name: str, position: int, check: Check) -> Row:
    return {
        "id": f"{name}:c{position}",
        "document_id": name,
        "finding_id": f"{name}:{check.finding}" if check.finding else None,
        "name": check.name,
        "verdict": check.verdict,
        "reason": check.reason,
        "inputs": _inputs(check.inputs),
        "position": position,
    }


def _inputs(inputs: Iterable[Input]) -> str:
    """Return the printed numbers a verdict rests on; one that has no place in the text has no start and end."""
    return compact([{key: value for key, value in asdict(it).items() if value is not None} for it in inputs])


def _place(name: str, position: int, it: Placed) -> Row:
    return {"document_id": name, "position": position, "char_start": it.start, "char_end": it.end}


def _numbered(values: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    return enumerate(values, start=1)


def _boxes(document: Document) -> list[list[float]]:
    return [[it.start, it.end, it.page, it.x0, it.top, it.x1, it.bottom] for it in document.words]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _printed(found: Mapping[str, Decimal]) -> str:
    return compact({name: str(number) for name, number in found.items()})
