"""Write studies for other programs: one JSON object a document, or one CSV row a finding."""

from __future__ import annotations

import csv as tables
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TextIO

from extractor.model import Arm, Check, Finding, Mention, Source, Span, Study
from extractor.review.applied import Decisions, spoken
from extractor.review.key import keys
from extractor.review.settle import told

ALWAYS_PLACED = ("value", "numerator", "denominator", "sd")  # keys of "spans" that stand there even as null
# no formula: a number, which an apostrophe would turn into text, and our own word in the columns of operators
NO_FORMULA = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|=")
FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # Excel takes the full-width signs for formulas too

# The columns of the view `evidence`, in its order; numbers are written as printed ("0.50").
COLUMNS = (
    "finding_id", "document", "title", "year", "journal", "doi", "pmid", "design", "n", "arm", "arm_role", "arm_n",
    "category", "outcome", "outcome_id", "outcome_label", "measure", "operator", "value", "value_printed", "unit",
    "numerator", "denominator", "denominator_source", "sd", "se", "plus_minus", "range_low", "range_high", "iqr_low",
    "iqr_high", "ci_level", "ci_low", "ci_high", "time_value", "time_unit", "p_operator", "p_value",
    "derived_numerator", "wilson_low", "wilson_high", "verdict", "quote", "sentence", "section", "char_start",
    "char_end", "rule", "confidence", "key", "decision", "corrected_value", "reviewer", "reviewed_at", "comment",
)  # fmt: skip
SEVERITY = ("unchecked", "consistent", "inconsistent")  # a finding is as bad as the worst of its checks


# ------------------------------------------------------------------ JSON


def jsonl(
    studies: Iterable[Study], out: TextIO, sources: Mapping[str, Sequence[Source]] = MappingProxyType({})
) -> None:
    """Write one object a line, a document at a time.

    Args:
        sources: What each study was read from, by the document that leads it; without it each leads its own.
    """
    leaders = {source.name: leader for leader, every in sources.items() for source in every}
    for study in studies:
        name = study.document.name
        made = record(study, sources.get(name, ()), into=leaders.get(name, name))
        out.write(json.dumps(made, ensure_ascii=False) + "\n")


def record(study: Study, sources: Sequence[Source] = (), *, into: str | None = None) -> dict[str, Any]:
    """Return a study as the export's object: numbers as text with their zeros, offsets into ``text``.

    Args:
        sources: The documents the study was read from, this one among them.
        into: The document that leads the study, when it is another one.
    """
    document, cohort = study.document, study.cohort
    return {
        "document": document.name,
        "path": document.path,
        "text": document.text,
        "n": {"value": cohort.value, "start": cohort.start, "end": cohort.end} if cohort else None,
        "arms": [_arm(arm) for arm in study.arms],
        "mentions": [_mention(mention) for mention in study.mentions],
        "findings": [_finding(study, finding) for finding in study.findings],
        "sources": [{"document": it.name, "path": it.path, "format": it.format} for it in sources],
        "merged_into": into if into != document.name else None,
    }


def _arm(arm: Arm) -> dict[str, Any]:
    place = {"n": arm.n, "start": arm.start, "end": arm.end}
    return {"id": arm.id, "name": arm.name, "role": arm.role} | place | {"mentions": [_pair(it) for it in arm.mentions]}


def _mention(mention: Mention) -> dict[str, Any]:
    return {name: getattr(mention, name) for name in ("label", "start", "end", "text", "concept")}


def _finding(study: Study, finding: Finding) -> dict[str, Any]:
    ci, time, p = finding.ci, finding.time, finding.p
    return {
        "id": f"{study.document.name}:{finding.id}",
        "measure": finding.measure,
        "outcome": finding.outcome,
        "outcome_start": finding.outcome_start,
        "outcome_end": finding.outcome_end,
        "concept": finding.concept,
        "category": finding.category,
        "arm": finding.arm,
        "operator": finding.operator,
        "value": _text(finding.value),
        "unit": finding.unit,
        "numerator": finding.numerator,
        "denominator": finding.denominator,
        "denominator_source": finding.denominator_source,
        "sd": _text(finding.sd),
        "se": _text(finding.se),
        "plus_minus": _text(finding.plus_minus),
        "range": [str(end) for end in finding.range] if finding.range else None,
        "iqr": [str(end) for end in finding.iqr] if finding.iqr else None,
        "ci": {"level": _text(ci.level), "low": str(ci.low), "high": str(ci.high)} if ci else None,
        "time": {"value": str(time.value), "unit": time.unit} if time else None,
        "p": {"operator": p.operator, "value": str(p.value)} if p else None,
        "spans": {**dict.fromkeys(ALWAYS_PLACED), **{name: _pair(it) for name, it in finding.spans.items()}},
        "sentence": _pair(finding.sentence),
        "section": finding.section,
        "quote": finding.quote,
        "rule": finding.rule,
        "confidence": finding.confidence,
        "checks": [_check(check) for check in study.checks if check.finding == finding.id],
    }


def _check(check: Check) -> dict[str, str]:
    return {"name": check.name, "verdict": check.verdict, "reason": check.reason}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(number: object) -> str | None:
    return None if number is None else str(number)


# ------------------------------------------------------------------ CSV


def csv(
    studies: Iterable[Study],
    out: TextIO,
    *,
    labels: Mapping[str, str] | None = None,
    decisions: Decisions = MappingProxyType({}),
) -> None:
    """Write a row a finding, the columns those of the view ``evidence``; safe to open in a spreadsheet.

    Args:
        out: Opened with ``newline=""``, or the line ends come out doubled on Windows.
        labels: What a clinician calls each concept, by its id; a concept without one keeps the paper's words.
        decisions: What reviewers decided, by key.
    """
    writer = tables.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for study in studies:
        for row in evidence(study, labels or {}, decisions):
            writer.writerow({column: harmless(value) for column, value in row.items()})


def evidence(
    study: Study, labels: Mapping[str, str], decisions: Decisions = MappingProxyType({})
) -> Iterator[dict[str, Any]]:
    """Yield a study's findings as rows of the view ``evidence``, numbers as text."""
    document, key = study.document, keys(study)
    heard, _ = spoken(study, decisions)
    arms = {arm.id: arm for arm in study.arms}
    for finding, flat in zip(study.findings, record(study)["findings"], strict=True):
        arm = arms.get(finding.arm or "")
        derived = {it.name: it.value for it in reversed(study.derived) if it.finding == finding.id}
        verdicts = [check.verdict for check in study.checks if check.finding == finding.id]
        row = {column: flat.get(column) for column in COLUMNS}
        yield row | {
            "finding_id": flat["id"],
            "document": document.name,
            **{name: getattr(document, name) for name in ("title", "year", "journal", "doi", "pmid")},
            "design": study.design,
            "n": study.cohort.value if study.cohort else None,
            "arm": arm.name if arm else None,
            "arm_role": arm.role if arm else None,
            "arm_n": arm.n if arm else None,
            "outcome_id": finding.concept,
            "outcome_label": labels.get(finding.concept or "", finding.outcome),
            "value_printed": finding.value_printed,
            **_intervals(flat),
            "derived_numerator": derived.get("numerator"),
            "wilson_low": derived.get("wilson_low"),
            "wilson_high": derived.get("wilson_high"),
            "verdict": max(verdicts, key=SEVERITY.index, default=None),
            "sentence": document.text[finding.sentence.start : finding.sentence.end],
            "char_start": finding.start,
            "char_end": finding.end,
            "key": key[finding.id],
            **told(heard.get(finding.id, ())),
        }


def _intervals(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the record nests as columns of their own: range_low, ci_level, p_operator ..."""
    ci, time, p = flat["ci"] or {}, flat["time"] or {}, flat["p"] or {}
    low_high = {name: flat[name] or (None, None) for name in ("range", "iqr")}
    return {
        **{f"{name}_low": low for name, (low, _) in low_high.items()},
        **{f"{name}_high": high for name, (_, high) in low_high.items()},
        **{f"ci_{part}": ci.get(part) for part in ("level", "low", "high")},
        **{f"time_{part}": time.get(part) for part in ("value", "unit")},
        **{f"p_{part}": p.get(part) for part in ("operator", "value")},
    }


def harmless(value: object) -> object:
    """Return *value* so that no spreadsheet runs it: a text it would take for a formula gets an apostrophe.

    Source:
        OWASP, "CSV Injection".

    >>> harmless("=1+1"), harmless("-1.5"), harmless("<0.001")
    ("'=1+1", '-1.5', '<0.001')
    """
    text = value if isinstance(value, str) else ""
    return f"'{text}" if text.startswith(FORMULA) and not NO_FORMULA.fullmatch(text) else value
