"""Notice percentages and counts of one sentence that share out everyone (INSPECT-SR 4.6).

Only agreement is reported: parts that do not make up the whole may overlap or leave a rest unsaid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.check.bounds import counts, digits
from extractor.check.countable import in_digits, is_percentage, is_person
from extractor.check.inputs import cohort, parts
from extractor.check.sums import counted
from extractor.check.wording import share
from extractor.model import Check, Finding, Study

CLOSE = Decimal("0.3")  # per cent


def complementary(study: Study) -> Iterator[Check]:
    """Yield a verdict, on the first, for the shares and for the counts of one sentence that are all patients."""
    told: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if finding.measure in ("proportion", "count") and finding.operator == "=" and finding.category != "cohort_size":
            told[finding.sentence, finding.category, finding.arm, finding.time, finding.denominator].append(finding)
    yield from completed(study)
    for group in told.values():
        shares = [f for f in group if f.measure == "proportion" and f.unit == "%" and f.value]
        if _distinct(shares):
            yield from _shares(shares)
        if _distinct(group):
            yield from _counts(group, study)


def rests(study: Study) -> Iterator[tuple[Finding, Finding, int]]:
    """Yield each share whose whole nobody names, the share it completes to 100 %, and the count that is left for it.

    ``55.8 % had a gross total resection, in 44.2 % a subtotal one was done``: of 43 the first are 24, the rest 19.
    """
    told: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if is_percentage(finding) and in_digits(finding) and finding.operator == "=" and finding.numerator is None:
            told[finding.sentence, finding.category, finding.time].append(finding)
    for pair in told.values():
        if len(pair) != 2 or any(digits(f.value or Decimal(0)) == 0 for f in pair):
            continue
        for one, other in (pair, reversed(pair)):
            left = _left(one, other) if one.denominator and not other.denominator else None
            if left is not None:
                yield other, one, left


def _left(one: Finding, other: Finding) -> int | None:
    """Return how many *other* are when *one* and they are everyone and only one count fits each."""
    assert one.value is not None and other.value is not None and one.denominator is not None
    if abs(one.value + other.value - 100) > Decimal("0.1"):
        return None
    first, second = counts(one.value, one.denominator), counts(other.value, one.denominator)
    return second[0] if len(first) == len(second) == 1 and first[0] + second[0] == one.denominator else None


def completed(study: Study) -> Iterator[Check]:
    """Yield that a share fits the whole of the share it completes (GRIM; INSPECT-SR 4.8)."""
    for rest, of, count in rests(study):
        assert of.denominator is not None
        told = f"{share(count, of.denominator)}, which rounds to {rest.value} %"
        reason = f"{told}; {of.value} % + {rest.value} % are everyone, {of.denominator} in all"
        inputs = (*parts(rest, "value"), *parts(of, "value", "denominator"))
        yield Check(rest.id, "grim", "consistent", reason, inputs)


def _distinct(group: Sequence[Finding]) -> bool:
    return len({finding.outcome.lower() for finding in group}) == len(group) > 1


def _shares(group: Sequence[Finding]) -> Iterator[Check]:
    values = [finding.value for finding in group if finding.value]
    total = sum(values, Decimal(0))
    if abs(total - 100) <= CLOSE:
        reason = f"{' + '.join(f'{value} %' for value in values)} = {total} %: together they are all patients"
        inputs = tuple(it for finding in group for it in parts(finding, "value"))
        yield Check(group[0].id, "complementary_parts", "consistent", reason, inputs)


def _counts(group: Sequence[Finding], study: Study) -> Iterator[Check]:
    counts = [counted(finding) for finding in group if finding.unit == "%" or is_person(finding.unit)]
    whole = group[0].denominator or (study.cohort.value if study.cohort else None)
    known = [count for count in counts if count]
    if len(known) == len(group) > 2 and sum(known) == whole:
        told = " + ".join(str(count) for count in known)
        inputs = tuple(it for f in group for it in parts(f, "numerator" if f.numerator is not None else "value"))
        reason = f"{told} = {whole}: together they are all patients"
        yield Check(group[0].id, "parts_sum", "consistent", reason, (*inputs, *cohort(study)))
