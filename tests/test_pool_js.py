"""The browser's pooling gives the numbers that Python's gives: many drawn cases through reports/templates/pool.js.

It runs in node where that is installed, else in the Chromium of the browser tests.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from math import exp
from typing import Any

import pytest

from extractor import pool
from extractor.pool import Pooled
from extractor.rooms import room

SCRIPT = (room("reports/templates") / "pool.js").read_text(encoding="utf-8")
PYTHON = {
    "proportions": pool.proportions, "ratios": pool.ratios, "rates": pool.rates, "differences": pool.differences,
    "means": pool.means, "twoArm": pool.two_arm,
}  # fmt: skip
ANSWER = """cases => cases.map(([name, columns]) => {
  if (name === "without") return {all: Pool.leaveOneOut(Pool.proportions, ...columns)};
  try { return Pool[name](...columns); } catch (error) {
    if (error instanceof RangeError) return {refused: error.message};
    throw error;
  }
})"""
NUMBERS = [it.name for it in fields(Pooled) if it.name not in ("measure", "method", "weights", "effects")]
SPREADS = ("tau2", "i2", "q")
Case = tuple[str, list[Any]]
Run = Callable[[Sequence[Case]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def javascript() -> Iterator[Run]:
    """Give a function that answers cases with pool.js."""
    if node := shutil.which("node"):
        yield lambda cases: in_node(node, cases)
        return
    from tests.browser.chromium import MISSING, chromium, started

    if chromium() is None:
        if os.environ.get("EVIDENCE_BROWSER") == "required":
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(f"no node, and {MISSING}")
    with started() as browser:
        page = browser.new_page()
        page.add_script_tag(content=SCRIPT)
        yield lambda cases: page.evaluate(f"cases => ({ANSWER})(cases)", list(cases))


def in_node(node: str, cases: Sequence[Case]) -> list[dict[str, Any]]:
    program = f"{SCRIPT}\nconsole.log(JSON.stringify(({ANSWER})({json.dumps(cases)})));"
    done = subprocess.run([node, "-"], input=program, capture_output=True, text=True, timeout=120, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


# ------------------------------------------------------------------ cases


def counted(draw: random.Random, k: int) -> tuple[list[int], list[int]]:
    """Return events and totals of *k* studies: rare and common, alike and not, tiny and huge."""
    middle, spread = draw.uniform(-6, 4), draw.choice([0.0, 0.2, 1.0, 2.5])
    largest = draw.choice([3, 30, 300, 20_000])
    totals = [draw.randint(1, largest) for _ in range(k)]
    shares = [1 / (1 + exp(-draw.gauss(middle, spread))) for _ in range(k)]
    if largest > 300:  # a draw by draw would take long
        return [
            min(n, max(0, round(n * p + draw.gauss(0, (n * p) ** 0.5)))) for n, p in zip(totals, shares, strict=True)
        ], totals
    return [sum(draw.random() < p for _ in range(n)) for n, p in zip(totals, shares, strict=True)], totals


def estimated(draw: random.Random, k: int) -> list[list[float]]:
    """Return points, lows and highs of *k* studies on a scale without ends."""
    spread, middle = draw.choice([0.0, 0.3, 2.0]), draw.gauss(0, 1)
    errors = [draw.uniform(0.02, 1.5) for _ in range(k)]
    points = [draw.gauss(middle, spread + se) for se in errors]
    return [points, [y - 1.96 * se for y, se in zip(points, errors, strict=True)],
            [y + 1.96 * se for y, se in zip(points, errors, strict=True)]]  # fmt: skip


def case(seed: int) -> Case:
    """Return the name of a function of pool.js and what it is called with."""
    draw = random.Random(seed)
    k = draw.choice([1, 2, 3, 4, 5, 8, 15, 40])
    name = draw.choice(
        ["proportions", "proportions", "proportions", "ratios", "rates", "differences", "means", "twoArm"]
    )
    if name == "proportions":
        return name, [*counted(draw, k), draw.choice([0.95, 0.95, 0.9, 0.99])]
    if name == "twoArm":
        return name, [*counted(draw, k), *counted(draw, k), draw.choice(["OR", "RR", "RD"])]
    points, lows, highs = estimated(draw, k)
    if name == "means":
        return name, [points, [(high - low) / 3.92 for low, high in zip(lows, highs, strict=True)]]
    if name == "rates":  # the scale falls
        return name, [[exp(-exp(y / 5)) for y in column] for column in (points, highs, lows)]
    columns = (
        [[exp(y) for y in column] for column in (points, lows, highs)] if name == "ratios" else [points, lows, highs]
    )
    return name, [*columns, draw.choice([0.95, 0.9, [draw.choice([0.9, 0.95, 0.99]) for _ in range(k)]])]


def expected(one: Case) -> dict[str, Any]:
    """Return what Python says to a case."""
    try:
        return asdict(PYTHON[one[0]](*one[1]))
    except ValueError as error:
        return {"refused": str(error)}


def differs(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return what two answers differ in."""
    if "refused" in one or "refused" in other:
        return [] if "refused" in one and "refused" in other else [f"refused: {one} {other}"]
    found = [name for name in ("measure", "method") if one[name] != other[name]]
    # a spread of nearly nothing may be nothing to one of them
    found += [name for name in NUMBERS if not near(one[name], other[name], 1e-8 if name in SPREADS else 1e-13)]
    for mine, theirs in zip(one["effects"], other["effects"], strict=True):
        same = all(near(mine[name], theirs[name], 1e-12) for name in ("point", "low", "high"))
        found += [] if same and mine["left_out"] == theirs["left_out"] else ["effects"]
    weights = zip(one["weights"], other["weights"], strict=True)
    return found if all(near(a, b, 1e-9) for a, b in weights) else [*found, "weights"]


def near(one: float | None, other: float | None, distance: float) -> bool:
    """Return whether two numbers agree to six digits, or are no further apart than *distance*."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= max(1e-6 * abs(one), distance)


def test_the_browser_finds_what_python_finds(javascript: Run) -> None:
    """300 drawn cases of every kind, to six digits and more."""
    cases = [case(seed) for seed in range(300)]
    answers = javascript(cases)
    wrong = [
        (place, found) for place, (one, answer) in enumerate(zip(cases, answers, strict=True))
        if (found := differs(expected(one), answer))
    ]  # fmt: skip
    assert not wrong


EDGES: list[Case] = [
    ("proportions", [[139, 40, 88, 12, 0], [249, 75, 120, 60, 20]]),
    ("proportions", [[0, 0, 0], [20, 30, 1]]),
    ("proportions", [[20, 30], [20, 30]]),
    ("proportions", [[0, 20], [20, 20]]),
    ("proportions", [[1, 0, 1], [1, 1, 1]]),
    ("proportions", [[0, 5, 20], [20, 20, 20]]),
    ("proportions", [[0, 0, 1], [20, 30, 20_000]]),
    ("proportions", [[3], [2]]),
    ("proportions", [[], []]),
    ("proportions", [[1, 2], [10, 10], 95]),
    ("twoArm", [[0, 0, 3], [9, 20, 20], [0, 4, 9], [9, 20, 20], "OR"]),
    ("twoArm", [[0], [9], [0], [9], "RR"]),
    ("ratios", [[0.5], [0.25], [1.0], 0.9]),
    ("ratios", [[0.5, -1.0], [0.25, -2.0], [1.0, 2.0]]),
    ("means", [[1.0, 1.0, 1.0], [0.5, 0.5, 0.5]]),
    ("means", [[1.0, 2.0], [0.5, 0.0]]),
    ("means", [[1e60, 2.0], [0.5, 0.5]]),
    ("ratios", [[1e300, 1e-300, 1.0], [1e290, 1e-310, 0.5], [1e305, 1e-290, 2.0]]),
    ("proportions", [[1, 2_000_000_000], [10, 4_000_000_000]]),
    ("proportions", [[400_000_000, 3, 500], [1_000_000_000, 8, 1_000]]),
    ("rates", [[0.9, 1.0], [0.8, 0.9], [0.95, 1.0]]),
]


def test_the_browser_refuses_and_degenerates_as_python_does(javascript: Run) -> None:
    answers = javascript(EDGES)
    assert [differs(expected(one), answer) for one, answer in zip(EDGES, answers, strict=True)] == [[]] * len(EDGES)


def test_the_browser_leaves_one_out_as_python_does(javascript: Run) -> None:
    """Without the mixed study the rest are all-or-none, which neither can pool."""
    columns = [[5, 0, 9], [10, 9, 9]]
    answers = javascript([("without", columns)])[0]["all"]
    found = pool.leave_one_out(pool.proportions, *columns)
    assert [it is None for it in answers] == [it is None for it in found] == [True, False, False]
    assert not differs(asdict(found[1]), answers[1])  # type: ignore[call-overload]
