"""Groups that the methods do not name: found beside their results, then wherever else they are spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.link.arms.called import merged, short_forms
from extractor.link.arms.group import Group
from extractor.link.arms.people import People, compared_people, subject_people, treated_people
from extractor.link.arms.spoken import find_again
from extractor.link.assign.compared import compared
from extractor.link.assign.likewise import likewise
from extractor.link.assign.spot import known_or_new, parallel_group, spot_group
from extractor.link.drafts import Draft
from extractor.model import Sentence, Span


def discover(text: str, sentences: Sequence[Sequence[Draft]], groups: list[Group], long_of: dict[str, str]) -> None:
    """Add to *groups* those that are named beside their results; a short form joins its long form.

    Args:
        sentences: The drafts of each sentence that has any.
        long_of: The long form of each short form; short forms in lower case.
    """
    groups[:] = merged(groups, long_of)
    for here in sentences:
        sentence = here[0].sentence
        for people in told_apart(text, sentence):
            known_or_new(text, people.where, groups, people.name)
        for where in compared(text, sentence, here):
            known_or_new(text, where, groups)
        for i, draft in enumerate(here):
            if parallel_group(text, here, i, groups) is None:
                spot_group(text, draft, groups)
    groups[:] = merged(groups, long_of)
    short_forms(groups, text)
    find_again(groups, text)
    known = len(groups)
    for here in sentences:
        for where in likewise(text, here, spoken_of(here[0].sentence, groups)):
            known_or_new(text, where, groups)
    if len(groups) > known:
        find_again(groups, text)


def told_apart(text: str, sentence: Sentence) -> Iterator[People]:
    """Yield the patients that a sentence holds against others."""
    yield from compared_people(text, sentence)
    yield from treated_people(text, sentence)
    yield from subject_people(text, sentence)


def spoken_of(sentence: Sentence | Span, groups: Sequence[Group]) -> list[tuple[Span, Group]]:
    """Return where a sentence speaks of groups, in its order."""
    found = [(s, g) for g in groups for s in g.spans if sentence.start <= s.start < sentence.end]
    return sorted(found, key=lambda pair: pair[0].start)
