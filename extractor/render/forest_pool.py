"""The pooled line of a forest plot: what each study gives to it, what comes out, and the words for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor import pool
from extractor.pool import Pooled
from extractor.pool.alike import says_nothing
from extractor.render.cell import plain
from extractor.render.column import RATES, Column
from extractor.render.forest import Total
from extractor.render.forest_line import Result, between, decimals, fixed, thousands

MOST_LEFT_OUT = 25  # studies; each left out in turn is one more fit, and beyond them one study moves nothing
FITS: dict[str, Callable[..., Pooled]] = {
    "proportions": pool.proportions, "rates": pool.rates, "ratios": pool.ratios, "means": pool.means,
    "differences": pool.differences, "two_arm": pool.two_arm,
}  # fmt: skip
LARGE = 100  # means from here on need no decimals
NO_VARIANCE = 1e-6
Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How the results of a column are pooled, and how the numbers that come out are printed."""

    fit: str  # one of FITS, and of the functions in pool.js
    times: float  # from the natural scale to the one shown: 100 for shares
    digits: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a line gives to the pooled estimate: the numbers of its fit, or why it gives none."""

    numbers: Numbers | None
    why: str = ""


def way_of(column: Column, category: str, results: Sequence[Result]) -> Way:
    """Return how *column* is pooled."""
    kind = column.key.kind
    if kind == "share":
        return Way(
            "rates" if column.key.days is not None and category in RATES - {"mortality"} else "proportions", 100, 1
        )
    if kind == "centre":
        return Way("means", 1, digits_of(results))
    return Way("differences", 1, digits_of(results)) if kind == "difference" else Way("ratios", 1, 2)


def digits_of(results: Sequence[Result]) -> int:
    """Return with how many decimals means and their intervals are told: as printed, one at least below a hundred."""
    large = all(abs(r.cell.point or 0) >= LARGE for r in results)
    return max(0 if large else 1, decimals(results))


def given(it: Result, way: Way) -> Given:
    """Return what a result gives to the pooled estimate."""
    if it.finding.operator != "=":
        return Given(None, f"printed as {it.cell.number}, not as a number")
    return {"proportions": events, "means": mean}.get(way.fit, interval)(it, way)


def events(it: Result, way: Way) -> Given:
    """Return events and patients."""
    if it.count is None or not it.finding.denominator:
        why = "no count fits its share" if it.finding.denominator else "how many patients it is a share of is not known"
        return Given(None, why)
    return Given((it.count[0], it.finding.denominator))


def mean(it: Result, way: Way) -> Given:
    """Return a mean and its standard error."""
    if it.finding.measure != "mean":
        said = "no mean is said" if it.finding.measure == "other" else f"a {it.finding.measure}"
        return Given(None, f"{said}: shown with its spread, never pooled")
    if it.cell.point is None or it.se is None:
        pm = it.finding.plus_minus is not None
        return Given(None, "± is not said to be an SD or an SE" if pm else "no SD with the number of patients")
    return Given((it.cell.point, it.se))


def interval(it: Result, way: Way) -> Given:
    """Return point, ends and level of a printed interval, on the natural scale."""
    ci, point = it.finding.ci, it.cell.point
    if ci is None or point is None or it.cell.low is None or it.cell.high is None:
        return Given(None, "no confidence interval printed")
    values = tuple(round(x / way.times, 10) for x in (point, it.cell.low, it.cell.high))
    sound = values[1] <= values[0] <= values[2] and values[1] < values[2]
    inside = {"rates": values[1] > 0 and values[2] < 1, "ratios": values[1] > 0}.get(way.fit, True)
    if not sound or not inside:
        return Given(
            None, "its interval does not hold it" if not sound else "its interval reaches the end of the scale"
        )
    level = float(ci.level) / 100 if ci.level is not None else 0.95
    return Given((*values, level)) if 0.5 < level < 1 else Given(None, f"a {plain(ci.level)}% interval")


# ------------------------------------------------------------------ fits


def pooled(way: Way, rows: Sequence[Numbers]) -> tuple[Pooled | None, str]:
    """Return the pooled estimate of two studies or more; None, and why, where there is none to show."""
    if len(rows) < 2:
        return None, ""
    try:
        found = FITS[way.fit](*zip(*rows, strict=True))
    except ValueError as error:
        return None, str(error)
    why = says_nothing(found.low, found.high) if way.fit in ("proportions", "rates") else ""
    return (None, why) if why else (found, "")


def left_out(way: Way, rows: Sequence[Numbers]) -> tuple[Pooled | None, ...]:
    """Return the pooled estimate without each of three to twenty-five studies in turn; empty for fewer or more."""
    if not 3 <= len(rows) <= MOST_LEFT_OUT:
        return ()
    return pool.leave_one_out(FITS[way.fit], *zip(*rows, strict=True))


def total(found: Pooled, way: Way) -> Total:
    """Return the pooled line as the plot shows it."""
    t = way.times
    low, high = found.prediction_low, found.prediction_high
    return Total(
        "Pooled (random effects)", count(found), estimate(found, way), prediction(found, way),
        found.point * t, found.low * t, found.high * t,
        None if low is None else low * t, None if high is None else high * t,
    )  # fmt: skip


# ------------------------------------------------------------------ words; outcome.js writes the same


def count(found: Pooled) -> str:
    """Return ``254/411``."""
    return f"{found.events}/{found.n}" if found.events is not None and found.n is not None else ""


def estimate(found: Pooled, way: Way) -> str:
    """Return ``61.1 (54.8–67.1)``."""
    point, low, high = (fixed(x * way.times, way.digits) for x in (found.point, found.low, found.high))
    return f"{point} ({between(low, high)})"


def prediction(found: Pooled, way: Way) -> str:
    """Return ``prediction 47.0–73.5``; empty where there are too few studies to predict the next."""
    if found.prediction_low is None or found.prediction_high is None:
        return ""
    ends = (fixed(x * way.times, way.digits) for x in (found.prediction_low, found.prediction_high))
    return f"prediction {between(*ends)}"


def facts(found: Pooled, studies: int) -> str:
    """Return ``5 studies pooled · 254 of 411 patients · I² 41% · τ² 0.07``."""
    many = f"{studies} studies" if studies != 1 else "1 study"
    said = [f"{many} pooled" if found.k == studies else f"{found.k} results of {many} pooled"]
    if found.n is not None:
        said.append(
            f"{thousands(found.n)} patients" if found.events is None
            else f"{thousands(found.events)} of {thousands(found.n)} patients"
        )  # fmt: skip
    said += [f"I² {fixed(found.i2, 0)}%"] if found.i2 is not None else []
    said += [f"τ² {variance(found.tau2)}"] if found.tau2 is not None else []
    return " · ".join(said)


def variance(tau2: float) -> str:
    """Return tau2 with two decimals, and none as 0.

    >>> variance(0.4149), variance(0.0012), variance(0.0)
    ('0.41', '<0.01', '0')
    """
    return fixed(tau2, 2) if tau2 >= 0.005 else "<0.01" if tau2 > NO_VARIANCE else "0"


def weight(part: float | None) -> str:
    """Return a study's weight: ``12.3%``."""
    return "" if part is None else f"{fixed(part, 1)}%"
