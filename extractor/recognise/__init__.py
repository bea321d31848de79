"""Numbers out of text: every number of an abstract, read by a rule, set aside by a rule, or left unexplained."""

from __future__ import annotations

from extractor.model import Document, Numbers, Rules, Span
from extractor.recognise.match import read_numbers

READ = ("title", "abstract")


def recognise(document: Document, rules: Rules) -> Numbers:
    """Return the numbers of the title and the abstract of *document*; the page around them is not read."""
    spans = [Span(region.start, region.end) for region in document.regions if region.role in READ]
    return read_numbers(document.text, spans or [Span(0, len(document.text))], rules.rules)
