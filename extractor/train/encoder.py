"""The encoder: BERT's layers, small, over word pieces and number shapes."""

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

POSITIONS = 512


class Layer(nn.Module):
    """One layer: every piece looks at every other, then thinks for itself."""

    def __init__(self, width: int, heads: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.asked = nn.Linear(width, 3 * width)  # query, key, value
        self.seen = nn.Linear(width, width)
        self.seen_norm = nn.LayerNorm(width, eps=1e-12)
        self.inner, self.outer = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.outer_norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, states: Tensor, present: Tensor | None) -> Tensor:
        batch, length, width = states.shape
        parts = self.asked(states).reshape(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=present)
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        states = self.seen_norm(states + self.drop(self.seen(seen)))
        again: Tensor = self.outer_norm(states + self.drop(self.outer(gelu(self.inner(states)))))
        return again


class Encoder(nn.Module):
    """A text's pieces, ``(batch, length)``, to vectors, ``(batch, length, width)``."""

    def __init__(self, words: int, *, width: int = 384, layers: int = 6, heads: int = 12, drop: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.places = nn.Embedding(POSITIONS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(width, heads, drop) for _ in range(layers))

    def forward(self, ids: Tensor, present: Tensor | None = None) -> Tensor:
        """Encode.

        Args:
            ids: Pieces, ``(batch, length)``, length at most `POSITIONS`.
            present: False where there is no piece, ``(batch, length)``; None when every place holds one.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        states: Tensor = self.drop(self.norm(self.words(ids) + self.places(places)))
        seen = None if present is None else present[:, None, None, :]
        for layer in self.layers:
            states = layer(states, seen)
        return states


def from_bert(encoder: Encoder, weights: dict[str, Tensor], rows: Tensor) -> None:
    """Load a BERT checkpoint's *weights* into *encoder*.

    Args:
        encoder: The encoder to be filled; it may have fewer layers than the checkpoint.
        weights: The checkpoint by its usual names, ``embeddings.word_embeddings.weight`` and so on.
        rows: The vectors of our own pieces, ``(words, width)``, made from the checkpoint's.
    """
    segment = weights["embeddings.token_type_embeddings.weight"][0]
    with torch.no_grad():
        encoder.words.weight.copy_(rows)
        encoder.places.weight.copy_(weights["embeddings.position_embeddings.weight"][:POSITIONS] + segment)
        encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for i, layer in enumerate(encoder.layers):
        layer.load_state_dict(_layer(weights, f"encoder.layer.{i}."))


def _layer(weights: dict[str, Tensor], at: str) -> dict[str, Tensor]:
    """One layer of the checkpoint under our names."""
    names = {
        "seen": "attention.output.dense",
        "seen_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    found = {f"{ours}.{k}": weights[f"{at}{theirs}.{k}"] for ours, theirs in names.items() for k in ("weight", "bias")}
    for k in ("weight", "bias"):
        found[f"asked.{k}"] = torch.cat([weights[f"{at}attention.self.{p}.{k}"] for p in ("query", "key", "value")])
    return found
