"""A plot of an outcome's page: its lines, what is pooled of them, its drawings, and what the script starts from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.pool import Pooled
from extractor.pool.alike import WIDEST, Candidate, Choice, choose, part_of
from extractor.pool.definition import SORTS, definition
from extractor.render import forest
from extractor.render.cell import unit_text
from extractor.render.chart import Axis, axis_of
from extractor.render.column import Column
from extractor.render.forest import Drawing, Line, Total
from extractor.render.forest_line import Result, count_text, drawn, number_text
from extractor.render.forest_pool import (
    MOST_LEFT_OUT,
    Given,
    Way,
    estimate,
    facts,
    given,
    left_out,
    pooled,
    total,
    way_of,
    weight,
)

Meaning = tuple[str, ...]
COMPARED = ("ratios", "differences", "two_arm")  # of what with what is not known
NOT_POOLED, NOTHING = "Not pooled: why stands below", "Nothing pooled"
TOO_WIDE = "Not pooled: too far apart"
CHOICES = (
    ("derived", "Without derived counts"), ("flagged", "Without flagged"), ("same", "Same definition only"),
    ("loo", "Leave one out"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its result and its part in the pooled estimate."""

    result: Result
    drawn: Line
    given: Given
    used: bool
    why: str  # why it is not in the estimate
    without: str  # the estimate without it
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Plot:
    """The results measured one way, at one time."""

    column: Column
    id: str  # "p1"
    axis: Axis | None
    lines: tuple[Placed, ...]
    way: Way
    found: Pooled | None
    total: Total | None
    facts: str
    choice: Choice
    more: tuple[str, ...] = ()  # said below it
    no_estimate: str = ""  # why the model gives none that could be shown

    @property
    def poolable(self) -> bool:
        """Whether two results at least give numbers to a pooled estimate."""
        return sum(line.given.numbers is not None for line in self.lines) > 1

    @property
    def studies(self) -> int:
        """How many studies it shows."""
        return len({line.result.paper.stem for line in self.lines})

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """The plot for a wide and for a narrow page."""
        total = self.total or ((NOT_POOLED if self.refused or self.no_estimate else NOTHING) if self.poolable else "")
        lines = [line.drawn for line in self.lines]
        return tuple(
            forest.drawing(lines, self.axis, at, total=total, unit="%" if self.is_share else "", heads=self.heads)
            for at in forest.LAYOUTS
        )

    @property
    def is_share(self) -> bool:
        """Whether its results are in per cent of something."""
        return self.column.key.kind == "share"

    @property
    def heads(self) -> tuple[str, str, str]:
        """What stands above the counts, the axis and the results."""
        if self.is_share:
            return "n/N", "", "% (95% interval)"
        kind = self.column.key.kind
        if kind == "centre":
            return "patients", unit_text(self.column.unit), "mean (95% CI), or as printed"
        of = "n/N vs n/N" if self.way.fit == "two_arm" else "patients"
        return of, unit_text(self.column.unit) if kind == "difference" else "", f"{kind} (95% CI)"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The buttons that would change something."""
        used = [line for line in self.lines if line.used]
        some = {
            "derived": any(line.drawn.count_derived for line in used),
            "flagged": any(line.drawn.flagged for line in used),
            "same": len({line.meaning for line in used}) > 1,
            "loo": 2 < len(used) <= MOST_LEFT_OUT,
        }
        return [(name, label) for name, label in CHOICES if some[name]]

    @property
    def left_out(self) -> bool:
        """Whether the estimate without each study is known."""
        return any(line.without for line in self.lines)

    @property
    def says(self) -> str:
        """What the picture shows, in a sentence or two."""
        points = [line.drawn.number for line in self.lines if line.drawn.point is not None]
        said = f"{len(self.lines)} results of {self.studies} {'study' if self.studies == 1 else 'studies'}"
        first = f"{said}, from the largest: {'; '.join(points[:3])}{' and more' if len(points) > 3 else ''}."
        pooled = f" Pooled: {self.total.number}, {self.facts}." if self.total else ""
        return first + pooled

    @property
    def refused(self) -> str:
        """Why nothing is pooled though it could be."""
        return self.choice.refused if self.poolable else ""

    @property
    def notes(self) -> list[str]:
        """How the estimate was made, what a reader should know of it, and what it leaves out."""
        said = []
        if self.found:
            area = "weight" if self.found.weights[0] is not None else "patients: this model has no weights"
            said.append(f"Pooled by {self.found.method}. The area of a square goes with the study’s {area}.")
        elif self.choice.impossible and len(self.lines) > 1:
            said.append(f"Nothing is pooled: {self.choice.impossible}.")
        elif not self.refused and len(self.lines) > 1:
            why = self.no_estimate or "the model has no estimate for these numbers"
            said.append(f"Nothing is pooled: {why}.")
        if self.poolable and self.choice.notes:
            said.append(f"Of what is pooled: {'; '.join(self.choice.notes)}.")
        if sum(line.used for line in self.lines) > MOST_LEFT_OUT and self.found:
            said.append(f"With more than {MOST_LEFT_OUT} studies, the estimate without each of them is not computed.")
        if self.poolable and self.excluded and not self.choice.impossible:
            said.append(f"Shown, not pooled: {'; '.join(f'{why} ({count})' for why, count in self.excluded)}.")
        return [*said, *self.more]

    @property
    def definitions(self) -> list[tuple[str, int]]:
        """What the papers say they mean, and how many each; empty where none says anything."""
        found = Counter(", ".join(filter(None, line.meaning[: len(SORTS)])) for line in self.lines)
        if set(found) <= {""} or len(self.lines) < 2:
            return []
        most = sorted(found.items(), key=lambda it: (not it[0], -it[1], it[0]))
        return [(words or "not said", count) for words, count in most]

    @property
    def excluded(self) -> list[tuple[str, int]]:
        """Why results are not in the estimate, and how many for each reason."""
        found = Counter(line.why for line in self.lines if line.why)
        return sorted(found.items(), key=lambda it: (-it[1], it[0]))

    @property
    def usual(self) -> Meaning:
        """The meaning most of what could be pooled has; of two as frequent the one said more fully."""
        found = Counter(line.meaning for line in self.lines if line.used)
        return min(found, key=lambda it: (-found[it], it.count(""), it), default=())

    @property
    def data(self) -> str:
        """What the script starts from, as JSON that may stand inside a page."""
        stems = list(dict.fromkeys(line.result.paper.stem for line in self.lines))
        return safe_json({
            "fit": self.way.fit, "times": self.way.times, "digits": self.way.digits, "poolable": self.poolable,
            "doubted": self.way.fit in COMPARED or self.choice.doubted,
            "refused": NOT_POOLED, "nothing": NOTHING, "wide": TOO_WIDE, "widest": self.is_share and WIDEST,
            "axis": self.axis and {"low": self.axis.low, "high": self.axis.high, "log": self.axis.log},
            "lines": [
                {
                    "name": line.result.paper.name, "arm": line.drawn.arm,
                    "study": stems.index(line.result.paper.stem),
                    "year": line.result.paper.study.document.year, "n": line.result.n, "use": line.used,
                    "give": line.given.numbers, "counts": line.result.count, "derived": line.drawn.count_derived,
                    "flagged": line.drawn.flagged, "same": line.meaning == self.usual, "means": line.meaning,
                }
                for line in self.lines
            ],
        })  # fmt: skip


def safe_json(data: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def plotted(column: Column, id: str, results: Sequence[Result], category: str) -> Plot:
    """Return the plot of *results*, in their order, with what is pooled of them."""
    way = way_of(column, category, results)
    gives = [given(it, way) for it in results]
    candidates = [
        candidate(it, gave, named=not column.key.outcome.startswith("~"))
        for it, gave in zip(results, gives, strict=True)
    ]
    choice = choose(candidates)
    rows = [numbers for place in choice.chosen if (numbers := gives[place].numbers) is not None]
    found, no_estimate = (None, "") if choice.refused or choice.impossible else pooled(way, rows)
    without = dict(zip(choice.chosen, left_out(way, rows) if found else (), strict=False))
    parts = dict(zip(choice.chosen, found.weights if found else (), strict=False))
    lines = []
    for place, it in enumerate(results):
        used, rest = place in choice.chosen, without.get(place)
        lines.append(Placed(
            it, line(it, column, way, parts.get(place), pooled=used), gives[place], used,
            choice.left_out.get(place, ""), estimate(rest, way) if rest else "", meaning(candidates[place]),
        ))  # fmt: skip
    shown = total(found, way) if found else None
    ends = [x for it in lines for x in (it.drawn.point, it.drawn.low, it.drawn.high, *(it.drawn.outer or ()))]
    ends += [shown.low, shown.high] if shown else []
    said = facts(found, len({results[place].paper.stem for place in choice.chosen})) if found else ""
    return Plot(
        column, id, axis_of(ends, column.key.kind), tuple(lines), way, found, shown, said, choice, (), no_estimate
    )


def candidate(it: Result, gave: Given, *, named: bool = True) -> Candidate:
    """Return a result as what decides on pooling takes it."""
    study = it.paper.study
    return Candidate(
        it.paper.name, it.finding, arm=it.paper.arm_of(it.finding), text=study.document.text, n=it.paper.n,
        of=study.cohort.unit if study.cohort else "patients", unusable=gave.why, derived=it.cell.detail_derived,
        flagged=it.cell.flagged, named=named,
    )  # fmt: skip


def meaning(it: Candidate) -> Meaning:
    """Return what a result means, in the ways in which two may differ; empty where the paper does not say."""
    said, share = definition(it.finding, it.text), it.finding.measure in ("proportion", "count")
    whole = part_of(it) if it.finding.denominator_source else ""
    return (*(said.get(sort, "") for sort in SORTS), it.of if share else "", whole)


def line(it: Result, column: Column, way: Way, part: float | None, *, pooled: bool) -> Line:
    """Return one result as a line of the plot."""
    kind = column.key.kind
    low, high, outer, whisker = drawn(it)
    count, derived = count_text(it, kind)
    arm = it.arm or (f"“{it.finding.outcome}”" if it.again else "")
    return Line(
        "" if it.again else it.paper.name, arm, count, derived, number_text(it, kind, way.digits), it.cell.derived,
        it.cell.flagged, it.cell.point, low, high, outer, whisker, part if part is not None else it.n, weight(part),
        pooled,
    )  # fmt: skip
