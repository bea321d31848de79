"""Figures as lines for a terminal, whatever the scheme of their set."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.score.figures import Figures, Rate, Share, table
from extractor.score.measured import Measured
from extractor.score.spans import SpanFigures


def told(measured: Measured) -> str:
    """Return how the tool did on a set."""
    its = measured.figures
    if isinstance(its, Figures):
        return table(its)
    if isinstance(its, SpanFigures):
        named = {"all labels": its.micro, "numbers": its.numeric, "words": its.text, "overlapping": its.relaxed}
        shares, by = {"cohort size right": its.cohort}, its.by_label
    else:
        named, by = {"found": its.found, "row": its.row}, {}
        shares = {"outcome right, of found": its.outcome, "arm right, of found": its.arm}
    lines = [f"documents: {its.documents}"]
    if its.unread:
        lines.append(f"not in the export, so all of theirs are missed: {', '.join(its.unread)}")
    lines += ["", *_rates(named), "", *(_share(name, share) for name, share in shares.items())]
    return "\n".join([*lines, *(["", *_rates(by)] if by else [])])


def _rates(named: Mapping[str, Rate]) -> list[str]:
    head = f"{'':<26} {'precision':>9} {'recall':>7} {'F1':>6} {'right':>6} {'false':>6} {'missed':>6}"
    return [head, *(_rate(name, rate) for name, rate in named.items())]


def _rate(name: str, rate: Rate) -> str:
    numbers = f"{rate.precision:>9.3f} {rate.recall:>7.3f} {rate.f1:>6.3f}"
    return f"{name:<26} {numbers} {rate.right:>6} {rate.false:>6} {rate.missed:>6}"


def _share(name: str, share: Share) -> str:
    return f"{name:<26} {share.accuracy:>6.3f}  {share.right} of {share.of}"
