"""What kind of number it is: a finding at all, a size, a share or a measurement, by what the reader makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.learned import About, Said
from extractor.link.counts import value_of
from extractor.link.weigh.weights import BOTH, Weights, about
from extractor.model import Finding, Quantity, SetAside

NO_FINDING = 0.98  # chance from which a number that a rule read is left out all the same
BARE = ("count", "duration", "other", "range")  # a share, a mean, a ratio is one by the way it is printed
SURE = 0.9  # chance from which the reader's kind replaces that of the rules
ALIKE = ("proportion", "duration", "other", "difference")  # may be a mean or a median, and nothing printed says so


def results(
    text: str, quantities: Sequence[Quantity], heard: Said, weights: Weights = BOTH
) -> tuple[list[Quantity], list[SetAside]]:
    """Return the quantities that are findings, and those that the reader is sure are none."""
    kept: list[Quantity] = []
    dropped: list[SetAside] = []
    for quantity in quantities:
        said = about(heard, quantity)
        none = 0.0 if said is None or quantity.measure not in BARE or _signed(quantity) else said.kinds["none"]
        if weights.learned * none >= NO_FINDING:
            dropped.append(SetAside(quantity.start, quantity.end, text[quantity.start : quantity.end], "no finding"))
        else:
            kept.append(quantity)
    return kept, dropped


def _signed(quantity: Quantity) -> bool:
    """Say whether a number was printed below zero, as only what was measured is."""
    printed = value_of(quantity)
    return printed is not None and printed.value is not None and printed.value < 0


def kind(found: Finding, heard: Said) -> Finding:
    """Return the finding with the measure and category that the reader is sure of."""
    where = found.spans.get("value")
    said = heard.about.get(where.start) if where else None
    if said is None:
        return found
    if found.measure == "count" and found.concept is None and _labelled(said, "-participants") >= SURE:
        return replace(found, category="cohort_size")
    if found.measure in ALIKE:
        better = next((name for name in ("mean", "median") if _labelled(said, f"cont-{name}") >= SURE), None)
        return replace(found, measure=better) if better else found
    return found


def _labelled(said: About, ending: str) -> float:
    return sum(chance for name, chance in said.roles.items() if name.endswith(ending))
