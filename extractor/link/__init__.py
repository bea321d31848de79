"""Findings out of mentions: this number, of this outcome, in this arm, at this time, out of so many.

The order matters: what a number is about comes first (its clause), then whose it is (the arms),
then what it is a share of (the denominator); last, what is told twice is kept once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.language import Annotation
from extractor.link.arms import Group, as_arms, registry
from extractor.link.assign import arms_of
from extractor.link.cohort import cohort
from extractor.link.denominator import with_denominators
from extractor.link.design import design
from extractor.link.findings import drafts, finding, of_cohort
from extractor.link.join import joined
from extractor.link.partition import counted_out, partition
from extractor.link.relevance import is_result
from extractor.link.repeats import told_once
from extractor.model import Document, Finding, Numbers, Rules, Sentence, SetAside, Study

SD = re.compile(r"\bS\.?D\.?\b|standard deviation", re.I)
SE = re.compile(r"\bS\.?E\.?M?\.?\b|standard error", re.I)


def link(document: Document, sentences: Sequence[Sentence], numbers: Numbers, annotation: Annotation, rules: Rules) -> Study:
    """Return the study of a document: its cohort, arms and findings; checks are made later.

    Args:
        document: The text all offsets count into.
        sentences: They tile the text; a number belongs to the sentence it begins in.
        numbers: What the rules read.
        annotation: What the dictionary and the entity recogniser named, and the abbreviations.
        rules: Their concepts are the vocabulary; an outcome with a concept is a column of the evidence table.
    """
    text = document.text
    known = {c.id: c for c in rules.concepts}
    mentions = annotation.mentions
    kept, dropped = [], []
    for q in numbers.quantities:
        reason = is_result(text, sentences, q)
        if reason is None:
            kept.append(q)
        else:
            dropped.append(SetAside(q.start, q.end, text[q.start : q.end], reason, q.rule))
    groups = registry(text, sentences, kept, annotation.abbreviations)
    size = cohort(text, sentences, kept, groups)
    kept = joined(text, sentences, kept, [n for n in (size.value if size else None, *(g.n for g in groups)) if n])
    made = drafts(text, sentences, kept, numbers.times, [s for g in groups for s in g.spans])
    partition(text, made, groups, size)
    owners = arms_of(text, made, groups, size)
    size = counted_out(made, owners, groups, size)
    spread = "sd" if SD.search(text) else "se" if SE.search(text) else None
    found: list[tuple[Finding, Group | None]] = []
    for draft, owner in zip(made, owners, strict=True):
        result = finding(draft, text=text, number=len(found) + 1, mentions=mentions, concepts=known, spread=spread)
        if result is not None:
            found.append((result, owner))
    used = [g for g in groups if g.n is not None or any(owner is g for _, owner in found)]
    arms = as_arms(used)
    ids = {id(group): arm.id for group, arm in zip(used, arms, strict=True)}
    findings = [replace(f, arm=ids.get(id(owner)) if owner else None) for f, owner in found]
    findings = [replace(f, category="cohort_size", outcome="cohort size", concept=None) if of_cohort(f, size) else arm_size(f, groups) for f in findings]
    findings = with_denominators(text, sentences, findings, size, arms, known)
    findings = told_once(findings)
    aside = (
        *numbers.set_aside,
        *(SetAside(t.start, t.end, text[t.start : t.end], "time point") for t in numbers.times),
        *dropped,
    )
    return Study(
        document=document,
        sentences=tuple(sentences),
        cohort=size,
        design=design(text, document.title, arms),
        arms=arms,
        mentions=tuple(mentions),
        findings=tuple(replace(f, id=f"f{i}") for i, f in enumerate(findings, start=1)),
        set_aside=tuple(sorted(aside, key=lambda a: (a.start, a.end))),
        unexplained=numbers.unexplained,
    )


def arm_size(found: Finding, groups: Sequence[Group]) -> Finding:
    """Return the finding as the size of an arm when that is where the arm's size is printed."""
    if found.measure not in ("count", "proportion"):
        return found
    where = found.spans.get("numerator" if found.measure == "proportion" else "value")
    for group in groups:
        if group.at is not None and where is not None and group.at.start == where.start:
            return replace(found, category="cohort_size", concept=None, outcome=f"{group.name} size" if found.measure == "count" else found.outcome)
    return found
