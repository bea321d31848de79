"""Read what a careful reader found: a folder of gold/NAME.json beside texts/NAME.txt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import EvidenceError

# the keys a finding may leave out, and what may stand under them beside null
SHAPES: dict[str, type | tuple[type, ...]] = {
    "value": (int, Decimal, str), "unit": str, "numerator": (int, str), "denominator": (int, str),
    "sd": (int, Decimal, str), "se": (int, Decimal, str), "plus_minus": (int, Decimal, str), "range": list, "iqr": list,
    "ci": dict, "timepoint": dict, "arm": str, "comparison_p": (int, Decimal, str), "implicit": bool, "span": list,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldFinding:
    """One printed result as a reader wrote it down; numbers as the file has them.

    ``implicit`` findings may be reported or not: they count neither way.
    """

    outcome: str
    kind: str
    category: str
    quote: str = ""
    span: tuple[int, int] | None = None  # the place of the value, when the file gives it
    value: object = None
    unit: str | None = None
    numerator: object = None
    denominator: object = None
    sd: object = None
    se: object = None
    plus_minus: object = None
    range: tuple[object, object] | None = None
    iqr: tuple[object, object] | None = None
    ci: tuple[object, object] | None = None  # low, high
    time: object = None
    p: object = None
    arm: str | None = None
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class GoldStudy:
    """A document and its findings; ``document`` is the file to extract."""

    name: str
    document: Path
    n: object
    findings: tuple[GoldFinding, ...]


def load(folder: Path) -> tuple[GoldStudy, ...]:
    """Return the studies of a gold folder by name.

    The document of gold/NAME.json is texts/NAME.txt, or the file its key "source" names, seen from *folder*.

    Raises:
        EvidenceError: if there is no gold, or a file of it cannot be understood.
    """
    files = sorted((folder / "gold").glob("*.json"))
    if not files:
        raise EvidenceError(
            f"{folder}: no gold/*.json in it; name a folder that holds gold/NAME.json and texts/NAME.txt, "
            "as corpus/gold does"
        )
    return tuple(_study(folder, file) for file in files)


def _study(folder: Path, file: Path) -> GoldStudy:
    try:
        found = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise EvidenceError(f"{file}: is not readable as JSON ({error}); mend it or move it away") from error
    if not isinstance(found, dict) or not isinstance(found.get("findings"), list):
        raise EvidenceError(f'{file}: has no list "findings"; write {{"n": 43, "findings": []}} at least')
    source = found.get("source", f"texts/{file.stem}.txt")
    if not isinstance(source, str) or not (folder / source).is_file():
        raise EvidenceError(f'{file}: its document {folder / str(source)} is not there; put it there or mend "source"')
    findings = tuple(_finding(f"{file}: finding {at}", it) for at, it in enumerate(found["findings"], start=1))
    return GoldStudy(file.stem, folder / source, found.get("n"), findings)


def _finding(where: str, found: object) -> GoldFinding:
    if not isinstance(found, dict):
        raise EvidenceError(f"{where}: is not an object; write {{...}} as in corpus/gold")
    for key in ("outcome", "kind", "category"):
        if not isinstance(found.get(key), str):
            raise EvidenceError(f'{where}: has no "{key}"; add it as text')
    if not found.get("span") and not str(found.get("quote") or "").strip():
        raise EvidenceError(f'{where}: has neither "quote" nor "span"; quote the words that hold the number')
    for key, shape in SHAPES.items():
        if found.get(key) is not None and not isinstance(found[key], shape):
            raise EvidenceError(
                f'{where}: "{key}" is {json.dumps(found[key], default=str)}; see corpus/gold for its shape'
            )
    plain = (
        "outcome",
        "kind",
        "category",
        "value",
        "unit",
        "numerator",
        "denominator",
        "sd",
        "se",
        "plus_minus",
        "arm",
    )
    start, end = _pair(where, found, "span") or (None, None)
    fields: dict[str, Any] = {key: found.get(key) for key in plain}
    return GoldFinding(
        **fields,
        quote=str(found.get("quote") or ""),
        span=(start, end) if isinstance(start, int) and isinstance(end, int) else None,
        range=_pair(where, found, "range"),
        iqr=_pair(where, found, "iqr"),
        ci=_of(where, found, "ci", "low", "high"),
        time=(_of(where, found, "timepoint", "value") or (None,))[0],
        p=found.get("comparison_p"),
        implicit=bool(found.get("implicit")),
    )


def _pair(where: str, found: Mapping[str, Any], key: str) -> tuple[object, object] | None:
    if not found.get(key):
        return None
    if len(found[key]) != 2:
        raise EvidenceError(f'{where}: "{key}" has {len(found[key])} entries; write [low, high]')
    return found[key][0], found[key][1]


def _of(where: str, found: Mapping[str, Any], key: str, *parts: str) -> Any:
    """Return the *parts* of an object as a tuple, or None when the key is null or left out."""
    if not found.get(key):
        return None
    lacking = [part for part in parts if part not in found[key]]
    if lacking:
        raise EvidenceError(f'{where}: "{key}" has no "{lacking[0]}"; add it')
    return tuple(found[key][part] for part in parts)
