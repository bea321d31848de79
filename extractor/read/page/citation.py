"""Find journal, year, DOI and PMID in the lines a journal page prints around an abstract.

Years are read from such lines only: a year inside an abstract is when patients were recruited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

YEAR = r"(?P<year>(?:19|20)\d\d)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
NAME = r"(?P<journal>[A-Z][\w&.,:()'’ -]{1,90}?)"

# "J Neurosurg. 2011 Mar 4;14(3):319-25", "Chirurgie 2007 ; 132 : 61-68": PubMed and Vancouver
BY_SEMICOLON = re.compile(
    rf"^(?:\d+\.\s+)?{NAME}[.,]?\s+{YEAR}(?:\s+{MONTH}(?:[-/]{MONTH})?)?(?:\s+\d{{1,2}})?\s*;\s*[\w. ()-]{{1,25}}"
    r"(?::\s*[\w–-]+)?"
)
# "BMC Cardiovasc Disord (2021) 21:503", "Health Services Research 2014, 14:1"
BY_COLON = re.compile(rf"{NAME},?\s*\(?\b{YEAR}\)?,?\s*(?:vol\.?\s*)?\d{{1,4}}\s*(?:\(\d+\))?\s*[:,]\s*[eE]?\d+")
# "Journal, vol. 9 (2017), pp. 140-148", "Journal, Vol. 12, No. 3, 2011"
BY_VOLUME = re.compile(rf"^{NAME},?\s+[Vv]ol(?:ume|\.)?\s*\d+\b.{{0,40}}?\(?\b{YEAR}\b\)?")
# the same without the name, as browsers break it: ". 2011 Mar;14(3):319-25."
NAMELESS = re.compile(rf"^\.?\s*{YEAR}(?:\s+{MONTH}(?:\s+\d{{1,2}})?)?\s*;\s*\d+")
# "Annals of Invented Surgery 2011": only a name that says it is a journal's
BY_YEAR = re.compile(
    rf"^(?=.{{0,90}}\b(?:Journal|Annals|Archives|Acta|Annales|Zeitschrift|Bulletin|Lancet|Proceedings)\b){NAME},?\s+{YEAR}\.?$"
)
CITATIONS = (BY_SEMICOLON, BY_VOLUME, BY_COLON, BY_YEAR)

PUBLISHED = re.compile(
    rf"\b(?:Publication\s+status|Publication\s+date|Published(?:\s+online|\s+in\s+print)?|Date\s+of\s+publication|Year|Epub)"
    rf"[^\d\n]{{0,40}}?(?:\d{{1,2}}[^\d\n]{{0,12}}?)?(?:\d{{1,2}},?\s*)?{YEAR}(?!\d)",
    re.IGNORECASE,
)
# "date 2024-10-18", "Nov 15, 2010", "15.11.2010" alone on a line (or, the first, before the text)
DATED = re.compile(
    rf"^\s*(?:date\b[:\s]*)?(?:{YEAR}-\d\d-\d\d\b|(?:[A-Z][a-z]{{2,8}}\.?\s|\d{{1,2}}[.,/\s]{{1,2}}){{1,3}}(?P<late>(?:19|20)\d\d)\.?$)",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)[^\d\n]{{0,30}}{YEAR}", re.IGNORECASE)
YEARS = (PUBLISHED, *CITATIONS, NAMELESS, DATED, COPYRIGHT)  # the surest first

JOURNAL = re.compile(r"^Journal(?:(?=[A-Z])|\s*[:\t]\s*|\s{2,})(?P<journal>\S.{1,120})$")
SOURCE = re.compile(r"^Source\s*:\s*(?P<journal>[A-Z][^.;\d]{2,90})")
NO_JOURNAL = re.compile(r"(?:Received|Accepted|Revised|Submitted|Published|Available|Epub|Copyright|Volume|Vol|Date)\b")
DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
PMID = re.compile(r"\bPMID\s*:?\s*(\d{1,8})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov|/)/?(\d{1,8})\b", re.IGNORECASE)


def doi(text: str) -> str | None:
    """Return the first DOI in *text*, without the punctuation of the sentence around it.

    >>> doi("See https://doi.org/10.5555/abc.12(3)45).")
    '10.5555/abc.12(3)45'
    """
    found = DOI.search(text)
    if not found:
        return None
    bare = found.group().rstrip(".,;:'’”")
    while bare.endswith((")", "]")) and bare.count(bare[-1]) > bare.count({")": "(", "]": "["}[bare[-1]]):
        bare = bare[:-1].rstrip(".,;:")
    return bare


def pmid(text: str) -> str | None:
    """Return the first PubMed identifier in *text*."""
    found = PMID.search(text)
    return (found[1] or found[2]) if found else None


def year(lines: Iterable[str]) -> int | None:
    """Return the year of publication that *lines* of metadata tell, the surest kind of line first."""
    lines = list(lines)
    for pattern in YEARS:
        for line in lines:
            found = pattern.search(line)
            if found:
                return int(found["year"] or found["late"])
    return None


def journal(lines: Iterable[str]) -> str | None:
    """Return the journal's name that *lines* of metadata tell.

    >>> journal(["JournalAnnals of Invented Surgery"]), journal(["Doe et al. Invented Surg (2021) 21:503"])
    ('Annals of Invented Surgery', 'Invented Surg')
    """
    lines = list(lines)
    for pattern in (JOURNAL, SOURCE, *CITATIONS):
        for line in lines:
            found = pattern.search(line)
            if found and not NO_JOURNAL.match(found["journal"]):
                name = re.sub(r"^.*\bet al\.?,?\s+", "", found["journal"])
                return re.sub(r"[\s,]+\d+\s*[:;(].*$", "", name).strip(" .,:") or None
    return None


def is_citation(line: str) -> bool:
    """Tell whether *line* is a citation and little else: ``J Invented Surg. 2011 Mar;14(3):319-25. doi: …``."""
    if len(line) > 250:
        return False
    if NAMELESS.match(line):
        return True
    for pattern in CITATIONS:
        found = pattern.match(line)
        # what may follow: pages, an Epub date, a DOI; not a sentence
        if found and len(found["journal"].split()) <= 12 and len(_after(line[found.end() :])) <= 25:
            return True
    return False


def _after(rest: str) -> str:
    rest = DOI.sub("", rest)
    return re.sub(r"(?i)\bdoi\b:?|https?://\S+|Epub[^.]*|PMC?ID:?\s*\w+|pp?\.?\s*[\d–-]+|[\d\s.,;:()–-]+", "", rest)
