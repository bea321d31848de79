"""What does not fit in a text: one block each, with the sentence, the arithmetic and what would fit."""

from __future__ import annotations

import json
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from extractor.check.coverage import accounted, share
from extractor.check.names import NAMES, asked
from extractor.model import Check, Finding, Sentence, Span, Study
from extractor.show.answer import WIDTH, columns
from extractor.show.reading import CONTROL

BOLD, PLAIN = "\x1b[1;7m", "\x1b[0m"
FORMATS = ("text", "jsonl")


@dataclass(frozen=True, slots=True)
class Misfit:
    """A check that failed, with the sentences its numbers stand in and their places there."""

    study: Study
    check: Check
    finding: Finding | None  # None: the check is about the study as a whole
    sentences: tuple[Sentence, ...]
    places: tuple[Span, ...]


@dataclass
class Tally:
    """What was looked at in a run; counts up as studies go by."""

    files: int = 0
    documents: int = 0
    known: int = 0  # numbers captured or set aside
    numbers: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def add(self, study: Study) -> None:
        """Count a study."""
        known, numbers = accounted(study)
        self.documents += 1
        self.known += known
        self.numbers += numbers
        self.verdicts.update(check.verdict for check in study.checks)

    def line(self) -> str:
        """Return the last line: what was read, what was checked, what does not fit."""
        made = self.verdicts["consistent"] + self.verdicts["inconsistent"]
        wrong = self.verdicts["inconsistent"]
        noun = "document" if self.documents == 1 else "documents"
        checks = f"{made:,} {'check' if made == 1 else 'checks'} made, {self.verdicts['unchecked']:,} not possible"
        fit = f"{wrong} {'does' if wrong == 1 else 'do'} not fit" if wrong else "everything that could be checked fits"
        return (
            f"{self.documents:,} {noun}, {self.numbers:,} numbers ({share(self.known, self.numbers)} % accounted for), "
            f"{checks}: {fit if made else 'nothing to check'}"
        )


def misfits(study: Study) -> Iterator[Misfit]:
    """Yield what does not fit in a study, in the order of its checks."""
    known = {finding.id: finding for finding in study.findings}
    for check in study.checks:
        if check.verdict == "inconsistent":
            finding = known.get(check.finding or "")
            placed = {Span(it.start, it.end) for it in check.inputs if it.start is not None and it.end is not None}
            if not placed and finding:
                placed = {Span(finding.start, finding.end)}
            places = tuple(sorted(placed, key=lambda at: at.start))
            yield Misfit(study, check, finding, tuple(_sentences(study, places)), places)


def _sentences(study: Study, places: Sequence[Span]) -> Iterator[Sentence]:
    for sentence in study.sentences:
        if any(sentence.start <= at.start < sentence.end for at in places):
            yield sentence


# ------------------------------------------------------------------ as text


def block(it: Misfit) -> str:
    """Return a misfit for a reader: where, the sentences with their numbers marked, the arithmetic, what would fit."""
    sums, _, fits = harmless(it.check.reason).partition(". ")
    facts = [("does not fit", sums)]
    if fits:
        facts.append(("would fit", fits))
    facts.append(("check", f"{it.check.name}: {asked(it.check.name)}"))
    head = harmless(f"{it.study.document.path}{_record(it.study)}")
    told = [_marked(it.study.document.text, sentence, it.places) for sentence in it.sentences]
    quoted = [textwrap.fill(words, WIDTH, initial_indent="  ", subsequent_indent="  ") for words in told]
    return "\n".join([head, *quoted, textwrap.indent(columns(facts), "  "), ""])


def _record(study: Study) -> str:
    """Return which document of a file with several it is."""
    name = study.document.name
    return f" ({name})" if "#" in name else ""


def _marked(text: str, sentence: Sentence, places: Sequence[Span]) -> str:
    """Return the sentence with its numbers between [[ and ]], or reversed on a terminal."""
    before, after = (BOLD, PLAIN) if sys.stdout.isatty() else ("[[", "]]")
    parts, done = [], sentence.start
    for at in places:
        if sentence.start <= at.start < sentence.end and at.start >= done:
            parts += [harmless(text[done : at.start]), before, harmless(text[at.start : at.end]), after]
            done = at.end
    return " ".join("".join([*parts, harmless(text[done : max(done, sentence.end)])]).split())


def harmless(words: str) -> str:
    """Return *words* without what could move, colour or ring a terminal."""
    return CONTROL.sub("\ufffd", words)


# ------------------------------------------------------------------ for programs


def record(it: Misfit) -> str:
    """Return a misfit as one line of JSON; offsets count characters of the document's text."""
    text = it.study.document.text
    return json.dumps(
        {
            "path": it.study.document.path,
            "document": it.study.document.name,
            "check": it.check.name,
            "inspect_sr": NAMES.get(it.check.name, ("", None))[1],
            "reason": it.check.reason,
            "finding": it.check.finding,
            "outcome": it.finding.outcome if it.finding else None,
            "quote": it.finding.quote if it.finding else None,
            "inputs": [asdict(given) for given in it.check.inputs],
            "sentences": [{"start": s.start, "end": s.end, "text": text[s.start : s.end]} for s in it.sentences],
        },
        ensure_ascii=False,
    )
