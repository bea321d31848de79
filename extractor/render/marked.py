"""The text of a study cut into paragraphs and pieces, every number in a piece that says what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from extractor.model import Region, Study
from extractor.render.column import GROUPS

HEADING_WORD = (
    r"backgrounds?|introduction|objectives?|aims?|purpose|importance|design|setting|patients|participants|materials?|"
    r"subjects|interventions?|outcomes?|main|measure(?:s|ments)?|methods?|results?|findings|conclusions?|relevance|"
    r"interpretation|discussion|data|study|summary|of"
)
# "METHODS:", "Materials and Methods." and a heading on a line of its own; without any sign only the four usual ones
HEADING = re.compile(
    rf"\s*((?:(?i:{HEADING_WORD})(?:\s+(?:(?i:and)|&)\s+|\s*/\s*|,\s*|\s+)?){{1,5}}(?=[:.]|\s*\n|\s*[—–])"
    r"|(?:Background|Objectives?|Purpose|Aims?|Methods|Results|Conclusions?|BACKGROUND|OBJECTIVES?|PURPOSE|AIMS?|METHODS|RESULTS|CONCLUSIONS?)(?=\s+[A-Z\d]))"
    r"[\s:.—–]*"
)
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
COHORT = "n"  # what the cohort's size is called where findings are called f1, f2 and arms a1, a2
NOWHERE = "a number this report has no place for"


@dataclass(frozen=True, slots=True)
class Cover:
    """A run of characters to be marked, and as what."""

    start: int
    end: int
    name: str  # of the finding or arm, "n", or its place where it is none of these
    group: str = ""  # for the colour; empty where no result was made of it
    why: str = ""  # it was set aside, or found no place
    lost: bool = False

    @property
    def finding(self) -> bool:
        """Whether a result was read here, not a size of a group."""
        return bool(self.group) and self.name.startswith("f")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters marked alike."""

    text: str
    start: int
    names: tuple[str, ...] = ()  # everything that covers it; the first gives the colour: the one with the shortest run
    group: str = ""
    why: str = ""
    lost: bool = False
    anchors: tuple[str, ...] = ()  # addresses that begin here
    joined: bool = False  # continues the mark before it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A section of the abstract."""

    role: str  # a Region's
    section: str
    heading: str
    pieces: tuple[Piece, ...]


def place(start: int, end: int) -> str:
    """Return the address of a run of characters, which outlives another numbering of the findings.

    >>> place(1034, 1039)
    'c1034-1039'
    """
    return f"c{start}-{end}"


def paragraphs(study: Study) -> list[Paragraph]:
    """Return the text cut by region, section and blank line, every number in its piece."""
    text = study.document.text
    covers, addresses = list(marks(study)), anchors_of(study)
    out: list[Paragraph] = []
    waiting = ""  # a heading on a line of its own, until its text comes
    for start, end, role, section in blocks(study):
        passage = text[start:end]
        found = HEADING.match(passage) if role == "abstract" else None
        heading = " ".join(found.group(1).split()) if found else waiting if role == "abstract" else ""
        first = start + found.end() if found else start
        waiting = "" if text[first:end].strip() else heading
        if not waiting and text[first:end].strip():
            out.append(Paragraph(role, section, heading, tuple(pieces(text, first, end, covers, addresses))))
    return out


def blocks(study: Study) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, region and section of each paragraph to be."""
    text = study.document.text
    regions = study.document.regions or (Region(0, len(text), "abstract"),)
    for region in regions:
        cuts = {region.start, region.end}
        before = ""
        for sentence in study.sentences:
            if region.start <= sentence.start < region.end:
                # one heading, one paragraph; a heading of its own inside a section starts a new one too
                if sentence.section != before or HEADING.match(text, sentence.start, sentence.end):
                    cuts.add(sentence.start)
                before = sentence.section
        cuts.update(m.end() for m in BLANK_LINE.finditer(text, region.start, region.end))
        edges = sorted(c for c in cuts if region.start <= c <= region.end)
        for start, end in pairwise(edges):
            yield start, end, region.role, section_at(study, start)


def section_at(study: Study, start: int) -> str:
    """Return the section of the character at *start*."""
    return next((s.section for s in study.sentences if s.start <= start < s.end), "abstract")


def marks(study: Study) -> Iterator[Cover]:
    """Yield everything to be marked: the run of each finding and its numbers elsewhere, the rest of the numbers."""
    for f in study.findings:
        group = GROUPS.get(f.category, "Other")
        yield Cover(f.start, f.end, f.id, group)
        for span in f.spans.values():
            if span.start < f.start or span.end > f.end:
                yield Cover(span.start, span.end, f.id, group)
    if study.cohort:
        yield Cover(study.cohort.start, study.cohort.end, COHORT, "Patients")
    for arm in study.arms:
        if arm.start is not None and arm.end is not None:
            yield Cover(arm.start, arm.end, arm.id, "Patients")
    yield from (Cover(s.start, s.end, place(s.start, s.end), why=f"set aside: {s.reason}") for s in study.set_aside)
    yield from (Cover(s.start, s.end, place(s.start, s.end), why=NOWHERE, lost=True) for s in study.unexplained)


def anchors_of(study: Study) -> Mapping[str, int]:
    """Return where each address begins: by name and by characters, of results, of the values in them, of the rest."""
    found: dict[str, int] = {}
    for cover in marks(study):
        found.setdefault(cover.name, cover.start)
        found.setdefault(place(cover.start, cover.end), cover.start)
    for value in filter(None, (f.spans.get("value") for f in study.findings)):
        found.setdefault(place(value.start, value.end), value.start)
    return MappingProxyType(found)


def pieces(text: str, start: int, end: int, covers: Iterable[Cover], addresses: Mapping[str, int]) -> Iterator[Piece]:
    """Yield the text of ``[start, end)`` cut wherever a mark begins or ends, each piece with the addresses in it."""
    here = [c for c in covers if c.start < end and c.end > start]
    inside = [(at, address) for address, at in addresses.items() if start <= at < end]
    edges = sorted({start, end} | {e for c in here for e in (c.start, c.end) if start < e < end})
    before: tuple[str, ...] = ()
    for left, right in pairwise(edges):
        over = [c for c in here if c.start <= left and c.end >= right]
        told = sorted((c for c in over if c.group), key=lambda c: (not c.finding, c.end - c.start, c.name))
        names = tuple(dict.fromkeys(c.name for c in told or over))
        left_out = None if told else next(iter(over), None)
        yield Piece(
            text[left:right], left, names, told[0].group if told else "",
            why=left_out.why if left_out else "", lost=bool(left_out and left_out.lost),
            anchors=tuple(address for at, address in inside if left <= at < right),
            joined=bool(names) and names[:1] == before[:1],
        )  # fmt: skip
        before = names
