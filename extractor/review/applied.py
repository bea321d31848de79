"""A study as its reviewers left it: corrected values in, rejected results out, the rest checked anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from extractor.check import check
from extractor.model import Concept, Decision, Finding, SetAside, Study
from extractor.review.key import keys, reading
from extractor.review.settle import settled

Decisions = Mapping[str, Sequence[Decision]]  # by key


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A study after review; findings are named by their id."""

    study: Study  # what holds: corrected values, without what was rejected
    read: Mapping[str, Finding] = field(default_factory=lambda: MappingProxyType({}))  # decided ones as they were read
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=lambda: MappingProxyType({}))
    outdated: Mapping[str, tuple[Decision, ...]] = field(default_factory=lambda: MappingProxyType({}))  # read otherwise
    rejected: tuple[Finding, ...] = ()


def spoken(study: Study, decisions: Decisions) -> tuple[dict[str, tuple[Decision, ...]], ...]:
    """Return the decisions on each finding, by its id, and those made when something else was read in its place."""
    holding, outdated = {}, {}
    for finding, key in zip(study.findings, keys(study).values(), strict=True) if decisions else ():
        if heard := decisions.get(key):
            now = reading(study, finding)
            holding[finding.id] = tuple(it for it in heard if it.reading == now)
            outdated[finding.id] = tuple(it for it in heard if it.reading != now)
    return tuple({id: it for id, it in found.items() if it} for found in (holding, outdated))


def reviewed(study: Study, decisions: Decisions, concepts: Sequence[Concept] = ()) -> Reviewed:
    """Return *study* with what its reviewers decided; where they differ it stays as it was read.

    Args:
        study: As the store gives it.
        decisions: By key.
        concepts: For the checks, which are made anew when a value changed or went.
    """
    by_finding, outdated = spoken(study, decisions)
    if not by_finding:
        return Reviewed(study, outdated=outdated)
    held = {id: it for id, found in by_finding.items() if (it := settled(found))}
    read = {finding.id: finding for finding in study.findings if finding.id in by_finding}
    rejected = tuple(f for f in study.findings if f.id in held and held[f.id].decision == "rejected")
    if any(it.decision != "accepted" for it in held.values()):
        study = check(_after(study, held), concepts)
    return Reviewed(study, read, by_finding, outdated, rejected)


def _after(study: Study, held: Mapping[str, Decision]) -> Study:
    kept, out = [], []
    for finding in study.findings:
        decision = held.get(finding.id)
        if decision and decision.decision == "rejected":
            out.append(SetAside(finding.start, finding.end, finding.quote, f"rejected by {decision.reviewer}", None))
        elif decision and decision.value is not None:
            kept.append(corrected(finding, decision.value))
        else:
            kept.append(finding)
    return replace(study, findings=tuple(kept), set_aside=tuple(sorted([*study.set_aside, *out], key=_place)))


def _place(it: SetAside) -> tuple[int, int]:
    return it.start, it.end


def corrected(finding: Finding, value: Decimal) -> Finding:
    """Return *finding* with the reviewer's value; a printed count or interval that contradicts it goes.

    ``value_printed`` and ``quote`` stay: they say what the paper prints.
    """
    count, whole, ci = finding.numerator, finding.denominator, finding.ci
    if finding.measure == "proportion" and count is not None:
        places = max(0, -int(value.as_tuple().exponent))
        fits = whole and finding.unit == "%" and round(Decimal(100 * count) / whole, places) == value
        count = count if fits else None
    elif finding.measure == "count" and count is not None:
        count = int(value) if value == int(value) else None
    return replace(
        finding, value=value, operator="=", numerator=count, ci=ci if ci and ci.low <= value <= ci.high else None
    )
