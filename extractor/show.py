"""What the command line says: plain text when piped, rich's tables and bars on a terminal."""

from __future__ import annotations

import csv
import difflib
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.errors import EvidenceError
from extractor.export import harmless
from extractor.model import Concept, Derived, Example, Finding, Rule, Rules, Span, Study

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.flow import Summary

BOLD, PLAIN = "\x1b[1;7m", "\x1b[0m"
WIDTH = 100
LEAST, GAP = 18, 3  # what a column of a table on the terminal needs at least, and what lies between two


# ------------------------------------------------------------------ a run


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Give a function that moves a bar on the terminal's error stream, and does nothing when piped."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("reading", total=None)
        yield lambda done, of: bars.update(bar, completed=done, total=of)


def summary(done: Summary) -> str:
    """Return what a run did, in three lines; a fourth names documents whose file is gone."""
    failed = len({problem.path for problem in done.problems})
    changed = done.read or failed or (done.vanished and done.pruned)
    lines = [
        f"{done.read} read, {done.unchanged} unchanged, {failed} failed" if changed else "nothing changed",
        f"{_many(done.documents, 'document')}, {_many(done.findings, 'finding')}, "
        + f"{done.contradictions} that do not fit (evidence query contradictions)",
    ]
    if done.vanished:
        fate = "forgotten" if done.pruned else "kept; evidence extract --prune forgets them"
        lines.append(f"{len(done.vanished)} whose file is gone ({fate}): {', '.join(done.vanished)}")
    return "\n".join([*lines, f"{done.page} after {done.seconds:.1f} s"])


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# ------------------------------------------------------------------ a query


def rows(names: Sequence[str], found: Sequence[Sequence[Any]]) -> None:
    """Print an answer: a table on a terminal, CSV when piped."""
    if not sys.stdout.isatty():
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([harmless(value) for value in row] for row in found)
        return
    from rich.console import Console

    shown = [["" if value is None else str(value) for value in row] for row in found]
    console = Console()
    if _fits(names, shown, console.width):
        console.print(_table(names, shown))
    else:  # as psql does when a row is too wide: one cell a line
        for row in shown:
            print(columns((name, value) for name, value in zip(names, row, strict=True) if value), end="\n\n")


def _widths(names: Sequence[str], shown: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, cells)) for cells in zip(names, *shown, strict=True)]


def _fits(names: Sequence[str], shown: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether each column has room for a word or two of its longest cell."""
    return sum(min(natural, LEAST) + GAP for natural in _widths(names, shown)) <= width


def _table(names: Sequence[str], shown: Sequence[Sequence[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name, natural in zip(names, _widths(names, shown), strict=True):
        table.add_column(name, min_width=min(natural, LEAST), overflow="fold")
    for row in shown:
        table.add_row(*map(Text, row))
    return table


def columns(pairs: Iterable[tuple[str, str]]) -> str:
    """Return two columns, the second wrapped."""
    known = list(pairs)
    indent = max((len(first) for first, _ in known), default=0) + 2
    room = max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns) - indent)
    lines = []
    for first, second in known:
        wrapped = textwrap.wrap(second, room) or [""]
        lines += [f"{first:<{indent}}{wrapped[0]}", *(" " * indent + line for line in wrapped[1:])]
    return "\n".join(line.rstrip() for line in lines)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?", or nothing when no known word is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean '{near[0]}'?" if near else ""


# ------------------------------------------------------------------ rules


def rules(known: Rules) -> str:
    """Return every rule with what it finds, file by file, and how many outcomes there are."""
    files = dict.fromkeys(rule.file for rule in known.rules)
    parts = [
        f"{file}\n{columns((f'  {rule.id}', rule.says) for rule in known.rules if rule.file == file)}" for file in files
    ]
    fields: dict[str, int] = {}
    for concept in known.concepts:
        fields[concept.field] = fields.get(concept.field, 0) + 1
    counts = ", ".join(f"{number} {field}" for field, number in fields.items())
    return "\n\n".join([*parts, f"{len(known.rules)} rules; outcomes: {counts}. One of them: evidence rules --show ID"])


def rule(known: Rules, name: str) -> str:
    """Return a rule with its pattern and examples, or an outcome with its words.

    Raises:
        EvidenceError: if there is neither.
    """
    for one in known.rules:
        if one.id == name:
            return _rule(one)
    for concept in known.concepts:
        if concept.id == name:
            return _concept(concept)
    names = [*(one.id for one in known.rules), *(concept.id for concept in known.concepts)]
    raise EvidenceError(f"no rule or outcome '{name}'{nearest(name, names) or '; evidence rules lists them'}")


def _rule(one: Rule) -> str:
    head = [("rule", one.id), ("finds", one.finds), ("says", one.says), ("file", one.file)]
    if one.reason:
        head.append(("because", one.reason))
    if one.source:
        head.append(("source", one.source))
    pattern = textwrap.indent(textwrap.dedent(one.pattern).strip(), "  ")
    examples = map(_example, one.examples)
    return "\n".join([columns(head), "", *examples, "", "The pattern, with its named pieces filled in:", "", pattern])


def _example(example: Example) -> str:
    found = [", ".join(f"{key} {value}" for key, value in fields.items()) or "set aside" for fields in example.expect]
    near_miss = f"nothing: {example.because}" if example.because else "nothing"
    return f"  {example.text}\n      -> {'; '.join(found) or near_miss}"


def _concept(concept: Concept) -> str:
    return columns(
        [
            ("outcome", concept.id), ("label", concept.label), ("category", concept.category),
            ("field", concept.field), ("better", concept.better or "neither"),
            ("share of", concept.share_of or "the cohort"), ("words", "; ".join(concept.synonyms)),
        ]
    )  # fmt: skip


# ------------------------------------------------------------------ a finding


def why(study: Study, name: str, known: Rules) -> str:
    """Return where a finding comes from: its sentence, rule, denominator, checks and what was calculated.

    Args:
        study: The study the finding belongs to.
        name: The finding's name in the database, ``document:f3``.
        known: The rules, for what the finding's rule says.

    Raises:
        EvidenceError: if the study has no such finding.
    """
    names = {f"{study.document.name}:{finding.id}": finding for finding in study.findings}
    if name not in names:
        hint = nearest(name, names) or f'; the document has {len(names)}: evidence query "SELECT * FROM evidence"'
        raise EvidenceError(f"{name}: no such finding{hint}")
    finding = names[name]
    sentence = textwrap.fill(_marked(study, finding), WIDTH, initial_indent="  ", subsequent_indent="  ")
    return f"{name}\n\n{sentence}\n\n{columns(_facts(study, finding, {rule.id: rule for rule in known.rules}))}"


def _marked(study: Study, finding: Finding) -> str:
    """Return the sentence with the result between [[ and ]], or reversed on a terminal."""
    text = study.document.text
    before, after = (BOLD, PLAIN) if sys.stdout.isatty() else ("[[", "]]")
    end = max(finding.end, finding.sentence.end)
    parts = text[finding.sentence.start : finding.start], finding.quote, text[finding.end : end]
    return f"{parts[0]}{before}{parts[1]}{after}{parts[2]}".strip()


def _facts(study: Study, finding: Finding, known: Mapping[str, Rule]) -> list[tuple[str, str]]:
    arm = next((arm for arm in study.arms if arm.id == finding.arm), None)
    says = known[finding.rule].says if finding.rule in known else "a rule of another folder; name it with --rules"
    facts = [
        ("outcome", f"{finding.outcome} ({finding.concept or 'no outcome of the vocabulary'}; {finding.category})"),
        ("arm", f"{arm.name}, n = {arm.n}" if arm else "all patients"),
        ("read as", f"{finding.measure} {finding.operator} {finding.value} {finding.unit or ''}".rstrip()),
        ("rule", f"{finding.rule}: {says}"),
        *((part, f"characters {at.start}-{at.end}{_page(study, at)}") for part, at in finding.spans.items()),
    ]
    if finding.denominator is not None:
        whose = finding.denominator_reason or finding.denominator_source or ""
        facts.append(("share of", f"{finding.denominator}: {whose}"))
    if finding.time:
        facts.append(("time", f"{finding.time.value} {finding.time.unit}"))
    facts += [("calculated", _derived(it)) for it in study.derived if it.finding == finding.id]
    facts += [(c.verdict, f"{c.name}: {c.reason}") for c in study.checks if c.finding == finding.id]
    return [*facts, ("confidence", f"{finding.confidence:.2f}")]


def _derived(it: Derived) -> str:
    value = f"{it.value}" if it.value is not None else f"{it.low} to {it.high}"
    return f"{it.name.replace('_', ' ')} {value}: {it.formula}"


def _page(study: Study, at: Span) -> str:
    pages = (word.page for word in study.document.words if word.start < at.end and at.start < word.end)
    return next((f", page {page}" for page in pages), "")
