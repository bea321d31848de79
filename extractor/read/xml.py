"""Cut a long XML file into its records, so that it need not fit into memory and a bad record costs itself only.

Each record is parsed on its own: no DTD is ever read, so an entity cannot be defined, let alone blown up.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.read import field
from extractor.read.options import Options

BLOCK = 256 * 1024  # bytes read at a time
LONGEST = 16 * 1024 * 1024  # bytes of a record; PubMed's longest, with thousands of authors, has under 4 MB
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Element = Any  # of lxml, which is imported where it is used


def records(path: Path, data: bytes, tags: tuple[str, ...], options: Options) -> Iterator[Element | str]:
    """Yield each element called one of *tags*, or why it cannot be parsed.

    Args:
        path: The file, for messages.
        data: XML, or XML packed with gzip.
        tags: Names of elements that do not hold one another.
        options: For the limit on what is unpacked.

    Raises:
        Unreadable: If the file defines entities, or unpacks to more than the limit. What came before has been yielded.
    """
    from lxml import etree

    data, encoding = _encoded(path, data)
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding=encoding,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
    except LookupError:
        raise Unreadable(path, f"says it is in {encoding}, an encoding nobody knows; save it as UTF-8") from None
    for piece in _cut(path, _blocks(path, data, options), tags):
        if isinstance(piece, str):
            yield piece
            continue
        try:
            yield etree.fromstring(piece, parser)
        except etree.XMLSyntaxError as error:
            yield f"not well-formed XML ({str(error).splitlines()[0][:120]})"


def plain(element: Element | None) -> str:
    """Return the text of an element on one line, exponents raised: 10<sup>9</sup> is not 109."""
    return "" if element is None else " ".join("".join(_runs(element)).split())


def _runs(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        inside = "".join(_runs(child))
        yield field.raised(inside) if child.tag == "sup" else inside
        yield child.tail or ""


def _encoded(path: Path, data: bytes) -> tuple[bytes, str]:
    """Return *data*, in UTF-8 if it was in UTF-16, and the encoding it declares."""
    if data.startswith(WIDE):
        try:
            return data.decode("utf-16").encode(), "utf-8"
        except UnicodeDecodeError as error:
            raise Unreadable(path, f"begins as UTF-16 but byte {error.start} is not; export it again") from error
    said = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{1,30})", data)
    return data, said[1].decode() if said else "utf-8"


def _blocks(path: Path, data: bytes, options: Options) -> Iterator[bytes | str]:
    """Yield the bytes, unpacked; then, if the packing is damaged, what is wrong with it."""
    packed = data.startswith(b"\x1f\x8b")
    file: io.BufferedIOBase = gzip.GzipFile(fileobj=io.BytesIO(data)) if packed else io.BytesIO(data)
    size = 0
    try:
        while block := file.read1(BLOCK):  # read() would throw away what stands before the damage
            size += len(block)
            if size > options.max_unpacked:
                limit = options.max_unpacked // 1024**2
                raise Unreadable(path, f"unpacks to more than {limit:,} MB; raise --max-unpacked or leave it out")
            yield block
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield "cut off, the packed file is damaged here; download it again"


def _cut(path: Path, blocks: Iterator[bytes | str], tags: tuple[str, ...]) -> Iterator[bytes | str]:
    """Yield each element as it is written, or what is wrong with it.

    One pass: neither a record without an end nor a million of them may be searched twice.
    """
    token = re.compile(rb"<(/?)(%s)(?=[\s>])" % "|".join(tags).encode())
    longest = max(map(len, tags)) + 3  # of a token that a block's end may part
    buffer, begun, at, fault = bytearray(), -1, 0, ""  # the element that is open begins at `begun`
    for block in blocks:
        if isinstance(block, str):
            fault = block
            break
        buffer += block
        if begun < 0 and b"<!ENTITY" in buffer:
            raise Unreadable(path, "defines XML entities of its own, which can be made to blow up; leave it out")
        while found := token.search(buffer, at):
            at = found.end()
            if found[1] and begun >= 0:
                yield bytes(buffer[begun:at]) + b">"
                begun = -1
            elif not found[1]:
                if begun >= 0:
                    yield "no end; the next one begins within it"
                begun = found.start()
        keep = begun if begun >= 0 else max(at, len(buffer) - longest)
        if len(buffer) - keep > LONGEST:
            yield f"longer than {LONGEST // 1024**2} MB"
            begun, keep = -1, len(buffer) - longest
        at = max(0, max(at, len(buffer) - longest) - keep)
        del buffer[:keep]
        begun = min(begun, 0)
    if begun >= 0 or fault:
        yield fault or "cut off; the file ends within it"
