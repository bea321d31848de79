"""How the report came about, in a paragraph for the methods section of a paper, and what is left to its authors.

RAISE, and the position of Cochrane, the Campbell Collaboration, JBI and the Collaboration for Environmental Evidence
that goes with it (Flemyng 2025, doi:10.1002/14651858.ED000178), ask authors to say which tool and version was used for
what, how well it is known to do, and who checked it; they stay responsible. What is known of this tool is in
``measured.json``, which ``evidence score`` writes together with docs/accuracy.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.check.coverage import accounted, share
from extractor.render.paper import Paper

MEASURED = Path(__file__).with_name("measured.json")
FEWEST = 20  # documents; a smaller set measures nothing
RAISE = (
    "This use is reported in the spirit of RAISE (Responsible AI in Evidence Synthesis) and of the joint position "
    "statement of Cochrane, the Campbell Collaboration, JBI and the Collaboration for Environmental Evidence "
    "(doi:10.1002/14651858.ED000178); the authors remain responsible for every value they use."
)


@dataclass(frozen=True, slots=True)
class Versions:
    """What read the documents, as the database remembers it; empty where nobody knows."""

    rules: tuple[str, ...] = ()  # of rules and code: "f917f62b5fb7+ef4f0bec"
    readers: tuple[str, ...] = ()  # "" for the shipped one, "none", or the name of a pipeline
    weights: str = ""  # a short hash of the shipped reader


UNKNOWN = Versions()


@dataclass(frozen=True, slots=True)
class Known:
    """How well the tool did on a set of documents it had not learned from."""

    name: str
    documents: int
    figures: Mapping[str, str]  # as printed in docs/accuracy.md: {"found": "0.953", "row": "0.699", ...}


def statement(
    papers: Sequence[Paper], problems: Sequence[tuple[str, str, str]], versions: Versions
) -> dict[str, object]:
    """Return the paragraph, its sentences, and what it rests on."""
    known = measured()
    said = [
        read(papers, problems, versions),
        offline(),
        came_out(papers),
        *([accuracy(known)] if known else []),
        checked_by(papers),
        RAISE,
    ]
    return {"statement": " ".join(said), "measured": known, "measured_version": measured_version()}


def read(papers: Sequence[Paper], problems: Sequence[tuple[str, str, str]], versions: Versions) -> str:
    """Return what was read with what."""
    documents = sum(1 + len(p.others) for p in papers)
    merged = f" from {plural(documents, 'document')}" if documents > len(papers) else ""
    unread = len({path for path, _, _ in problems})
    missed = f" {plural(unread, 'file')} could not be read and {'was' if unread == 1 else 'were'} left out."
    studies = plural(len(papers), "study", "studies")
    return (
        f"Numerical results were extracted from the abstracts of {studies}{merged} with Evidence Extractor, "
        f"version {__version__} ({tools(versions)})." + (missed if unread else "")
    )


def tools(versions: Versions) -> str:
    """Return the versions of rules and of the learned reader."""
    rules = f"rules {', '.join(versions.rules)}; " if versions.rules else ""
    shipped = f"its shipped reader {versions.weights}".rstrip()
    named = {"": shipped, "none": "no learned reader"}
    return rules + " and ".join(named.get(it, f"{shipped} with {it}") for it in versions.readers or ("",))


def offline() -> str:
    """Return how it works."""
    return (
        "It runs offline and is deterministic: rules find every printed number, a small learned reader helps to say "
        "what each is about, and every result keeps the characters it was read from."
    )


def came_out(papers: Sequence[Paper]) -> str:
    """Return how much was found, how much of the print is accounted for, and what did not fit."""
    results = sum(len(p.study.findings) for p in papers)
    met = [accounted(p.study, p.rejected) for p in papers]
    known, numbers = sum(k for k, _ in met), sum(n for _, n in met)
    checks = sum(c.verdict != "unchecked" for p in papers for c in p.study.checks)
    wrong = sum(p.wrong_values for p in papers)
    fits = f"{plural(wrong, 'value')} did not fit and {'was' if wrong == 1 else 'were'} flagged"
    tested = f" {plural(checks, 'check')} of results against the other numbers of their abstract were made; "
    tested += f"{fits if wrong else 'all fitted'}."
    return (
        f"It gave {plural(results, 'result')}; {known:,} of {plural(numbers, 'printed number')} "
        f"({share(known, numbers)}%) were captured or set aside with a reason." + (tested if checks else "")
    )


def accuracy(known: Sequence[Known]) -> str:
    """Return what was measured on documents the tool had not learned from."""
    sets = " and ".join(f"{it.documents} abstracts ({it.figures['findings']} results)" for it in known)
    many = f"{len(known)} sets" if len(known) > 1 else "a set"
    found, row, size = (" and ".join(it.figures[name] for it in known) for name in ("found", "row", "cohort"))
    return (
        f"On {many} of clinical series it had not learned from, {sets}, version {measured_version()} found values with "
        f"an F1 of {found}, and had kind, outcome and group of a value right as well with an F1 of {row}; of the "
        f"cohort sizes, a share of {size} was right."
    )


def checked_by(papers: Sequence[Paper]) -> str:
    """Return who checked how much; brackets are for the authors to fill."""
    said = [p.decisions_of(f) for p in papers for f in (*p.study.findings, *p.rejected)]
    decided = [found for found in said if found]
    people = sorted({d.reviewer for found in decided for d in found})
    if not decided:
        return "[Number] of the values used here were checked against [the full texts] by [initials] on [date]."
    whom = f"{plural(len(people), 'reviewer')} ({', '.join(people)})"
    return f"{plural(len(decided), 'result')} of {len(said):,} were checked by {whom}."


def plural(count: int, one: str, many: str = "") -> str:
    """Return ``1 study``, ``1,024 studies``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def measured() -> tuple[Known, ...]:
    """Return what was measured on series that nothing was learned from and that are large enough to say something."""
    return tuple(
        Known(it["set"], it["documents"], it["figures"])
        for it in kept()["sets"]
        if it["scheme"] == "series" and not it["training"] and it["documents"] >= FEWEST
    )


def measured_version() -> str:
    """Return the version of the tool that was measured."""
    return str(kept()["version"])


@cache
def kept() -> dict[str, Any]:
    """Return the figures as they travel with the package."""
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return found
