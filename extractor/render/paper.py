"""A study with everything a page asks of it looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extractor.model import Arm, Check, Derived, Finding, Overlap, Sentence, Source, Study
from extractor.render.names import file_stem, short_names


@dataclass(frozen=True, slots=True)
class Paper:
    """A study, its short name, its file, and its checks and derived values by finding."""

    study: Study
    name: str  # "Li 2010"
    stem: str  # of its file in study/
    checks: Mapping[str | None, tuple[Check, ...]]  # by finding; None holds those on the whole study
    derived: Mapping[tuple[str, str], Derived]  # by finding and name
    arms: Mapping[str, Arm]
    others: tuple[Source, ...] = ()  # documents that are the same study
    shares: tuple[tuple[str, str, str], ...] = ()  # studies that may share patients: stem, short name, reason

    @property
    def n(self) -> int | None:
        """The cohort's size."""
        return self.study.cohort.value if self.study.cohort else None

    @property
    def wrong(self) -> tuple[Check, ...]:
        """Every check that failed."""
        return tuple(c for c in self.study.checks if c.verdict == "inconsistent")

    @property
    def wrong_values(self) -> int:
        """How many values failed some check; a check of the study as a whole counts as one."""
        return len({c.finding or (c.name, c.reason) for c in self.wrong})

    def flagged(self, finding: str | None) -> bool:
        """Whether a check of this finding failed."""
        return any(c.verdict == "inconsistent" for c in self.checks.get(finding, ()))

    def arm_of(self, finding: Finding) -> Arm | None:
        """The arm a result belongs to; None when it is the whole cohort's."""
        arm = self.arms.get(finding.arm) if finding.arm else None
        return None if arm is None or arm.role == "whole" else arm

    def sentence_of(self, start: int) -> Sentence:
        """The sentence that holds a character; the whole text where none does."""
        for sentence in self.study.sentences:
            if sentence.start <= start < sentence.end:
                return sentence
        return Sentence(0, len(self.study.document.text), "abstract")


def papers(
    studies: Sequence[Study],
    sources: Mapping[str, Sequence[Source]] = MappingProxyType({}),
    overlaps: Sequence[Overlap] = (),
) -> tuple[Paper, ...]:
    """Return the studies as papers, by short name."""
    in_order = sorted(studies, key=lambda s: s.document.name)
    names = short_names([s.document for s in in_order])
    called = {study.document.name: name for study, name in zip(in_order, names, strict=True)}
    shares = _shares(overlaps, called)
    made = [
        replace(
            paper(study, called[study.document.name]),
            others=tuple(sources.get(study.document.name, ()))[1:],
            shares=tuple(shares[study.document.name]),
        )
        for study in in_order
    ]
    return tuple(sorted(made, key=lambda p: (p.name.casefold(), p.study.document.name)))


def _shares(overlaps: Sequence[Overlap], called: Mapping[str, str]) -> defaultdict[str, list[tuple[str, str, str]]]:
    """Return, for each study, those that may share patients with it: file stem, short name, reason."""
    shares: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for it in overlaps:
        for name, other in ((it.name, it.other), (it.other, it.name)):
            if other in called:
                shares[name].append((file_stem(other), called[other], it.reason))
    return shares


def paper(study: Study, name: str) -> Paper:
    """Return *study* as a paper called *name*."""
    checks: defaultdict[str | None, list[Check]] = defaultdict(list)
    for check in study.checks:
        checks[check.finding].append(check)
    return Paper(
        study=study,
        name=name,
        stem=file_stem(study.document.name),
        checks={finding: tuple(found) for finding, found in checks.items()},
        derived={(d.finding, d.name): d for d in study.derived},
        arms={arm.id: arm for arm in study.arms},
    )
