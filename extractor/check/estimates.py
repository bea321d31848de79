"""Derive what a meta-analysis of means and ratios needs: mean and SD, log ratio and its standard error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import log

from extractor.check.bounds import digits
from extractor.check.inputs import cohort as cohort_input
from extractor.check.inputs import parts
from extractor.check.interval import holds
from extractor.check.spread import FEWEST, LARGE, NORMAL, mean_and_sd, sd_of_interval, skewed
from extractor.check.wording import plain
from extractor.model import Derived, Finding, Input, Study

# the median of a censored time is read off a curve: it is no median of n observed values
CENSORED = re.compile(r"surviv|\btime to\b|free|\b(?:OS|PFS|DFS|TTP)\b|progress|recurr|response|latency|onset", re.I)
FOUR = Decimal("0.0001")


def estimates(finding: Finding, study: Study) -> Iterator[Derived]:
    """Yield mean and SD of a median with its spread, SD of a mean, log and standard error of a ratio."""
    if finding.value is None or finding.operator != "=":
        return
    if finding.measure == "median":
        yield from _of_median(finding, study)
    elif finding.measure == "mean":
        yield from _of_mean(finding, study)
    elif finding.measure == "ratio" and finding.unit in ("HR", "OR", "RR"):
        yield from _of_ratio(finding)


def group_size(finding: Finding, study: Study) -> tuple[int, tuple[Input, ...]] | None:
    """Return how many patients a result is of and what says so: its denominator, its arm, or the stated cohort."""
    if finding.denominator:
        return finding.denominator, parts(finding, "denominator")
    if finding.arm:
        arm = next((arm for arm in study.arms if arm.id == finding.arm), None)
        return (arm.n, (Input("arm", str(arm.n), arm.start, arm.end),)) if arm and arm.n else None
    if study.cohort and study.cohort.how == "stated" and not any(arm.role != "whole" for arm in study.arms):
        return study.cohort.value, cohort_input(study)
    return None


# ------------------------------------------------------------------ mean and standard deviation


def _of_median(finding: Finding, study: Study) -> Iterator[Derived]:
    sized = group_size(finding, study)
    if sized is None or sized[0] < FEWEST or finding.category == "survival" or CENSORED.search(finding.outcome):
        return
    assert finding.value is not None
    extremes, quartiles = _around(finding, finding.range), _around(finding, finding.iqr)
    if extremes is None and quartiles is None:
        return
    (size, told), value = sized, finding.value
    spreads = {"extremes": _floats(extremes), "quartiles": _floats(quartiles)}
    mean, sd = mean_and_sd(float(value), size, **spreads)
    method = "Luo, Shi" if extremes and quartiles else "Luo, Wan"
    shown = [f"median {value}"]
    shown += [f"range {extremes[0]} to {extremes[1]}"] if extremes else []
    shown += [f"quartiles {quartiles[0]} to {quartiles[1]}"] if quartiles else []
    rough = "; skewed, so the estimate is rough" if skewed(float(value), size, **spreads) else ""
    formula = f"estimated from {', '.join(shown)}, n = {size} ({method}){rough}"
    inputs = (*parts(finding, "value", "range_low", "range_high", "iqr_low", "iqr_high"), *told)
    yield Derived(finding.id, "mean", formula, value=_rounded(mean, value), inputs=inputs)
    yield Derived(finding.id, "sd", formula, value=_rounded(sd, value), inputs=inputs)


def _around(finding: Finding, pair: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal] | None:
    """Return a printed spread that holds the value, else None: one that does not is a misreading or a misprint."""
    assert finding.value is not None
    return pair if pair and pair[0] <= finding.value <= pair[1] and pair[0] < pair[1] else None


def _floats(pair: tuple[Decimal, Decimal] | None) -> tuple[float, float] | None:
    return (float(pair[0]), float(pair[1])) if pair else None


def _of_mean(finding: Finding, study: Study) -> Iterator[Derived]:
    """Yield the standard deviation where a standard error or an interval was printed and the group's size is known."""
    sized = group_size(finding, study)
    if sized is None or finding.sd is not None:
        return
    size, told = sized
    if finding.se is not None:
        value = _rounded(float(finding.se) * size**0.5, finding.se, more=0)
        formula = f"SD = SE × √n = {finding.se} × √{size}"
        yield Derived(finding.id, "sd", formula, value=value, inputs=(*parts(finding, "se"), *told))
    elif finding.ci is not None and size >= FEWEST:
        yield from _of_interval(finding, size, told)


def _of_interval(finding: Finding, size: int, told: tuple[Input, ...]) -> Iterator[Derived]:
    ci = finding.ci
    assert ci is not None and finding.value is not None
    level = ci.level if ci.level is not None else Decimal(95)
    if not 50 < level < 100 or ci.low >= ci.high or not holds((ci.low, ci.high), finding.value):
        return
    sd = sd_of_interval(float(ci.low), float(ci.high), size, float(level))
    quantile = "z" if size >= LARGE else f"t of {size - 1} degrees of freedom"
    formula = f"SD = √n (U − L) / 2{quantile[0]} = √{size} × ({ci.high} − {ci.low}) / 2{quantile}, {level} % interval"
    inputs = (*parts(finding, "ci_level", "ci_low", "ci_high"), *told)
    yield Derived(finding.id, "sd", formula, value=_rounded(sd, finding.value), inputs=inputs)


def _rounded(number: float, like: Decimal, *, more: int = 1) -> Decimal:
    """Return *number* with as many digits as *like* was printed with, and *more*."""
    return Decimal(f"{number:.{digits(like) + more}f}")


# ------------------------------------------------------------------ ratios


def _of_ratio(finding: Finding) -> Iterator[Derived]:
    """Yield ln R and its standard error (ln U − ln L) / 2z: what an inverse-variance meta-analysis pools."""
    ci, value = finding.ci, finding.value
    assert value is not None
    if value <= 0 or ci is None or not 0 < ci.low < ci.high or not holds((ci.low, ci.high), value):
        return
    level = ci.level if ci.level is not None else Decimal(95)
    if not 50 < level < 100:
        return
    z = NORMAL.inv_cdf(0.5 + float(level) / 200)
    error = (log(ci.high) - log(ci.low)) / (2 * z)
    logged = Decimal(log(value)).quantize(FOUR)
    yield Derived(finding.id, "log_ratio", f"ln {value}", value=logged, inputs=parts(finding, "value"))
    formula = f"(ln {ci.high} − ln {ci.low}) / (2 × {z:.3f}), {plain(level)} % interval"
    inputs = parts(finding, "ci_level", "ci_low", "ci_high")
    yield Derived(finding.id, "se_log_ratio", formula, value=Decimal(error).quantize(FOUR), inputs=inputs)
