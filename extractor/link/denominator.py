"""What a share is a share of: printed beside it, the group just named, its arm, or the cohort."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extractor.link.named_whole import adding_up, fitting, named_whole, told_of
from extractor.link.outcome.places import PEOPLE
from extractor.link.phrases import one_line
from extractor.model import Arm, Cohort, DenominatorSource, Finding

# among the 215 patients who were followed up
JUST_NAMED = re.compile(
    r"\b(?:among|of|in)\s+(?:the\s+|these\s+|those\s+)?(?:(?P<n>\d[\d,]*)\s+)?"
    rf"(?:(?:[a-z-]+\s+){{0,2}}?{PEOPLE}|(?:survivors|responders))\s+"
    r"(?P<who>(?:who\s+(?:were\s+|had\s+)?)?(?:followed|evaluated|evaluable|assessable|available|seen|re-?examined|"
    r"with follow|operated|treated|with|in whom|who)\b[^,.;()\[\]]{0,60})",
    re.I,
)
# 13 had a scan, of whom 7
OF_THEM = re.compile(
    r"\b(?:of|among)\s+(?:which|whom|these|them)\b(?:\s+(?:patients|cases))?\s*,?\s*(?:only\s+)?$|"
    r"\bof\s+(?:these|those)\s+\w+\s+(?:patients|cases)?,?\s*$",
    re.I,
)
OTHER_UNIT = re.compile(
    r"\b(?:of|in)\s+(?:the\s+|all\s+|these\s+)?(?:\w+\s+){0,2}?(?:tumou?rs|lesions|procedures|operations|fractures|"
    r"vertebrae|vertebral bodies|levels|grafts|knees|hips|eyes|implants|screws|flaps|valves|specimens|recurrences|"
    r"complications|deaths|events|episodes|failures|infections|segments|nodes|cycles|injections)\b",
    re.I,
)
COUNTED_PEOPLE = re.compile(
    r"patients?|cases?|subjects?|participants?|men|women|males?|females?|children|individuals|persons|people|adults?|"
    r"boys|girls|infants?",
    re.I,
)
WORD = re.compile(r"[A-Za-z]{3,}")
STOP = frozenset({"the", "who", "was", "were", "had", "with", "whom", "and", "patients", "those", "these"})


def with_denominators(
    text: str, findings: Sequence[Finding], size: Cohort | None, arms: Sequence[Arm]
) -> list[Finding]:
    """Return the findings with the denominator each share is read against, its source and the reason.

    A denominator printed in the result is "stated"; ``among the patients followed up`` is a
    "subgroup", with the number printed of that group elsewhere; then the arm, then the cohort.
    """
    by_id = {arm.id: arm for arm in arms}
    wholes = adding_up(findings)
    return [with_numerator(of_what_adds_up(f, wholes) or resolved(text, f, findings, size, by_id)) for f in findings]


def with_numerator(f: Finding) -> Finding:
    """Return a count that is read against a denominator with itself as the numerator: 39 of the 130."""
    if f.measure != "count" or f.denominator is None or f.numerator is not None or f.value is None:
        return f
    return replace(f, numerator=int(f.value), spans=MappingProxyType({**f.spans, "numerator": f.spans["value"]}))


def resolved(
    text: str, f: Finding, findings: Sequence[Finding], size: Cohort | None, arms: Mapping[str, Arm]
) -> Finding:
    """Return one finding with its denominator: the first that fits of the group named, the arm and the cohort."""
    if f.denominator is not None:
        return replace(f, denominator_reason=f"{f.denominator} is printed in the result")
    if not is_of_people(f):
        return f
    if f.category == "cohort_size":
        return of_the_cohort(f, size) or f
    return (
        of_a_count_nearby(text, f, findings)
        or of_those_named(text, f, findings, size)
        or of_other_things(text, f)
        or of_those_just_counted(text, f, findings)
        or of_what_fits(f, findings, size, arms)
        or of_its_arm(f, size, arms)
        or of_the_cohort(f, size)
        or f
    )


def is_of_people(f: Finding) -> bool:
    """Say whether a finding is a share of patients or a count of some of them, and not lesions or procedures."""
    if f.measure == "proportion":
        return f.unit == "%"
    if f.measure != "count" or f.outcome == "cohort size" or f.value is None:
        return False
    return f.unit is None or COUNTED_PEOPLE.fullmatch(f.unit) is not None


def read_against(f: Finding, n: int, source: DenominatorSource, reason: str) -> Finding:
    """Return a finding with its denominator."""
    return replace(f, denominator=n, denominator_source=source, denominator_reason=reason)


def of_what_adds_up(f: Finding, wholes: Mapping[str, int]) -> Finding | None:
    """Return a count as one of the parts of a number told before: ``nine falls: eight on ... and one in ...``."""
    if f.denominator is not None or f.id not in wholes:
        return None
    n = wholes[f.id]
    return read_against(f, n, "subgroup", f"one of the counts that add up to the {n} told before")


def of_a_count_nearby(text: str, f: Finding, findings: Sequence[Finding]) -> Finding | None:
    """Return the share as one of the count that its own words print: ``Of the 28 candidates, 20 (71.4%)``."""
    n = named_whole(text, f, findings)
    return None if n is None else read_against(f, n, "subgroup", f"of the {n} its sentence speaks of")


def of_what_fits(
    f: Finding, findings: Sequence[Finding], size: Cohort | None, arms: Mapping[str, Arm]
) -> Finding | None:
    """Return the share as one of a count told before, where its count is no such share of the arm or the cohort."""
    arm = arms.get(f.arm or "")
    if told_of(f, arm.n if arm else None) or told_of(f, size.value if size else None):
        return None
    n = fitting(f, findings)
    if n is None:
        return None
    return read_against(f, n, "subgroup", f"{f.numerator} of the {n} told before is the printed percentage")


def of_those_named(text: str, f: Finding, findings: Sequence[Finding], size: Cohort | None) -> Finding | None:
    """Return the share as one of the group its sentence names: ``among the patients followed up``."""
    end = f.sentence.end
    named = JUST_NAMED.search(text, f.sentence.start, f.start) or JUST_NAMED.match(text, f.end, min(end, f.end + 80))
    if named is None and f.measure == "proportion":
        named = JUST_NAMED.search(text, f.end, min(end, f.end + 25))
    if named is None:
        return None
    n = int(named["n"].replace(",", "")) if named["n"] else size_of(named["who"], findings, text, f)
    who = one_line(named["who"])
    if named["n"] and size is not None and n == size.value and fits(f, n):
        return of_the_cohort(f, size)
    if n is not None and fits(f, n):
        return read_against(f, n, "subgroup", f"the {n} patients {who}")
    return replace(f, denominator_reason=f"a share of the patients {who}; how many is not printed")


def of_other_things(text: str, f: Finding) -> Finding | None:
    """Return the share as none of patients: ``12% of the screws``."""
    if f.measure == "proportion" and OTHER_UNIT.match(text[f.end : f.end + 60].lstrip(" )%")):
        return replace(f, denominator_reason="not a share of patients")
    return None


def of_those_just_counted(text: str, f: Finding, findings: Sequence[Finding]) -> Finding | None:
    """Return the share as one of those just counted: ``13 had a scan, of whom 7 bled``."""
    if not OF_THEM.search(text, f.sentence.start, f.start):
        return None
    counted = [
        o
        for o in findings
        if o.end <= f.start and f.start - o.end < 250 and (o.numerator or (o.measure == "count" and o.value))
    ]
    last = max(counted, key=lambda o: o.end, default=None)
    among = (last.numerator or int(last.value or 0)) if last else 0
    return read_against(f, among, "subgroup", f"of the {among} named just before") if fits(f, among) else None


def of_its_arm(f: Finding, size: Cohort | None, arms: Mapping[str, Arm]) -> Finding | None:
    """Return the share as one of its arm, unless its count and percentage say that it is one of everyone."""
    arm = arms.get(f.arm or "")
    if arm is None or (size is not None and told_of(f, size.value) and not told_of(f, arm.n)):
        return None
    if f.numerator is not None and f.numerator == arm.n and f.value != 100:
        return None  # the count is the size of the arm itself: 52 (64.2 %) had it
    if arm.n is not None and fits(f, arm.n):
        return read_against(f, arm.n, "arm", f"the {arm.n} patients of {arm.name}")
    return replace(f, denominator_reason=f"a share of {arm.name}; its size is not printed")


def of_the_cohort(f: Finding, size: Cohort | None) -> Finding | None:
    """Return the share as one of the cohort."""
    if size is None or not fits(f, size.value):
        return None
    return read_against(f, size.value, "cohort", f"no smaller group is named, so the cohort of {size.value}")


def fits(f: Finding, n: int) -> bool:
    """Say whether *n* can be the denominator: no smaller than what is counted."""
    counted = f.numerator if f.measure == "proportion" else f.value
    return n > 0 and (counted is None or counted <= n)


FIRST_OF = re.compile(r",|\band\b")


def size_of(who: str, findings: Sequence[Finding], text: str, f: Finding) -> int | None:
    """Return the number printed of the group that *who* speaks of: ``215 patients who were followed up``."""
    wanted = words_of(FIRST_OF.split(who)[0])
    for other in findings:
        if other is f or other.measure != "count" or other.value is None or other.start >= f.start:
            continue
        said = words_of(text[max(other.sentence.start, other.start - 40) : min(other.sentence.end, other.end + 60)])
        if wanted and len(wanted & said) * 2 >= len(wanted) and other.value == other.value.to_integral_value():
            return int(other.value)
    return None


def words_of(phrase: str) -> set[str]:
    """Return the words of a phrase that tell one group from another."""
    return {word.lower()[:6] for word in WORD.findall(phrase) if word.lower() not in STOP}
