"""Say what an abstract states about its whole numbers, as equations; only what is certain.

Certain are printed denominators with their counts and percentages, men and women with their whole, a trial's arms with
those randomised, and ``the other 44.2 %``. A percentage that may be anything else is no equation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from extractor.check.bounds import digits
from extractor.check.candidates import fits
from extractor.check.countable import in_digits, is_level, is_percentage, why_not_countable
from extractor.check.sums import ALLOCATED, LEFT_OUT, counted, sex
from extractor.model import Arm, Check, Finding, Input, Study

THE_REST = re.compile(r"\bthe (?:other|remaining|rest,?)\s*(?:of the patients\s*)?\(?$", re.I)
MANKIND = 10_000_000  # a larger cohort is a registration number
BESIDE = 60  # characters between the men and the women of one clause
NEARLY = Decimal(10)  # per cent; two shares farther from 100 together are not those of one group


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about whole numbers: ``n is 43``, ``men are 55.8 % of n``, ``men and women make up n``.

    ``names`` are the unknowns: one for "is", the part and its whole for "share", the whole and its parts for "sum".
    """

    kind: Literal["is", "share", "sum"]
    names: tuple[str, ...]
    says: str
    value: Decimal | None = None  # the number of "is", the per cent of "share"
    printed: Input | None = None
    finding: str | None = None
    evened: bool = False  # the percentage may have been rounded the other way, to make all come to 100


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
    found += _rest(study, doubtful)
    found += _together(study)
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
    if finding.operator != "=" or why_not_countable(finding, study):
        return
    whole = f"{finding.id} of"
    yield _is(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
    yield _is(finding, "denominator", whole, f"{finding.denominator} in all")
    yield _per_cent(finding, whole)


def _is(finding: Finding, part: str, name: str, says: str) -> Fact:
    value = counted(finding) if part == "value" else getattr(finding, part)
    assert value is not None
    at = finding.spans.get(part)
    printed = Input(part, str(value), at.start if at else None, at.end if at else None)
    return Fact("is", (name,), says, Decimal(value), printed, finding.id)


def _per_cent(finding: Finding, whole: str) -> Fact:
    at = finding.spans.get("value")
    printed = Input("value", str(finding.value), at.start if at else None, at.end if at else None)
    return Fact(
        "share", (finding.id, whole), f"{finding.value} % {finding.outcome}", finding.value, printed, finding.id
    )


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
            yield from _shares_of_everyone((men, women), "men and women are everyone")


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
        yield _is(finding, part, finding.id, f"{counted(finding)} {sex(finding)}")
        if finding.numerator is not None and is_percentage(finding) and in_digits(finding):
            yield _per_cent(finding, whole)
    if whole not in ("n", group.id if group else None):
        yield _is(men if men.denominator_source == "stated" else women, "denominator", whole, "in all")
    yield Fact("sum", (whole, men.id, women.id), "men and women are everyone")


def _shares_of_everyone(pair: Sequence[Finding], says: str) -> Iterator[Fact]:
    """Yield that two percentages share out a whole, however many it is."""
    total = sum((finding.value or Decimal(0) for finding in pair), Decimal(0))
    if all(in_digits(finding) for finding in pair) and abs(total - 100) <= NEARLY:
        whole = " and ".join(finding.id for finding in pair)
        for finding in pair:
            yield replace(_per_cent(finding, whole), evened=True)
            if finding.numerator is not None:
                yield _is(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
        yield Fact("sum", (whole, *(finding.id for finding in pair)), says)


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


# ------------------------------------------------------------------ arms, and the rest


def _arms(study: Study, verdict: str | None) -> Iterator[Fact]:
    """Yield that the two arms make up those randomised, where ``arms_sum`` held them to it or one size is missing."""
    arms = [arm for arm in study.arms if arm.role != "whole"]
    known = [arm.n for arm in arms if arm.n is not None]
    cohort, text = study.cohort, study.document.text
    if len(arms) != 2 or not known or not cohort or cohort.how != "stated" or max(known) >= cohort.value:
        return
    if len(known) == 2:
        certain = verdict in ("consistent", "inconsistent") and sum(known) != 2 * cohort.value
    else:
        told_apart = {arm.role for arm in arms} == {"intervention", "control"}
        certain = told_apart and not LEFT_OUT.search(text) and bool(ALLOCATED.search(text))
    if certain:
        yield Fact("sum", ("n", *(arm.id for arm in arms)), f"{arms[0].name} and {arms[1].name} are everyone")


def _rest(study: Study, doubtful: set[str | None]) -> Iterator[Fact]:
    """Yield that the shares of a sentence make up a whole: the second is "the other", or they come to 100 per cent.

    Percentages with a decimal that come to 100.0 share out one group, whatever its size; printed counts must do so too.
    """
    by_sentence: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if is_percentage(finding) and in_digits(finding) and finding.operator == "=":
            by_sentence[finding.sentence].append(finding)
    for told in by_sentence.values():
        if len(told) < 2 or len({(f.arm, f.denominator, f.denominator_source) for f in told}) > 1:
            continue
        if any(_is_torn(finding, study) for finding in told):
            continue
        if told[0].denominator_source == "stated" or ({f.id for f in told} & doubtful and not _is_a_hundred(told)):
            continue
        if _is_a_hundred(told) and len({f.outcome for f in told}) == len(told):
            yield from _shares_of_everyone(told, "together they are everyone")
        elif len(told) == 2 and _is_the_rest(told[1], study):
            yield from _shares_of_everyone(told, "the second are the rest")


def _together(study: Study) -> Iterator[Fact]:
    """Yield that the counts of a sentence are everyone, where they add up to the cohort and their percentages say so.

    All but one of the percentages must be of the cohort; then the last one is too.
    """
    cohort = study.cohort
    if cohort is None or cohort.how != "stated":
        return
    by_sentence: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if is_percentage(finding) and in_digits(finding) and finding.operator == "=" and finding.numerator is not None:
            by_sentence[finding.sentence].append(finding)
    for told in by_sentence.values():
        if len(told) < 2 or sum(finding.numerator or 0 for finding in told) != cohort.value:
            continue
        if len({finding.outcome for finding in told}) < len(told) or any(_is_own(finding, study) for finding in told):
            continue
        if [fits(finding, cohort.value) for finding in told].count(False) != 1:
            continue
        for finding in told:
            yield _is(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
            share = _per_cent(finding, "n")
            yield replace(share, says=f"{share.says} of them", evened=True)
        yield Fact("sum", ("n", *(finding.id for finding in told)), "together they are everyone")


def _is_own(finding: Finding, study: Study) -> bool:
    """Return whether the share has a whole of its own, or is no count."""
    return finding.denominator_source == "stated" or why_not_countable(finding, study) is not None


def _is_a_hundred(told: Sequence[Finding]) -> bool:
    """Return whether counted shares, printed with a decimal, come to 100 within their rounding."""
    fine = all(f.numerator is not None and f.value is not None and digits(f.value) > 0 for f in told)
    total = sum((f.value or Decimal(0) for f in told), Decimal(0))
    return fine and abs(total - 100) <= Decimal("0.05") * len(told)


def _is_torn(finding: Finding, study: Study) -> bool:
    """Return whether the count is the end of a longer number: the 777 of ``25 777``."""
    at = finding.spans.get("numerator")
    return at is not None and re.search(r"\d\s$", study.document.text[: at.start][-2:]) is not None


def _is_the_rest(finding: Finding, study: Study) -> bool:
    place = finding.spans.get("numerator") or finding.spans.get("value")
    return place is not None and THE_REST.search(study.document.text, finding.sentence.start, place.start) is not None
