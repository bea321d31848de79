"""Teach the general encoder how clinical abstracts are written: guess words that are masked."""

import random
import time
from collections.abc import Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, gelu

from extractor.learned.text import FIRST, LAST, MASK, PAD, Pieces, Vocabulary
from extractor.train.encoder import POSITIONS, Encoder

TOKENS = 4096  # pieces a step
MASKED = 0.15
RATE = 4e-4
OFTEN = 200  # steps between two writings


class Guesser(nn.Module):
    """An encoder that guesses the pieces at *places*: its scores are ``(places, words)``."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.words.embedding_dim
        self.encoder = encoder
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(encoder.words.num_embeddings))

    def forward(self, ids: Tensor, present: Tensor, places: Tensor) -> Tensor:
        states = self.encoder(ids, present)[places]
        return self.norm(gelu(self.dense(states))) @ self.encoder.words.weight.T + self.bias


def batches(texts: Sequence[Pieces], chance: random.Random) -> Iterator[list[Pieces]]:
    """Yield all *texts* once, in groups of about `TOKENS` pieces and like lengths, in an order drawn by *chance*."""
    drawn = sorted(texts, key=lambda t: len(t) + chance.uniform(-20, 20))
    groups: list[list[Pieces]] = []
    group: list[Pieces] = []
    longest = 0
    for text in drawn:
        longest = max(longest, len(text) + 2)
        if group and longest * (len(group) + 1) > TOKENS:
            groups.append(group)
            group, longest = [], len(text) + 2
        group.append(text)
    groups.append(group)
    chance.shuffle(groups)
    yield from groups


def masked(group: list[Pieces], vocabulary: Vocabulary, draw: torch.Generator) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return ids with words hidden, where there is a piece, the places hidden and what stood there."""
    ids = vocabulary.ids
    longest = max(len(t) for t in group) + 2
    batch = torch.full((len(group), longest), ids[PAD])
    for row, text in enumerate(group):
        batch[row, : len(text) + 2] = torch.tensor([ids[FIRST], *text.ids, ids[LAST]])
    present = batch != ids[PAD]
    chosen = (torch.rand(batch.shape, generator=draw) < MASKED) & present
    chosen[:, 0] = False
    wanted = batch[chosen]
    kind = torch.rand(batch.shape, generator=draw)
    batch = batch.masked_fill(chosen & (kind < 0.8), ids[MASK])
    other = torch.randint(5, len(ids), batch.shape, generator=draw)
    return torch.where(chosen & (kind > 0.9), other, batch), present, chosen, wanted


def pretrain(
    encoder: Encoder, vocabulary: Vocabulary, texts: Sequence[str], out: Path, *, steps: int, seed: int
) -> None:
    """Train *encoder* on *texts* for *steps*, writing it to *out* now and then."""
    torch.manual_seed(seed)
    chance, draw = random.Random(seed), torch.Generator().manual_seed(seed)
    longest = POSITIONS - 2
    read = [vocabulary.pieces(text) for text in texts]
    read = [Pieces(t.ids[:longest], t.starts[:longest], t.ends[:longest]) for t in read if len(t) > 8]
    guesser = Guesser(encoder).train()
    optimizer = torch.optim.AdamW(guesser.parameters(), lr=RATE, weight_decay=0.01, fused=True)
    whole = len(list(batches(read, random.Random(seed))))  # the rate falls to nothing over one pass, done or not
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(s / 100, max(0.02, 1 - s / whole)))
    since, mean = time.monotonic(), 0.0
    endless = chain.from_iterable(batches(read, chance) for _ in count())
    for step, group in enumerate(islice(endless, steps), start=1):
        ids, present, places, wanted = masked(group, vocabulary, draw)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = guesser(ids, present, places)
        loss = cross_entropy(scores.float(), wanted)
        loss.backward()
        nn.utils.clip_grad_norm_(guesser.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        mean += (loss.item() - mean) / min(step, 100)
        if step % 50 == 0:
            print(f"step {step}/{steps}: loss {mean:.3f}, {(time.monotonic() - since) / step:.2f} s a step", flush=True)
        if step % OFTEN == 0 or step == steps:
            torch.save(encoder.state_dict(), out)
