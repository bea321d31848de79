"""The reader: the encoder with its three questions, what is named here, what is this number, what is it about."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extractor.train.encoder import Encoder

SIDES = ("outcome start", "outcome end", "arm start", "arm end")
FAR = 64  # from here on, all distances are alike
SMALL = 64  # width of the space in which numbers and names meet


class Pointer(nn.Module):
    """Scores of every piece as the place a number points to, ``(batch, numbers, length)``."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.asking, self.asked = nn.Linear(width, SMALL), nn.Linear(width, SMALL)
        self.distance = nn.Parameter(torch.zeros(2 * FAR + 1))
        self.bias = nn.Linear(width, 1)

    def forward(self, states: Tensor, numbers: Tensor, at: Tensor) -> Tensor:
        """Score.

        Args:
            states: The encoded text, ``(batch, length, width)``.
            numbers: The encoded numbers, ``(batch, numbers, width)``.
            at: Their places in the text, ``(batch, numbers)``.
        """
        scores = self.asking(numbers) @ self.asked(states).transpose(1, 2) / SMALL**0.5
        away = torch.arange(states.shape[1], device=states.device) - at[:, :, None]
        near: Tensor = self.distance[away.clamp(-FAR, FAR) + FAR]
        return scores + near + self.bias(states).transpose(1, 2)


class Reader(nn.Module):
    """An encoder and its heads.

    Args:
        encoder: Made and pretrained elsewhere.
        tags: How many tags each tag head has.
        kinds: How many kinds of number there are.
    """

    def __init__(self, encoder: Encoder, tags: dict[str, int], kinds: int) -> None:
        super().__init__()
        width = encoder.words.embedding_dim
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.tags = nn.ModuleDict({name: nn.Linear(width, n) for name, n in tags.items()})
        self.kinds = nn.Linear(width, kinds)
        self.pointers = nn.ModuleList(Pointer(width) for _ in SIDES)

    def states(self, ids: Tensor, present: Tensor | None) -> Tensor:
        """Encode a batch, ``(batch, length)`` to ``(batch, length, width)``."""
        found: Tensor = self.drop(self.encoder(ids, present))
        return found

    def about(self, states: Tensor, at: Tensor) -> tuple[Tensor, Tensor]:
        """Return the kinds of the numbers at *at*, ``(batch, numbers, kinds)``, and where they point.

        The pointers are ``(4, batch, numbers, length)`` in the order of `SIDES`; an arm at place 0 is none.
        """
        numbers = states.gather(1, at[:, :, None].expand(-1, -1, states.shape[2]))
        return self.kinds(numbers), torch.stack([pointer(states, numbers, at) for pointer in self.pointers])
