"""How one result reads: the number first, what it rests on beside it, its interval, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.model import Finding
from extractor.render.paper import Paper

SIGNS = {"=": "", "<": "< ", ">": "> ", "<=": "≤ ", ">=": "≥ ", "~": "≈ ", "≤": "≤ ", "≥": "≥ "}
UNITS = {
    "minute": ("minute", "minutes", "min", "mins"),
    "hour": ("hour", "hours", "h", "hr", "hrs"),
    "day": ("day", "days", "d"),
    "week": ("week", "weeks", "wk", "wks"),
    "month": ("month", "months", "mo", "mos", "mths"),
    "year": ("year", "years", "yr", "yrs", "y"),
}
UNIT_OF = {spelling: unit for unit, spellings in UNITS.items() for spelling in spellings}
# hours in each, so that 2 years and 24 months sort alike; a month is a twelfth of 365.25 days
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
CENTRES = frozenset({"mean", "median", "range", "duration", "score", "other"})
SHARES = frozenset({"proportion", "count"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader sees of one finding; positions of the interval in the unit of the value."""

    finding: str
    number: str
    derived: bool = False  # the number is computed, nobody printed it
    detail: str = ""
    detail_derived: bool = False
    tag: str = ""  # "median", when its column mixes means and medians
    point: float | None = None  # for sorting and drawing
    low: float | None = None
    high: float | None = None
    interval: str = ""  # what low and high are: "95% CI", "Wilson 95% interval", "range" ...
    flagged: bool = False
    behind: tuple[Cell, ...] = ()  # further results of the same cell
    scale: str = ""  # what its bar is drawn on: "share" (0-100 %) or "ratio" (0.1-10, logarithmic); "" for no bar
    part: bool = False  # its denominator is not the whole cohort or arm
    was: str = ""  # the number as printed, where a reviewer corrected it
    review: str = ""  # "accepted", "corrected", or "disagreement" where reviewers differ


def plain(number: Decimal | None) -> str:
    """Return a number with the digits it was printed with, never in exponents, its minus a real minus."""
    return "" if number is None else format(number, "f").replace("-", "−")


def share_text(number: Decimal) -> str:
    """Return a computed per cent with one decimal, as most abstracts print it; none and all without."""
    tenth = number.quantize(Decimal("0.1"))
    return f"{int(number) if number in (0, 100) else plain(tenth)}%"


def unit_of(finding: Finding) -> str | None:
    """Return the unit as this report spells it: ``month`` for ``mo`` and ``months``; a ratio's HR is no hour."""
    if finding.measure == "ratio":
        return finding.unit
    return UNIT_OF.get(finding.unit.strip(". ").lower(), finding.unit) if finding.unit else None


def unit_text(unit: str | None) -> str:
    """Return the unit as a reader expects it beside a number."""
    return f"{unit}s" if unit in HOURS else (unit or "")


def cell(paper: Paper, finding: Finding, *, unit: str | None = None, tagged: bool = True) -> Cell:
    """Return how *finding* reads.

    Args:
        paper: The study it is from.
        finding: The result.
        unit: The unit its column already names; not repeated in the cell.
        tagged: Whether to say mean or median.
    """
    made = unreviewed(paper, finding, unit=unit, tagged=tagged)
    made = replace(made, scale=scale_of(finding, made), part=of_a_part(paper, finding))
    decided = paper.decided(finding)
    if paper.at_odds(finding):
        return replace(made, review="disagreement")
    if decided is None:
        return made
    printed = unreviewed(paper, paper.as_read(finding), unit=unit, tagged=tagged).number
    return replace(made, review=decided.decision, was=printed if printed != made.number else "")


def unreviewed(paper: Paper, finding: Finding, *, unit: str | None, tagged: bool) -> Cell:
    """Return how a result reads, whoever looked at it."""
    if finding.measure in SHARES and unit_of(finding) not in HOURS:
        return share(paper, finding)
    if finding.measure == "p_value" or (finding.value is None and finding.range is None and finding.p):
        return Cell(finding.id, p_text(finding) or finding.quote, flagged=paper.flagged(finding.id))
    return centre(paper, finding, unit=unit, tagged=tagged)


def scale_of(finding: Finding, made: Cell) -> str:
    """Return what the bar of a result is drawn on; none for what has no scale of its own, as months or points."""
    if made.point is None:
        return ""
    if finding.measure == "ratio":
        return "ratio" if made.point > 0 and made.low is not None and made.low > 0 else ""
    return "share" if made.number.endswith("%") else ""


def of_a_part(paper: Paper, finding: Finding) -> bool:
    """Return whether the result is of some of the patients only: 51/73 in a cohort of 118."""
    arm = paper.arm_of(finding)
    whole = arm.n if arm else paper.n
    return finding.denominator is not None and whole is not None and finding.denominator != whole


def share(paper: Paper, finding: Finding) -> Cell:
    """Return how a share or a count of patients reads: ``55.8%`` with ``24/43`` beside it."""
    percentage = paper.derived.get((finding.id, "percentage"))
    detail, detail_derived = fraction(paper, finding)
    sign = SIGNS.get(finding.operator, f"{finding.operator} ")
    derived, point = False, finding.value
    if is_percentage(finding) and finding.value is not None:
        number, derived = percent(finding, sign)
    elif percentage and percentage.value is not None:
        # none and all need no arithmetic: "no deaths" is 0 %
        number, point = share_text(percentage.value), percentage.value
        derived = percentage.value not in (0, 100)
    else:
        count = counted(finding)
        number = finding.quote if count is None else f"{sign}{count}"
        detail, detail_derived, point = of_what(finding), False, None
    low, high, interval = share_interval(paper, finding) if point is not None else (None, None, "")
    return Cell(
        finding.id, number, derived, detail, detail_derived,
        point=None if point is None else float(point), low=low, high=high, interval=interval,
        flagged=paper.flagged(finding.id),
    )  # fmt: skip


def is_percentage(finding: Finding) -> bool:
    """Return whether the value is in per cent."""
    return finding.measure == "proportion" and finding.unit == "%" and finding.value is not None


def percent(finding: Finding, sign: str) -> tuple[str, bool]:
    """Return the per cent as printed, and whether it had to be computed from words: ``two thirds``."""
    assert finding.value is not None
    in_digits = any(c.isdigit() for c in finding.value_printed or plain(finding.value))
    if in_digits or finding.value in (0, 100):
        return f"{sign}{plain(finding.value)}%", False
    return f"{sign}{share_text(finding.value)}", True


def counted(finding: Finding) -> int | None:
    """Return how many patients the paper counted itself."""
    if finding.numerator is not None:
        return finding.numerator
    value = None if is_percentage(finding) else finding.value
    return int(value) if value is not None and value == value.to_integral_value() else None


def of_what(finding: Finding) -> str:
    """Return what a bare count counts, or is counted among."""
    if finding.unit and finding.unit not in ("%", "patients", "patient"):
        return finding.unit
    return f"of {finding.denominator}" if finding.denominator else ""


def fraction(paper: Paper, finding: Finding) -> tuple[str, bool]:
    """Return ``24/43`` and whether the 24 was computed; ``138–140/249`` when more than one number fits."""
    whole = finding.denominator
    count = counted(finding)
    if count is not None:
        return (f"{count}/{whole}" if whole else f"n = {count}"), False
    found = paper.derived.get((finding.id, "numerator"))
    if whole is None:
        return "", False
    if found and found.value is not None:
        return f"{plain(found.value)}/{whole}", True
    if found and found.low is not None and found.high is not None:
        return f"{plain(found.low)}–{plain(found.high)}/{whole}", True
    return f"of {whole}", False


def share_interval(paper: Paper, finding: Finding) -> tuple[float | None, float | None, str]:
    """Return the interval of a share in per cent: the printed one, else Wilson's."""
    if finding.ci:
        return float(finding.ci.low), float(finding.ci.high), f"{level(finding)}CI"
    low, high = (paper.derived.get((finding.id, f"wilson_{end}")) for end in ("low", "high"))
    if low and high and low.value is not None and high.value is not None:
        return float(low.value), float(high.value), "Wilson 95% interval"
    return None, None, ""


def level(finding: Finding) -> str:
    """Return ``95% `` where the paper says so."""
    return f"{plain(finding.ci.level)}% " if finding.ci and finding.ci.level is not None else ""


def centre(paper: Paper, finding: Finding, *, unit: str | None, tagged: bool) -> Cell:
    """Return how a mean, median, range, score or ratio reads: the number, then its spread."""
    own = unit_of(finding)
    beside = "" if own == unit or own is None or finding.measure in ("ratio", "p_value") else f" {unit_text(own)}"
    beside = "%" if beside == " %" else beside
    spread, low, high, interval = spread_of(finding)
    if finding.value is not None:
        number = SIGNS.get(finding.operator, finding.operator) + plain(finding.value) + beside
    elif finding.range:
        number, spread = f"{plain(finding.range[0])}–{plain(finding.range[1])}{beside}", ""
    else:
        number = finding.value_printed or finding.quote
    tag = finding.measure if tagged and finding.measure in ("mean", "median") else ""
    if finding.value is None and finding.range:
        tag = "range"
    return Cell(
        finding.id, number, detail=spread, tag=tag,
        point=None if finding.value is None else in_unit(float(finding.value), own, unit),
        low=None if low is None else in_unit(low, own, unit),
        high=None if high is None else in_unit(high, own, unit),
        interval=interval, flagged=paper.flagged(finding.id),
    )  # fmt: skip


def in_unit(number: float, own: str | None, unit: str | None) -> float:
    """Return a duration in the unit of its column; any other number as it is."""
    return number * HOURS[own] / HOURS[unit] if own in HOURS and unit in HOURS else number


def spread_of(finding: Finding) -> tuple[str, float | None, float | None, str]:
    """Return the printed spread as text, its two ends, and what they are."""
    if finding.ci:
        low, high = finding.ci.low, finding.ci.high
        return f"CI {between(low, high)}", float(low), float(high), f"{level(finding)}CI"
    value = finding.value
    for name, width in (("SD", finding.sd), ("SE", finding.se), ("±", finding.plus_minus)):
        if width is not None:
            ends = (None, None) if value is None else (float(value - width), float(value + width))
            return f"{name}{'' if name == '±' else ' '}{plain(width)}", *ends, name
    for name, ends_of in (("IQR", finding.iqr), ("range", finding.range)):
        if ends_of:
            return f"{name} {between(*ends_of)}", float(ends_of[0]), float(ends_of[1]), name
    return (p_text(finding) if finding.measure in ("ratio", "difference") else ""), None, None, ""


def between(low: Decimal, high: Decimal) -> str:
    """Return ``10.1–22.3``; with a minus in it ``−1.0 to 2.3``."""
    return f"{plain(low)} to {plain(high)}" if low < 0 or high < 0 else f"{plain(low)}–{plain(high)}"


def p_text(finding: Finding) -> str:
    """Return ``P < 0.001``."""
    return f"P {finding.p.operator} {plain(finding.p.value)}" if finding.p else ""
