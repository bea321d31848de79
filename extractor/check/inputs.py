"""Name the printed numbers that a verdict or a derived value rests on, each with its place in the text."""

from __future__ import annotations

from extractor.model import Cohort, Finding, Input, Study

# the parts of a finding that each check compares; checks of several findings name theirs themselves
PARTS: dict[str, tuple[str, ...]] = {
    "grim": ("value", "denominator"),
    "count_percentage": ("value", "numerator", "denominator"),
    "part_of_whole": ("numerator", "denominator"),
    "interval_holds_estimate": ("value", "ci_low", "ci_high"),
    "interval_level": ("ci_level",),
    "iqr_holds_estimate": ("value", "iqr_low", "iqr_high"),
    "range_holds_estimate": ("value", "range_low", "range_high"),
    "range_holds_quartiles": ("iqr_low", "iqr_high", "range_low", "range_high"),
    "p_possible": ("p",),
    "ratio_centred": ("value", "ci_low", "ci_high"),
    "p_interval": ("value", "ci_low", "ci_high", "p"),
    "spread_possible": ("value", "sd", "se", "plus_minus", "range_low", "range_high"),
}


def parts(finding: Finding, *names: str) -> tuple[Input, ...]:
    """Return the named parts of *finding* that it has, in the order given."""
    found = ((name, printed(finding, name)) for name in names)
    return tuple(_placed(finding, name, value) for name, value in found if value is not None)


def printed(finding: Finding, name: str) -> str | None:
    """Return a part of *finding* as printed: ``printed(f, "ci_low")`` is "0.60"."""
    value: object
    if name in ("ci_level", "ci_low", "ci_high"):
        value = getattr(finding.ci, name.removeprefix("ci_"), None)
    elif name in ("range_low", "range_high", "iqr_low", "iqr_high"):
        pair = getattr(finding, name.partition("_")[0])
        value = pair[name.endswith("high")] if pair else None
    elif name == "p":
        value = f"{finding.p.operator} {finding.p.value}" if finding.p else None
        if finding.p is None and finding.measure == "p_value":
            value = f"{finding.operator} {finding.value}"
    else:
        value = getattr(finding, name)
    return None if value is None else str(value)


def cohort(study: Study) -> tuple[Input, ...]:
    """Return the size of the cohort as an input, when it is known."""
    size: Cohort | None = study.cohort
    return (Input("cohort", str(size.value), size.start, size.end),) if size else ()


def _placed(finding: Finding, name: str, value: str) -> Input:
    place = finding.spans.get("value" if name == "p" and finding.measure == "p_value" else name)
    return Input(name, value, place.start, place.end) if place else Input(name, value)
