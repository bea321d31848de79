"""A result told twice is one finding: the fullest telling stays, in the results rather than the conclusion."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.glue import GLUE
from extractor.model import Finding

AGAIN = ("conclusions", "title")  # sections that repeat what others tell first
LETTERS = re.compile(r"[A-Za-z]{2,}")


def told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that another finding tells as well or better, in their order."""
    kept: list[Finding] = []
    size = next((f for f in findings if f.category == "cohort_size" and f.outcome == "cohort size"), None)
    for f in findings:
        if size is not None and says_size_again(f, size):
            continue
        twin = next((i for i, k in enumerate(kept) if same(k, f)), None)
        if twin is None:
            kept.append(f)
        elif fullness(f) > fullness(kept[twin]):
            kept[twin] = f
    return sorted(kept, key=lambda f: (f.start, f.end))


def says_size_again(f: Finding, size: Finding) -> bool:
    """Say whether *f* only tells once more how many the cohort holds: ``these 80 patients``."""
    told = f.rule == size.rule == "count-of-people" and f.category != "cohort_size"
    return told and f.value == size.value and f.sentence != size.sentence


def same(a: Finding, b: Finding) -> bool:
    """Say whether two findings tell the same fact: value, measure, arm, time agree and the outcomes share words."""
    if a.measure != b.measure or a.value != b.value or (a.value is None and a.range != b.range):
        return False
    if a.category == b.category == "cohort_size":
        return a.sentence != b.sentence
    if a.sentence == b.sentence or (a.arm and b.arm and a.arm != b.arm) or (a.time and b.time and a.time != b.time):
        return False
    if a.value is not None and a.value in (0, 100) and a.value_printed and not a.value_printed[0].isdigit():
        return False  # "no deaths" and "no leaks" are told with the same word
    return bool(a.concept and a.concept == b.concept) or alike(a, b)


def alike(a: Finding, b: Finding) -> bool:
    """Say whether the words of two outcomes agree; a conclusion may say the same with other words."""
    x, y = stems(a.outcome), stems(b.outcome)
    shared = len(x & y)
    if (a.section in AGAIN or b.section in AGAIN) and a.measure in ("proportion", "median", "mean", "ratio"):
        odd = a.value is None or a.value % 1 != 0  # the same decimals by chance are rare
        if odd or shared:
            return True
    return bool(x and y) and shared * 2 >= min(len(x), len(y)) and shared * 4 >= max(len(x), len(y))


def stems(outcome: str) -> set[str]:
    """Return the first five letters of the words that say something."""
    return {w.lower()[:5] for w in LETTERS.findall(outcome) if w.lower() not in GLUE}


def fullness(f: Finding) -> tuple[int, int]:
    """Return how much a telling says: not in the title or the conclusion first, then how many numbers."""
    return (-1 if f.section in AGAIN else 0, len(f.spans))
