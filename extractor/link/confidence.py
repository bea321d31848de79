"""How sure a finding is: the share of findings like it that a careful reader found right."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Finding, Study


def graded(study: Study) -> Study:
    """Return *study*, each finding with its confidence from 0 to 1."""
    return replace(study, findings=tuple(replace(it, confidence=confidence(it)) for it in study.findings))


def confidence(finding: Finding) -> float:
    """Return how sure a finding is: a known outcome named in so many words is surest."""
    if finding.outcome_start is None:
        return 0.4
    return round(0.7 + 0.15 * (finding.concept is not None), 2)
