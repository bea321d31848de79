"""An abstract in, a study out: what the tests of reading share."""

from __future__ import annotations

from functools import cache

from extractor.language import Language
from extractor.link import link
from extractor.model import Document, Finding, Numbers, Region, Rules, Span, Study
from extractor.recognise import recognise
from extractor.recognise.match import read_numbers
from extractor.rules import load
from extractor.segment import segment


@cache
def rules() -> Rules:
    """Return the packaged rules."""
    return load()


@cache
def language() -> Language:
    """Return the pipeline, made once for all tests."""
    return Language(rules())


def numbers(text: str) -> Numbers:
    """Return the numbers of a text that is all abstract."""
    return read_numbers(text, [Span(0, len(text))], rules().rules)


def study(text: str, title: str | None = None) -> Study:
    """Return the study of an abstract, unchecked."""
    regions = (Region(0, len(text), "abstract"),)
    document = Document("made", "made.txt", "txt", "0", text, regions, title=title)
    annotation = language().annotate(text, regions)
    return link(document, segment(document, annotation.sentences), recognise(document, rules()), annotation, rules())


def arm_name(made: Study, found: Finding) -> str | None:
    """Return the name of a finding's arm."""
    return next((arm.name for arm in made.arms if arm.id == found.arm), None)
