"""Studies as an Excel file that a reviewer fills in: a sheet a category, the sentence as a note on each value.

The same studies give the same bytes. ``evidence review import`` reads the shaded columns back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from extractor.export.rows import HEAD, REVIEW, STUDY_HEAD, VERDICTS, Column, finding_rows, study_rows
from extractor.export.safe import harmless
from extractor.model import CATEGORIES, VERBS, Concept, Source, Study
from extractor.review.applied import Decisions

if TYPE_CHECKING:
    from openpyxl import Workbook  # type: ignore[import-untyped]

BORN = datetime(2000, 1, 1)  # written as the file's date, so that the same studies give the same bytes
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
LONGEST = 32_000  # characters; Excel takes 32,767 in a cell
FILLS = {"head": "E2E8F3", "review": "FFF6D6"}  # of a heading; of what a reviewer fills in
HOW_TO = (
    ("How to review this file", ""),
    ("", "Each row of the sheets that follow is a result as the program read it. The note on its value, and the column"
     " Sentence, are the words it was read from. Fill in the shaded columns; leave the others as they are."),
    ("decision", "accepted: number, outcome, group and time are right. corrected: the number is another one, which you"
     " write beside it. rejected: this is no such result (another outcome, another group, no result at all)."),
    ("corrected value", "The right number in the unit of its row: 55.8, not 55.8 %. Only with 'corrected'."),
    ("comment", "Anything a colleague should know. A row with a comment and no decision is not read back."),
    ("reviewer", "Your name, always spelled the same. Left empty everywhere, give it when the file is read back."),
    ("key", "Names the place in the text; with it a row finds its way back. Do not change it."),
    ("", "Rows and columns may be sorted, filtered, moved and hidden, and rows may be deleted."),
    ("To read it back", 'evidence review import THIS-FILE.xlsx --reviewer "Your name"'),
    ("Two reviewers", "evidence review agreement ONE.xlsx OTHER.xlsx says how far they agree, and on what they differ."
     " Where they differ, the value stays as it was read until they agree or the reviewer 'consensus' has decided."),
)  # fmt: skip


def xlsx(
    studies: Iterable[Study],
    out: IO[bytes],
    *,
    concepts: Sequence[Concept] = (),
    sources: Mapping[str, Sequence[Source]] = MappingProxyType({}),
    decisions: Decisions = MappingProxyType({}),
    reviewer: str | None = None,
    notes: bool = True,
) -> None:
    """Write the workbook: how to use it, the studies, then a sheet for each category that has a result.

    Args:
        studies: Those that lead; their findings keep their order.
        out: Opened for bytes.
        concepts: The outcomes, for their labels.
        sources: What each study was read from, by the document that leads it.
        decisions: What reviewers decided, by key.
        reviewer: Whose decisions are filled in, and nobody else's are shown; None: those of the only reviewer there is.
        notes: Whether each value carries its sentence as a note; thousands of them make a file slow to open.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

    kept = list(studies)
    book = Workbook(write_only=True)
    book.properties.creator = "evidence-extractor"
    book.properties.created = book.properties.modified = BORN
    _how_to(book)
    _sheet(book, "Studies", STUDY_HEAD, study_rows(kept, sources), notes=False)
    found: dict[str, list[dict[str, Any]]] = {category: [] for category in CATEGORIES}
    for category, row in finding_rows(kept, concepts, decisions, reviewer):
        found[category].append(row)
    for category, rows in found.items():
        if rows:
            _sheet(book, category.replace("_", " ").capitalize(), HEAD, rows, notes=notes)
    ExcelWriter(book, _Undated(out, "w", ZIP_DEFLATED)).save()


class _Undated(ZipFile):
    """A zip file whose members all bear the same date."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        member = ZipInfo(zinfo_or_arcname, BORN.timetuple()[:6])
        member.compress_type = ZIP_DEFLATED
        super().writestr(member, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


# ------------------------------------------------------------------ sheets


def _how_to(book: Workbook) -> None:
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    sheet = book.create_sheet("How to")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    sheet.sheet_view.showGridLines = False
    for number, (name, says) in enumerate(HOW_TO):
        head, text = WriteOnlyCell(sheet, name), WriteOnlyCell(sheet, says)
        head.font = Font(bold=True, size=11 if number else 14)
        head.alignment = text.alignment = Alignment(wrap_text=bool(number), vertical="top")
        sheet.append([head, text])


def _sheet(
    book: Workbook, title: str, head: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, notes: bool
) -> None:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

    sheet = book.create_sheet(title)
    named = {column.name: get_column_letter(place) for place, column in enumerate(head, start=1)}
    for column in head:
        sheet.column_dimensions[named[column.name]].width = column.width
    sheet.freeze_panes = f"{get_column_letter(1 + sum(column.pinned for column in head))}2"
    make = _Cells(sheet, notes)
    sheet.append([make.heading(column) for column in head])
    last = 1
    for row in rows:
        sheet.append([make.cell(column, row) for column in head])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{last}"
    if "decision" in named:
        words = DataValidation("list", formula1=f'"{",".join(VERBS)}"', allow_blank=True)
        words.error, words.errorTitle = f"One of {', '.join(VERBS)}, or nothing", "Decision"
        words.add(f"{named['decision']}2:{named['decision']}{max(last, 2)}")
        sheet.data_validations.append(words)


class _Cells:
    """Makes the cells of a sheet; each look is worked out once, or it would take most of the time."""

    def __init__(self, sheet: Any, notes: bool) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.comments import Comment  # type: ignore[import-untyped]
        from openpyxl.styles import Alignment, Font, PatternFill

        self.sheet, self.notes, self.make, self.comment = sheet, notes, WriteOnlyCell, Comment
        self.fonts = {"bold": Font(bold=True), "warn": Font(color="B23A17"), "soft": Font(color="667182")}
        self.fills = {name: PatternFill("solid", fgColor=color) for name, color in FILLS.items()}
        self.alignments = {wraps: Alignment(vertical="top", wrap_text=wraps) for wraps in (False, True)}
        self.looks: dict[tuple[str, str, bool, str], Any] = {}

    def heading(self, column: Column) -> Any:
        return self._made(column.name, "bold", "review" if column.name in REVIEW else "head", True, "General")

    def cell(self, column: Column, row: Mapping[str, Any]) -> Any:
        value, ours = row.get(column.name), column.name not in REVIEW
        if value is None and ours:
            return None
        misfit = column.name == "Check" and str(value).startswith(VERDICTS["inconsistent"])
        font = "warn" if misfit else "soft" if column.soft else ""
        shown = printed_format(value) if isinstance(value, Decimal) else "General"
        made = self._made(value, font, "" if ours else "review", column.wraps, shown)
        if self.notes and column.name == "Value":
            made.comment = self.comment(clean(row["Sentence"]), "evidence-extractor", height=140, width=420)
        return made

    def _made(self, value: Any, font: str, fill: str, wraps: bool, shown: str) -> Any:
        made = self.make(self.sheet, value if isinstance(value, Decimal | int | None) else clean(str(value)))
        look = self.looks.get((font, fill, wraps, shown))
        if look is None:
            made.alignment, made.number_format = self.alignments[wraps], shown
            if font:
                made.font = self.fonts[font]
            if fill:
                made.fill = self.fills[fill]
            self.looks[font, fill, wraps, shown] = made._style
        else:
            made._style = look
        return made


def printed_format(number: Decimal) -> str:
    """Return the number format that shows *number* with the zeros it was printed with.

    >>> printed_format(Decimal("0.50")), printed_format(Decimal("12"))
    ('0.00', '0')
    """
    places = max(0, -int(number.as_tuple().exponent))
    return f"0.{'0' * places}" if places else "0"


def clean(text: str) -> str:
    """Return *text* as a cell can hold it: no control character, not too long, nothing a spreadsheet would run."""
    return str(harmless(UNPRINTABLE.sub("\ufffd", text)[:LONGEST]))
