"""When two numbers, two kinds or two names are the same to a fair reader."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

# one string each, split where it is used: twenty quoted words a line are hard to read
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: value for value, word in enumerate(ONES.split())}
NUMBER_WORDS |= {word: 20 + 10 * value for value, word in enumerate(TENS.split())}
NUMBER_WORDS |= {
    f"{ten}{sep}{one}": NUMBER_WORDS[ten] + NUMBER_WORDS[one]
    for ten in TENS.split()
    for one in ONES.split()[1:10]
    for sep in "- "
}
# "all" and "half" are shares in per cent, as the gold writes them
NUMBER_WORDS |= {
    "no": 0, "none": 0, "neither": 0, "a": 1, "an": 1, "single": 1, "once": 1, "twice": 2, "both": 2, "half": 50,
    "all": 100,
}  # fmt: skip
THOUSANDS = re.compile(r"(?<=\d)[,\u2009\u202f\u00a0 ](?=\d{3})")

KINDS = {
    "rate_at_time": "proportion", "rate": "proportion", "percentage": "proportion", "n": "count",
    "cohort_size": "count", "hazard_ratio": "ratio", "odds_ratio": "ratio", "relative_risk": "ratio",
    "risk_ratio": "ratio", "effect_ratio": "ratio", "difference": "other", "score": "other", "maximum": "other",
    "total": "other",
}  # fmt: skip

ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ities", "ity", "ies", "ical", "ically", "ives", "ive", "eds",
    "ed", "es", "al", "s", "y", "e",
)  # fmt: skip
# words that say nothing of what was measured
HOLLOW = (
    "the a an of in at to for and or with by on from after before during among who had have has was were is are be "
    "patients patient cases case subjects group rate rates number percentage proportion total overall mean median "
    "value study cohort all year years month months day days postoperative postoperatively"
)
TELLS_NOTHING = frozenset(HOLLOW.split())


def number(printed: object) -> Decimal | None:
    """Return the number that a printed token stands for, in lowest terms, or None.

    >>> number("1,024"), number("Forty-three"), number("55·8%"), number("many")
    (Decimal('1024'), Decimal('43'), Decimal('55.8'), None)
    """
    if printed is None or isinstance(printed, bool):
        return None
    text = str(printed).strip().lower().replace("·", ".").replace("−", "-")
    if text in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[text])
    try:
        return Decimal(THOUSANDS.sub("", text).strip("%<>=~ ")).normalize()
    except InvalidOperation:
        return None


def numbers(printed: object) -> list[Decimal | None]:
    """Return the numbers of a pair such as ``["10.1", "22.3"]``; none of a missing one."""
    return [number(part) for part in printed] if isinstance(printed, (list, tuple)) else []


def kind(name: str) -> str:
    """Return what a measure is called in the coarse scheme of the gold: a hazard ratio is a ratio."""
    return KINDS.get(name, name)


def alike(one: str, other: str) -> bool:
    """Return whether two names mean the same outcome or arm, going by the stems of their telling words.

    They do when half of the shorter and a quarter of the longer one are shared.

    >>> alike("rate of gross total resection", "gross total resections"), alike("pain relief", "mortality")
    (True, False)
    """
    left, right = stems(one), stems(other)
    if not left or not right:
        return one.strip().lower() == other.strip().lower()
    shared = len(left & right)
    return 2 * shared >= min(len(left), len(right)) and 4 * shared >= max(len(left), len(right))


def stems(name: str) -> set[str]:
    """Return the telling words of a name without their endings."""
    return {_stem(word.lower()) for word in re.findall(r"[A-Za-z]{2,}|\d+", name) if word.lower() not in TELLS_NOTHING}


def _stem(word: str) -> str:
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= 4), "")
    return word.removesuffix(ending)
