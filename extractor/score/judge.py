"""Lay what was reported beside the gold: what was found, missed, made up, put in a wrong row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.score.alike import alike, kind, number, numbers
from extractor.score.gold import GoldFinding, GoldStudy
from extractor.score.place import Place, overlap, places

Reported = Mapping[str, Any]  # a finding of the export record
NOTHING: Mapping[str, Any] = {"text": "", "n": None, "arms": [], "findings": []}


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold finding and what was reported for it.

    ``found`` is None when nothing was; ``arm`` is None when the gold names no arm, and then any will do.
    """

    gold: GoldFinding
    found: Reported | None = None
    kind: bool = False
    outcome: bool = False
    arm: bool | None = None
    details: bool = False  # every companion number: n/N, spread, interval, time, p

    @property
    def row(self) -> bool:
        """Whether value, kind, outcome and arm are all right."""
        return self.found is not None and self.kind and self.outcome and self.arm is not False


@dataclass(frozen=True, slots=True)
class JudgedStudy:
    """What became of one document; ``n`` is None when the gold gives no cohort size."""

    name: str
    read: bool  # whether there is a record of it
    n: bool | None
    findings: tuple[Judged, ...]
    false: tuple[Reported, ...]
    arms: Mapping[str, str]  # the reported arms' names by id


def judge(gold: GoldStudy, record: Mapping[str, Any] | None) -> JudgedStudy:
    """Return what became of a gold study; each reported finding answers for one gold finding at most."""
    said = record or NOTHING
    arms = {arm["id"]: str(arm.get("name") or "") for arm in said.get("arms", [])}
    reported = [*said["findings"]]
    sizes = list(_sizes(said, reported))
    offered = reported + sizes
    used: set[int] = set()
    judged = []
    # what may be left out chooses last
    for finding in sorted(gold.findings, key=lambda it: it.implicit):
        at = _best(finding, offered, used, places(said["text"], finding))
        if at is not None:
            used.add(at)
        if not finding.implicit:
            sized = at is not None and at >= len(reported)
            judged.append(_judged(finding, None if at is None else offered[at], arms, sized=sized))
    false = [it for at, it in enumerate(reported) if at not in used and not _told_twice(it, offered, used)]
    n = None if gold.n is None else number((said.get("n") or {}).get("value")) == number(gold.n)
    return JudgedStudy(gold.name, record is not None, n, tuple(judged), tuple(false), arms)


def _sizes(said: Mapping[str, Any], reported: Sequence[Reported]) -> Iterator[Reported]:
    """Yield the sizes of cohort and arms as findings, for records that do not list them as such."""
    taken = [_place(it) for it in reported]
    n = said.get("n")
    named = [{"name": "cohort", "n": n["value"], "start": n["start"], "end": n["end"]}] if n else []
    for arm in [*named, *said.get("arms", [])]:
        place = [arm.get("start"), arm.get("end")]
        if arm.get("n") is None or place[0] is None or any(overlap(it, place) for it in taken):
            continue
        taken.append(place)
        yield {
            "measure": "count",
            "outcome": f"{arm.get('name')} size",
            "category": "cohort_size",
            "value": arm["n"],
            "spans": {"value": place},
            "arm": None,
        }


def _best(gold: GoldFinding, offered: Sequence[Reported], used: set[int], where: Sequence[Place]) -> int | None:
    """Return which reported finding answers for *gold*: of those with its value the nearest to what it says."""
    fitting = []
    for at, found in enumerate(offered):
        if at in used or not _same_value(gold, found):
            continue
        here = any(overlap(_place(found), place) for place in where)
        kinds, named = _same_kind(gold, found), alike(_outcome(found), gold.outcome)
        # a fact that the abstract tells elsewhere as well may be reported from there
        if here or (kinds and (named or _both_sizes(gold, found))):
            fitting.append(((here, kinds, named), -at))
    return -max(fitting)[1] if fitting else None


def _judged(gold: GoldFinding, found: Reported | None, arms: Mapping[str, str], *, sized: bool) -> Judged:
    if found is None:
        return Judged(gold)
    concept = str(found.get("concept") or "").replace("_", " ")
    named = alike(_outcome(found), gold.outcome) or alike(concept, gold.outcome) or _both_sizes(gold, found)
    arm = sized or alike(arms.get(found.get("arm") or "", ""), gold.arm) if gold.arm else None
    return Judged(gold, found, _same_kind(gold, found), named, arm, _details(gold, found))


def _details(gold: GoldFinding, found: Reported) -> bool:
    """Return whether every companion number that the gold states is reported, and right."""
    ci, time, p = (found.get(key) or {} for key in ("ci", "time", "p"))
    # "±" is right under whichever name the reader may take it for
    spread = next((found[key] for key in ("plus_minus", "sd", "se") if found.get(key) is not None), None)
    pairs = [
        *((getattr(gold, key), found.get(key)) for key in ("numerator", "denominator", "sd", "se")),
        (gold.plus_minus, spread),
        (gold.time, time.get("value")),
        (gold.p if gold.kind != "p_value" else None, p.get("value")),
    ]
    lists = [
        (gold.range, found.get("range")),
        (gold.iqr, found.get("iqr")),
        (gold.ci, [ci.get("low"), ci.get("high")]),
    ]
    return all(want is None or number(want) == number(got) for want, got in pairs) and all(
        want is None or numbers(want) == numbers(got) for want, got in lists
    )


def _told_twice(found: Reported, offered: Sequence[Reported], used: set[int]) -> bool:
    """Return whether a finding repeats one that was right: no false alarm."""
    return any(
        number(found.get("value")) == number(offered[at].get("value"))
        and kind(found.get("measure", "")) == kind(offered[at].get("measure", ""))
        and alike(_outcome(found), _outcome(offered[at]))
        for at in used
    )


def _same_value(gold: GoldFinding, found: Reported) -> bool:
    value = number(gold.value)
    if value is None:
        return numbers(found.get("range")) == numbers(gold.range)
    return number(found.get("value")) == value


def _same_kind(gold: GoldFinding, found: Reported) -> bool:
    return kind(found.get("measure", "")) == kind(gold.kind)


def _both_sizes(gold: GoldFinding, found: Reported) -> bool:
    return gold.category == "cohort_size" == found.get("category")


def _outcome(found: Reported) -> str:
    return str(found.get("outcome") or "")


def _place(found: Reported) -> object:
    return (found.get("spans") or {}).get("value")
