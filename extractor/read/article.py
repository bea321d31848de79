"""Put an article's title and passages together as one text, and say what each part of it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.model import Region, Role


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, with the heading printed above it or before it."""

    text: str
    heading: str = ""
    role: Role = "abstract"


def composed(title: str | None, passages: Iterable[Passage]) -> tuple[str, tuple[Region, ...]]:
    """Return the text, a blank line between its parts, and regions that tile it.

    A heading stands before its paragraph as PubMed prints it, with a colon.

    >>> composed("A trial", [Passage("All lived.", "RESULTS")])[0]
    'A trial\\n\\nRESULTS: All lived.\\n'
    """
    parts: list[tuple[Role, str]] = [("title", title)] if title else []
    for passage in passages:
        heading = passage.heading.rstrip(" .:")
        shown = f"{heading}: {passage.text}" if heading and passage.text else heading or passage.text
        if shown:
            parts.append((passage.role, shown))
    text = ""
    regions: list[Region] = []
    for number, (role, part) in enumerate(parts):
        start = len(text)
        text += part + ("\n" if number == len(parts) - 1 else "\n\n")
        if regions and regions[-1].role == role:
            regions[-1] = Region(regions[-1].start, len(text), role)
        else:
            regions.append(Region(start, len(text), role))
    return text, tuple(regions)
