"""Where in a text the value of a gold finding is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.score.alike import number
from extractor.score.gold import GoldFinding

Place = tuple[int, int]

DIGITS = re.compile(r"\d+(?:[,\u2009\u202f\u00a0 ]\d{3})+(?:[.·]\d+)?|\d*[.·]\d+|\d+")
# tried in turn: 55.8, then Forty-three, then two words (forty three)
TOKENS = (DIGITS, re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?"), re.compile(r"[A-Za-z]+ [A-Za-z]+"))
PER_CENT = re.compile(r"\s?(%|per\s?cent)")


def places(text: str, finding: GoldFinding) -> list[Place]:
    """Return every place its value may be read from: a quote may stand in the text more than once."""
    if finding.span:
        return [finding.span]
    return [_value_in(text, quote, finding) for quote in _quotes(text, finding.quote)]


def overlap(one: object, other: object) -> bool:
    """Return whether two places share a character; a missing one shares none."""
    if not isinstance(one, (list, tuple)) or not isinstance(other, (list, tuple)):
        return False
    return bool(one[0] < other[1] and other[0] < one[1])


def _quotes(text: str, quote: str) -> list[Place]:
    """Return where *quote* stands, its white space being any; in any case when not as written."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return [it.span() for it in re.finditer(pattern, text)] or [it.span() for it in re.finditer(pattern, text, re.I)]


def _value_in(text: str, quote: Place, finding: GoldFinding) -> Place:
    """Return the place of the value in the quote, or the whole quote when the value is not printed as such."""
    start, end = quote
    hits = next((hits for token in TOKENS if (hits := list(_equal(token, text[start:end], finding)))), [])
    if not hits:
        return quote
    return start + hits[0].start(), start + hits[0].end()


def _equal(token: re.Pattern[str], quote: str, finding: GoldFinding) -> Iterator[re.Match[str]]:
    """Yield the tokens that stand for the value; of a percentage those with a sign, when there are any."""
    value = number(finding.value)
    hits = [it for it in token.finditer(quote) if number(it.group()) == value]
    if len(hits) > 1 and finding.unit == "%":
        hits = [it for it in hits if PER_CENT.match(quote, it.end())] or hits
    yield from hits
