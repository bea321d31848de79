"""The dictionary: outcomes, conditions and procedures by the words that rules/outcomes gives for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.language.recogniser import Named, apart
from extractor.model import Rules

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

# British and American journals print the same words; the left side is looked for in the rules' words, and the right
SPELLINGS = (
    ("tumour", "tumor"), ("haem", "hem"), ("anaesth", "anesth"), ("oedema", "edema"), ("ischaem", "ischem"),
    ("paed", "ped"), ("oesoph", "esoph"), ("leuk", "leuc"), ("isation", "ization"), ("centre", "center"),
    ("diarrhoea", "diarrhea"), ("neurological ", "neurologic "), ("fibre", "fiber"), ("foetal", "fetal"),
)  # fmt: skip


class Dictionary:
    """Recognises the synonyms of the rules' concepts and their terms; the longest match wins."""

    name = "dictionary"

    def __init__(self, rules: Rules, pipeline: Pipeline) -> None:
        from spacy.matcher import PhraseMatcher

        self.entries: list[tuple[str, str | None]] = []  # label and concept id
        self.words: dict[str, int] = {}  # every printed form -> its entry
        for concept in rules.concepts:
            self._enter("outcome", concept.id, (concept.label, *concept.synonyms))
        for term in rules.terms:
            self._enter(term.label, term.concept, (term.text,))
        self._any_case = PhraseMatcher(pipeline.vocab, attr="LOWER")
        self._as_printed = PhraseMatcher(pipeline.vocab, attr="ORTH")
        for form, entry in self.words.items():
            matcher = self._as_printed if is_initialism(form) else self._any_case
            matcher.add(str(entry), [pipeline.tokenizer(form)])

    def _enter(self, label: str, concept: str | None, printed: tuple[str, ...]) -> None:
        self.entries.append((label, concept))
        for text in printed:
            for form in forms(text):
                self.words.setdefault(form, len(self.entries) - 1)  # the first file to claim a word keeps it

    def look_up(self, text: str) -> tuple[str, str | None] | None:
        """Return label and concept of *text*, if it is a word of the dictionary as a whole."""
        entry = self.words.get(text, self.words.get(text.lower()))
        return None if entry is None else self.entries[entry]

    def mentions(self, doc: Doc) -> list[Named]:
        """Return the longest dictionary words of *doc*, in order."""
        found = []
        for matcher in (self._as_printed, self._any_case):
            for key, first, last in matcher(doc):
                label, concept = self.entries[int(doc.vocab.strings[key])]
                found.append((int(doc.vocab.strings[key]), doc[first:last], label, concept))
        found.sort(key=lambda f: f[0])  # equal runs: the concept that the rules name first
        return apart([Named(span.start_char, span.end_char, label, concept) for _, span, label, concept in found])


def is_initialism(form: str) -> bool:
    """Tell whether case matters: OS is overall survival, "os" a bone; ICU never is "icu".

    >>> [is_initialism(form) for form in ("OS", "GTR", "Pain", "RECIST")]
    [True, True, False, False]
    """
    return len(form) <= 4 and form.isupper()


def forms(text: str) -> Iterator[str]:
    """Yield how *text* may be printed: hyphenated or not, plural, British and American.

    >>> sorted(forms("en bloc resection"))
    ['en bloc resection', 'en bloc resections', 'en-bloc resection', 'en-bloc resections']
    """
    if is_initialism(text):
        yield text
        return
    spelled = {text.lower()}
    for british, american in SPELLINGS:
        spelled |= {s.replace(british, american) for s in spelled} | {s.replace(american, british) for s in spelled}
    joined = {f for s in spelled for f in (s, s.replace("-", " "), *_hyphenated(s))}
    for form in sorted(joined):
        yield form
        if re.search(r"[a-rt-z]\Z", form):
            yield form[:-1] + "ies" if re.search(r"[^aeiou]y\Z", form) else form + "s"


def _hyphenated(text: str) -> Iterator[str]:
    """Yield *text* with a hyphen in each of its gaps: "follow-up time"."""
    for gap in re.finditer(r"(?<=[a-z]) (?=[a-z])", text):
        yield text[: gap.start()] + "-" + text[gap.end() :]
