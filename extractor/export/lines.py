"""Studies as JSON lines: one object a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TextIO

from extractor.model import Arm, Check, Decision, Finding, Mention, Source, Span, Study
from extractor.review.applied import Decisions, spoken
from extractor.review.settle import told

ALWAYS_PLACED = ("value", "numerator", "denominator", "sd")  # keys of "spans" that stand there even as null


NOBODY: Decisions = MappingProxyType({})


def jsonl(
    studies: Iterable[Study],
    out: TextIO,
    sources: Mapping[str, Sequence[Source]] = MappingProxyType({}),
    decisions: Decisions = NOBODY,
) -> None:
    """Write one object a line, a document at a time.

    Args:
        sources: What each study was read from, by the document that leads it; without it each leads its own.
        decisions: What reviewers decided, by key; it stands beside what was read, which stays.
    """
    leaders = {source.name: leader for leader, every in sources.items() for source in every}
    for study in studies:
        name = study.document.name
        made = record(study, sources.get(name, ()), into=leaders.get(name, name), decisions=decisions)
        out.write(json.dumps(made, ensure_ascii=False) + "\n")


def record(
    study: Study, sources: Sequence[Source] = (), *, into: str | None = None, decisions: Decisions = NOBODY
) -> dict[str, Any]:
    """Return a study as the export's object: numbers as text with their zeros, offsets into ``text``.

    Args:
        sources: The documents the study was read from, this one among them.
        into: The document that leads the study, when it is another one.
        decisions: What reviewers decided, by key; a finding that somebody decided on has one key more, ``review``.
    """
    holding, _ = spoken(study, decisions)
    document, cohort = study.document, study.cohort
    return {
        "document": document.name,
        "path": document.path,
        "text": document.text,
        "n": {"value": cohort.value, "start": cohort.start, "end": cohort.end} if cohort else None,
        "arms": [_arm(arm) for arm in study.arms],
        "mentions": [_mention(mention) for mention in study.mentions],
        "findings": [_finding(study, it) | _review(holding.get(it.id, ())) for it in study.findings],
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


def _review(decisions: Sequence[Decision]) -> dict[str, Any]:
    return {"review": told(decisions)} if decisions else {}


def _check(check: Check) -> dict[str, str]:
    return {"name": check.name, "verdict": check.verdict, "reason": check.reason}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(number: object) -> str | None:
    return None if number is None else str(number)
