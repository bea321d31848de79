"""Tell a title from a sentence."""

from __future__ import annotations

import re

from extractor.read.page.labels import SECTION

LONGEST = 300  # characters
STOP = re.compile(r"[.?!][\"'’”)\]]*(?=\s+[\"'‘“(\[]?[A-Z0-9])")
# a full stop after one of these does not end a sentence: "vs.", "E. coli", "St. Jude"
ABBREVIATED = re.compile(r"(?:\b(?:vs|St|Dr|no|Inc|et al|e\.g|i\.e|cf|approx|spp?)|\b[A-Z])\.$")
# a title tells no past; a sentence of an abstract mostly does
TOLD = re.compile(
    r"\b(?:we|our|was|were|had|has|have|underwent|this (?:study|paper|article|report)|aim of)\b", re.IGNORECASE
)
STATED = re.compile(
    r"\b(?:is|are|represents?|remains?|can|may|should|will|occurs?|accounts?|constitutes?|comprises?|describes?|reports?"
    r"|increasingly|there)\b"
)


def is_title(line: str) -> bool:
    """Tell whether a line of its own above an abstract reads like a title.

    >>> is_title("Does early surgery help? A cohort of 43 patients"), is_title("We operated on 43 patients.")
    (True, False)
    """
    return (
        12 <= len(line) <= LONGEST
        and 2 <= len(line.split()) <= 45
        and bool(re.match(r"[\"'‘“(\[¿]?[^\W_a-z]|[a-z]-?[A-Z]|[α-ω]", line))  # "p53 …", "β-blockers …"
        and not SECTION.match(line)
        and (line.rstrip("\"'’”)]").endswith("?") or not TOLD.search(line))
        and len(STOP.findall(line)) <= 2
        and not re.match(r"https?:|www\.", line)
        and sum(character.isalpha() or character.isspace() for character in line) > 0.7 * len(line)
    )


def first_sentence(text: str) -> str:
    """Return the first sentence of *text*, without the white space around it."""
    text = text.lstrip()[: 4 * LONGEST]
    for stop in STOP.finditer(text):
        if not ABBREVIATED.search(text[: stop.start() + 1]):
            return text[: stop.end()]
    return text.strip()


def opening_title(text: str) -> str | None:
    """Return the title that opens a one-paragraph abstract, or None when it opens with a sentence.

    Stricter than :func:`is_title`, because here no line break tells the title from what follows. A
    short title takes a verbless subtitle with it: "Deep vein thrombosis. Lessons of ten years."
    """
    title = first_sentence(text)
    rest = text.lstrip()[len(title) :].lstrip()
    subtitle = first_sentence(rest)
    takes = len(title.split()) <= 9 and len(subtitle.split()) <= 16 and len(rest) > len(subtitle) and _bare(subtitle)
    whole = f"{title} {subtitle}" if takes else title
    return _unended(whole) if rest and _bare(whole) else None


def _bare(sentence: str) -> bool:
    """Tell whether *sentence* has the look of a title and no finite verb (a question may have one)."""
    return is_title(sentence) and (sentence.endswith("?") or not STATED.search(sentence))


def _unended(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title
