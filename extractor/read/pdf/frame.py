"""Find where a table is on a page: its caption, and rules or shaded bands of one width below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractor.read.pdf.glyphs import Piece
from extractor.read.pdf.line import by_row

# matched without spaces: some journals space out the letters of "T A B L E 1"
CAPTION = re.compile(r"(?:Table|TABLE|Tab\.)(?:S?\d+|[IVX]+(?![a-z]))")
OTHER = re.compile(rf"{CAPTION.pattern}|(?:Fig(?:ure|\.)?|FIG(?:URE|\.)?)S?\d+")
SAME = 8.0  # points by which the ends of a table's rules may differ
NARROW = 100.0  # points; no table is narrower
CAPTION_LINES = 6  # between the word "Table" and the first rule
SHARE = 0.6  # of the table's width: a rule between rows; shorter ones stand under a head
CORNERS = 6  # or fewer, of a curve that is a box; letters drawn as curves have more


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line, or the edge of a shaded band; in points from the top left."""

    y: float
    x0: float
    x1: float
    thin: bool = False  # a line


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the cells of a table are, and its rules from one side to the other, the first and the last among them."""

    left: float
    right: float
    rules: tuple[float, ...]
    uprights: tuple[tuple[float, float, float], ...]  # lines between columns: x, top, bottom; then a row ends at a rule
    spans: tuple[Rule, ...]  # short rules, below the heads of several columns

    def holds(self, word: Piece) -> bool:
        """Tell whether a word stands in the table."""
        return between(word, self) and self.rules[0] <= middle(word) <= self.rules[-1]


def captions_of(words: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the first line of each caption."""
    for row in by_row(words):
        for segment in segments(row):
            if CAPTION.match(joined(segment)):
                yield segment


def joined(segment: Sequence[Piece]) -> str:
    """Return the text of a run of words without spaces, as far as a caption's number."""
    return "".join(word.text for word in segment[:8])


def segments(row: Sequence[Piece]) -> list[list[Piece]]:
    """Return the runs of words of a row without a wide gap."""
    runs: list[list[Piece]] = []
    for word in row:
        if runs and word.x0 - runs[-1][-1].x1 < 0.9 * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def rules_of(page: Any) -> list[Rule]:
    """Return the horizontal lines of a page and the edges of its bands, pieces in a row joined."""
    lines: list[Rule] = []
    edges: list[Rule] = []
    boxes = (it for it in page.curves if len(it.get("pts", ())) <= CORNERS)
    for it in (*page.lines, *page.rects, *boxes):
        top, bottom, x0, x1 = (float(it[key]) for key in ("top", "bottom", "x0", "x1"))
        if bottom - top < 2:
            lines.append(Rule((top + bottom) / 2, x0, x1, thin=True))
        elif x1 - x0 > 20:
            edges += [Rule(top, x0, x1), Rule(bottom, x0, x1)]
    return sorted([*_in_a_row(lines), *_in_a_row(edges)], key=lambda it: it.y)


def _in_a_row(pieces: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the pieces of one height, those that meet joined."""
    rest = sorted(pieces, key=lambda it: it.y)
    while rest:
        level = [it for it in rest if it.y - rest[0].y < 1.5]
        rest = rest[len(level) :]
        joined: list[Rule] = []
        for it in sorted(level, key=lambda it: it.x0):
            if joined and it.x0 <= joined[-1].x1 + 3:
                joined[-1] = replace(joined[-1], x1=max(it.x1, joined[-1].x1))
            else:
                joined.append(it)
        yield from joined


def frame_of(page: Any, rules: Sequence[Rule], caption: Sequence[Piece], words: Sequence[Piece]) -> Frame | None:
    """Return where the table of a caption is, or None when no rules tell."""
    first = caption[0]
    reach = first.bottom + 1.5 * CAPTION_LINES * first.size
    below = [it for it in rules if first.baseline < it.y < reach and it.x1 - it.x0 >= NARROW]
    top = next((it for it in below if it.x0 <= first.x0 + SAME and it.x1 > first.x1 - SAME), None)
    if top is None:
        return None
    inside = [w for w in words if top.x0 - 2 <= (w.x0 + w.x1) / 2 <= top.x1 + 2 and middle(w) > top.y]
    ys = [top.y]
    sure = 1  # of them; the others lie beyond text that may be no table
    for rule in rules:
        if rule.y <= ys[-1] + 2 or abs(rule.x0 - top.x0) > SAME or rule.x1 - rule.x0 < SHARE * (top.x1 - top.x0):
            continue
        between = [word for word in inside if ys[-1] < middle(word) < rule.y]
        if not _is_tabular(between, top):
            break
        ys.append(rule.y)
        if abs(rule.x1 - top.x1) <= SAME:
            sure = len(ys)
    if sure == 2:
        ys[sure:] = _open_end(inside, ys[1])
        sure = len(ys)
    if sure < 2:
        return None
    uprights = tuple(
        (float(it["x0"]), float(it["top"]), float(it["bottom"]))
        for it in (*page.lines, *page.rects)
        if float(it["x1"]) - float(it["x0"]) < 2 < float(it["bottom"]) - float(it["top"])
        and top.x0 - 2 < float(it["x0"]) < top.x1 + 2
        and ys[0] - 2 <= float(it["top"]) <= ys[sure - 1]
    )
    short = tuple(
        it
        for it in rules
        if it.thin and ys[0] < it.y < ys[sure - 1]
        if it.x0 > top.x0 + SAME and it.x1 - it.x0 < SHARE * (top.x1 - top.x0)
    )
    return Frame(top.x0, top.x1, tuple(ys[:sure]), uprights, short)


def _open_end(words: Sequence[Piece], head_ends: float) -> list[float]:
    """Return where a table ends that goes on in the next column and has no rule at its foot; nothing when it does not.

    Args:
        words: Within its width, below its first rule.
        head_ends: Where its second rule is.
    """
    rows = by_row([word for word in words if middle(word) > head_ends])
    told_rows = 0
    bottom = head_ends
    for row in rows:
        in_cells = len(segments(row)) > 1
        if row[0].baseline - bottom > 2.5 * row[0].size or OTHER.match(joined(row)):
            break
        told_rows += in_cells
        bottom = row[0].baseline
    return (
        [bottom + 1] if told_rows > 2 and told_rows >= 0.5 * len([r for r in rows if r[0].baseline <= bottom]) else []
    )


def _is_tabular(words: Sequence[Piece], top: Rule) -> bool:
    """Tell whether what stands between two rules is part of a table and not two columns of text."""
    rows = [segments(row) for row in by_row(words)]
    if any(OTHER.match(joined(segment)) for row in rows for segment in row):
        return False
    if len(rows) <= 3:
        return True
    in_cells = sum(len(row) > 1 for row in rows)
    wide = [segment for row in rows for segment in row if segment[-1].x1 - segment[0].x0 > 0.4 * (top.x1 - top.x0)]
    return bool(in_cells) and (not wide or (len(wide) < 0.5 * len(rows) and in_cells >= 0.3 * len(rows)))


def between(word: Piece, frame: Frame) -> bool:
    """Tell whether a word stands within the width of a table."""
    return frame.left - 2 <= (word.x0 + word.x1) / 2 <= frame.right + 2


def middle(word: Piece) -> float:
    """Return how high the middle of a word stands."""
    return word.baseline - 0.3 * word.size
