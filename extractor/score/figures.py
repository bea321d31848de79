"""Count what was found, missed and made up; show it on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.score.judge import Judged, JudgedStudy


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were right, made up and missed; precision, recall and F1 from 0 to 1."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Right ones of those reported."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Right ones of those in the gold."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    right: int
    of: int

    @property
    def accuracy(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.right / max(1, self.of)


@dataclass(frozen=True, slots=True)
class Figures:
    """How an export compares with a gold folder.

    ``found`` asks for the value at its place; ``row`` for kind, outcome and arm besides; ``full_row`` for every
    companion number besides. ``kind``, ``outcome`` and ``details`` are of those found, ``arm`` of those found that
    have one; ``recall_by_category`` is of ``found``.
    """

    documents: int
    unread: tuple[str, ...]  # documents of the gold that the export has no record of
    cohort: Share
    found: Rate
    row: Rate
    full_row: Rate
    kind: Share
    outcome: Share
    arm: Share
    details: Share
    by_kind: Mapping[str, Rate]
    recall_by_category: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Miss:
    """A finding that went wrong; ``how`` is "missed", "false alarm" or "wrong row"."""

    document: str
    how: str
    what: str

    def __str__(self) -> str:
        return f"{self.how:<11} {self.document}: {self.what}"


def count(studies: Sequence[JudgedStudy]) -> Figures:
    """Return the figures over judged studies."""
    judged = [finding for study in studies for finding in study.findings]
    found = [it for it in judged if it.found is not None]
    reported = len(found) + sum(len(study.false) for study in studies)
    sizes = [study.n for study in studies if study.n is not None]
    arms = [it.arm for it in found if it.arm is not None]
    right = Counter(it.gold.category for it in found)

    def rate(right: int) -> Rate:
        return Rate(right, reported - right, len(judged) - right)

    return Figures(
        documents=len(studies),
        unread=tuple(study.name for study in studies if not study.read),
        cohort=Share(sum(sizes), len(sizes)),
        found=rate(len(found)),
        row=rate(sum(it.row for it in found)),
        full_row=rate(sum(it.row and it.details for it in found)),
        kind=Share(sum(it.kind for it in found), len(found)),
        outcome=Share(sum(it.outcome for it in found), len(found)),
        arm=Share(sum(arms), len(arms)),
        details=Share(sum(it.details for it in found), len(found)),
        by_kind=_by_kind(studies, judged),
        recall_by_category={
            category: Share(right[category], of)
            for category, of in sorted(Counter(it.gold.category for it in judged).items())
        },
    )


def _by_kind(studies: Sequence[JudgedStudy], judged: Sequence[Judged]) -> dict[str, Rate]:
    """Return rates by the kind the gold gives, and for false alarms by the measure reported."""
    right = Counter(it.gold.kind for it in judged if it.found is not None)
    missed = Counter(it.gold.kind for it in judged if it.found is None)
    false = Counter(str(it.get("measure", "?")) for study in studies for it in study.false)
    return {kind: Rate(right[kind], false[kind], missed[kind]) for kind in sorted(right | missed | false)}


def misses(studies: Sequence[JudgedStudy]) -> Iterator[Miss]:
    """Yield what went wrong, document by document: missed, in a wrong row, then false alarms."""
    for study in studies:
        for it in study.findings:
            shown = f"“{it.gold.quote}”" if it.gold.quote else f"{it.gold.value}"
            if it.found is None:
                yield Miss(study.name, "missed", f"{it.gold.kind} of {it.gold.outcome}: {shown}")
            elif not it.row:
                yield Miss(study.name, "wrong row", f"{', '.join(_wrong(it, study.arms))}: {shown}")
        for false in study.false:
            printed = " ".join(str(false[key]) for key in ("value", "unit") if false.get(key) is not None)
            what = f"{false.get('measure')} {printed} of {false.get('outcome')}"
            yield Miss(study.name, "false alarm", f"{what}: “{false.get('quote') or ''}”")


def _wrong(it: Judged, arms: Mapping[str, str]) -> Iterator[str]:
    assert it.found is not None
    if not it.kind:
        yield f"kind is {it.found.get('measure')}, not {it.gold.kind}"
    if not it.outcome:
        yield f"outcome is '{it.found.get('outcome')}', not '{it.gold.outcome}'"
    if it.arm is False:
        yield f"arm is '{arms.get(it.found.get('arm') or '', 'none')}', not '{it.gold.arm}'"


def table(figures: Figures) -> str:
    """Return the figures as lines for a terminal."""
    rates = {"found": figures.found, "row": figures.row, "full row": figures.full_row, **figures.by_kind}
    lines = [f"documents: {figures.documents}, findings in the gold: {figures.found.right + figures.found.missed}"]
    if figures.unread:
        lines.append(f"not in the export, so all of theirs are missed: {', '.join(figures.unread)}")
    lines += ["", f"{'':<20} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>6} {'false':>6} {'missed':>6}"]
    for name, rate in rates.items():
        if name == next(iter(figures.by_kind), None):
            lines.append("")
        numbers = f"{rate.precision:>9.3f} {rate.recall:>7.3f} {rate.f1:>6.3f}"
        lines.append(f"{name:<20} {numbers} {rate.right:>6} {rate.false:>6} {rate.missed:>6}")
    of_found = {"kind": figures.kind, "outcome": figures.outcome, "arm": figures.arm, "details": figures.details}
    lines += ["", _line("cohort size right", figures.cohort)]
    lines += [_line(f"{name} right, of found", share) for name, share in of_found.items()]
    lines += ["", "recall by category"]
    lines += [_line(f"  {name}", share) for name, share in figures.recall_by_category.items()]
    return "\n".join(lines)


def _line(name: str, share: Share) -> str:
    return f"{name:<24} {share.accuracy:>6.3f}  {share.right} of {share.of}"
