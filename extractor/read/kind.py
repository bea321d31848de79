"""Tell what kind of file this is: by its content first, then by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath

SUFFIXES = {
    ".txt": "txt", ".text": "txt", ".pdf": "pdf",
    ".nbib": "medline", ".medline": "medline", ".ris": "ris", ".enw": "refer", ".bib": "bibtex",
    ".csv": "table", ".tsv": "table", ".tab": "table", ".xlsx": "xlsx",
    ".nxml": "jats", ".docx": "docx", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".zip": "archive", ".tar": "archive", ".tgz": "archive", ".gz": "archive",
}  # fmt: skip
SHOWN = {found: suffix for suffix, found in reversed(SUFFIXES.items())} | {"pubmed": ".xml"}  # for messages
HEAD = 64 * 1024  # bytes looked at; what a database exports says what it is in its first lines
DIRECTORY = 4 * 1024 * 1024  # bytes; the list of members of a Word or Excel file has a few thousand

# the outermost element of an XML file -> its kind
ROOTS = {
    "PubmedArticleSet": "pubmed", "PubmedArticle": "pubmed", "PubmedBookArticleSet": "pubmed",
    "PubmedBookArticle": "pubmed", "MedlineCitationSet": "pubmed",
    "article": "jats", "pmc-articleset": "jats", "articles": "jats", "OAI-PMH": "jats",
    "xml": "endnote", "records": "endnote", "html": "html",
}  # fmt: skip
# what may stand before the root of an XML file: a declaration, comments
BEFORE_ROOT = (("<?", "?>"), ("<!--", "-->"))
ROOT = re.compile(r"<!DOCTYPE\s+([\w:.-]+)|<([\w:.-]+)", re.IGNORECASE)
# a line of a database's export that pasted prose does not hold
LINES = (
    ("medline", re.compile(r"^PMID *- ?\d+[ \t]*$", re.MULTILINE)),
    ("ris", re.compile(r"^TY[ \t]{0,3}-(?:[ \t]|$)", re.MULTILINE | re.IGNORECASE)),
    ("wos", re.compile(r"\A\s*FN .+\s+VR 1\.0")),
    ("bibtex", re.compile(r"^[ \t]*@(?:article|inproceedings|misc|book|incollection|phdthesis)\s*[{(]", re.M | re.I)),
    ("refer", re.compile(r"\A\s*%[0A-Z] .*\n%[0-9A-Z] ")),
)


def kind(data: bytes, name: str) -> str | None:
    """Return the kind of a file that holds *data* and is called *name*, or None when nothing tells.

    Content goes first because downloads are often misnamed; the PDF standard lets up to 1,024
    bytes stand before ``%PDF-``.

    >>> kind(b"%PDF-1.7 ...", "paper.txt"), kind(b"Of 43 patients ...", "a.TXT"), kind(b"PK", "a.odt")
    ('pdf', 'txt', None)
    >>> kind(b"TY  - JOUR", "export.txt"), kind(b"<PubmedArticleSet>", "a.xml"), kind(b"PMID- 1", "pubmed.txt")
    ('ris', 'pubmed', 'medline')
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\x1f\x8b"):
        return _inside(data)
    by_name = SUFFIXES.get(PurePath(name).suffix.lower())
    if data.startswith(b"PK\x03\x04") and by_name != "txt":  # a text file that is a ZIP is refused by its reader
        return _zipped(data) or by_name
    if data[257:262] == b"ustar":
        return "archive"
    return _written(data[:HEAD]) or by_name


def _written(head: bytes) -> str | None:
    """Return what the first lines of a text say it is."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if root := ROOT.match(text, _prolog(text)):
        named = root[1] or root[2]
        return ROOTS.get(named) or ROOTS.get(named.rpartition(":")[2]) or ("html" if named.lower() == "html" else None)
    return next((found for found, line in LINES if line.search(text)), None)


def _prolog(text: str) -> int:
    """Return where the root of an XML text would begin; one pass, however many comments stand before it."""
    place = len(text) - len(text.lstrip())
    while (mark := next((m for m in BEFORE_ROOT if text.startswith(m[0], place)), None)) is not None:
        end = text.find(mark[1], place + len(mark[0]))
        if end < 0:
            return place
        place = end + len(mark[1])
        while place < len(text) and text[place].isspace():
            place += 1
    return place


def _inside(data: bytes) -> str | None:
    """Return the kind of a file packed with gzip: PubMed's yearly files are read as they are, others unpacked."""
    try:
        head = zlib.decompressobj(wbits=31).decompress(data[:HEAD], HEAD)
    except zlib.error:
        return "archive"  # whose reader says what is wrong with it
    return "pubmed" if _written(head) == "pubmed" else "archive"


def _zipped(data: bytes) -> str | None:
    """Return whether a ZIP file is a Word file, an Excel file or an archive; None when it has no list of members."""
    end = data.rfind(b"PK\x05\x06", -66_000)
    if end < 0 or int.from_bytes(data[end + 12 : end + 16], "little") > DIRECTORY:
        return None if end < 0 else "archive"
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return None
    if "[Content_Types].xml" in names:
        return "docx" if any(it.startswith("word/") for it in names) else "xlsx" if "xl/workbook.xml" in names else None
    return "archive"
