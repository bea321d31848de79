"""C-TrO: abstracts of trials in diabetes and glaucoma as filled templates of arms, end points and measured values.

Source:
    Sanchez-Graillet, Witte, Grimm, Cimiano, "An annotated corpus of clinical trial publications supporting
    schema-based relational information extraction", J Biomed Semantics 2022.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extractor.train.example import Example, Link, Run
from extractor.train.places import NUMBER, closest

Triples = dict[str, list[tuple[str, str]]]  # a thing's properties, by its name

MEASURED = re.compile(r"has(?:ResultMeasured|Change|RelativeChange|Baseline)Value|has(?:Percentage|Number)Affected")
RESULTS = ("hasOutcome", "hasAdverseEffect")
AUTHORS = re.compile(r"Author information:.*?\n\n", re.S)
CLOSING = re.compile(r"\n\n(?:Copyright|©|DOI|PMI|Trial reg)")


def ctro(gold: Path) -> Iterator[Example]:
    """Which drug's patients, and which end point, a measured value belongs to."""
    with gzip.open(gold / "extra" / "ctro.jsonl.gz", "rt", encoding="utf-8") as lines:
        examples = [_example(json.loads(line)) for line in lines]
    yield from (example for example in examples if example.links)


def _example(row: dict[str, Any]) -> Example:
    raw: str = row["raw_pubmed_text"]
    authors = AUTHORS.search(raw)
    start = authors.end() if authors else 0
    closing = CLOSING.search(raw, start)
    end = closing.start() if closing else len(raw)
    at, placed = _aligned(row["tok_text"], raw), dict[str, list[Run]]()
    for label, first, last, _ in row["entities"]:
        run = at(first, last)
        if run and start <= run[0] and run[1] <= end:
            placed.setdefault(label, []).append((run[0] - start, run[1] - start))
    triples = {name: [(how, what) for how, what in pairs] for name, pairs in row["triples"].items()}
    text = raw[start:end]
    drugs = {arm: _drugs(triples, arm) for arm in triples if arm.startswith("Arm_")}
    links = []
    for run, owners in _values(text, triples).items():
        names = {_named(triples, endpoint) for endpoint, _ in owners}
        arms = {arm for _, arm in owners}
        outcome = closest(placed.get(names.pop(), []), run) if len(names) == 1 else ()
        own = _own(drugs, arms.pop()) if len(arms) == 1 else set()
        arm = closest([place for drug in sorted(own) for place in placed.get(drug, [])], run)
        if outcome or arm:
            links.append(Link(run, outcome, arm or None))
    return Example(text, links=tuple(links))


def _values(text: str, triples: Triples) -> dict[Run, list[tuple[str, str]]]:
    """Return the measured values that *text* prints once, each with the end points and arms that it is given to."""
    found: dict[Run, list[tuple[str, str]]] = {}
    for arm, outcome in ((name, what) for name, pairs in triples.items() for how, what in pairs if how in RESULTS):
        endpoint = dict(triples.get(outcome, ())).get("hasEndpoint", "")
        for how, value in triples.get(outcome, ()):
            runs = [m.span() for m in NUMBER.finditer(text) if m.group() == value.replace(" ", "")]
            if MEASURED.fullmatch(how) and len(runs) == 1:
                found.setdefault(runs[0], []).append((endpoint, arm))
    return found


def _aligned(spaced: str, raw: str) -> Callable[[int, int], Run | None]:
    """Return what takes a run of *spaced*, which has blanks around every sign, to *raw*."""
    signs = [i for i, sign in enumerate(spaced) if not sign.isspace()]
    places = [i for i, sign in enumerate(raw) if not sign.isspace()]
    begin = "".join(raw[i] for i in places).find("".join(spaced[i] for i in signs))
    number = {i: begin + k for k, i in enumerate(signs)}

    def at(start: int, end: int) -> Run | None:
        inside = [number[i] for i in range(start, end) if i in number]
        return (places[inside[0]], places[inside[-1]] + 1) if begin >= 0 and inside else None

    return at


def _named(triples: Triples, endpoint: str) -> str:
    """Return the label of the spans that name an end point."""
    return dict(triples.get(endpoint, ())).get("hasEndoPointDescription", "").split("_")[0]


def _drugs(triples: Triples, arm: str) -> set[str]:
    """Return the labels of the spans that name the drugs of *arm*."""
    found, todo = set(), [arm]
    while todo:
        for how, what in triples.get(todo.pop(), ()):
            if how in ("hasIntervention", "hasMedication"):
                todo.append(what)
            elif how == "hasDrug":
                found.add(what.split("_")[0])
    return found


def _own(drugs: dict[str, set[str]], arm: str) -> set[str]:
    """Return the drugs of *arm* that no other arm has."""
    return drugs[arm].difference(*(other for name, other in drugs.items() if name != arm))
