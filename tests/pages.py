"""An invented paper as people keep it outside of databases: a pasted text, a saved page, a Word file, a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence

import docx
from fpdf import FPDF

from tests.exports import AUTHORS, JOURNAL, LONG, YEAR, Paper, escaped, wrapped

CITATION = f"{JOURNAL} {YEAR};3(1):43-51"
BODY = "Much was written about such operations, and 12% of it was invented like this text by people with time. " * 4
SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bcdfghjklmnprstvw][aeiouy])|(?<=[aeiouy][nrlsct])(?=[bcdfgkmnpqst][aeiouy])")
# what the fonts that every reader has know only in Symbol, as many journals print it; the code there
SYMBOLS = {"≥": "\xb3", "≤": "\xa3", "±": "\xb1", "−": "\x2d"}
THIN = "\u2009"


def paragraphs(it: Paper) -> list[str]:
    return [f"{label}: {text}" if label else text for label, text in it.passages]


# ------------------------------------------------------------------ text


def pasted(it: Paper) -> bytes:
    """Write the text as copied from a journal's page."""
    head = f"{it.title}\n\n{', '.join(AUTHORS)}\n\n{CITATION}. doi: {it.doi}\n\nAbstract\n\n"
    return (head + "\n\n".join(paragraphs(it)) + "\n\nKeywords: spine; surgery\n").encode()


def typed(it: Paper) -> bytes:
    """Write the text with lines of 80 characters, in the encoding of Windows where that holds it."""
    text = "\r\n".join([it.title, "", *(wrapped("", part, "") for part in paragraphs(it))])
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text.encode("utf-16")


def webpage(it: Paper) -> bytes:
    """Write a page as PubMed prints it."""
    meta = {
        "citation_title": it.title, "citation_journal_title": JOURNAL, "citation_doi": it.doi,
        "citation_publication_date": f"{YEAR}/03/14", "citation_pmid": it.pmid,
    }  # fmt: skip
    told = "".join(f'<meta name="{name}" content="{escaped(content)}">' for name, content in meta.items())
    told += "".join(f'<meta name="citation_author" content="{name}">' for name in LONG)
    parts = "".join(
        f"<p>{f'<strong class=sub-title>{label}: </strong>' if label else ''}{escaped(text)}</p>"
        for label, text in it.passages
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{told}<title>Site</title></head><body><nav>88% of 99</nav>'
        f'<h1>{escaped(it.title)}</h1><div class="abstract" id="abstract"><h2>Abstract</h2>{parts}</div>'
        f"<h2>Introduction</h2><p>{BODY}</p><footer>© {YEAR}</footer></body></html>"
    ).encode()


def jats(it: Paper) -> bytes:
    """Write an article as PubMed Central keeps it."""
    sections = "".join(
        f"<sec><title>{label}</title><p>{escaped(text)}</p></sec>" if label else f"<p>{escaped(text)}</p>"
        for label, text in it.passages
    )
    return (
        f"<article><front><journal-meta><journal-title>{JOURNAL}</journal-title></journal-meta><article-meta>"
        f'<article-id pub-id-type="doi">{it.doi}</article-id><title-group><article-title>{escaped(it.title)}'
        f'</article-title></title-group><pub-date pub-type="ppub"><year>{YEAR}</year></pub-date>'
        f"<abstract>{sections}</abstract></article-meta></front><body><p>{BODY}</p></body></article>"
    ).encode()


def word(it: Paper) -> bytes:
    """Write a manuscript as Word keeps it."""
    made = docx.Document()
    made.add_heading(it.title, 0)
    made.add_paragraph(", ".join(AUTHORS))
    made.add_heading("Abstract", 1)
    for label, text in it.passages:
        paragraph = made.add_paragraph()
        if label:
            paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)
    made.add_heading("Introduction", 1)
    made.add_paragraph(BODY)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ print


class Sheet(FPDF):
    """A journal's page in points, set in the fonts that every reader has."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=(595, 842))
        self.core_fonts_encoding = "windows-1252"
        self.set_auto_page_break(auto=False)

    def leaf(self, head: str) -> None:
        """Begin a page with its running head and its number."""
        self.add_page()
        self.put(60, 34, head, 8)
        self.put(290, 820, f"{42 + self.page_no()}", 8)

    def put(self, x: float, y: float, text: str, size: float = 10) -> float:
        """Set *text* at its place, signs of Symbol and thin spaces in it; return where it ends."""
        for run in re.findall(f"[{''.join(SYMBOLS)}]|{THIN}|[^{''.join(SYMBOLS)}{THIN}]+", text):
            if run == THIN:
                x += 0.2 * size
                continue
            self.set_font("Symbol" if run in SYMBOLS else "Times", size=size)
            self.text(x, y, SYMBOLS.get(run, run))
            x += self.get_string_width(SYMBOLS.get(run, run))
        return x

    def width(self, text: str, size: float) -> float:
        """Return how wide *text* is set."""
        self.set_font("Times", size=size)
        plain = text.translate(dict.fromkeys(map(ord, (*SYMBOLS, THIN)), "+"))
        return float(self.get_string_width(plain))

    def rows(self, text: str, width: float, size: float) -> Iterator[str]:
        """Yield the lines of *text*, long words parted at their end."""
        row = ""
        for word in text.split(" "):
            longer = f"{row} {word}".strip(" ")
            if self.width(longer, size) <= width:
                row = longer
                continue
            cuts = [found.start() for found in SYLLABLE.finditer(word)] if word.isalpha() and word.islower() else []
            fitting = [
                cut for cut in cuts if 2 < cut < len(word) - 2 and self.width(f"{row} {word[:cut]}-", size) <= width
            ]
            yield f"{row} {word[: fitting[-1]]}-" if fitting else row
            row = word[fitting[-1] :] if fitting else word
        yield row

    def column(self, x: float, y: float, width: float, text: str, size: float = 10) -> float:
        """Set *text* in justified lines of *width*; return the baseline of the next line."""
        rows = list(self.rows(text, width, size))
        for row in rows:
            words = row.split(" ")
            slack = width - sum(self.width(word, size) for word in words)
            space = slack / (len(words) - 1) if row is not rows[-1] and len(words) > 1 else self.width(" ", size)
            at = x
            for word in words:
                self.put(at, y, word, size)
                at += self.width(word, size) + space
            y += 1.2 * size
        return y


def printed(it: Paper, set_abstract: Callable[[Sheet, Sequence[str], float], None]) -> bytes:
    """Return two pages, with title, authors and heading above what *set_abstract* sets."""
    sheet = Sheet()
    sheet.leaf(f"Reyes et al.  {CITATION}")
    y = sheet.column(60, 80, 475, it.title, 16)
    y = sheet.column(60, y + 4, 475, ", ".join(AUTHORS).replace("Ō", "O"))
    set_abstract(sheet, paragraphs(it), y + 16)
    sheet.leaf(f"Reyes et al.  {CITATION}")
    sheet.column(60, 80, 225, BODY)
    sheet.column(310, 80, 225, BODY)
    return bytes(sheet.output())


def one_column(it: Paper) -> bytes:
    """Print the abstract across the page, the introduction in one column below it."""

    def abstract(sheet: Sheet, parts: Sequence[str], y: float) -> None:
        sheet.put(60, y, "Abstract", 12)
        y += 16
        for part in parts:
            y = sheet.column(60, y, 475, part) + 3
        sheet.put(60, y + 20, "1. Introduction", 12)
        sheet.column(60, y + 38, 475, BODY)

    return printed(it, abstract)


def two_columns(it: Paper) -> bytes:
    """Print the abstract down the left column and, where it is long, on in the right one."""

    def abstract(sheet: Sheet, parts: Sequence[str], y: float) -> None:
        sheet.put(60, y, "ABSTRACT", 10)
        top, x, at = y, 60.0, y + 14
        for part in parts:
            if at > 400 and x == 60:
                x, at = 310.0, top
            at = sheet.column(x, at, 225, part) + 3
        if x == 60:
            x, at = 310.0, top - 16
        sheet.put(x, at + 16, "Introduction", 12)
        sheet.column(x, at + 34, 225, BODY)

    return printed(it, abstract)


# name of the file -> what it holds, the kind it must be told for
KEPT: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "pasted.txt": (pasted, "txt"),
    "typed.txt": (typed, "txt"),
    "page.html": (webpage, "html"),
    "article.nxml": (jats, "jats"),
    "manuscript.docx": (word, "docx"),
    "one-column.pdf": (one_column, "pdf"),
    "two-columns.pdf": (two_columns, "pdf"),
}
