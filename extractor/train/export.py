"""Write a trained reader as the package ships it: ONNX, eight bits a weight."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from extractor.train.example import KINDS
from extractor.train.reader import Reader


class Shipped(nn.Module):
    """One text at a time: its tags, and of the numbers asked about their kinds and where they point."""

    def __init__(self, reader: Reader, head: str) -> None:
        super().__init__()
        self.reader, self.head = reader, head

    def forward(self, ids: Tensor, at: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.reader.encoder(ids, None)
        kinds, pointers = self.reader.about(states, at)
        return self.reader.tags[self.head](states), kinds, pointers


def export(
    reader: Reader,
    tags: list[str],
    follows: list[list[float]],
    vocabulary: list[str],
    folder: Path,
    *,
    name: str,
    head: str,
) -> None:
    """Write *reader* into *folder*: ``reader.onnx``, ``reader.json`` and ``vocabulary.txt``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    said = {"name": name, "tags": tags, "kinds": list(KINDS), "follows": follows}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in said.items())
    (folder / "reader.json").write_text(f"{{{lines}}}\n", encoding="utf-8")
    sizes = {"ids": {1: "pieces"}, "at": {1: "numbers"}, "tags": {1: "pieces"}, "kinds": {1: "numbers"},
             "pointers": {2: "numbers", 3: "pieces"}}  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            Shipped(reader.eval(), head),
            (torch.randint(5, 100, (1, 64)), torch.tensor([[3, 9]])),
            str(whole),
            input_names=["ids", "at"],
            output_names=["tags", "kinds", "pointers"],
            dynamic_axes=sizes,
            opset_version=17,
            dynamo=False,
        )
        # seven bits: with eight, processors without VNNI overflow and would read otherwise than the others
        quantize_dynamic(
            whole, folder / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
