"""Read back what a reviewer filled in: our Excel file however it was sorted, moved and saved, or a CSV of a sheet."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import EvidenceError

NEEDED = ("key", "decision")
LARGEST = 200 * 1024 * 1024  # bytes unpacked
HEADERS = 20  # rows among which the names of the columns are looked for


class Row(NamedTuple):
    """A row of a sheet, its cells by the name of their column in small letters."""

    sheet: str  # "" for a CSV file
    number: int  # from 1, as the spreadsheet counts
    cells: dict[str, Any]  # text, numbers, dates

    @property
    def place(self) -> str:
        """Where it stands, for a line that complains."""
        return f"sheet '{self.sheet}', row {self.number}" if self.sheet else f"row {self.number}"


def rows(path: Path) -> list[Row]:
    """Return the rows of every sheet that has the columns ``key`` and ``decision``, hidden sheets too.

    Raises:
        EvidenceError: if it is no Excel or CSV file, or no sheet has them.
    """
    data = path.read_bytes()
    sheets = _book(path, data) if data[:2] == b"PK" else [("", _table(path, data))]
    found, known = [], False
    for name, table in sheets:
        at, head = _header(table)
        known = known or bool(head)
        found += [Row(name, number, cells) for number, cells in _filled(table, at, head)]
    if not known:
        raise EvidenceError(
            f"{path}: no sheet has the columns 'key' and 'decision'; give a file made by evidence export"
        )
    return found


def _header(table: Sequence[Sequence[Any]]) -> tuple[int, list[str]]:
    """Return the place of the row that names the columns, and their names; none where there is no such row."""
    for at, row in enumerate(table[:HEADERS]):
        names = [str(cell or "").strip().casefold().replace("_", " ") for cell in row]
        if all(name in names for name in NEEDED):
            return at, names
    return 0, []


def _filled(table: Sequence[Sequence[Any]], at: int, head: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, row in enumerate(table[at + 1 :] if head else (), start=at + 2):
        cells = {name: _said(cell) for name, cell in zip(head, row, strict=False) if name}
        if any(cell not in (None, "") for cell in cells.values()):
            yield number, cells


def _said(cell: Any) -> Any:
    """Return a text without what was put before it against formulas, and without space around it."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@＝＋－＠") else text


def _book(path: Path, data: bytes) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    import openpyxl  # type: ignore[import-untyped]

    try:
        if sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist()) > LARGEST:
            raise EvidenceError(f"{path}: unpacks to more than {LARGEST // 1024**2} MB; this is no file of ours")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which are not read
            # with defusedxml installed it refuses entities
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # which are often wrong
            sheets.append((str(sheet.title), list(islice(sheet.iter_rows(values_only=True), 1_048_576))))
    except EvidenceError:
        raise
    # openpyxl lets through whatever its parts raise on a broken file, from KeyError to zlib.error
    except Exception as error:
        raise EvidenceError(
            f"{path}: is no Excel file, or a damaged or encrypted one; save it again as .xlsx"
        ) from error
    yield from sheets


def _table(path: Path, data: bytes) -> list[list[str]]:
    if b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise EvidenceError(f"{path}: is no Excel (.xlsx) or CSV file; save it as one of these")
    text = _text(data)
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(LARGEST)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Excel writes where nobody asks it for UTF-8
