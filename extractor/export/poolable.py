"""Every result that can be pooled, as metafor's ``escalc`` and ``rma`` take it; our estimates; a script that compares.

Three files: ``escalc.csv`` has a row a result, ``pooled.csv`` a row an estimate, ``reproduce.R`` reads both, fits the
same models with metafor and says OK or DIFFERS. Which results belong together is what the pages of outcomes say.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any

from extractor.export.safe import harmless
from extractor.model import Concept, Study
from extractor.review.applied import Decisions

if TYPE_CHECKING:
    from extractor.pool import Pooled
    from extractor.render.forest_plot import Placed, Plot

SCRIPT = Path(__file__).with_name("reproduce.R")
DATA = (
    "set", "outcome", "measured", "fit", "pooled", "why_not", "study", "year", "document", "group",
    "xi", "ni", "mi", "sdi", "sei", "estimate", "low", "high", "level", "ai", "bi", "ci", "di",
    "derived", "flagged", "reviewed", "printed", "key",
)  # fmt: skip
ESTIMATES = (
    "set", "outcome", "measured", "fit", "k", "point", "low", "high", "tau2", "i2", "prediction_low",
    "prediction_high", "method", "note",
)  # fmt: skip
COMPARED = "treated against control as each paper names them; the pages pool it only when asked"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of both files."""

    data: list[dict[str, Any]]
    estimates: list[dict[str, Any]]


def escalc(studies: Iterable[Study], folder: Path, *, concepts: Sequence[Concept], decisions: Decisions) -> list[Path]:
    """Write the three files into *folder*, which is made; return them. Reviewers' decisions are applied.

    Args:
        studies: Those that lead.
        concepts: The outcomes that may be pooled under one name.
        decisions: What reviewers decided, by key.
    """
    found = table(studies, concepts, decisions)
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / name for name in ("escalc.csv", "pooled.csv", "reproduce.R")]
    _written(made[0], DATA, found.data)
    _written(made[1], ESTIMATES, found.estimates)
    copyfile(SCRIPT, made[2])
    return made


def table(studies: Iterable[Study], concepts: Sequence[Concept], decisions: Decisions) -> Table:
    """Return what the files hold: the plots of the pages of outcomes, as rows."""
    # here, as the pages and scipy are slow to import, and most exports need neither
    from extractor.render.column import columns
    from extractor.render.outcome import plot
    from extractor.render.paper import papers

    known = {concept.id: concept for concept in concepts}
    read = papers(list(studies), decisions=decisions, concepts=concepts)
    result = Table([], [])
    for _, ways in groupby(columns(read, concepts), key=lambda column: column.key.outcome):
        for place, column in enumerate(ways):
            drawn = plot(column, place, read, known)
            result.data.extend(rows(drawn))
            if drawn.found:
                result.estimates.append(_estimate(drawn, drawn.way.fit, drawn.found))
            _two_arms(drawn, result)
    return result


def _written(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)


# ------------------------------------------------------------------ rows


def rows(drawn: Plot) -> Iterator[dict[str, Any]]:
    """Yield the results of a plot that have numbers to pool."""
    for line in drawn.lines:
        if line.given.numbers is not None:
            pooled = line.used and drawn.found is not None
            why = "" if pooled else line.why or drawn.choice.refused or drawn.choice.impossible or drawn.no_estimate
            yield _named(drawn, drawn.way.fit, line, pooled, why) | _numbers(drawn, line)


def _named(drawn: Plot, fit: str, line: Placed, pooled: bool, why: str) -> dict[str, Any]:
    from extractor.review.key import keys

    it = line.result
    study, decided = it.paper.study, it.paper.decided(it.finding)
    return {
        "set": drawn.column.id, "outcome": drawn.column.label, "measured": drawn.column.way, "fit": fit,
        "pooled": "yes" if pooled else "no", "why_not": why,
        "study": it.paper.name, "year": study.document.year, "document": study.document.name, "group": it.arm,
        "derived": "yes" if it.computed else "no", "flagged": "yes" if it.cell.flagged else "no",
        "reviewed": decided.decision if decided else "",
        "printed": " ".join(it.finding.quote.split()), "key": keys(study)[it.finding.id],
    }  # fmt: skip


def _numbers(drawn: Plot, line: Placed) -> dict[str, Any]:
    """Return what a result gives, under the names of metafor's arguments; shares of 1, ratios as printed."""
    numbers = line.given.numbers or ()
    if drawn.way.fit == "proportions":
        return {"xi": int(numbers[0]), "ni": int(numbers[1])}
    if drawn.way.fit == "means":
        it = line.result
        printed = it.finding.sd if it.finding.value is not None and float(it.finding.value) == numbers[0] else None
        return {"mi": _short(numbers[0]), "sdi": printed, "ni": it.n, "sei": _short(numbers[1])}
    return dict(zip(("estimate", "low", "high", "level"), map(_short, numbers), strict=True))


def _estimate(drawn: Plot, fit: str, found: Pooled) -> dict[str, Any]:
    names = ("point", "low", "high", "tau2", "i2", "prediction_low", "prediction_high")
    return {
        "set": drawn.column.id, "outcome": drawn.column.label, "measured": drawn.column.way, "fit": fit, "k": found.k,
        **{name: _short(getattr(found, name)) for name in names}, "method": found.method,
    }  # fmt: skip


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:.10g}"


def _two_arms(drawn: Plot, result: Table) -> None:
    """Add a row for each study that counted the outcome in two groups, and the odds ratio of those with a control."""
    from extractor.render.forest_pool import pooled
    from extractor.render.forest_two_arms import compared

    made = compared(drawn.column, drawn.id, drawn.lines) if drawn.way.fit == "proportions" else None
    lines = [line for line in made.lines if line.given.numbers] if made else []
    if made is None or not lines:
        return
    found, why_none = pooled(made.way, [line.given.numbers or () for line in lines if line.used])
    for line in lines:
        used = line.used and found is not None
        events, of, others, others_of = map(int, line.given.numbers or ())
        why = "" if used else line.why or why_none or "fewer than two studies"
        square = {"ai": events, "bi": of - events, "ci": others, "di": others_of - others}
        row = _named(drawn, "two_arm", line, used, why)
        result.data.append(row | {"group": line.drawn.arm} | square)
    if found:
        result.estimates.append(_estimate(drawn, "two_arm", found) | {"note": COMPARED})
