"""A study with everything a page asks of it looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extractor.model import Arm, Check, Concept, Decision, Derived, Finding, Overlap, Sentence, Source, Study
from extractor.render.names import file_stem, short_names
from extractor.review.applied import Decisions, Reviewed, reviewed
from extractor.review.settle import at_odds, settled


@dataclass(frozen=True, slots=True)
class Paper:
    """A study, its short name, its file, and its checks and derived values by finding."""

    study: Study  # as its reviewers left it: corrected values, without what they rejected
    name: str  # "Li 2010"
    stem: str  # of its file in study/
    checks: Mapping[str | None, tuple[Check, ...]]  # by finding; None holds those on the whole study
    derived: Mapping[tuple[str, str], Derived]  # by finding and name
    arms: Mapping[str, Arm]
    others: tuple[Source, ...] = ()  # documents that are the same study
    shares: tuple[tuple[str, str, str], ...] = ()  # studies that may share patients: stem, short name, reason
    review: Reviewed | None = None  # None where nobody decided anything

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

    def decisions_of(self, finding: Finding) -> tuple[Decision, ...]:
        """What reviewers decided on a finding, in order of their names."""
        return self.review.decisions.get(finding.id, ()) if self.review else ()

    def decided(self, finding: Finding) -> Decision | None:
        """The decision that holds: the one they share, or the consensus; None where nobody decided or they differ."""
        return settled(self.decisions_of(finding))

    def at_odds(self, finding: Finding) -> bool:
        """Whether reviewers differ on a finding: it stays as it was read until they agree."""
        return at_odds(self.decisions_of(finding))

    def as_read(self, finding: Finding) -> Finding:
        """The finding before its value was corrected."""
        return self.review.read.get(finding.id, finding) if self.review else finding

    @property
    def rejected(self) -> tuple[Finding, ...]:
        """The findings that reviewers took out; ``study.findings`` has them no more, ``set_aside`` has their places."""
        return self.review.rejected if self.review else ()

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
    decisions: Decisions = MappingProxyType({}),
    concepts: Sequence[Concept] = (),
) -> tuple[Paper, ...]:
    """Return the studies as papers, by short name; each as its reviewers left it."""
    in_order = sorted(studies, key=lambda s: s.document.name)
    names = short_names([s.document for s in in_order])
    called = {study.document.name: name for study, name in zip(in_order, names, strict=True)}
    shares = _shares(overlaps, called)
    made = [
        replace(
            paper(after.study, called[study.document.name]),
            review=after if after.decisions or after.outdated else None,
            others=tuple(sources.get(study.document.name, ()))[1:],
            shares=tuple(shares[study.document.name]),
        )
        for study, after in ((study, reviewed(study, decisions, concepts)) for study in in_order)
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
