"""Read a text file: find its encoding, refuse what is not text, hand the rest to :mod:`page`."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.options import DEFAULT, Options
from extractor.read.page import laid_out

LONGEST = 1_000_000  # characters; a whole article has some 60,000
AS_UTF8 = "save it as UTF-8 text or leave it out"

# the longer mark first: a UTF-32 mark begins with the UTF-16 one
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OTHER_KINDS = (
    (b"PK\x03\x04", "a ZIP or Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # white space, separators and NEL are text


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> tuple[Document, ...]:
    """Return the one document in a text file.

    For UTF-8 the text is the file's, character for character (a byte-order mark apart), so that
    offsets count into the file itself.

    Raises:
        Unreadable: If the file is not text, holds only white space, or is far longer than a paper.
    """
    text, encoding = decoded(path, data)
    if not text.strip():
        raise Unreadable(path, "holds only white space; there is nothing to read")
    if len(text) > LONGEST:
        raise Unreadable(path, f"has {len(text):,} characters, more than one paper ({LONGEST:,}); split it")
    page = laid_out(text)
    return (
        Document(
            name=name,
            path=str(path),
            format="txt",
            sha256=hashlib.sha256(data).hexdigest(),
            text=text,
            regions=page.regions,
            title=page.title,
            authors=page.authors,
            year=page.year,
            journal=page.journal,
            doi=page.doi,
            pmid=page.pmid,
            warnings=() if encoding == "utf-8" else (f"decoded from {encoding}",),
        ),
    )


def decoded(path: Path, data: bytes) -> tuple[str, str]:
    """Return the text of *data* and the name of its encoding.

    A byte-order mark decides; without one, bytes that are valid UTF-8 are UTF-8, and anything else
    is Windows-1252 (which holds all of printable Latin-1).

    Raises:
        Unreadable: If the bytes are no text in any of these.
    """
    for start, kind in OTHER_KINDS:
        if data.startswith(start):
            raise Unreadable(path, f"is {kind}, not plain text; {AS_UTF8}")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _marked(path, data[len(mark) :], encoding), encoding
    if b"\0" in data:
        raise Unreadable(path, f"is not text: it holds NUL bytes (binary, or UTF-16 without its mark); {AS_UTF8}")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _western(path, data), "windows-1252"
    return _readable(path, text), encoding


def _marked(path: Path, data: bytes, encoding: str) -> str:
    try:
        return _readable(path, data.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unreadable(path, f"begins as {encoding} but byte {error.start} is not; {AS_UTF8}") from error


def _western(path: Path, data: bytes) -> str:
    """Return *data* as Windows-1252 when that gives words, which random bytes and other alphabets do not."""
    message = f"is not text in UTF-8, UTF-16 or Windows-1252 (Latin-1); {AS_UTF8}"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(path, message) from error
    if sum(character > "\x7f" for character in text) > 0.25 * len(text):
        raise Unreadable(path, message)
    return text


def _readable(path: Path, text: str) -> str:
    """Return *text* unless control characters show that it is no text."""
    controls = len(CONTROL.findall(text))
    if "\0" in text or controls > 2 + 0.005 * len(text):
        raise Unreadable(path, f"is not text: {controls} control characters in {len(text)}; {AS_UTF8}")
    return text
