"""Text as the encoder sees it: word pieces, and numbers reduced to their shape."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# a number, a word (letters, then perhaps digits: T12, HbA1c), or one other sign
WORD = re.compile(r"\d+(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.·]\d+)?|(?<!\d)[.·]\d+|[^\W\d_]+\d*|[^\s]")
UNKNOWN, FIRST, LAST, MASK, PAD = "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[PAD]"


def shape(number: str) -> str:
    """Return the name of a printed number's shape: how large it is and how many decimals it has.

    The encoder never sees the digits: what 55.8 % is about does not hang on its being 55.8, and a model that cannot see
    a value cannot learn one by heart.

    >>> [shape(n) for n in ("7", "43", "249", "1998", "25,777", "55.8", ".04", "0.75")]
    ['<9>', '<99>', '<999>', '<year>', '<99999>', '<99.9>', '<.0>', '<.9>']
    """
    whole, _, decimals = number.replace(",", "").replace("·", ".").partition(".")
    if not decimals:
        if whole in ("0", "1", "95", "100"):
            return f"<{whole}>"
        if len(whole) == 4 and whole[:2] in ("19", "20"):
            return "<year>"
        return f"<{'9' * min(len(whole), 5)}>"
    if not whole.strip("0"):
        return "<.0>" if decimals[0] == "0" else "<.9>"
    return f"<{'9' * min(len(whole), 3)}.{'9' * min(len(decimals), 2)}>"


SHAPES = tuple(dict.fromkeys(shape(n) for n in (
    "0", "1", "7", "43", "249", "4300", "25777", "95", "100", "1998", "0.05", "0.5",
    "1.5", "1.55", "15.5", "15.55", "155.5", "155.55")))  # fmt: skip


@dataclass(frozen=True)
class Pieces:
    """A text as pieces: ``ids[i]`` stands for the characters ``[starts[i], ends[i])``."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and last piece that touch the characters ``[start, end)``, or None when none does."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.starts, end - 1) - 1
        return (first, last) if first <= last else None


class Vocabulary:
    """The pieces that the encoder knows, in the order of their ids."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.shapes = frozenset(self.ids[name] for name in SHAPES if name in self.ids)
        self._longest = max(map(len, pieces))
        self._parts = lru_cache(maxsize=50_000)(self._cut)

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """Read a file that names one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n"))

    def pieces(self, text: str) -> Pieces:
        """Return *text* as pieces, without marks for its beginning and end."""
        rows: list[tuple[int, int, int]] = []
        for found in WORD.finditer(text):
            word, at = found.group(), found.start()
            if _is_number(word):
                rows.append((self.ids[shape(word)], at, found.end()))
            else:
                rows += [(piece, at + start, at + end) for piece, start, end in self._parts(word)]
        ids, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
        return Pieces(ids, starts, ends)

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """Return a word's pieces with their places in it: the longest that is known, then the longest of the rest."""
        letters = [_plain(letter) for letter in word]
        made: list[tuple[int, int, int]] = []
        start = 0
        while start < len(letters):
            mark = "##" if start else ""
            for end in range(min(len(letters), start + self._longest), start, -1):
                piece = self.ids.get(mark + "".join(letters[start:end]))
                if piece is not None:
                    made.append((piece, start, end))
                    start = end
                    break
            else:
                return ((self.ids[UNKNOWN], 0, len(word)),)
        return tuple(made)


def _plain(letter: str) -> str:
    """Return a letter in lower case and without its accent."""
    return "".join(c for c in unicodedata.normalize("NFD", letter.lower()) if unicodedata.category(c) != "Mn")


def _is_number(word: str) -> bool:
    return word[-1].isdecimal() and not word[0].isalpha()


def windows(pieces: Pieces, breaks: Sequence[int], longest: int) -> Iterator[Pieces]:
    """Yield runs of at most *longest* pieces that begin at a sentence where they can.

    Args:
        pieces: The whole text.
        breaks: Characters at which sentences begin, rising.
        longest: Most pieces a run may have.
    """
    first = 0
    while first < len(pieces):
        end = min(len(pieces), first + longest)
        if end < len(pieces):
            sentence = breaks[bisect_right(breaks, pieces.starts[end]) - 1]
            cut = bisect_left(pieces.starts, sentence)
            end = cut if first < cut < end else end
        yield Pieces(pieces.ids[first:end], pieces.starts[first:end], pieces.ends[first:end])
        first = end
