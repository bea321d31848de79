"""Tell what kind of file this is: by its content first, then by its name."""

from __future__ import annotations

from pathlib import PurePath

SUFFIXES = {".txt": "txt", ".text": "txt", ".pdf": "pdf"}
READ = ".txt, .pdf"  # for messages


def kind(data: bytes, name: str) -> str | None:
    """Return ``"pdf"``, ``"txt"`` or None for a file that holds *data* and is called *name*.

    Content goes first because downloads are often misnamed; the PDF standard lets up to 1,024
    bytes stand before ``%PDF-``.

    >>> kind(b"%PDF-1.7 ...", "paper.txt"), kind(b"Of 43 patients ...", "a.TXT"), kind(b"PK", "a.docx")
    ('pdf', 'txt', None)
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return SUFFIXES.get(PurePath(name).suffix.lower())
