"""The coverage meter: how many of the printed numbers were captured or consciously set aside."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Finding, Study


def accounted(study: Study, rejected: Sequence[Finding] = ()) -> tuple[int, int]:
    """Return how many printed numbers were captured or set aside, and how many there are.

    A number is counted once, by where it starts: the same 249 may be a cohort and a denominator.

    Args:
        study: As read, or as its reviewers left it.
        rejected: The results that they took out of it, whose numbers somebody has looked at.
    """
    taken_out = {(it.start, it.end) for it in rejected}  # set aside as a whole, not number by number
    known = {it.start for it in study.set_aside if (it.start, it.end) not in taken_out}
    for finding in (*study.findings, *rejected):
        known.update(span.start for span in finding.spans.values())
    if study.cohort:
        known.add(study.cohort.start)
    known.update(arm.start for arm in study.arms if arm.start is not None)
    lost = {span.start for span in study.unexplained} - known
    return len(known), len(known) + len(lost)


def share(known: int, numbers: int) -> int:
    """Return *known* of *numbers* in whole per cent, rounded down: 99.6 % is not all of them."""
    return 100 * known // numbers if numbers else 100
