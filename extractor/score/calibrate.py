"""Make the weights of the confidence: ``python -m extractor.score.calibrate GOLD``.

What makes a row right is learned by logistic regression over the grounds of each finding
(:mod:`extractor.link.confidence`): with rules alone from every set of series; with the learned reader from the sets it
was not taught with, because on those it was it is surer than it should be. What that is worth on a set that the weights
were not made from is printed: made from the others, judged on this one. Nothing is drawn by chance: the same gold and
the same tool give the same file. A ground that few findings have is worth little, because every weight is pulled
towards 0.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extractor import export
from extractor.errors import EvidenceError
from extractor.flow import study_of
from extractor.language import Language
from extractor.learned import Learned, Said
from extractor.link.confidence import FILE, confidence, grounds
from extractor.model import Document, Study
from extractor.read import read
from extractor.rules import load as rules_of
from extractor.score.gold import load
from extractor.score.judge import judge
from extractor.score.reliability import graded_rows, reliability_of
from extractor.score.sets import sets_in

Row = tuple[Mapping[str, float], bool]  # the grounds of a finding, and whether its row is right
PULL = 20.0  # towards 0, as that many findings would; tried by leaving out a fifth of the documents: 10 to 20 is best
RARE = 12  # findings; a ground of fewer is left out
ROUNDS = 50
ENOUGH = 200  # findings of a set that is judged, or that weights are made from
HEAD = """# What each ground of a finding is worth, in log odds; see confidence.py. Made, not written:
# python -m extractor.score.calibrate GOLD
"""


class Listening:
    """A learned reader whose last answer can be looked up."""

    def __init__(self, reader: Learned) -> None:
        self.reader, self.name, self.heard = reader, reader.name, Said()

    def read(self, *given: Any) -> Said:
        """Return what the reader says, and keep it."""
        self.heard = self.reader.read(*given)
        return self.heard


def rows(folder: Path, listening: Listening | None) -> Iterator[Row]:
    """Yield the findings of a set of series: their grounds, and whether their row is right."""
    known = rules_of()
    chain: Callable[[Document], Study] = partial(study_of, language=Language(known), rules=known)
    if listening is not None:
        chain = partial(study_of, language=Language(known), rules=known, learned=listening)  # type: ignore[arg-type]
    for gold in load(folder):
        for document in read(gold.document, gold.name):
            study = chain(document)
            told = grounds(study, listening.heard if listening else None)
            for found, right in graded_rows([judge(gold, export.record(study))]):
                yield told[found["id"].rpartition(":")[2]], right


def fitted(found: Sequence[Row]) -> dict[str, float]:
    """Return the weight of each ground: logistic regression, pulled towards 0, by Newton's method."""
    import numpy as np

    seen = Counter(name for told, _ in found for name in told)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    given = np.array([[told.get(name, 0.0) for name in names] for told, _ in found])
    right = np.array([float(it) for _, it in found])
    pull = np.array([0.01 if name == "always" else PULL for name in names])
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - chance) - pull * weights
        bend = (given.T * (chance * (1 - chance))) @ given + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 2) + 0.0 for name, weight in zip(names, weights, strict=True)}


def crossed(heard: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield what weights made from the other sets are worth on each large one: confidence shown against rows right."""
    for name, found in heard.items():
        others = [row for other, rest in heard.items() if other != name for row in rest]
        if min(len(found), len(others)) < ENOUGH:
            continue
        weights = fitted(others)
        made = reliability_of([(confidence(told, weights), right) for told, right in found])
        yield f"{name}, weights from the others: gap {made.gap:.3f}, Brier {made.brier:.3f}"
        yield from (
            f"  {it.low:.1f}-{it.high:.1f}: {it.of} shown {it.shown:.2f} right {it.share:.2f}" for it in made.bins
        )


def written(weights: Mapping[str, Mapping[str, float]]) -> str:
    """Return the weights as a file, those worth nothing left out."""
    parts = [HEAD]
    for name, each in weights.items():
        parts.append(f"[{name}]")
        parts += [f'"{ground}" = {weight:.2f}' for ground, weight in each.items() if abs(weight) >= 0.01]
        parts.append("")
    return "\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the weights made from a folder of gold."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("gold", type=Path, help="a folder of sets")
    asked.add_argument("--output", type=Path, default=FILE, help="the file to write (that of the package)")
    given = asked.parse_args(arguments)
    try:
        sets = [it for it in sets_in(given.gold) if it.scheme == "series"]
        unseen = [it.path for it in sets if not it.training]
        if not unseen:
            raise EvidenceError(f"{given.gold}: no set of series in it that is not for training, such as series")
        reader = Listening(Learned())
        heard = {path.name: list(rows(path, reader)) for path in unseen}
        weights = {
            "rules": fitted([row for it in sets for row in rows(it.path, None)]),
            "both": fitted([row for found in heard.values() for row in found]),
        }
    except EvidenceError as error:
        print(error, file=sys.stderr)
        return 1
    given.output.write_text(written(weights), encoding="utf-8")
    for line in crossed(heard):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
