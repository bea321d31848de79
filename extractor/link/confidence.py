"""How sure a finding is: the share of findings like it whose row a careful reader found right.

Each finding has *grounds*: what speaks for it or against it, by name, most of them 1 or 0. Their weights are in
``confidence.toml`` and say what each is worth in log odds: a sum, no more. They are made by
``python -m extractor.score.calibrate GOLD``; ``docs/accuracy.md`` says how far they can be trusted.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractor.learned import Said
from extractor.model import Finding, Span, Study

FILE = Path(__file__).with_suffix(".toml")
LEAST, MOST = 0.02, 0.98  # nothing here is certain
MANY = (1, 3, 6)  # findings in a sentence: alone, a few, several, more
WORDS = (1, 3, 7)  # of an outcome
FAR = 300  # characters of a long sentence
COMPARES = re.compile(r"\b(?:groups?|arms?|versus|vs|compared|than|whereas|respectively|those|survivors)\b", re.I)
CLIPPED = 0.02  # chances nearer to 0 and 1 count as this far from them


def graded(study: Study, heard: Said | None = None) -> Study:
    """Return *study*, each finding with its confidence from 0 to 1.

    Args:
        study: As linked; nothing of it but the confidences changes.
        heard: What the learned reader said of its text; None when it was not asked.
    """
    weights = made()["rules" if heard is None else "both"]
    told = grounds(study, heard)
    graded = (replace(it, confidence=confidence(told[it.id], weights)) for it in study.findings)
    return replace(study, findings=tuple(graded))


def confidence(told: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the chance that a finding with these grounds is right, in hundredths.

    >>> confidence({"always": 1.0, "concept": 1.0}, {"always": 0.2, "concept": 0.9, "title": -1.0})
    0.75
    """
    odds = sum(weights.get(name, 0.0) * value for name, value in told.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-odds)))), 2)


@cache
def made() -> Mapping[str, Mapping[str, float]]:
    """Return the weights: those for "rules" alone and those for "both", rules and learned reader."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: {ground: float(weight) for ground, weight in weights.items()} for name, weights in found.items()}


# ------------------------------------------------------------------ grounds


def grounds(study: Study, heard: Said | None = None) -> dict[str, dict[str, float]]:
    """Return the grounds of each finding, by its id."""
    beside = Counter(it.sentence for it in study.findings)
    values = sorted(it.spans["value"].start for it in study.findings if "value" in it.spans)
    return {
        it.id: dict.fromkeys(
            [
                "always",
                f"measure {it.measure}",
                f"section {it.section}",
                f"category {it.category}",
                f"outcome {place(it, values)}",
                f"outcome words {size(len(it.outcome.split()), WORDS)}",
                "concept known" if it.concept else "concept unknown",
                f"sentence findings {size(beside[it.sentence], MANY)}",
                "sentence long" if it.sentence.end - it.sentence.start > FAR else "sentence short",
                f"arm {arm(study, it)}",
                f"sentence {comparison(study, it)}",
                f"arms {size(len(study.arms), (0, 2, 3))}",
                "count and share" if it.numerator is not None and it.unit == "%" else "one number",
            ],
            1.0,
        )
        | (said(study, it, heard) if heard is not None else {})
        for it in study.findings
    }


def size(count: int, limits: tuple[int, ...]) -> str:
    """Return which of the ranges that end at *limits* holds *count*: "up to 3", or "more"."""
    return next((f"up to {limit}" for limit in limits if count <= limit), "more")


def place(it: Finding, values: list[int]) -> str:
    """Return where the words of the outcome stand, seen from the value: beside it, or with other values between."""
    value = it.spans.get("value")
    if it.outcome_start is None or it.outcome_end is None or value is None:
        return "nowhere"
    if not it.sentence.start <= it.outcome_start < it.sentence.end:
        return "elsewhere"
    low, high = (it.outcome_end, value.start) if it.outcome_start < value.start else (value.end, it.outcome_start)
    between = sum(low <= other < high for other in values)
    side = "before" if it.outcome_start < value.start else "behind"
    return f"{side}, {'beside' if not between else 'one between' if between == 1 else 'more between'}"


def arm(study: Study, it: Finding) -> str:
    """Return how the arm was come by: none in the paper, none chosen, named in the sentence, or taken over."""
    if not study.arms:
        return "none in the paper"
    inside = [a.id for a in study.arms if any(within(it.sentence, span) for span in a.mentions)]
    if it.arm is None:
        return "not told, named beside" if inside else "not told"
    if it.arm not in inside:
        return "taken over"
    return "named, alone" if len(inside) == 1 else "named, with others"


def comparison(study: Study, it: Finding) -> str:
    """Return whether the sentence sounds as if it told groups apart, and whether the finding has one."""
    sentence = study.document.text[it.sentence.start : it.sentence.end]
    if not COMPARES.search(sentence):
        return "of everyone"
    return "compares, arm told" if it.arm else "compares, arm not told"


def within(sentence: Span, span: Span) -> bool:
    """Say whether *span* begins in *sentence*."""
    return sentence.start <= span.start < sentence.end


def said(study: Study, it: Finding, heard: Said) -> dict[str, float]:
    """Return what the learned reader makes of a finding, in log odds, 0 where it says nothing."""
    value = it.spans.get("value")
    about = heard.about.get(value.start) if value else None
    if about is None:
        return {"reader silent": 1.0}
    found = {
        "reader finding": odds(1 - about.kinds.get("none", 0.0)),
        "reader kind": odds(about.kinds.get(it.measure, 0.0)),
    }
    if it.outcome_start is not None and it.outcome_end is not None:
        found["reader outcome"] = odds(about.outcome_chance(Span(it.outcome_start, it.outcome_end)))
    mine = next((a for a in study.arms if a.id == it.arm), None)
    if mine is None:
        found["reader no arm"] = odds(about.no_arm)
    else:
        found["reader arm"] = odds(min(1.0, sum(about.arm_chance(span) for span in mine.mentions)))
    return found


def odds(chance: float) -> float:
    """Return the log odds of a chance."""
    kept = min(1 - CLIPPED, max(CLIPPED, chance))
    return round(math.log(kept / (1 - kept)), 3)
