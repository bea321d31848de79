"""Rows of a table as sentences, which the grammar of numbers and the linking of arms can read.

Every value is told with its row and its column: ``Surgery: Pain relief 23/54 (43%).`` What a table says once for all
is said where it belongs: the sign of ``n (%)`` goes to each percentage, ``mean (SD)`` to each mean, the size of an arm
to its counts. Words are moved and repeated, none is invented; a reader of pages knows of each where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

Rows = Sequence[Sequence[str]]

SIZE = re.compile(r"[\s,;:]*[(\[]?\s*\bn\s*=\s*(\d[\d,]*)\s*[)\]]?", re.IGNORECASE)  # of an arm: "Fusion (n = 54)"
COUNT_AND_SHARE = re.compile(r"\(\s*%\s*\)|[,;]\s*%|%\s*\(\s*n\s*\)")
SAID_ONCE = re.compile(r"(?:[\s,;:]*\b(?:n|no\.?|number|count))?[\s,;:]*\(\s*%\s*\)", re.IGNORECASE)
COUNTED = re.compile(r"\d[\d,]*(?:/\d+)?\s\(\d+(?:[.·]\d+)?\)")  # 6 (11.1)
COUNT_AND_PERCENTAGE = re.compile(r"(\d[\d,]*)\s\((\d+(?:\.\d+)?)\s?%\)")
NUMBER = re.compile(r"(?:n|no\.?|number|count|frequency|patients)", re.IGNORECASE)
SHARE = re.compile(r"\(?(?:%|per ?cent|percentage)\)?", re.IGNORECASE)
P_VALUE = re.compile(r"p(?:[\s-]?values?)?\W?", re.IGNORECASE)
P_SAID = re.compile(r"p\s*[=<>≤]", re.IGNORECASE)
STATISTIC = re.compile(
    r"\b(?:p[\s-]?value|[ah]?hr|a?or|rr|hazard|odds|risk|relative|ratio|difference|95\s?%|ci|interval|coefficient|beta"
    r"|test|statistic|effect)\b|χ|β",
    re.IGNORECASE,
)
# mean (SD) of a row's or a column's name, and where its two words go
CENTRE = re.compile(
    r"[\s,;:–-]*\(?\b(mean|median)\s*[(\[]?\s*,?\s*"
    r"(SD|SE|SEM|IQR|Q1\W{1,3}Q3|min\w*\W{1,3}max\w*|range|95\s?% CI)\b\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed word of a table; ``of`` is what its reader knows it by, ``after`` what is said behind it."""

    text: str
    of: object = None
    after: str = " "


Cell = tuple[Printed, ...]


def sentences(head: Rows, body: Rows) -> Iterator[str]:
    """Yield each row of the body as sentences, before them the arms with their sizes.

    Args:
        head: The rows that name the columns; a name may be spread over several.
        body: The others; a cell that spans several columns stands in each of them.

    >>> list(sentences([["", "Surgery (n = 54)", "Control"]], [["Relief, n (%)", "23 (43)", "12"], ["Men", "", ""]]))
    ['Surgery (n = 54).', 'Surgery: Relief 23/54 (43%). Control: Relief 12.', 'Men']
    """
    for row in told(*([[cell(text) for text in row] for row in rows] for rows in (head, body))):
        yield said(row)


def cell(text: str) -> Cell:
    """Return the words of a cell."""
    return tuple(Printed(word) for word in text.split(" ") if word)


def said(words: Cell) -> str:
    """Return what a reader sees of the words."""
    return "".join(word.text + word.after for word in words).strip()


def told(head: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """Yield the arms with their sizes, and each row of the body as the words of its sentences.

    A row without values is its name alone.
    """
    names = [_joined(column) for column in zip_longest(*head, fillvalue=())]
    sized = [_cut(name, 0, size.end()) for name in names[1:] if (size := SIZE.search(said(name)))]
    if once := list({said(name): name for name in sized}.values()):
        yield tuple(word for name in once for word in _ended(name, "; " if name is not once[-1] else "."))
    corner = said(names[0]) if names else ""
    for label, *cells in body:
        if cells and cells[0] and any(cells[1:]) and _goes_with_label(names, cells[0]):
            label, cells = (*_ended(label, ", "), *cells[0]), [(), *cells[1:]]
        values = [
            sentence
            for name, value in _columns(names[1:], cells)
            if value and said(value) != said(label)
            for sentence in [_sentence(label, name, value, corner)]
        ]
        if values:
            yield tuple(word for sentence in values for word in sentence)
        elif label:
            yield label


def _goes_with_label(names: Sequence[Cell], second: Cell) -> bool:
    """Tell whether the second cell of a row is a part of its label: "Sex", "Female", "182 (54%)"."""
    nameless = len(names) > 2 and not names[1] and all(names[2:])
    sized = SIZE.search(said(second))
    return nameless or (second[0].text[:1].isalpha() and bool(sized and sized.start()))


def _joined(column: Sequence[Cell]) -> Cell:
    """Return the name of a column from its cells one below the other, each once."""
    parts = {said(part): part for part in reversed(column) if part}
    return tuple(word for part in reversed(parts.values()) for word in part)


def _columns(names: Sequence[Cell], cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Yield name and value of each column; a count and the share in the column behind it are one value."""
    pairs = list(zip_longest(names, cells, fillvalue=()))
    at = 0
    while at < len(pairs):
        name, value = pairs[at]
        behind = pairs[at + 1] if at + 1 < len(pairs) else ((), ())
        if _is_count(name) and value and SHARE.fullmatch(_own(name, behind[0])) and _is_number(behind[1]):
            share = _ended(behind[1], ")" if said(behind[1]).endswith("%") else "%)")
            yield name[:-1], (*_ended(value, " ("), *share)
            at += 2
            continue
        yield name, value
        at += 1


def _is_count(name: Cell) -> bool:
    return bool(name) and bool(NUMBER.fullmatch(name[-1].text))


def _is_number(value: Cell) -> bool:
    return bool(re.fullmatch(r"[<>]?\s?\d+(?:[.·]\d+)?\s?%?", said(value)))


def _own(count: Cell, share: Cell) -> str:
    """Return what the name of a column of shares says beyond that of the counts beside it."""
    same = [word.text for word in count[:-1]]
    texts = [word.text for word in share]
    return " ".join(texts[len(same) :] if texts[: len(same)] == same else texts)


# ------------------------------------------------------------------ a value


def _sentence(label: Cell, name: Cell, value: Cell, corner: str) -> Cell:
    """Return ``column: label value.``; *corner* is the head of the labels, which may say what all values are."""
    statistic = bool(P_VALUE.fullmatch(said(name)) or STATISTIC.search(said(name)))
    if not statistic:
        counted = any(map(COUNT_AND_SHARE.search, (said(label), said(name), corner)))
        value = _signed(value) if counted and COUNTED.fullmatch(said(value)) else value
        value = _centred(label, _centred(name, value))
        name, value = _sized(_plain(name), value, counted=counted)
    label = _plain(label)
    if P_VALUE.fullmatch(said(name)):
        value = (*_ended(name, " = " if said(value)[:1] in "0123456789." else " "), *value)
    elif name and (statistic or not re.search(r"\d", said(value))):
        value = (*_ended(name, " "), *value)
    elif name and not P_SAID.match(said(value)):
        label = (*_ended(name, ": "), *_ended(label, " = " if said(label)[-1:] in "0123456789%" else " "))
        return (*label, *_ended(value, " " if said(value).endswith(".") else ". "))
    return (*_ended(label, ": "), *_ended(value, " " if said(value).endswith(".") else ". "))


def _sized(name: Cell, value: Cell, *, counted: bool) -> tuple[Cell, Cell]:
    """Return the name of an arm without its size, and ``6/54 (11.1%)`` for ``6 (11.1%)`` where that is the share.

    Args:
        name: Of the column.
        value: In it.
        counted: Whether the table says that its values are counts, so that 0 is nobody.
    """
    size = SIZE.search(said(name))
    if size is None:
        return name, value
    bare = (*_ended(_cut(name, 0, size.start()), " "), *_cut(name, size.end(), len(said(name))))
    found = COUNT_AND_PERCENTAGE.fullmatch(said(value))
    if found and not _is_share(found[1], size[1], found[2]):
        return bare, value  # of fewer than the whole arm
    if not found and not (counted and said(value) == "0"):
        return bare, value
    of = _cut(name, *size.span(1))
    return bare, (replace(value[0], after="/"), *of[:-1], replace(of[-1], after=value[0].after), *value[1:])


def _is_share(count: str, of: str, percentage: str) -> bool:
    """Tell whether a count of so many is that percentage, as it is rounded.

    >>> _is_share("6", "54", "11.1"), _is_share("6", "51", "11.1")
    (True, False)
    """
    whole, share = Decimal(of.replace(",", "")), Decimal(percentage)
    half = Decimal("0.5").scaleb(-len(percentage.partition(".")[2]))
    return whole > 0 and abs(100 * Decimal(count.replace(",", "")) / whole - share) <= half


def _ended(words: Cell, after: str) -> Cell:
    """Return the words with *after* said behind them."""
    return (*words[:-1], replace(words[-1], after=words[-1].after.rstrip() + after)) if words else ()


def _signed(value: Cell) -> Cell:
    """Return ``6 (11.1)`` as ``6 (11.1%)``."""
    last = value[-1]
    return (*value[:-1], replace(last, text=last.text[:-1], after="%"), replace(last, text=")"))


def _plain(words: Cell) -> Cell:
    """Return a name without its ``n (%)`` and its ``mean (SD)``, which the values have."""
    for pattern in (SAID_ONCE, CENTRE):
        if found := pattern.search(said(words)):
            before, behind = _cut(words, 0, found.start()), _cut(words, found.end(), len(said(words)))
            if behind and behind[0].text in (",", ";"):
                behind = behind[1:]
            words = (*_ended(before, ", "), *behind) if behind else before
    return words


def _centred(words: Cell, value: Cell) -> Cell:
    """Return the value with the ``mean (SD)`` of a name: ``mean 57.1 (SD 10.2)``."""
    found = CENTRE.search(said(words))
    if not found or len(value) < 2 or value[1].text[:1] not in "([" or not re.match(r"\d", value[0].text):
        return value
    centre, spread = (_cut(words, *found.span(part)) for part in (1, 2))
    bracket = value[1]
    opened = (replace(bracket, text=bracket.text[0], after=""), *_ended(spread, " "))
    return (*_ended(centre, " "), value[0], *opened, replace(bracket, text=bracket.text[1:]), *value[2:])


def _cut(words: Cell, start: int, end: int) -> Cell:
    """Return the words, or parts of them, that stand at ``[start, end)`` of what is said."""
    kept: list[Printed] = []
    at = 0
    for word in words:
        first, last = max(start, at) - at, min(end, at + len(word.text)) - at
        if first < last:
            kept.append(replace(word, text=word.text[first:last]))
        at += len(word.text) + len(word.after)
    return tuple(kept)
