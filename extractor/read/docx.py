"""Read a Word file: its title and abstract, or all of it when that is short or asked for."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read.options import DEFAULT, Options
from extractor.read.page import laid_out
from extractor.read.parts import Block, abstract_of
from extractor.read.tabled import sentences

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# deleted with tracked changes on; text boxes, which stand beside the text; the same again for old programs
UNREAD = {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}txbxContent", f"{WORD}instrText", FALLBACK}
MARKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
RATIO = 200  # a real Word file unpacks to some 20 times its size


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document]:
    """Yield the one paper in a Word file.

    Text inserted with tracked changes is read, deleted text is not; raised figures stay raised ("55.8%¹²").

    Raises:
        Unreadable: If it is encrypted, broken, far too large once unpacked, or without text.
    """
    opened = _opened(path, data, options)
    blocks = [block for block in _blocks(opened.element.body) if block.text]
    if not blocks:
        raise Unreadable(path, "has no text in its body; if it holds pictures of pages, run OCR first")
    title = next((block.text for block in blocks if block.style == "title"), None)
    chosen, warnings = abstract_of(blocks, all_of_it=options.full_text)
    text = "\n\n".join(block.text for block in chosen) + "\n"
    page = laid_out(text, title=title)
    told = (
        laid_out("\n\n".join(block.text for block in blocks[:40]), title=title) if len(chosen) < len(blocks) else page
    )
    yield Document(
        name=name,
        path=str(path),
        format="docx",
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        regions=page.regions,
        title=title or page.title or told.title,
        authors=page.authors or told.authors,
        year=page.year or told.year,
        journal=page.journal or told.journal,
        doi=page.doi or told.doi,
        pmid=page.pmid or told.pmid,
        warnings=warnings,
    )


def _opened(path: Path, data: bytes, options: Options) -> Any:
    """Return the file as python-docx opens it, once it is known to be no bomb."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            unpacked = sum(member.file_size for member in members.infolist())
            if unpacked > min(options.max_unpacked, max(RATIO * len(data), 10_000_000)):
                raise Unreadable(path, f"unpacks to {unpacked / 1e6:,.0f} MB, which no paper needs; leave it out")
        return docx.Document(io.BytesIO(data))
    except Unreadable:
        raise
    # python-docx lets out whatever zipfile, lxml and its own look-ups raise on a broken file
    except Exception as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise Unreadable(path, f"is not a Word file that can be opened ({said}); save it again as .docx") from error


# ------------------------------------------------------------------ the text


def _blocks(body: Any) -> Iterator[Block]:
    """Yield the paragraphs and the rows of the tables, in order."""
    for child in body:
        if child.tag == f"{WORD}p":
            yield Block(_text(child), _style(child))
        elif child.tag == f"{WORD}tbl":
            rows = [[_cell(cell) for cell in row.iter(f"{WORD}tc")] for row in child.iter(f"{WORD}tr")]
            yield from map(Block, sentences(rows[:1], rows[1:]) if len(rows) > 1 else sentences((), rows))
        elif child.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins"):
            yield from _blocks(child)


def _cell(cell: Any) -> str:
    return " ".join(filter(None, (_text(paragraph) for paragraph in cell.iter(f"{WORD}p"))))


def _style(paragraph: Any) -> str:
    """Return "title", "heading" or ""."""
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    named = (style.get(f"{WORD}val") or "").casefold() if style is not None else ""
    return "title" if named == "title" else "heading" if named.startswith(("heading", "berschrift", "titre")) else ""


def _text(element: Any) -> str:
    return re.sub(r"[ \t]+", " ", "".join(_runs(element))).strip()


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in UNREAD:
            continue
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in MARKS:
            yield MARKS[child.tag]
        elif child.tag == f"{WORD}r" and _is_raised(child):
            yield "".join(_runs(child)).translate(RAISED)
        else:
            yield from _runs(child)


def _is_raised(run: Any) -> bool:
    place = run.find(f"{WORD}rPr/{WORD}vertAlign")
    return place is not None and place.get(f"{WORD}val") == "superscript"
