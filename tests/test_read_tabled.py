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
            "Complications: 6 (11.1%) in Surgery (n = 54). Complications: 2 (3.9%) in Bracing (n = 51).",
            id="the sign of a share is in the row's name",
        ),
        pytest.param(
            [["", "Surgery", "Bracing"], ["", "(n = 54)", "(n = 51)"], ["", "No. (%)", "No. (%)"]],
            ["Death", "6 (11.1)", "0"], "Death: 6 (11.1%) in Surgery (n = 54). Death: 0 in Bracing (n = 51).",
            id="the sign of a share is in the column's name, which has three lines",
        ),
        pytest.param(
            [["Event, n (%)", *ARMS[1:]]], ["Death", "6 (11.1)", ""], "Death: 6 (11.1%) in Surgery (n = 54).",
            id="the sign of a share is in the head of the rows' names, and a value is missing",
        ),
        pytest.param(
            [["", "n", "%"]], ["Men", "40", "36.4"], "Men: 40 (36.4%).", id="counts and shares in columns of their own",
        ),
        pytest.param(
            [["", "Surgery", "Surgery", "Bracing", "Bracing"], ["", "N", "%", "N", "%"]],
            ["Men", "40", "74.1", "36", "70.6"], "Men: 40 (74.1%) [Surgery]. Men: 36 (70.6%) [Bracing].",
            id="counts and shares of two arms in columns of their own",
        ),
        pytest.param(
            [ARMS], ["Age (years), mean (SD)", "57.1 (10.2)", "58.3 (9.9)"],
            "Age (years): mean 57.1 (SD 10.2) in Surgery (n = 54). Age (years): mean 58.3 (SD 9.9) in Bracing "
            "(n = 51).", id="mean and SD of the row's name go to the values",
        ),
        pytest.param(
            [ARMS], ["Stay, median [IQR], days", "4 [2-7]", "3 [2-5]"],
            "Stay, days: median 4 [IQR 2-7] in Surgery (n = 54). Stay, days: median 3 [IQR 2-5] in Bracing (n = 51).",
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
            [["Variable", "", "Frequency (%)"]], ["Sex", "Women", "182 (54%)"], "Sex, Women: 182 (54%) [Frequency].",
            id="a row's name in two columns",
        ),
        pytest.param([ARMS], ["Neurological events", "", ""], "Neurological events", id="the heading of a group"),
        pytest.param([ARMS], ["Site", "lumbar", "sacral"],
                     "Site: Surgery (n = 54) lumbar. Site: Bracing (n = 51) sacral.", id="words"),
        pytest.param([ARMS], ["Age over 65", "12 (22.2)", "9 (17.6)"],
                     "Age over 65: 12 (22.2) in Surgery (n = 54). Age over 65: 9 (17.6) in Bracing (n = 51).",
                     id="a bracket that nobody says is a share"),
    ],
)  # fmt: skip
def test_a_row_is_told(head: list[list[str]], row: list[str], told: str) -> None:
    assert list(sentences(head, [row])) == [told]


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
