"""Where sentences begin: plain borders by a glance, doubtful ones by scispaCy's splitter.

The splitter costs more than the rest of the chain together, and nine borders of ten are plain: a long word or a
bracket, a full stop, a capital. It is asked about the others only (``E. coli``, ``et al. In``, ``No. 5``), with
the stretch between two plain borders before its eyes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from enum import Enum

# a full stop with what closes behind it and white space, or glued to the next sentence ("months.Results"), or
# with citation numbers between ("in 1999.12,13 The")
STOP = re.compile(
    r"(?P<stop>[.!?]+)[\"'”)\]]*(?P<aside>[,;]?)(?P<gap> (?=\S))"
    r"|(?:(?<=[a-z]{3})|(?<=[\da-z%][%)\]]))(?P<glued>\.)(?=[A-Z][a-z]+[ :])"
    r"|(?:(?<=[a-z]{3})|(?<=[a-z][)\]]))(?P<cited>\.)(?:\[\d[\d,–-]*\]|\d{1,3}(?:[,–-]\d{1,3})*) (?=[A-Z][a-z]*\b)"
)
WORD = re.compile(r"[^\s(\[\"“'‘]*\Z")
BRACKET = re.compile(r"[()\[\]]")
LONG_NUMBER = re.compile(r"\d{7,}")  # one behind ".[" keeps the splitter's patterns busy for years
LONGEST_STRETCH = 2000  # characters; the splitter's time grows with the square
LONGEST_ASIDE = 600  # characters; a bracket that closes later than that is a slip of the pen


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# never the end of a sentence before a number or a small letter
SHORT = _words("""
    approx ca cf vs v viz resp incl excl fig figs no nos al e.g i.e eg ie eq sec sp spp dr st prof ref refs vol pp p ed
    eds mr mrs ms jr inc ltd corp gmbh dept avg max min est etc subsp var cv
""")
# words that are also abbreviations to the splitter: its decision
DOUBTFUL = SHORT | _words("""
    may mar jan feb apr jun jul aug sep sept oct nov dec man art miss con exp med ill mass me is id ind la mo ms co
    col gen gov rep reps rev sen det ext ing hon inc lt maj mt op ord pa pd ph pl rd res rt sr surg va ver hr mm univ
    hosp adv adj del cal ont que wash
""")
STARTERS = _words("""
    the this that these those there they their it its in of on at to for from by with without we our he she his her a
    an all both each no none one two three four five six seven eight nine ten eleven twelve however although after
    before during while when where overall patients median mean results among and but as if most many some only
    complications survival postoperative preoperative mortality conclusion conclusions methods follow-up
""")
NAMED_BY_LETTER = _words("""
    group groups arm arms type types grade class stage level cohort category phase protocol regimen hepatitis vitamin
    treatment factor influenza strain part panel figure table child zone pattern score
""")


class Border(Enum):
    """What a glance at a full stop says."""

    YES = 1
    NO = 2
    DOUBTFUL = 3


def borders(text: str, split: Callable[[str], set[int]]) -> Iterator[int]:
    """Yield the places in *text* where sentences begin after the first, in order.

    Args:
        text: One paragraph, without line breaks.
        split: scispaCy's splitter: gives the starts of the sentences of a text.
    """
    asides = _asides(text)
    waiting: list[int] = []
    before = 0
    for stop in STOP.finditer(text):
        closed = stop.start("gap") if stop["gap"] else stop.start()  # behind "(... in 1999.)" is outside
        verdict = Border.NO if _inside(closed, asides) else glance(text, stop)
        if verdict is Border.DOUBTFUL:
            waiting.append(stop.end())
        if verdict is Border.YES or stop.end() - before > LONGEST_STRETCH:
            yield from _asked(text, before, stop.end(), waiting, split)
            before, waiting = stop.end(), []
        if verdict is Border.YES:
            yield before
    yield from _asked(text, before, len(text), waiting, split)


def glance(text: str, stop: re.Match[str]) -> Border:
    """Return what the characters around a full stop say, as far as they are plain."""
    if stop["gap"] is None:
        return Border.NO if _word(text, stop.start()).lower() in SHORT else Border.YES
    word, after = _word(text, stop.start()), text[stop.end() : stop.end() + 24].lstrip("\"'“‘([")
    if stop["aside"]:  # "was lost.; Pain was": pasted from a table; "Acme Inc., Boston" is an address
        told = len(word) > 3 or word.isdigit() or (len(word) > 1 and word.isupper())
        plain = told and word.lower() not in DOUBTFUL and not re.search(r"[A-Za-z]\.", word)
        return Border.YES if plain and after[:1].isupper() else Border.NO
    if stop["stop"][0] != ".":
        return Border.YES if after[:1].isupper() else Border.DOUBTFUL
    word = word or _word(text, stop.start() - 1)  # "were treated . We"
    if not word or word[-1] in "=<>≤≥±~":  # "P = . 02"
        return Border.DOUBTFUL if after[:1].isalpha() else Border.NO
    if after[:1].isdigit():
        return _before_number(text, stop, word)
    if after[:1].islower():
        odd = re.match(r"[a-z]{1,4}[A-Z0-9]|[a-z]-[A-Z]|[^a-z]", after)  # p53, mTOR, c-Kit, α-blockers
        plain = len(word) > 4 and word.isalpha() and word.lower() not in DOUBTFUL
        return Border.DOUBTFUL if odd or plain else Border.NO
    if not after[:1].isupper():
        return Border.NO if after[:1] in (*".,;:)]%", "") else Border.DOUBTFUL
    return _before_capital(text, stop, word, after)


def _before_number(text: str, stop: re.Match[str], word: str) -> Border:
    """Decide ``were treated. 12 died`` against ``approx. 30``, ``No. 5`` and ``0. 45``."""
    if word.lower() in SHORT or re.search(r"[a-z]\.|(?:\A|[=<>≤≥])0\Z", word):
        return Border.NO
    closed = text[stop.start() - 1 : stop.start()] in tuple("%)]")
    return Border.YES if closed or (len(word) > 3 and word.isalpha() and word.islower()) else Border.DOUBTFUL


def _before_capital(text: str, stop: re.Match[str], word: str, after: str) -> Border:
    """Decide ``was good. The`` against ``E. Coli``, ``vs. Group`` and ``U.S. Army``."""
    starter = re.split(r"[^\w-]", after, maxsplit=1)[0].lower() in STARTERS
    if word in ("vs", "VS", "v", "cf", "e.g", "i.e", "approx"):
        return Border.NO
    if len(word) == 1 and word.isalpha():
        named = _word(text, stop.start() - 2).lower() in NAMED_BY_LETTER
        return Border.YES if starter or (named and after[1:2].islower()) else Border.DOUBTFUL
    spoken = word if word.isupper() and word not in ("DR", "MR", "ST", "VS") else word.lower()  # CF, MS, NO
    if spoken in DOUBTFUL or re.search(r"[A-Za-z]\.", word):
        return Border.DOUBTFUL
    begins = stop.start() - len(word)
    if word.isdigit() and len(word) < 3 and text[max(0, begins - 2) : begins].strip() in ("", *",.;:"):
        return Border.NO  # "1. Radiotherapy": a list
    return Border.YES if after[1:2].islower() or starter else Border.DOUBTFUL


def _asked(text: str, start: int, end: int, waiting: list[int], split: Callable[[str], set[int]]) -> Iterator[int]:
    """Yield the doubtful places at which the splitter, shown ``text[start:end]``, begins a sentence."""
    if waiting:
        start, end = max(start, waiting[0] - LONGEST_STRETCH), min(end, waiting[-1] + LONGEST_STRETCH)
        begun = split(LONG_NUMBER.sub(lambda number: "0" + "x" * (len(number.group()) - 1), text[start:end]))
        yield from (place for place in waiting if place - start in begun)


def _word(text: str, end: int) -> str:
    """Return the word that ends at *end*, without what closes behind it: "51%)" is "51"."""
    match = WORD.search(text[max(0, end - 40) : end].rstrip("%)]\"'”"))
    return match.group() if match else ""


def _asides(text: str) -> list[tuple[int, int]]:
    """Return the outermost bracketed runs, in order; brackets without a partner are ignored."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for bracket in BRACKET.finditer(text):
        if bracket.group() in "([":
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if bracket.start() - start <= LONGEST_ASIDE:
                while closed and closed[-1][0] > start:
                    closed.pop()
                closed.append((start, bracket.start()))
    return closed


def _inside(place: int, asides: list[tuple[int, int]]) -> bool:
    """Tell whether *place* is inside a bracket."""
    last = bisect_left(asides, (place, 0)) - 1
    return last >= 0 and place < asides[last][1]
