"""How many patients the study is about: of all the numbers of people, the one the abstract says it with."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extractor.link.arms.group import Group
from extractor.link.cohort.shares import whole_of
from extractor.link.cohort.sums import Sum, sums
from extractor.link.cohort.weight import weight
from extractor.model import Cohort, Part, Quantity, Sentence

LEAST = 2.0  # below this a number of people hardly looks like a cohort, and one of lesions is tried
UNLIKELY = -1.5  # a number of people that is worth more is taken when there is no other
FEW = 4  # fewer people are a cohort only where the abstract says so plainly
SURE = 2.5  # from here on a sum of parts does not replace a number


def size_of(q: Quantity) -> Part:
    """Return the number of people a quantity counts: ``31 of 322 eligible women``, ``31 patients``."""
    return q.parts.get("numerator") or q.parts["value"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be the size of the cohort."""

    worth: float
    size: int
    quantity: Quantity

    @property
    def part(self) -> Part:
        """Where the size is printed."""
        return size_of(self.quantity)

    @property
    def is_of_things(self) -> bool:
        """Whether it counts lesions or procedures instead of people."""
        return self.quantity.rule == "count-of-things"


def cohort(
    text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], groups: Sequence[Group]
) -> Cohort | None:
    """Return the size of the cohort and where it is printed, or None when the abstract does not say.

    The stated total wins; arms or sexes that were counted one by one are added up when nothing else is said.
    """
    totals = sums(text, sentences, quantities, groups)
    everyone = candidates(text, sentences, quantities)
    people = [c for c in everyone if not c.is_of_things]
    if not people or max(c.worth for c in people) < LEAST:
        people = everyone
    people = [c for c in people if c.worth > 0 and c.size >= FEW] or [c for c in people if hardly(c)]
    whole = whole_of(quantities)
    if whole is not None and not totals and max((c.worth for c in people), default=0.0) < LEAST:
        return whole
    if not people:
        return totals[0].cohort if totals else None
    titles = [s for s in sentences if s.section == "title"]
    entitled = {c.size for c in everyone if any(s.start <= c.quantity.start < s.end for s in titles)}
    best = likeliest(people, totals, entitled)
    part, noun = best.part, best.quantity.noun
    for total in totals:
        only_a_part = part.start in total.parts or best.worth < SURE or best.is_of_things
        if total.cohort.value > best.size and only_a_part:
            return total.cohort
    return Cohort(best.size, part.start, part.end, "stated", "patients" if noun is None else noun.lower())


def hardly(c: Candidate) -> bool:
    """Say whether a candidate is taken when nothing better is told: a few people, surely so, or many, perhaps."""
    return c.worth > SURE if c.size < FEW else c.worth > UNLIKELY and c.quantity.rule == "count-of-people"


def candidates(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[Candidate]:
    """Return the numbers that may be the size of the cohort, in the order of the text."""
    found: list[Candidate] = []
    for q in quantities:
        if q.measure != "count" and "numerator" not in q.parts:
            continue
        value = size_of(q).value
        if value is None or value <= 1:
            continue
        sentence = next((s for s in sentences if s.start <= q.start < s.end), None)
        if sentence is None or sentence.section in ("furniture", "duplicate"):
            continue
        worth = weight(text, sentence, q)
        if worth is not None:
            found.append(Candidate(worth, int(value), q))
    return found


def likeliest(people: Sequence[Candidate], totals: Sequence[Sum], entitled: Set[int]) -> Candidate:
    """Return the candidate of the highest worth; the largest number and one that is a sum of parts count for more.

    Args:
        entitled: The numbers that the title prints.
    """
    largest = max(c.size for c in people)
    added_up = {total.cohort.value for total in totals}

    def rank(c: Candidate) -> tuple[float, int]:
        """Return the worth with its extras; of equals the one told first."""
        extras = 1.5 * (c.size == largest) + 2.0 * (c.size in added_up) + 2.0 * (c.size in entitled)
        return c.worth + extras, -c.quantity.start

    return max(people, key=rank)
