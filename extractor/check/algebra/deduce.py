"""Deduce whole numbers that nobody printed: the other sex, the other arm, the group a count and a percentage are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractor.check.candidates import fits
from extractor.check.complementary import rests
from extractor.check.count_percentage import fitting_groups
from extractor.check.countable import in_digits, is_estimate, is_percentage
from extractor.check.derive import wilson_interval
from extractor.check.inputs import cohort as cohort_input
from extractor.check.inputs import parts
from extractor.check.sums import ALLOCATED, CLOSED, FEMALE, LEFT_OUT, MALE, counted, sex
from extractor.model import Derived, Finding, Input, Study

OTHER = {"male": "women", "female": "men"}
FEWEST = 3  # patients; two of them are some percentage of too many groups
WIDE = 10  # an interval of group sizes wider than that says nothing


def deduced(study: Study) -> Iterator[Derived]:
    """Yield what follows from the printed whole numbers, each with its reasoning."""
    yield from _other_sex(study)
    yield from _other_arm(study)
    yield from _groups(study)
    yield from _rests(study)


def _rests(study: Study) -> Iterator[Derived]:
    """Yield the count of a share that completes another one, and its interval."""
    for rest, of, count in rests(study):
        assert of.denominator is not None
        formula = f"{of.denominator} − {of.denominator - count} ({of.value} %) = {count}, which is {rest.value} %"
        inputs = (*parts(rest, "value"), *parts(of, "value", "denominator"))
        yield Derived(rest.id, "numerator", formula, value=Decimal(count), inputs=inputs)
        for end in wilson_interval(rest.id, count, count, of.denominator):
            yield replace(end, inputs=inputs)


def _other_sex(study: Study) -> Iterator[Derived]:
    """Yield the women of a cohort whose men were counted, or the other way round."""
    told = [f for f in study.findings if f.category == "demographics" and sex(f)]
    cohort = study.cohort
    if len(told) != 1 or cohort is None or cohort.how != "stated" or CLOSED.search(study.document.text):
        return
    (only,) = told
    count, which = counted(only), sex(only)
    if count is None or which is None or count > cohort.value or only.arm or only.denominator_source != "cohort":
        return
    if sex_of_unit(cohort.unit) or fits(only, cohort.value) is False:
        return  # a cohort of women has no men; a percentage that is not of the cohort is of another group
    rest = cohort.value - count
    formula = f"{cohort.value} {cohort.unit} − {count} = {rest} {OTHER[which]}, whom nobody counted"
    inputs = (*cohort_input(study), *parts(only, "numerator" if only.numerator is not None else "value"))
    yield Derived(only.id, "remainder", formula, value=Decimal(rest), inputs=inputs)


def sex_of_unit(unit: str) -> bool:
    """Return whether the cohort is of one sex by its name: ``66 women``."""
    return MALE.search(unit.lower()) is not None or FEMALE.search(unit.lower()) is not None


def _other_arm(study: Study) -> Iterator[Derived]:
    """Yield the size of a trial's second arm where those randomised and the first arm were counted."""
    arms = [arm for arm in study.arms if arm.role in ("intervention", "control")]
    cohort, text = study.cohort, study.document.text
    if len(arms) != 2 or len(arms) != len(study.arms) or cohort is None or cohort.how != "stated":
        return
    known, missing = [a for a in arms if a.n is not None], [a for a in arms if a.n is None]
    telling = next((f.id for f in study.findings if f.category == "cohort_size" and f.arm is None), None)
    if len(known) != 1 or telling is None or LEFT_OUT.search(text) or not ALLOCATED.search(text):
        return
    size = known[0].n or 0
    if 5 * size < cohort.value or 5 * size > 4 * cohort.value:
        return  # a fifth against four fifths: more likely a number of something else
    formula = f"{cohort.value} − {size} in {known[0].name} = {cohort.value - size} in {missing[0].name}"
    inputs = (*cohort_input(study), Input("arm", str(size), known[0].start, known[0].end))
    yield Derived(telling, "arm_n", formula, value=Decimal(cohort.value - size), inputs=inputs)


def _groups(study: Study) -> Iterator[Derived]:
    """Yield the size of the group that counts and percentages of one sentence and arm are of, when they tell it.

    12 (27.9 %) may be of 43 only; several such pairs narrow it down together.
    """
    pairs: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if _tells_its_group(finding, study):
            pairs[finding.sentence, finding.arm].append(finding)
    for told in pairs.values():
        sizes = _common(told, study)
        if not sizes or sizes[-1] - sizes[0] > WIDE:
            continue
        shown = " and ".join(f"{f.numerator} ({f.value} %)" for f in told)
        inputs = tuple(it for f in told for it in parts(f, "numerator", "value"))
        if len(sizes) == 1:
            formula = f"{shown}: of {sizes[0]} and of no other number"
            yield Derived(told[0].id, "denominator", formula, value=Decimal(sizes[0]), inputs=inputs)
        else:
            formula = f"{shown}: of {sizes[0]} to {sizes[-1]}"
            yield Derived(
                told[0].id, "denominator", formula, low=Decimal(sizes[0]), high=Decimal(sizes[-1]), inputs=inputs
            )


def _tells_its_group(finding: Finding, study: Study) -> bool:
    unknown = finding.denominator is None and (finding.numerator or 0) >= FEWEST
    plain = is_percentage(finding) and in_digits(finding) and finding.operator == "=" and finding.value
    return bool(unknown and plain) and not is_estimate(finding, study)


def _common(told: list[Finding], study: Study) -> list[int]:
    common: set[int] | None = None
    for finding in told:
        fitting = set(fitting_groups(finding.numerator or 0, finding.value or Decimal(0)))
        common = fitting if common is None else common & fitting
    largest = study.cohort.value if study.cohort else None
    return sorted(size for size in common or () if largest is None or size <= largest)
