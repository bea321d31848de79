"""Find passages that a page prints twice, so that each result is read once, from the fullest copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

SHINGLE = 6  # words; a repeat begins where this many stand in the same order
ENOUGH = 25  # words; shorter repeats are titles and phrases, not copies
APART = 40  # words; enough within one paragraph, where an abstract may repeat a long title
SHORT = 10  # words; enough when the copy ends with an ellipsis
CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*(?:read more|show more|more)?", re.IGNORECASE)
WORD = re.compile(r"\w+")


class Token(NamedTuple):
    """A word without its case, its place, and the number of the paragraph it stands in."""

    word: str
    start: int
    end: int
    unit: int


class Copy(NamedTuple):
    """Two runs of words that say the same: ``[first, first_end)`` and ``[second, second_end)``."""

    first: int
    first_end: int
    second: int
    second_end: int


def duplicates(text: str, units: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of *text* that repeat a passage which stands elsewhere in full.

    Word for word, whatever the case, spacing and punctuation; a few words more or less (a heading,
    say) do not break a copy. Of two copies, the one that stops earlier is the duplicate.

    Args:
        text: The whole page.
        units: Spans of its paragraphs, ``[start, end)``, furniture left out.
    """
    tokens = [
        Token(found.group().casefold(), found.start(), found.end(), number)
        for number, (start, end) in enumerate(units)
        for found in WORD.finditer(text, start, end)
    ]
    spans: list[tuple[int, int]] = []
    for _ in range(8):  # one copy a turn
        copy = _copy(tokens, text)
        if copy is None:
            break
        first, end = _lesser(text, tokens, copy, units)
        spans.append((tokens[first].start, _to_the_cut(text, tokens, first, end, units)))
        tokens = [token for token in tokens if not spans[-1][0] <= token.start < spans[-1][1]]
    return sorted(spans)


def _copy(tokens: Sequence[Token], text: str) -> Copy | None:
    """Return the first passage told twice."""
    seen: dict[tuple[str, ...], int] = {}
    words = [token.word for token in tokens]
    at = 0
    while at + SHINGLE <= len(words):
        shingle = tuple(words[at : at + SHINGLE])
        before = seen.get(shingle)
        if before is not None and before + SHINGLE <= at:
            copy = _grown(words, before, at)
            enough = APART if tokens[before].unit == tokens[at].unit else ENOUGH
            if copy.second_end - copy.second >= enough or _is_cut(tokens, copy, text):
                return copy
        seen.setdefault(shingle, at)
        at += 1
    return None


def _grown(words: Sequence[str], first: int, second: int) -> Copy:
    """Return the whole repeat that begins at *first* and *second*, over gaps of up to three words."""
    a, b = first, second
    a_end, b_end = a, b
    while a < second and b < len(words):
        if words[a] == words[b]:
            a, b = a + 1, b + 1
            a_end, b_end = a, b
            continue
        step = next(
            (
                (i, j)
                for i, j in ((1, 1), (0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0), (2, 2))
                if a + i + 4 <= second and words[a + i : a + i + 4] == words[b + j : b + j + 4]
            ),
            None,
        )
        if step is None:
            break
        a, b = a + step[0], b + step[1]
    return Copy(first, a_end, second, b_end)


def _is_cut(tokens: Sequence[Token], copy: Copy, text: str) -> bool:
    ends = (tokens[copy.first_end - 1].end, tokens[copy.second_end - 1].end)
    return copy.second_end - copy.second >= SHORT and any(CUT.match(text, end) for end in ends)


def _lesser(text: str, tokens: Sequence[Token], copy: Copy, units: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the run of the copy that is cut off, or else has less around it that belongs to it."""
    first, second = (copy.first, copy.first_end), (copy.second, copy.second_end)
    stops = [_stops_short(text, tokens, end, units) for _, end in (first, second)]
    if stops[0] != stops[1]:
        return first if stops[0] else second
    # what stands between the two goes with the first copy, unless it opens the second one's paragraph
    opening = copy.second
    if tokens[copy.first_end - 1].unit != tokens[copy.second].unit:
        while opening > copy.first_end and tokens[opening - 1].unit == tokens[copy.second].unit:
            opening -= 1
    around_first = copy.first + (opening - copy.first_end)
    around_second = (copy.second - opening) + (len(tokens) - copy.second_end)
    return first if around_second > around_first else second


def _stops_short(text: str, tokens: Sequence[Token], end: int, units: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the paragraph ends here, amid a sentence."""
    last = tokens[end - 1]
    rest = text[last.end : units[last.unit][1]]
    if CUT.match(rest):
        return True
    return len(WORD.findall(rest)) <= 1 and not re.search(r"[.!?]", rest)


def _to_the_cut(text: str, tokens: Sequence[Token], first: int, end: int, units: Sequence[tuple[int, int]]) -> int:
    """Return where the copy ends: with its full stop, ellipsis, or the half word at which it was cut."""
    at = tokens[end - 1].end
    unit_end = units[tokens[end - 1].unit][1]
    cut = CUT.match(text, at)
    if cut:
        at = cut.end()
    rest = text[at:unit_end]
    # up to two words left of the paragraph without a number: the half word where it was cut
    if len(WORD.findall(rest)) <= 2 and not re.search(r"\d", rest):
        return unit_end
    stop = re.match(r"[.,;:)\]]+", rest)
    return at + (stop.end() if stop else 0)
