"""Check that parts add up to their whole: the sexes and the arms (INSPECT-SR 4.6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.check.candidates import fits
from extractor.check.inputs import cohort as cohort_input
from extractor.check.inputs import parts
from extractor.check.told import is_told
from extractor.model import Arm, Check, Cohort, Finding, Input, Study, Verdict

MALE = re.compile(r"\b(?:males?|m[ae]n|boys?)\b")
FEMALE = re.compile(r"\b(?:females?|wom[ae]n|girls?)\b")
LEFT_OUT = re.compile(
    r"exclu|withdr|drop(?:ped)?[- ]?out|lost to|analy[sz]ed|evaluable|complet|declin|attrition|missing|remain|"
    r"respectively assigned|not (?:receive|undergo)|cross(?:ed)?[- ]?over",
    re.I,
)
ALLOCATED = re.compile(r"randomi[sz]|allocated|assigned|divided into", re.I)
CLOSE_PARTS = Decimal("0.2")  # sexes missing by more than this share of the whole are those of a smaller group
CLOSE_ARMS = Decimal("0.1")
PAIRS = re.compile(r"\btwins?\b|\bcouples\b|\b(?:sib(?:ling)?|matched|patient) pairs\b|\bdyads\b", re.I)
CLOSED = re.compile(
    r"(?:sex|gender) (?:was|were|of|for|in)|known for|data (?:were|was) available|not (?:reported|known|recorded)", re.I
)
MOST_ARMS = 8  # of which every combination is tried


def sums(study: Study) -> Iterator[Check]:
    """Yield verdicts on the sexes and the arms of *study*."""
    yield from sexes(study)
    yield from arms(study)


# ------------------------------------------------------------------ sexes


def sexes(study: Study) -> Iterator[Check]:
    """Yield one verdict, on the first of the two, for each group whose men and women were both counted."""
    for group in (None, *study.arms):
        pair = _pair(study, group)
        if pair:
            verdict, reason = _sexes_judged(pair, group, study)
            told = tuple(it for f in pair for it in parts(f, "numerator" if f.numerator is not None else "value"))
            inputs = told if group else (*told, *cohort_input(study))
            yield Check(min(pair, key=lambda finding: finding.start).id, "sexes_sum", verdict, reason, inputs)


def sex(finding: Finding) -> str | None:
    """Return ``male`` or ``female`` when *finding* is about one of the two."""
    words = f"{finding.concept or ''} {finding.outcome}".replace("_", " ").lower()
    male, female = bool(MALE.search(words)), bool(FEMALE.search(words))
    return None if male == female else ("male" if male else "female")


def counted(finding: Finding) -> int | None:
    """Return how many patients the paper itself counted, or None."""
    if finding.operator != "=":
        return None
    if finding.numerator is not None:
        return finding.numerator
    whole = finding.measure == "count" and finding.value is not None and finding.value == int(finding.value)
    return int(finding.value) if whole and finding.value is not None else None


def _pair(study: Study, group: Arm | None) -> tuple[Finding, Finding] | None:
    """Return the one count of men and the one count of women of *group*; None when either is not single."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        which = sex(finding) if finding.category == "demographics" else None
        if which and finding.arm == (group.id if group else None) and counted(finding) is not None:
            found[which].append(finding)
    return (found["male"][0], found["female"][0]) if len(found["male"]) == len(found["female"]) == 1 else None


def _sexes_judged(pair: tuple[Finding, Finding], group: Arm | None, study: Study) -> tuple[Verdict, str]:
    men, women = counted(pair[0]) or 0, counted(pair[1]) or 0
    told = f"{men} men + {women} women = {men + women}"
    total, whole = _sexes_whole(pair, group, study)
    if total is None:
        return "unchecked", f"{told}; the number of patients is not known"
    if not group and study.cohort and study.cohort.how == "sum of sexes" and total == study.cohort.value:
        return "unchecked", f"{told}: the cohort was read as this sum"
    if men + women == total:
        return "consistent", f"{told}: {whole}"
    for arm in study.arms:
        if men + women == arm.n:
            return "consistent", f"{told}: the patients of {arm.name}"
    if is_told(men + women, study.document.text):
        return "consistent", f"{told}: a number the abstract prints elsewhere"
    if all(fits(finding, total) is False for finding in pair):
        return "unchecked", f"{told}, not {total}; neither percentage is one of {total}"
    smaller = pair[0].denominator_source == "subgroup" and not (study.cohort and total == study.cohort.value)
    if smaller or CLOSED.search(study.document.text) or PAIRS.search(study.document.text):
        return "unchecked", f"{told}, not {total}; others may not have been counted"
    if abs(men + women - total) > CLOSE_PARTS * total:
        return "unchecked", f"{told}, far from {total}: probably another group of patients"
    return "inconsistent", f"{told}, not {total} ({whole})"


def _sexes_whole(pair: tuple[Finding, Finding], group: Arm | None, study: Study) -> tuple[int | None, str]:
    everyone = study.cohort.value if study.cohort else None
    for finding in pair:
        narrower = finding.denominator_source == "stated" or finding.denominator != everyone
        if finding.denominator is not None and narrower and finding.denominator_source in ("stated", "subgroup"):
            return finding.denominator, finding.denominator_reason or "the denominator printed with them"
    if group and group.role != "whole":
        return group.n, f"the patients of {group.name}"
    return everyone, "the whole cohort"


# ------------------------------------------------------------------ arms


def arms(study: Study) -> Iterator[Check]:
    """Yield one verdict on whether the arms make up the cohort, on the finding that states the cohort."""
    groups = [arm for arm in study.arms if arm.role != "whole"]
    sizes = [arm.n for arm in groups if arm.n is not None]
    places = [arm.start for arm in groups if arm.start is not None]
    if study.cohort is None or len(sizes) < 2 or len(set(places)) < len(places):
        return  # one number read for two arms is at least one misreading
    verdict, reason = _arms_judged(groups, sizes, study.cohort, study)
    inputs = tuple(Input("arm", str(arm.n), arm.start, arm.end) for arm in groups if arm.n is not None)
    yield Check(_stated(study), "arms_sum", verdict, reason, (*cohort_input(study), *inputs))


def _arms_judged(groups: Sequence[Arm], sizes: Sequence[int], cohort: Cohort, study: Study) -> tuple[Verdict, str]:
    total = sum(sizes)
    told = f"{_added(sizes)} = {total}"
    if cohort.how == "sum of arms":
        return "unchecked", f"{told}: the cohort was read as this sum"
    if total == cohort.value:
        return "consistent", f"{told}: the arms make up the cohort"
    for some in _combinations(sizes):
        if sum(some) == cohort.value:
            made_up = f"{_added(some)} = {cohort.value}: these arms make up the cohort"
            return "consistent", f"{made_up}, the others lie within"
    if len(sizes) < len(groups):
        return "unchecked", f"{told}, not {cohort.value}; the size of another arm is not printed"
    if any(arm.role == "group" for arm in groups) and not _are_shared_out(groups, cohort, study):
        return "unchecked", f"{told}, not {cohort.value}; the groups may overlap or leave patients out"
    if is_told(total, study.document.text):
        return "consistent", f"{told}, a number the abstract prints; the others of {cohort.value} are not in an arm"
    if not _are_allocated(groups, cohort, study):
        return "unchecked", f"{told}, not {cohort.value}; the arms are counted as analysed"
    return _trial(told, total, cohort.value, study.document.text)


def _are_allocated(groups: Sequence[Arm], cohort: Cohort, study: Study) -> bool:
    """Return whether the sizes of the arms are told with the cohort, or as allocated: not the "of 256" of a result."""
    places = [arm.start for arm in groups if arm.start is not None]
    results = {at.start for finding in study.findings if (at := finding.spans.get("denominator"))}
    text = study.document.text
    for sentence in study.sentences:
        if any(sentence.start <= place < sentence.end for place in places):
            whole = sentence.start <= cohort.start < sentence.end
            if not whole and not ALLOCATED.search(text, sentence.start, sentence.end):
                return False
    return not results & set(places)


def _are_shared_out(groups: Sequence[Arm], cohort: Cohort, study: Study) -> bool:
    """Return whether one sentence shares the whole cohort out to the groups: of 104, 46 and 54 were randomised to."""
    text, places = study.document.text, (cohort.start, *(arm.start for arm in groups))
    for sentence in study.sentences:
        inside = all(place is not None and sentence.start <= place < sentence.end for place in places)
        if inside and ALLOCATED.search(text, sentence.start, sentence.end):
            return True
    return False


def _trial(told: str, total: int, cohort: int, text: str) -> tuple[Verdict, str]:
    """Return the verdict on an intervention and its control whose sizes do not make up the cohort."""
    if total == 2 * cohort:
        return "unchecked", f"{told}, twice {cohort}: the same patients may be in both arms"
    if LEFT_OUT.search(text):
        return "unchecked", f"{told}, not {cohort}; patients were left out or crossed over"
    if abs(total - cohort) > CLOSE_ARMS * cohort:
        return "unchecked", f"{told}, far from {cohort}: probably not all arms, or not of the whole cohort"
    return "inconsistent", f"{told}, not the {cohort} of the cohort: worth a look"


def _added(sizes: Sequence[int]) -> str:
    return " + ".join(str(size) for size in sizes)


def _combinations(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if len(sizes) <= MOST_ARMS:
        for length in range(len(sizes) - 1, 1, -1):
            yield from combinations(sizes, length)


def _stated(study: Study) -> str | None:
    """Return the id of the finding that prints the cohort's size."""
    sizes = (f for f in study.findings if f.category == "cohort_size" and f.arm is None)
    return next((f.id for f in sizes if study.cohort and f.value == study.cohort.value), None)
