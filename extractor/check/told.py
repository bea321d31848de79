"""Say whether a text prints a whole number, in digits or in words."""

from __future__ import annotations

import re

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def is_told(number: int, text: str) -> bool:
    """Return whether *text* prints *number*, in digits or in words: the size of another stage of the study."""
    if re.search(rf"(?<![\d.,]){number}(?![\d]|[.,]\d|\s?%)", text) or re.search(rf"(?<![\d.,]){number:,}(?!\d)", text):
        return True
    words = spelled(number)
    return words is not None and re.search(rf"\b{words}\b", text, re.I) is not None


def spelled(number: int) -> str | None:
    """Return a pattern for *number* in words, up to 199: ``one hundred (and )?two``, ``forty[- ]four``."""
    if not 0 < number < 200:
        return None
    if number >= 100:
        rest = spelled(number - 100)
        return r"(?:one|a) hundred" + (rf"[- ](?:and )?{rest}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"[- ]?{ONES[number % 10]}" if number % 10 else "")
