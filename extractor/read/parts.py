"""Find the abstract among the paragraphs of a file that marks its headings: a Word file, a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.read.page.labels import SECTION, label

LONG = 8000  # characters; no abstract with what stands around it has more
ABSTRACT = re.compile(r"(?:structured )?(?:abstract|summary)\W*", re.IGNORECASE)
OPENS = re.compile(r"(?:Abstract|ABSTRACT|Summary|SUMMARY)\s*[:.—–-]\s*\S")
BODY = re.compile(r"(?:\d+\.?\s*|I\.\s*)?(?:introduction|background)\W*", re.IGNORECASE)
ENDS = re.compile(r"(?:main text|introduction|references|full text|article|key ?words?)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; ``style`` is "title", "heading" or ""."""

    text: str
    style: str = ""


def abstract_of(blocks: Sequence[Block], *, all_of_it: bool = False) -> tuple[list[Block], tuple[str, ...]]:
    """Return the paragraphs to be read, title and abstract where they can be told, and what is doubtful about it.

    >>> words = ("A title", "Doe A", "Abstract", "All lived.", "Introduction")
    >>> [block.text for block in abstract_of([Block(word) for word in words])[0]]
    ['A title', 'Abstract', 'All lived.']
    """
    if all_of_it:
        return list(blocks), ()
    starts = [n for n, block in enumerate(blocks) if ABSTRACT.fullmatch(block.text) or OPENS.match(block.text)]
    if not starts:
        length = sum(len(block.text) for block in blocks)
        doubt = f"{length:,} characters and no heading 'Abstract' among them; all of it is read"
        return list(blocks), (doubt,) if length > LONG else ()
    start = starts[0]
    end = next((n for n in range(start + 1, len(blocks)) if _is_over(blocks, start, n)), len(blocks))
    title = [block for block in blocks[:start] if block.style == "title"][:1] or list(blocks[: min(start, 1)])
    several = f"{len(starts)} headings 'Abstract'; only the first is read: save each paper as a file of its own"
    return [*title, *blocks[start:end]], (several,) if len(starts) > 2 else ()


def _is_over(blocks: Sequence[Block], start: int, at: int) -> bool:
    """Tell whether the abstract that begins at *start* is over before the paragraph *at*."""
    block = blocks[at]
    read = sum(len(it.text) for it in blocks[start + 1 : at])
    if ENDS.fullmatch(block.text) or label(block.text):
        return read > 0
    if BODY.fullmatch(block.text):
        return read > 250 or block.text[:1].isdigit()
    return read > 250 and block.style in ("title", "heading") and not SECTION.match(block.text)
