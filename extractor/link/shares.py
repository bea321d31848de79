"""Whose share a count is, told by arithmetic: 6 (60 %) is of the ten, not of the thirty."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.link.arms.group import Group
from extractor.link.counts import rounds
from extractor.link.drafts import Draft
from extractor.model import Cohort


def told_by_share(draft: Draft, groups: Sequence[Group], size: Cohort | None) -> Group | None:
    """Return the only group whose size makes a count its percentage, None when the whole cohort does."""
    q = draft.quantity
    if q.measure != "proportion" or q.unit != "%" or "denominator" in q.parts:
        return None
    k, x = q.parts.get("numerator"), q.parts.get("value")
    if k is None or x is None or k.value is None or x.value is None:
        return None
    if size is not None and rounds(k.value, size.value, x.value):
        return None
    fit = [g for g in groups if g.n and k.value <= g.n and rounds(k.value, g.n, x.value)]
    return fit[0] if len(fit) == 1 else None
