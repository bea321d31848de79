"""What one rule finds in a text, in its own words: for the examples of the rules and ``evidence rules --check``."""

from __future__ import annotations

from extractor.model import Quantity, Rule, SetAside, Span, TimePoint
from extractor.recognise.match import read_numbers


def fields(rule: Rule, text: str) -> list[dict[str, str]]:
    """Return what *rule* alone finds in *text*, in order: for each hit its fields as printed and its ``text``."""
    numbers = read_numbers(text, [Span(0, len(text))], [rule])
    hits: list[Quantity | TimePoint | SetAside] = [*numbers.quantities, *numbers.times, *numbers.set_aside]
    return [printed(hit, text) for hit in sorted(hits, key=lambda hit: hit.start)]


def printed(hit: Quantity | TimePoint | SetAside, text: str) -> dict[str, str]:
    """Return the fields of a hit under the names that rules use."""
    said = {"text": text[hit.start : hit.end]}
    if isinstance(hit, Quantity):
        words = {"unit": hit.unit, "noun": hit.noun, "operator": hit.operator, "p_operator": hit.p_operator}
        said |= {name: part.printed for name, part in hit.parts.items()}
        said |= {name: word for name, word in words.items() if word is not None}
    elif isinstance(hit, TimePoint):
        names = ["time", *(f"time_{place}" for place in range(2, 10))]
        said |= {name: part.printed for name, part in zip(names, hit.times, strict=False)}
        said["time_unit"] = hit.unit
    return said
