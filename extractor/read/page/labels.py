"""Know the lines a journal page, a database record or a reader's software prints around an abstract."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.read.page.citation import DOI, is_citation


class Label(NamedTuple):
    """What a line of furniture is, and what it says of the lines after it.

    ``swallows``: ``list`` short items (keywords), ``people`` affiliations, ``next`` one statement,
    ``rest`` everything short to the end (``Cite this``), ``all`` everything to the end (references).
    """

    name: str
    pattern: re.Pattern[str]
    swallows: str = ""
    longest: int = 400  # characters; a longer line is prose that happens to begin this way


def _any(alternatives: str) -> str:
    """Return a group that matches one of *alternatives*, given one a line or between " | "."""
    return "(?:" + "|".join(one.strip() for one in re.split(r"\n| \| ", alternatives) if one.strip()) + ")"


def _label(name: str, pattern: str, swallows: str = "", longest: int = 400, *, case: bool = False) -> Label:
    return Label(name, re.compile(pattern, 0 if case else re.IGNORECASE), swallows, longest)


_PORTAL = _any(r"""
    Original language | Translated title of the contribution | Title of host publication | Pages \(from-to\)
    Number of pages | Journal | Volume | Issue number | Article number | Publication status | Publisher
    Early online date | Publication date | Publication milestones | e?ISSN | ISBN | DOIs? | Externally published
    Country/Territory | State | Event | Period | Series
""")
_BUTTONS = _any(r"""
    Full[- ]text(?: links?)? | Free(?: PMC)? article | PDF | Download.{0,20} | Export | Share | Cite | Favou?rites
    Actions? | Display options | Permalink | Copy | Item in clipboard | Collections | View .{0,40} | Search | Menu
    Show (?:more|less|all).{0,30} | Read more | Expand | Collapse | Open access(?: icon)? | Advertisement
    Add to (?:favou?rites|my bibliography|collections) | Sign in.{0,20} | Back to .{0,20} | Skip to .{0,30}
    (?:Original |Research |Original research |Clinical )?articles? | Clinical (?:research|study|investigations?)
    Case reports? | Review | Comparative study | Multicenter Study | Randomized Controlled Trial
    Peer[- ]review(?:ed)? | \[?PubMed\]?(?: - indexed for MEDLINE)? | PubMed Disclaimer | Editorial, see p .{1,8}
    (?:The |English )?abstract | Summary
""")
_FIELDS = _any(r"""
    Authors? | Author\(s\) | By | Editors? | Contributors? | Source | Journal | Year | Citation | Publication date
    Date | Language | Publisher | Volume | Issue | Pages | Document type | Accession number
""")
_DATES = _any("""
    Received | Accepted | Revised | Submitted | Published(?: online)? | Epub | Available online | First published
""")
_CONTACT = _any(r"""
    Corresponding author | (?:Address )?(?:for )?correspondence | (?:Address )?reprint requests | E-?mail
""")
_PEOPLE = _any("Authors? information | Authors? (?:and )?affiliations?(?: and notes)? | Affiliations? | Author details")
_KEYWORDS = _any(r"""
    Key\s?-?words?(?: plus)? | Index terms | MeSH(?: terms| headings)? | Subject headings | Author keywords
    Publication types? | Substances | ASJC Scopus subject areas | All Science Journal Classification.{0,10} | UN SDGs
""")
_STATEMENTS = _any(r"""
    Conflicts? of interests? | Competing interests? | Declaration of (?:competing )?interests? | Financial disclosures?
""")
_REST = _any(r"""
    Cite this | Access to (?:the )?document | Fingerprint | Dive into the research topics | Links? to publication
    Other files and links | Similar articles | Cited by | Related (?:articles|information|content) | LinkOut.{0,30}
    Grants? (?:support|and funding) | Comment in | Figures?(?: \(\d+\))? | See also | Associated data
    Supplementary (?:concepts|information)
""")
_OPEN = _any(r"is an open[- ]access article | article is (?:distributed|licensed) | work is licensed")
_DATE = _any(r"""
    \d{4}-\d\d-\d\d | \d{1,2}[./]\d{1,2}[./]\d{2,4}
    \d{1,2}\.? [A-Z][a-z]{2,8}\.? \d{4} | [A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}
""")
_DAY_OF_PASTING = r"(?:date|accessed|retrieved|downloaded|posted)\b[:\s]*"

LABELS = (
    # research portals glue label to value: "Original languageEnglish", "Issue number21"
    _label("portal", rf"^{_PORTAL}(?:(?=[A-Z0-9])|\s*[:\t]\s*\S|\s+https?:|\s*$)", longest=200, case=True),
    _label("portal", r"^Research output\s*:", longest=200),
    _label("portal", r"^Together they form a unique fingerprint"),
    _label("button", rf"^{_BUTTONS}\s*[:.]?$", longest=80),
    _label("identifier", r"^(?:PMC?ID|DOI|e?ISSN|ISBN)\s*[:\s]\s*\S+", longest=250),
    _label("link", r"^(?:https?://|www\.|doi\.org/)\S+$"),
    _label("link", rf"^{DOI.pattern}$"),
    _label("copyright", r"^(?:Copyright\b|©|\(c\)\s*(?:19|20)\d\d|All rights reserved|Published by\b)", longest=600),
    _label("copyright", rf"^This {_OPEN}", longest=900),
    _label("dates", rf"^(?:Manuscript )?{_DATES}\b[^.]{{0,80}}\b(?:19|20)\d\d\b", longest=200),
    _label("contact", rf"^\W?\s*{_CONTACT}\b"),
    _label("contact", r"^\S*\W?[\w.+-]+@[\w-]+\.[\w.-]+\.?$", longest=120),
    _label("field", rf"^{_FIELDS}\s*:\s*\S"),
    _label("people", rf"^{_PEOPLE}\b\s*(?:[:.]|$|(?=[A-Z\d(])|(?:expand|collapse))", "people", 2000),
    _label("keywords", rf"^{_KEYWORDS}\s*(?:[:.—–]|$)", "list", 1500),
    _label("keywords", r"^KEY\s?-?WORDS?\b", "list", case=True),
    _label("statement", rf"^{_STATEMENTS}(?: statements?)?\b\s*(?:[:.—]|$)", "next", 1200),
    _label("rest", rf"^{_REST}\b(?=\s*(?:$|[:.'‘\"“]|of ['‘\"“]|in Scopus))", "rest", 500),
    _label("references", r"^(?:References|Bibliography|Literature cited)\s*(?:\(\d+\))?\s*:?$", "all"),
    _label("date", rf"^(?:{_DAY_OF_PASTING})?{_DATE}\.?$"),
    _label("page number", r"^(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$"),
)
CITATION = Label("citation", re.compile(""))

_SECTIONS = _any(r"""
    back ?ground | context | introduction | importance | objectives? | purpose | aims? | goals? | rationale
    hypothes[ie]s | summary of background data | (?:study |experimental )?design | study type | setting
    methods?(?:ology)? | (?:patients?|materials?|subjects?)(?: (?:and|&) methods?)?
    methods and (?:results|findings|materials?) | participants? | interventions? | results? | findings? | discussion
    (?:main )?outcomes?(?: measures?| and measures)? | conclusions?(?: and relevance)? | interpretation | significance
    clinical relevance | levels? of evidence | trial registration | unlabelled | limitations? | statistical analysis
    data sources? | funding | (?:aims?|purpose) of (?:the )?study
""")
# the name of a section: "Methods", "PATIENTS AND METHODS:", "Study design. "
_AFTER_SECTION = r"\s*(?:[:.—–]|--|-\s|$)"
SECTION = re.compile(rf"^\W{{0,2}}(?-i:(?=[A-Z])){_SECTIONS}(?:\s*/\s*{_SECTIONS})?{_AFTER_SECTION}", re.IGNORECASE)
DATE_AT_START = re.compile(rf"^\s*(?:{_DAY_OF_PASTING})?(?:19|20)\d\d-\d\d-\d\d[:\s]+", re.IGNORECASE)
BULLET = re.compile(r"^[•·▪◦‣∙*–-]\s+")
_PLACES = _any(r"""
    Departments? | Dept | Division | Institut\w* | Universit\w* | School | Faculty | Hospital | Clinic | College
    Centre | Center | Klinik | Service | Servicio | Section | Unit | Laborator\w*
""")
_MARK = r"(?:[\d¹²³⁴-⁹*†‡§a-z]{1,2}[\s.)]?\s?|\(\d+\)\s?|\[\d+\]\s?|from the )?"
AFFILIATION = re.compile(rf"^{_MARK}\s*(?:the )?(?:[A-Z][\w’'-]*\.? ){{0,4}}{_PLACES}\b")
_VERBS = _any("""
    was | were | is | are | has | have | had | did | does | we | may | can | underwent | showed | found | died
    occurred | achieved | received
""")
VERB = re.compile(rf"\b{_VERBS}\b")


def label(line: str) -> Label | None:
    """Return what kind of furniture *line* is, or None when it may be part of the paper's own text."""
    for candidate in LABELS:
        if len(line) <= candidate.longest and candidate.pattern.match(line):
            return candidate
    return CITATION if is_citation(line) else None


def is_prose(line: str) -> bool:
    """Tell whether *line* reads like sentences of an abstract."""
    return len(line) >= 150 and len(VERB.findall(line)) >= 2


def is_affiliation(line: str) -> bool:
    """Tell whether *line* is an address: it names a department and has a comma, and no verb."""
    section = re.match(r"[A-Z]{4,} ", line)  # "SETTING University hospital, Utrecht"
    return len(line) <= 400 and "," in line and bool(AFFILIATION.match(line)) and not section and not VERB.search(line)
