"""Findings that are sizes: of the cohort, of an arm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.link.arms.group import Group
from extractor.model import Cohort, Finding


def as_size(found: Finding, size: Cohort | None, groups: Sequence[Group]) -> Finding:
    """Return the finding as the size of the cohort or of an arm when that is where such a size is printed."""
    if is_cohort(found, size):
        return replace(found, category="cohort_size", outcome="cohort size", concept=None)
    where = found.spans.get({"count": "value", "proportion": "numerator"}.get(found.measure, ""))
    group = next((g for g in groups if where and g.at and g.at.start == where.start), None)
    if group is None:
        return found
    outcome = f"{group.name} size" if found.measure == "count" else found.outcome
    return replace(found, category="cohort_size", outcome=outcome, concept=None)


def is_cohort(found: Finding, size: Cohort | None) -> bool:
    """Say whether the finding is the printed size of the cohort."""
    if size is None or found.measure != "count" or size.how != "stated":
        return False
    at = found.spans["value"]
    return at.start < size.end and size.start < at.end
