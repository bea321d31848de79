"""The rules at work: every number of a text becomes a quantity, a time point or a number set aside.

Rules run in the order of their priority, and what one has read the next no longer sees: it is
blanked in the working copy. So ``24/43 (55.8%)`` is one result, and ``55.8%`` is not found twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from extractor.model import Numbers, Quantity, Rule, SetAside, Span, TimePoint
from extractor.recognise.hits import quantity, set_aside, time_point
from extractor.recognise.listed_p import listed_p
from extractor.recognise.printed import THIN
from extractor.recognise.shared_p import shared_p

THIN_BLANK = "\u2009"
# One character for one character, so that offsets stay true. The Lancet prints 0·75.
PLAIN = str.maketrans(
    dict.fromkeys("−–—‐‑‒―", "-")
    | dict.fromkeys(THIN, THIN_BLANK)
    | dict.fromkeys("\n\r\t\f\v", " ")
    | {"’": "'", "％": "%", "\\": " "}
)
POINT = re.compile(r"(?<=\d)[·∙•](?=\d)|(?<=[\s<>=(])[·∙](?=\d)")
# 25 777 patients; not "group 2 100 patients", "days 1 and 2 100 patients"
THOUSANDS = re.compile(
    r"(?<![\w.,/-])(?<!\d )(?<!\d, )(?<!\d and )(?<!\bno )(?<!\bno\. )"
    r"(?:(?P<label>[A-Za-z]+)\s)?(?P<number>\d{1,3}(?: \d{3})+)(?![\w/]|,\d| \d)"
)
LABELS = """
    group groups phase stage grade type level class arm arms day days week weeks month months year years step steps
    zone table figure visit visits course cycle study studies series cohort version item score case number period
"""
TAKEN = "\x01"  # stands for a character that a rule has read
NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
# where a number can begin, in digits or words
BEGINS = re.compile(
    r"(?<![\w.])(?:(?<!\d,)(?:\d|\.\d)|-\.?\d)|"
    rf"\b(?:{NUMBER_WORDS}|hundred(?=\sand\s)|an?(?=\s(?:hundred|thousand|million))|"
    r"a(?:nother)?(?=\s(?:single\s|further\s|second\s)?patient\s))\b",
    re.IGNORECASE,
)
TOKEN = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")


def plain(text: str) -> str:
    """Return a copy in which dashes, blanks and decimal points are the plain ones, as long as *text*."""
    return THOUSANDS.sub(thousands, POINT.sub(".", text.translate(PLAIN)))


def thousands(hit: re.Match[str]) -> str:
    """Return a number whose thousands stand apart by blanks with thin ones; a label keeps its own number."""
    if hit["label"] and hit["label"].lower() in LABELS.split():
        return hit.group()
    before = hit.group()[: hit.start("number") - hit.start()]
    return before + hit["number"].replace(" ", THIN_BLANK)


def read_numbers(text: str, spans: Sequence[Span], rules: Sequence[Rule]) -> Numbers:
    """Return every number that stands in *spans* of *text*, read by *rules*.

    Args:
        text: The whole document.
        spans: Where to read: the title and the abstract, not the page around them.
        rules: The number rules; those of higher priority read first.
    """
    seen = TAKEN * len(text)
    copy = plain(text)
    for span in spans:
        seen = f"{seen[: span.start]}{copy[span.start : span.end]}{seen[span.end :]}"
    lowered, needed = seen.lower(), dict[str, bool]()
    begins = [m.start() for m in BEGINS.finditer(seen)]
    quantities: list[Quantity] = []
    times: list[TimePoint] = []
    aside: list[SetAside] = []
    for _, level in groupby(by_priority(rules), key=lambda rule: rule.priority):
        hits = longest(hit for rule in level if wanted(rule, lowered, needed) for hit in found(rule, seen, begins))
        for rule, hit in hits:
            if rule.finds != "nothing":
                quantities.append(quantity(rule, hit, text))
            elif "time_unit" in compiled(rule.pattern).groupindex:
                times.append(time_point(hit, text))
            else:
                aside.append(set_aside(rule, hit, text))
        for _, hit in hits:
            seen = f"{seen[: hit.start()]}{TAKEN * (hit.end() - hit.start())}{seen[hit.end() :]}"
        if hits:
            begins = [start for start in begins if seen[start] != TAKEN]
    told = listed_p(text, shared_p(text, sorted(quantities, key=lambda q: q.start)))
    listed = {q.start for q in told}
    return Numbers(
        tuple(told),
        tuple(sorted(times, key=lambda t: t.start)),
        tuple(sorted(aside, key=lambda a: a.start)),
        tuple(Span(*m.span()) for m in TOKEN.finditer(seen) if m.start() not in listed),
    )


def by_priority(rules: Sequence[Rule]) -> list[Rule]:
    """Return *rules*, those that read first at the head."""
    return sorted(rules, key=lambda rule: (-rule.priority, rule.file, rule.id))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern of a rule."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def wanted(rule: Rule, lowered: str, told: dict[str, bool]) -> bool:
    """Say whether *rule* can find anything: one of the strings it needs is in the text; *told* keeps the answers."""
    for need in rule.needs:
        if need not in told:
            told[need] = need in lowered
        if told[need]:
            return True
    return not rule.needs


def found(rule: Rule, seen: str, begins: Sequence[int]) -> list[tuple[Rule, re.Match[str]]]:
    """Return the places *rule* finds; a match without a character is none."""
    pattern = compiled(rule.pattern)
    if not rule.starts_with_number:
        return [(rule, hit) for hit in pattern.finditer(seen) if hit.end() > hit.start()]
    hits: list[tuple[Rule, re.Match[str]]] = []
    reached = 0
    for start in begins:
        if start >= reached and (hit := pattern.match(seen, start)) is not None and hit.end() > start:
            hits.append((rule, hit))
            reached = hit.end()
    return hits


def longest(hits: Iterable[tuple[Rule, re.Match[str]]]) -> list[tuple[Rule, re.Match[str]]]:
    """Return the hits of one priority that do not overlap, the longer before the shorter."""
    kept: list[tuple[Rule, re.Match[str]]] = []
    ranked = sorted(hits, key=lambda h: (h[1].start() - h[1].end(), h[1].start(), h[0].id))
    for rule, hit in ranked:
        if all(hit.end() <= other.start() or other.end() <= hit.start() for _, other in kept):
            kept.append((rule, hit))
    return sorted(kept, key=lambda h: h[1].start())
