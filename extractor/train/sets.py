"""The annotated sets, each read into examples, with its licence; OPEN=1 leaves out those that state none."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.train.example import NUMERIC, Example, Link, Run
from extractor.train.places import closest, figure, nearest, place

FIGURE = {"rate_at_time": "proportion", "effect_ratio": "ratio", "hazard_ratio": "ratio", "odds_ratio": "ratio",
          "relative_risk": "ratio", "rate": "proportion", "n": "count"}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A set of annotated texts; each is read *times* an epoch."""

    name: str
    licence: str
    open: bool
    read: Callable[[Path], Iterator[Example]]
    times: int = 1


def pico(gold: Path, part: str = "train") -> Iterator[Example]:
    """Spans of breast-cancer trials: what and whom, and numbers by arm."""
    for line in (gold / "pico" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        spans = [(*figure(text, s, e), label) if label in NUMERIC else (s, e, label) for s, e, label in row["spans"]]
        yield Example(text, "pico", tuple(spans))


def rct_art(gold: Path, part: str = "train") -> Iterator[Example]:
    """Result sentences of trials: which measure goes with which outcomes and which arm."""
    for line in (gold / "rct-art" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        links = [
            Link(
                figure(row["text"], *measure["measure"]),
                tuple((o[0], o[1]) for o in measure["outcomes"]),
                tuple((a[0], a[1]) for a in measure["arms"]),
            )
            for measure in row["rows"]
        ]
        yield Example(row["text"], "rct-art", tuple(tuple(e) for e in row["entities"]), tuple(links))


def series(gold: Path) -> Iterator[Example]:
    """Whole abstracts in which every finding was read by hand, with the words that name its outcome and its arm."""
    for path in sorted((gold / "series-train" / "gold").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = (gold / "series-train" / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        links, kinds = [], []
        for finding in row["findings"]:
            at = place(text, finding)
            if at is None:
                continue
            size = finding["category"] == "cohort_size"
            kind = FIGURE.get(finding["kind"], finding["kind"])
            kinds.append((at, "size" if size else kind))
            outcome = () if size else nearest(text, finding.get("outcome_text"), at)
            arm = nearest(text, finding.get("arm_text"), at)
            links.append(Link(at, outcome, arm if arm or not finding.get("arm") else None))
        yield Example(text, links=tuple(links), kinds=tuple(kinds))


def summerscales(gold: Path) -> Iterator[Example]:
    """Trials of one journal: groups, outcomes, group sizes and numbers of events."""
    with gzip.open(gold / "extra" / "summerscales.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _trial(json.loads(line))


def _trial(row: dict[str, Any]) -> Example:
    text, spans, numbers, after = row["fulltext"], [], [], 0
    places: dict[tuple[str, str], list[Run]] = {}
    for sentence in row["sentences"]:
        begin = text.find(sentence["text"], after)
        begin = begin if begin >= 0 else text.find(sentence["text"])
        if begin < 0:
            continue
        at = begin
        for mention in sentence["mentions"]:
            start = text.find(mention["text"], at, begin + len(sentence["text"]))
            if start < 0:
                continue
            at = run_end = start + len(mention["text"])
            if mention["tag"] in ("group", "outcome"):
                places.setdefault((mention["tag"], mention["id"]), []).append((start, run_end))
                spans.append((start, run_end, mention["tag"]))
            elif mention["tag"] in ("on", "gs"):
                numbers.append(((start, run_end), mention))
    links = [
        Link(
            figure(text, *at),
            closest(places.get(("outcome", m.get("outcome", "")), []), at),
            closest(places.get(("group", m.get("group", "")), []), at) or None,
        )
        for at, m in numbers
    ]
    return Example(text, "trials", tuple(spans), tuple(links))


SOURCES = (
    Source("series-train", "CC BY-SA 3.0 and 4.0, MIT, CC BY", True, series, times=2),
    Source("rct-art", "Apache-2.0", True, rct_art),
    Source("summerscales", "CC BY-SA 4.0", True, summerscales),
    Source("pico", "none stated", False, pico),
)
