"""Tell which documents are one study, and which studies may share patients.

The same paper comes as a PDF, from PubMed and in a colleague's RIS file. Documents with one DOI or one PubMed number
are one study; so are those with the same title that do not contradict each other in year, first author or number.
Studies that may overlap are named to the reader and never merged.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractor.model import Merge
from extractor.render.names import family

# formats whose title and abstract somebody typed into fields; of the others we found them ourselves
PAGES = ("pdf", "txt", "docx", "html")
ORDER = ("html", "docx", "txt", "pdf")  # among those, the one with the least guesswork first
SHORT_TITLE = 25  # letters; "Spinal meningiomas" is the title of many papers
NEARLY = 0.9  # of the longest abstract: a copyright line more is no better text
MANY = 50  # documents with one key; more have it by mistake
ALIKE = 0.5  # of the words of two titles, below which they are of two papers


@dataclass(frozen=True, slots=True)
class Card:
    """A document as a catalogue knows it."""

    name: str
    format: str
    length: int  # characters of its abstract
    title: str | None = None
    year: int | None = None
    author: str | None = None  # the first
    doi: str | None = None
    pmid: str | None = None


def merges(cards: Iterable[Card]) -> dict[str, Merge]:
    """Return, for each document that is another reading of a study, the document that leads it, and why.

    The order of *cards* does not matter.
    """
    known = {card.name: card for card in sorted(cards, key=lambda card: card.name)}
    groups = _Groups(known)
    for why, key in (("doi", _doi), ("pmid", _pmid)):
        for one, other in _pairs(known.values(), key):
            if not _are_two(one, other):
                groups.join(one, other, why)
    for one, other in _pairs(known.values(), lambda card: title_key(card.title)):
        if _may_be_one(one, other) and not groups.contradict(one, other):
            groups.join(one, other, "title")
    return groups.merges()


class _Groups:
    """Documents joined to studies; each group is called by one of its members."""

    def __init__(self, cards: Mapping[str, Card]) -> None:
        self._cards = cards
        self._group = {name: [name] for name in cards}  # shared by its members
        self._why: dict[str, str] = {}  # the surest reason to be where it is

    def join(self, one: Card, other: Card, why: str) -> None:
        for card in (one, other):
            self._why.setdefault(card.name, why)
        left, right = self._group[one.name], self._group[other.name]
        if left is not right:
            left += right
            for name in right:
                self._group[name] = left

    def contradict(self, one: Card, other: Card) -> bool:
        """Tell whether the two groups have different numbers, though the two documents may have none."""
        for key in (_doi, _pmid):
            left = {it for name in self._group[one.name] if (it := key(self._cards[name]))}
            right = {it for name in self._group[other.name] if (it := key(self._cards[name]))}
            if left and right and not left & right:
                return True
        return False

    def merges(self) -> dict[str, Merge]:
        found: dict[str, Merge] = {}
        for group in {id(group): group for group in self._group.values()}.values():
            leader = best([self._cards[name] for name in group])
            found |= {name: Merge(leader.name, self._why[name]) for name in sorted(group) if name != leader.name}
        return dict(sorted(found.items()))


def best(cards: Sequence[Card]) -> Card:
    """Return the document to read a study from: the longest abstract; of those alike, fields before pages."""
    longest = max(card.length for card in cards)
    whole = [card for card in cards if card.length >= NEARLY * longest]
    return min(whole, key=lambda card: (card.format in PAGES and 1 + ORDER.index(card.format), -card.length, card.name))


# ------------------------------------------------------------------ keys


def title_key(title: str | None) -> str:
    """Return the letters and figures of a title; "" when it is too short to tell one paper from another.

    >>> title_key("[Surgery for «Invented» Tumours: a Series.]")
    'surgery for invented tumours a series'
    """
    plain = unicodedata.normalize("NFKD", title or "").casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    key = " ".join(re.findall(r"[^\W_]+", plain))
    return key if len(key) >= SHORT_TITLE else ""


def _doi(card: Card) -> str:
    """Return the DOI as everybody could write it: small letters, without the address before it."""
    found = re.search(r"10\.\d{4,9}/\S+", card.doi or "")
    return found.group().casefold().rstrip(".,;") if found else ""


def _pmid(card: Card) -> str:
    return (card.pmid or "").strip().lstrip("0")


def _author(card: Card) -> str:
    plain = unicodedata.normalize("NFKD", family(card.author or "")).casefold()
    return re.sub(r"[^a-z]", "", plain)


def _pairs(cards: Iterable[Card], key: Callable[[Card], str]) -> Iterator[tuple[Card, Card]]:
    """Yield every two documents that share a key; of very many that do, each with the first."""
    found: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if value := key(card):
            found[value].append(card)
    for alike in found.values():
        yield from combinations(alike, 2) if len(alike) <= MANY else ((alike[0], other) for other in alike[1:])


def _are_two(one: Card, other: Card) -> bool:
    """Tell whether two records with one number are two papers: a supplement of abstracts may have one DOI."""
    if one.format in PAGES or other.format in PAGES:
        return False  # a title that we found on a page is not sure enough to say so
    left, right = set(title_key(one.title).split()), set(title_key(other.title).split())
    return bool(left and right) and len(left & right) < ALIKE * min(len(left), len(right))


def _may_be_one(one: Card, other: Card) -> bool:
    """Tell whether two documents with one title agree in year and first author, as far as both are known.

    A year apart is the time from the web to the printed issue.
    """
    years = one.year is not None and other.year is not None
    authors = bool(_author(one) and _author(other))
    if years and abs((one.year or 0) - (other.year or 0)) > 1:
        return False
    return (not authors or _author(one) == _author(other)) and (years or authors)
