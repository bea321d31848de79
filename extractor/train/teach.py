"""Readers teach another: what they say together of abstracts that nobody annotated."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extractor.learned.text import FIRST, LAST, PAD, Pieces, Vocabulary
from extractor.train.encoder import POSITIONS
from extractor.train.reader import SIDES, Reader

MOST = 40  # numbers of an abstract that are asked about
DRAWN = 1600  # abstracts that are taught with, half of them of trials
MEASURED = "pico_corpus-"  # ids of a set that is measured with: not even its bare texts are used
PATIENTS = re.compile(r"\b(?:patients|women|men|children)\b", re.I)
TRIAL = re.compile(r"\brandomi[sz]ed|\bplacebo\b", re.I)


@dataclass(frozen=True)
class Lesson:
    """An abstract with the chances that its teachers give together; places count from 1, as in `Read`."""

    pieces: Pieces
    at: list[int]  # numbers
    tags: Tensor  # (pieces + 2, tags)
    kinds: Tensor  # (numbers, kinds)
    places: Tensor  # (4, numbers, pieces + 2)


def drawn(abstracts: Iterable[tuple[str, str]], seed: int) -> list[str]:
    """Return the texts to teach with, drawn by *seed* from *abstracts*, each an id and a text, that are of patients."""
    kept = [text for name, text in abstracts if PATIENTS.search(text) and not name.startswith(MEASURED)]
    chance = random.Random(seed)
    chance.shuffle(kept)
    trials = [text for text in kept if TRIAL.search(text)][: DRAWN // 2]
    others = [text for text in kept if not TRIAL.search(text)][: DRAWN // 2]
    both = trials + others
    chance.shuffle(both)
    return both


def lessons(readers: Sequence[Reader], texts: Sequence[str], vocabulary: Vocabulary, head: str) -> Iterator[Lesson]:
    """Yield for each of *texts* the mean of what *readers* say of it.

    Args:
        head: The tags that are taught.
    """
    for text in texts:
        whole = vocabulary.pieces(text)
        longest = POSITIONS - 2
        pieces = Pieces(whole.ids[:longest], whole.starts[:longest], whole.ends[:longest])
        at = [i + 1 for i, piece in enumerate(pieces.ids) if piece in vocabulary.shapes][:MOST]
        if at:
            with torch.no_grad():
                said = [_said(reader.eval(), pieces, at, vocabulary, head) for reader in readers]
            tags, kinds, places = (torch.stack(parts).mean(0).half() for parts in zip(*said, strict=True))
            yield Lesson(pieces, at, tags, kinds, places)


def _said(
    reader: Reader, pieces: Pieces, at: Sequence[int], vocabulary: Vocabulary, head: str
) -> tuple[Tensor, Tensor, Tensor]:
    """The chances one reader gives: of tags, of kinds and of places."""
    ids = torch.tensor([[vocabulary.ids[FIRST], *pieces.ids, vocabulary.ids[LAST]]])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = reader.states(ids, None)
    states = states.float()
    kinds, places = reader.about(states, torch.tensor([at]))
    return reader.tags[head](states)[0].softmax(-1), kinds[0].softmax(-1), places[:, 0].softmax(-1)


def taught(reader: Reader, group: Sequence[Lesson], vocabulary: Vocabulary, head: str) -> Tensor:
    """Return how far *reader* is from its teachers on a group of lessons, in nats."""
    length = max(len(one.pieces) for one in group) + 2
    most = max(len(one.at) for one in group)
    ids = torch.full((len(group), length), vocabulary.ids[PAD])
    at = torch.zeros((len(group), most), dtype=torch.long)
    tags = torch.zeros((len(group), length, group[0].tags.shape[-1]))
    kinds = torch.zeros((len(group), most, group[0].kinds.shape[-1]))
    places = torch.zeros((len(SIDES), len(group), most, length))
    for row, one in enumerate(group):
        own = len(one.pieces) + 2
        ids[row, :own] = torch.tensor([vocabulary.ids[FIRST], *one.pieces.ids, vocabulary.ids[LAST]])
        at[row, : len(one.at)] = torch.tensor(one.at)
        tags[row, :own], kinds[row, : len(one.at)] = one.tags.float(), one.kinds.float()
        places[:, row, : len(one.at), :own] = one.places.float()
    present = ids != vocabulary.ids[PAD]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = reader.states(ids, present)
    states = states.float()
    said_kinds, said_places = reader.about(states, at)
    said_places = said_places.masked_fill(~present[None, :, None, :], -1e9)
    numbers = kinds.sum()  # the chances of each add up to one
    return (
        -(tags * reader.tags[head](states).log_softmax(-1)).sum() / tags.sum()
        - (kinds * said_kinds.log_softmax(-1)).sum() / numbers
        - 0.5 * (places * said_places.log_softmax(-1)).sum() / numbers
    )


def classes(lessons: Sequence[Lesson], tokens: int, chance: random.Random) -> Iterator[list[Lesson]]:
    """Yield *lessons* in groups of like lengths and about *tokens* pieces."""
    group: list[Lesson] = []
    for one in sorted(lessons, key=lambda one: len(one.pieces) + chance.uniform(-40, 40)):
        if group and (len(one.pieces) + 2) * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
