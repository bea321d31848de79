"""Check a study's numbers against each other; one check a file.

A verdict is consistent, inconsistent or unchecked, and always has a reason that a clinician can read.
Inconsistent means "these printed numbers do not fit together, look again", never that anybody did wrong.
Names follow INSPECT-SR (Cochrane 2025) where it has one: its check 4.6 is about numbers of patients, 4.8 is GRIM,
4.9 is about p-values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.check.algebra import deduced, with_conflicts
from extractor.check.complementary import complementary
from extractor.check.count_percentage import count_percentage, none_of_its_shares
from extractor.check.countable import is_level
from extractor.check.derive import derive
from extractor.check.grim import grim
from extractor.check.inputs import PARTS, parts
from extractor.check.interval import interval
from extractor.check.p_value import p_value
from extractor.check.part_of_whole import part_of_whole
from extractor.check.spread_possible import spread_possible
from extractor.check.sums import sums
from extractor.check.survival import survival
from extractor.check.told_twice import told_twice
from extractor.model import Check, Concept, Finding, Span, Study

__all__ = ["check"]


def check(study: Study, concepts: Sequence[Concept] = ()) -> Study:
    """Return *study* with its ``checks`` and ``derived`` filled anew, in the order of its findings.

    Args:
        study: What ``link`` gives.
        concepts: The outcome vocabulary, which knows what an outcome is a share of and which way it runs.
    """
    place = {finding.id: number for number, finding in enumerate(study.findings)}
    last = len(place)  # verdicts on the study as a whole
    single = [
        _with_inputs(verdict, study.findings[place[verdict.finding]]) if verdict.finding else verdict
        for verdict in _verdicts(study, concepts)
    ]
    verdicts = with_conflicts(study, none_of_its_shares(single))
    in_order = sorted(verdicts, key=lambda c: (place.get(c.finding or "", last), c.name, c.reason))
    derived = sorted([*derive(study), *deduced(study)], key=lambda d: place.get(d.finding, last))
    return replace(study, checks=tuple(in_order), derived=tuple(derived))


def _p_place(finding: Finding) -> Span | None:
    return finding.spans.get("p") if finding.p and finding.ci is None and finding.measure != "p_value" else None


def _with_inputs(verdict: Check, finding: Finding) -> Check:
    """Return *verdict* with the numbers it rests on, the finding's own before those that the check added."""
    own = parts(finding, *PARTS.get(verdict.name, ()))
    named = {it.name for it in verdict.inputs}
    return replace(verdict, inputs=(*(it for it in own if it.name not in named), *verdict.inputs))


def _verdicts(study: Study, concepts: Sequence[Concept]) -> Iterator[Check]:
    told: set[Span | None] = set()  # one p-value printed for three results is judged once
    for finding in study.findings:
        if is_level(finding, study):
            continue  # the 95 of "95 % CI" was taken for a share: nothing of it can be judged
        shares = grim(finding, study, concepts), count_percentage(finding, study), part_of_whole(finding, study)
        yield from (verdict for verdict in shares if verdict is not None)
        yield from interval(finding, study)
        yield from spread_possible(finding, study)
        yield from p_value(finding, study) if _p_place(finding) not in told else ()
        told |= {_p_place(finding)} - {None}
    yield from sums(study)
    yield from complementary(study)
    yield from survival(study, concepts)
    yield from told_twice(study)
