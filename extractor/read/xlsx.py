"""Read an Excel file as a table: the first sheet that has a column of abstracts."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import record, table
from extractor.read.options import DEFAULT, Options

LARGEST = 100 * 1024 * 1024  # bytes unpacked; openpyxl keeps the strings in memory
BROKEN = "is no Excel file, or a damaged or encrypted one; open it in Excel and save it again as .xlsx"


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the rows of an Excel file, one document each.

    Raises:
        Unreadable: If it is damaged, encrypted or a bomb, or no sheet has a column of abstracts.
    """
    _refuse_bombs(path, data, min(options.max_unpacked, LARGEST))
    records = table.records(path, _rows(path, data, options), options)
    yield from record.documents(records, record.blank(path, data, name, "xlsx"), options)


def _refuse_bombs(path: Path, data: bytes, largest: int) -> None:
    try:
        # zipfile never unpacks more of a member than is declared here
        size = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(path, BROKEN) from error
    if size > largest:
        raise Unreadable(path, f"unpacks to {size // 1024**2:,} MB, more than {largest // 1024**2:,} MB; split it")


def _rows(path: Path, data: bytes, options: Options) -> Iterator[table.Row | str]:
    """Yield the rows of the first sheet with a column of abstracts, else of the first; then what is wrong with it."""
    import openpyxl  # type: ignore[import-untyped]

    sheets: list[Iterator[list[str]]] = []
    begun = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which are not read
            # with defusedxml installed it refuses entities
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # which are often wrong, and may be a million rows of nothing
            cells = (list(map(_said, row)) for row in sheet.iter_rows(values_only=True))
            rows = (row for row in cells if any(row))
            first = list(islice(rows, table.HEADERS))
            sheets.append(chain(first, rows))
            if table.header(first, options):
                sheets = sheets[-1:]
                break
        for row in sheets[0] if sheets else ():
            begun = True
            yield row
    # openpyxl lets through whatever its parts raise on a broken file, from KeyError to zlib.error
    except Exception as error:
        if not begun:
            raise Unreadable(path, BROKEN) from error
        yield "damaged, as the rows behind it; open it in Excel and save it again"


def _said(value: Any) -> str:
    """Return a cell as text; 2011.0 is a year."""
    if value is None:
        return ""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).strip()
