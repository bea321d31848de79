"""Studies for other programs: one module a format."""

from __future__ import annotations

from extractor.export.lines import jsonl, record
from extractor.export.safe import harmless
from extractor.export.table import COLUMNS, csv, evidence
from extractor.export.workbook import xlsx

__all__ = ["COLUMNS", "csv", "evidence", "harmless", "jsonl", "record", "xlsx"]
