"""A cell shows the printed digits, says what was computed, and draws only what it knows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.model import Check, Derived, Document, Finding, Interval, PValue, Span, Study
from extractor.render.cell import Cell, cell
from extractor.render.paper import paper


def finding(measure: str, value: str | None = None, **more: Any) -> Finding:
    number = None if value is None else Decimal(value)
    return Finding(
        "f1", measure, "outcome", "other", 0, 1, "quote", Span(0, 1), "results", "rule", {}, value=number, **more
    )


def read(made: Finding, *derived: tuple[str, str | None, str | None, str | None], unit: str | None = None) -> Cell:
    found = tuple(
        Derived("f1", name, "how", *(None if x is None else Decimal(x) for x in numbers)) for name, *numbers in derived
    )
    study = Study(Document("d", "d.txt", "txt", "", "text"), findings=(made,), derived=found)
    return cell(paper(study, "D"), made, unit=unit)


def printed(shown: Cell) -> str:
    number = f"_{shown.number}_" if shown.derived else shown.number
    detail = f"_{shown.detail}_" if shown.detail_derived else shown.detail
    return " ".join(filter(None, [number, shown.tag, detail]))


ONE, SOME = ("numerator", "24", None, None), ("numerator", None, "138", "140")
PERCENT = ("percentage", "55.8", None, None)


@pytest.mark.parametrize(
    ("made", "derived", "text"),
    [
        (finding("proportion", "55.8", unit="%", numerator=24, denominator=43), [], "55.8% 24/43"),
        (finding("proportion", "55.8", unit="%", denominator=43), [ONE], "55.8% _24/43_"),
        (finding("proportion", "56", unit="%", denominator=249), [SOME], "56% _138–140/249_"),
        (finding("proportion", "91.7", unit="%", denominator=249), [], "91.7% of 249"),
        (finding("proportion", "50.0", unit="%"), [], "50.0%"),
        (finding("proportion", "95", unit="%", operator=">"), [], "> 95%"),
        (finding("proportion", "50", unit="%", value_printed="half"), [], "_50.0%_"),
        (finding("proportion", "100", unit="%", value_printed="all", denominator=43), [], "100% of 43"),
        (finding("count", "24", denominator=43), [PERCENT], "_55.8%_ 24/43"),
        (finding("count", "0", value_printed="no", denominator=94), [("percentage", "0.0", None, None)], "0% 0/94"),
        (finding("count", "24", unit="patients", denominator=43), [], "24 of 43"),
        (finding("count", "3", unit="tumours", denominator=43), [], "3 tumours"),
        (finding("count", "3"), [], "3"),
        (finding("proportion", numerator=139, denominator=249), [PERCENT], "_55.8%_ 139/249"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_a_share_reads_as_number_and_fraction_with_what_was_computed_marked(
    made: Finding, derived: Any, text: str
) -> None:
    assert printed(read(made, *derived)) == text


@pytest.mark.parametrize(
    ("made", "unit", "text"),
    [
        (finding("median", "16.8", unit="mo", ci=Interval(Decimal(13), Decimal(20))), "month", "16.8 median CI 13–20"),
        (finding("median", "2", unit="years"), "month", "2 years median"),
        (finding("mean", "20.9", unit="mo", plus_minus=Decimal("2.7")), "month", "20.9 mean ±2.7"),
        (finding("mean", "0.50", sd=Decimal("0.10")), None, "0.50 mean SD 0.10"),
        (finding("median", "57", unit="years", range=(Decimal(18), Decimal(79))), "year", "57 median range 18–79"),
        (finding("median", "57", unit="years", iqr=(Decimal(40), Decimal(61))), "year", "57 median IQR 40–61"),
        (finding("range", unit="years", range=(Decimal(18), Decimal(79))), "year", "18–79 range"),
        (finding("median", value_printed="not reached"), None, "not reached median"),
        (finding("difference", "-1.5", ci=Interval(Decimal(-3), Decimal("0.1"))), None, "−1.5 CI −3 to 0.1"),
        (finding("ratio", "0.58", unit="HR", p=PValue("=", Decimal("0.018"))), None, "0.58 P = 0.018"),
        (finding("p_value", p=PValue("<", Decimal("0.0001"))), None, "P < 0.0001"),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)  # fmt: skip
def test_a_centre_keeps_its_digits_and_names_its_spread(made: Finding, unit: str | None, text: str) -> None:
    assert printed(read(made, unit=unit)) == text


def test_durations_sort_and_draw_in_the_unit_of_their_column() -> None:
    shown = read(finding("median", "2", unit="years", range=(Decimal(1), Decimal(3))), unit="month")
    assert (shown.point, shown.low, shown.high) == pytest.approx((24, 12, 36))


def test_the_printed_interval_goes_before_wilsons() -> None:
    wilson = [("wilson_low", "41.1", None, None), ("wilson_high", "69.6", None, None)]
    plain = read(finding("proportion", "55.8", unit="%", denominator=43), *wilson)
    assert (plain.low, plain.high, plain.interval) == (41.1, 69.6, "Wilson 95% interval")
    ci = Interval(Decimal("40"), Decimal("71"), Decimal(95))
    own = read(finding("proportion", "55.8", unit="%", denominator=43, ci=ci), *wilson)
    assert (own.low, own.high, own.interval) == (40, 71, "95% CI")


def test_a_bare_count_is_not_drawn_among_per_cents() -> None:
    shown = read(finding("count", "24", denominator=43))
    assert (shown.point, shown.low) == (None, None)


def test_a_value_is_flagged_when_any_of_its_checks_failed() -> None:
    made = finding("proportion", "91.7", unit="%", denominator=249)
    study = Study(
        Document("d", "d.txt", "txt", "", "text"),
        findings=(made,),
        checks=(Check("f1", "a", "consistent", "fits"), Check("f1", "b", "inconsistent", "does not")),
    )
    assert cell(paper(study, "D"), made).flagged
