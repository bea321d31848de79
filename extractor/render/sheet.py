"""The printed pages of a PDF on its study's page, a box around each result."""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extractor.model import Finding, Study, Word
from extractor.read.apart import Apart
from extractor.read.options import DEFAULT
from extractor.render.picture import Picture

READER = "extractor.render.picture:pictures"
MOST = 12  # pages of one paper; a whole article may have results on all of its pages
MARGIN = 1.5  # points around a word


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in per cent of its width and height."""

    finding: str
    quote: str
    left: str
    top: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with results on it."""

    number: int
    picture: str  # as a page of the web carries it: data:image/png;base64,...
    boxes: tuple[Box, ...]


class Sheets:
    """Gives the printed pages of studies; close it, or use it as a context."""

    def __init__(self) -> None:
        self._apart: Apart[Picture] = Apart(READER)

    def __enter__(self) -> Sheets:
        return self

    def __exit__(self, *error: object) -> None:
        self._apart.close()

    def of(self, study: Study) -> tuple[Sheet, ...]:
        """Return the pages of a PDF that hold results; none when the file is gone or is another one by now."""
        document = study.document
        places = dict(_places(study.findings, document.words)) if document.format == "pdf" else {}
        path = Path(document.path)
        if not places or not path.is_file():
            return ()
        asked = " ".join([document.sha256, *map(str, sorted(places)[:MOST])])
        drawn = [it for it in self._apart.read(path, asked, DEFAULT) if isinstance(it, Picture)]
        return tuple(_sheet(it, places[it.page]) for it in drawn)


def _sheet(picture: Picture, places: Iterable[tuple[Finding, Sequence[Word]]]) -> Sheet:
    boxes = tuple(_box(finding, words, picture) for finding, words in places)
    return Sheet(picture.page, f"data:image/png;base64,{b64encode(picture.png).decode()}", boxes)


def _box(finding: Finding, words: Sequence[Word], picture: Picture) -> Box:
    left, right = min(word.x0 for word in words) - MARGIN, max(word.x1 for word in words) + MARGIN
    top, bottom = min(word.top for word in words) - MARGIN, max(word.bottom for word in words) + MARGIN
    across = [(left - picture.left) / picture.width, (right - left) / picture.width]
    down = [(top - picture.top) / picture.height, (bottom - top) / picture.height]
    shares = (across[0], down[0], across[1], down[1])
    return Box(finding.id, finding.quote, *(f"{100 * share:.2f}" for share in shares))


def _places(
    findings: Iterable[Finding], words: Sequence[Word]
) -> Iterator[tuple[int, list[tuple[Finding, list[Word]]]]]:
    """Yield each page that holds results, with their words; a result on two lines has two places."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    found: defaultdict[int, list[tuple[Finding, list[Word]]]] = defaultdict(list)
    for finding in findings:
        spans = [(finding.start, finding.end), *((span.start, span.end) for span in finding.spans.values())]
        runs = [range(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans]
        printed = enumerate(sorted({at for run in runs for at in run}))
        # words that follow each other on one line make one box
        for (page, *_), together in groupby(printed, key=lambda it: _line(words[it[1]], it[1] - it[0])):
            found[page].append((finding, [words[at] for _, at in together]))
    yield from found.items()


def _line(word: Word, gaps: int) -> tuple[int, int, int]:
    return word.page, round(word.bottom), gaps
