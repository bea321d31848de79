"""When each result of a sentence was seen: of lists, of pairs, of sentences that open with a time."""

from __future__ import annotations

import pytest

from tests.reading import study

TIMES = {
    "both of a pair, the time behind it": (
        "Insoles of felt stayed dry more often than those of cotton (68.2% versus 37.5% at 18 months).",
        {"68.2": "18", "37.5": "18"},
    ),
    "two pairs, each with its time behind it": (
        "Survival was 88% in stage one and 67% in stage two at 3 years, and 79% in stage one and 52% in stage two at "
        "7 years.",
        {"88": "3", "67": "3", "79": "7", "52": "7"},
    ),
    "the point of vs. ends nothing": (
        "At 3 months pain was lower in those with a brace (1.6 ± 0.5 vs. 2.9 ± 0.8).",
        {"1.6": "3", "2.9": "3"},
    ),
    "a time and its bracket, then another": (
        "Pain was lower at 3 months (1.6 ± 0.5 vs. 2.9 ± 0.8) and 9 months (1.2 ± 0.4 vs. 2.3 ± 0.7).",
        {"1.6": "3", "2.9": "3", "1.2": "9", "2.3": "9"},
    ),
    "a time that opens the sentence": (
        "At 9 months, 34 of 62 patients (54.8%) were better; 17 (27.4%) were well, while 11 (17.7%) were worse.",
        {"54.8": "9", "27.4": "9", "17.7": "9"},
    ),
    "a semicolon in a bracket": (
        "Healing at 7 weeks was alike (84% with a cast; 81% with a brace).",
        {"84": "7", "81": "7"},
    ),
    "k times in turn, arm after arm": (
        "Survival at 2 and 4 years was 92% and 83% for women and 88% and 77% for men.",
        {"92": "2", "83": "4", "88": "2", "77": "4"},
    ),
    "k times in turn, pair after pair": (
        "Survival at 2 and 4 years was 92% vs 83% and 88% vs 77%.",
        {"92": "2", "83": "2", "88": "4", "77": "4"},
    ),
    "a list of times is for its own clause": (
        "The 4- and 15-year survival was 53% and 11%; in the others it was 96% at 4 years and 82% at 15 years.",
        {"53": "4", "11": "15", "96": "4", "82": "15"},
    ),
    "medians between the rates": (
        "The 2- and 4-year survival was 57% and 31% for burns (median 28 months), 19% and 7% for frostbite (median 11 "
        "months).",
        {"57": "2", "31": "4", "19": "2", "7": "4"},
    ),
    "since baseline": (
        "Mean (SD) itch at baseline, 5 days and 2 years was 6.8 (1.7), 4.5 (2.2) and 2.9 (2.4).",
        {"6.8": None, "4.5": "5", "2.9": "2"},
    ),
    "hours": (
        "Thirty-six and 60 h after the bath the level was 6.3 and 3.7 ng/ml.",
        {"6.3": "36", "3.7": "60"},
    ),
    "a day told by its place": (
        "Of 40 patients, 29 (72.5%) went home on the fourth postoperative day.",
        {"72.5": "4"},
    ),
}


@pytest.mark.parametrize(("text", "times"), TIMES.values(), ids=TIMES.keys())
def test_each_result_has_the_time_it_was_seen_at(text: str, times: dict[str, str | None]) -> None:
    told = {f.value_printed: str(f.time.value) if f.time else None for f in study(text).findings}
    assert {value: told[value] for value in times} == times


def test_a_p_value_has_a_time_too() -> None:
    text = "Sleep did not differ at one month (p = 0.42) but it did at 1 year (p = 0.03)."
    assert [str(f.time.value) if f.time else None for f in study(text).findings] == ["1", "1"]
