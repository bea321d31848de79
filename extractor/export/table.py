"""Findings as a tidy table: one CSV row each, the columns those of the view ``evidence``."""

from __future__ import annotations

import csv as tables
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TextIO

from extractor.export.lines import record
from extractor.export.safe import harmless
from extractor.model import Study
from extractor.review.applied import Decisions, spoken
from extractor.review.key import keys
from extractor.review.settle import told

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
