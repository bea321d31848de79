"""Name the smallest set of statements that cannot all hold, and the one wrong digit that would explain it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.check.algebra.facts import facts
from extractor.check.algebra.narrow import narrow
from extractor.check.algebra.statement import Fact
from extractor.check.wording import listed
from extractor.model import Check, Input, Study

MOST = 3  # contradictions named among statements that hang together
SEVERAL = 3  # up to so many different mends are named


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of which no one can be left out without the rest becoming possible, and what would mend them."""

    facts: tuple[Fact, ...]
    slips: tuple[tuple[Fact, str], ...] = ()  # a printed number and what it was probably meant to be


def conflicts(known: Sequence[Fact]) -> tuple[Conflict, ...]:
    """Return the contradictions among *known*, each as small as it gets, with their likely slips.

    Statements that share no unknown cannot contradict each other, so each cluster is looked at by itself: a whole
    article with hundreds of shares costs no more than its clusters do.
    """
    found: list[Conflict] = []
    for cluster in clusters(known):
        rest, cores = cluster, list[tuple[Fact, ...]]()
        while len(cores) < MOST and narrow(rest) is None:
            core = smallest(rest)
            cores.append(core)
            rest = [fact for fact in rest if fact not in core]
        agreed = rest if narrow(rest) is not None else []
        found += [Conflict(core, slips(core, [*agreed, *core])) for core in cores]
    return tuple(found)


def clusters(known: Sequence[Fact]) -> list[list[Fact]]:
    """Return *known* in groups that share no unknown with each other."""
    heads: dict[str, str] = {}  # each unknown, and another of its group; the head of a group names itself

    def head(name: str) -> str:
        while heads.setdefault(name, name) != name:
            name = heads[name]
        return name

    for fact in known:
        for name in fact.names:
            heads[head(name)] = head(fact.names[0])
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in known:
        groups[head(fact.names[0])].append(fact)
    return list(groups.values())


def smallest(known: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return a set of facts that cannot all hold and of which every one is needed for that.

    Deletion: whatever can be left out without the contradiction going away is left out. Percentages go first and the
    size of the cohort last, so that what remains is told with the numbers a reader looks for.
    """
    core = list(known)
    for fact in sorted(known, key=_weight):
        without = [other for other in core if other is not fact]
        if narrow(without) is None:
            core = without
    return tuple(core)


def _weight(fact: Fact) -> int:
    return 3 if fact.names == ("n",) else ("share", "sum", "is").index(fact.kind)


def slips(core: Sequence[Fact], known: Sequence[Fact]) -> tuple[tuple[Fact, str], ...]:
    """Return the numbers of *core* that one other digit, or two digits swapped, would reconcile with everything known.

    Nothing is returned when more than a few would do: then no guess is better than another.
    """
    mends = []
    for fact in core:
        if fact.printed is None or fact.value is None:
            continue
        for other in neighbours(str(fact.value)):
            mended = [replace(it, value=Decimal(other)) if it is fact else it for it in known]
            if narrow(mended) is not None:
                mends.append((fact, other))
    return tuple(mends) if len(mends) <= SEVERAL else ()


def neighbours(printed: str) -> Iterator[str]:
    """Yield every number that one wrong digit, or two neighbouring digits swapped, turns into *printed*.

    >>> [other for other in neighbours("27.4") if sorted(other) == sorted("27.4")]
    ['72.4', '24.7']
    """
    digits = [place for place, character in enumerate(printed) if character.isdigit()]
    for place, after in zip(digits, [*digits[1:], None], strict=True):
        others = [(place, digit) for digit in "0123456789" if digit != printed[place]]
        mended = [_with(printed, change) for change in others]
        if after is not None and printed[after] != printed[place]:
            mended.append(_with(printed, (place, printed[after]), (after, printed[place])))
        yield from (other for other in mended if not re.match(r"0\d", other))


def _with(printed: str, *changes: tuple[int, str]) -> str:
    """Return *printed* with other characters at some places."""
    characters = list(printed)
    for place, character in changes:
        characters[place] = character
    return "".join(characters)


# ------------------------------------------------------------------ as verdicts


def with_conflicts(study: Study, checks: Sequence[Check]) -> list[Check]:
    """Return *checks* with the likely slip added to a verdict on the same numbers, or else a verdict of its own."""
    result = list(checks)
    for conflict in conflicts(facts(study, checks)):
        wrong = [n for n, check in enumerate(result) if check.verdict == "inconsistent" and _speaks_of(check, conflict)]
        if not wrong:
            result.append(_verdict(conflict))
        for number in wrong[:1]:
            check = result[number]
            result[number] = replace(check, reason=f"{check.reason}{mend(conflict)}", inputs=_inputs(check, conflict))
    return result


def _speaks_of(check: Check, conflict: Conflict) -> bool:
    """Return whether a verdict is on a result of the contradiction, or compares two of its numbers."""
    places = {(it.start, it.end) for it in _printed(conflict)} - {(None, None)}
    shared = len(places & {(it.start, it.end) for it in check.inputs})
    return (check.finding is not None and check.finding in {fact.finding for fact in conflict.facts}) or shared > 1


def _verdict(conflict: Conflict) -> Check:
    told = listed([fact.says for fact in conflict.facts if fact.printed])
    why = "; ".join(fact.says for fact in conflict.facts if not fact.printed)
    reason = f"these cannot all hold: {told}" + (f" ({why})" if why else "") + mend(conflict)
    likely = [fact for fact, _ in conflict.slips] or conflict.facts
    finding = next((fact.finding for fact in likely if fact.finding), None)
    return Check(finding, "numbers_together", "inconsistent", reason, _printed(conflict))


def mend(conflict: Conflict) -> str:
    """Return ``. Likely 55.8 for 56.8``, or nothing when no single digit explains the contradiction."""
    if not conflict.slips:
        return ""
    swapped = [sorted(other) == sorted(str(fact.value)) for fact, other in conflict.slips]
    named = listed([f"{other} for {fact.value}" for fact, other in conflict.slips], "or")
    if len(conflict.slips) == 1:
        return f". Likely {named}: {'two digits swapped' if swapped[0] else 'one digit'}"
    return f". {'One slip' if any(swapped) else 'One digit'} would mend it: {named}"


def _inputs(check: Check, conflict: Conflict) -> tuple[Input, ...]:
    """Return the inputs of *check* and those the contradiction rests on besides, each place once."""
    places = {(it.start, it.end) for it in check.inputs if it.start is not None}
    return (*check.inputs, *(it for it in _printed(conflict) if (it.start, it.end) not in places))


def _printed(conflict: Conflict) -> tuple[Input, ...]:
    return tuple(fact.printed for fact in conflict.facts if fact.printed)
