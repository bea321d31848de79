"""The pieces of the encoder: those of the general encoder, frequent medical words whole, and number shapes."""

import re
from collections import Counter
from collections.abc import Iterable

import torch
from torch import Tensor

from extractor.learned.text import FIRST, LAST, MASK, PAD, SHAPES, UNKNOWN, Vocabulary

KEPT = (PAD, UNKNOWN, FIRST, LAST, MASK)
SAMPLES = {shape: shape.strip("<>").replace("year", "1998").replace("9", "5") for shape in SHAPES}


def vocabulary(general: list[str], texts: Iterable[str], *, often: int = 20) -> list[str]:
    """Return our pieces: the special ones, the general encoder's latin ones, words seen *often* in *texts*, shapes."""
    counts = Counter(word for text in texts for word in re.findall(r"[a-z]+", text.lower()))
    latin = [p for p in general if p not in KEPT and not p.startswith("[") and p.isascii() and not re.search(r"\d", p)]
    greek = [p for p in general if re.fullmatch(r"(##)?[α-ω±≥≤≠×÷°µ–—‘’“”•·√∼]", p)]
    known = set(latin)
    whole = sorted(w for w, n in counts.items() if n >= often and w not in known)
    return [*KEPT, *latin, *greek, *"0123456789", *(f"##{d}" for d in "0123456789"), *whole, *SHAPES]


def vectors(pieces: list[str], general: list[str], old: Tensor) -> Tensor:
    """Return the vectors of *pieces*, ``(pieces, width)``: the general encoder's own, or the mean of a word's parts."""
    places = {piece: i for i, piece in enumerate(general)}
    parts = Vocabulary(general + list(SHAPES))
    rows = torch.zeros(len(pieces), old.shape[1])
    for i, piece in enumerate(pieces):
        if piece in places:
            rows[i] = old[places[piece]]
        elif piece in SAMPLES:
            rows[i] = old[[places.get(c, places["5"]) for c in SAMPLES[piece]]].mean(0)
        else:
            ids = [p for p in parts.pieces(piece).ids if p < len(general)]
            rows[i] = old[ids].mean(0) if ids else old.mean(0)
    return rows
