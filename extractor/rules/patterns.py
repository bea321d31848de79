"""Turns a rule's readable pattern into one regular expression, and says what is wrong with it."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping

from extractor.errors import EvidenceError

FLAGS = re.VERBOSE | re.IGNORECASE
NUMBERS = (
    "value", "numerator", "denominator", "sd", "se", "plus_minus", "range_low", "range_high", "iqr_low", "iqr_high",
    "ci_level", "ci_low", "ci_high", "time", "p",
)  # fmt: skip
WORDS = ("time_unit", "p_operator", "operator", "unit", "noun")
GROUPS = (*NUMBERS, *WORDS, "keep")

_PIECE = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
_PLACE_IN_LIST = re.compile(r"_[2-9]$")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of an error message: the nearest known word, or all of them when none is near.

    >>> did_you_mean("patern", ["pattern", "says"])
    ", did you mean 'pattern'?"
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f", did you mean '{near[0]}'?"
    return f"; known: {', '.join(names)}" if names else ""


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


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled form of an expanded pattern; the second call for it costs nothing."""
    return re.compile(pattern, FLAGS)


def faults(pattern: str) -> list[str]:
    """Return what is wrong with an expanded pattern: its syntax, or groups nobody would read."""
    try:
        groups = compiled(pattern).groupindex
    except re.error as error:
        return [f"the pattern does not compile: {_located(error, pattern)}"]
    return [
        f"unknown group '{name}' in the pattern{did_you_mean(name, GROUPS)}"
        for name in groups
        if _PLACE_IN_LIST.sub("", name) not in GROUPS
    ]


def _located(error: re.error, pattern: str) -> str:
    twice = re.match(r"redefinition of group name '(\w+)'", error.msg)
    if twice:
        return f"group '{twice[1]}' is in it twice; call the second '{twice[1]}_2'"
    if error.pos is None:
        return error.msg
    before = " ".join(pattern[max(0, error.pos - 30) : error.pos].split())
    after = " ".join(pattern[error.pos : error.pos + 30].split())
    return f"{error.msg}, at '{before} <here> {after}'"


def is_field(name: str) -> bool:
    """Return whether a rule may give a constant for *name*, or expect it in an example."""
    return _PLACE_IN_LIST.sub("", name) in GROUPS
