"""Draw pages of a PDF. Runs in a process that can be killed: what draws is a library in C, and PDFs are hostile."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.read.options import Options

SCALE = 1.4  # pixels a point: letters of 8 points can be read
LARGEST = 2400  # pixels a side; of a poster, less of it is drawn
GREYS = 16  # enough for print, and a fifth of the size


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, and which part of the sheet it shows, in points as :class:`extractor.model.Word` counts them."""

    page: int  # from 1
    png: bytes
    left: float
    top: float
    width: float
    height: float


def pictures(path: Path, asked: str, options: Options) -> Iterator[Picture]:
    """Yield the pages asked for, of the file that was read and of no other; pages that lie on their side are left out.

    Args:
        asked: The SHA-256 of the file, and the numbers of the pages: "ab12... 1 3".
    """
    import pdfplumber
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    sha256, *pages = asked.split()
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return
    # pdfium draws, and pdfplumber, which placed the words, says where on the sheet the drawing begins: a file may
    # begin anywhere, show a part, and keep both facts in a parent that pdfium does not look at
    with pdfplumber.open(io.BytesIO(data)) as placed:
        pdf = pypdfium2.PdfDocument(data)
        for number in map(int, pages):
            page, sheet = pdf[number - 1], placed.pages[number - 1]
            if not page.get_rotation() and not sheet.rotation:
                yield _drawn(page, number, _shown(sheet.cropbox, sheet.mediabox))


def _shown(crop: Sequence[float], media: Sequence[float]) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of what both boxes hold."""
    return max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])


def _drawn(page: Any, number: int, shown: tuple[float, float, float, float]) -> Picture:
    width, height = page.get_size()
    scale = min(SCALE, LARGEST / max(width, height))
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("L").quantize(GREYS)
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return Picture(number, png.getvalue(), shown[0], shown[1], width, height)
