"""Typeset ``pdf-sources/*.txt`` into ``examples/*.pdf``, each with habits of a journal that make PDF hard to read.

    python corpus/make_pdfs.py          # write the files again
    python corpus/make_pdfs.py --check  # exit 1 if a committed file differs from what would be written

The same sources give the same bytes: the creation date is fixed, nothing is compressed, only the fonts that
every PDF reader has are used. Needs fpdf2, which the tool itself does not.

A source is blocks separated by blank lines: title, authors, journal, then the paragraphs. ``^2^`` is a
superscript 2.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

HERE = Path(__file__).resolve().parent
CREATED = datetime(2024, 1, 1, tzinfo=UTC)
MARGIN = 54.0  # points, like every length below
GUTTER = 20.0
HEADING = re.compile(
    r"(?:Abstract|Background|Objective|Patients and methods|Methods|Results|Conclusions?|References|Keywords"
    r"|BACKGROUND|METHODS|RESULTS|CONCLUSIONS)\b[:.]?"
)
SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bcdfghjklmnprstvw][aeiouy])|(?<=[aeiouy][nrlsct])(?=[bcdfgkmnpqst][aeiouy])")


@dataclass(frozen=True)
class Layout:
    """How a journal prints its page."""

    size: float  # of the type
    leading: float  # from line to line
    font: str = "Times"
    page: tuple[float, float] = (595.0, 842.0)
    columns: int = 1
    hyphenate: bool = False  # break long words at the end of a line, and justify
    spaces: bool = True  # False: no space characters in the file, only gaps, as TeX does
    ligatures: bool = False  # fi and fl as one glyph each
    line_numbers: bool = False  # in the margin, one a line
    head: str = ""  # on top of each page, with the page number below
    first_page: int = 1
    foot: tuple[str, ...] = ()  # small lines at the foot of the first page
    metadata: bool = False  # title and authors also in the file's properties


LAYOUTS = {
    "brandao-2018": Layout(
        size=9.5, leading=12, columns=2, hyphenate=True, spaces=False, ligatures=True
    ),
    "oyelaran-2011": Layout(size=11, leading=24, font="Courier", line_numbers=True),
    "lindqvist-2022": Layout(
        size=10.5, leading=14, page=(440.0, 600.0), columns=2, hyphenate=True, first_page=417,
        head="M. Lindqvist-Ahl et al.   Adult spinal deformity at two years",
    ),
    "sorensen-2019": Layout(
        size=10.5, leading=14.5, font="Helvetica", head="Sorensen-Vig et al.     Hip approaches", first_page=254,
        metadata=True,
    ),
    "varga-2023": Layout(
        size=9.5, leading=12, font="Helvetica", columns=2, hyphenate=True, head="Invented Spine Oncology Open",
        metadata=True,
        foot=(
            "Correspondence: E. Varga-Holló, Invented Spine Centre, 12 Example Street; varga@example.org",
            "Received 12 January 2023, accepted 3 March 2023. An invented study; the text may be copied freely.",
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A run of characters in one style; ``glued`` when no gap parts it from the piece before."""

    text: str
    bold: bool = False
    raised: bool = False
    glued: bool = False


Line = tuple[tuple[Piece, ...], bool]  # the pieces, and whether the paragraph ends here


class Sheet(FPDF):
    """A PDF that draws pieces of text at places."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(unit="pt", format=layout.page)
        self.layout = layout
        self.set_compression(False)
        self.set_auto_page_break(False)
        self.set_creation_date(CREATED)
        self.set_producer("corpus/make_pdfs.py")

    def glyphs(self, text: str) -> str:
        """Return *text* in the file's encoding; Mac Roman is the one that has ligatures."""
        if not self.layout.ligatures:
            return text
        joined = text.replace("fi", "\ufb01").replace("fl", "\ufb02")
        return joined.encode("mac_roman").decode("latin-1")

    def style(self, piece: Piece) -> None:
        """Choose the font of *piece*."""
        size = self.layout.size * (0.65 if piece.raised else 1)
        self.set_font(self.layout.font, "B" if piece.bold else "", size)

    def width(self, piece: Piece) -> float:
        """Return the width of *piece* as it will be drawn."""
        self.style(piece)
        return float(self.get_string_width(self.glyphs(piece.text)))

    def draw(self, piece: Piece, x: float, y: float, *, spaced: bool) -> None:
        """Draw *piece* with its baseline at *y*, a space character after it if *spaced*."""
        self.style(piece)
        raise_by = self.layout.size * 0.35 if piece.raised else 0
        self.text(x, y - raise_by, self.glyphs(piece.text) + (" " if spaced else ""))

    def small(self, x: float, y: float, text: str, size: float = 8) -> None:
        """Draw furniture."""
        self.set_font(self.layout.font, "", size)
        self.text(x, y, text)

    def furnish(self) -> None:
        """Add a page with its running head, page number and, on the first, its foot."""
        self.add_page()
        width, height = self.layout.page
        if self.layout.head:
            self.small(MARGIN, 34, self.layout.head)
            self.small(width / 2 - 6, height - 24, str(self.layout.first_page + self.page_no() - 1))
        if self.page_no() == 1:
            for k, line in enumerate(self.layout.foot):
                self.small(MARGIN, height - 56 + 10 * k, line, 7)


def pieces(paragraph: str) -> Iterator[Piece]:
    """Yield the words of *paragraph*, its heading in bold, its ``^2^`` raised."""
    heading = HEADING.match(paragraph)
    bold_until = heading.end() if heading else 0
    for word in re.finditer(r"\S+", paragraph):
        for k, run in enumerate(word.group().split("^")):
            if run:
                yield Piece(run, bold=word.start() < bold_until, raised=k % 2 == 1, glued=k > 0)


def broken(piece: Piece, room: float, sheet: Sheet) -> tuple[Piece, Piece] | None:
    """Return *piece* in two parts of which the first, with its hyphen, fits in *room*; None if none does."""
    word = piece.text
    own = [m.end() for m in re.finditer(r"(?<=[a-z]{3})-(?=[a-z]{3})", word)]
    syllables = [m.start() for m in SYLLABLE.finditer(word) if 3 <= m.start() <= len(word) - 4]
    places = own or (syllables if word.isalpha() and word.islower() and len(word) >= 8 else [])
    for at in reversed(places):
        first = Piece(word[:at] + ("" if word[at - 1] == "-" else "-"), bold=piece.bold)
        if sheet.width(first) <= room:
            return first, Piece(word[at:], bold=piece.bold)
    return None


def lines(paragraph: str, width: float, sheet: Sheet) -> Iterator[Line]:
    """Yield the lines of *paragraph* set to *width*, as many words on each as fit."""
    line: list[Piece] = []
    used = 0.0
    space = sheet.width(Piece("n")) / 2
    waiting = list(pieces(paragraph))
    while waiting:
        piece = waiting.pop(0)
        gap = 0 if piece.glued or not line else space
        if used + gap + sheet.width(piece) <= width or piece.glued:
            line.append(piece)
            used += gap + sheet.width(piece)
            continue
        halves = broken(piece, width - used - gap, sheet) if sheet.layout.hyphenate else None
        if halves:
            line.append(halves[0])
        waiting.insert(0, halves[1] if halves else piece)
        yield tuple(line), False
        line, used = [], 0.0
    yield tuple(line), True


def draw_line(line: Line, x: float, y: float, width: float, sheet: Sheet) -> None:
    """Draw one line; a line within a justified paragraph is spread to *width*."""
    run, last = line
    gaps = sum(not piece.glued for piece in run[1:])
    space = sheet.width(Piece("n")) / 2
    if sheet.layout.hyphenate and not last and gaps:
        space = (width - sum(sheet.width(piece) for piece in run)) / gaps
    for k, piece in enumerate(run):
        x += 0 if k == 0 or piece.glued else space
        followed = k + 1 < len(run) and not run[k + 1].glued
        sheet.draw(piece, x, y, spaced=sheet.layout.spaces and followed)
        x += sheet.width(piece)


def draw_title(blocks: Sequence[str], sheet: Sheet) -> float:
    """Draw title, authors and journal across the page; return where the text below them begins."""
    y = MARGIN + 10
    for block, size, style in zip(blocks, (15, 10, 9), ("B", "", "I"), strict=True):
        sheet.set_font(sheet.layout.font, style, size)
        sheet.set_xy(MARGIN, y)
        sheet.multi_cell(sheet.layout.page[0] - 2 * MARGIN, size * 1.25, sheet.glyphs(block), align="L")
        y = sheet.get_y() + 5
    return y + 18


def draw_body(paragraphs: Sequence[str], top: float, sheet: Sheet) -> None:
    """Fill column after column, page after page."""
    layout = sheet.layout
    width = (layout.page[0] - 2 * MARGIN - GUTTER * (layout.columns - 1)) / layout.columns
    bottom = layout.page[1] - MARGIN - (20 if layout.foot else 0)
    total = sum(len(list(lines(p, width, sheet))) for p in paragraphs) * layout.leading + 6 * len(paragraphs)
    if layout.columns > 1 and top + total / layout.columns < bottom - 2 * layout.leading:
        bottom = top + total / layout.columns + layout.leading  # columns of equal length on a page that is not full
    column, number, y = 0, 0, top
    for paragraph in paragraphs:
        for line in lines(paragraph, width, sheet):
            if y > bottom:
                column, y = (column + 1) % layout.columns, top
                if column == 0:
                    sheet.furnish()
                    top = y = MARGIN + 10
            number += 1
            if layout.line_numbers:
                sheet.small(MARGIN - 26, y, str(number))
            draw_line(line, MARGIN + column * (width + GUTTER), y, width, sheet)
            y += layout.leading
        y += 6


def typeset(source: str, layout: Layout) -> bytes:
    """Return the PDF of *source*."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", source.strip())]
    sheet = Sheet(layout)
    if layout.metadata:
        sheet.set_title(blocks[0])
        sheet.set_author(blocks[1])
    sheet.furnish()
    draw_body(blocks[3:], draw_title(blocks[:3], sheet), sheet)
    made = bytes(sheet.output())
    if layout.ligatures:  # both names are equally long once the space goes, so no offset in the file moves
        made = made.replace(b"/Encoding /WinAnsiEncoding", b"/Encoding/MacRomanEncoding")
    return made


def main() -> int:
    """Write or compare every PDF; return the exit status."""
    parser = argparse.ArgumentParser(description="Typeset corpus/pdf-sources into corpus/examples.")
    parser.add_argument("--check", action="store_true", help="compare with the files that are there, write nothing")
    check = parser.parse_args().check
    stale = []
    for name, layout in LAYOUTS.items():
        made = typeset((HERE / "pdf-sources" / f"{name}.txt").read_text(encoding="utf-8"), layout)
        target = HERE / "examples" / f"{name}.pdf"
        if not check:
            target.write_bytes(made)
        elif not target.exists() or target.read_bytes() != made:
            stale.append(f"{target.name} is not what its source gives: run python corpus/make_pdfs.py")
    print("\n".join(stale) or f"{len(LAYOUTS)} PDFs {'are up to date' if check else 'written'}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
