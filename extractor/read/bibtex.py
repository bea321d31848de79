"""Read BibTeX as Rayyan, Zotero and publishers export it."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import field, record
from extractor.read.options import DEFAULT, Options
from extractor.read.record import Record
from extractor.read.txt import decoded

ACCENTS = dict(zip("`'^\"~=.uvHckrd", map(chr, (
    0x300, 0x301, 0x302, 0x308, 0x303, 0x304, 0x307, 0x306, 0x30C, 0x30B, 0x327, 0x328, 0x30A, 0x323,
)), strict=True))  # fmt: skip
ACCENT = re.compile(r"\\(?:([`'^\"~=.])\s*|([uvHckrd])(?=[\s{])\s*)\{?\\?([A-Za-z])\}?")
SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å",
    "l": "ł", "L": "Ł", "i": "ı",
    "pm": "±", "times": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "lt": "<", "gt": ">",
    "sim": "~", "approx": "≈",
    "mu": "μ", "alpha": "α", "beta": "β", "gamma": "γ", "kappa": "κ", "chi": "χ", "degree": "°",
    "circ": "°", "cdot": "·",
    "textpm": "±", "texttimes": "×", "textmu": "μ", "textless": "<", "textgreater": ">", "textdegree": "°",
    "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
}  # fmt: skip
SYMBOL = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s?(?![A-Za-z\d])|(?=\d)|\s+)")
FORMAT = re.compile(
    r"\\(?:textit|textbf|emph|textrm|textsc|textsuperscript|textsubscript|mathrm|text|ensuremath)(?=\{)"
)
ESCAPED = re.compile(r"\\([%&_#${}])|[{}]")  # an escaped sign stands for itself, a brace for nothing
MATHS = re.compile(r"(?<!\\)\$(?=\S)([^$\n]{1,200}?)(?<=\S)(?<!\\)\$")  # "$5 and $7" is no formula


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the entries of a BibTeX file.

    Raises:
        Unreadable: If the file is not text.
    """
    text, encoding = decoded(path, data)
    odd = () if encoding == "utf-8" else (f"decoded from {encoding}",)
    yield from record.documents(_records(text), record.blank(path, data, name, "bibtex", *odd), options)


def _records(text: str) -> Iterator[Record | str]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of is said in our own words
    # no middleware of its LaTeX decoder: to it, everything behind the % of "55.8% were well" is a comment
    for block in parse_string(text).blocks:
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block  # type: ignore[assignment]
        if isinstance(block, Entry):
            yield _record(block)
        elif isinstance(block, ParsingFailedBlock):
            yield f"broken BibTeX at line {(block.start_line or 0) + 1}; look for a brace without its partner"


def _record(entry: Any) -> Record:
    fields: dict[str, str] = {}
    for it in entry.fields:
        fields.setdefault(it.key.lower(), str(it.value))

    def said(*keys: str) -> str:
        return next((text for key in keys if (text := bare(fields.get(key, "")).strip())), "")

    return Record(
        title=field.line(said("title")),
        abstract=field.abstract(said("abstract")),
        authors=field.authors(re.split(r"\s+and\s+", said("author"))),
        year=field.year(said("year"), said("date")),
        journal=field.line(said("journal", "journaltitle", "booktitle")),
        doi=field.doi(said("doi"), said("url")),
        pmid=field.pmid(said("pmid")),
    )


def bare(printed: str) -> str:
    """Return a field without LaTeX: accents and signs as letters, no braces.

    A bare ``%`` is a per cent sign, as the databases write it, though TeX would take it for a comment.

    >>> bare(r"M{\\"u}ller {CSM}: 55.8\\% ($P < 0.05$), 14.6 $\\pm$ 2 or 50%")
    'Müller CSM: 55.8% (P < 0.05), 14.6 ± 2 or 50%'
    """
    text = MATHS.sub(r"\1", printed) if "$" in printed else printed
    if "\\" in text:
        text = ACCENT.sub(lambda it: unicodedata.normalize("NFC", it[3] + ACCENTS[it[1] or it[2]]), text)
        text = SYMBOL.sub(lambda it: SYMBOLS.get(it[1], it[0]), FORMAT.sub("", text))
    return ESCAPED.sub(lambda it: it[1] or "", text)
