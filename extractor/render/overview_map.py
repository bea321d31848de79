"""Which study reports which outcome: a strip an outcome, a place a study, the oldest on the left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.model import Concept, Finding
from extractor.render.cell import cell
from extractor.render.column import GROUPS, ORDER, OWN_WORDS, key_of
from extractor.render.paper import Paper

MOST_OUTCOMES = 60  # unfolded
FEW_OUTCOMES = 20  # so many are shown even where one study alone reports them
MOST_STUDIES = 300  # in one map; of older ones each place is drawn, but leads nowhere
NAMED = 40  # studies whose names stand above their places
APART = 0.07  # of the width, between two years of the scale


@dataclass(frozen=True, slots=True)
class Place:
    """A study that reports an outcome."""

    at: int  # from the left
    paper: Paper
    finding: str
    said: str  # "Li 2010: 91.7%"
    flagged: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """An outcome and who reports it."""

    outcome: str
    label: str
    group: str
    places: tuple[Place, ...]

    def path(self, flagged: bool, wide: float) -> str:
        """Return all places as one outline, those that do not fit higher than the others."""
        top, tall = (0, 10) if flagged else (2, 6)
        inset = (1 - wide) / 2
        return "".join(
            f"M{x.at + inset:g} {top}h{wide:g}v{tall}h-{wide:g}z" for x in self.places if x.flagged == flagged
        )


@dataclass(frozen=True, slots=True)
class Map:
    """Strips of the same studies."""

    papers: tuple[Paper, ...]  # from left to right
    strips: tuple[Strip, ...]
    years: tuple[tuple[float, int], ...]  # of the scale, each with its place in per cent
    folded: bool

    @property
    def wide(self) -> float:
        """How wide a place is drawn: with air between them while there is room."""
        return 0.92 if len(self.papers) <= NAMED * 2 else 1

    @property
    def named(self) -> bool:
        """Whether there is room for the names of the studies."""
        return len(self.papers) <= NAMED

    @property
    def groups(self) -> list[tuple[str, list[Strip]]]:
        """The most reported outcomes by group."""
        return by_group(most_reported(self.strips)[0])

    @property
    def rarer(self) -> list[tuple[str, list[Strip]]]:
        """The other outcomes by group."""
        return by_group(most_reported(self.strips)[1])


def maps(papers: Sequence[Paper], concepts: Sequence[Concept]) -> list[Map]:
    """Return the newest studies as a map, and older ones as further maps; none when nothing is reported."""
    in_time = sorted(papers, key=lambda p: (p.study.document.year or 0, p.name.casefold(), p.stem))
    blocks = [in_time[max(0, end - MOST_STUDIES) : end] for end in range(len(in_time), 0, -MOST_STUDIES)]
    found = [one(block, concepts, folded=number > 0) for number, block in enumerate(blocks)]
    return [it for it in found if it.strips]


def one(papers: Sequence[Paper], concepts: Sequence[Concept], *, folded: bool = False) -> Map:
    """Return the map of *papers*, in their order."""
    known = {c.id: c for c in concepts}
    found: defaultdict[str, dict[int, list[Finding]]] = defaultdict(dict)
    for at, paper in enumerate(papers):
        for finding in paper.study.findings:
            if key := key_of(finding, known):
                found[key.outcome].setdefault(at, []).append(finding)
    strips = [
        strip(name, told, papers, known.get(name))
        for name, told in found.items()
        if not name.startswith("~") or len(told) > 1
    ]
    strips.sort(key=lambda s: (ORDER[s.group], -len(s.places), s.label.casefold(), s.outcome))
    return Map(tuple(papers), tuple(strips), tuple(years(papers)), folded)


def strip(name: str, told: dict[int, list[Finding]], papers: Sequence[Paper], concept: Concept | None) -> Strip:
    """Return who reports an outcome; of several results the first leads, of those that do not fit if there are any."""
    places = []
    for at, findings in told.items():
        paper = papers[at]
        wrong = [f for f in findings if paper.flagged(f.id)]
        first = (wrong or findings)[0]
        said = f"{paper.name}: {cell(paper, first).number}"
        places.append(Place(at, paper, first.id, said, bool(wrong)))
    group = GROUPS.get(concept.category, "Other") if concept else OWN_WORDS
    label = concept.label if concept else name.removeprefix("~")
    return Strip(name, label[:1].upper() + label[1:], group, tuple(places))


def most_reported(strips: Sequence[Strip]) -> tuple[list[Strip], list[Strip]]:
    """Return the strips to show at once, what several studies report, and those to fold away, each in their order."""
    ranked = sorted(range(len(strips)), key=lambda i: (-len(strips[i].places), i))
    several = sum(len(s.places) > 1 for s in strips)
    top = set(ranked[: min(MOST_OUTCOMES, max(FEW_OUTCOMES, several))])
    return [s for i, s in enumerate(strips) if i in top], [s for i, s in enumerate(strips) if i not in top]


def by_group(strips: Iterable[Strip]) -> list[tuple[str, list[Strip]]]:
    """Return strips by their group, in the order they come."""
    return [(group, list(found)) for group, found in groupby(strips, key=lambda s: s.group)]


def years(papers: Sequence[Paper]) -> Iterator[tuple[float, int]]:
    """Yield the years of the scale where they begin, none so near the one before that both cannot be read."""
    before, last = None, -1.0
    for at, paper in enumerate(papers):
        year, place = paper.study.document.year, at / len(papers)
        if year and year != before and place - last >= APART:
            yield round(100 * place, 2), year
            last = place
        before = year
