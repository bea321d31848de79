"""Check p-values: possible at all, and in line with the ratio and interval beside them (INSPECT-SR 4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from math import log, sqrt
from statistics import NormalDist

from extractor.check.bounds import bounds, digits, meet
from extractor.check.interval import holds
from extractor.check.wording import probability
from extractor.model import Check, Finding, Interval, PValue, Span, Study, Verdict

USUAL_LEVEL = Decimal(95)
OFF_CENTRE = 0.15  # of the interval's width on the log scale: exact and profile intervals are that lopsided
ANOTHER_TEST = 5.0  # log-rank, exact and adjusted p-values differ from the interval's by such a factor
TINY = 1e-12  # p-values below it come out as 0
NORMAL = NormalDist()


SMALLEST_PRINTED = (0.01, 0.001, 0.0001, 0.00001)
ANOTHER_QUESTION = re.compile(
    r"non-?\s?inferior|superior|equivalen|interaction|heterogen|one[- ](?:sided|tailed)|\btrend|exact|"
    r"per .{0,12}increase|adjusted p|log-?rank",
    re.I,
)
CUT_SHORT = re.compile(r"^\s*(?:[.,·/>]\s*\d|[\dlIO]|[x×]\s*10|e-)")  # p < 0. 05, p < 0,01, p < 0/001, p = 1.5 x 10-6
BESIDE = re.compile(
    r"^[\s;,:()\[\]%]*(?:with\s+)?(?:an?\s+)?(?:and\s+)?(?:two-?sided\s+)?(?:p(?:[- ]?values?)?)?[\s=<>≤≥:of]*$", re.I
)


def p_value(finding: Finding, study: Study) -> Iterator[Check]:
    """Yield verdicts on the printed p-value, and on a ratio's p and estimate against its interval.

    Benign causes abound (another test, an exact interval, adjustment for many comparisons), so a misfit is worded
    as worth a look and a small one is left unchecked.

    Source:
        Georgescu & Wren 2018, doi:10.1093/bioinformatics/btx811 (recomputing ratio, interval and p in abstracts).
    """
    p = finding.p
    if p is None and finding.measure == "p_value" and finding.value is not None:
        p = PValue(finding.operator, finding.value)
    place = finding.spans.get("value" if finding.measure == "p_value" else "p")
    words = study.document.text[finding.sentence.start : finding.sentence.end]
    if place is not None and CUT_SHORT.match(study.document.text[place.end :]):
        p = None  # only its beginning was read
    if p is not None:
        yield from _possible(finding.id, p)
    if finding.measure == "ratio" and finding.value is not None and finding.ci and finding.operator == "=":
        beside = p if place is None or _is_beside(finding, study, place) else None
        for verdict in _ratio(finding.id, finding.value, finding.ci, beside):
            if verdict.name == "p_interval" and verdict.verdict == "inconsistent" and ANOTHER_QUESTION.search(words):
                reason = verdict.reason.removesuffix(": worth a look")
                verdict = replace(verdict, verdict="unchecked", reason=f"{reason}: of another test, says the sentence")
            yield verdict


def _is_beside(finding: Finding, study: Study, place: Span) -> bool:
    """Return whether the p-value is printed right after the interval, or right before the ratio."""
    text, end = study.document.text, finding.spans.get("ci_high")
    if finding.start <= place.start < finding.end and (end is None or place.start < end.start):
        return True
    return end is not None and BESIDE.match(text[end.end : place.start]) is not None


def _possible(finding: str, p: PValue) -> Iterator[Check]:
    printed = f"p {p.operator} {p.value}"
    if p.value > 1 or p.value < 0:
        yield Check(finding, "p_possible", "inconsistent", f"{printed}: a p-value lies between 0 and 1")
    elif p.value == 0 and p.operator in ("<", "<="):
        yield Check(finding, "p_possible", "inconsistent", f"{printed}: no p-value is below zero")
    elif p.value == 0 and p.operator == "=":
        limit = bounds(p.value)[1]
        reason = f"{printed} is read as p < {limit}: software prints zeros for it, no p-value is exactly zero"
        yield Check(finding, "p_possible", "consistent", reason)


def _ratio(finding: str, value: Decimal, ci: Interval, p: PValue | None) -> Iterator[Check]:
    if ci.low > ci.high or not holds((ci.low, ci.high), value):
        return  # interval_holds_estimate speaks of it
    if min(bounds(ci.low)[0], bounds(value)[0]) <= 0:
        reason = f"{value} ({ci.low} to {ci.high}) is too close to zero for its digits: cannot be checked"
        yield Check(finding, "ratio_centred", "unchecked", reason)
        return
    if ci.low < ci.high:
        yield Check(finding, "ratio_centred", *centred(value, ci))
        if p is not None and 0 <= p.value <= 1:
            yield Check(finding, "p_interval", *agrees(value, ci, p))


def centred(value: Decimal, ci: Interval) -> tuple[Verdict, str]:
    """Return whether a ratio sits at the geometric middle of its interval, within everyone's rounding.

    R = sqrt(L U) is compared as R² with L U, so no rounding of ours comes in. Halfway on the log scale is 0.5;
    from 0.35 to 0.65 an exact or profile interval may explain it.
    """
    low, high = bounds(ci.low), bounds(ci.high)
    ratio = bounds(value)
    places = max(digits(end) for end in (value, ci.low, ci.high)) + 1
    middle = f"√({ci.low} × {ci.high}) = {sqrt(ci.low * ci.high):.{places}f}"
    told = f"the geometric middle of {ci.low} to {ci.high} is {middle}"
    if meet((ratio[0] ** 2, ratio[1] ** 2), (low[0] * high[0], low[1] * high[1])):
        return "consistent", f"{told}, in line with {value}"
    place = log(value / ci.low) / log(ci.high / ci.low)
    if abs(place - 0.5) <= OFF_CENTRE:
        return "unchecked", f"{told}, a little off {value}: exact and profile intervals are"
    return "inconsistent", f"{told}, not {value}: worth a look"


def p_range(value: Decimal, ci: Interval) -> tuple[float, float]:
    """Return the least and the greatest two-sided p that a ratio and its interval allow, rounding included.

    SE = (ln U - ln L) / 2 z; z = |ln R| / SE; p = 2 (1 - Φ(z)), at the corners of all three rounding intervals.
    An interval without a level is taken for a 95 % one.
    """
    quantile = NORMAL.inv_cdf(0.5 + float(USUAL_LEVEL if ci.level is None else ci.level) / 200)
    low, high = bounds(ci.low), bounds(ci.high)
    narrow = max(log(high[0] / low[1]), 1e-9) / (2 * quantile)
    wide = log(high[1] / low[0]) / (2 * quantile)
    ends = sorted(abs(log(end)) for end in bounds(value))
    least, most = bounds(value)
    nearest = 0.0 if least <= 1 <= most else ends[0]
    return _two_sided(ends[1] / narrow), _two_sided(nearest / wide)


def _two_sided(z: float) -> float:
    return 2 * NORMAL.cdf(-z)


def agrees(value: Decimal, ci: Interval, p: PValue) -> tuple[Verdict, str]:
    """Return whether the printed p is one that the ratio and its interval allow."""
    if ci.level is not None and not 50 < ci.level < 100:
        return "unchecked", f"a {ci.level} % interval cannot be turned into a p-value"
    least, most = p_range(value, ci)
    printed = _allowed(p)
    told = f"the interval {ci.low} to {ci.high} gives {_told(least, most)}"
    if printed[0] <= most and least <= printed[1]:
        return "consistent", f"{told}, in line with p {p.operator} {p.value}"
    factor = printed[0] / max(most, TINY) if printed[0] > most else least / max(printed[1], TINY)
    side = _across(printed, ci)
    if p.operator == "=" and float(p.value) in SMALLEST_PRINTED and most < float(p.value):
        return "unchecked", f"{told}; p = {p.value} is the smallest that some tables print"
    if factor <= ANOTHER_TEST:
        return "unchecked", f"{told}, close to p {p.operator} {p.value}: probably another test{side}"
    return "inconsistent", f"{told}, but p {p.operator} {p.value} is printed{side}: worth a look"


def _told(least: float, most: float) -> str:
    """Return ``p = 0.018``, ``p < 0.001`` or ``p between 0.011 and 0.03``."""
    first, last = probability(least), probability(most)
    if first == last:
        return f"p {first}" if first.startswith("<") else f"p = {first}"
    return f"p below {last}" if first.startswith("<") else f"p between {first} and {last}"


def _allowed(p: PValue) -> tuple[float, float]:
    """Return the interval of p-values that the printed one may stand for."""
    least, most = (float(end) for end in bounds(p.value))
    exact = float(p.value)
    return {"=": (least, most), "<": (0.0, exact), "<=": (0.0, exact)}.get(p.operator, (exact, 1.0))


def _across(printed: tuple[float, float], ci: Interval) -> str:
    """Return a remark when p and interval disagree about 0.05, which readers act on."""
    if ci.level not in (None, USUAL_LEVEL):
        return ""
    if printed[0] >= 0.05 and not ci.low <= 1 <= ci.high:
        return "; the interval leaves out 1"
    return "; the interval includes 1" if printed[1] < 0.05 and ci.low < 1 < ci.high else ""
