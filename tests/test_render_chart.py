"""An axis holds everything drawn on it, and its ticks are round numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.render.chart import axis_of, log_axis, tick_text

numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))


def test_a_share_stands_where_it_says() -> None:
    axis = axis_of([100.0], "share")
    assert axis and [axis.place(x) for x in (0, 55.8, 100, 130, -2)] == [0, 55.8, 100, 100, 0]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_an_axis_of_shares_begins_at_none_and_ends_at_the_next_round_share(found: list[float]) -> None:
    axis = axis_of(found, "share")
    assert axis and axis.low == 0 and axis.high >= max(found)
    assert axis.high in (10, 20, 50, 100) and axis.ticks[0] == 0 and axis.ticks[-1] == axis.high


@given(st.lists(numbers, min_size=1, max_size=20))
def test_an_axis_of_means_holds_every_number(found: list[float]) -> None:
    axis = axis_of(found, "centre")
    assert axis is not None
    assert axis.low <= min(found) and axis.high >= max(found) and axis.low < axis.high
    assert 2 <= len(axis.ticks) <= 9


@given(st.lists(numbers, min_size=1, max_size=20))
def test_an_axis_of_differences_holds_every_number_and_marks_zero(found: list[float]) -> None:
    axis = axis_of(found, "difference")
    assert axis is not None and axis.neutral == 0
    assert axis.low <= min(0, *found) and axis.high >= max(0, *found)


def test_an_axis_of_means_begins_at_zero_only_where_zero_is_near() -> None:
    near, far = axis_of([12.0, 60.0], "centre"), axis_of([52.0, 71.0], "centre")
    assert near and far and (near.low, far.low) == (0, 50)


@given(st.lists(st.floats(0.02, 60), min_size=1, max_size=20))
def test_an_axis_of_ratios_holds_every_ratio_and_one(found: list[float]) -> None:
    axis = log_axis(found)
    assert axis is not None and axis.neutral == 1
    assert axis.low <= min(found) and axis.high >= max(found)
    assert 0 < axis.place(1.0) < 100
    assert abs(axis.place(0.5) + axis.place(2.0) - 2 * axis.place(1.0)) < 0.05, "half and double are equally far"


def test_nothing_known_draws_nothing() -> None:
    assert axis_of([None], "centre") is None
    assert axis_of([0.0], "HR") is None, "a ratio of zero has no place on a logarithm"


def test_ticks_read_without_needless_zeros() -> None:
    assert [tick_text(x) for x in (0, 2.5, 10.0, -1)] == ["0", "2.5", "10", "−1"]
