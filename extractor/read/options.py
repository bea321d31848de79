"""How to read: what a user may ask for, and the limits that keep one file from holding up the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; every reader is given one, and most look at little of it.

    The limits are for one file as it lies in the folder; the members of an archive share ``max_unpacked``.
    """

    abstract_column: str | None = None  # of a CSV, TSV or XLSX file; None guesses it by its name
    full_text: bool = False  # the whole article instead of its abstract
    ocr: bool = False  # recognise the letters of scanned pages
    max_bytes: int = 250 * 1024 * 1024  # as the file lies there; 30,000 records of PubMed can have 120 MB, packed
    max_unpacked: int = 2 * 1024**3  # bytes of what is compressed in it; 30,000 records of PubMed can have 500 MB
    max_pages: int = 400  # of a PDF
    max_records: int = 200_000  # of a bibliographic file, and members of an archive
    max_seconds: float = 30.0  # to parse one PDF or one Word file

    @property
    def seconds(self) -> float:
        """What one file may take: a whole article longer than its abstract, recognising its letters far longer."""
        return self.max_seconds * (20 if self.ocr else 4 if self.full_text else 1)


DEFAULT = Options()
