"""Check that a fact told in two places is told with one value (INSPECT-SR 4.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from extractor.check.algebra.conflict import neighbours
from extractor.check.bounds import bounds, meet
from extractor.check.countable import is_person
from extractor.check.inputs import parts
from extractor.check.told import is_told
from extractor.model import Check, Finding, Study

NEAR = Decimal("0.1")  # of the number of patients
SILENT = ("background", "objective", "duplicate", "furniture")  # other people's figures, aims, and cut-off copies


def told_twice(study: Study) -> Iterator[Check]:
    """Yield a verdict on the study for each pair of places that disagree about the same fact.

    The same fact is narrow on purpose: the cohort in the title and in the abstract, or a result of the whole cohort
    in exactly the same words in two sections. Two results are held to be one only where a digit makes the difference.
    """
    spoken = [f for f in study.findings if f.section not in SILENT and f.operator == "=" and f.value is not None]
    yield from _cohort(study, spoken)
    everyone = study.cohort.value if study.cohort else None
    yield from _results([f for f in spoken if f.category != "cohort_size" and _is_of(f, everyone)])


def _cohort(study: Study, spoken: list[Finding]) -> Iterator[Check]:
    """Yield whether the title counts as many as the abstract; another number printed is another stage of the study."""
    title = [f for f in spoken if f.section == "title" and f.measure == "count" and is_person(f.unit)]
    sizes = [f for f in spoken if f.category == "cohort_size" and f.arm is None and f.section != "title"]
    for size in title:
        rivals = [f for f in sizes if f.unit == size.unit]
        if not rivals:
            continue
        inputs = (*parts(size, "value"), *parts(rivals[0], "value"))
        told = f"{size.value} {size.unit or 'patients'}"
        if size.value in {rival.value for rival in rivals}:
            yield Check(None, "n_told_twice", "consistent", f"title and abstract both say {told}", inputs)
        elif not is_told(int(size.value or 0), study.document.text[size.sentence.end :]):
            reason = f"the title says {told}, the abstract {rivals[0].value}"
            if any(_is_near(size.value, rival.value) for rival in rivals):
                yield Check(None, "n_told_twice", "inconsistent", reason, inputs)
            else:
                yield Check(None, "n_told_twice", "unchecked", f"{reason}: probably of other patients", inputs)


def _is_near(one: Decimal | None, other: Decimal | None) -> bool:
    """Return whether two sizes differ by a slip of a digit or by little: farther apart they count different things."""
    assert one is not None and other is not None
    return str(one) in neighbours(str(other)) or abs(one - other) <= NEAR * other


def _is_of(finding: Finding, everyone: int | None) -> bool:
    """Return whether the result is one of the whole cohort, as far as can be told."""
    whole = finding.denominator_source in ("cohort", None) or finding.denominator == everyone
    return finding.arm is None and whole


def _results(findings: list[Finding]) -> Iterator[Check]:
    facts: dict[object, list[Finding]] = defaultdict(list)
    for f in findings:
        if f.measure in ("proportion", "mean", "median"):
            facts[f.outcome.lower(), f.concept, f.measure, f.unit, f.time, f.denominator].append(f)
    for same in facts.values():
        if not {f.section for f in same} <= {"title", "results", "conclusions"} or same[0].concept is None:
            continue  # what methods print is a rule or a plan; words without a concept are too loose to be one fact
        if len(same) != len({f.section for f in same}):
            continue  # twice in one section: two groups or two moments, which the words around them tell apart
        for one, other in combinations(same, 2):
            assert one.value is not None and other.value is not None
            if not meet(bounds(one.value), bounds(other.value)):
                unit = f" {one.unit}" if one.unit else ""
                places = f"{one.value}{unit} in the {one.section}, {other.value}{unit} in the {other.section}"
                inputs = (*parts(one, "value"), *parts(other, "value"))
                if str(one.value) in neighbours(str(other.value)):
                    yield Check(None, "told_twice", "inconsistent", f"{one.outcome}: {places}", inputs)
                else:  # no slip of the pen: the mortality of everyone, then that of the mildest injuries
                    reason = f"{one.outcome}: {places}; the patients may be others"
                    yield Check(None, "told_twice", "unchecked", reason, inputs)
