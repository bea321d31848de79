"""Which documents are one study, as rows; what :mod:`extractor.merge` and :mod:`extractor.overlap` look at."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from extractor.merge import Card
from extractor.model import Merge, Overlap, Source
from extractor.overlap import Cohort, author_key, centres, period

Ask = Callable[[str], Iterable[Mapping[str, Any]]]  # SQL -> its rows

CARDS = """
SELECT d.name, d.format, d.title, d.year, d.authors ->> 0 AS author, d.doi, d.pmid,
       CASE WHEN EXISTS (SELECT 1 FROM regions r WHERE r.document_id = d.id)
            THEN (SELECT coalesce(sum(r.char_end - r.char_start), 0) FROM regions r
                  WHERE r.document_id = d.id AND r.role = 'abstract')
            ELSE length(d.text) END AS length
FROM documents d
"""
LEADERS = "SELECT name, n, year, authors, text FROM documents WHERE merged_into IS NULL AND n >= 5"  # no case reports
# years of the background and of what is quoted are not those of the patients
YEARS = """
SELECT a.document_id, a.text FROM set_aside a
JOIN sentences s ON s.document_id = a.document_id AND a.char_start >= s.char_start AND a.char_start < s.char_end
WHERE a.reason = 'year' AND s.section IN ('methods', 'results', 'abstract', 'objective')
"""
SUBJECTS = """
SELECT document_id, coalesce(concept, lower(text)) AS text FROM mentions WHERE label IN ('condition', 'intervention')
"""


def cards(ask: Ask) -> Iterator[Card]:
    """Yield every document as a catalogue knows it."""
    yield from (Card(**row) for row in ask(CARDS))


def cohorts(ask: Ask) -> Iterator[Cohort]:
    """Yield the studies, not of single cases, whose size and years of recruitment are known."""
    years, subjects = _texts(ask(YEARS)), _texts(ask(SUBJECTS))
    for row in ask(LEADERS):
        recruited = period(years[row["name"]], row["year"])
        if recruited:
            yield Cohort(
                row["name"],
                row["n"],
                *recruited,
                authors=frozenset(key for author in json.loads(row["authors"]) if (key := author_key(author))),
                centres=centres(row["text"]),
                subjects=frozenset(subjects[row["name"]]),
            )


def merges(ask: Ask) -> dict[str, Merge]:
    """Return the documents that are another reading of a study."""
    found = ask("SELECT name, merged_into, merged_by FROM documents WHERE merged_into IS NOT NULL ORDER BY name")
    return {row["name"]: Merge(row["merged_into"], row["merged_by"]) for row in found}


def sources(ask: Ask) -> dict[str, tuple[Source, ...]]:
    """Return what each study was read from, by the document that leads it; that one is the first."""
    found: defaultdict[str, tuple[Source, ...]] = defaultdict(tuple)
    for row in ask("SELECT document_id, name, path, format, merged_by FROM sources"):
        found[row["document_id"]] += (Source(row["name"], row["path"], row["format"], row["merged_by"]),)
    return dict(found)


def overlaps(ask: Ask) -> tuple[Overlap, ...]:
    """Return the studies that may share patients."""
    found = ask("SELECT document_id, other_id, reason FROM overlaps ORDER BY document_id, other_id")
    return tuple(Overlap(*row.values()) for row in found)


def _texts(rows: Iterable[Mapping[str, Any]]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["document_id"]].append(row["text"])
    return found
