"""What a share is a share of: printed beside it, the group just named, its arm, or the cohort."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.link.outcome import PEOPLE
from extractor.link.partition import rounds
from extractor.model import Arm, Cohort, Concept, Finding, Sentence

JUST_NAMED = re.compile(
    rf"\b(?:among|of|in)\s+(?:the\s+|these\s+|those\s+)?(?:(?P<n>\d[\d,]*)\s+)?(?:(?:[a-z-]+\s+){{0,2}}?{PEOPLE}|(?:survivors|responders))\s+(?P<who>(?:who\s+(?:were\s+|had\s+)?)?(?:followed|evaluated|evaluable|assessable|available|seen|re-?examined|with follow|operated|treated|with|in whom|who)\b[^,.;]{{0,60}})",
    re.I,
)
OF_THEM = re.compile(r"\b(?:of|among)\s+(?:which|whom|these|them)\b(?:\s+(?:patients|cases))?\s*,?\s*(?:only\s+)?$|\bof\s+(?:these|those)\s+\w+\s+(?:patients|cases)?,?\s*$", re.I)
OTHER_UNIT = re.compile(r"\b(?:of|in)\s+(?:the\s+|all\s+|these\s+)?(?:\w+\s+){0,2}?(?:tumou?rs|lesions|procedures|operations|fractures|vertebrae|vertebral bodies|levels|grafts|knees|hips|eyes|implants|screws|flaps|valves|specimens|recurrences|complications|deaths|events|episodes|failures|infections|segments|nodes|cycles|injections)\b", re.I)
STOP = frozenset("the a an of who were was had with in whom and patients those these".split())


def with_denominators(text: str, sentences: Sequence[Sentence], findings: Sequence[Finding], size: Cohort | None, arms: Sequence[Arm], concepts: dict[str, Concept]) -> list[Finding]:
    """Return the findings with the denominator each share is read against, its source and the reason.

    A denominator printed in the result is "stated"; ``among the patients followed up`` is a
    "subgroup", with the number printed of that group elsewhere; then the arm, then the cohort.
    """
    sizes = {arm.id: arm for arm in arms}
    return [resolved(text, f, findings, size, sizes) for f in findings]


def resolved(text: str, f: Finding, findings: Sequence[Finding], size: Cohort | None, arms: dict[str, Arm]) -> Finding:
    """Return one finding with its denominator."""
    if f.denominator is not None:
        return replace(f, denominator_reason=f"{f.denominator} is printed in the result")
    if not (f.measure == "proportion" and f.unit == "%") and not (f.measure == "count" and f.category != "cohort_size"):
        return f
    if f.measure == "count" and (f.value is None or not counts_people(f)):
        return f
    named = JUST_NAMED.search(text, f.sentence.start, f.start) or JUST_NAMED.match(text, f.end, min(f.sentence.end, f.end + 80))
    if named is None and f.measure == "proportion":
        named = JUST_NAMED.search(text, f.end, min(f.sentence.end, f.end + 25))
    if named:
        n = int(named["n"].replace(",", "")) if named["n"] else size_of(named["who"], findings, text, f)
        who = re.sub(r"\s+", " ", named["who"])
        if n is not None and fits(f, n):
            return replace(f, denominator=n, denominator_source="subgroup", denominator_reason=f"the {n} patients {who}")
        return replace(f, denominator_reason=f"a share of the patients {who}; how many is not printed")
    if f.measure == "proportion" and OTHER_UNIT.match(text[f.end : f.end + 60].lstrip(" )%")):
        return replace(f, denominator_reason="not a share of patients")
    among = just_counted(text, f, findings)
    if among is not None and fits(f, among):
        return replace(f, denominator=among, denominator_source="subgroup", denominator_reason=f"of the {among} named just before")
    arm = arms.get(f.arm or "")
    if arm is not None and size is not None and told_of(f, size.value) and not told_of(f, arm.n):
        arm = None  # the count and its percentage say that it is a share of everyone
    if arm is not None:
        if arm.n is not None and fits(f, arm.n):
            return replace(f, denominator=arm.n, denominator_source="arm", denominator_reason=f"the {arm.n} patients of {arm.name}")
        return replace(f, denominator_reason=f"a share of {arm.name}; its size is not printed")
    if size is not None and fits(f, size.value):
        return replace(f, denominator=size.value, denominator_source="cohort", denominator_reason=f"no smaller group is named, so the cohort of {size.value}")
    return f


def just_counted(text: str, f: Finding, findings: Sequence[Finding]) -> int | None:
    """Return the number of those just counted when a result is told of them: ``13 had a scan, of whom 7 bled``."""
    if not OF_THEM.search(text, f.sentence.start, f.start):
        return None
    before = [o for o in findings if o.end <= f.start and (o.numerator or (o.measure == "count" and o.value)) and f.start - o.end < 250]
    if not before:
        return None
    last = max(before, key=lambda o: o.end)
    return last.numerator or int(last.value or 0) or None


def told_of(f: Finding, n: int | None) -> bool:
    """Say whether the printed count of *n* is the printed percentage."""
    return bool(n) and n is not None and f.numerator is not None and f.value is not None and rounds(Decimal(f.numerator), n, f.value)


def counts_people(f: Finding) -> bool:
    """Say whether a count counts patients (and not lesions or procedures)."""
    return f.unit is None or re.fullmatch(r"patients?|cases?|subjects?|participants?|men|women|males?|females?|children|individuals|persons|people|adults?|boys|girls|infants?", f.unit) is not None


def fits(f: Finding, n: int) -> bool:
    """Say whether *n* can be the denominator: no smaller than what is counted."""
    counted = f.numerator if f.measure == "proportion" else f.value
    return n > 0 and (counted is None or counted <= n)


def size_of(who: str, findings: Sequence[Finding], text: str, f: Finding) -> int | None:
    """Return the number printed of the group that *who* speaks of: ``215 patients who were followed up``."""
    wanted = {w.lower() for w in re.findall(r"[A-Za-z]{3,}", who)} - STOP
    for other in findings:
        if other is f or other.measure != "count" or other.value is None or other.start >= f.start:
            continue
        words = {w.lower() for w in re.findall(r"[A-Za-z]{3,}", text[other.start : min(other.sentence.end, other.end + 60)])} - STOP
        if wanted and len(wanted & words) * 2 >= len(wanted) and other.value == other.value.to_integral_value():
            return int(other.value)
    return None
