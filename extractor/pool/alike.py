"""Which results of a plot may be pooled: one a study, and all of the same thing; in words what is left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractor.model import Arm, Finding
from extractor.pool.definition import SORTS, definition

LEAST = 2  # studies
NAMED = 2  # studies named for each of several meanings
Meaning = Mapping[str, str]  # as definition.py gives it
COMPARED = ("ratio", "difference")
SHARES = ("proportion", "count")
ALIKE_BY_CHANCE = 100  # patients; below them two studies may well count as many of as many
WIDEST = 0.9  # of a share: an interval that runs over more of the scale leaves nothing out


@dataclass(frozen=True, slots=True)
class Candidate:
    """One result of a plot, with what decides whether it may be pooled beside the others."""

    study: str  # its short name, the same for every result of the study
    finding: Finding
    arm: Arm | None = None  # None: the whole cohort
    text: str = ""  # of the document
    n: int | None = None  # the cohort's size
    of: str = "patients"  # what the cohort counts: patients, lesions, procedures
    unusable: str = ""  # why its numbers cannot be pooled at all: a median, no interval, no denominator
    derived: bool = False  # its count was computed
    flagged: bool = False  # a check found it wrong
    rejected: bool = False  # by a reviewer
    named: bool = True  # the rules have a name for its outcome; False: papers happen to use the same words


@dataclass(frozen=True, slots=True)
class Choice:
    """What is pooled of the candidates, by their places."""

    chosen: tuple[int, ...]
    left_out: Mapping[int, str]  # and why
    impossible: str = ""  # why there is nothing to pool, whatever the reader says
    refused: str = ""  # why it is not pooled unless the reader insists
    notes: tuple[str, ...] = ()  # what a reader should know of those that are pooled
    doubted: bool = False  # refused whichever of them are taken


def choose(
    candidates: Sequence[Candidate], *, arms: bool = False, flagged: bool = True, derived: bool = True
) -> Choice:
    """Return which of the results of one plot are pooled, and why the others, or all, are not.

    A study gives one result: of its whole cohort where there is one, never its arms added up. Results may only be
    pooled that mean the same; where the papers' own words differ, or the wholes, it is refused with the words.

    Args:
        candidates: Results measured one way at one time, in the order of the plot.
        arms: Whether each arm of a study without a result of its whole cohort counts as a study.
        flagged: Whether results that a check found wrong take part.
        derived: Whether results whose count was computed take part.
    """
    why = {place: reason for place, it in enumerate(candidates) if (reason := barred(it, flagged, derived))}
    by_study: defaultdict[str, list[int]] = defaultdict(list)
    for place, it in enumerate(candidates):
        if place not in why:
            by_study[it.study].append(place)
    chosen: list[int] = []
    for places in by_study.values():
        used, others = of_study(candidates, places, arms=arms)
        chosen += used
        why |= others
    why |= beside_wholes(candidates, chosen) if not arms else {}
    why |= told_twice(candidates, [place for place in sorted(chosen) if place not in why])
    chosen = [place for place in chosen if place not in why]
    pooled = [candidates[place] for place in sorted(chosen)]
    if len({(it.study, it.arm.id if it.arm else None) for it in pooled}) < LEAST:
        return Choice(tuple(sorted(chosen)), why, impossible=too_few(candidates, why))
    meanings = [definition(it.finding, it.text) for it in pooled]
    doubted = doubts(pooled)
    refused = "; ".join([*unlike(pooled, meanings), *doubted])
    return Choice(tuple(sorted(chosen)), why, "", refused, tuple(notes(pooled, meanings)), bool(doubted))


def barred(it: Candidate, flagged: bool, derived: bool) -> str:
    """Return why a result takes no part, whatever else its study reports; empty when it may."""
    if it.rejected:
        return "rejected by a reviewer"
    if it.unusable:
        return it.unusable
    if it.flagged and not flagged:
        return "a check found it wrong"
    return "its count is computed, not printed" if it.derived and not derived else ""


def of_study(candidates: Sequence[Candidate], places: Sequence[int], *, arms: bool) -> tuple[list[int], dict[int, str]]:
    """Return which of a study's results is used, and why its others are not."""
    whole = [place for place in places if candidates[place].arm is None]
    by_arm: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        if (arm := candidates[place].arm) is not None:
            by_arm[arm.id].append(place)
    if not whole and len(by_arm) > 1 and not arms:
        return [], dict.fromkeys(places, f"reported for {len(by_arm)} groups apart, which are not added up")
    groups = [whole] if whole else list(by_arm.values())
    used = [min(group, key=lambda place: rank(candidates[place])) for group in groups]
    others = {place: "another result of the same patients is used" for place in places if place not in used}
    if whole:
        others |= {place: "a group of a study whose whole is used" for place in places if candidates[place].arm}
    return used, others


def beside_wholes(candidates: Sequence[Candidate], chosen: Sequence[int]) -> dict[int, str]:
    """Return the results of one group that would stand beside those of whole studies, and why they do not."""
    groups = [place for place in chosen if not is_whole(candidates[place])]
    alone = len(groups) == len(chosen) or any(it.finding.measure in COMPARED for it in candidates)
    return {} if alone else dict.fromkeys(groups, "one group of its study, beside whole studies")


def is_whole(it: Candidate) -> bool:
    """Return whether a result is of the whole cohort, or of a group that is all of it."""
    return it.arm is None or (it.n is not None and it.n in (it.arm.n, it.finding.denominator))


def told_twice(candidates: Sequence[Candidate], chosen: Sequence[int]) -> dict[int, str]:
    """Return the results that count as many of as many patients as another study's, but the first of them."""
    first, found = dict[tuple[int, int], str](), dict[int, str]()
    for place in chosen:
        it, f = candidates[place], candidates[place].finding
        if f.numerator and f.denominator and f.numerator < f.denominator and f.denominator >= ALIKE_BY_CHANCE:
            known = first.setdefault((f.numerator, f.denominator), it.study)
            if known != it.study:
                found[place] = f"{f.numerator} of {f.denominator} as in {known}: one study told twice?"
    return found


def rank(it: Candidate) -> tuple[bool, bool, int, int]:
    """Return what makes a result stand for its study: of everyone, printed as a count, of the most, told first."""
    f = it.finding
    return f.denominator_source == "subgroup", it.derived, -(f.denominator or 0), f.start


def too_few(candidates: Sequence[Candidate], why: Mapping[int, str]) -> str:
    """Return why there is nothing to pool."""
    if candidates and all(it.finding.measure == "median" for it in candidates):
        return "medians are shown, never pooled"
    reasons = list(dict.fromkeys(why.values()))
    only = f": {reasons[0]}" if len(reasons) == 1 and len(why) > 1 else ""
    return f"fewer than two studies give numbers to pool{only}"


# ------------------------------------------------------------------ what must be the same


def unlike(pooled: Sequence[Candidate], meanings: Sequence[Meaning]) -> list[str]:
    """Return in which ways the results are not of the same thing; empty when nothing says so."""
    found = []
    for sort in SORTS:
        said = [(it, meaning[sort]) for it, meaning in zip(pooled, meanings, strict=True) if sort in meaning]
        if len({words for _, words in said}) > 1:
            found.append(f"the papers mean different things: {listed(said)}")
    wholes = [(it, it.of) for it in pooled if it.finding.measure in SHARES]
    if len({of for _, of in wholes}) > 1:
        found.append(f"shares of different things: {listed(wholes)}")
    parts = [(it, part_of(it)) for it in pooled if it.finding.denominator_source]
    if len({part for _, part in parts}) > 1:
        found.append(f"shares of different wholes: {listed(parts)}")
    return found


def doubts(pooled: Sequence[Candidate]) -> list[str]:
    """Return why results measured this way are not pooled unless the reader has looked, whichever they are."""
    found = []
    if any(it.finding.measure in COMPARED for it in pooled):
        found.append("what each compares with what is not read from the papers; see that it is the same everywhere")
    if not all(it.named for it in pooled):
        found.append("no rule knows this outcome: the papers use the same words, and may mean different things")
    shares = [it.finding for it in pooled if it.finding.measure in SHARES]
    if any(f.category == "survival" and f.time is None for f in shares):
        found.append("shares that survive, each at a time that is not read; see that it is the same everywhere")
    return found


def says_nothing(low: float, high: float) -> str:
    """Return why the estimate of a share is not shown, by its interval from 0 to 1; empty when it is."""
    ends = f"from {100 * low:.1f} to {100 * high:.1f}%"
    return f"the studies differ so much that it could be anything {ends}" if high - low > WIDEST else ""


def part_of(it: Candidate) -> str:
    """Return whether a share is one of the whole cohort (or of those seen again), or of some of them."""
    f = it.finding
    followed = any(word in (f.denominator_reason or "") for word in ("follow", "evaluable", "assess", "available"))
    some_only = f.denominator_source == "subgroup" and f.denominator != it.n and not followed
    return "some of the patients" if some_only else "everyone"


def listed(said: Sequence[tuple[Candidate, str]]) -> str:
    """Return ``over 98% (Abe 2011, Bell 2014 and 2 more), over 90% (Cho 2016)``; what most mean comes first."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for it, words in said:
        if it.study not in names[words]:
            names[words].append(it.study)
    most = sorted(names.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return ", ".join(f"{words} ({some(studies)})" for words, studies in most)


def some(studies: Sequence[str]) -> str:
    """Return two of the names and how many more there are."""
    more = len(studies) - NAMED
    return ", ".join(studies[:NAMED]) + (f" and {more} more" if more > 0 else "")


def notes(pooled: Sequence[Candidate], meanings: Sequence[Meaning]) -> list[str]:
    """Return what a reader should know of results that are pooled."""
    found, k = list[str](), len(pooled)
    for sort in SORTS:
        meant = [meaning[sort] for meaning in meanings if sort in meaning]
        if len(set(meant)) == 1 and len(meant) < k:
            found.append(f"“{meant[0]}” is said by {len(meant)} of {k}")
    for many, words in (
        (sum(it.derived for it in pooled), "counts computed from a percentage"),
        (sum(it.finding.denominator_source == "cohort" for it in pooled), "shares read against the whole cohort"),
        (sum(it.flagged for it in pooled), "results that a check found wrong"),
        (sum(it.arm is not None for it in pooled), "results of a group, not of the whole study"),
    ):
        if many:
            found.append(f"{words}: {many} of {k}")
    return found
