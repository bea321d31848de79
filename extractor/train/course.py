"""What every reader begins with, and learning it; what has been learned is kept, so that a broken run goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from extractor.learned.text import Vocabulary
from extractor.train.batch import Read, read
from extractor.train.encoder import Encoder
from extractor.train.example import KINDS, Example
from extractor.train.fit import fit
from extractor.train.reader import Reader
from extractor.train.teach import Lesson


@dataclass(frozen=True)
class Course:
    """A pretrained encoder and the tags of each head.

    Args:
        folder: Where each reader's weights are kept, as ``NAME.pt``.
    """

    folder: Path
    vocabulary: Vocabulary
    weights: Mapping[str, Tensor]
    tags: Mapping[str, Sequence[str]]

    def learned(
        self,
        name: str,
        examples: Sequence[Example],
        *,
        epochs: int,
        seed: int,
        lessons: Sequence[Lesson] = (),
        head: str = "",
    ) -> Reader:
        """Return a reader that learned *examples* and, of other texts, what *lessons* say of the tags of *head*."""
        torch.manual_seed(seed)
        encoder = Encoder(len(self.vocabulary.ids))
        encoder.load_state_dict(self.weights)
        reader = Reader(encoder, {each: len(tags) for each, tags in self.tags.items()}, len(KINDS))
        kept = self.folder / f"{name}.pt"
        if kept.exists():
            reader.load_state_dict(torch.load(kept))
            return reader
        texts = list(self.read(examples))
        fit(reader, self.vocabulary, texts, epochs=epochs, seed=seed, lessons=lessons, head=head)
        torch.save(reader.state_dict(), kept)
        return reader

    def read(self, examples: Sequence[Example]) -> Iterator[Read]:
        """Yield *examples* as pieces."""
        return (read(example, self.vocabulary, self.tags.get(example.head or "", [])) for example in examples)
