"""Printed numbers as ``Decimal``: digits with their zeros, number words, fractions, none and all."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

UP_TO_NINETEEN = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(UP_TO_NINETEEN.split())}
TENS = {word: 10 * value for value, word in enumerate(FROM_TWENTY.split(), start=2)}
ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = {word: value for value, word in enumerate(ORDINAL_WORDS.split(), start=1)}
SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
ZERO = {"no", "none", "neither", "nobody", "without", "nil", "not"}
ALL = {"all", "every", "each", "both"}
POWERS = {"thousand": 1000, "million": 1_000_000}
MANY = re.compile(r"(\d+(?:\.\d+)?)\s(thousand|million)")
SMALLER = {"year": 12, "week": 7, "hour": 60, "minute": 60}  # months, days, minutes, seconds
MIXED = re.compile(r"(\d+)\s(year|week|hour|minute)s?,?\s(?:and\s)?(\d+)")  # 2 years and 5 (months)
THIN = "\u2009\u202f\u00a0\u2007\u2008\u200a"  # blanks a publisher prints between thousands

THOUSANDS_MARK = re.compile(rf"(?<=\d)[,\s{THIN}](?=\d{{3}})")
NUMERAL = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def decimal(printed: str, *, unit: str | None = None) -> Decimal | None:
    """Return the number that *printed* stands for, its zeros kept, or None when it stands for none.

    Args:
        printed: The characters of the paper: ``"0·50"``, ``"1,024"``, ``"Forty-three"``, ``"two thirds"``.
        unit: "%" makes ``all`` a hundred and ``half`` fifty; otherwise ``all`` stands for nothing.

    >>> decimal("0·50"), decimal("1,024"), decimal("Two hundred and forty-nine"), decimal("two thirds", unit="%")
    (Decimal('0.50'), Decimal('1024'), Decimal('249'), Decimal('66.7'))
    """
    text = printed.strip().lower().replace("·", ".").replace("−", "-").replace("–", "-").strip("%<>=~ ")
    if unit == "%" and " in " in text:
        return share(text)
    if re.match(r"[-.\d]", text):
        return digits(text)
    if text in ZERO:
        return Decimal(0)
    if text in ORDINALS:
        return Decimal(ORDINALS[text])
    if unit == "%":
        return Decimal(100) if text in ALL else share(text)
    return words(text)


@lru_cache(maxsize=4096)
def digits(text: str) -> Decimal | None:
    """Return the number written in digits, thousands marks dropped; of two units the smaller one counts.

    >>> digits("1,024"), digits("2.5 million"), digits("2 years and 5")
    (Decimal('1024'), Decimal('2500000'), Decimal('29'))
    """
    if " x 10" in text.replace("×", "x"):
        base, power = re.split(r"\s?[x×]\s?10", text, maxsplit=1)
        return Decimal(base.strip()).scaleb(int(power))
    if many := MANY.fullmatch(text):
        return (Decimal(many[1]) * POWERS[many[2]]).quantize(Decimal(1))
    if mixed := MIXED.fullmatch(text):
        return Decimal(mixed[1]) * SMALLER[mixed[2]] + Decimal(mixed[3])
    joined = THOUSANDS_MARK.sub("", text)
    return Decimal(joined) if NUMERAL.fullmatch(joined) else None


@cache
def words(text: str) -> Decimal | None:
    """Return the whole number written in words, up to the millions.

    >>> words("one thousand two hundred and five"), words("two million three hundred thousand")
    (Decimal('1205'), Decimal('2300000'))
    """
    total = current = 0
    seen = False
    for word in re.split(r"[\s,-]+", text):
        if word == "and":
            continue
        if word in ("a", "an", "another") and not seen:
            current = 1
        elif word in ONES or word in TENS:
            current += ONES.get(word, TENS.get(word, 0))
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in POWERS:
            total += max(current, 1) * POWERS[word]
            current = 0
        else:
            return None
        seen = True
    return Decimal(total + current) if seen else None


def share(text: str) -> Decimal | None:
    """Return a fraction in words as per cent, one decimal: two thirds is 66.7, one in five is 20."""
    whole = words(text)
    if whole is not None:
        return whole
    if text == "half":
        return Decimal(50)
    ratio = re.fullmatch(r"(\w+)(?:[-\s]+in\s+(?:every\s+)?(\w+)|[-\s]+(half|third|quarter|fifth|tenth)s?)", text)
    if not ratio:
        return None
    top = decimal(ratio[1])
    bottom = Decimal(SHARES[ratio[3]]) if ratio[3] else decimal(ratio[2])
    if top is None or not bottom:
        return None
    per_cent = (100 * top / bottom).quantize(Decimal("0.1"))
    return per_cent.quantize(Decimal(1)) if per_cent == per_cent.to_integral_value() else per_cent
