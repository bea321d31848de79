"""Check that the printed count and the printed percentage agree (INSPECT-SR 4.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractor.check.bounds import counts, digits, is_cut_off
from extractor.check.countable import (
    ESTIMATED_WORDS,
    PATIENT_WORDS,
    WEIGHTED,
    in_digits,
    is_estimate,
    is_percentage,
    measures_something,
    sentence,
)
from extractor.check.grim import OPERATORS, satisfies
from extractor.check.wording import listed, share
from extractor.model import Check, Finding, Study, Verdict

LISTED = 3  # denominators that would agree, named in a reason
FARTHEST = 1000  # patients away from the likeliest denominator
SEVERAL = 3  # counts that all differ from their percentages
SMALL = 10  # a number below it may be the name of a group
NEAR = 20  # characters
ARTICLE = r"(?:the|all|these|those|our|a total of)?\s*"
OF = r"(?:/|(?:out\s+)?of|in|from|among)\s*"
# what may stand between two of the numbers of one n/N (x %), by what they are
JOINED = {
    ("numerator", "denominator"): re.compile(rf"\s*(?:[a-z-]+\s+){{0,2}}{OF}{ARTICLE}$", re.I),
    ("numerator", "value"): re.compile(r"\s*(?:[a-z-]+\s+){0,2}[(\[,;:=\s]*$", re.I),
    ("value", "numerator"): re.compile(r"[\s%]*(?:per ?cent)?[\s)\]]*[(\[,;:=\s]*(?:n\s*=\s*)?(?:or\s+)?$", re.I),
    ("value", "denominator"): re.compile(
        rf"[\s%]*(?:per ?cent)?[\s)\]]*(?:[a-z-]+\s+){{0,2}}{OF}{ARTICLE}(?:[a-z-]+\s+){{0,2}}$", re.I
    ),
    ("denominator", "value"): re.compile(r"[^\d]{0,35}$"),
    ("denominator", "numerator"): re.compile(r"[^\d.;]{0,60}$"),
}
# its own percentage follows: "12/39 and 17/39", "151 of 1,432 [10.5%]", "21/48 studies, or 44%"
ANOTHER = re.compile(
    r"\s*(?:and|or|,)\s+\d+\s*/\s*\d|\s*[\[(]\s*\d+(?:[.·]\d+)?\s*%|(?:\s+[a-z]+)?,?\s*(?:or|i\.e\.,?|=)\s*\d+(?:[.·]\d+)?\s*%"
)
# "5 patients (16.2%)", "21 (45%)"; not "group 2 (84%", "one (51.3%)" or "29 L/min (95%"
COUNT_BESIDE_SHARE = re.compile(
    rf"^(?:(?:\d[\d,]*|[a-z]+(?:[- ][a-z]+){{0,3}})\s+{PATIENT_WORDS}|\d[\d,]*)\s*[(\[]\s*\d+(?:[.·]\d+)?\s*%?\s*$",
    re.I,
)
PEOPLE = re.compile(PATIENT_WORDS, re.I)
OF_PATIENTS = re.compile(rf"\s+(?:[a-z]+\s+)?{PATIENT_WORDS}\b", re.I)
LABELS = re.compile(r"\b(?:group|grade|type|stage|class|level|phase|score|arm|cohort|step|cycle|dose)s?\b", re.I)
# what may stand before a count that is not the name of something: "FEC 75 (44.7%)" is a regimen
COUNT_FOLLOWS = re.compile(r"(?:^|[,;:(\[]|\b(?:in|and|or|was|were|only|by|had|for|while|with|included|the))\s*$", re.I)


def count_percentage(finding: Finding, study: Study) -> Check | None:
    """Return whether n/N gives the printed percentage, or None when there is nothing to compare.

    ``21/46 (45 %)`` is accepted as cut off instead of rounded. When the denominator is our reading, or not known at
    all, only a count and a percentage that agree in no group of any size do not fit.
    """
    if not is_percentage(finding) or finding.numerator is None:
        return None
    if finding.denominator and finding.numerator > finding.denominator and finding.denominator_source == "stated":
        return None  # part_of_whole speaks of it
    judged = _judged(finding, study) if finding.denominator else _without_whole(finding, study)
    return Check(finding.id, "count_percentage", *judged) if judged else None


def none_of_its_shares(checks: Sequence[Check]) -> list[Check]:
    """Return *checks* without the flags of an abstract whose every n/N differs from the percentage beside it.

    Then it prints estimates beside counts ("28/717 (5.54 %, three-year incidence)"), not mistakes.
    """
    told = [check for check in checks if check.name == "count_percentage" and check.verdict != "unchecked"]
    wrong = [check for check in told if check.verdict == "inconsistent"]
    if len(wrong) < SEVERAL or len(wrong) < len(told):
        return list(checks)
    says = "; so does every n/N of the abstract: probably estimates"
    return [replace(it, verdict="unchecked", reason=it.reason + says) if it in wrong else it for it in checks]


def _judged(finding: Finding, study: Study) -> tuple[Verdict, str]:
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    told = share(count, total, max(2, digits(value) + 1))
    if not in_digits(finding):
        return "unchecked", f"{told}; a share given in words is approximate"
    if finding.operator != "=":
        verdict, reason = _limit(finding.operator, value, count, total, told)
        return ("unchecked" if finding.denominator_source != "stated" else verdict), reason
    if count in counts(value, total):
        return "consistent", f"{told}, which rounds to {value} %"
    if is_cut_off(count, value, total):
        return "consistent", f"cut off, not rounded: {value} % is {count}/{total} ({told})"
    if is_estimate(finding, study):
        return "unchecked", f"{told}, but a rate at a time is an estimate, not a count"
    return _mismatch(finding, study, told)


def _limit(operator: str, value: Decimal, count: int, total: int, told: str) -> tuple[Verdict, str]:
    if operator not in OPERATORS:
        return "unchecked", f"{told}; an approximate percentage ({operator} {value} %) cannot be checked"
    if satisfies(count, total, operator, value):
        return "consistent", f"{told} is {operator} {value} %"
    return "inconsistent", f"{told}, not {operator} {value} %"


def _mismatch(finding: Finding, study: Study, told: str) -> tuple[Verdict, str]:
    """Return the verdict on a count and a percentage that disagree; our own reading of the whole is doubted first."""
    value, count, total = finding.value, finding.numerator, finding.denominator
    assert value is not None and count is not None and total is not None
    if finding.denominator_source == "stated":
        if _in_words(finding, study):
            return "unchecked", f"{told}, but in words: of other things than patients, or roughly"
        if not _belong_together(finding, study) or measures_something(finding, study):
            return "unchecked", f"{told}; whether the percentage is of these is not certain"
        if _padded(value) and count in counts(_unpadded(value), total):
            return "unchecked", f"{told}; {value} % fits without its last zero"
        words = sentence(finding, study)
        if WEIGHTED.search(words) or ESTIMATED_WORDS.search(words):
            return "unchecked", f"{told}, not {value} %, but it may be an average, a model or a rate per time"
        return "inconsistent", f"{told}, not {value} %{_meant(value, total)}"
    sizes = fitting_groups(count, value)
    if sizes:
        fitting = listed([str(size) for size in sizes[:LISTED]], "or")
        return "unchecked", f"{told}; {value} % would be {count} of {fitting}: probably another group than we read"
    return _of_no_group(finding, study)


def _in_words(finding: Finding, study: Study) -> bool:
    """Return whether the denominator was printed in words, and of no patients: ``three of the four zones``."""
    at, text = finding.spans.get("denominator"), study.document.text
    return at is not None and not text[at.start].isdigit() and not OF_PATIENTS.match(text, at.end)


def _padded(value: Decimal) -> bool:
    """Return whether a zero was printed that may say nothing: 50.70 in a table of 50.7."""
    return digits(value) > 1 and str(value).endswith("0")


def _unpadded(value: Decimal) -> Decimal:
    return Decimal(str(value)[:-1])


def _belong_together(finding: Finding, study: Study) -> bool:
    """Return whether count, whole and percentage stand side by side, with no other result's words between them.

    Not so in ``3/200 vision from detachment (18%)``, ``43% of acromegalics, 11/13``, ``30% and 44% (12/39 and 17/39)``
    and ``an ejection fraction below 40% (151 of 1,432 [10.5%])``.
    """
    names = ("value", "numerator", "denominator")
    known = sorted(((at, name) for name in names if (at := finding.spans.get(name))), key=lambda it: it[0].start)
    if len(known) < len(names):
        return True
    text = study.document.text
    joined = all(JOINED[a[1], b[1]].match(text[a[0].end : b[0].start]) for a, b in pairwise(known))
    last = known[-1][0].end
    return joined and not ANOTHER.match(text[last : last + NEAR])


def _without_whole(finding: Finding, study: Study) -> tuple[Verdict, str] | None:
    """Return the verdict on a count and a percentage of an unknown group, when there can be no such group."""
    value, count = finding.value, finding.numerator
    assert value is not None and count is not None
    exact = finding.operator == "=" and in_digits(finding)
    if not exact or not count or not 0 < value <= 100 or fitting_groups(count, value):
        return None
    return _of_no_group(finding, study)


def _of_no_group(finding: Finding, study: Study) -> tuple[Verdict, str]:
    """Return the verdict on a count that is its percentage of no group of any size.

    Certain only where count and percentage stand side by side as the count of something: ``5 patients (16.2%)``.
    """
    value, count = finding.value, finding.numerator
    if not value or not count:
        return "unchecked", f"{count} and {value} %; which group they are of is not certain"
    if _padded(value) and fitting_groups(count, _unpadded(value)):
        return "unchecked", f"{count} is {value} % of some group only without its last zero"
    told = f"{count} is {value} % of no group of any size{_nearest(finding)}"
    place, at = finding.spans.get("value"), finding.spans.get("numerator")
    text = study.document.text
    if place is None or at is None or place.start < at.start:
        return "unchecked", f"{told}; whether the percentage is of this count is not certain"
    beside = COUNT_BESIDE_SHARE.search(text[at.start : place.end])
    counted = at.start == finding.sentence.start or COUNT_FOLLOWS.search(text[finding.sentence.start : at.start])
    words = sentence(finding, study)
    doubtful = WEIGHTED.search(words) or ESTIMATED_WORDS.search(words) or is_estimate(finding, study)
    label = count < SMALL and not PEOPLE.search(beside[0] if beside else "") and LABELS.search(words)
    if not beside or not counted or doubtful or label or count == 1:
        return "unchecked", f"{told}; whether the percentage is of this count is not certain"
    return "inconsistent", told


def _nearest(finding: Finding) -> str:
    """Return what the count would be of the two groups whose size comes nearest to the percentage."""
    value, count = finding.value, finding.numerator
    assert value is not None and count is not None
    size = max(count, int(100 * count / value))
    places = max(2, digits(value) + 1)
    return f": {share(count, size, places)}, {share(count, size + 1, places)}"


def _meant(value: Decimal, total: int) -> str:
    """Return which count of *total* would be *value* per cent, when one is."""
    fitting = counts(value, total)
    return f"; {value} % of {total} would be {fitting[0]}" if len(fitting) == 1 else ""


def fitting_groups(count: int, value: Decimal) -> list[int]:
    """Return the denominators of which *count* rounds, or is cut off, to *value* per cent."""
    if not count or not value:
        return []
    near = int(100 * count / value)
    reach = min(FARTHEST, 2 + int(100 * count / (value * value * 10 ** digits(value))))
    sizes = range(max(count, near - reach), near + reach + 1)
    return [size for size in sizes if size and (count in counts(value, size) or is_cut_off(count, value, size))]
