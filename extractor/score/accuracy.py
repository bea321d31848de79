"""Write down how accurate the tool is: docs/accuracy.md, the same bytes for the same version and gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor import __version__
from extractor.score.figures import Figures, Rate, Share
from extractor.score.measured import Measured
from extractor.score.reliability import Reliability, reliability
from extractor.score.sets import Scheme
from extractor.score.spans import SpanFigures
from extractor.score.tables import TableFigures

HEAD = f"""# Accuracy

Version {__version__}. Written by `make score GOLD=folder`; not by hand.

What was used to build the tool is in the [model card](model-card.md). None of the texts measured here is part of the
project. A set marked *training* was learned from: its figures say how well, not how the tool does on papers it has not
seen.
"""
SERIES = """## Clinical series

Every number about the study's own patients, beside what a careful reader wrote down. **Found**: the value, at its
place. **Row**: its kind (count, proportion, mean ...), its outcome and its arm are right as well. **Full row**: every
companion number too (n/N, spread, interval, time, p). Cohort, kind, outcome, arm and details are shares that are right;
of the findings found, except the cohort, which is of the documents; the others are F1.
"""
SPANS = """## Labelled words in reports of trials

A number or a phrase counts when its place and its label are right; *relaxed* when it overlaps. `iv` is of the
intervention, `cv` of the control arm.
"""
TABLES = """## Result sentences

A row is a measured value with its outcome and its arm.
"""
ABLATIONS = """## What each part is worth

The same sets, read with parts of the tool alone. Row F1 for series and result sentences, micro F1 for labelled words.
"""
CONFIDENCE = """## Is the confidence worth its number?

The findings of the series that nothing was learned from, by the confidence they are shown with; *right* is the share
whose row is right, a made-up finding counting as wrong. The weights behind it are made from these very sets by
`python -m extractor.score.calibrate GOLD`; what they are worth on a set they were not made from, it prints, and the
[model card](model-card.md) has it.
"""
# the columns of each scheme's table, beside the name of the set and how many documents it has
FIGURES: dict[Scheme, tuple[str, ...]] = {
    "series": ("findings", "cohort", "found", "kind", "outcome", "arm", "details", "row", "full row"),
    "spans": ("cohort", "micro F1", "numbers", "words", "weighted", "relaxed"),
    "tables": ("rows", "found", "outcome", "arm", "row"),
}


def accuracy(results: Mapping[str, Sequence[Measured]]) -> str:
    """Return the page.

    Args:
        results: What was measured, by the name of the configuration; the last one is the tool as it is used.
    """
    whole = list(results.values())[-1]
    parts = [HEAD]
    for scheme, words in (("series", SERIES), ("spans", SPANS), ("tables", TABLES)):
        if of_one := [it for it in whole if it.of.scheme == scheme]:
            parts += [words, _table(of_one)]
    series = [(it, it.figures) for it in whole if isinstance(it.figures, Figures)]
    spans = [(it, it.figures) for it in whole if isinstance(it.figures, SpanFigures)]
    parts += [ABLATIONS, _ablations(results)]
    if unseen := [study for it in whole if not it.of.training for study in it.judged]:
        parts += [CONFIDENCE, confidence(reliability(unseen))]
    if series:
        parts += ["## By kind\n", _by_kind([figures for it, figures in series if not it.of.training])]
        parts += ["## Recall by category\n", _by_category([figures for it, figures in series if not it.of.training])]
    for it, figures in spans:
        parts += [f"## {it.of.name}: by label\n", rates(figures.by_label)]
    return "\n".join(part.rstrip() + "\n" for part in parts)


# ------------------------------------------------------------------ the tables


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    columns = list(head)
    ruled = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in ruled)


def rates(by: Mapping[str, Rate]) -> str:
    """Return precision, recall and F1 of each name."""
    rows = ([name, *_three(rate), str(rate.right + rate.missed)] for name, rate in by.items())
    return grid(["", "precision", "recall", "F1", "in the gold"], rows)


def confidence(of: Reliability) -> str:
    """Return the reliability table."""
    rows = (
        [f"{it.low:.1f} to {it.high:.1f}", str(it.of), _in(it.shown, it.of), _in(it.share, it.of)] for it in of.bins
    )
    said = f"Mean gap between shown and right {of.gap:.3f}; Brier score {of.brier:.3f}."
    return grid(["confidence", "findings", "shown", "right"], rows) + f"\n{said}\n"


def _table(sets: Sequence[Measured]) -> str:
    """Return the sets of one scheme, a row each."""
    scheme = sets[0].of.scheme
    head = ["set", "sentences" if scheme == "tables" else "documents", *FIGURES[scheme]]
    return grid(head, ([_said(it), str(it.figures.documents), *figures_of(it.figures)] for it in sets))


def figures_of(its: Figures | SpanFigures | TableFigures) -> list[str]:
    """Return the figures of a set as printed, in the order of :data:`FIGURES`."""
    if isinstance(its, Figures):
        shares = map(_share, (its.kind, its.outcome, its.arm, its.details))
        size, found = str(its.found.right + its.found.missed), f"{its.found.f1:.3f}"
        return [size, _share(its.cohort), found, *shares, f"{its.row.f1:.3f}", f"{its.full_row.f1:.3f}"]
    if isinstance(its, SpanFigures):
        of_five = (its.micro.f1, its.numeric.f1, its.text.f1, its.weighted, its.relaxed.f1)
        return [_share(its.cohort), *(f"{value:.3f}" for value in of_five)]
    size, found = str(its.found.right + its.found.missed), f"{its.found.f1:.3f}"
    return [size, found, _share(its.outcome), _share(its.arm), f"{its.row.f1:.3f}"]


def confident(whole: Iterable[Measured]) -> dict[str, str]:
    """Return how far the confidence is from the truth, over the series that nothing was learned from."""
    unseen = [study for it in whole if not it.of.training for study in it.judged]
    of = reliability(unseen)
    return {"gap": f"{of.gap:.3f}", "brier": f"{of.brier:.3f}"} if unseen else {}


def _ablations(results: Mapping[str, Sequence[Measured]]) -> str:
    names = [_said(it) for it in next(iter(results.values()))]
    rows = ([name, *(f"{headline(it):.3f}" for it in found)] for name, found in results.items())
    return grid(["configuration", *names], rows)


def headline(of: Measured) -> float:
    """Return the one figure of a set: row F1, or micro F1 for labelled words."""
    return of.figures.micro.f1 if isinstance(of.figures, SpanFigures) else of.figures.row.f1


def _by_kind(sets: Sequence[Figures]) -> str:
    """Return how each kind is found, the sets taken together."""
    together: dict[str, Rate] = {}
    for one in sets:
        for name, rate in one.by_kind.items():
            so_far = together.get(name, Rate(0, 0, 0))
            together[name] = Rate(so_far.right + rate.right, so_far.false + rate.false, so_far.missed + rate.missed)
    return rates(dict(sorted(together.items())))


def _by_category(sets: Sequence[Figures]) -> str:
    together: dict[str, Share] = {}
    for one in sets:
        for name, share in one.recall_by_category.items():
            so_far = together.get(name, Share(0, 0))
            together[name] = Share(so_far.right + share.right, so_far.of + share.of)
    rows = ([name, _share(share), str(share.of)] for name, share in sorted(together.items()))
    return grid(["category", "found", "in the gold"], rows)


def _said(it: Measured) -> str:
    return f"{it.of.name} (training)" if it.of.training else it.of.name


def _three(rate: Rate) -> Iterator[str]:
    yield from (f"{value:.3f}" for value in (rate.precision, rate.recall, rate.f1))


def _share(of: Share) -> str:
    return f"{of.accuracy:.3f}" if of.of else "–"


def _in(value: float, of: int) -> str:
    return f"{value:.2f}" if of else "–"
