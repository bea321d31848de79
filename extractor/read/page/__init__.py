"""Tell the parts of a text as people paste it: title, abstract, a cut-off copy, and the page's furniture.

What is not known to be furniture is read: a line too many costs less than a result lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.model import Region, Role
from extractor.read.page import citation
from extractor.read.page.copies import duplicates
from extractor.read.page.labels import BULLET, DATE_AT_START, SECTION, Label, is_affiliation, is_prose, label
from extractor.read.page.people import names
from extractor.read.page.titles import is_title, opening_title
from extractor.read.page.units import Unit, units_of

NAMED_TITLE = re.compile(r"^(?:Article )?Title\s*:\s*(?=\S)", re.IGNORECASE)
NAMED_AUTHORS = re.compile(r"^(?:Authors?|Author\(s\)|By)\s*:\s*|^By\s+(?=[A-Z])", re.IGNORECASE)
QUOTED_TITLE = re.compile(r"research topics of\s+['‘\"“](?P<title>.{10,300}?)['’\"”]\s*\.")
COPYRIGHT_AT_END = re.compile(
    r"(?<=[.\s])\s*(?:Copyright\s*)?(?:©|\(c\)|Copyright)\s*(?:\(c\)\s*)?(?:19|20)\d\d[^%=]{0,160}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What :func:`laid_out` found; ``regions`` tile the text."""

    regions: tuple[Region, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    furniture: tuple[str, ...] = field(default=(), repr=False)  # the lines the metadata were read from


def laid_out(text: str, *, title: str | None = None) -> Page:
    """Return the parts of *text* and the metadata its furniture tells.

    Args:
        text: The page.
        title: The title where it is known already, from its print.
    """
    units = _titled(_furnished(list(units_of(text))), title)
    if not any(unit.role == "abstract" for unit in units):  # nothing left to read: then read everything
        units = [replace(unit, role="abstract") for unit in units]
    units = [part for unit in units for part in _trimmed(text, unit)]
    content = [(unit.start, unit.end) for unit in units if unit.role == "abstract"]
    marks = _cut_out([(unit.start, unit.end, unit.role) for unit in units], duplicates(text, content))
    furniture = tuple(unit.line for unit in units if unit.role == "furniture" and unit.label is not _ELSEWHERE)
    return Page(
        regions=_tiles(len(text), marks),
        title=_title(text, units, marks),
        authors=_authors(units),
        year=citation.year(furniture),
        journal=citation.journal(furniture),
        doi=citation.doi("\n".join(furniture)) or citation.doi("\n".join(text[start:end] for start, end in content)),
        pmid=citation.pmid("\n".join(furniture)),
        furniture=furniture,
    )


# ------------------------------------------------------------------ furniture


def _furnished(units: Sequence[Unit]) -> list[Unit]:
    """Return *units* with what is furniture marked so."""
    repeated = _running_heads(units)
    marked: list[Unit] = []
    read = 0  # characters of prose so far
    swallows, other = "", False  # what the last heading takes with it; whether that is about other papers
    for unit in units:
        found = label(unit.line)
        if found and found.swallows == "all" and read < 300:
            found = found._replace(swallows="")  # "References" above the abstract: a link, not the list
        if found and (found.swallows or swallows not in ("rest", "all")):
            one_line = found.swallows == "next" and len(unit.line) > 40  # the statement follows its label
            swallows, other = "" if one_line else found.swallows, bool(OTHER_PAPERS.match(unit.line))
        elif found or _swallowed(unit, swallows):
            found = _ELSEWHERE if other else _BELOW
            swallows = "" if swallows == "next" else swallows
        else:
            swallows = ""
        if found is None and (unit.line in repeated or _stands_aside(unit.line, read)):
            found = _BELOW
        if found and citation.NAMELESS.match(unit.line) and marked and _is_short(marked[-1]):
            unit = replace(unit, line=f"{marked[-1].line} {unit.line}")  # the journal's name on a line of its own
            marked[-1] = replace(marked[-1], role="furniture", label=_BELOW)
        marked.append(replace(unit, role="furniture", label=found) if found else unit)
        read += 0 if found else len(unit.line)
    return marked


def _is_short(unit: Unit) -> bool:
    return unit.role == "abstract" and len(unit.line) <= 80 and not unit.line.endswith(".")


_BELOW = Label("below", re.compile(""))
_ELSEWHERE = Label("elsewhere", re.compile(""))  # tells of other papers: no metadata of this one
OTHER_PAPERS = re.compile(r"Similar|Cited by|Related|Comment|References|Bibliography|Literature", re.IGNORECASE)


def _swallowed(unit: Unit, by: str) -> bool:
    """Tell whether a line belongs to the heading above it."""
    line = unit.line
    if by == "all":
        return True
    if not by or SECTION.match(line) or NAMED_TITLE.match(line):
        return False
    if by == "people":
        return is_affiliation(line) or bool(re.match(r"\(?\d+\)?\s?[A-Z]", line) and not is_prose(line))
    if by == "list":
        item = len(line) <= 80 and not line.endswith(".") and not re.search(r"\d\s?%|=", line)
        return item or bool(BULLET.match(line))
    return not is_prose(line)


def _stands_aside(line: str, read: int) -> bool:
    """Tell whether a line without a label is an address, or a keyword with a bullet after the abstract."""
    if BULLET.match(line):
        return read > 0 and len(line) <= 80 and not line.endswith(".") and not re.search(r"\d", line)
    return is_affiliation(line)


def _running_heads(units: Sequence[Unit]) -> frozenset[str]:
    """Return the short lines that come three times or more, as a pasted PDF repeats its running head."""
    times: dict[str, set[str]] = {}
    count: dict[str, int] = {}
    for unit in units:
        if 8 <= len(unit.line) <= 100 and not unit.line.endswith("."):
            key = re.sub(r"\d+", "0", unit.line)
            times.setdefault(key, set()).add(unit.line)
            count[key] = count.get(key, 0) + 1
    return frozenset(line for key, lines in times.items() if count[key] >= 3 for line in lines)


# ------------------------------------------------------------------ title and authors


def _titled(units: list[Unit], title: str | None) -> list[Unit]:
    """Return *units* with the title and the authors' line marked."""
    at = _title_at(units, title)
    marked = list(units)
    if at is not None:
        marked[at] = replace(marked[at], role="title")
    for place, unit in enumerate(units):
        # authors stand right below the title, or above every sentence of the page
        above = units[:place]
        if (
            place != at
            and unit.role == "abstract"
            and names(unit.line)
            and (place - 1 == at or (at is not None and not any(is_prose(other.line) for other in above)))
        ):
            marked[place] = replace(unit, role="furniture", label=_AUTHORS)
            break
    return marked


_AUTHORS = Label("authors", re.compile(""))


def _title_at(units: Sequence[Unit], known: str | None) -> int | None:
    """Return which of *units* is the title: the one that says so, the one the page quotes, the one in its place."""
    for place, unit in enumerate(units):
        if NAMED_TITLE.match(unit.line):
            return place
    quoted = {_key(found["title"]) for unit in units if (found := QUOTED_TITLE.search(unit.line))}
    quoted |= {_key(known)} if known else set()
    content = [place for place, unit in enumerate(units) if unit.role == "abstract"]
    for place in content:
        if _key(units[place].line) in quoted:
            return place
    for place in content:
        below = units[place + 1] if place + 1 < len(units) else None
        if below and is_title(units[place].line) and not names(units[place].line) and _is_byline(below):
            return place
    first = content[0] if content else None
    if first is not None and len(content) > 1 and is_title(units[first].line):
        return first
    return None


def _is_byline(unit: Unit) -> bool:
    return bool(names(unit.line)) or unit.line.startswith(("Research output:", "Authors:", "Author:"))


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", title).casefold().strip()


def _title(text: str, units: Sequence[Unit], marks: Sequence[tuple[int, int, Role]]) -> str | None:
    """Return the title: a line of its own, one that the page quotes, or the abstract's first sentence."""
    for unit in units:
        if unit.role == "title":
            return unit.line.removesuffix(".") or None
    for unit in units:
        quoted = QUOTED_TITLE.search(unit.line)
        if quoted:
            return quoted["title"]
    for start, end, role in marks:
        if role == "abstract":
            found = opening_title(" ".join(text[start:end].split()))
            return found
    return None


def _authors(units: Sequence[Unit]) -> tuple[str, ...]:
    named = [NAMED_AUTHORS.sub("", unit.line) for unit in units if NAMED_AUTHORS.match(unit.line)]
    placed = [unit.line for unit in units if unit.label is _AUTHORS]
    return next((found for line in named + placed if (found := names(line))), ())


# ------------------------------------------------------------------ regions


def _trimmed(text: str, unit: Unit) -> list[Unit]:
    """Return *unit* in parts when its first or last words are furniture: a date, ``Title:``, a copyright line."""
    start, end = unit.start, unit.end
    raw = text[start:end]
    if unit.role == "title":
        head = NAMED_TITLE.match(raw)
    elif unit.role == "abstract":
        head = DATE_AT_START.match(raw)
    else:
        return [unit]
    last = raw[-300:]
    tail = COPYRIGHT_AT_END.search(last) if unit.role == "abstract" and len(raw) > 400 else None
    parts = []
    if head and head.end() < len(raw):
        parts.append(Unit(start, start + head.end(), head.group().strip(), "furniture"))
        start += head.end()
    if tail:
        end = unit.end - len(last) + tail.start()
    parts.append(replace(unit, start=start, end=end, line=" ".join(text[start:end].split())))
    if end < unit.end:
        parts.append(Unit(end, unit.end, " ".join(text[end : unit.end].split()), "furniture"))
    return parts


def _cut_out(marks: Sequence[tuple[int, int, Role]], copies: Sequence[tuple[int, int]]) -> list[tuple[int, int, Role]]:
    """Return *marks* with the spans of *copies* made ``duplicate``."""
    cut: list[tuple[int, int, Role]] = []
    for start, end, role in marks:
        at = start
        for first, last in copies if role == "abstract" else ():
            first, last = max(first, at), min(last, end)
            if first >= last:
                continue
            if at < first:
                cut.append((at, first, role))
            cut.append((first, last, "duplicate"))
            at = last
        if at < end:
            cut.append((at, end, role))
    return cut


def _tiles(length: int, marks: Sequence[tuple[int, int, Role]]) -> tuple[Region, ...]:
    """Return regions that tile ``[0, length)``; white space goes with the region before it."""
    if not length:
        return ()
    if not marks:
        return (Region(0, length, "abstract"),)
    regions: list[Region] = []
    for number, (start, _, role) in enumerate(marks):
        end = marks[number + 1][0] if number + 1 < len(marks) else length
        if regions and regions[-1].role == role:
            regions[-1] = Region(regions[-1].start, end, role)
        else:
            regions.append(Region(start if regions else 0, end, role))
    return tuple(regions)
