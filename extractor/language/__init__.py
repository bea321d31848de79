"""What the words are: sentences, abbreviations and named things, with scispaCy's tools around our dictionary.

The only place (with recognise) that knows spaCy; plain Spans and Mentions leave it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from extractor.language.copy import Copy, copied
from extractor.language.recogniser import Named, Recogniser
from extractor.language.sentences import borders
from extractor.model import Mention, Region, Rules, Span
from extractor.segment import headings

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

__all__ = ["Abbreviation", "Annotation", "Language", "Recogniser"]

# spaCy keeps every word it ever saw: 6 MB a thousand abstracts, without end. Some 400 abstracts bring the words that
# come again; without those each text would take twice as long
COMMON_WORDS = 20_000
LONG_TEXT = 50_000  # characters; one text may not fill that memory alone


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A place where a short form is printed, and the long form it stands for: GTR, gross total resection."""

    short: Span
    long: Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the language tools say of a text; ``sentences`` tile it, the others are in order.

    ``entities`` are those of the mentions that an installed pipeline found and the dictionary does not know.
    """

    sentences: tuple[Span, ...]
    abbreviations: tuple[Abbreviation, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Mention, ...] = ()


class Language:
    """One spaCy pipeline: scispaCy's tokenizer, splitter and abbreviations, and a recogniser.

    Args:
        rules: Its concepts and terms make the dictionary.
        model: An installed spaCy or scispaCy pipeline whose entities join the dictionary's mentions; ``None`` for
            the dictionary alone.

    Raises:
        EvidenceError: if *model* is not installed.
    """

    def __init__(self, rules: Rules, model: str | None = None) -> None:
        from extractor.language.dictionary import Dictionary

        self._pipeline, self._detect, self._split = _scispacy()
        self._dictionary = Dictionary(rules, self._pipeline)
        self._enough = len(self._pipeline.vocab.strings) + COMMON_WORDS
        self._recognisers: list[Recogniser] = [self._dictionary]
        if model is not None:
            from extractor.language.installed import Installed

            self._recognisers.append(Installed(model))
        self.model_name = " + ".join(r.name for r in self._recognisers)

    def annotate(self, text: str, regions: Sequence[Region] = ()) -> Annotation:
        """Return the sentences, abbreviations and mentions of *text*.

        Args:
            text: A document's text.
            regions: Its regions; duplicates and furniture are a sentence each and hold no mention.
        """
        with self._memory(text):
            return self._annotated(text, regions or (Region(0, len(text), "abstract"),))

    def _memory(self, text: str) -> AbstractContextManager[object]:
        """Return a zone whose new words are forgotten; the first ones read are kept, they make the others quick."""
        known = len(self._pipeline.vocab.strings) > self._enough or len(text) > LONG_TEXT
        return self._pipeline.memory_zone() if known else nullcontext()

    def _annotated(self, text: str, regions: Sequence[Region]) -> Annotation:
        copy = copied(text, regions)
        doc = self._pipeline(copy.text)
        short = self._abbreviations(doc)
        others = self._others(doc)
        named = self._named(doc, short, others)
        return Annotation(
            sentences=tuple(_tiles(len(text), self._starts(text, regions, copy))),
            abbreviations=tuple(Abbreviation(_span(copy, *s), _span(copy, *long)) for s, long in short),
            mentions=tuple(_mention(text, copy, one) for one in named),
            entities=tuple(_mention(text, copy, one) for one in others if one in named),
        )

    def _starts(self, text: str, regions: Sequence[Region], copy: Copy) -> Iterator[int]:
        """Yield where in *text* sentences begin, in any order; white space that opens a region is its first's."""
        yield from (region.start for region in regions)
        indented = {r.end - len(text[r.start : r.end].lstrip()) for r in regions}
        cuts = {0, len(copy.text)}
        for heading in headings(text, regions):
            cuts |= {copy.place(heading.start), copy.place(heading.end - 1) + 1}
        cuts |= {place + 1 for place, letter in enumerate(copy.text) if letter == "\n"}
        places = sorted(cuts)
        for start, end in pairwise(places):
            piece = copy.text[start:end]
            lead = len(piece) - len(piece.lstrip())
            if lead < len(piece):
                if (first := copy.origin(start + lead)) not in indented:
                    yield first
                yield from (copy.origin(start + lead + place) for place in borders(piece.strip(), self._split))

    def _abbreviations(self, doc: Doc) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return short and long forms as places in the copy, in order."""
        found = {
            ((s.start_char, s.end_char), (s._.long_form.start_char, s._.long_form.end_char))
            for s in self._detect(doc)._.abbreviations
        }
        return sorted(found)

    def _others(self, doc: Doc) -> list[Named]:
        """Return what the installed pipelines name, in order."""
        return sorted(one for recogniser in self._recognisers[1:] for one in recogniser.mentions(doc))

    def _named(
        self, doc: Doc, short: list[tuple[tuple[int, int], tuple[int, int]]], others: Sequence[Named]
    ) -> list[Named]:
        """Return the mentions of all recognisers: what the paper itself defines counts first, then the dictionary."""
        from extractor.language.short_forms import defined

        kept = self._dictionary.mentions(doc)
        kept += [one for one in others if not any(_overlap(one, k) for k in kept)]
        return sorted(defined(doc.text, kept, short, self._dictionary))


def _scispacy() -> tuple[Pipeline, Callable[[Doc], Doc], Callable[[str], set[int]]]:
    """Return a blank English pipeline with scispaCy's tokenizer, its abbreviation detector and its splitter."""
    with warnings.catch_warnings():
        # spaCy's punctuation patterns, and pysbd's under Python 3.12; nothing a user can mend
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        import spacy
        from scispacy.abbreviation import AbbreviationDetector  # type: ignore[import-untyped]  # ships no types
        from scispacy.custom_sentence_segmenter import pysbd_sentencizer  # type: ignore[import-untyped]
        from scispacy.custom_tokenizer import combined_rule_tokenizer  # type: ignore[import-untyped]
        from spacy.matcher import Matcher

        pipeline = spacy.blank("en")
        pipeline.tokenizer = combined_rule_tokenizer(pipeline)
    detector = AbbreviationDetector(pipeline)
    # scispaCy looks at every pair of brackets and then drops those more than 8 words apart: a page of brackets takes
    # minutes. The same pairs, found directly
    detector.matcher = Matcher(pipeline.vocab)
    detector.matcher.add("parenthesis", [[{"ORTH": "("}, {"OP": "{1,8}"}, {"ORTH": ")"}]])

    def detect(doc: Doc) -> Doc:
        # scispaCy keeps one paper's short forms in this matcher while it reads; one that was interrupted must not leave
        # them to the next. Never empty, or spaCy warns at every text
        detector.global_matcher = Matcher(pipeline.vocab)
        detector.global_matcher.add("never", [[{"ORTH": "\x00"}]])
        return cast("Doc", detector(doc))

    def split(text: str) -> set[int]:
        return {sentence.start_char for sentence in pysbd_sentencizer(pipeline.tokenizer(text)).sents}

    return pipeline, detect, split


def _overlap(one: Named, other: Named) -> bool:
    return one.start < other.end and other.start < one.end


def _tiles(length: int, starts: Iterator[int]) -> Iterator[Span]:
    """Yield the spans between *starts*, from 0 to *length*."""
    places = sorted({0, length} | {start for start in starts if start < length})
    yield from (Span(start, end) for start, end in pairwise(places))


def _span(copy: Copy, start: int, end: int) -> Span:
    return Span(copy.origin(start), copy.origin(end - 1) + 1)


def _mention(text: str, copy: Copy, named: Named) -> Mention:
    span = _span(copy, named.start, named.end)
    return Mention(named.label, span.start, span.end, text[span.start : span.end], named.concept)
