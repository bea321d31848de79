"""What goes to metafor is all that our estimates need, and only what the reader may pool."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import export, pool
from extractor.export.poolable import SCRIPT
from extractor.model import Decision, Interval, Study
from extractor.review.key import key, reading
from tests.drawn import CONCEPTS, Draft, drawn

Row = dict[str, str]


def series(name: str, *shares: tuple[str, int, str], arms: bool = False) -> Study:
    """Return a study: concept, patients, what is printed."""
    d = (
        Draft(name, authors=(f"{name.capitalize()} A",), year=2011)
        .say("We saw 80 patients, 40 and 40.", "methods")
        .counts("80")
    )
    if arms:
        d.arm("a1", "treated", 40).arm("a2", "untreated", 40)
    for number, (concept, n, printed) in enumerate(shares, start=1):
        d.share(concept, "It was seen in {} of them.", printed, n, arm=f"a{number}" if arms else None)
    made = d.study()
    roles = {"a1": "intervention", "a2": "control"}
    return replace(made, arms=tuple(replace(arm, role=roles[arm.id]) for arm in made.arms)) if arms else made  # type: ignore[arg-type]


def ratio(name: str, value: str, low: str, high: str, level: str = "95") -> Study:
    d = Draft(name, authors=(f"{name.capitalize()} A",), year=2012).say("We saw 90 patients.", "methods").counts("90")
    printed = f"{value} ({low} to {high})"
    d.say(f"The hazard ratio was {printed}.")
    ci = Interval(Decimal(low), Decimal(high), Decimal(level))
    d.finds("overall_survival", printed, "ratio", value=Decimal(value), unit="HR", ci=ci)
    return d.study()


STUDIES = (
    series("ash", ("pain_relief", 80, "40 (50.0%)")),
    series("birch", ("pain_relief", 80, "60 (75.0%)")),
    series("cedar", ("pain_relief", 80, "8 (10.0%)")),
    series("elm", ("death", 80, "2 (2.5%)")),
    ratio("fir", "0.60", "0.40", "0.90"),
    ratio("gorse", "0.80", "0.60", "1.07", "90"),
    ratio("hazel", "1.20", "0.90", "1.60"),
)


def tables(folder: Path, *studies: Study, decisions: dict[str, tuple[Decision, ...]] | None = None) -> list[list[Row]]:
    found = export.escalc(studies, folder, concepts=CONCEPTS, decisions=decisions or {})
    assert [path.name for path in found] == ["escalc.csv", "pooled.csv", "reproduce.R"]
    both = []
    for path in found[:2]:
        with path.open(encoding="utf-8", newline="") as file:
            both.append(list(csv.DictReader(file)))
    return both


def again(row: Row, data: list[Row]) -> pool.Pooled:
    """Return an estimate made of nothing but the rows of escalc.csv."""
    x = [it for it in data if (it["set"], it["fit"], it["pooled"]) == (row["set"], row["fit"], "yes")]

    def column(name: str) -> list[float]:
        return [float(it[name]) for it in x]

    def whole(name: str) -> list[int]:
        return [int(it[name]) for it in x]

    if row["fit"] == "proportions":
        return pool.proportions(whole("xi"), whole("ni"))
    if row["fit"] == "means":
        return pool.means(column("mi"), column("sei"))
    if row["fit"] == "two_arm":
        treated = [a + b for a, b in zip(whole("ai"), whole("bi"), strict=True)]
        control = [c + d for c, d in zip(whole("ci"), whole("di"), strict=True)]
        return pool.two_arm(whole("ai"), treated, whole("ci"), control, measure="OR")
    fit = {"ratios": pool.ratios, "rates": pool.rates, "differences": pool.differences}[row["fit"]]
    return fit(column("estimate"), column("low"), column("high"), column("level"))


@pytest.mark.parametrize("studies", [STUDIES, drawn(30)], ids=["by hand", "drawn"])
def test_the_rows_are_enough_to_make_every_estimate_again(tmp_path: Path, studies: tuple[Study, ...]) -> None:
    data, estimates = tables(tmp_path, *studies)
    assert estimates
    for row in estimates:
        made = again(row, data)
        assert made.k == int(row["k"])
        for name in ("point", "low", "high", "tau2", "prediction_low", "prediction_high"):
            value = getattr(made, name)
            assert (value is None) == (row[name] == ""), name
            assert value is None or float(row[name]) == pytest.approx(value, rel=1e-7, abs=1e-9), name


def test_each_kind_of_number_stands_under_metafors_own_names(tmp_path: Path) -> None:
    data, estimates = tables(tmp_path, *STUDIES)
    pain = [it for it in data if it["outcome"].startswith("Pain")]
    assert [(it["study"], it["xi"], it["ni"], it["pooled"]) for it in pain] == [
        ("Ash 2011", "40", "80", "yes"), ("Birch 2011", "60", "80", "yes"), ("Cedar 2011", "8", "80", "yes"),
    ]  # fmt: skip
    assert [it["k"] for it in estimates if it["set"] == pain[0]["set"]] == ["3"]
    hazards = [it for it in data if it["fit"] == "ratios"]
    assert [(it["estimate"], it["low"], it["high"], it["level"]) for it in hazards] == [
        ("0.6", "0.4", "0.9", "0.95"), ("0.8", "0.6", "1.07", "0.9"), ("1.2", "0.9", "1.6", "0.95"),
    ]  # fmt: skip
    assert key(STUDIES[0].document, STUDIES[0].findings[0]) == pain[0]["key"]


def test_what_is_not_pooled_is_there_with_the_reason(tmp_path: Path) -> None:
    data, estimates = tables(tmp_path, *STUDIES)
    (death,) = [it for it in data if it["study"] == "Elm 2011"]
    assert (death["pooled"], death["xi"], death["ni"]) == ("no", "2", "80")
    assert "fewer than two" in death["why_not"]
    assert death["set"] not in {it["set"] for it in estimates}


def test_two_arms_are_a_table_of_four_and_their_odds_ratio(tmp_path: Path) -> None:
    trials = [
        series(name, *(("pain_relief", 40, f"{count} ({2.5 * count:.1f}%)") for count in counts), arms=True)
        for name, counts in (("oak", (30, 20)), ("pine", (28, 22)), ("rowan", (35, 25)))
    ]
    data, estimates = tables(tmp_path, *trials)
    cells = [[it[name] for name in ("ai", "bi", "ci", "di")] for it in data if it["fit"] == "two_arm"]
    assert cells == [["30", "10", "20", "20"], ["28", "12", "22", "18"], ["35", "5", "25", "15"]]
    (odds,) = [it for it in estimates if it["fit"] == "two_arm"]
    assert float(odds["point"]) > 1
    assert float(odds["point"]) == pytest.approx(pool.two_arm([30, 28, 35], [40] * 3, [20, 22, 25], [40] * 3).point)


def test_reviewers_decisions_are_in_the_numbers(tmp_path: Path) -> None:
    ash, birch = STUDIES[:2]

    def decided(study: Study, word: str, value: str | None = None) -> dict[str, tuple[Decision, ...]]:
        found = study.findings[0]
        number = None if value is None else Decimal(value)
        it = Decision(key(study.document, found), "Ann", word, number, reading=reading(study, found))  # type: ignore[arg-type]
        return {it.key: (it,)}

    data, _ = tables(tmp_path, *STUDIES, decisions=decided(ash, "rejected") | decided(birch, "corrected", "72.5"))
    pain = {it["study"]: it for it in data if it["outcome"].startswith("Pain")}
    assert "Ash 2011" not in pain
    assert (pain["Birch 2011"]["xi"], pain["Birch 2011"]["reviewed"]) == ("58", "corrected")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    hostile = [replace(it, document=replace(it.document, authors=("=cmd|x A",))) for it in STUDIES]
    data, _ = tables(tmp_path, *hostile)
    assert all(it["study"].startswith("'=") for it in data)


# ------------------------------------------------------------------ the script, as far as it can be read without R


def code(script: str) -> Iterator[str]:
    """Yield the script's characters outside of comments; of a text only its quotes."""
    quote = ""
    for line in script.splitlines():
        skip = False
        for character in line:
            if skip:
                skip = False
            elif quote:
                skip = character == "\\"
                if character == quote:
                    quote = ""
                    yield character
            elif character == "#":
                break
            else:
                quote = character if character in "\"'`" else ""
                yield character
        yield "\n"
    assert not quote, "a text that does not end"


def test_the_scripts_brackets_and_texts_close() -> None:
    open_: list[str] = []
    for character in code(SCRIPT.read_text(encoding="utf-8")):
        if character in "([{":
            open_.append(character)
        elif character in ")]}":
            assert open_ and open_.pop() + character in ("()", "[]", "{}")
    assert not open_


def test_the_script_names_only_columns_and_ways_of_pooling_that_there_are(tmp_path: Path) -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    data, estimates = tables(tmp_path, *STUDIES)
    assert set(re.findall(r"\b(?:x|data)\$([a-z_]+)", script)) <= set(data[0])
    assert set(re.findall(r"\b(?:it)\$([a-z_0-9]+)", script)) <= set(estimates[0])
    from extractor.render.forest_pool import FITS

    known = set(re.findall(r"^  (\w+) = list\(there", script, re.M))
    assert known == {*FITS, "two_arm"}
