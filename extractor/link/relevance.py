"""Which quantities are results of this study, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Quantity, Sentence

OTHERS = re.compile(
    r"\b(?:literature|previous(?:ly)? (?:reported|published|studies)|other (?:authors|studies|series|investigators)|others have|has been reported|have been reported|"
    r"worldwide|in the United States|in the general population|annual(?:ly)?|each year|per year in|prevalence of|accounts? for|represents?|is the (?:most|second|third)|it is estimated|reported (?:rates?|incidence))\b",
    re.I,
)
AIM = re.compile(r"\b(?:to (?:determine|evaluate|assess|compare|investigate|examine|study|test|describe|report|identify|analy[sz]e|review))\b", re.I)
COUNTS_PEOPLE = ("count-of-people", "n-equals", "count-of-things", "thousands-with-blank")


def is_result(text: str, sentences: Sequence[Sentence], q: Quantity) -> str | None:
    """Return None when *q* is a result of this study, otherwise why it is not.

    The background of a structured abstract tells other people's figures; so does a sentence of an
    unstructured one that says so (``10 to 15% of all tumours`` in the introduction).
    """
    sentence = next((s for s in sentences if s.start <= q.start < s.end), None)
    if sentence is None or sentence.section in ("furniture", "duplicate"):
        return "outside the abstract"
    whole = text[sentence.start : sentence.end]
    if sentence.section in ("background", "objective"):
        own = q.rule in COUNTS_PEOPLE and re.search(r"\b(?:we|our|this (?:study|series|report|paper)|series of|were|underwent|treated|evaluat|in a (?:series|cohort))\b", whole, re.I)
        return None if own else "figure quoted in the background"
    if sentence.section == "title":
        return None if q.rule in COUNTS_PEOPLE else "in the title"
    if sentence.section == "abstract" and OTHERS.search(whole) and not re.search(r"\b(?:we|our|this (?:study|series))\b", whole, re.I):
        first = next(s for s in sentences if s.section == "abstract")
        if sentence.start - first.start < 500:
            return "figure quoted from elsewhere"
    if q.measure == "p_value" and re.search(r"\b(?:significance|significant)\b[^.]{0,40}\b(?:set|defined|considered|level|accepted)\b|statistical analys", whole, re.I):
        return "level of significance"
    return None
