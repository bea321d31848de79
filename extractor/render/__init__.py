"""Evidence as pages: static files that open from disk, from an attachment, without a network.

Every page carries its own style and script, so that a single one can be mailed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from extractor.check.coverage import accounted
from extractor.model import Concept, Overlap, Rules, Source, Study
from extractor.render.bar import pins
from extractor.render.chart import tick_text
from extractor.render.column import columns
from extractor.render.contradictions import contradictions
from extractor.render.index import facts, index
from extractor.render.methods import methods
from extractor.render.overview import overview
from extractor.render.paper import papers
from extractor.render.review import review
from extractor.render.sheet import Sheets
from extractor.render.site import remove_others, site
from extractor.render.statement import UNKNOWN, Versions
from extractor.render.studies import studies as listed
from extractor.render.study import study
from extractor.review.applied import Decisions

# linked when somebody wrote them beside the pages
DOWNLOADS = (
    "evidence.xlsx", "evidence.csv", "evidence.jsonl", "studies.bib", "metafor/escalc.csv", "metafor/pooled.csv",
    "metafor/reproduce.R",
)  # fmt: skip


def render(
    studies: Sequence[Study],
    concepts: Sequence[Concept],
    problems: Sequence[tuple[str, str, str]],
    out: Path,
    *,
    title: str,
    rules: Rules | None = None,
    sources: Mapping[str, Sequence[Source]] = MappingProxyType({}),
    overlaps: Sequence[Overlap] = (),
    decisions: Decisions = MappingProxyType({}),
    versions: Versions = UNKNOWN,
) -> Path:
    """Write the report into *out* and return its first page; the same studies give the same bytes.

    Args:
        studies: Everything known of each document, in any order.
        concepts: The outcomes that may make columns.
        problems: Path, stage and message of what could not be read.
        out: A folder; pages of a former report that are no longer true are removed from it.
        title: Above the evidence table.
        sources: What each study was read from, by the document that leads it; one that is missing is its own source.
        overlaps: Studies that may share patients.
        decisions: What reviewers decided, by key.
        rules: When given, the page on methods explains each rule it lists.
        versions: What read the documents.
    """
    # here, as pooling needs scipy, which `evidence --help` need not load
    from extractor.render.outcome import outcome, outcomes, stem_of

    all_papers = papers(studies, sources, overlaps, decisions, concepts)
    every = columns(all_papers, concepts)
    numbers = facts(all_papers, len(problems))
    downloads = [name for name in DOWNLOADS if (out / name).is_file()]
    page = site(
        out, report=title, facts=numbers, downloads=downloads, accounted=accounted,
        stem_of=stem_of, tick_text=tick_text, pins=pins, outcome_pages={c.key.outcome for c in every},
    )  # fmt: skip
    of_outcome = {
        name: outcome(list(ways), all_papers, concepts) for name, ways in groupby(every, key=lambda c: c.key.outcome)
    }
    with Sheets() as sheets:
        written = {
            page("study.html", f"study/{p.stem}.html", study(p, concepts) | {"sheets": sheets.of(p.study)})
            for p in all_papers
        }
    written |= {page("outcome.html", f"outcome/{stem_of(name)}.html", shown) for name, shown in of_outcome.items()}
    page("outcomes.html", "outcomes.html", outcomes(every, of_outcome))
    page("overview.html", "overview.html", overview(all_papers, concepts, problems, versions))
    page("studies.html", "studies.html", listed(all_papers))
    page("contradictions.html", "contradictions.html", contradictions(all_papers, concepts))
    page("review.html", "review.html", review(all_papers, concepts))
    page("methods.html", "methods.html", methods(all_papers, concepts, problems, rules))
    for folder in ("study", "outcome"):
        remove_others(out / folder, written)
    return page("index.html", "index.html", index(all_papers, concepts, len(problems)))
