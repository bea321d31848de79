"""Check that survival falls with time, and that nobody is progression-free who is not alive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from extractor.check.bounds import bounds
from extractor.check.inputs import parts
from extractor.check.wording import moment
from extractor.model import Check, Concept, Finding, Study, Time

DAYS = {
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(36525, 1200),
    "year": Fraction(36525, 100),
}
RISES = re.compile(
    r"recurren(?!\w*[- ]free)|relapse(?![- ]free)|failure(?![- ]free)|incidence|death|mortality|died|dead|respon", re.I
)
FALLS = re.compile(r"surviv|\bfree|control|\bOS\b|\bPFS\b|\bDFS\b|patency|retention", re.I)
# one curve beside another: which value is of which is not ours to say
SEVERAL = re.compile(
    r"\bvs?\b|versus|compared|\bgroups?\b|\barms?\b|\bthan\b|whereas|while|complete respon|respectively.*respectively",
    re.I | re.S,
)
# how many were seen each time: shares of those, not one curve
SEEN = re.compile(r"\d+(?:, \d+)*,? and \d+ (?:patients|cases|eyes|lesions|tumou?rs)\b", re.I)
# the ends that count every death; "68 % without disease" and freedom from metastasis often leave deaths out
FREE = re.compile(r"progression[- ]free|disease[- ]free|event[- ]free|\b(?:PFS|DFS|EFS)\b", re.I)
OVERALL = re.compile(r"overall[- ]survival|\bOS\b", re.I)
MOMENT = re.compile(
    r"(?:\b(?:at|one|two|three|four|five|ten|\d+)\b[\s-]*)*(?:\b(?:year|month|week|day)s?\b)?[\s-]*", re.I
)


def survival(study: Study, concepts: Sequence[Concept] = ()) -> Iterator[Check]:
    """Yield verdicts on rates of the same survival at several times, and on PFS against overall survival.

    A survival curve never rises and progression-free survival counts every death, so it is never above overall
    survival. Both are judged with every value's rounding interval; across sentences the patients may differ.
    """
    rising = {concept.id for concept in concepts if concept.better == "lower"}
    rates = [f for f in study.findings if _is_rate(f) and f.concept not in rising]
    yield from _falling(rates, study)
    yield from _free_under_overall(rates, study)
    yield from _free_under_overall([f for f in study.findings if _is_median_survival(f)], study)


def days(time: Time) -> Fraction | None:
    """Return how many days *time* is, exactly; a month is a twelfth of a year. None for an unknown unit."""
    return Fraction(time.value) * DAYS[time.unit] if time.unit in DAYS else None


def _is_rate(finding: Finding) -> bool:
    return (
        finding.measure == "proportion"
        and finding.category in ("survival", "local_control")
        and (finding.value is not None and finding.unit == "%" and finding.operator == "=")
        and (finding.time is not None and days(finding.time) is not None)
        and not RISES.search(finding.outcome)
    )


def _is_median_survival(finding: Finding) -> bool:
    central = finding.measure in ("median", "duration") and finding.category == "survival"
    return central and finding.value is not None and finding.operator == "=" and finding.time is None


def _falling(rates: Sequence[Finding], study: Study) -> Iterator[Check]:
    curves: dict[object, list[Finding]] = defaultdict(list)
    for rate in rates:
        if FALLS.search(f"{rate.outcome} {rate.concept or ''}"):
            curves[rate.arm, rate.denominator, rate.concept or MOMENT.sub("", rate.outcome.lower())].append(rate)
    for curve in curves.values():
        moments = [_days(rate) for rate in curve]
        if len(set(moments)) < len(moments):
            continue  # two values at one time: two groups of patients, not one curve
        in_time = sorted(curve, key=_days)
        for number, later in enumerate(in_time[1:], start=1):
            beside = [rate for rate in in_time[:number] if rate.sentence == later.sentence]
            earlier = (beside or in_time[:number])[-1]
            yield _compared(earlier, later, certain=_is_one_curve(earlier, later, rates, study))


def _is_one_curve(earlier: Finding, later: Finding, rates: Sequence[Finding], study: Study) -> bool:
    """Return whether the sentence holds one curve, told forwards in time, and nothing to mistake for it."""
    here = [rate for rate in rates if rate.sentence == earlier.sentence]
    if " and " in f"{earlier.outcome} {later.outcome}":
        return False  # "local control and survival were 92% and 92%, 81% and 50%"
    if SEEN.search(_sentence(earlier, study)):
        return False
    in_order = earlier.start < later.start and len({_days(rate) for rate in here}) == len(here)
    return earlier.sentence == later.sentence and in_order and not SEVERAL.search(_sentence(earlier, study))


def _sentence(finding: Finding, study: Study) -> str:
    return study.document.text[finding.sentence.start : finding.sentence.end]


def _days(finding: Finding) -> Fraction:
    assert finding.time is not None
    return days(finding.time) or Fraction(0)


def _compared(earlier: Finding, later: Finding, *, certain: bool) -> Check:
    assert earlier.time and later.time and earlier.value is not None and later.value is not None
    inputs = (*parts(earlier, "value"), *parts(later, "value"))
    told = f"{earlier.value} % at {moment(earlier.time)}, {later.value} % at {moment(later.time)}"
    if bounds(later.value)[0] <= bounds(earlier.value)[1]:
        return Check(later.id, "survival_falls", "consistent", f"{told}: does not rise with time", inputs)
    if not certain:
        return Check(later.id, "survival_falls", "unchecked", f"{told}: rises, but the patients may be others", inputs)
    return Check(
        later.id, "survival_falls", "inconsistent", f"{told}: survival cannot rise with time, worth a look", inputs
    )


def _free_under_overall(findings: Sequence[Finding], study: Study) -> Iterator[Check]:
    for one, other in combinations(findings, 2):
        for free, overall in ((one, other), (other, one)):
            comparable = (free.arm, free.unit) == (overall.arm, overall.unit) and _same_moment(free, overall)
            named = _is_free(free) and FREE.search(_sentence(free, study)) and _is_overall(overall)
            if comparable and free.sentence == overall.sentence and named:
                here = [f for f in findings if f.sentence == free.sentence and _same_moment(f, free)]
                yield _at_most(free, overall, certain=len(here) == 2 and not SEVERAL.search(_sentence(free, study)))


def _same_moment(one: Finding, other: Finding) -> bool:
    if one.time is None or other.time is None:
        return one.time is other.time
    return days(one.time) == days(other.time)


def _is_free(finding: Finding) -> bool:
    return bool(FREE.search(_words(finding)))


def _is_overall(finding: Finding) -> bool:
    return bool(OVERALL.search(_words(finding))) and not _is_free(finding)


def _words(finding: Finding) -> str:
    return f"{finding.outcome} {(finding.concept or '').replace('_', ' ')}"


def _at_most(free: Finding, overall: Finding, *, certain: bool) -> Check:
    assert free.value is not None and overall.value is not None
    inputs = (*parts(free, "value"), *parts(overall, "value"))
    when = f" at {moment(free.time)}" if free.time else ""
    told = f"{free.outcome} {free.value} {free.unit}, {overall.outcome} {overall.value} {overall.unit}{when}"
    if bounds(free.value)[0] <= bounds(overall.value)[1]:
        return Check(free.id, "free_under_overall", "consistent", f"{told}: not above overall survival", inputs)
    if not certain:
        return Check(
            free.id, "free_under_overall", "unchecked", f"{told}: above it, but the patients may be others", inputs
        )
    reason = f"{told}: the first cannot be the higher when deaths count as events, worth a look"
    return Check(free.id, "free_under_overall", "inconsistent", reason, inputs)
