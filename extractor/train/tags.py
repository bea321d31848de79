"""Labels as tags: a named run begins with B and goes on with I; a number has one tag of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from extractor.learned.text import Pieces
from extractor.train.example import NUMERIC, Example

OUTSIDE = "O"


def inventory(examples: Iterable[Example]) -> list[str]:
    """Return the tags that the spans of *examples* need."""
    labels = sorted({label for example in examples for _, _, label in example.spans})
    return [OUTSIDE, *(t for label in labels for t in ((label,) if label in NUMERIC else (f"B-{label}", f"I-{label}")))]


def tagged(pieces: Pieces, spans: Sequence[tuple[int, int, str]], tags: Sequence[str]) -> list[int]:
    """Return the tag of every piece, as its place in *tags*; where two runs overlap the longer one is kept."""
    ids = {tag: i for i, tag in enumerate(tags)}
    made = [0] * len(pieces)
    for start, end, label in sorted(spans, key=lambda span: span[1] - span[0]):
        at = pieces.at(start, end)
        if at is None:
            continue
        if label in NUMERIC:
            made[at[0]] = ids[label]
        else:
            made[at[0] : at[1] + 1] = [ids[f"B-{label}"], *[ids[f"I-{label}"]] * (at[1] - at[0])]
    for start, end, label in spans:  # a number inside a named run keeps its own tag
        if label in NUMERIC and (at := pieces.at(start, end)):
            made[at[0]] = ids[label]
    return made


def follows(sequences: Iterable[Sequence[int]], count: int) -> list[list[float]]:
    """Return the log of how much likelier a tag is after another than anywhere, ``(count, count)``; unseen is a tenth.

    Args:
        sequences: The tags of each text, as their places in the inventory.
        count: How many tags there are.
    """
    pairs, alone = np.full((count, count), 0.1), np.ones(count)
    for tags in sequences:
        np.add.at(pairs, (tags[:-1], tags[1:]), 1)
        np.add.at(alone, tags, 1)
    found = np.log(pairs / pairs.sum(1, keepdims=True)) - np.log(alone / alone.sum())
    return [[round(float(value), 2) for value in row] for row in found]
