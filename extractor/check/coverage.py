"""The coverage meter: how many of the printed numbers were captured or consciously set aside."""

from __future__ import annotations

from extractor.model import Study


def accounted(study: Study) -> tuple[int, int]:
    """Return how many printed numbers were captured or set aside, and how many there are.

    A number is counted once, by where it starts: the same 249 may be a cohort and a denominator.
    """
    known = {it.start for it in study.set_aside}
    for finding in study.findings:
        known.update(span.start for span in finding.spans.values())
    if study.cohort:
        known.add(study.cohort.start)
    known.update(arm.start for arm in study.arms if arm.start is not None)
    lost = {span.start for span in study.unexplained} - known
    return len(known), len(known) + len(lost)


def share(known: int, numbers: int) -> int:
    """Return *known* of *numbers* in whole per cent, rounded down: 99.6 % is not all of them."""
    return 100 * known // numbers if numbers else 100
