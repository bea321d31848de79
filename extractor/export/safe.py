"""Cells that no spreadsheet runs."""

from __future__ import annotations

import re

# no formula: a number, which an apostrophe would turn into text, and our own word in the columns of operators
NO_FORMULA = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|=")
FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # Excel takes the full-width signs for formulas too


def harmless(value: object) -> object:
    """Return *value* so that no spreadsheet runs it: a text it would take for a formula gets an apostrophe.

    Source:
        OWASP, "CSV Injection".

    >>> harmless("=1+1"), harmless("-1.5"), harmless("<0.001")
    ("'=1+1", '-1.5', '<0.001')
    """
    text = value if isinstance(value, str) else ""
    return f"'{text}" if text.startswith(FORMULA) and not NO_FORMULA.fullmatch(text) else value
