"""A study's page: its text with every number marked, and what was made of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractor.check.coverage import accounted
from extractor.model import Concept, Finding, Region, Study
from extractor.render.cell import Cell, cell
from extractor.render.column import GROUPS, ORDER, days_of, own_words, time_text
from extractor.render.note import explained
from extractor.render.paper import Paper

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
UNSURE = 0.5  # below it about every second result is wrong somewhere
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters marked alike."""

    text: str
    start: int
    finding: str = ""  # the finding whose colour it takes: the one with the shortest run
    findings: tuple[str, ...] = ()  # every finding that covers it
    group: str = ""  # that finding's, for the colour
    anchors: tuple[str, ...] = ()  # findings that begin here
    aside: str = ""  # why it was set aside
    lost: bool = False  # neither captured nor set aside
    cohort: bool = False
    joined: bool = False  # continues the mark before it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A section of the abstract."""

    role: str  # a Region's
    section: str
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in the list beside the text."""

    finding: Finding
    label: str
    words: str  # the paper's own
    arm: str
    how: str  # "median", "HR"; empty for shares
    when: str
    cell: Cell
    group: str
    checks: tuple[tuple[str, str], ...]  # verdict and reason
    notes: tuple[str, ...]

    @property
    def unsure(self) -> bool:
        """Whether a reviewer should look at it first."""
        return self.finding.confidence < UNSURE


def study(paper: Paper, concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page of one study shows."""
    known = {c.id: c for c in concepts}
    lines = [line(paper, f, known) for f in paper.study.findings]
    lines.sort(key=lambda x: (ORDER[GROUPS.get(x.finding.category, "Other")], x.finding.start, x.finding.id))
    every = paragraphs(paper.study)
    captured, whole = accounted(paper.study)
    cohort = paper.study.cohort
    # the finding that is the cohort's size stands for it in the list
    size = next((f.id for f in paper.study.findings if cohort and f.start <= cohort.start < f.end), "")
    return {
        "size": size if any(f.id == size and f.category == "cohort_size" for f in paper.study.findings) else "",
        "paper": paper,
        "document": paper.study.document,
        "paragraphs": [p for p in every if p.role == "abstract"],
        "rest": [p for p in every if p.role in ("furniture", "duplicate")],
        "titles": [p for p in every if p.role == "title"],
        "groups": [(group, list(found)) for group, found in groupby(lines, key=lambda x: x.group)],
        "lines": lines,
        "accounted": captured,
        "numbers": whole,
        "reasons": sorted({s.reason for s in paper.study.set_aside}),
    }


def line(paper: Paper, finding: Finding, known: dict[str, Concept]) -> Line:
    """Return a finding as the list shows it."""
    concept = known.get(finding.concept or "")
    arm = paper.arm_of(finding)
    shown = cell(paper, finding, tagged=False)
    found = sorted(paper.checks.get(finding.id, ()), key=lambda c: c.verdict != "inconsistent")
    return Line(
        finding=finding,
        label=concept.label if concept else (own_words(finding) or category_text(finding)),
        words=own_words(finding),
        arm=arm.name if arm else "",
        how="" if concept and concept.label.casefold().startswith(finding.measure) else how(finding),
        when=time_text(days_of(finding.time)),
        cell=shown,
        group=GROUPS.get(finding.category, "Other"),
        checks=tuple((c.verdict, c.reason) for c in found),
        notes=tuple(notes_of(paper, finding, shown)),
    )


def category_text(finding: Finding) -> str:
    """Return what a result without words of its own is about."""
    return "no outcome named" if finding.category == "other" else finding.category.replace("_", " ")


def notes_of(paper: Paper, finding: Finding, shown: Cell) -> Iterator[str]:
    """Yield what the list explains of a number: not the interval, which is drawn, nor that the cohort is the whole."""
    whole = f"of {finding.denominator}: " if finding.denominator_source == "cohort" else "\0"
    for said in explained(paper, finding, shown):
        if not said.startswith((shown.interval or "\0", whole)):
            yield said


def how(finding: Finding) -> str:
    """Return what kind of number it is, where the number alone does not say."""
    if finding.measure == "ratio":
        return finding.unit or "ratio"
    return finding.measure if finding.measure in ("mean", "median", "difference") else ""


def paragraphs(study: Study) -> list[Paragraph]:
    """Return the text cut by region, section and blank line, every number in its piece."""
    text = study.document.text
    covers = list(marks(study))
    begun: set[str] = set()
    out: list[Paragraph] = []
    waiting = ""  # a heading on a line of its own, until its text comes
    for start, end, role, section in blocks(study):
        passage = text[start:end]
        found = HEADING.match(passage) if role == "abstract" else None
        heading = " ".join(found.group(1).split()) if found else waiting if role == "abstract" else ""
        first = start + found.end() if found else start
        waiting = "" if text[first:end].strip() else heading
        if not waiting and text[first:end].strip():
            out.append(Paragraph(role, section, heading, tuple(pieces(text, first, end, covers, begun))))
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


@dataclass(frozen=True, slots=True)
class Cover:
    """A run to be marked, and as what."""

    start: int
    end: int
    finding: str = ""
    group: str = ""
    aside: str = ""
    lost: bool = False
    cohort: bool = False


def marks(study: Study) -> Iterator[Cover]:
    """Yield everything to be marked: the run of each finding and its numbers elsewhere, the rest of the numbers."""
    for f in study.findings:
        group = GROUPS.get(f.category, "Other")
        yield Cover(f.start, f.end, f.id, group)
        for span in f.spans.values():
            if span.start < f.start or span.end > f.end:
                yield Cover(span.start, span.end, f.id, group)
    if study.cohort:
        yield Cover(study.cohort.start, study.cohort.end, cohort=True)
    for arm in study.arms:
        if arm.start is not None and arm.end is not None:
            yield Cover(arm.start, arm.end, cohort=True)
    yield from (Cover(s.start, s.end, aside=s.reason) for s in study.set_aside)
    yield from (Cover(s.start, s.end, lost=True) for s in study.unexplained)


def pieces(text: str, start: int, end: int, covers: Sequence[Cover], begun: set[str]) -> Iterator[Piece]:
    """Yield the text of ``[start, end)`` cut wherever a mark begins or ends; *begun* gathers the anchors set."""
    here = [c for c in covers if c.start < end and c.end > start]
    edges = sorted({start, end} | {e for c in here for e in (c.start, c.end) if start < e < end})
    before: tuple[str, ...] = ()
    for left, right in pairwise(edges):
        over = [c for c in here if c.start <= left and c.end >= right]
        found = sorted((c for c in over if c.finding), key=lambda c: (c.end - c.start, c.finding))
        ids = tuple(dict.fromkeys(c.finding for c in found))
        cohort = any(c.cohort for c in over)
        names = (*ids, *(("n",) if cohort else ()))
        anchors = tuple(i for i in names if i not in begun)
        begun.update(anchors)
        quiet = not ids and not cohort
        yield Piece(
            text[left:right], left, ids[0] if ids else "", ids,
            found[0].group if found else ("Patients" if cohort else ""), anchors,
            aside=next((c.aside for c in over if c.aside), "") if quiet else "",
            lost=quiet and any(c.lost for c in over), cohort=cohort, joined=bool(ids) and ids[:1] == before[:1],
        )  # fmt: skip
        before = ids
