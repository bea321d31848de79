"""Read a page saved from a journal or from PubMed: the abstract where the page marks it, else all that can be seen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.article import Passage, composed
from extractor.read.options import DEFAULT, Options
from extractor.read.page import citation, laid_out
from extractor.read.page.labels import SECTION, label
from extractor.read.parts import ABSTRACT, ENDS, Block, abstract_of
from extractor.read.tabled import sentences
from extractor.read.txt import decoded

Element = Any  # of lxml, which is imported where it is used

UNSEEN = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "svg", "annotation", "form", "button",
    "iframe", "select", "object", "canvas", "video", "audio", "head", "figure",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "body",
    "table", "caption", "address", "hr", "center", "td", "th", "tr", "tbody", "thead",
}  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# how journals name the box of their abstract: abstract, articleAbstract, abstractSection, eng-abstract, Abs1
NAMED = re.compile(r"abstract|(?:^|[\s_-])abs\d", re.IGNORECASE)
NOT_NAMED = re.compile(
    r"graphic|highlight|button|link|tab\b|nav|toggle|share|keyword|similar|cited|video", re.IGNORECASE
)
NO_BOX = {"html", "body", "main", "a", "meta", "link"}  # of which a whole page may be called abstract
SHORTEST, LONGEST = 150, 8000  # characters of an abstract
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document]:
    """Yield the one paper of a saved page; scripts, menus and what is hidden are left out.

    Raises:
        Unreadable: If no text can be seen on it.
    """
    from lxml import etree, html

    try:
        page = html.document_fromstring(_characters(path, data), parser=html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(path, f"is no page that can be read ({error}); save it again from the browser") from error
    told = _told(page)
    title = _one(told, "citation_title", "dc.title", "prism.title", "og:title")
    passages = [] if options.full_text else _abstract(page, told)
    warnings: tuple[str, ...] = ()
    blocks = [block for block in _blocks(page) if block.text]
    seen = laid_out("\n\n".join(block.text for block in blocks), title=title)  # for the metadata
    if passages:
        text, regions = composed(title, passages)
    else:
        chosen, warnings = abstract_of(blocks, all_of_it=options.full_text)
        text = "\n\n".join(block.text for block in chosen)
        regions = laid_out(text, title=title).regions
    if not text.strip():
        raise Unreadable(path, "shows no text without its scripts; save the page once it is loaded, or print it to PDF")
    yield Document(
        name=name,
        path=str(path),
        format="html",
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        regions=regions,
        title=title or seen.title,
        authors=_authors(told) or seen.authors,
        year=_year(told) or seen.year,
        journal=_one(told, "citation_journal_title", "prism.publicationname", "dc.source") or seen.journal,
        doi=_doi(told) or seen.doi,
        pmid=_one(told, "citation_pmid", "ncbi_uid") or seen.pmid,
        warnings=warnings,
    )


def _characters(path: Path, data: bytes) -> str:
    """Return the page as text, decoded as its mark, its own statement or the bytes themselves say."""
    stated = CHARSET.search(data[:4096])
    text = ""
    if stated and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode(stated[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            text = ""
    text = text or decoded(path, data)[0]
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # of an XHTML page; lxml refuses it in front of characters


# ------------------------------------------------------------------ what the page tells about itself


def _told(page: Element) -> dict[str, list[str]]:
    """Return the page's meta tags: name in lower case -> every content."""
    told: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().casefold().replace("dcterms.", "dc.")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            told.setdefault(name, []).append(content)
    return told


def _one(told: dict[str, list[str]], *names: str) -> str | None:
    return next((told[name][0] for name in names if name in told), None)


def _authors(told: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the authors as the page tells them: a tag each, or all in one with semicolons."""
    named = next((told[name] for name in ("citation_author", "citation_authors", "dc.creator") if name in told), [])
    return tuple(one.strip() for content in named for one in content.split(";") if one.strip())


def _year(told: dict[str, list[str]]) -> int | None:
    names = ("citation_publication_date", "citation_date", "citation_year", "citation_online_date")
    printed = _one(told, *names, "prism.publicationdate", "dc.date", "dc.issued", "article:published_time")
    found = re.search(r"\b(?:19|20)\d\d", printed or "")
    return int(found.group()) if found else None


def _doi(told: dict[str, list[str]]) -> str | None:
    names = ("citation_doi", "prism.doi", "dc.identifier", "bepress_citation_doi", "publication_doi")
    return next((found for name in names for content in told.get(name, ()) if (found := citation.doi(content))), None)


# ------------------------------------------------------------------ the abstract


def _abstract(page: Element, told: dict[str, list[str]]) -> list[Passage]:
    """Return the paragraphs of the abstract where the page names its box, or tells it whole in a meta tag."""
    boxes = [element for element in page.iter() if _is_box(element)]
    for box in sorted(boxes, key=lambda box: -len(_text(box))):
        if SHORTEST <= len(_text(box)) <= LONGEST and (passages := list(_passages(list(_blocks(box))))):
            return passages
    stated = next((told[name][0] for name in ("citation_abstract", "dc.abstract") if name in told), "")
    stated = " ".join(_text(fragment).strip() for fragment in _fragments(stated))
    return [Passage(stated)] if len(stated) >= SHORTEST and not stated.endswith(("...", "…")) else []


def _is_box(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNSEEN | NO_BOX or _is_hidden(element):
        return False
    name = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('aria-labelledby') or ''}"
    holds_title = element.tag == "h1" or element.find(".//h1") is not None
    return bool(NAMED.search(name)) and not NOT_NAMED.search(name) and not holds_title


def _fragments(stated: str) -> Sequence[Element]:
    from lxml import html

    return [html.fromstring(f"<div>{stated}</div>")] if stated else []


def _passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Yield the paragraphs, each with the heading above it; keywords and the like belong to the page."""
    heading = ""
    for block in blocks:
        if ABSTRACT.fullmatch(block.text):
            continue
        section = SECTION.match(block.text)
        if block.style == "heading" or (section and section.end() == len(block.text)):
            if label(block.text) or ENDS.fullmatch(block.text):
                return
            heading = block.text
            continue
        yield Passage(block.text, heading, "furniture" if label(block.text) else "abstract")
        heading = ""


# ------------------------------------------------------------------ what can be seen


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _blocks(element: Element) -> Iterator[Block]:
    """Yield the paragraphs that can be seen, a row of a table each as a sentence."""
    loose = ""
    for kind, text, child in _pieces(element):
        if kind == "run":
            loose += text
            continue
        if shown := _tidy(loose):
            yield Block(shown)
        loose = ""
        if child.tag in HEADINGS:
            yield Block(_text(child), {"h1": "title"}.get(child.tag, "heading")) if _text(child) else Block("")
        elif child.tag == "table" and len(child.findall(".//tr")) > 1 and child.find(".//table") is None:
            yield from map(Block, _rows(child))
        else:
            yield from (block for block in _blocks(child) if block.text)
    if shown := _tidy(loose):
        yield Block(shown)


def _pieces(element: Element) -> Iterator[tuple[str, str, Element]]:
    """Yield ("run", text, None) and ("block", "", element) in the order of the page."""
    yield "run", element.text or "", None
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN and not _is_hidden(child):
            if child.tag in BLOCKS:
                yield "block", "", child
            elif child.tag == "br":
                yield "run", "\n", None
            elif child.tag == "sup":
                yield "run", _sup(child), None
            else:
                yield from _pieces(child)
        yield "run", child.tail or "", None


def _sup(element: Element) -> str:
    """Return a raised text; the mark of a citation, which is a link, is left out."""
    linked = any(child.tag == "a" for child in element)
    return "" if linked else "".join(element.itertext()).strip().translate(RAISED)


def _text(element: Element) -> str:
    """Return what can be seen of *element*, on one line."""
    runs = (text if kind == "run" else f" {_text(child)} " for kind, text, child in _pieces(element))
    return _tidy("".join(runs))


def _tidy(text: str) -> str:
    return re.sub(r"[^\S\u2009\u202f\u00a0]+", " ", text).strip()


def _rows(table: Element) -> Iterator[str]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    head = [row for row in rows[:3] if all(cell.tag == "th" for cell in row)]
    said = {id(row): [_text(cell) for cell in row for _ in range(_width(cell))] for row in rows}
    body = [said[id(row)] for row in rows if row not in head]
    yield from sentences([said[id(row)] for row in head], body)


def _width(cell: Element) -> int:
    wide = cell.get("colspan") or "1"
    return min(int(wide), 50) if wide.isdigit() else 1
