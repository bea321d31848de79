"""An axis holds everything drawn on it, and its ticks are round numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.render.cell import Cell
from extractor.render.chart import PERCENT, axis_of, log_axis, mark, tick_text

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


def at(point: float | None, low: float | None = None, high: float | None = None) -> Cell:
    return Cell("f", "", point=point, low=low, high=high)


def test_a_share_stands_where_it_says() -> None:
    assert [PERCENT.place(x) for x in (0, 55.8, 100, 130, -2)] == [0, 55.8, 100, 100, 0]


@given(st.lists(numbers, min_size=1, max_size=20))
def test_an_axis_of_means_holds_every_number_and_zero(found: list[float]) -> None:
    axis = axis_of([at(x) for x in found], "centre")
    assert axis is not None
    assert axis.low <= min(0, *found) and axis.high >= max(0, *found)
    assert 2 <= len(axis.ticks) <= 9


@given(st.lists(st.floats(0.02, 60), min_size=1, max_size=20))
def test_an_axis_of_ratios_holds_every_ratio_and_one(found: list[float]) -> None:
    axis = log_axis(found)
    assert axis is not None
    assert axis.low <= min(found) and axis.high >= max(found)
    assert 0 < axis.place(1.0) < 100
    assert abs(axis.place(0.5) + axis.place(2.0) - 2 * axis.place(1.0)) < 0.05, "half and double are equally far"


def test_nothing_known_draws_nothing() -> None:
    assert axis_of([at(None)], "centre") is None
    assert axis_of([at(0.0)], "HR") is None, "a ratio of zero has no place on a logarithm"


def test_a_square_grows_with_the_root_of_the_patients_so_that_its_area_does_not_lie() -> None:
    small, half, full = (mark(at(50), PERCENT, n, 400).side for n in (0, 100, 400))
    assert half - small == (full - small) / 2


def test_ticks_read_without_needless_zeros() -> None:
    assert [tick_text(x) for x in (0, 2.5, 10.0, -1)] == ["0", "2.5", "10", "−1"]
