"""What each check asks, and which check of INSPECT-SR it is, where it is one.

INSPECT-SR (Wilkinson 2025, doi:10.1101/2025.09.03.25334905) is Cochrane's list for judging whether a trial can be
trusted; its 4.6 asks whether numbers of participants agree, 4.8 is GRIM and its kin, 4.9 is about errors in statistics.
"""

from __future__ import annotations

NAMES: dict[str, tuple[str, str | None]] = {
    "arms_sum": ("the arms make up the cohort", "4.6"),
    "complementary_parts": ("percentages that share out everyone make 100", "4.6"),
    "count_percentage": ("n/N is the percentage beside it", "4.8"),
    "free_under_overall": ("event-free survival is not above overall survival", None),
    "grim": ("the percentage is a count of whole patients", "4.8"),
    "interval_holds_estimate": ("the interval holds its estimate", "4.9"),
    "interval_level": ("the interval's level is one", "4.9"),
    "iqr_holds_estimate": ("the quartiles hold their median", "4.9"),
    "n_told_twice": ("title and abstract count the same patients", "4.6"),
    "numbers_together": ("the whole numbers can all be true", "4.6"),
    "p_interval": ("the p-value is the one its interval gives", "4.9"),
    "p_possible": ("the p-value is one", "4.9"),
    "part_of_whole": ("the part is not larger than the whole", "4.6"),
    "parts_sum": ("counts that share out everyone make the whole", "4.6"),
    "range_holds_estimate": ("the range holds its centre", "4.9"),
    "range_holds_quartiles": ("the range holds the quartiles", "4.9"),
    "ratio_centred": ("the ratio is the middle of its interval", "4.9"),
    "sexes_sum": ("men and women make up their group", "4.6"),
    "spread_possible": ("the standard deviation can be one", "4.8"),
    "survival_falls": ("survival does not rise with time", None),
    "told_twice": ("a result told twice has one value", None),
}


def asked(name: str) -> str:
    """Return what a check asks: ``the percentage is a count of whole patients (INSPECT-SR 4.8)``."""
    question, item = NAMES.get(name, (name.replace("_", " "), None))
    return f"{question} (INSPECT-SR {item})" if item else question
