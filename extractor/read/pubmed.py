"""Read PubMed's XML: a search saved through the E-utilities, or the yearly files, packed or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record, xml
from extractor.read.article import Passage
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record
from extractor.read.xml import plain

ARTICLES = ("PubmedArticle", "PubmedBookArticle")
# what RefType says, as PubMed prints it; of the others the words are put apart: "Comment in"
SAYS = {"ExpressionOfConcernIn": "Expression of concern in", "ReprintIn": "Reprinted in", "Cites": ""}


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the records of a PubMed file.

    Raises:
        Unreadable: If it defines entities, or unpacks to more than the limit.
    """
    found = xml.records(path, data, ARTICLES, options)
    records = (it if isinstance(it, str) else _record(it) for it in found)
    yield from record.documents(records, record.blank(path, data, name, "pubmed"), options)


def _record(article: xml.Element) -> Record:
    links = tuple(_links(article))
    kinds = {plain(it) for it in article.iter("PublicationType")}
    return Record(
        title=field.line(_said(article, ".//Article/ArticleTitle", ".//ArticleTitle", ".//BookTitle")),
        abstract=tuple(_abstract(article)),
        authors=tuple(_authors(article)),
        year=_year(article),
        journal=_said(article, ".//Journal/Title", ".//MedlineTA", ".//Journal/ISOAbbreviation"),
        doi=_doi(article),
        pmid=_said(article, "./MedlineCitation/PMID", "./BookDocument/PMID") or None,
        links=links,
        retracted="Retracted Publication" in kinds or any(it.startswith("Retraction in") for it in links),
    )


def _said(article: xml.Element, *paths: str) -> str:
    """Return the text of the first of these elements that has any, on one line."""
    found = (plain(article.find(path)) for path in paths)
    return next((text for text in found if text), "")


def _abstract(article: xml.Element) -> Iterator[Passage]:
    """Yield the parts of the abstract, each with its label; those in other languages are left out."""
    for part in article.iterfind(".//Abstract/AbstractText"):
        label, text = " ".join((part.get("Label") or "").split()), plain(part)
        if text and not (field.NONE.fullmatch(text) and not label):
            yield Passage(text, "" if label.upper() == "UNLABELLED" else label)


def _authors(article: xml.Element) -> Iterator[str]:
    for who in article.iterfind(".//AuthorList[1]/Author"):
        surname, initials, group = (plain(who.find(tag)) for tag in ("LastName", "Initials", "CollectiveName"))
        if surname or group:
            yield f"{surname} {initials}".strip() or group


def _year(article: xml.Element) -> int | None:
    """Return the year of the issue, or of the earliest date there is."""
    issue = _said(
        article, ".//JournalIssue/PubDate/Year", ".//JournalIssue/PubDate/MedlineDate", ".//Book/PubDate/Year"
    )
    online = _said(article, ".//ArticleDate/Year", ".//PubmedData/History/PubMedPubDate/Year")
    return field.year(issue, online)


def _doi(article: xml.Element) -> str | None:
    """Return the article's own DOI, not one of its references."""
    own = article.iterfind("./PubmedData/ArticleIdList/ArticleId")
    places = [
        it for it in article.iterfind(".//ELocationID") if it.get("EIdType") == "doi" and it.get("ValidYN") != "N"
    ]
    return field.doi(*(plain(it) for it in (*places, *(it for it in own if it.get("IdType") == "doi"))))


def _links(article: xml.Element) -> Iterator[str]:
    for it in article.iterfind(".//CommentsCorrectionsList/CommentsCorrections"):
        kind = it.get("RefType") or ""
        if says := SAYS.get(kind, _spaced(kind)):
            yield field.link(says, plain(it.find("RefSource")), plain(it.find("PMID")))


def _spaced(name: str) -> str:
    """Return "Erratum in" for ``ErratumIn``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()
