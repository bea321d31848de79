"""Rows of the database as a study again; the other way round is rows.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from extractor.model import (
    Arm,
    Check,
    Cohort,
    Concept,
    Decision,
    Derived,
    Document,
    Finding,
    Input,
    Interval,
    Mention,
    PValue,
    Region,
    Sentence,
    SetAside,
    Span,
    Study,
    Time,
    Word,
)

Row = Mapping[str, Any]
DECISION = ("key", "reviewer", "decision", "value", "comment", "at", "document", "reading")


def study(document: Row, rows: Callable[[str], Iterable[Row]]) -> Study:
    """Return the study of a row of ``documents``; *rows* gives its rows of a named table, in order."""
    return Study(
        document=_document(document, rows),
        sentences=tuple(Sentence(row["char_start"], row["char_end"], row["section"]) for row in rows("sentences")),
        cohort=_cohort(document),
        design=document["design"],
        arms=tuple(_arm(row) for row in rows("arms")),
        mentions=tuple(
            Mention(row["label"], row["char_start"], row["char_end"], row["text"], row["concept"])
            for row in rows("mentions")
        ),
        findings=tuple(_finding(row) for row in rows("findings")),
        set_aside=tuple(
            SetAside(row["char_start"], row["char_end"], row["text"], row["reason"], row["rule"])
            for row in rows("set_aside")
        ),
        checks=tuple(_check(row) for row in rows("checks")),
        derived=tuple(_derived(row) for row in rows("derived")),
        unexplained=tuple(Span(row["char_start"], row["char_end"]) for row in rows("unexplained")),
    )


def concept(row: Row) -> Concept:
    """Return the concept of a row of ``outcomes``."""
    synonyms = tuple(json.loads(row["synonyms"]))
    return Concept(
        row["id"], row["label"], row["category"], synonyms, row["better"], share_of=row["share_of"], field=row["field"]
    )


def decision(row: Row) -> Decision:
    """Return the decision of a row of ``decisions``."""
    return Decision(**{**row, "value": Decimal(row["value"]) if row["value"] is not None else None})


def _document(row: Row, rows: Callable[[str], Iterable[Row]]) -> Document:
    plain = ("name", "path", "format", "sha256", "text", "title", "year", "journal", "doi", "pmid")
    return Document(
        **{column: row[column] for column in plain},
        regions=tuple(Region(part["char_start"], part["char_end"], part["role"]) for part in rows("regions")),
        authors=tuple(json.loads(row["authors"])),
        words=tuple(Word(*box) for page in rows("words") for box in json.loads(page["boxes"])),
        warnings=tuple(json.loads(row["warnings"])),
        links=tuple(json.loads(row["links"])),
        retracted=bool(row["retracted"]),
    )


def _cohort(row: Row) -> Cohort | None:
    if row["n"] is None:
        return None
    return Cohort(row["n"], row["n_start"], row["n_end"], how=row["n_how"], unit=row["n_unit"])


def _arm(row: Row) -> Arm:
    mentions = tuple(Span(start, end) for start, end in json.loads(row["mentions"]))
    return Arm(_own(row, "id"), row["name"], row["role"], row["n"], row["char_start"], row["char_end"], mentions)


def _finding(row: Row) -> Finding:
    plain = (
        "measure", "outcome", "category", "quote", "section", "rule", "value_printed", "unit", "operator",
        "outcome_start", "outcome_end", "numerator", "denominator", "denominator_source", "denominator_reason",
        "confidence",
    )  # fmt: skip
    number = {name: Decimal(text) for name, text in json.loads(row["printed"]).items()}
    return Finding(
        id=_own(row, "id"),
        start=row["char_start"],
        end=row["char_end"],
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        spans={part: Span(start, end) for part, (start, end) in json.loads(row["spans"]).items()},
        concept=row["outcome_id"],
        arm=_own(row, "arm_id") if row["arm_id"] else None,
        **{column: row[column] for column in plain},
        value=number.get("value"),
        sd=number.get("sd"),
        se=number.get("se"),
        plus_minus=number.get("plus_minus"),
        range=_low_high(number, "range"),
        iqr=_low_high(number, "iqr"),
        ci=Interval(number["ci_low"], number["ci_high"], number.get("ci_level")) if "ci_low" in number else None,
        time=Time(number["time_value"], row["time_unit"]) if "time_value" in number else None,
        p=PValue(row["p_operator"], number["p_value"]) if "p_value" in number else None,
    )


def _check(row: Row) -> Check:
    finding = _own(row, "finding_id") if row["finding_id"] else None
    return Check(finding, row["name"], row["verdict"], row["reason"], _inputs(row))


def _derived(row: Row) -> Derived:
    number = {name: Decimal(text) for name, text in json.loads(row["printed"]).items()}
    return Derived(_own(row, "finding_id"), row["name"], row["formula"], **number, inputs=_inputs(row))


def _inputs(row: Row) -> tuple[Input, ...]:
    return tuple(Input(**given) for given in json.loads(row["inputs"]))


def _low_high(number: Mapping[str, Decimal], name: str) -> tuple[Decimal, Decimal] | None:
    return (number[f"{name}_low"], number[f"{name}_high"]) if f"{name}_low" in number else None


def _own(row: Row, column: str) -> str:
    """Return the id within the document: "f1" of "name:f1"."""
    return str(row[column]).removeprefix(f"{row['document_id']}:")
