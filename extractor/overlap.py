"""Name pairs of studies that may share patients: the same people or hospital, the same years, one subject.

A meta-analysis that counts a patient twice is wrong, and only a reader of both papers can say. So these are flagged
and never merged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from extractor.model import Overlap
from extractor.render.names import family

SHARED = 2  # authors in common
MANY = 200  # studies of one author or hospital; more are namesakes
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CENTRE = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][\w'’-]+)\s+(?:(?:of|and|for|the|de|di)\s+)*){1,5}"
    r"(?:Hospital|University|Institute|Clinic|Infirmary|(?:Medical|Cancer|Spine|Trauma)\s+Cent(?:er|re))"
    r"(?:\s+of\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)?)"
)
# bodies that collect data or publish scales
NO_CENTRE = re.compile(r"(?:the\s+)?(?:national|american|european|world|royal|international)\b.*institute.*", re.I)
COMMON = re.compile(
    r"(?:the|our|a|university|general|tertiary|referral|teaching|district|regional|academic|\s)+hospital"
)


@dataclass(frozen=True, slots=True)
class Cohort:
    """What tells whose patients a study is about."""

    name: str
    n: int
    first: int  # years of recruitment
    last: int
    authors: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()  # conditions and interventions


def overlaps(cohorts: Iterable[Cohort]) -> tuple[Overlap, ...]:
    """Return the pairs that may share patients, each with the reason, by name."""
    known = {cohort.name: cohort for cohort in cohorts}
    found = []
    for one, other in sorted(_candidates(known.values())):
        if reason := _reason(known[one], known[other]):
            found.append(Overlap(one, other, reason))
    return tuple(found)


def author_key(author: str) -> str:
    """Return family name and first initial: "Li W", "Li, Wei" and "Wei Li" are one.

    >>> author_key("Li W"), author_key("Li, Wei"), author_key("Wei Li")
    ('li w', 'li w', 'li w')
    """
    name = family(author)
    rest = author.replace(name, " ", 1)
    initial = re.search(r"[^\W\d_]", rest)
    plain = unicodedata.normalize("NFKD", f"{name} {initial.group() if initial else ''}").casefold()
    return re.sub(r"[^a-z ]", "", plain).strip()


def centres(text: str) -> frozenset[str]:
    """Return the hospitals and universities that *text* names, in small letters.

    >>> sorted(centres("Treated at Invented University Hospital and at a tertiary hospital."))
    ['invented university hospital']
    """
    found = {" ".join(match["name"].split()).casefold().removeprefix("the ") for match in CENTRE.finditer(text)}
    return frozenset(it for it in found if not NO_CENTRE.fullmatch(it) and not COMMON.fullmatch(it))


def period(years: Iterable[str], published: int | None) -> tuple[int, int] | None:
    """Return the first and last year of recruitment, of years printed in the text ("2003-2010"), or None."""
    found = [int(year) for printed in years for year in YEAR.findall(printed)]
    found = [year for year in found if published is None or year <= published]
    return (min(found), max(found)) if found else None


def _candidates(cohorts: Iterable[Cohort]) -> set[tuple[str, str]]:
    """Return the pairs that share two authors or a hospital."""
    by_author: defaultdict[str, list[str]] = defaultdict(list)
    by_centre: defaultdict[str, list[str]] = defaultdict(list)
    for cohort in cohorts:
        for author in cohort.authors:
            by_author[author].append(cohort.name)
        for centre in cohort.centres:
            by_centre[centre].append(cohort.name)
    shared: defaultdict[tuple[str, str], int] = defaultdict(int)
    for pair in _pairs(by_author.values()):
        shared[pair] += 1
    return {pair for pair, times in shared.items() if times >= SHARED} | set(_pairs(by_centre.values()))


def _pairs(groups: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for names in groups:
        if len(names) <= MANY:
            yield from combinations(sorted(names), 2)


def _reason(one: Cohort, other: Cohort) -> str:
    """Return why the two may share patients, or "" when their years or subjects say that they do not."""
    if one.last < other.first or other.last < one.first:
        return ""
    if one.subjects and other.subjects and not one.subjects & other.subjects:
        return ""
    authors = len(one.authors & other.authors)
    who = [f"{authors} authors in common"] if authors >= SHARED else []
    who += sorted(one.centres & other.centres)[:1]
    small, large = sorted((one, other), key=lambda it: (it.n, it.name))
    nested = large.first <= small.first and small.last <= large.last and small.n < large.n
    how = f"the {small.n} may be among the {large.n}" if nested else f"{one.n} and {other.n} patients"
    return f"{', '.join(who)}; recruited {_years(one)} and {_years(other)}; {how}"


def _years(cohort: Cohort) -> str:
    return f"{cohort.first}" if cohort.first == cohort.last else f"{cohort.first}–{cohort.last}"
