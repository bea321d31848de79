"""The fields of a record as databases and reference managers write them: text, names, dates, identifiers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from extractor.read.article import Passage
from extractor.read.jats import RAISED, SUPERSCRIPT

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
PMID = re.compile(r"\s*(?:PMID|PubMed(?: ID)?|MEDLINE)?:?\s*(\d{1,8})\s*(?:\[.*)?", re.IGNORECASE)
# "RETRACTED: Pain after ...", "[Retracted] Pain ..."; not "Retraction notice to ..."
RETRACTED = re.compile(r"\W*(?:article )?(?:retracted|withdrawn)(?: article| paper)?\s*[:\]–—-]", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
# reference managers leave the tags of web pages; an attribute must look like one: "a<b and c>d" is arithmetic
NAMES = r"p|br|div|sec|title|h\d|li|ul|ol|i|b|em|strong|u|sup|sub|inf|italic|bold|span"
TAG = re.compile(
    rf"</?(?:jats:)?({NAMES})(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?>",
    re.IGNORECASE,
)
RAISED_TEXT = re.compile(r"<(?:jats:)?sup>([^<>]{1,4})</(?:jats:)?sup>", re.IGNORECASE)
BREAKS = {"p", "br", "div", "sec", "title", "h1", "h2", "h3", "h4", "li", "ul", "ol"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
INITIALS = re.compile(r"(?P<surname>.*[^\W\d_]{2}.*?)\s+(?P<initials>(?:[A-Z]\.?[ -]?){1,4})")
# EBSCO gives it a field of its own, tagged as an abstract
COPYRIGHT = re.compile(r"Copyright of .{1,300}? is the property of ", re.DOTALL)
NONE = re.compile(
    r"\W*(?:no abstract(?: is)?(?: available)?|(?:abstract )?(?:is )?not available|n/?a|none)\W*", re.IGNORECASE
)


def plain(printed: str) -> str:
    """Return a field without the tags and entities of web pages, and without blank lines.

    >>> plain("<p>Of 43 patients &lt; 60 years, 10<sup>9</sup> ...</p><p>a<b and c>d</p>")
    'Of 43 patients < 60 years, 10⁹ ...\\na<b and c>d'
    """
    text = ENTITY.sub(lambda found: html.unescape(found[0]), printed) if "&" in printed else printed
    if "<" in text:
        text = RAISED_TEXT.sub(lambda found: raised(found[1]), text)
        text = TAG.sub(lambda found: "\n" if found[1].lower() in BREAKS else "", text)
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in CONTROL.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


def raised(printed: str) -> str:
    """Return what is printed above the line, an exponent in small figures: 10<sup>9</sup> is not 109."""
    return printed.translate(SUPERSCRIPT) if RAISED.fullmatch(printed.strip()) else printed


def line(printed: str) -> str:
    """Return a field on one line."""
    return " ".join(plain(printed).split())


def abstract(*printed: str) -> tuple[Passage, ...]:
    """Return an abstract; "No abstract available" is none, and a notice on copyright is no part of it."""
    parts = (plain(part) for part in printed)
    return tuple(
        Passage(part, role="furniture" if COPYRIGHT.match(part) else "abstract")
        for part in parts
        if part and not NONE.fullmatch(part)
    )


def author(printed: str) -> str:
    """Return a name as PubMed prints it; the name of a group as it is.

    >>> [author(it) for it in ("van Dijk, Ana B.", "Adler D.G.", "Parkes-Loach, PS", "S, Choudhary", "Spine Group")]
    ['van Dijk AB', 'Adler DG', 'Parkes-Loach PS', 'Choudhary S', 'Spine Group']
    """
    surname, comma, given = line(printed).rstrip(" ,;").partition(",")
    if not comma:
        found = INITIALS.fullmatch(surname)
        return f"{found['surname']} {re.sub(r'[^A-Z]', '', found['initials'])}" if found else surname
    surname, given = surname.strip(), given.partition(",")[0].strip()
    if len(surname.rstrip(".")) == 1 and given[1:].islower():  # Rayyan turns some names round
        surname, given = given, surname
    parts = re.split(r"[\s.-]+", given)
    return f"{surname} {''.join(it if it.isupper() and len(it) < 5 else it[:1] for it in parts)}".strip()


def authors(printed: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a list, each once."""
    return tuple(dict.fromkeys(name for name in map(author, printed) if name))


def year(*printed: str) -> int | None:
    """Return the first year in the first of the dates that has one."""
    found = (YEAR.search(date) for date in printed)
    return next((int(it[0]) for it in found if it), None)


def doi(*printed: str) -> str | None:
    """Return the first DOI, without the address before it and the full stop behind it.

    >>> doi("", "http://dx.doi.org/10.4236/ojf.2020.101008.")
    '10.4236/ojf.2020.101008'
    """
    found = (DOI.search(text) for text in printed)
    return next((it[0].rstrip(".,;:)]}") for it in found if it), None)


def pmid(*printed: str) -> str | None:
    """Return the first PubMed number among fields that hold nothing else."""
    found = (PMID.fullmatch(text) for text in printed)
    return next((it[1] for it in found if it), None)


def link(says: str, reference: str, number: str = "") -> str:
    """Return a note on what was published about a paper.

    >>> link("Erratum in", "Spine. 2009;34:12.", "1")
    'Erratum in: Spine. 2009;34:12. PMID: 1'
    """
    return f"{says}: {' '.join(part for part in (line(reference), f'PMID: {number}' if number else '') if part)}"
