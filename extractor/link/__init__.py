"""Findings out of mentions: this number, of this outcome, in this arm, at this time, out of so many.

The order matters: what a number is about comes first (its clause), then whose it is (the arms),
then what it is a share of (the denominator); last, what is told twice is kept once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.language import Annotation
from extractor.learned import Said
from extractor.link import weigh
from extractor.link.arms import as_arms, long_forms, registry
from extractor.link.arms.group import Group
from extractor.link.assign import arms_of
from extractor.link.cohort import cohort
from extractor.link.confidence import graded
from extractor.link.denominator import with_denominators
from extractor.link.design import design
from extractor.link.drafts import Draft, drafts
from extractor.link.findings import finding
from extractor.link.intervals import spread_named
from extractor.link.join import joined
from extractor.link.judged_after import judged_after
from extractor.link.outcome.beyond_arms import beyond_arms
from extractor.link.outcome.called import called
from extractor.link.partition import counted_out, partition
from extractor.link.relevance import results
from extractor.link.repeats import told_once
from extractor.link.sizes import as_size
from extractor.link.weigh import BOTH, Weights
from extractor.model import Document, Finding, Mention, Numbers, Rules, Sentence, SetAside, Study


def link(
    document: Document,
    sentences: Sequence[Sentence],
    numbers: Numbers,
    annotation: Annotation,
    rules: Rules,
    heard: Said | None = None,
    weights: Weights = BOTH,
) -> Study:
    """Return the study of a document: its cohort, arms and findings; checks are made later.

    Args:
        document: The text all offsets count into.
        sentences: They tile the text; a number belongs to the sentence it begins in.
        numbers: What the rules read.
        annotation: What the dictionary and the entity recogniser named, and the abbreviations.
        rules: Their concepts are the vocabulary; an outcome with a concept is a column of the evidence table.
        heard: What the learned reader says of the text; None for rules alone.
        weights: How much rules and reader count where both have a say.
    """
    text = document.text
    asked = heard if weights.learned else None
    heard = asked or Said()  # a reader that says nothing changes nothing
    kept, dropped, moments = results(text, sentences, numbers.quantities)
    kept, none = weigh.results(text, kept, heard, weights)
    groups = registry(text, sentences, kept, annotation.abbreviations)
    size = cohort(text, sentences, kept, groups)
    size = weigh.size(size, kept, heard, weights)
    kept = joined(text, sentences, kept, [n for n in (size.value if size else None, *(g.n for g in groups)) if n])
    points = sorted((*numbers.times, *moments), key=lambda point: point.start)
    made = drafts(text, sentences, kept, points, [span for group in groups for span in group.spans])
    made = judged_after(text, made)
    made = weigh.outcomes(text, made, heard, weights)
    partition(text, made, groups, size)
    long_of = long_forms(text, annotation.abbreviations)
    owners = arms_of(text, made, groups, size, scores=weigh.scores(heard), long_of=long_of)
    sides = weigh.sides(text, groups, made, owners, heard)
    trial = sides if weigh.drawn(text) else {}
    owners = weigh.owners(text, made, owners, groups, trial, heard, weights)
    sides = weigh.settled(text, sides, groups, made, owners, heard)
    made = beyond_arms(text, made, owners)
    size = counted_out(made, owners, groups, size)
    owned = findings_of(text, made, owners, annotation.mentions, rules)
    used = [g for g in groups if g.n is not None or any(owner is g for _, owner in owned)]
    arms = weigh.roles(as_arms(used), used, sides)
    ids = {id(group): arm.id for group, arm in zip(used, arms, strict=True)}
    found = [as_size(replace(f, arm=ids[id(owner)]) if owner else f, size, groups) for f, owner in owned]
    found = [weigh.kind(f, heard) for f in found]
    found = called(text, found, annotation, rules.concepts)
    found = told_once(with_denominators(text, found, size, arms))
    times = [SetAside(t.start, t.end, text[t.start : t.end], "time point") for t in numbers.times]
    study = Study(
        document=document,
        sentences=tuple(sentences),
        cohort=size,
        design=design(text, document.title, arms),
        arms=arms,
        mentions=weigh.mentions(annotation.mentions, annotation.entities, heard) if asked else annotation.mentions,
        findings=tuple(replace(f, id=f"f{i}") for i, f in enumerate(found, start=1)),
        set_aside=tuple(
            sorted((*numbers.set_aside, *times, *dropped, *none), key=lambda aside: (aside.start, aside.end))
        ),
        unexplained=numbers.unexplained,
    )
    return graded(study, asked)


def findings_of(
    text: str, made: Sequence[Draft], owners: Sequence[Group | None], mentions: Sequence[Mention], rules: Rules
) -> list[tuple[Finding, Group | None]]:
    """Return the finding of every draft that holds a number, with the group it belongs to."""
    concepts = {concept.id: concept for concept in rules.concepts}
    spread = spread_named(text)
    found: list[tuple[Finding, Group | None]] = []
    for number, (draft, owner) in enumerate(zip(made, owners, strict=True), start=1):
        result = finding(draft, text=text, number=number, mentions=mentions, concepts=concepts, spread=spread)
        if result is not None:
            found.append((result, owner))
    return found
