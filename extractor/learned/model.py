"""The reader that ships with the package: one look at a text, and every number and name in it has its scores."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np

from extractor.errors import EvidenceError
from extractor.learned.pointing import Scores, likeliest, log_chances
from extractor.learned.tagging import best, gains, runs
from extractor.learned.text import FIRST, LAST, Pieces, Vocabulary, windows
from extractor.model import LABELS, Mention, Numbers, Part, Quantity, Region, Span

SIGN = re.compile(r"[-+\u2010-\u2015\u2212]\s*(?=[\d.\u00b7])")
WEIGHTS = Path(__file__).parent / "weights"
LONGEST = 510  # pieces that the encoder reads at once
NAMES = {"outcome-Measure": "outcome_measure", "ethinicity": "ethnicity"}  # as the set spells them: our LABELS


@dataclass(frozen=True, slots=True)
class Run:
    """Words that a number points to, and the chance, 0 to 1, that they are meant."""

    span: Span
    chance: float


@dataclass(frozen=True, slots=True)
class About:
    """What the reader says of one number."""

    kinds: Mapping[str, float]  # chance of each kind of number; "none" is no finding
    roles: Mapping[str, float]  # chance of each numeric label: "iv-bin-percent", "total-participants" ...
    outcome: Run
    arm: Run
    no_arm: float  # chance that it is of no arm
    pieces: Pieces = field(repr=False)  # of the window it stands in
    _scores: Scores = field(repr=False)  # log chances, (4, pieces + 2)

    def outcome_chance(self, span: Span) -> float:
        """Return the chance that the words of *span* hold the place the outcome begins or ends at."""
        return self._inside(0, span)

    def arm_chance(self, span: Span) -> float:
        """Return the chance that the words of *span* hold the place the arm's name begins or ends at."""
        return self._inside(2, span)

    def _inside(self, side: int, span: Span) -> float:
        at = self.pieces.at(span.start, span.end)
        if at is None:
            return 0.0
        inside = np.exp(self._scores[side : side + 2, at[0] + 1 : at[1] + 2]).sum(1)
        return float(inside.max())


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader says of a text."""

    mentions: tuple[Mention, ...] = ()
    about: Mapping[int, About] = field(default_factory=lambda: MappingProxyType({}))  # by where a number begins


class Learned:
    """The shipped reader, an ONNX network on one processor thread.

    Args:
        folder: Holds ``reader.onnx``, ``reader.json`` and ``vocabulary.txt``.

    Raises:
        EvidenceError: if the weights are not there.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        import onnxruntime

        if not (folder / "reader.onnx").exists():
            raise EvidenceError(f"{folder}: no reader.onnx; run `make model`, or read with `--model none`")
        said = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        self.name: str = said["name"]
        self._tags, self._kinds = said["tags"], said["kinds"]
        self._gains = gains(self._tags, said["follows"])
        self._vocabulary = Vocabulary.read(folder / "vocabulary.txt")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            folder / "reader.onnx",
            options,
            ["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # which makes that step nine times slower (ONNX Runtime 1.31)
        )

    def read(self, text: str, regions: Sequence[Region], sentences: Sequence[Span], numbers: Numbers) -> Said:
        """Return what the reader says of *text*.

        Args:
            text: A document's text.
            regions: Only its title and abstract are read.
            sentences: They tile the text; a text too long to be read at once is cut between two.
            numbers: What the rules read; it is asked about each.
        """
        pieces = _within(self._vocabulary.pieces(text), regions)
        mentions: list[Mention] = []
        about: dict[int, About] = {}
        places = sorted({(part.start, part.end) for q in numbers.quantities for part in known_by(q)})
        for window in windows(pieces, [s.start for s in sentences], LONGEST):
            asked = [(start, at[0]) for start, stop in places if (at := window.at(unsigned(text, start), stop))]
            tags, kinds, pointers = self._run(window, [at for _, at in asked])
            mentions += self._mentions(text, window, tags)
            roles = np.exp(log_chances(tags))
            for (number, piece), chances, scores in zip(asked, kinds, pointers, strict=True):
                tagged = dict(zip(self._tags, roles[piece], strict=True))
                about[number] = self._about(window, chances, tagged, scores)
        return Said(tuple(mentions), MappingProxyType(about))

    def _run(self, window: Pieces, at: Sequence[int]) -> tuple[Scores, Scores, Scores]:
        """Return tags ``(pieces, tags)``, kinds ``(numbers, kinds)`` and pointers ``(numbers, 4, pieces + 2)``."""
        ids = self._vocabulary.ids
        given = {
            "ids": np.array([[ids[FIRST], *window.ids, ids[LAST]]], dtype=np.int64),
            "at": np.array([[place + 1 for place in at] or [0]], dtype=np.int64),
        }
        tags, kinds, pointers = self._session.run(None, given)
        return tags[0, 1:-1], kinds[0, : len(at)], pointers[:, 0, : len(at)].transpose(1, 0, 2)

    def _mentions(self, text: str, window: Pieces, scores: Scores) -> Iterator[Mention]:
        for first, last, label in runs(best(scores, self._gains), self._tags):
            name = NAMES.get(label, label)
            if name in LABELS:  # numbers have tags too, and other sets other names
                start, end = window.starts[first], _word_end(text, window.ends[last])
                yield Mention(name, start, end, text[start:end])

    def _about(self, window: Pieces, kinds: Scores, tags: dict[str, float], scores: Scores) -> About:
        chances = log_chances(scores)
        outcome = likeliest(chances[0, 1:-1], chances[1, 1:-1])
        arm = likeliest(chances[2, 1:-1], chances[3, 1:-1])
        return About(
            kinds=dict(zip(self._kinds, np.exp(log_chances(kinds)).tolist(), strict=True)),
            roles={tag: float(chance) for tag, chance in tags.items() if tag[:2] not in ("B-", "I-", "O")},
            outcome=Run(Span(window.starts[outcome.first], window.ends[outcome.last]), outcome.chance),
            arm=Run(Span(window.starts[arm.first], window.ends[arm.last]), arm.chance),
            no_arm=float(np.exp(chances[2, 0])),
            pieces=window,
            _scores=chances,
        )


def unsigned(text: str, start: int) -> int:
    """Return where the number that begins at *start* goes on behind its sign: there the reader was taught to look."""
    sign = SIGN.match(text, start)
    return sign.end() if sign else start


def known_by(quantity: Quantity) -> Iterator[Part]:
    """Yield the numbers that a quantity may be known by: its value, or what stands for it; not its spread."""
    return (part for name, part in quantity.parts.items() if name in ("value", "numerator", "p", "range_low"))


def _within(pieces: Pieces, regions: Sequence[Region]) -> Pieces:
    """Return those of *pieces* that are the paper's own words: title and abstract, not what stands around them."""
    kept = [(r.start, r.end) for r in regions if r.role in ("title", "abstract")]
    rows = [
        row
        for row in zip(pieces.ids, pieces.starts, pieces.ends, strict=True)
        if not regions or any(start <= row[1] < end for start, end in kept)
    ]
    ids, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
    return Pieces(ids, starts, ends)


def _word_end(text: str, end: int) -> int:
    """Return where the word that goes on at *end* ends."""
    while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
        end += 1
    return end
