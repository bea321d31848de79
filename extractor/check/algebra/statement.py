"""What an abstract states about its whole numbers: "n is 43", "men are 55.8 % of n", "men and women make up n"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractor.check.sums import counted
from extractor.model import Finding, Input


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about whole numbers: ``n is 43``, ``men are 55.8 % of n``, ``men and women make up n``.

    ``names`` are the unknowns: one for "is", the part and its whole for "share", the whole and its parts for "sum".
    """

    kind: Literal["is", "share", "sum"]
    names: tuple[str, ...]
    says: str
    value: Decimal | None = None  # the number of "is", the per cent of "share"
    printed: Input | None = None
    finding: str | None = None
    evened: bool = False  # the percentage may have been rounded the other way, to make all come to 100


def number_of(finding: Finding, part: str, name: str, says: str) -> Fact:
    """Return that *name* is the printed numerator, denominator or value of *finding*."""
    value = counted(finding) if part == "value" else getattr(finding, part)
    assert value is not None
    at = finding.spans.get(part)
    printed = Input(part, str(value), at.start if at else None, at.end if at else None)
    return Fact("is", (name,), says, Decimal(value), printed, finding.id)


def per_cent(finding: Finding, whole: str) -> Fact:
    """Return that *finding* is its printed percentage of *whole*."""
    at = finding.spans.get("value")
    printed = Input("value", str(finding.value), at.start if at else None, at.end if at else None)
    return Fact(
        "share", (finding.id, whole), f"{finding.value} % {finding.outcome}", finding.value, printed, finding.id
    )
