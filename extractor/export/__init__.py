"""Studies for other programs: one module a format."""

from __future__ import annotations

from extractor.export.cochrane import revman
from extractor.export.formats import FORMATS, Content, write
from extractor.export.lines import jsonl, record
from extractor.export.poolable import escalc
from extractor.export.references import bibtex
from extractor.export.safe import harmless
from extractor.export.table import COLUMNS, csv, evidence
from extractor.export.workbook import xlsx

__all__ = [
    "COLUMNS", "FORMATS", "Content", "bibtex", "csv", "escalc", "evidence", "harmless", "jsonl", "record", "revman",
    "write", "xlsx",
]  # fmt: skip
