"""Where a reviewer's decision hangs: on a place in a text, and on what was read there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from extractor.model import Document, Finding, Study


def key(document: Document, finding: Finding) -> str:
    """Return the finding's key, ``sha256[:16]:start-end:measure``.

    The hash is that of the document's text, in which start and end count: so the key is the same after the file was
    moved, renamed or read by other rules, and in a file of many records each record has its own.
    Two results of one place, as "no deaths or leaks" gives, share it; :func:`keys` tells them apart.
    """
    return f"{_hash(document.text)}:{finding.start}-{finding.end}:{finding.measure}"


def keys(study: Study) -> dict[str, str]:
    """Return the key of each finding, by its id; the second result of a place is ``...:count:2``, and so on."""
    return dict(_numbered(study))


def _numbered(study: Study) -> Iterator[tuple[str, str]]:
    met: dict[str, int] = {}
    for finding in study.findings:
        found = key(study.document, finding)
        met[found] = met.get(found, 0) + 1
        yield finding.id, found if met[found] == 1 else f"{found}:{met[found]}"


def reading(study: Study, finding: Finding) -> str:
    """Return in a line what was read, so that a decision on it does not outlive a change of it.

    >>> from extractor.model import Document, Span
    >>> died = Finding("f1", "count", "death", "mortality", 0, 2, "no", Span(0, 2), "results", "r", {}, denominator=30)
    >>> reading(Study(Document("a", "a.txt", "txt", "", "no deaths")), died)
    'death: ?/30'
    """
    ci, time, arm = finding.ci, finding.time, next((it.name for it in study.arms if it.id == finding.arm), None)
    value = "" if finding.value is None else f"{finding.operator.removeprefix('=')}{finding.value} {finding.unit or ''}"
    count = "?" if finding.numerator is None else finding.numerator
    parts = (
        value.strip(),
        f"{count}/{finding.denominator}" if finding.denominator is not None else "",
        f"SD {finding.sd}" if finding.sd is not None else "",
        f"CI {ci.low} to {ci.high}" if ci else "",
        f"at {time.value} {time.unit}" if time else "",
        f"in {arm}" if arm else "",
    )
    return f"{finding.concept or finding.outcome}: {', '.join(part for part in parts if part)}"


@lru_cache(maxsize=64)  # a paper's findings come one after the other
def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
