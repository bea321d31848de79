"""A study's page: its text with every number marked, and what was made of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from extractor.check.coverage import accounted
from extractor.model import Arm, Concept, SetAside
from extractor.render.column import GROUPS, ORDER
from extractor.render.line import Line, line, verdict
from extractor.render.marked import COHORT, NOWHERE, paragraphs, place
from extractor.render.paper import Paper

RESOLVERS = {"doi": "https://doi.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/"}
WHY = {"doi": "same DOI", "pmid": "same PMID", "title": "same title, year and first author", None: "leads the study"}


def study(paper: Paper, concepts: Sequence[Concept]) -> dict[str, object]:
    """Return what the page of one study shows."""
    known = {c.id: c for c in concepts}
    lines = [line(paper, f, known) for f in paper.study.findings]
    lines.sort(key=lambda x: (ORDER[GROUPS.get(x.finding.category, "Other")], x.finding.start, x.finding.id))
    every = paragraphs(paper.study)
    captured, whole = accounted(paper.study, paper.rejected)
    size, aside = size_of(paper), set_aside(paper)
    states = {x.finding.id: x.state for x in lines if x.state}
    return {
        "size": size,
        "paper": paper,
        "document": paper.study.document,
        "found_at": found_at(paper),
        "why_merged": WHY,
        "paragraphs": [p for p in every if p.role == "abstract"],
        "rest": [p for p in every if p.role in ("furniture", "duplicate")],
        "titles": [p for p in every if p.role == "title"],
        "groups": [(group, list(found)) for group, found in groupby(lines, key=lambda x: x.group)],
        "arms": arms(paper),
        "lines": lines,
        "titled": {x.finding.id: x.title for x in lines} | {COHORT: f"Cohort: {paper.n}"} | arm_titles(paper),
        "states": states | {place(r.start, r.end): "rejected" for r in paper.rejected},
        "rejected": [(line(paper, f, known), paper.decisions_of(f)) for f in paper.rejected],
        "together": [verdict(c) for c in paper.checks.get(None, ())],
        "aside": aside,
        "lost": [(place(s.start, s.end), paper.study.document.text[s.start : s.end]) for s in paper.study.unexplained],
        "nowhere": NOWHERE,
        "legend": legend(lines),
        "aside_count": sum(len(found) for _, found in aside),
        "accounted": captured,
        "numbers": whole,
    }


def size_of(paper: Paper) -> str:
    """Return the finding that is the cohort's size and stands for it in the list; empty when there is none."""
    cohort = paper.study.cohort
    for f in paper.study.findings:
        if cohort and f.start <= cohort.start < f.end:
            return f.id if f.category == "cohort_size" else ""
    return ""


def found_at(paper: Paper) -> list[tuple[str, str]]:
    """Return DOI and PMID as text and address; nothing is asked for until a reader follows it."""
    document = paper.study.document
    named = (("doi", "doi:", document.doi), ("pmid", "PMID ", document.pmid))
    return [(f"{sign}{it}", RESOLVERS[kind] + quote(it, safe="/:;()._-")) for kind, sign, it in named if it]


def arms(paper: Paper) -> list[tuple[Arm, int]]:
    """Return the groups that are compared, with how many results each has."""
    results = Counter(f.arm for f in paper.study.findings)
    return [(arm, results[arm.id]) for arm in paper.study.arms if arm.role != "whole"]


def arm_titles(paper: Paper) -> dict[str, str]:
    """Return what the size of each arm is called."""
    return {arm.id: f"{arm.name}: {arm.n}" for arm in paper.study.arms}


def set_aside(paper: Paper) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the numbers that are no results, by reason: address and text of each; rejected ones stand elsewhere."""
    out = {(f.start, f.end) for f in paper.rejected}
    left = [s for s in paper.study.set_aside if (s.start, s.end) not in out]

    def reason(it: SetAside) -> str:
        return it.reason

    return [
        (why, [(place(s.start, s.end), s.text) for s in found])
        for why, found in groupby(sorted(left, key=reason), key=reason)
    ]


def legend(lines: Sequence[Line]) -> dict[str, object]:
    """Return the groups whose colours the text shows, and how many results are in each state."""
    states = Counter(x.state for x in lines)
    return {
        "groups": list(dict.fromkeys(x.group for x in lines)),
        "flagged": sum(x.cell.flagged for x in lines),
        "derived": states["derived"],
        "corrected": states["corrected"],
    }
