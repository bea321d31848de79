"""Split the files in which every line begins with a tag: RIS, MEDLINE, Web of Science, Refer.

Not ``rispy``: it takes a tag without a value for more of the field before it (``SP  -`` became part of the abstract
of an Embase export), a lower-case or tabbed tag likewise, keeps the first of repeated fields only, and drops a last
record that is cut off. Nothing here can fail: a line without a tag belongs to the field before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Fields = dict[str, list[str]]  # tag -> its values in the order of the file

ENOUGH = 250_000  # characters of a field; what is longer is no field any more, and the record is refused

RIS = re.compile(r"([A-Za-z][A-Za-z0-9])(?:  ?|\t| \t) ?-(.*)")
MEDLINE = re.compile(r"([A-Z][A-Z0-9 ]{1,3})-(?: (.*)|)")
WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|)")
REFER = re.compile(r"%(\S)(?:\s(.*)|)")


def ris(text: str) -> Iterator[Fields]:
    """Yield the records of a RIS file: from ``TY`` to ``ER``, or to the next ``TY`` where ``ER`` is missing.

    What stands between two records (numbers, search strategies, links) is passed over.
    """
    fields: Fields | None = None
    tag = ""
    # "UK - a survey" is a line of prose, unless this file writes its tags with one space
    narrow = re.search(r"^TY ?-", text.lstrip("\ufeff"), re.MULTILINE | re.IGNORECASE)
    for line in _lines(text):
        found = RIS.fullmatch(line)
        if found and line[2:4] == " -" and not (narrow and found[1].isupper()):
            found = None
        if found and found[1].upper() in ("TY", "ER"):
            if fields is not None:
                yield fields
            fields = {"TY": [found[2].strip()]} if found[1].upper() == "TY" else None
            tag = "TY"
        elif fields is not None:
            tag = _added(fields, tag, found, line)
    if fields is not None:
        yield fields


def medline(text: str) -> Iterator[Fields]:
    """Yield the records of a MEDLINE file; a blank line or a second PMID parts them."""
    fields: Fields = {}
    tag, parted = "", False
    for line in _lines(text):
        found = MEDLINE.fullmatch(line)
        if fields and found and (parted or (found[1].strip() == "PMID" and "PMID" in fields)):
            yield fields
            fields, tag = {}, ""
        parted = not line.strip()
        tag = _added(fields, tag, found, line)
    if fields:
        yield fields


def wos(text: str) -> Iterator[Fields]:
    """Yield the records of a Web of Science file, ``PT`` to ``ER``; each line of a field is a value."""
    fields: Fields | None = None
    tag = ""
    for line in _lines(text):
        found = WOS.fullmatch(line)
        if found and found[1] == "PT":
            fields = {}
        if fields is None:
            continue
        if found and found[1] == "ER":
            yield fields
            fields = None
        elif found:
            tag = found[1]
            fields.setdefault(tag, []).append(found[2] or "")
        elif tag and line.strip():
            fields[tag].append(line.strip())
    if fields:
        yield fields


def refer(text: str) -> Iterator[Fields]:
    """Yield the records of a Refer file (EndNote's ``.enw``); each begins with ``%0``, or behind a blank line."""
    fields: Fields = {}
    tag, parted = "", False
    for line in _lines(text):
        found = REFER.fullmatch(line)
        if fields and found and (found[1] == "0" or (parted and "0" not in fields)):
            yield fields
            fields, tag = {}, ""
        parted = not line.strip()
        tag = _added(fields, tag, found, line)
    if fields:
        yield fields


def _added(fields: Fields, tag: str, found: re.Match[str] | None, line: str) -> str:
    """Add a line to *fields*; return the tag it belongs to.

    A line that is indented goes on with the field before it; one that is not is a paragraph of it.
    """
    if found:
        tag = found[1].strip().upper()
        fields.setdefault(tag, []).append((found[2] or "").strip())
    elif tag and line.strip() and len(fields[tag][-1]) < ENOUGH:
        fields[tag][-1] += (" " if line[0] in " \t" else "\n") + line.strip()
    return tag


def _lines(text: str) -> Iterator[str]:
    """Yield the lines; only what editors take for an end of line is one (``str.splitlines`` knows ten more)."""
    start = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end].rstrip()
        start = end + 1
