"""The rows of the Excel file: studies, and findings with what a reviewer needs beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.model import Concept, Decision, Derived, Finding, Source, Study
from extractor.review.applied import Decisions, spoken
from extractor.review.key import keys, reading
from extractor.review.settle import at_odds

REVIEW = ("decision", "corrected value", "comment", "reviewer")  # the columns a reviewer fills in
VERDICTS = {"inconsistent": "does not fit", "consistent": "fits", "unchecked": "not checked"}


class Column(NamedTuple):
    """A column of a sheet; width in characters."""

    name: str
    width: float
    pinned: bool = False  # stays when the sheet is scrolled to the side
    wraps: bool = False
    soft: bool = False


STUDY_HEAD = (
    Column("Study", 24, pinned=True), Column("Title", 60, wraps=True), Column("Authors", 36, wraps=True),
    Column("Year", 7), Column("Journal", 28, wraps=True), Column("Design", 15), Column("n", 8),
    Column("n counts", 12), Column("Results", 9), Column("Do not fit", 10), Column("DOI", 28), Column("PMID", 12),
    Column("Read from", 40, wraps=True, soft=True),
)  # fmt: skip
HEAD = (
    Column("Study", 22, pinned=True), Column("Outcome", 28, pinned=True, wraps=True), Column("Group", 20, wraps=True),
    Column("Measure", 11), Column("Operator", 9), Column("Value", 10), Column("Unit", 9),
    Column("Printed", 24, wraps=True),
    Column("Events", 8), Column("Total", 8), Column("Events are", 10), Column("Low", 8), Column("High", 8),
    Column("Interval", 14), Column("SD", 8), Column("At", 9), Column("P", 10), Column("Check", 24, wraps=True),
    Column("Sentence", 64, wraps=True),
    Column("decision", 12), Column("corrected value", 11), Column("comment", 30, wraps=True), Column("reviewer", 14),
    Column("So far", 26, wraps=True), Column("Confidence", 11), Column("Share of", 16, soft=True),
    Column("key", 40, soft=True), Column("reading", 50, soft=True),
)  # fmt: skip


def study_rows(studies: Iterable[Study], sources: Mapping[str, Sequence[Source]]) -> Iterator[dict[str, Any]]:
    """Yield a row a study."""
    for study in studies:
        document, cohort = study.document, study.cohort
        read_from = sources.get(document.name, ())
        wrong = {it.finding or (it.name, it.reason) for it in study.checks if it.verdict == "inconsistent"}
        yield {
            "Study": document.name, "Title": document.title, "Authors": "; ".join(document.authors) or None,
            "Year": document.year, "Journal": document.journal, "Design": study.design,
            "n": cohort.value if cohort else None, "n counts": cohort.unit if cohort else None,
            "Results": len(study.findings), "Do not fit": len(wrong), "DOI": document.doi, "PMID": document.pmid,
            "Read from": "; ".join(it.path for it in read_from) or document.path,
        }  # fmt: skip


def finding_rows(
    studies: Iterable[Study], concepts: Sequence[Concept], decisions: Decisions, reviewer: str | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the category and the row of each finding.

    Args:
        reviewer: Whose decisions are filled in; None: those of the only reviewer there is.
    """
    labels = {concept.id: concept.label for concept in concepts}
    names = {it.reviewer for heard in decisions.values() for it in heard}
    mine = reviewer if reviewer else next(iter(names)) if len(names) == 1 else None
    for study in studies:
        heard, _ = spoken(study, decisions)
        key = keys(study)
        derived = {(it.finding, it.name): it for it in study.derived}
        arms = {arm.id: arm.name for arm in study.arms if arm.role != "whole"}
        for finding in study.findings:
            every = heard.get(finding.id, ())
            own = next((it for it in every if it.reviewer == mine), None)
            yield (
                finding.category,
                {
                    "Study": study.document.name,
                    "Outcome": labels.get(finding.concept or "", finding.outcome),
                    "Group": arms.get(finding.arm or ""),
                    "Measure": finding.measure,
                    **_numbers(finding, derived),
                    "Check": _check(study, finding),
                    "Sentence": study.document.text[finding.sentence.start : finding.sentence.end].strip(),
                    **(_filled(own) if own else {}),
                    "So far": so_far(every) if reviewer is None else None,
                    "Confidence": Decimal(str(round(finding.confidence, 2))),
                    "Share of": finding.denominator_reason or finding.denominator_source,
                    "key": key[finding.id],
                    "reading": reading(study, finding),
                },
            )


def _numbers(finding: Finding, derived: Mapping[tuple[str, str], Derived]) -> dict[str, Any]:
    time, p, count = finding.time, finding.p, derived.get((finding.id, "numerator"))
    events = finding.numerator
    if events is None and finding.measure == "count" and finding.denominator is not None and finding.value is not None:
        events = int(finding.value)
    is_printed = "printed" if events is not None else "derived" if count and count.value is not None else None
    kind, ends = _interval(finding, derived)
    return {
        "Operator": finding.operator if finding.operator != "=" else None,
        "Value": finding.value,
        "Unit": finding.unit,
        "Printed": finding.quote,
        "Events": events if events is not None else int(count.value) if count and count.value is not None else None,
        "Total": finding.denominator,
        "Events are": is_printed,
        "Low": ends[0],
        "High": ends[1],
        "Interval": kind,
        "SD": finding.sd,
        "At": f"{time.value} {time.unit}" if time else None,
        "P": f"{p.operator} {p.value}" if p else None,
    }


def _interval(
    finding: Finding, derived: Mapping[tuple[str, str], Derived]
) -> tuple[str | None, tuple[Decimal | None, Decimal | None]]:
    """Return the printed interval and what it is; Wilson's where a share has none."""
    if finding.ci:
        level = f"{finding.ci.level} % " if finding.ci.level is not None else ""
        return f"{level}CI", (finding.ci.low, finding.ci.high)
    for name, ends in (("IQR", finding.iqr), ("range", finding.range)):
        if ends:
            return name, ends
    low, high = (derived.get((finding.id, f"wilson_{end}")) for end in ("low", "high"))
    return ("Wilson 95 %", (low.value, high.value)) if low and high else (None, (None, None))


def _check(study: Study, finding: Finding) -> str | None:
    found = [it for it in study.checks if it.finding == finding.id]
    wrong = [it.reason for it in found if it.verdict == "inconsistent"]
    if wrong:
        return f"{VERDICTS['inconsistent']}: {'; '.join(wrong)}"
    return VERDICTS["consistent" if any(it.verdict == "consistent" for it in found) else "unchecked"] if found else None


def _filled(own: Decision) -> dict[str, Any]:
    return {
        "decision": own.decision,
        "corrected value": own.value,
        "comment": own.comment or None,
        "reviewer": own.reviewer,
    }


def so_far(decisions: Sequence[Decision]) -> str | None:
    """Return in words what reviewers decided: "accepted by Ann, 2026-11-21"."""
    if not decisions:
        return None
    told = "; ".join(
        f"{it.decision}{f' to {it.value}' if it.value is not None else ''} by {it.reviewer}, {it.at[:10]}"
        for it in decisions
    )
    return f"reviewers differ: {told}" if at_odds(decisions) else told
