"""Turns a rule's readable pattern into one regular expression, and says what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from extractor.errors import EvidenceError

FEW = 30  # words a message can list
FLAGS = re.VERBOSE | re.IGNORECASE
NUMBERS = (
    "value", "numerator", "denominator", "sd", "se", "plus_minus", "range_low", "range_high", "iqr_low", "iqr_high",
    "ci_level", "ci_low", "ci_high", "time", "p",
)  # fmt: skip
WORDS = ("time_unit", "p_operator", "operator", "unit", "noun")
GROUPS = (*NUMBERS, *WORDS, "keep")

_PIECE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
_PLACE_IN_LIST = re.compile(r"_[2-9]$")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of an error message: the nearest known word, or all of a few when none is near.

    >>> did_you_mean("patern", ["pattern", "says"])
    ", did you mean 'pattern'?"
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f", did you mean '{near[0]}'?"
    return f"; known: {', '.join(names)}" if 0 < len(names) <= FEW else ""


def expand(pattern: str, lexicon: Mapping[str, str]) -> str:
    """Return *pattern* with each ``{{ piece }}`` replaced by its regular expression, as a group.

    Args:
        pattern: A verbose regular expression.
        lexicon: The pieces by name; a piece may use others.

    Raises:
        EvidenceError: if a piece is unknown or uses itself.

    >>> expand("{{ n }} patients", {"n": "[0-9]+"})
    '(?:[0-9]+\\n) patients'
    """
    return _expand(pattern, lexicon, ())


def _expand(pattern: str, lexicon: Mapping[str, str], inside: tuple[str, ...]) -> str:
    def piece(match: re.Match[str]) -> str:
        name = match[1]
        if name in inside:
            raise EvidenceError(f"piece '{name}' uses itself ({' -> '.join((*inside, name))})")
        if name not in lexicon:
            raise EvidenceError(f"unknown piece '{name}'{did_you_mean(name, lexicon)}")
        # the new line ends a comment that the piece may close with
        return f"(?:{_expand(lexicon[name], lexicon, (*inside, name))}\n)"

    return _PIECE.sub(piece, pattern)


def numbered(pattern: str) -> str:
    """Return *pattern* with a group name that stands in it again given the next free suffix, _2, _3 ...

    A piece such as ``{{ interval }}`` may stand in a pattern twice, before the value and behind it;
    Python's ``re`` refuses a name it has seen. Whoever reads a match takes the one that took part.

    >>> numbered("(?P<p>a)|(?P<p>b)")
    '(?P<p>a)|(?P<p_2>b)'
    """
    written, seen = set(_GROUP.findall(pattern)), set[str]()

    def name(match: re.Match[str]) -> str:
        group = match[1]
        if group in seen:
            free = (f"{stem(group)}_{k}" for k in range(2, 10))
            group = next((one for one in free if one not in written), group)
        seen.add(group)
        written.add(group)
        return f"(?P<{group}>"

    return _GROUP.sub(name, pattern)


def faults(pattern: str, *, compiling: bool = True) -> list[str]:
    """Return what is wrong with an expanded pattern: groups nobody would read, or its syntax.

    Compiling takes milliseconds a pattern, most of a second for a room of them, so it is left out
    where a test has done it.
    """
    found = [
        f"unknown group '{name}' in the pattern{did_you_mean(name, GROUPS)}"
        for name in _GROUP.findall(pattern)
        if not is_field(name)
    ]
    if compiling and not found:
        try:
            re.compile(pattern, FLAGS)
        except re.error as error:
            found.append(f"the pattern does not compile: {_located(error, pattern)}")
    return found


def _located(error: re.error, pattern: str) -> str:
    if error.pos is None:
        return error.msg
    before = " ".join(pattern[max(0, error.pos - 30) : error.pos].split())
    after = " ".join(pattern[error.pos : error.pos + 30].split())
    return f"{error.msg}, at '{before} <here> {after}'"


def is_field(name: str) -> bool:
    """Return whether a rule may give a constant for *name*, or expect it in an example."""
    return stem(name) in GROUPS


def stem(name: str) -> str:
    """Return the field that a group reads, without its place in a list: ``ci_low`` for ``ci_low_2``."""
    return _PLACE_IN_LIST.sub("", name)
