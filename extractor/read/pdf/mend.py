"""Join the lines of a PDF to paragraphs and the halves of words that were parted at a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from extractor.read.page.labels import SECTION, label
from extractor.read.page.people import names
from extractor.read.pdf.line import Line

HYPHENS = "-\u2010\u00ad"
SOFT = "\u00ad"
# second halves of compounds that clinical papers print with a hyphen: "follow-up", "event-free"
SECOND = re.compile(
    r"(?:up|off|term|based|related|free|specific|controlled|blind(?:ed)?|line|sectional|risk|care|making|level|cent(?:er|re)"
    r"|year|month|week|day|hour|minute|old|stage|scale|threatening|square|emergent|grade|dose|effective|rank|cause"
    r"|assisted|guided|induced|dependent|adjusted|matched|reported|treated|like|wide|to|in|on|by|year-old|point|arm"
    r"|operated|label|quality|standing|resistant|positive|negative|third|thirds|half|time|density|depth)s?\b"
)
# first halves that keep their hyphen
FIRST = re.compile(
    r"(?:self|well|long|short|high|low|mid|cross|half|ex|quasi|two|three|four|five|six|seven|eight|nine|ten|one|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|single|multi-\w+|all|much|semi|non|in|on|first|second|third|end|large|small|open|full"
    r"|life|health|patient|follow|x|t|p|n)",
    re.IGNORECASE,
)
CAPTION = re.compile(r"(?:fig(?:ure)?\.?|table|box|scheme)\s*S?\d", re.IGNORECASE)
PAGES = 4  # on which tables may part one paragraph
ASIDES = 40  # paragraphs that may stand between the two halves of one
SUSPENDED = re.compile(r"(?:and|or|to|versus|vs|as|but|und|y|et|through)\b")  # "1-, 2- and 5-year", "pre- and post…"


def join(left: str, right: str, vocabulary: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Return the last word of a line as it is to be kept, and what goes between it and the next line.

    A hyphen at the line's end goes when the next line begins with a small letter, unless the paper
    prints the compound elsewhere, or it looks like one: a number ("5-year"), an acronym
    ("CT-guided"), a common compound ("follow-up"), or one of several ("pre- and postoperative").

    Args:
        left: The last word of the line.
        right: The first word of the next line.
        vocabulary: The words the paper prints within lines, in lower case.

    >>> join("postopera-", "tive"), join("follow-", "up"), join("5-", "year"), join("2-", "and"), join("died", "of")
    (('postopera', ''), ('follow-', ''), ('5-', ''), ('2-', ' '), ('died', ' '))
    """
    if left.endswith(("–", "/")) and len(left) > 1:
        return left, ""  # "10–" and "15"
    if len(left) < 2 or left[-1] not in HYPHENS or not right:
        return left, " "
    stem, second = left[:-1], _letters(right)
    if left[-1] == SOFT:
        return stem, ""
    if not right[0].islower():
        return left, ""  # "Kaplan-" and "Meier", "COVID-" and "19"
    if SUSPENDED.fullmatch(second):
        return left, " "
    first = re.split(r"[^\w-]", stem)[-1]
    if f"{first}{second}".casefold() in vocabulary:
        return stem, ""
    compound = (
        f"{first}-{second}".casefold() in vocabulary
        or re.search(r"\d$", first)
        or (len(first) > 1 and first.isupper())
        or FIRST.fullmatch(first)
        or SECOND.fullmatch(second)
    )
    return (left, "") if compound else (stem, "")


def _letters(word: str) -> str:
    found = re.match(r"[\w-]*\w", word)
    return found.group() if found else ""


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """Return the words that stand within the lines, where none is cut, in lower case."""
    return frozenset(_letters(word.text).casefold() for line in lines for word in line.words[1:-1])


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped to paragraphs."""
    pitches = sorted(
        below.baseline - line.baseline
        for line, below in pairwise(lines)
        if 0 < below.baseline - line.baseline < 4 * line.size
    )
    pitch = pitches[len(pitches) // 4] if pitches else 0.0  # not the median: paragraphs may be of two lines
    usual = median(line.size for line in lines for _ in line.text) if lines else 0.0
    found: list[list[Line]] = []
    for number, line in enumerate(lines):
        if number and not _parts(lines[number - 1], line, pitch, usual):
            found[-1].append(line)
        else:
            found.append([line])
    return _stitched(found, usual)


def _stitched(found: list[list[Line]], usual: float) -> list[list[Line]]:
    """Return the paragraphs with those in one that a column's end parts; what was printed between comes after it.

    At the foot of a column stand notes, in the middle of a page pictures with their text, in smaller print or in words
    that make no sentence.
    """
    stitched: list[list[Line]] = []
    left = list(found)
    while left:
        paragraph = left.pop(0)
        while _is_cut_off(paragraph, usual):
            at = next((n for n, other in enumerate(left[:ASIDES]) if _is_text(other, usual)), None)
            if at is None or not _takes_up(paragraph, left[at]):
                break
            paragraph = paragraph + left.pop(at)
        stitched.append(paragraph)
    return stitched


def _is_text(paragraph: Sequence[Line], usual: float) -> bool:
    """Tell whether a paragraph is in the print of the text, and no caption."""
    size = median(line.size for line in paragraph)
    return abs(size - usual) <= 0.06 * usual and not CAPTION.match(paragraph[0].text)


def _is_cut_off(paragraph: Sequence[Line], usual: float) -> bool:
    last = paragraph[-1]
    text = last.text
    full = last.x1 > last.right - 0.1 * (last.right - last.left)
    return _is_text(paragraph, usual) and full and len(paragraph) > 1 and not text.endswith((".", "?", "!", ":", ".”"))


def _takes_up(cut_off: Sequence[Line], paragraph: Sequence[Line]) -> bool:
    """Tell whether a paragraph in the next column goes on with one that was cut off."""
    line, below = cut_off[-1], paragraph[0]
    elsewhere = line.page != below.page or line.left != below.left or below.baseline <= line.baseline
    near = below.page - line.page <= PAGES
    opens = _begins(below.text) or _is_heading(below.text) or bool(label(below.text))
    goes_on = below.text[:1].islower() or (len(paragraph) > 1 and not _is_people(below.text))
    return elsewhere and near and not opens and goes_on


def _parts(line: Line, below: Line, pitch: float, usual: float) -> bool:
    """Tell whether a new paragraph begins with *below*.

    Args:
        line: The line above.
        below: The line in question.
        pitch: From baseline to baseline, in most of the paper; points.
        usual: The font size of most of the paper; points.
    """
    text, next_text = line.text, below.text
    if _is_people(text) or _is_people(next_text):
        return not text.endswith((",", "|", ";", "and", "&"))
    if (
        line.size > 1.12 * usual
        and not label(text)
        and not _begins(next_text)
        and abs(line.size - below.size) <= 0.03 * line.size
    ):
        return not 0 < below.baseline - line.baseline <= 1.7 * line.size  # a title over several lines
    if abs(line.size - below.size) > 0.1 * line.size or _is_heading(text) or _begins(next_text):
        return True
    ended = text.endswith((".", "?", "!", ":"))
    if line.page != below.page or below.baseline <= line.baseline or line.left != below.left:
        return ended or not (next_text[:1].islower() or next_text[:1].isdigit() or text[-1:] in HYPHENS)
    gap = below.baseline - line.baseline
    if gap > max(1.35 * pitch, 1.3 * line.size):
        # a column that is spread over the height of its page
        return ended or gap > 1.6 * line.size or not re.match(r"[a-z(\d]", next_text)
    short = line.x1 < line.right - 0.15 * (line.right - line.left)
    indented = below.x0 > line.left + 0.8 * line.size and line.x0 <= line.left + 0.5 * line.size
    return ended and (short or indented)


def _is_people(text: str) -> bool:
    return len(names(text)) > 1


def _is_heading(text: str) -> bool:
    """Tell whether *text* is the name of a section and nothing more."""
    section = SECTION.match(text) if len(text) <= 60 else None
    named = label(text) if len(text) <= 30 and not text.endswith((".", ":")) and len(text.split()) <= 3 else None
    return bool(section and section.end() == len(text)) or is_abstract(text) or bool(named and named.swallows)


def _begins(text: str) -> bool:
    """Tell whether *text* opens a paragraph by what it says: "Results: …", "Keywords: …", "Abstract"."""
    section = SECTION.match(text)
    return (
        bool(section and (section.end() == len(text) or section.group().rstrip().endswith(":")))
        or is_abstract(text)
        or bool(label(text))
    )


def is_abstract(text: str) -> bool:
    """Tell whether *text* is the heading of the abstract, spaced out or not.

    >>> is_abstract("A B S T R A C T"), is_abstract("Summary"), is_abstract("Abstract reasoning declined")
    (True, True, False)
    """
    return len(text) <= 30 and re.sub(r"\W+", "", text).casefold() in ("abstract", "summary", "structuredabstract")
