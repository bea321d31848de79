"""When each result of a sentence was seen: of lists, of pairs, of sentences that open with a time."""

from __future__ import annotations

import pytest

from tests.reading import study

TIMES = {
    "both of a pair, the time behind it": (
        "Grafts of vein stayed open more often than those of fabric (71.4% versus 33.9% at 30 months).",
        {"71.4": "30", "33.9": "30"},
    ),
    "two pairs, each with its time behind it": (
        "Survival was 81% in stage one and 64% in stage two at 2 years, and 72% in stage one and 49% in stage two at "
        "4 years.",
        {"81": "2", "64": "2", "72": "4", "49": "4"},
    ),
    "the point of vs. ends nothing": (
        "At 2 months pain was lower in those with a brace (1.4 ± 0.3 vs. 2.7 ± 0.9).",
        {"1.4": "2", "2.7": "2"},
    ),
    "a time and its bracket, then another": (
        "Pain was lower at 2 months (1.4 ± 0.3 vs. 2.7 ± 0.9) and 6 months (1.1 ± 0.2 vs. 1.9 ± 0.8).",
        {"1.4": "2", "2.7": "2", "1.1": "6", "1.9": "6"},
    ),
    "a time that opens the sentence": (
        "At 12 months, 31 of 58 patients (53.4%) were better; 15 (25.9%) were well, while 12 (20.7%) were worse.",
        {"53.4": "12", "25.9": "12", "20.7": "12"},
    ),
    "a semicolon in a bracket": (
        "Healing at 6 weeks was alike (91% with a cast; 88% with a brace).",
        {"91": "6", "88": "6"},
    ),
    "k times in turn, arm after arm": (
        "Survival at 1 and 2 years was 95% and 89% for women and 93% and 84% for men.",
        {"95": "1", "89": "2", "93": "1", "84": "2"},
    ),
    "k times in turn, pair after pair": (
        "Survival at 1 and 2 years was 95% vs 89% and 93% vs 84%.",
        {"95": "1", "89": "1", "93": "2", "84": "2"},
    ),
    "a list of times is for its own clause": (
        "The 5- and 20-year survival was 47% and 8%; in the others it was 99% at 5 years and 86% at 20 years.",
        {"47": "5", "8": "20", "99": "5", "86": "20"},
    ),
    "medians between the rates": (
        "The 3- and 5-year survival was 46% and 23% for sarcoma (median 20 months), 13% and 9% for melanoma (median 5 "
        "months).",
        {"46": "3", "23": "5", "13": "3", "9": "5"},
    ),
    "since baseline": (
        "Mean (SD) pain at baseline, 3 days and 1 year was 7.4 (1.9), 4.1 (2.8) and 3.2 (2.5).",
        {"7.4": None, "4.1": "3", "3.2": "1"},
    ),
    "hours": (
        "Twenty-four and 72 h after surgery the level was 5.1 and 2.8 ng/ml.",
        {"5.1": "24", "2.8": "72"},
    ),
    "a day told by its place": (
        "Of 40 patients, 31 (77.5%) went home on the third postoperative day.",
        {"77.5": "3"},
    ),
}


@pytest.mark.parametrize(("text", "times"), TIMES.values(), ids=TIMES.keys())
def test_each_result_has_the_time_it_was_seen_at(text: str, times: dict[str, str | None]) -> None:
    told = {f.value_printed: str(f.time.value) if f.time else None for f in study(text).findings}
    assert {value: told[value] for value in times} == times


def test_a_p_value_has_a_time_too() -> None:
    text = "Pain did not differ at one month (p = 0.31) but it did at 1 year (p = 0.02)."
    assert [str(f.time.value) if f.time else None for f in study(text).findings] == ["1", "1"]
