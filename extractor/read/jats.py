"""Read JATS, the XML of PubMed Central and the publishers: the front of an article, its body when that is asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.article import Passage, composed
from extractor.read.options import DEFAULT, Options
from extractor.read.tabled import sentences

Element = Any  # of lxml, which is imported where it is used

# abstracts beside the abstract: for the contents page, for the eye, for the layman
ASIDE = re.compile(r"toc|teaser|graphical|precis|editor|plain|key|highlights|short|video|lay|summary", re.IGNORECASE)
DATES = ("ppub", "print", "collection", "epub", "pub", "electronic", "")  # the year first, as PubMed has it
SILENT = {"fig", "graphic", "media", "supplementary-material", "tex-math", "fn-group", "ref-list", "object-id", "fn"}
SUPERSCRIPT = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
RAISED = re.compile(r"[-−–+]?\d{1,2}")  # an exponent; not a list of citations
FURNITURE = re.compile(
    r"(?:(?:competing|conflicts? of|declaration of) interests?|authors?.? contributions?|abbreviations?"
    r"|acknowledge?ments?|funding|pre-publication history|supplementary|supporting information|ethic|consent"
    r"|data availability).*",
    re.IGNORECASE,
)
BLOCKS = {"p", "list", "disp-quote", "def-list", "statement", "boxed-text", "verse-group", "list-item", "def-item"}


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document]:
    """Yield the articles of a JATS file; most hold one.

    Raises:
        Unreadable: If it is no XML even as far as the title, or defines entities of its own.
    """
    root, warnings = _parsed(path, data)
    articles = [root] if _tag(root) == "article" else [e for e in root.iter() if _tag(e) == "article"]
    if not articles:
        raise Unreadable(path, f"holds no article: its outermost element is <{_tag(root)}>")
    sha256 = hashlib.sha256(data).hexdigest()
    for number, article in enumerate(articles, start=1):
        called = name if len(articles) == 1 else f"{name}#{number}"
        yield _document(article, Document(called, str(path), "jats", sha256, "", warnings=warnings), options)


# ------------------------------------------------------------------ XML


def _parsed(path: Path, data: bytes) -> tuple[Element, tuple[str, ...]]:
    """Return the root, and a warning where the file is cut off or damaged behind its front matter."""
    from lxml import etree

    if b"<!ENTITY" in data:
        raise Unreadable(path, "defines XML entities of its own, which can be made to blow up; leave it out")

    def root_of(*, recover: bool) -> Element:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=recover))

    try:
        return root_of(recover=False), ()
    except etree.XMLSyntaxError as error:
        where = f"line {error.lineno}"
    root = root_of(recover=True)
    if root is None or not any(_tag(e) == "article-title" for e in root.iter()):
        raise Unreadable(path, f"is not whole XML (broken at {where}, before the title); download it again")
    return root, (f"the XML is broken at {where}; read as far as it can be",)


def _tag(element: Element) -> str:
    """Return the element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: Element | None, *tags: str) -> list[Element]:
    """Return the descendants of these names that are not inside another of them."""
    found: list[Element] = []
    for child in [] if element is None else element:
        found += [child] if _tag(child) in tags else _all(child, *tags)
    return found


def _first(element: Element | None, *tags: str) -> Element | None:
    return next(iter(_all(element, *tags)), None)


def plain(element: Element | None) -> str:
    """Return the text of *element* on one line: citation marks dropped, exponents raised ("10⁹")."""
    if element is None:
        return ""
    text = re.sub(r"\s+", " ", "".join(_runs(element)))
    # what the dropped citation marks leave behind: "was shown [, ]." and "was shown []"
    return re.sub(r"\s*[\[(][\s,;–-]*[\])]", "", text).strip()


def _runs(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = _tag(child)
        if not tag:
            yield _entity(child)
        elif tag == "xref" and child.get("ref-type") == "bibr":
            pass
        elif tag == "sup":
            said = "".join(_runs(child)).strip()
            yield said.translate(SUPERSCRIPT) if RAISED.fullmatch(said) else said
        elif tag in ("break", "title", *BLOCKS):
            yield from (" ", *_runs(child), " ")
        elif tag not in SILENT | {"table-wrap"}:
            yield from _runs(child)
        yield child.tail or ""


def _entity(node: Element) -> str:
    """Return the character that a named entity of the (unread) DTD stands for."""
    from lxml import etree

    return html5.get(f"{node.name};", "\ufffd") if isinstance(node, etree._Entity) else ""


# ------------------------------------------------------------------ the article


def _document(article: Element, blank: Document, options: Options) -> Document:
    front = next((e for e in article if _tag(e) in ("front", "front-stub")), None)
    meta = _first(front, "article-meta")
    meta = front if meta is None else meta
    ids = {(e.get("pub-id-type") or ""): plain(e) for e in _all(meta, "article-id")}
    title = plain(_first(_first(meta, "title-group"), "article-title")) or None
    abstract = list(_abstract(meta))
    passages = abstract + (list(_body(article)) if options.full_text else [])
    text, regions = composed(title, passages)
    missing = () if passages else ("the file holds no abstract; --full-text reads the article itself",)
    return replace(
        blank,
        text=text,
        regions=regions,
        title=title,
        authors=tuple(_authors(meta)),
        year=_year(meta),
        journal=plain(_first(front, "journal-title")) or None,
        doi=ids.get("doi") or None,
        pmid=ids.get("pmid") or None,
        warnings=blank.warnings + missing,
    )


def _authors(meta: Element | None) -> Iterator[str]:
    """Yield the authors as PubMed prints them: "van Dijk AB"; a group by its name."""
    for who in _all(meta, "contrib"):
        if who.get("contrib-type") not in (None, "author"):
            continue
        surname, given = plain(_first(who, "surname")), plain(_first(who, "given-names"))
        initials = "".join(part[0] for part in re.split(r"[\s.-]+", given) if part)
        yield f"{surname} {initials}".strip() or plain(_first(who, "collab", "string-name"))


def _year(meta: Element | None) -> int | None:
    years: dict[str, int] = {}
    for date in _all(meta, "pub-date"):
        printed = plain(_first(date, "year"))
        if re.fullmatch(r"[12]\d{3}", printed):
            years.setdefault(date.get("pub-type") or date.get("publication-format") or "", int(printed))
    return next((years[kind] for kind in DATES if kind in years), next(iter(years.values()), None))


def _abstract(meta: Element | None) -> Iterator[Passage]:
    """Yield the paragraphs of the abstract; a section's label stands before its first."""
    every = [e for e in _all(meta, "abstract") if e.get("abstract-type") in (None, "structured", "section", "abstract")]
    others = [e for e in _all(meta, "abstract") if not ASIDE.search(e.get("abstract-type") or "")]
    for abstract in (every or others)[:1]:
        yield from _passages(abstract, skip=re.compile(r"abstract|summary", re.IGNORECASE))


def _passages(element: Element, skip: re.Pattern[str] | None = None) -> Iterator[Passage]:
    """Yield what stands in *element*, paragraph by paragraph, headings with the text below them."""
    heading, loose = "", ""
    for child in element:
        tag = _tag(child)
        if tag in ("title", "label"):
            said = plain(child)
            heading = heading if (skip and skip.fullmatch(said)) or not re.search(r"[^\W\d]", said) else said
        elif tag == "sec":
            if heading:
                yield Passage("", heading)
            yield from _section(child)
            heading = ""
        elif tag in ("table-wrap", "table-wrap-group", "boxed-text"):
            yield from _table(child) if tag == "table-wrap" else _passages(child)
        elif tag in BLOCKS:
            yield Passage(plain(child), heading)
            yield from (row for table in _all(child, "table-wrap") for row in _table(table))
            heading = ""
        elif tag and tag not in SILENT:
            loose = f"{loose} {plain(child)}".strip()
    loose = f"{(element.text or '').strip()} {loose}".strip()
    if loose or heading:
        yield Passage(loose, heading)


def _section(section: Element) -> Iterator[Passage]:
    """Yield a section's passages; who paid for the study and who wrote which part is not the study."""
    aside = FURNITURE.fullmatch(plain(next((e for e in section if _tag(e) == "title"), None)))
    yield from (replace(it, role="furniture") if aside else it for it in _passages(section))


def _body(article: Element) -> Iterator[Passage]:
    """Yield the body and the tables printed apart from it."""
    for part in article:
        if _tag(part) in ("body", "floats-group", "floats-wrap"):
            yield from _passages(part)


# ------------------------------------------------------------------ tables


def _table(wrap: Element) -> Iterator[Passage]:
    """Yield a table's caption and each of its rows as a sentence: ``Pain: surgery (n = 54) 23 (43%); control ...``."""
    caption = plain(_first(wrap, "caption"))
    if caption:
        yield Passage(caption, plain(_first(wrap, "label")))
    for table in _all(wrap, "table"):
        head = [_cells(row) for part in _all(table, "thead") for row in _all(part, "tr")]
        rows = [_cells(row) for row in _all(table, "tr") if _tag(row.getparent()) != "thead"]
        yield from map(Passage, sentences(head, rows) if rows else sentences((), head))


def _cells(row: Element) -> list[str]:
    """Return the cells of a row, one that spans several columns in each of them."""
    cells: list[str] = []
    for cell in _all(row, "td", "th"):
        wide = cell.get("colspan") or "1"
        cells += [plain(cell)] * (min(int(wide), 50) if wide.isdigit() else 1)
    return cells
