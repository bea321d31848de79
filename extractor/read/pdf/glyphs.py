"""Make words of a PDF page's characters: spaces, ligatures, raised and lowered marks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

Character = Mapping[str, Any]  # as pdfplumber gives it

SPACE = 0.13  # of the font size: a wider gap parts words; PeerJ sets 0.16 and less in tight lines
SET_APART = 0.22  # of the font size: between the letters of a word that is spaced out, not between words
LETTERS = 4  # or more of them
SMALL = 0.82  # of the neighbour's size: at most this for a mark
MARK = re.compile(r"[\d,;–*†‡§¶#∗-]+|[a-zA-Z]")  # citation numbers, footnote signs: "12,13", "*", "a"
UNIT = re.compile(r"(?:.*[\d/·×\s(])?(?:[cmkµμ]?m|s|kg|h|min|d|L|dl)", re.IGNORECASE)  # a raised 2 or 3 is its exponent
SPACES = frozenset("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
# Symbol where it is not packed into the file: pdfminer reads its codes as those of an ordinary font, without a width
SYMBOL = {
    "‡": "≥", "£": "≤", "–": "±", "·": "×", "-": "−", "a": "α", "b": "β", "c": "χ", "g": "γ", "k": "κ", "m": "μ",
    "D": "Δ", "(cid:176)": "°", "(cid:215)": "⋅",
}  # fmt: skip
STEEP = 0.1  # of a line's length; what rises more was meant to
WIDE = 0.549  # of the size: most of its signs
PLACE = "\ufdd0"  # no character: a mark where something was taken out of the page
UNMAPPED = re.compile(r"\(cid:\d+\)")  # its digits would be read as a number


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed word: its text, its box in points from the top left, and the space that follows it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    space: str = " "


def pieces(characters: Iterable[Character]) -> list[Piece]:
    """Return the words of a page, citation numbers and footnote marks that were raised left out.

    Characters belong together by baseline, not by box: the box of ``±`` from a symbol font
    stands higher than that of the digits beside it.
    """
    upright = [_symbol(c) for c in characters if c.get("upright", True) and c["text"] and c["size"] > 0]
    depth = _depths(upright)
    rows: list[list[tuple[float, Character]]] = []
    for baseline, character in sorted(
        ((c["bottom"] - depth[c["fontname"]] * c["size"] + _rise(c), c) for c in upright), key=lambda pair: pair[0]
    ):
        if rows and baseline - rows[-1][0][0] <= 0.13 * character["size"]:
            rows[-1].append((baseline, character))
        else:
            rows.append([(baseline, character)])
    words = [word for row in rows for word in _words(sorted((c["x0"], n, b, c) for n, (b, c) in enumerate(row)))]
    return _with_marks(_close_set(words))


def _symbol(c: Character) -> Character:
    """Return a character of a Symbol that lies outside the file as it is printed."""
    if c["fontname"] != "Symbol" or c["x1"] > c["x0"]:
        return c
    return {**c, "text": SYMBOL.get(c["text"], c["text"]), "x1": c["x0"] + WIDE * c["size"]}


def _rise(c: Character) -> float:
    """Return how far a character stands above the beginning of its line, on the slope of a page laid askew; points."""
    along, up = c["matrix"][:2]
    return float(c["x0"] * up / along) if along and abs(up) < STEEP * abs(along) else 0.0


def _depths(characters: Sequence[Character]) -> dict[str, float]:
    """Return how far each font's boxes reach below the baseline, as a share of the size.

    The median, because a raised character has the matrix of the line but the box of its own place.
    """
    shares: dict[str, list[float]] = defaultdict(list)
    for c in characters:
        shares[c["fontname"]].append((c["matrix"][5] - c["y0"]) / c["size"])
    return {font: median(values) for font, values in shares.items()}


def _words(row: Sequence[tuple[float, int, float, Character]]) -> list[Piece]:
    """Return the words of one row of characters, given from left to right."""
    words: list[Piece] = []
    gap: str | None = " "  # the space since the last character, None for none
    for _, _, baseline, c in row:
        text = UNMAPPED.sub("\ufffd", unicodedata.normalize("NFC", c["text"])).translate(NOTHING)
        if not text.strip():
            gap = text[0] if text and text[0] in SPACES else (gap or " ")
            continue
        text = unicodedata.normalize("NFKC", text) if "\ufb00" <= text[0] <= "\ufb06" else text  # ﬁ, ﬂ, ﬃ
        last = words[-1] if words else None
        if last and last.text.endswith(text) and abs(c["x1"] - last.x1) < 0.1 * c["size"]:
            continue  # printed twice, for bold
        if last and gap is None and c["x0"] - last.x1 <= SPACE * min(c["size"], last.size) and _alike(last, c):
            words[-1] = replace(
                last,
                text=last.text + text,
                x1=max(last.x1, c["x1"]),
                top=min(last.top, c["top"]),
                bottom=max(last.bottom, c["bottom"]),
            )
        else:
            if last and gap is None and c["x0"] - last.x1 <= SPACE * min(c["size"], last.size):
                words[-1] = replace(last, space="")  # another size, no space between
            elif last and gap and gap != " ":
                words[-1] = replace(last, space=gap)
            words.append(Piece(text, c["x0"], c["top"], c["x1"], c["bottom"], baseline, c["size"]))
        gap = None
    return words


def _close_set(words: Sequence[Piece]) -> list[Piece]:
    """Return the words with those that were spaced out, letter by letter, joined: "T A B L E"."""
    joined: list[Piece] = []
    letters: list[Piece] = []
    for word in [*words, None]:
        last = letters[-1] if letters else None
        is_letter = word is not None and len(word.text) == 1 and word.text.isupper()
        if (
            word
            and is_letter
            and (not last or (last.baseline == word.baseline and 0 < word.x0 - last.x1 < SET_APART * word.size))
        ):
            letters.append(word)
            continue
        if len(letters) >= LETTERS:
            end = letters[-1]
            text = "".join(letter.text for letter in letters)
            joined.append(replace(letters[0], text=text, x1=end.x1, space=end.space))
        else:
            joined += letters
        letters = [word] if word and is_letter else []
        joined += [word] if word and not is_letter else []
    return joined


def _alike(word: Piece, character: Character) -> bool:
    return bool(abs(word.size - character["size"]) <= 0.08 * word.size)


def _with_marks(words: Sequence[Piece]) -> list[Piece]:
    """Return *words* with raised citation marks dropped and other raised or lowered text set into the line."""
    kept: dict[int, Piece] = dict(enumerate(words))
    by_row: dict[int, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        by_row[round(word.baseline / 10)].append(number)
    for number, word in enumerate(words):
        near = [n for row in (-1, 0, 1) for n in by_row[round(word.baseline / 10) + row] if n != number]
        before = next((n for n in near if n in kept and _carries(kept[n], word, after=True)), None)
        after = next((n for n in near if n in kept and _carries(kept[n], word, after=False)), None)
        if before is not None:
            base = kept[before]
            if not _is_mark(base, word):
                power = "^" if word.baseline < base.baseline and re.search(r"(?:^|[×x·])10$", base.text) else ""
                kept[before] = replace(base, text=base.text + power + word.text, x1=word.x1, space=word.space)
            elif base.space == "":
                kept[before] = replace(base, space=" ")
            del kept[number]
        elif after is not None and word.baseline < kept[after].baseline:
            if re.fullmatch(r"\d{2,3}", word.text) and re.match(r"[A-Z]", kept[after].text):  # ¹³¹I
                kept[after] = replace(kept[after], text=word.text + kept[after].text, x0=word.x0)
            elif not MARK.fullmatch(word.text):
                continue
            del kept[number]
    return [kept[number] for number in sorted(kept)]


def _carries(base: Piece, mark: Piece, *, after: bool) -> bool:
    """Tell whether *mark* stands raised or lowered right after (or before) the larger *base*."""
    gap = mark.x0 - base.x1 if after else base.x0 - mark.x1
    shift = base.baseline - mark.baseline  # up is positive
    return (
        mark.size <= SMALL * base.size
        and -0.3 * base.size <= gap <= 0.25 * base.size
        and (0.15 * base.size <= shift <= 0.8 * base.size or -0.4 * base.size <= shift <= -0.05 * base.size)
    )


def _is_mark(base: Piece, mark: Piece) -> bool:
    """Tell whether a raised *mark* is a citation or footnote rather than an exponent, an ion or an ordinal."""
    if mark.baseline >= base.baseline or not MARK.fullmatch(mark.text):
        return False
    if mark.text in ("2", "3") and UNIT.fullmatch(base.text):
        return False
    return not re.search(r"(?:^|[×x·])10$", base.text)
