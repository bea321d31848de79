"""Know a page that is a picture with a layer of recognised text, and make that text as even as print.

A program that recognises letters guesses the size of each line anew and follows its slope; read as print, every line
would be in a type of its own and a word on a slope would fall into two lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from extractor.read.pdf.glyphs import Character, Piece

COVERS = 0.7  # of the page
USUAL = (0.75, 1.3)  # times the usual size: still the type of the text
ALIKE = 1.15  # times the next smaller size: still one type
NUMBER = re.compile(r"\W*\d+(?:\.\d+)?")
MINUS = re.compile(r"(?:^|(?<=[(\[]))[—–](?=\d)")  # "—417"; "10.1—22.3" is from one to the other
DECIMALS = re.compile(r"(\d\.\d+)\+(?=\d+\.\d)")  # 20.9+2.7


def is_picture(page: Any) -> bool:
    """Tell whether a picture covers the page, as a scan does."""
    area = float(page.width) * float(page.height)
    return any(_area(image) >= COVERS * area for image in page.images)


def _area(image: Mapping[str, Any]) -> float:
    return float(abs((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])))


def levelled(characters: Sequence[Character]) -> list[Character]:
    """Return the characters in as few sizes as the page has types."""
    sizes = sorted(c["size"] for c in characters if c["size"] > 0)
    if not sizes:
        return list(characters)
    usual = median(sizes)
    size_of: dict[float, float] = {}
    like = last = usual
    for size in sorted(set(sizes)):
        if USUAL[0] * usual <= size <= USUAL[1] * usual:
            like = usual
        elif size > ALIKE * last or like == usual or size < usual < last:
            like = size
        size_of[size] = like
        last = size
    return [{**c, "size": size_of.get(c["size"], c["size"])} for c in characters]


def signs(words: Sequence[Piece]) -> list[Piece]:
    """Return the words with signs as they were printed: ± is taken for + ("20.9+2.7", "104 + 22"), − for a dash."""
    mended = []
    for number, word in enumerate(words):
        before, after = words[number - 1 : number] if number else (), words[number + 1 : number + 2]
        if word.text == "+" and before and after and _are_numbers(before[0], after[0]):
            word = replace(word, text="±")
        mended.append(replace(word, text=MINUS.sub("−", DECIMALS.sub(r"\1±", word.text))))
    return mended


def _are_numbers(before: Piece, after: Piece) -> bool:
    same_line = abs(before.baseline - after.baseline) < 0.3 * before.size
    return same_line and bool(re.search(r"\d$", before.text) and NUMBER.match(after.text)) and len(before.text) > 1
