"""What the language tools read: the text without furniture and duplicates, its white space made plain.

Line breaks inside a sentence become spaces and those that end a paragraph stay; runs of white space shrink to one
character, or a term broken over two indented lines would match no dictionary. Offsets lead back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Region

SPACE = re.compile(r"\s+")
# one character for one: the Lancet prints 0·75, word processors print typographic hyphens and quotes
PLAIN = str.maketrans({"·": ".", "∙": ".", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "\x00": " "})
NO_WORD = re.compile(r"\S{400,}")  # a tokenizer spends minutes on a page of brackets
ENDS = re.compile(r"[.!?:;][\"'”)\]]*\Z")
SHORTENED = re.compile(r"(?:\b(?i:vs|al|figs?|nos?|approx|ca|cf|resp|dr|st|e\.g|i\.e)|\b[A-Z]|[=<>]\s*)\.\Z")
BULLET = re.compile(r"[•▪◦*‣]|[-–]\s")


@dataclass(frozen=True, slots=True)
class Copy:
    """A readable copy and the way back; a line feed in ``text`` is a border no sentence crosses."""

    text: str
    starts: tuple[int, ...]  # where in the copy a run begins that was copied without loss ...
    origins: tuple[int, ...]  # ... and where in the document that run begins

    def origin(self, offset: int) -> int:
        """Return the place in the document of the copy's character *offset*."""
        run = bisect_right(self.starts, offset) - 1
        return self.origins[run] + offset - self.starts[run]

    def place(self, origin: int) -> int:
        """Return the place in the copy of the document's character *origin* (one that was copied)."""
        run = bisect_right(self.origins, origin) - 1
        return self.starts[run] + origin - self.origins[run]


def copied(text: str, regions: Sequence[Region]) -> Copy:
    """Return the copy of everything in *text* that is title or abstract.

    Args:
        text: The document's text.
        regions: Its regions, in order.
    """
    parts: list[str] = []
    starts, origins, length = [0], [0], 0

    def add(piece: str, origin: int) -> None:
        nonlocal length
        if piece:
            starts.append(length)
            origins.append(origin)
            parts.append(piece)
            length += len(piece)

    for region in regions:
        if region.role not in ("title", "abstract"):
            continue
        at = region.start
        for gap in SPACE.finditer(text, region.start, region.end):
            add(text[at : gap.start()], at)
            hard = "\n" in gap.group() and _ends_paragraph(text, gap, region)
            add("\n" if hard else " ", gap.start())
            at = gap.end()
        add(text[at : region.end], at)
        add("\n", region.end)
    plain = NO_WORD.sub(lambda run: "x" * len(run.group()), "".join(parts).translate(PLAIN))
    return Copy(plain, tuple(starts), tuple(origins))


def _ends_paragraph(text: str, gap: re.Match[str], region: Region) -> bool:
    """Tell whether a line break ends a paragraph, or only a line of it."""
    before, after = text[max(region.start, gap.start() - 12) : gap.start()], text[gap.end() : gap.end() + 2]
    ended = ENDS.search(before) is not None and not SHORTENED.search(before)
    if gap.group().count("\n") > 1 or BULLET.match(after):
        return ended or not after[:1].islower()  # a page break may stand inside a sentence
    return ended and not after[:1].islower()
