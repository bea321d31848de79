"""A check in a few words, for the line of a result; what it asks and its arithmetic unfold below."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Check

SIGNS = {"consistent": "✓", "inconsistent": "▲", "unchecked": "–"}
WORST = ("inconsistent", "consistent", "unchecked")
# by check: what is said when it fits, and when it does not
SHORT = {
    "arms_sum": ("arms add up", "arms do not add up"),
    "complementary_parts": ("parts make 100%", "parts do not make 100%"),
    "count_percentage": ("count fits", "count and percentage differ"),
    "free_under_overall": ("below overall survival", "above overall survival"),
    "grim": ("a count fits", "no count fits"),
    "interval_holds_estimate": ("inside its interval", "outside its interval"),
    "interval_level": ("level of interval fits", "impossible level"),
    "iqr_holds_estimate": ("inside its quartiles", "outside its quartiles"),
    "n_told_twice": ("same n in title", "another n in title"),
    "numbers_together": ("numbers agree", "numbers cannot all be true"),
    "p_interval": ("P fits its interval", "P and interval differ"),
    "p_possible": ("P can be one", "no possible P"),
    "part_of_whole": ("part of its whole", "part exceeds its whole"),
    "parts_sum": ("parts add up", "parts do not add up"),
    "range_holds_estimate": ("inside its range", "outside its range"),
    "range_holds_quartiles": ("range holds quartiles", "quartiles outside range"),
    "ratio_centred": ("middle of its interval", "not the middle of its interval"),
    "sexes_sum": ("sexes add up", "sexes do not add up"),
    "spread_possible": ("spread is possible", "impossible spread"),
    "survival_falls": ("survival falls", "survival rises"),
    "told_twice": ("told alike twice", "told differently"),
}


def short(check: Check) -> str:
    """Return a verdict in two to five words.

    >>> short(Check("f1", "grim", "inconsistent", "91.7 % is no count of 249 ..."))
    'no count fits'
    """
    fits, differs = SHORT.get(check.name, (f"{named(check)} fits", f"{named(check)} does not fit"))
    return {"consistent": fits, "inconsistent": differs}.get(check.verdict, "could not be checked")


def named(check: Check) -> str:
    """Return a check's name as words."""
    return check.name.replace("_", " ")


def summed_up(checks: Sequence[Check]) -> tuple[str, str]:
    """Return the verdict that counts of several and what to say of them; nothing for none."""
    for verdict in WORST:
        alike = list(dict.fromkeys(short(c) for c in checks if c.verdict == verdict))
        if alike:
            more = f" +{len(alike) - 1}" if len(alike) > 1 else ""
            return verdict, alike[0] + more
    return "", ""
