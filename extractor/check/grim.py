"""Check that some whole number of patients gives the printed percentage (GRIM; INSPECT-SR 4.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.check.bounds import always_fits, counts, cut_off_count, digits
from extractor.check.candidates import candidates, other_number
from extractor.check.countable import (
    COMPARED,
    ESTIMATED_WORDS,
    is_all_or_none,
    is_assumed,
    is_of_everyone,
    is_percentage,
    may_be_estimate,
    measures_something,
    named_subgroup,
    sentence,
    why_not_countable,
)
from extractor.check.wording import moment, share
from extractor.model import Check, Concept, Finding, Input, Study, Verdict

LISTED = 7  # smaller denominators named in a reason
SMALL = 10  # patients; a share of fewer is said in words as often as it is counted
MANY = 2  # misfits that put a denominator in doubt
LARGEST = 2000  # no denominator above it is looked at when naming them
# the group just named
OF_THEM = re.compile(r"followed[- ]up|follow[- ]?up|\bof (?:these|those|them|which|whom)\b", re.I)
OPERATORS = ("=", "<", ">", "<=", ">=")


def grim(finding: Finding, study: Study, concepts: Sequence[Concept] = ()) -> Check | None:
    """Return whether a count of patients fits the percentage, or None when there is nothing to compare.

    A percentage of N patients can only be one of N + 1 values. The printed zeros count, halves may have been
    rounded either way, and a value cut off instead of rounded is accepted and called so. A result with its own
    numerator is left to ``count_percentage``.

    Source:
        Brown & Heathers 2017, doi:10.1177/1948550616673876.
    """
    if not is_percentage(finding) or not finding.denominator or finding.numerator is not None:
        return None
    if is_all_or_none(finding):
        return None  # true of any number of patients
    verdict, reason = _judged(finding, study, concepts)
    return Check(finding.id, "grim", verdict, reason, _considered(finding, study) if "our reading" in reason else ())


def _considered(finding: Finding, study: Study) -> tuple[Input, ...]:
    """Return the denominators the share was held against, for whoever asks the database."""
    return tuple(
        Input("denominator" if it.chosen else "candidate", f"{it.size}: {it.group}")
        for it in candidates(finding, study)
    )


def chance(percentage: Decimal, total: int) -> Decimal:
    """Return how likely a random percentage with as many digits fits *total* patients, 0 to 1."""
    return min(Decimal(1), Decimal(total) / Decimal(100).scaleb(digits(percentage)))


def _judged(finding: Finding, study: Study, concepts: Sequence[Concept]) -> tuple[Verdict, str]:
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    reason = why_not_countable(finding, study)
    if reason:
        return "unchecked", reason
    if measures_something(finding, study):
        return "unchecked", f"the {total} printed with it measures something, it counts no patients"
    if finding.operator != "=":
        return _limit(finding, value, total)
    if always_fits(value, total):
        kind = "whole percentage" if digits(value) == 0 else f"percentage with {digits(value)} decimals"
        kind = kind.replace("1 decimals", "1 decimal")
        return "unchecked", f"with {total} patients every {kind} is possible: cannot be checked"
    by_chance = _by_chance(value, total)
    for count in counts(value, total):
        return "consistent", f"{share(count, total, _places(value))}, which rounds to {value} %; {by_chance}"
    cut = cut_off_count(value, total)
    if cut is not None:
        told = share(cut, total, _places(value))
        return "consistent", f"cut off, not rounded: {value} % is {cut}/{total} ({told}); {by_chance}"
    return _misfit(finding, study, concepts)


def _misfit(finding: Finding, study: Study, concepts: Sequence[Concept]) -> tuple[Verdict, str]:
    """Return the verdict on a percentage no count fits: doubt our reading of its denominator first."""
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    impossible = f"{value} % is no count of {total}: {_neighbours(value, total)}, {_by_chance(value, total)}"
    doubt = _doubt(finding, study) or (
        _doubt_of_ours(finding, study) if finding.denominator_source != "stated" else None
    )
    if doubt:
        ours = "" if finding.denominator_source == "stated" else f"; {_our_reading(finding)}"
        return "unchecked", f"{impossible}; but {doubt}{ours}"
    if not is_assumed(finding):
        group = f" ({finding.denominator_reason})" if finding.denominator_reason else ""
        return "inconsistent", f"{impossible}{group}. {_what_would_fit(value, total)}"
    those = next((f": {c.share_of}" for c in concepts if c.id == finding.concept and c.share_of), "")
    return "inconsistent", f"{impossible}. {_what_would_fit(value, total)}{those}. T{_our_reading(finding)[1:]}"


def _doubt(finding: Finding, study: Study) -> str | None:
    """Return why a percentage may be no count at all, even where its denominator is printed."""
    assert finding.value is not None and finding.denominator is not None
    if may_be_estimate(finding):
        return "such a rate is often an estimate, not a count"
    if ESTIMATED_WORDS.search(sentence(finding, study)):
        return "an average, a model or a rate per time is not a count"
    if finding.ci is not None:
        return "an estimate with an interval may have been weighted"
    if finding.denominator_source != "stated" and not _smaller(finding.value, finding.denominator):
        return "no smaller group fits either: probably not a share of patients"
    return None


def _doubt_of_ours(finding: Finding, study: Study) -> str | None:
    """Return why our reading of the denominator may be wrong, so that the paper is not blamed for it.

    A flag needs a share with a decimal, said of everybody (or of the group just counted), in a sentence that tells of
    one group only; naive GRIM against the cohort fails on a quarter of all abstracts.
    """
    value, total = finding.value, finding.denominator
    assert value is not None and total is not None
    for rival in candidates(finding, study)[1:]:
        if rival.fits and 2 * rival.size < 100 * 10 ** digits(value):
            return f"it can be one of {rival.size} ({rival.group})"
    if finding.time is not None:
        return f"how many were seen at {moment(finding.time)} is not printed"
    narrower = named_subgroup(finding, study)
    if narrower and is_assumed(finding):
        return f"it is said of {narrower}, whose number is not known"
    if digits(value) == 0:
        return "whole percentages are often rounded roughly"
    if total < SMALL or any(arm.role in ("intervention", "control") for arm in study.arms):
        return "which group it is of is not certain"
    if finding.denominator_source == "subgroup":
        return None if _is_of_those_counted(finding, study) else "which group it is of is not certain"
    if study.cohort and study.cohort.how != "stated":
        return f"the cohort is our {study.cohort.how}"
    if not is_of_everyone(finding, study):
        return "that it is one of all patients is not said"
    other = other_number(finding, study)
    if other is not None:
        return f"it can be one of {other}, which the abstract counts too"
    return _doubt_of_the_cohort(finding, study)


def _is_of_those_counted(finding: Finding, study: Study) -> bool:
    """Return whether the sentence tells of one named group only, and its size was read without guessing."""
    group = (finding.denominator_reason or "").replace(str(finding.denominator), "", 1)
    if "named just before" in group:
        return False
    plain = not any(character in "0123456789(=<>≥≤%:" for character in group)
    words = OF_THEM.sub("", sentence(finding, study))
    return plain and finding.arm is None and not COMPARED.search(words)


def _doubt_of_the_cohort(finding: Finding, study: Study) -> str | None:
    """Return that another number than the cohort was counted, when the other percentages say so too."""
    total = finding.denominator
    assert total is not None
    fits = [
        bool(counts(other.value, total)) or cut_off_count(other.value, total) is not None
        for other in study.findings
        if _alike(other, finding, study) and other.value is not None
    ]
    if fits.count(False) >= MANY and fits.count(False) > fits.count(True):
        return f"{fits.count(False)} percentages do not fit {total}: probably another number was counted"
    return None


def _alike(other: Finding, finding: Finding, study: Study) -> bool:
    """Return whether *other* is a checkable percentage with the same assumed denominator."""
    same = (other.denominator, other.denominator_source) == (finding.denominator, finding.denominator_source)
    if not same or not is_percentage(other) or other.numerator is not None or other.operator != "=":
        return False
    assert other.value is not None and other.denominator is not None
    return not always_fits(other.value, other.denominator) and why_not_countable(other, study) is None


def _neighbours(value: Decimal, total: int) -> str:
    """Return the counts just under and just over the percentage with what they are."""
    below = min(total - 1, int(value * total / 100))
    places = _places(value)
    return f"{share(below, total, places)} and {share(below + 1, total, places)}"


def _smaller(value: Decimal, total: int) -> list[int]:
    """Return the smaller denominators of which some count rounds to *value* per cent."""
    return [size for size in range(1, min(total, LARGEST)) if counts(value, size)]


def _what_would_fit(value: Decimal, total: int) -> str:
    """Return which smaller denominators would fit, so that the reader can recognise the group."""
    sizes = _smaller(value, total)
    if not sizes:
        return "No smaller group fits either"
    named = ", ".join(f"{size}" for size in sizes[:LISTED])
    more = " …" if len(sizes) > LISTED else ""
    first = share(counts(value, sizes[0])[0], sizes[0], _places(value))
    return f"It is a count of {named}{more} patients ({first}), so the denominator is probably a smaller group"


def _our_reading(finding: Finding) -> str:
    group = finding.denominator_reason or ("the group" if finding.denominator_source == "arm" else "the whole cohort")
    return f"that it is a share of {finding.denominator} ({group}) is our reading"


def _limit(finding: Finding, value: Decimal, total: int) -> tuple[Verdict, str]:
    """Return whether any count satisfies ``> 95 %``, ``<= 1 %``."""
    operator = finding.operator
    if operator not in OPERATORS:
        return "unchecked", f"an approximate percentage ({operator} {value} %) cannot be checked"
    near = int(value * total / 100)
    edge = [k for k in range(near - 1, near + 3) if 0 <= k <= total and satisfies(k, total, operator, value)]
    if not edge:
        return (
            "inconsistent" if finding.denominator_source == "stated" else "unchecked",
            f"no count of {total} is {operator} {value} %",
        )
    first, last = (0, edge[-1]) if operator.startswith("<") else (edge[0], total)
    which = f"{first}/{total}" if first == last else f"{first}/{total} to {last}/{total}"
    return "consistent", f"{which} would be {operator} {value} %"


def satisfies(count: int, total: int, operator: str, value: Decimal) -> bool:
    """Return whether *count* of *total* obeys an inequality with a percentage, exactly."""
    exact, limit = 100 * count, value * total
    return {"<": exact < limit, ">": exact > limit, "<=": exact <= limit, ">=": exact >= limit}[operator]


def _by_chance(value: Decimal, total: int) -> str:
    """Return how strong the check is: how often a percentage of no meaning would have passed it."""
    likely = chance(value, total) * 100
    often = f"{likely:.0f}" if likely >= 1 else f"{likely:.1g}"
    return f"by chance {often} of 100 such percentages fit"


def _places(value: Decimal) -> int:
    return max(2, digits(value) + 1)
