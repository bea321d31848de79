"""Say what an abstract states about its whole numbers, as equations; only what is certain.

Certain are printed denominators with their counts and percentages, men and women with their whole, a trial's arms with
those randomised, and ``the other 44.2 %``. A percentage that may be anything else is no equation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extractor.check.algebra.everyone import rest, shares_of_everyone, together
from extractor.check.algebra.statement import Fact, number_of, per_cent
from extractor.check.countable import in_digits, is_level, is_percentage, why_not_countable
from extractor.check.sums import ALLOCATED, LEFT_OUT, counted, sex
from extractor.model import Arm, Check, Finding, Input, Study

MANKIND = 10_000_000  # a larger cohort is a registration number
BESIDE = 60  # characters between the men and the women of one clause


def facts(study: Study, checks: Sequence[Check] = ()) -> tuple[Fact, ...]:
    """Return everything *study* states for certain.

    Args:
        study: What ``link`` gives.
        checks: Verdicts on single findings; a count and a percentage that could not be compared are no equation.
    """
    doubtful = {check.finding for check in checks if check.name == "count_percentage" and check.verdict == "unchecked"}
    doubtful |= {finding.id for finding in study.findings if is_level(finding, study)}
    verdicts = {check.finding: check.verdict for check in checks if check.name == "sexes_sum"}
    larger = {check.finding for check in checks if check.name == "part_of_whole" and check.verdict == "inconsistent"}
    found = list(_sizes(study))
    for finding in study.findings:
        possible = (finding.numerator or 0) <= (finding.denominator or 0) or finding.id in larger
        if possible and finding.id not in doubtful:
            found += _share(finding, study)
    found += _sexes(study, doubtful, verdicts)
    found += _arms(study, next((check.verdict for check in checks if check.name == "arms_sum"), None))
    found += rest(study, doubtful)
    found += together(study)
    return tuple(dict.fromkeys(found))


def _sizes(study: Study) -> Iterator[Fact]:
    cohort = study.cohort
    if cohort and cohort.how == "stated" and cohort.value < MANKIND:
        printed = Input("cohort", str(cohort.value), cohort.start, cohort.end)
        yield Fact("is", ("n",), f"{cohort.value} {cohort.unit}", Decimal(cohort.value), printed, _telling(study))
    for arm in study.arms:
        if arm.n is not None and arm.n < MANKIND:
            printed = Input("arm", str(arm.n), arm.start, arm.end)
            yield Fact("is", (arm.id,), f"{arm.n} in {arm.name}", Decimal(arm.n), printed)


def _telling(study: Study) -> str | None:
    return next((f.id for f in study.findings if f.category == "cohort_size" and f.arm is None), None)


# ------------------------------------------------------------------ n/N (x %), all three printed


def _share(finding: Finding, study: Study) -> Iterator[Fact]:
    stated = finding.denominator_source == "stated" and finding.denominator is not None
    if not stated or finding.numerator is None or not is_percentage(finding) or not in_digits(finding):
        return
    if not 0 < (finding.denominator or 0) < MANKIND:
        return
    if finding.operator != "=" or why_not_countable(finding, study):
        return
    whole = f"{finding.id} of"
    yield number_of(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
    yield number_of(finding, "denominator", whole, f"{finding.denominator} in all")
    yield per_cent(finding, whole)


# ------------------------------------------------------------------ men and women


def _sexes(study: Study, doubtful: set[str | None], verdicts: Mapping[str | None, str]) -> Iterator[Fact]:
    """Yield what is said of the men and the women of the cohort and of each arm, when each was told once."""
    for group in (None, *study.arms):
        told: dict[str, list[Finding]] = defaultdict(list)
        for finding in study.findings:
            which = sex(finding) if finding.category == "demographics" else None
            if which and finding.arm == (group.id if group else None) and finding.operator == "=":
                told[which].append(finding)
        if len(told["male"]) != 1 or len(told["female"]) != 1:
            continue
        men, women = told["male"][0], told["female"][0]
        if men.sentence != women.sentence or {men.id, women.id} & doubtful:
            continue
        verdict = verdicts.get(men.id) or verdicts.get(women.id)
        if verdict in ("consistent", "inconsistent"):
            yield from _counted_pair(men, women, group, study, misfit=verdict == "inconsistent")
        elif is_percentage(men) and is_percentage(women) and abs(men.start - women.start) < BESIDE:
            yield from shares_of_everyone((men, women), "men and women are everyone")


def _counted_pair(men: Finding, women: Finding, group: Arm | None, study: Study, *, misfit: bool) -> Iterator[Fact]:
    """Yield the counts, and percentages, of men and women with their whole, where ``sexes_sum`` held them to it."""
    whole = _whole(men, women, group, study)
    size = men.denominator if whole and whole.endswith(" of") else group.n if group else None
    size = size or women.denominator or (study.cohort.value if study.cohort else None)
    total = (counted(men) or 0) + (counted(women) or 0)
    if whole is None or (total != size and not misfit):
        return  # they are the sexes of another group, whose number is printed
    for finding in (men, women):
        part = "numerator" if finding.numerator is not None else "value"
        yield number_of(finding, part, finding.id, f"{counted(finding)} {sex(finding)}")
        if finding.numerator is not None and is_percentage(finding) and in_digits(finding):
            yield per_cent(finding, whole)
    if whole not in ("n", group.id if group else None):
        yield number_of(men if men.denominator_source == "stated" else women, "denominator", whole, "in all")
    yield Fact("sum", (whole, men.id, women.id), "men and women are everyone")


def _whole(men: Finding, women: Finding, group: Arm | None, study: Study) -> str | None:
    """Return the unknown that men and women make up, or None where the two are of different groups."""
    stated = {f.denominator for f in (men, women) if f.denominator_source == "stated"}
    everyone = study.cohort.value if study.cohort else None
    smaller = any(f.denominator_source == "subgroup" and f.denominator != everyone for f in (men, women))
    if smaller or len(stated) > 1:
        return None
    if stated:
        return f"{men.id} of" if men.denominator_source == "stated" else f"{women.id} of"
    return group.id if group and group.role != "whole" else "n"


# ------------------------------------------------------------------ arms


def _arms(study: Study, verdict: str | None) -> Iterator[Fact]:
    """Yield that the two arms make up those randomised, where ``arms_sum`` held them to it or one size is missing."""
    arms = [arm for arm in study.arms if arm.role != "whole"]
    known = [arm.n for arm in arms if arm.n is not None]
    cohort, text = study.cohort, study.document.text
    if len(arms) != 2 or not known or not cohort or cohort.how != "stated" or max(known) >= cohort.value:
        return
    if len(known) == 2:
        certain = verdict == "inconsistent" or (verdict == "consistent" and sum(known) == cohort.value)
    else:
        told_apart = {arm.role for arm in arms} == {"intervention", "control"}
        certain = told_apart and not LEFT_OUT.search(text) and bool(ALLOCATED.search(text))
    if certain:
        yield Fact("sum", ("n", *(arm.id for arm in arms)), f"{arms[0].name} and {arms[1].name} are everyone")
