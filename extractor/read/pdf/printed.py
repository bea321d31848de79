"""Find title and abstract among the paragraphs of a printed paper, and write them out with their boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Word
from extractor.read.page.labels import SECTION, label
from extractor.read.pdf.line import Line
from extractor.read.pdf.mend import is_abstract, join
from extractor.read.pdf.tables import Table

LONGEST = 8000  # characters of an abstract
CONCLUSION = re.compile(r"\W*(?:conclusions?|interpretation|discussion)\b", re.IGNORECASE)

Paragraph = Sequence[Line]


def title_of(found: Sequence[Paragraph]) -> int | None:
    """Return which paragraph is the title: the largest print on the first page with four words or more."""
    first = found[0][0].page
    page = [n for n, paragraph in enumerate(found) if paragraph[0].page == first]
    usual = sorted(line.size for n in page for line in found[n])
    large = [
        n for n in page if found[n][0].size > 1.12 * usual[len(usual) // 2] and 4 <= len(plain(found[n]).split()) <= 50
    ]
    return max(large, key=lambda n: (found[n][0].size, -n), default=None)


def chosen_of(found: Sequence[Paragraph], title_at: int | None) -> list[int]:
    """Return which paragraphs to read: title and abstract, or all when no abstract can be told."""
    start = _abstract_at(found)
    if start is None:
        return list(range(len(found)))
    numbers: list[int] = []
    length = 0
    for number in range(start, len(found)):
        text = plain(found[number])
        concluded = any(CONCLUSION.match(plain(found[n])) for n in numbers)
        if numbers and _ends_abstract(text, length, found[numbers[-1]], found[number], concluded):
            break
        if not is_abstract(text):
            numbers.append(number)
            length += len(text)
        if length > LONGEST:
            break
    return ([title_at] if title_at is not None and title_at not in numbers else []) + numbers


def _abstract_at(found: Sequence[Paragraph]) -> int | None:
    """Return where the abstract begins: at its heading, or at the first of the sections that abstracts have."""
    texts = [plain(paragraph) for paragraph in found]
    for number, text in enumerate(texts):
        if is_abstract(text) or re.match(r"(?:Abstract|ABSTRACT|Summary|SUMMARY)\s*(?:[:.—–-]|(?=[A-Z]))", text):
            return number
    for number, text in enumerate(texts):
        later = " ".join(texts[number : number + 8])
        if SECTION.match(text) and len(text) > 40 and re.search(r"\bresults?\s*[:.]", later, re.IGNORECASE):
            return number
    return None


def _ends_abstract(text: str, length: int, last: Paragraph, paragraph: Paragraph, concluded: bool) -> bool:
    """Tell whether the paper goes on with something other than its abstract."""
    if label(text) or re.match(r"(?:\d+\.?\s*|I\.\s*)(?:Introduction|Background)\b|Introduction$", text, re.IGNORECASE):
        return True
    if length < 250:
        return False
    if re.fullmatch(r"(?:Introduction|Background)\W*", text, re.IGNORECASE):
        return True
    if SECTION.fullmatch(plain(last)):
        return False  # the text below a heading on a line of its own
    other_print = abs(paragraph[0].size - last[-1].size) > 0.07 * last[-1].size
    other_column = concluded and (paragraph[0].left, paragraph[0].right) != (last[-1].left, last[-1].right)
    return not SECTION.match(text) and (other_print or other_column)


def with_tables(found: Sequence[Paragraph], tables: Sequence[Table]) -> list[Paragraph]:
    """Return the paragraphs with the tables among them, each behind the last paragraph that begins on its page."""
    merged: list[Paragraph] = []
    left = list(tables)
    for paragraph in found:
        while left and left[0].page < paragraph[0].page:
            merged += left.pop(0).lines
        merged.append(paragraph)
    return merged + [lines for table in left for lines in table.lines]


def plain(paragraph: Paragraph) -> str:
    return written([paragraph], frozenset())[0]


def written(chosen: Sequence[Paragraph], known: frozenset[str]) -> tuple[str, tuple[Word, ...]]:
    """Return the text of the paragraphs, a blank line between, and the place of each printed word in it."""
    text = ""
    words: list[Word] = []
    for paragraph in chosen:
        text += "\n\n" if text else ""
        for line, below in zip(paragraph, [*paragraph[1:], None], strict=True):
            for number, piece in enumerate(line.words):
                printed, space = piece.text, piece.space
                if number == len(line.words) - 1:  # behind the last word of a row of a table stands a full stop
                    joined = join(piece.text, below.words[0].text, known) if below else (piece.text, space.strip())
                    printed, space = joined
                printed = printed.replace("\u00ad", "")
                if printed:
                    box = (piece.x0, piece.top, piece.x1, piece.bottom)
                    words.append(Word(len(text), len(text) + len(printed), line.page, *(round(x, 2) for x in box)))
                text += printed + space
    return text, tuple(words)
