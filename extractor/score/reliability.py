"""Whether a confidence is worth its number: of the findings shown as .9, were nine of ten rows right?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.score.judge import JudgedStudy, Reported

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The findings shown with a confidence from ``low`` to ``high``, and how many of their rows were right."""

    low: float
    high: float
    shown: float  # their mean confidence
    right: int
    of: int

    @property
    def share(self) -> float:
        """The share of rows that were right; 0 of nothing."""
        return self.right / max(1, self.of)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Ten bins, and two figures over all: ``gap`` is |shown - right| per finding, by bin; ``brier`` squares it."""

    bins: tuple[Bin, ...]
    gap: float
    brier: float


def graded_rows(studies: Iterable[JudgedStudy]) -> Iterator[tuple[Reported, bool]]:
    """Yield each reported finding and whether its row is right: kind, outcome and arm.

    What repeats a right finding, or answers for one that may be left out, is neither.
    """
    for study in studies:
        for it in study.findings:
            if it.found is not None and it.found.get("confidence") is not None:
                yield it.found, it.row
        for made_up in study.false:
            if made_up.get("confidence") is not None:
                yield made_up, False


def reliability(studies: Iterable[JudgedStudy]) -> Reliability:
    """Return what the confidences of the judged findings were worth."""
    return reliability_of([(float(found["confidence"]), right) for found, right in graded_rows(studies)])


def reliability_of(rows: Sequence[tuple[float, bool]]) -> Reliability:
    """Return what confidences were worth, each beside whether its row was right."""
    bins = tuple(_bin(place, rows) for place in range(BINS))
    count = max(1, len(rows))
    return Reliability(
        bins=bins,
        gap=sum(it.of * abs(it.shown - it.share) for it in bins) / count,
        brier=sum((shown - right) ** 2 for shown, right in rows) / count,
    )


def _bin(place: int, rows: Sequence[tuple[float, bool]]) -> Bin:
    inside = [(shown, right) for shown, right in rows if min(BINS - 1, int(shown * BINS)) == place]
    mean = sum(shown for shown, _ in inside) / max(1, len(inside))
    return Bin(place / BINS, (place + 1) / BINS, mean, sum(right for _, right in inside), len(inside))
