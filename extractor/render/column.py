"""Which columns the evidence table has: an outcome, measured one way, at one time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.link.outcome.own_name import own_name
from extractor.model import CATEGORIES, MEASURES, Concept, Finding, Time
from extractor.render.cell import HOURS, SHARES, unit_of, unit_text
from extractor.render.paper import Paper

# what a clinician asks, in the order of asking: category -> group
GROUPS = {
    "cohort_size": "Patients", "demographics": "Patients", "presentation": "Presentation",
    "intervention": "Intervention", "operative": "Operation", "resection_extent": "Resection", "pain": "Pain",
    "functional_outcome": "Function", "quality_of_life": "Quality of life", "complication": "Complications",
    "mortality": "Mortality", "local_control": "Control", "survival": "Survival",
    "prognostic_factor": "Prognosis", "follow_up": "Follow-up", "other": "Other",
}  # fmt: skip
OWN_WORDS = "In the papers’ words"
ORDER = {group: place for place, group in enumerate(dict.fromkeys([*GROUPS.values(), OWN_WORDS]))}
# how soon a reader misses a column: results before the description of the patients
WEIGHT = {"Patients": 0.6, "Presentation": 0.6, "Intervention": 0.5, "Operation": 0.6, "Follow-up": 0.5}
WEIGHT |= {"Prognosis": 0.3, "Other": 0.4, OWN_WORDS: 0.2}
# few series tell it, and it is what a surgeon opens the table for
LOOKED_FOR = {"gross_total_resection": 2.5}
RATES = frozenset({"survival", "local_control", "mortality"})  # "2-year survival", not "survival at 2 years"
NO_NAMES = frozenset([*MEASURES, *(name.replace("_", " ") for name in (*MEASURES, *CATEGORIES))])
MOST_SHOWN = 8
LEAST_SHARE = 0.03  # of the studies, to stand in the table unasked; two of them at least, where there are more
CROWDING = 0.25  # taken off for each column its group already shows
REACH = 0.6  # added for the share of studies that no result shown so far speaks of


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two results comparable enough to stand in one column."""

    outcome: str  # a concept's id, or "~" and the own name of what the papers call it
    kind: str  # "share", "centre", "difference", or a ratio's name
    dimension: str = ""  # of a centre: "time", or its unit
    days: Decimal | None = None  # the time point


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the evidence table."""

    key: Key
    id: str  # safe in HTML attributes; the same in every run over the same outcomes
    group: str
    label: str
    sub: str  # unit, time, or ""
    timeless: tuple[str, str]  # label and sub of the outcome at whatever time
    way: str  # how it was measured, said beside its outcome: "at 2 years", "median, months"
    unit: str | None  # of a centre, as unit_of spells it
    mixed: bool  # means and medians stand side by side
    reported_by: frozenset[str]  # the studies, by their file's stem
    known_as: frozenset[str] = frozenset()  # own names of the outcome's label and synonyms

    @property
    def studies(self) -> int:
        """How many studies report it."""
        return len(self.reported_by)

    def own_wording(self, finding: Finding) -> bool:
        """Whether a paper calls the outcome by words that the vocabulary does not have for it: "solid fusion"."""
        name = own_name(own_words(finding))
        return bool(name and self.known_as) and name not in self.known_as


def key_of(finding: Finding, known: Mapping[str, Concept]) -> Key | None:
    """Return the column a finding belongs in; None for what is no result to compare.

    The cohort's size has its own place beside the study's name; a p-value alone compares nothing.
    """
    if finding.category == "cohort_size" or finding.measure == "p_value":
        return None
    outcome = finding.concept if finding.concept in known else "~" + own_name(own_words(finding))
    if outcome is None or outcome == "~":
        return None
    days = days_of(finding.time)
    if finding.measure in SHARES and unit_of(finding) not in HOURS:
        return Key(outcome, "share", days=days)
    if finding.measure == "ratio":
        return Key(outcome, finding.unit or "ratio", days=days)
    unit = unit_of(finding)
    return Key(
        outcome,
        "difference" if finding.measure == "difference" else "centre",
        "time" if unit in HOURS else (unit or ""),
        days,
    )


def own_words(finding: Finding) -> str:
    """Return what the paper calls the outcome; empty where it named none and the measure's name stands in."""
    words = " ".join(finding.outcome.split())
    return "" if words.casefold() in NO_NAMES else words


def days_of(time: Time | None) -> Decimal | None:
    """Return a time point so that 12 months and 1 year are one column; a month counts 30 days, a year 12 months."""
    per = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7), "month": Decimal(30), "year": Decimal(360)}
    unit = time.unit.rstrip("s") if time else ""
    return (time.value * per[unit]).normalize() if time and unit in per else None


def columns(papers: Sequence[Paper], concepts: Sequence[Concept]) -> tuple[Column, ...]:
    """Return every column the studies fill, grouped in a clinician's order, the most reported first in its group.

    An outcome without a concept makes a column only where two studies say the same of it, in whatever form.
    """
    known = {c.id: c for c in concepts}
    found: defaultdict[Key, list[Finding]] = defaultdict(list)
    reports: defaultdict[Key, set[str]] = defaultdict(set)
    for paper in papers:
        for finding in paper.study.findings:
            if key := key_of(finding, known):
                found[key].append(finding)
                reports[key].add(paper.stem)
    made = [
        column(key, findings, known, frozenset(reports[key]))
        for key, findings in found.items()
        if not key.outcome.startswith("~") or len(reports[key]) > 1
    ]
    most = Counter[str]()
    for each in made:
        most[each.key.outcome] = max(most[each.key.outcome], each.studies)
    return tuple(
        sorted(made, key=lambda c: (ORDER[c.group], -most[c.key.outcome], c.key.outcome, order_within(c.key), c.id))
    )


def order_within(key: Key) -> tuple[int, Decimal]:
    """Return the place of a column among those of its outcome: shares by time, then centres, then the rest."""
    kinds = {"share": 0, "centre": 1, "difference": 2}
    return kinds.get(key.kind, 3), key.days if key.days is not None else Decimal(-1)


def column(key: Key, findings: Sequence[Finding], known: Mapping[str, Concept], studies: frozenset[str]) -> Column:
    """Return the column of *key*, named after what stands in it."""
    own = key.outcome.startswith("~")
    concept = None if own else known[key.outcome]
    category = concept.category if concept else findings[0].category
    units = Counter(unit_of(f) for f in findings)
    unit = min(units, key=lambda u: (-units[u], u or "")) if key.kind in ("centre", "difference") else None
    centres = {f.measure for f in findings} & {"mean", "median"}
    called = concept.label if concept else findings[0].outcome
    label, sub = named(called, key, category, unit, centres)
    timeless = named(called, replace(key, days=None), category, unit, centres)
    parts = [key.outcome, key.kind, key.dimension, "" if key.days is None else format(key.days, "f")]
    group = OWN_WORDS if own else GROUPS.get(category, "Other")
    way = way_of(key, unit, centres)
    return Column(
        key, ".".join(parts).rstrip("."), group, label, sub, timeless, way, unit, len(centres) > 1, studies,
        frozenset(own_name(name) for name in (concept.label, *concept.synonyms)) if concept else frozenset(),
    )  # fmt: skip


def way_of(key: Key, unit: str | None, centres: set[str]) -> str:
    """Return how the outcome of a column was measured, in a few words."""
    when = f"at {time_text(key.days)}" if key.days is not None else ""
    if key.kind == "share":
        return when or "share"
    kind = " or ".join(sorted(centres)) if key.kind == "centre" else key.kind
    return ", ".join(filter(None, [kind, unit_text(unit), when])) or "value"


def named(label: str, key: Key, category: str, unit: str | None, centres: set[str]) -> tuple[str, str]:
    """Return a column's name and the line below it."""
    label = label[:1].upper() + label[1:]
    when = time_text(key.days)
    if key.kind == "share":
        at_time = when.replace(" ", "-").removesuffix("s")
        if when and at_time.casefold() in label.casefold():
            return label, ""
        if when and category in RATES:
            return f"{at_time} {lowered(label)}", ""
        return label, f"at {when}" if when else ""
    at = f", {when}" if when else ""
    if key.kind != "centre":
        return label, f"{'mean difference' if key.kind == 'difference' else key.kind}{at}"
    if len(centres) == 1 and not label.casefold().startswith(tuple(centres)):
        label = f"{next(iter(centres)).capitalize()} {lowered(label)}"
    return label, f"{unit_text(unit)}{at}".lstrip(", ")


def lowered(label: str) -> str:
    """Return a label as it stands inside a phrase; abbreviations keep their capitals.

    >>> lowered("Overall survival"), lowered("VAS score")
    ('overall survival', 'VAS score')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def time_text(days: Decimal | None) -> str:
    """Return a time point in words: ``2 years``, ``30 days``, ``18 months``.

    >>> time_text(Decimal(720)), time_text(Decimal(30)), time_text(Decimal(42))
    ('2 years', '30 days', '6 weeks')
    """
    if days is None:
        return ""
    for unit, length in (("year", 360), ("month", 30), ("week", 7), ("day", 1)):
        if days % length == 0 and (unit != "month" or days > 30):
            count = days / length
            return f"{format(count.normalize(), 'f')} {unit}{'' if count == 1 else 's'}"
    return f"{format(round(days, 1).normalize(), 'f')} days"


def shown(every: Sequence[Column], studies: int) -> tuple[Column, ...]:
    """Return the columns to show unasked: the most reported, few of one group, and something of every study.

    One after the other, the column that adds most: a reader forgives a missing column sooner than a line of dots.
    """
    least = max(min(2, studies - 1), studies * LEAST_SHARE)
    left = [c for c in every if c.studies >= least and c.group != OWN_WORDS]
    taken: Counter[str] = Counter()
    told: set[str] = set()  # studies with some result, not only a description of their patients

    def gain(column: Column) -> float:
        new = len(column.reported_by - told)
        weight = WEIGHT.get(column.group, 1.0) * LOOKED_FOR.get(column.key.outcome, 1.0)
        reach = REACH * new if weight == 1.0 else 0.0
        return (column.studies * weight + reach) / studies - CROWDING * taken[column.group]

    chosen: list[Column] = []
    while left and len(chosen) < MOST_SHOWN:
        best = max(left, key=gain)
        left.remove(best)
        chosen.append(best)
        taken[best.group] += 1
        if best.group not in WEIGHT:
            told |= best.reported_by
    return tuple(c for c in every if c in chosen)
