"""A result as a study's page lists it: what it is of, how it reads, and everything that unfolds below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.check.names import asked
from extractor.model import Check, Concept, Decision, Finding, Input
from extractor.render.cell import Cell, cell, p_text
from extractor.render.column import GROUPS, days_of, own_words, time_text
from extractor.render.marked import place
from extractor.render.note import explained
from extractor.render.paper import Paper
from extractor.render.verdict import SIGNS, WORST, summed_up

UNSURE = 0.5  # below it about every second result is wrong somewhere
MADE = {
    "numerator": "count", "percentage": "percentage", "sd": "SD", "mean": "mean", "log_ratio": "logarithm of the ratio",
    "se_log_ratio": "its standard error", "denominator": "denominator", "remainder": "the rest",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check of a result, unfolded: what it asks, what came out, and the numbers it rests on."""

    sign: str
    verdict: str
    asks: str
    reason: str
    inputs: tuple[tuple[Input, str], ...]  # with the address of each in the text, empty where nobody printed it


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in the list beside the text."""

    finding: Finding
    label: str
    words: str  # the paper's own
    arm: str
    how: str  # "median", "HR"; empty for shares
    when: str
    cell: Cell
    group: str
    checks: tuple[Verdict, ...]
    notes: tuple[str, ...]
    verdict: str = ""  # of all checks together
    sums_up: str = ""  # in a few words
    made: tuple[tuple[str, str], ...] = ()  # what was computed, and how
    spread: str = ""  # the interval of a share: "Wilson 95% interval 41.1–69.6%"
    p: str = ""
    decisions: tuple[Decision, ...] = ()
    outdated: tuple[Decision, ...] = ()  # on what was read here before

    @property
    def unsure(self) -> bool:
        """Whether a reviewer should look at it first; nobody has."""
        return self.finding.confidence < UNSURE and not self.decisions

    @property
    def at(self) -> str:
        """Its address by characters, which outlives another numbering."""
        return place(self.finding.start, self.finding.end)

    @property
    def state(self) -> str:
        """How the number is marked in the text: as flagged, corrected or derived, or as read."""
        if self.cell.review == "corrected":
            return "corrected"
        if self.cell.flagged:
            return "flagged"
        return "derived" if self.cell.derived or self.cell.detail_derived else ""

    @property
    def title(self) -> str:
        """What the number was read as: ``Pain relief, 6 weeks: 91.7%``."""
        name = ", ".join(filter(None, [self.label[:1].upper() + self.label[1:], self.how, self.when]))
        return f"{name}: {self.cell.number}" + (f" ({self.arm})" if self.arm else "")


def line(paper: Paper, finding: Finding, known: Mapping[str, Concept]) -> Line:
    """Return a finding as the list shows it."""
    concept = known.get(finding.concept or "")
    arm = paper.arm_of(finding)
    shown = cell(paper, finding, tagged=False)
    found = sorted(paper.checks.get(finding.id, ()), key=lambda c: WORST.index(c.verdict))
    verdict_of_all, said = summed_up(found)
    return Line(
        finding=finding,
        label=concept.label if concept else (own_words(finding) or category_text(finding)),
        words=own_words(finding),
        arm=arm.name if arm else "",
        how="" if concept and concept.label.casefold().startswith(finding.measure) else how(finding),
        when=time_text(days_of(finding.time)),
        cell=shown,
        group=GROUPS.get(finding.category, "Other"),
        checks=tuple(verdict(c) for c in found),
        notes=tuple(notes_of(paper, finding, shown)),
        verdict=verdict_of_all,
        sums_up=said,
        made=tuple(made(paper, finding)),
        spread=spread(shown),
        p="" if finding.measure == "p_value" or p_text(finding) == shown.detail else p_text(finding),
        decisions=paper.decisions_of(finding),
        outdated=paper.review.outdated.get(finding.id, ()) if paper.review else (),
    )


def verdict(check: Check) -> Verdict:
    """Return a check as it unfolds."""
    inputs = tuple((it, "" if it.start is None or it.end is None else place(it.start, it.end)) for it in check.inputs)
    return Verdict(SIGNS[check.verdict], check.verdict, asked(check.name), check.reason, inputs)


def spread(shown: Cell) -> str:
    """Return the interval of a share in words; that of anything else stands beside its number.

    >>> spread(Cell("f1", "55.8%", point=55.8, low=41.1, high=69.6, interval="Wilson 95% interval"))
    '95% CI 41.1–69.6 (Wilson)'
    """
    if shown.low is None or shown.high is None or not shown.number.endswith("%"):
        return ""
    ends = f"{shown.low:.1f}–{shown.high:.1f}"
    return f"95% CI {ends} (Wilson)" if shown.interval.startswith("Wilson") else f"{shown.interval} {ends}"


def made(paper: Paper, finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield what was computed of a finding and how; its Wilson interval, drawn below it, is named only."""
    for (of, name), it in paper.derived.items():
        if of == finding.id and not name.startswith("wilson"):
            ends = "" if it.low is None or it.high is None else f"{it.low}–{it.high}"
            yield f"{MADE.get(name, name.replace('_', ' '))} {ends or it.value}", it.formula


def category_text(finding: Finding) -> str:
    """Return what a result without words of its own is about."""
    return "no outcome named" if finding.category == "other" else finding.category.replace("_", " ")


def notes_of(paper: Paper, finding: Finding, shown: Cell) -> Iterator[str]:
    """Yield what the list explains of a number: not the interval, which is drawn, nor that the cohort is the whole."""
    whole = f"of {finding.denominator}: " if finding.denominator_source == "cohort" else "\0"
    for said in explained(paper, finding, shown):
        if not said.startswith((shown.interval or "\0", whole)):
            yield said


def how(finding: Finding) -> str:
    """Return what kind of number it is, where the number alone does not say."""
    if finding.measure == "ratio":
        return finding.unit or "ratio"
    return finding.measure if finding.measure in ("mean", "median", "difference") else ""
