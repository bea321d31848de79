"""A row of a table is told as sentences: each value with its row and its column."""

from __future__ import annotations

import pytest

from extractor.read.tabled import sentences
from tests.reading import arm_name, study

ARMS = ["", "Surgery (n = 54)", "Bracing (n = 51)"]


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        pytest.param(
            [ARMS], ["Complications, n (%)", "6 (11.1)", "2 (3.9)"],
            "Surgery: Complications 6/54 (11.1%). Bracing: Complications 2/51 (3.9%).",
            id="the sign of a share is in the row's name",
        ),
        pytest.param(
            [["", "Surgery", "Bracing"], ["", "(n = 54)", "(n = 51)"], ["", "No. (%)", "No. (%)"]],
            ["Death", "6 (11.1)", "0"], "Surgery: Death 6/54 (11.1%). Bracing: Death 0/51.",
            id="the sign of a share is in the column's name, which has three lines",
        ),
        pytest.param(
            [["Event, n (%)", *ARMS[1:]]], ["Death", "6 (11.1)", ""], "Surgery: Death 6/54 (11.1%).",
            id="the sign of a share is in the head of the rows' names, and a value is missing",
        ),
        pytest.param(
            [["", "n", "%"]], ["Men", "40", "36.4"], "Men: 40 (36.4%).", id="counts and shares in columns of their own",
        ),
        pytest.param(
            [["", "Surgery", "Surgery", "Bracing", "Bracing"], ["", "N", "%", "N", "%"]],
            ["Men", "40", "74.1", "36", "70.6"], "Surgery: Men 40 (74.1%). Bracing: Men 36 (70.6%).",
            id="counts and shares of two arms in columns of their own",
        ),
        pytest.param(
            [ARMS], ["Age (years), mean (SD)", "57.1 (10.2)", "58.3 (9.9)"],
            "Surgery: Age (years) mean 57.1 (SD 10.2). Bracing: Age (years) mean 58.3 (SD 9.9).",
            id="mean and SD of the row's name go to the values",
        ),
        pytest.param(
            [ARMS], ["Stay, median [IQR], days", "4 [2-7]", "3 [2-5]"],
            "Surgery: Stay, days median 4 [IQR 2-7]. Bracing: Stay, days median 3 [IQR 2-5].",
            id="median and IQR too, and what stands behind them stays",
        ),
        pytest.param(
            [["", "Hazard ratio (95% CI)", "P value"]], ["Death", "0.98 (0.62 to 1.53)", ".27"],
            "Death: Hazard ratio (95% CI) 0.98 (0.62 to 1.53). Death: P value = .27.", id="statistics are no arms",
        ),
        pytest.param(
            [["", "P"]], ["Death", "<0.001"], "Death: P <0.001.", id="a p-value with its sign",
        ),
        pytest.param(
            [["Variable", "", "Frequency (%)"]], ["Sex", "Women", "182 (54%)"], "Frequency: Sex, Women 182 (54%).",
            id="a row's name in two columns",
        ),
        pytest.param([ARMS], ["Neurological events", "", ""], "Neurological events", id="the heading of a group"),
        pytest.param([ARMS], ["Site", "lumbar", "sacral"],
                     "Site: Surgery lumbar. Site: Bracing sacral.", id="words"),
        pytest.param(
            [ARMS], ["Ejection fraction, %", "31.7 (9.9)", "33.5 (9.3)"],
            "Surgery: Ejection fraction, % = 31.7 (9.9). Bracing: Ejection fraction, % = 33.5 (9.3).",
            id="the unit of a row is no sign of its number",
        ),
        pytest.param(
            [ARMS], ["Pain at one year, n (%)", "6 (12.2)", "2 (3.9)"],
            "Surgery: Pain at one year 6 (12.2%). Bracing: Pain at one year 2/51 (3.9%).",
            id="a share of fewer than the whole arm",
        ),
        pytest.param([ARMS], ["Age over 65", "12 (22.2)", "9 (17.6)"],
                     "Surgery: Age over 65 = 12 (22.2). Bracing: Age over 65 = 9 (17.6).",
                     id="a bracket that nobody says is a share"),
    ],
)  # fmt: skip
def test_a_row_is_told(head: list[list[str]], row: list[str], told: str) -> None:
    *arms, sentence = sentences(head, [row])
    assert sentence == told
    assert arms == (["Surgery (n = 54); Bracing (n = 51)."] if "(n = 54)" in str(head) else [])


def test_the_findings_of_a_row_are_those_of_its_arms() -> None:
    """The words of a row are in an order that linking reads."""
    rows = list(sentences([ARMS], [["Wound infection, n (%)", "6 (11.1)", "2 (3.9)"]]))
    made = study("We compared 54 patients after surgery with 51 patients after bracing.\n\n" + "\n\n".join(rows))
    found = [it for it in made.findings if it.measure == "proportion"]
    assert [(it.outcome, str(it.value), it.numerator, it.denominator) for it in found] == [
        ("Wound infection", "11.1", 6, 54),
        ("Wound infection", "3.9", 2, 51),
    ]
    assert [(arm_name(made, it) or "").lower() for it in found] == ["surgery", "bracing"]
