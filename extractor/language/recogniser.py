"""The seam: what a recogniser of named things is, so that a dictionary, a trained model and none are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Named(NamedTuple):
    """A named thing in the copy a recogniser was shown."""

    start: int  # characters of ``doc.text``
    end: int
    label: str  # one of LABELS
    concept: str | None = None


class Recogniser(Protocol):
    """Finds named things; ``name`` goes into the record of a run."""

    name: str

    def mentions(self, doc: Doc) -> list[Named]:
        """Return the named things of *doc*, none overlapping another, in order."""
        ...


def apart(named: list[Named]) -> list[Named]:
    """Return *named* in order without overlaps: the longest wins, then the first in the text, then the first given."""
    kept: list[Named] = []
    taken: set[int] = set()
    for one in sorted(named, key=lambda n: (n.start - n.end, n.start)):
        if one.start not in taken and one.end - 1 not in taken:
            kept.append(one)
            taken.update(range(one.start, one.end))
    return sorted(kept)
