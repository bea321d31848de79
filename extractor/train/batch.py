"""Examples as tensors, in batches of one set and like lengths."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extractor.learned.text import FIRST, LAST, PAD, Pieces, Vocabulary
from extractor.train.encoder import POSITIONS
from extractor.train.example import KINDS, Example, Run
from extractor.train.tags import tagged

IGNORED = -100


@dataclass(frozen=True)
class Read:
    """An example as pieces; places count from 1, for at 0 stands the mark that a text begins."""

    example: Example
    pieces: Pieces
    tags: list[int] | None
    at: list[int]  # numbers
    kinds: list[int]  # one a number
    wanted: list[list[list[int]]]  # a number's right places for each of the four pointers; none when not known


@dataclass(frozen=True)
class Batch:
    """What the network takes and should answer; ``wanted`` is True at right places, ``(4, batch, numbers, length)``."""

    head: str | None
    ids: Tensor
    present: Tensor
    tags: Tensor | None
    at: Tensor
    kinds: Tensor
    wanted: Tensor


def read(example: Example, vocabulary: Vocabulary, tags: Sequence[str]) -> Read:
    """Return *example* as pieces, cut to what the encoder can hold."""
    whole = vocabulary.pieces(example.text)
    longest = POSITIONS - 2
    pieces = Pieces(whole.ids[:longest], whole.starts[:longest], whole.ends[:longest])
    kinds = dict(example.kinds or ())
    links = {link.at: link for link in example.links}
    numbers = [run for run in {**links, **kinds} if run[1] <= pieces.ends[-1] and pieces.at(*run)]
    others = _other_numbers(pieces, vocabulary, numbers) if example.kinds is not None else []
    runs: list[Run] = [*numbers, *others]
    at, kind, wanted = [], [], []
    for run in runs:
        link = links.get(run)
        at.append(pieces.at(*run)[0] + 1)  # type: ignore[index]
        kind.append(IGNORED if example.kinds is None else KINDS.index(kinds.get(run, "none")))
        wanted.append(_wanted(pieces, link.outcome if link else (), link.arm if link else None))
    found = tagged(pieces, example.spans, tags) if example.head else None
    return Read(example, pieces, found, at, kind, wanted)


def _other_numbers(pieces: Pieces, vocabulary: Vocabulary, known: Sequence[Run]) -> list[Run]:
    """The numbers printed in figures that no annotator called a finding."""
    shapes = vocabulary.shapes
    places = {pieces.at(*run) for run in known}
    found = ((i, (pieces.starts[i], pieces.ends[i])) for i, piece in enumerate(pieces.ids) if piece in shapes)
    return [run for i, run in found if (i, i) not in places]


def _wanted(pieces: Pieces, outcome: Sequence[Run], arm: Sequence[Run] | None) -> list[list[int]]:
    outcomes = [at for run in outcome if (at := pieces.at(*run))]
    arms = [at for run in arm or () if (at := pieces.at(*run))]
    none = [0] if arm == () else []
    return [
        [first + 1 for first, _ in outcomes],
        [last + 1 for _, last in outcomes],
        [first + 1 for first, _ in arms] or none,
        [last + 1 for _, last in arms] or none,
    ]


def batch(group: Sequence[Read], vocabulary: Vocabulary) -> Batch:
    """Return *group*, of one set, as tensors."""
    ids = vocabulary.ids
    length = max(len(one.pieces) for one in group) + 2
    most = max(1, max(len(one.at) for one in group))
    made = torch.full((len(group), length), ids[PAD])
    tags = torch.full((len(group), length), IGNORED)
    at = torch.zeros((len(group), most), dtype=torch.long)
    kinds = torch.full((len(group), most), IGNORED)
    wanted = torch.zeros((4, len(group), most, length), dtype=torch.bool)
    for row, one in enumerate(group):
        made[row, : len(one.pieces) + 2] = torch.tensor([ids[FIRST], *one.pieces.ids, ids[LAST]])
        if one.tags is not None:
            tags[row, 1 : len(one.pieces) + 1] = torch.tensor(one.tags)
        at[row, : len(one.at)] = torch.tensor(one.at, dtype=torch.long)
        kinds[row, : len(one.at)] = torch.tensor(one.kinds, dtype=torch.long)
        for number, sides in enumerate(one.wanted):
            for side, places in enumerate(sides):
                wanted[side, row, number, places] = True
    head = group[0].example.head
    return Batch(head, made, made != ids[PAD], tags if head else None, at, kinds, wanted)


def groups(examples: Sequence[Read], tokens: int, chance: random.Random) -> Iterator[list[Read]]:
    """Yield *examples* in groups of one set, like lengths and about *tokens* pieces, in an order drawn by *chance*."""
    made: list[list[Read]] = []
    for head in sorted({one.example.head or "" for one in examples}):
        group: list[Read] = []
        mine = [one for one in examples if (one.example.head or "") == head]
        for one in sorted(mine, key=lambda one: len(one.pieces) + chance.uniform(-40, 40)):
            if group and (len(one.pieces) + 2) * (len(group) + 1) > tokens:
                made.append(group)
                group = []
            group.append(one)
        made.append(group)
    chance.shuffle(made)
    yield from made
