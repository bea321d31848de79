"""What a study is called on a page, and what its file is called on any disk."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import sha1

from extractor.model import Document

INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.?-?){1,4}")
DEGREES = frozenset({"md", "phd", "msc", "bsc", "mph", "frcs", "mbbs", "jr", "sr", "ii", "iii"})
PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ben",
        "ter",
    ]
)
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))]
)
LONGEST_LABEL = 40
LONGEST_FILE = 60


def family(author: str) -> str:
    """Return the family name of an author printed any of the usual ways.

    >>> [family(a) for a in ("Li W", "Wei Li", "Li, Wei", "J. van der Berg", "García-Ruiz A.B.")]
    ['Li', 'Li', 'Li', 'van der Berg', 'García-Ruiz']
    """
    before = author.split(",")[0]
    words = [w for w in re.sub(r"[\d*†‡§]+", " ", before).split() if w.strip(".").lower() not in DEGREES]
    if not words:
        return author.strip()
    if "," in author and INITIALS.fullmatch(words[-1]) is None:
        rest = author.split(",")[1].strip(" .").lower()
        if rest not in DEGREES:
            return " ".join(words)
    if len(words) > 1 and INITIALS.fullmatch(words[-1]):
        return " ".join(w for w in words if not INITIALS.fullmatch(w)) or words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def shortened(title: str, longest: int = LONGEST_LABEL) -> str:
    """Return the title's first words, cut between words, without the brackets of a translated one.

    >>> shortened("Surgery for intradural spinal tumours in the elderly")
    'Surgery for intradural spinal tumours in…'
    """
    title = " ".join(title.split()).rstrip(".").removeprefix("[").removesuffix("]")
    if len(title) <= longest:
        return title
    cut = title[: longest + 1].rsplit(" ", 1)[0] if " " in title[: longest + 1] else title[:longest]
    return cut.rstrip(" ,;:-–") + "…"


def short_name(document: Document) -> str:
    """Return ``Li 2010``; without authors the shortened title and year, without a title the document's name."""
    if document.authors:
        head = family(document.authors[0])
    elif document.title:
        head = shortened(document.title)
    else:
        return document.name
    return f"{head} {document.year}" if document.year else head


def short_names(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return one name a document; names that coincide get a, b, c as in a reference list."""
    names = [short_name(d) for d in documents]
    shared = {name for name, times in Counter(names).items() if times > 1}
    seen: Counter[str] = Counter()
    out = []
    for name in names:
        if name in shared:
            seen[name] += 1
            name += letters(seen[name]) if name[-1:].isdigit() else f" ({letters(seen[name])})"
        out.append(name)
    return tuple(out)


def letters(position: int) -> str:
    """Return a, b … z, aa, ab … for 1, 2 … 26, 27, 28 …"""
    out = ""
    while position:
        position, rest = divmod(position - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def file_stem(name: str) -> str:
    """Return *name* as a file name every disk takes; what was lost comes back as six letters of its hash.

    >>> file_stem("li-2010"), file_stem("../../etc/passwd"), file_stem("con")
    ('li-2010', 'etc-passwd-936d7c', 'con-b1f6e5')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:LONGEST_FILE].strip("-")
    return stem if stem and stem == name and stem not in RESERVED else f"{stem}-{short_hash(name)}".lstrip("-")


def short_hash(name: str) -> str:
    """Return six hexadecimal letters that stand for *name*."""
    return sha1(name.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:6]
