"""Judge labelled words: is each stretch of text that a reader labelled reported, under the same label?

The labels are those of PICO-Corpus (Mutinda 2022): ``iv-`` is of the intervention, ``cv-`` of the control arm.
A number counts from its first digit to its last; words count without the stops and brackets around them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.score.alike import kind, number
from extractor.score.figures import Rate, Share
from extractor.score.place import DIGITS, overlap
from extractor.score.sets import lines

Labelled = tuple[int, int, str]  # start, end, label

SIDES = {"intervention": "iv", "control": "cv"}
SIZES = {"iv": "intervention-participants", "cv": "control-participants", None: "total-participants"}
RESULTS = ("bin-percent", "bin-abs", "cont-mean", "cont-median", "cont-sd", "cont-q1", "cont-q3")
NUMERIC = frozenset([*SIZES.values(), *(f"{side}-{result}" for side in SIDES.values() for result in RESULTS)])
# how the corpus spells our labels
SPELLED = {"ethnicity": "ethinicity", "outcome_measure": "outcome-Measure", "outcome-measure": "outcome-Measure",
           "population": "eligibility"}  # fmt: skip
WORDS = re.compile(r"[A-Za-z]+(?:[- ][a-z]+)*")  # "forty three"
AROUND = " \t\n.,;:()[]\"'"


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """How labelled words were found; ``relaxed`` asks for a shared character instead of the same place."""

    documents: int
    unread: tuple[str, ...]
    cohort: Share
    micro: Rate
    numeric: Rate
    text: Rate
    weighted: float  # the mean F1 of the labels, each weighted by how often a reader gave it
    relaxed: Rate
    by_label: Mapping[str, Rate]


def spans(file: Path, records: Iterable[Mapping[str, Any]]) -> SpanFigures:
    """Return how export records compare with the labelled words in *file*."""
    found = {record["document"]: record for record in records}
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    sizes: list[bool] = []
    touched = made_up = overlooked = 0
    documents, unread = 0, []
    for gold in lines(file):
        documents += 1
        record = found.get(gold["id"])
        if record is None:
            unread.append(gold["id"])
        text = gold["text"]
        wanted = {_place(text, start, end, label) for start, end, label in gold["spans"]}
        given = set(_given(record or {}, text))
        right.update(label for *_, label in given & wanted)
        false.update(label for *_, label in given - wanted)
        missed.update(label for *_, label in wanted - given)
        hits = sum(_touches(it, given) for it in wanted)
        touched, overlooked = touched + hits, overlooked + len(wanted) - hits
        made_up += sum(not _touches(it, wanted) for it in given)
        if totals := {number(text[start:end]) for start, end, label in wanted if label == SIZES[None]}:
            sizes.append(number(((record or {}).get("n") or {}).get("value")) in totals)
    by_label = {it: Rate(right[it], false[it], missed[it]) for it in sorted(right | false | missed)}
    weight = {label: rate.right + rate.missed for label, rate in by_label.items()}
    return SpanFigures(
        documents=documents,
        unread=tuple(unread),
        cohort=Share(sum(sizes), len(sizes)),
        micro=_together(by_label.values()),
        numeric=_together(rate for label, rate in by_label.items() if label in NUMERIC),
        text=_together(rate for label, rate in by_label.items() if label not in NUMERIC),
        weighted=sum(rate.f1 * weight[label] for label, rate in by_label.items()) / max(1, sum(weight.values())),
        relaxed=Rate(touched, made_up, overlooked),
        by_label=by_label,
    )


def _together(rates: Iterable[Rate]) -> Rate:
    each = list(rates)
    return Rate(sum(it.right for it in each), sum(it.false for it in each), sum(it.missed for it in each))


def _touches(one: Labelled, others: Iterable[Labelled]) -> bool:
    return any(one[2] == other[2] and overlap(one, other) for other in others)


# ------------------------------------------------------------------ what a record says in these labels


def _given(record: Mapping[str, Any], text: str) -> Iterator[Labelled]:
    """Yield what a record says, in the labels of the corpus."""
    for place, label in _placed(record):
        if place and place[0] is not None:
            start, end, label = _place(text, place[0], place[1], label)
            if start < end:
                yield start, end, label


def _placed(record: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """Yield places and labels: the sizes of cohort and arms, the numbers of each arm, the words named."""
    arms = record.get("arms", [])
    sides = {arm["id"]: SIDES.get(arm.get("role")) for arm in arms}
    if n := record.get("n"):
        yield (n["start"], n["end"]), SIZES[None]
    for arm in arms:
        if arm.get("n") is not None and (side := sides[arm["id"]]):
            yield (arm.get("start"), arm.get("end")), SIZES[side]
    for finding in record.get("findings", []):
        yield from _numbers(finding, sides.get(finding.get("arm")))
    for mention in record.get("mentions", []):
        label = mention["label"].lower()
        label = SPELLED.get(label, label)
        if label not in NUMERIC:
            yield (mention["start"], mention["end"]), label


def _numbers(finding: Mapping[str, Any], side: str | None) -> Iterator[tuple[Any, str]]:
    """Yield the numbers of a finding; without an arm only a size has a label."""
    places, measure = finding.get("spans") or {}, kind(finding.get("measure", ""))
    if measure == "count" and finding.get("category") == "cohort_size":
        yield places.get("value"), SIZES[side]
    elif side and measure == "proportion":
        if finding.get("unit") == "%":
            yield places.get("value"), f"{side}-bin-percent"
        yield places.get("numerator"), f"{side}-bin-abs"
    elif side and measure == "count":
        yield places.get("value"), f"{side}-bin-abs"
    elif side and measure in ("mean", "median"):
        yield places.get("value"), f"{side}-cont-{measure}"
        yield places.get("sd") or places.get("plus_minus"), f"{side}-cont-sd"


def _place(text: str, start: int, end: int, label: str) -> Labelled:
    """Return what counts of a labelled stretch: its first number, or its words without what is around them."""
    if label in NUMERIC:
        first = DIGITS.search(text, start, end) or WORDS.search(text, start, end)
        return (*first.span(), label) if first else (start, end, label)
    while start < end and text[start] in AROUND:
        start += 1
    while end > start and text[end - 1] in AROUND:
        end -= 1
    return start, end, label
