"""Cohen's kappa and its interval against printed figures that are not ours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractor.model import Decision
from extractor.review.agreement import agreement, compared
from extractor.show.agreement import told


def pairs(table: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    return [(str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(
    ("table", "kappa", "low", "high", "digits"),
    [
        # Bonett, R package statpsych, help of ci.kappa: ci.kappa(.05, 31, 12, 4, 58)
        ([[31, 12], [4, 58]], 0.6756757, 0.5317210, 0.8196303, 7),
        # SAS/STAT User's Guide, The FREQ Procedure, "Agreement Study": two dermatologists, simple kappa
        ([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], 0.3449, 0.2030, 0.4868, 4),
    ],
    ids=["statpsych", "SAS"],
)
def test_kappa_and_its_interval_are_those_printed(
    table: list[list[int]], kappa: float, low: float, high: float, digits: int
) -> None:
    found = agreement(pairs(table))
    assert found.kappa == pytest.approx(kappa, abs=0.6 * 10**-digits)
    assert found.low == pytest.approx(low, abs=0.6 * 10**-digits)
    assert found.high == pytest.approx(high, abs=0.6 * 10**-digits)


def test_nothing_in_common_and_one_word_alone_have_no_kappa() -> None:
    assert agreement([]).kappa is None
    alike = agreement([("accepted", "accepted")] * 5)
    assert (alike.n, alike.agreed, alike.kappa, alike.raw) == (5, 5, None, 1.0)


def test_complete_agreement_on_two_words_is_one_and_has_no_interval() -> None:
    found = agreement([("a", "a")] * 3 + [("b", "b")] * 2)
    assert (found.kappa, found.low, found.high) == (1.0, None, None)


def test_where_one_says_the_same_of_everything_there_is_no_interval_of_no_width() -> None:
    found = agreement([("a", "a")] * 3 + [("a", "b")])
    assert (found.kappa, found.low, found.high) == (0.0, None, None)


def decision(key: str, name: str, word: str, value: str | None = None) -> Decision:
    return Decision(key, name, word, None if value is None else Decimal(value), reading=f"reading of {key}")  # type: ignore[arg-type]


def test_two_corrections_to_different_numbers_are_listed() -> None:
    ones = {k: decision(k, "Ann", w, v) for k, w, v in (("x", "corrected", "1"), ("y", "accepted", None))}
    others = {k: decision(k, "Bob", w, v) for k, w, v in (("x", "corrected", "2"), ("z", "rejected", None))}
    found = compared(ones, others, {"x": "pain"})
    assert (found.overall.n, found.overall.agreed, found.alone) == (1, 1, (1, 1))
    assert [(a.key, b.value) for a, b in found.differing] == [("x", Decimal(2))]
    assert list(found.by_category) == ["pain"]
    assert told("Ann", "Bob", found).splitlines()[-1] == "  reading of x: Ann corrected to 1; Bob corrected to 2"
