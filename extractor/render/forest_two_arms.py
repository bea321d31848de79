"""What two groups of a study say beside each other: odds ratios of their counts, as a plot of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.pool import Pooled, two_arm
from extractor.pool.alike import Choice
from extractor.pool.pairs import pairs
from extractor.render.chart import axis_of
from extractor.render.column import Column
from extractor.render.forest import Line
from extractor.render.forest_line import Result
from extractor.render.forest_plot import Placed, Plot, candidate
from extractor.render.forest_pool import Given, Way, estimate

WAY = Way("two_arm", 1, 2)
UNLIKE = "which group is compared with which is up to each paper"
OTHERS = ("RR", "RD")  # risk ratio and risk difference
FEW = ("no study says which of its two groups is the control", "one study has counts of a group and its control")
MOST = 8  # studies whose other measures are spelled out


def compared(column: Column, id: str, results: Sequence[Placed]) -> Plot | None:
    """Return the plot of the studies that count *column*'s outcome in two groups; None where there is none.

    The ratio is of the group that is tried to its control, as :func:`extractor.pool.pairs.pairs` tells them; where it
    does not know them, of the first told to the second, which is shown and not pooled unasked.
    """
    found, _ = pairs([candidate(it.result, it.given) for it in results])
    lines = [placed(results[pair.first].result, results[pair.second].result, pair.unsure) for pair in found]
    if not lines:
        return None
    key = replace(column.key, kind="OR")
    sub = ", ".join(filter(None, ["two groups, odds ratio", column.sub]))
    ends = [x for line in lines for x in (line.drawn.point, line.drawn.low, line.drawn.high)]
    used = tuple(place for place, line in enumerate(lines) if line.used)
    choice = Choice(used, {}, "" if len(used) > 1 else FEW[len(used)], refusal(lines))
    made = replace(column, key=key, sub=sub, unit=None)
    return Plot(made, id, axis_of(ends, "OR"), tuple(lines), WAY, None, None, "", choice, others(lines))


def placed(one: Result, other: Result, unsure: str) -> Placed:
    """Return a study's two groups as a line."""
    counts = numbers(one) + numbers(other)
    found = alone(counts, "OR")
    derived = one.cell.detail_derived or other.cell.detail_derived
    line = Line(
        one.paper.name, f"{one.arm} vs {other.arm}", f"{counts[0]}/{counts[1]} vs {counts[2]}/{counts[3]}", derived,
        estimate(found, WAY) if found else "no ratio", True, one.cell.flagged or other.cell.flagged,
        found.point if found else None, found.low if found else None, found.high if found else None, None, "ci",
        counts[1] + counts[3], "", bool(found) and not unsure,
    )  # fmt: skip
    why = unsure if found else "no event in either group, or nothing else"
    given = Given(tuple(map(float, counts)) if found else None, why)
    return Placed(one, line, given, bool(found) and not unsure, why, "", ())


def numbers(it: Result) -> tuple[int, int]:
    """Return events and patients of a group."""
    assert it.count is not None and it.finding.denominator
    return it.count[0], it.finding.denominator


def alone(counts: tuple[int, ...], measure: str) -> Pooled | None:
    """Return what one study says; None where a ratio cannot be had from its counts."""
    a, n1, c, n2 = counts
    try:
        return two_arm([a], [n1], [c], [n2], measure)
    except ValueError:
        return None


def refusal(lines: Sequence[Placed]) -> str:
    """Return why the studies are not pooled unasked: each with what it compares."""
    named = [f"{line.drawn.arm} ({line.result.paper.name})" for line in lines[:4]]
    more = f" and {len(lines) - 4} more" if len(lines) > 4 else ""
    return f"{UNLIKE}: {'; '.join(named)}{more}"


def others(lines: Sequence[Placed]) -> tuple[str, ...]:
    """Return what the counts are as risk ratios and risk differences, for the foot of the plot."""
    said = [
        f"{line.drawn.name} ({line.drawn.arm}) {words}" for line in lines[:MOST] if (words := in_other_measures(line))
    ]
    return (f"The same counts as risk ratio and risk difference: {'; '.join(said)}.",) if said else ()


def in_other_measures(line: Placed) -> str:
    """Return a study's other measures: ``RR 0.47 (0.04–5.01), RD −0.02 (−0.08 to 0.04)``."""
    if line.given.numbers is None:
        return ""
    found = [(measure, alone(tuple(map(int, line.given.numbers)), measure)) for measure in OTHERS]
    return ", ".join(f"{measure} {estimate(it, WAY)}" for measure, it in found if it)
