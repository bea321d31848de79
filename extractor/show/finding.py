"""Where a finding comes from: its sentence, rule, denominator and arithmetic."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Mapping

from extractor.check.candidates import Candidate, candidates
from extractor.errors import EvidenceError
from extractor.model import Check, Derived, Finding, Rule, Rules, Span, Study
from extractor.show.answer import WIDTH, columns, nearest

MOST = 4  # groups named that the share is not of
BOLD, PLAIN = "\x1b[1;7m", "\x1b[0m"


def provenance(study: Study, name: str, known: Rules) -> str:
    """Return where a finding comes from: its sentence, rule, denominator, checks and what was calculated.

    Args:
        study: The study the finding belongs to.
        name: The finding's name in the database, ``document:f3``.
        known: The rules, for what the finding's rule says.

    Raises:
        EvidenceError: if the study has no such finding.
    """
    names = {f"{study.document.name}:{finding.id}": finding for finding in study.findings}
    if name not in names:
        hint = nearest(name, names) or f'; the document has {len(names)}: evidence query "SELECT * FROM evidence"'
        raise EvidenceError(f"{name}: no such finding{hint}")
    finding = names[name]
    sentence = textwrap.fill(_marked(study, finding), WIDTH, initial_indent="  ", subsequent_indent="  ")
    return f"{name}\n\n{sentence}\n\n{columns(_facts(study, finding, {rule.id: rule for rule in known.rules}))}"


def _marked(study: Study, finding: Finding) -> str:
    """Return the sentence with the result between [[ and ]], or reversed on a terminal."""
    text = study.document.text
    before, after = (BOLD, PLAIN) if sys.stdout.isatty() else ("[[", "]]")
    end = max(finding.end, finding.sentence.end)
    parts = text[finding.sentence.start : finding.start], finding.quote, text[finding.end : end]
    return f"{parts[0]}{before}{parts[1]}{after}{parts[2]}".strip()


def _facts(study: Study, finding: Finding, known: Mapping[str, Rule]) -> list[tuple[str, str]]:
    arm = next((arm for arm in study.arms if arm.id == finding.arm), None)
    says = known[finding.rule].says if finding.rule in known else "a rule of another folder; name it with --rules"
    facts = [
        ("outcome", f"{finding.outcome} ({finding.concept or 'no outcome of the vocabulary'}; {finding.category})"),
        ("arm", f"{arm.name}, n = {arm.n}" if arm else "all patients"),
        ("read as", f"{finding.measure} {finding.operator} {finding.value} {finding.unit or ''}".rstrip()),
        ("rule", f"{finding.rule}: {says}"),
        *((part, f"characters {at.start}-{at.end}{_page(study, at)}") for part, at in finding.spans.items()),
    ]
    if finding.denominator is not None:
        whose = finding.denominator_reason or finding.denominator_source or ""
        facts.append(("share of", f"{finding.denominator}: {whose}"))
    if finding.time:
        facts.append(("time", f"{finding.time.value} {finding.time.unit}"))
    facts += [
        ("not", _rival(finding, it)) for it in candidates(finding, study) if not it.chosen and it.fits is not None
    ][:MOST]
    facts += [("calculated", _derived(it)) for it in study.derived if it.finding == finding.id]
    facts += [(c.verdict, f"{c.name}: {c.reason}") for c in study.checks if _speaks_of(c, finding)]
    return [*facts, ("confidence", f"{finding.confidence:.2f}")]


def _rival(finding: Finding, it: Candidate) -> str:
    """Return a group that the share was not read against, and whether it could be one of it."""
    return f"{it.size}: {it.group}; {finding.value} % {'would be a' if it.fits else 'is no'} count of it"


def _speaks_of(check: Check, finding: Finding) -> bool:
    """Return whether a verdict is on *finding*, or on the study and rests on one of its numbers."""
    if check.finding is not None:
        return check.finding == finding.id
    places = {(it.start, it.end) for it in check.inputs}
    return any((at.start, at.end) in places for at in finding.spans.values())


def _derived(it: Derived) -> str:
    value = f"{it.value}" if it.value is not None else f"{it.low} to {it.high}"
    return f"{it.name.replace('_', ' ')} {value}: {it.formula}"


def _page(study: Study, at: Span) -> str:
    pages = (word.page for word in study.document.words if word.start < at.end and at.start < word.end)
    return next((f", page {page}" for page in pages), "")
