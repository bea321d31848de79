"""Train the reader on all sets at once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from extractor.learned.text import Vocabulary
from extractor.train.batch import IGNORED, Batch, Read, batch, groups
from extractor.train.reader import Reader

TOKENS = 2048  # pieces a step
WARM = 60  # steps until the full rate


def loss_of(reader: Reader, one: Batch) -> Tensor:
    """Return how wrong *reader* is on a batch: tags, kinds of numbers and where they point, in nats."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = reader.states(one.ids, one.present)
    states = states.float()
    total = states.new_zeros(())
    if one.tags is not None and one.head is not None:
        scores = reader.tags[one.head](states)
        total = total + cross_entropy(scores.flatten(0, 1), one.tags.flatten(), ignore_index=IGNORED)
    if not bool(one.wanted.any()) and not bool((one.kinds != IGNORED).any()):
        return total
    kinds, pointers = reader.about(states, one.at)
    if bool((one.kinds != IGNORED).any()):
        total = total + cross_entropy(kinds.flatten(0, 1), one.kinds.flatten(), ignore_index=IGNORED)
    return total + 0.5 * pointed(pointers, one.wanted, one.present)


def pointed(pointers: Tensor, wanted: Tensor, present: Tensor) -> Tensor:
    """Return the mean surprise at the right places; any one of a number's right places will do."""
    pointers = pointers.masked_fill(~present[None, :, None, :], -1e9)
    asked = wanted.any(-1)
    right = pointers.masked_fill(~wanted, -1e9).logsumexp(-1)
    surprise = pointers.logsumexp(-1) - right
    sides = [surprise[side][asked[side]].mean() for side in range(len(wanted)) if bool(asked[side].any())]
    return torch.stack(sides).sum() if sides else pointers.new_zeros(())


def fit(
    reader: Reader,
    vocabulary: Vocabulary,
    examples: Sequence[Read],
    *,
    epochs: int,
    seed: int,
    rate: float = 2e-4,
    heads: float = 1e-3,
    told: Callable[[int], object] = lambda epoch: None,
) -> None:
    """Train *reader* for *epochs*; *told* is called after each.

    Args:
        rate: Of the encoder; *heads* is that of the rest.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    encoder = list(reader.encoder.parameters())
    rest = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    rates = [{"params": encoder, "lr": rate}, {"params": rest, "lr": heads}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    steps = epochs * len(list(groups(examples, TOKENS, random.Random(seed))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / WARM, max(0.0, 1 - s / steps)))
    since, step = time.monotonic(), 0
    for epoch in range(epochs):
        reader.train()
        total = 0.0
        made = list(groups(examples, TOKENS, chance))
        for group in made:
            loss = loss_of(reader, batch(group, vocabulary))
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            total += loss.item()
            step += 1
        pace = (time.monotonic() - since) / step
        print(f"epoch {epoch + 1}: loss {total / len(made):.3f}, {pace:.2f} s a step", flush=True)
        told(epoch)
