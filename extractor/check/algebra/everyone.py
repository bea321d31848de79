"""Say which shares of a sentence make up everyone: the second is "the other", or they come to 100, or to the cohort."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.check.algebra.statement import Fact, number_of, per_cent
from extractor.check.bounds import digits
from extractor.check.candidates import fits
from extractor.check.countable import in_digits, is_percentage, why_not_countable
from extractor.model import Finding, Study

THE_REST = re.compile(r"\bthe (?:other|remaining|rest,?)\s*(?:of the patients\s*)?\(?$", re.I)
NEARLY = Decimal(10)  # per cent; two shares farther from 100 together are not those of one group


def shares_of_everyone(pair: Sequence[Finding], says: str) -> Iterator[Fact]:
    """Yield that two percentages share out a whole, however many it is."""
    total = sum((finding.value or Decimal(0) for finding in pair), Decimal(0))
    if all(in_digits(finding) for finding in pair) and abs(total - 100) <= NEARLY:
        whole = " and ".join(finding.id for finding in pair)
        for finding in pair:
            yield replace(per_cent(finding, whole), evened=True)
            if finding.numerator is not None:
                yield number_of(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
        yield Fact("sum", (whole, *(finding.id for finding in pair)), says)


def rest(study: Study, doubtful: set[str | None]) -> Iterator[Fact]:
    """Yield that the shares of a sentence make up a whole: the second is "the other", or they come to 100 per cent.

    Percentages with a decimal that come to 100.0 share out one group, whatever its size; printed counts must do so too.
    """
    by_sentence: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if is_percentage(finding) and in_digits(finding) and finding.operator == "=":
            by_sentence[finding.sentence].append(finding)
    for told in by_sentence.values():
        if len(told) < 2 or len({(f.arm, f.denominator, f.denominator_source) for f in told}) > 1:
            continue
        if any(_is_torn(finding, study) for finding in told):
            continue
        if told[0].denominator_source == "stated" or ({f.id for f in told} & doubtful and not _is_a_hundred(told)):
            continue
        if _is_a_hundred(told) and len({f.outcome for f in told}) == len(told):
            yield from shares_of_everyone(told, "together they are everyone")
        elif len(told) == 2 and _is_the_rest(told[1], study):
            yield from shares_of_everyone(told, "the second are the rest")


def together(study: Study) -> Iterator[Fact]:
    """Yield that the counts of a sentence are everyone, where they add up to the cohort and their percentages say so.

    All but one of the percentages must be of the cohort; then the last one is too.
    """
    cohort = study.cohort
    if cohort is None or cohort.how != "stated":
        return
    by_sentence: dict[object, list[Finding]] = defaultdict(list)
    for finding in study.findings:
        if is_percentage(finding) and in_digits(finding) and finding.operator == "=" and finding.numerator is not None:
            by_sentence[finding.sentence].append(finding)
    for told in by_sentence.values():
        if len(told) < 2 or sum(finding.numerator or 0 for finding in told) != cohort.value:
            continue
        if len({finding.outcome for finding in told}) < len(told) or any(_is_own(finding, study) for finding in told):
            continue
        if [fits(finding, cohort.value) for finding in told].count(False) != 1:
            continue
        for finding in told:
            yield number_of(finding, "numerator", finding.id, f"{finding.numerator} {finding.outcome}")
            share = per_cent(finding, "n")
            yield replace(share, says=f"{share.says} of them", evened=True)
        yield Fact("sum", ("n", *(finding.id for finding in told)), "together they are everyone")


def _is_own(finding: Finding, study: Study) -> bool:
    """Return whether the share has a whole of its own, or is no count."""
    return finding.denominator_source == "stated" or why_not_countable(finding, study) is not None


def _is_a_hundred(told: Sequence[Finding]) -> bool:
    """Return whether counted shares, printed with a decimal, come to 100 within their rounding."""
    fine = all(f.numerator is not None and f.value is not None and digits(f.value) > 0 for f in told)
    total = sum((f.value or Decimal(0) for f in told), Decimal(0))
    return fine and abs(total - 100) <= Decimal("0.05") * len(told)


def _is_torn(finding: Finding, study: Study) -> bool:
    """Return whether the count is the end of a longer number: the 777 of ``25 777``."""
    at = finding.spans.get("numerator")
    return at is not None and re.search(r"\d\s$", study.document.text[: at.start][-2:]) is not None


def _is_the_rest(finding: Finding, study: Study) -> bool:
    place = finding.spans.get("numerator") or finding.spans.get("value")
    return place is not None and THE_REST.search(study.document.text, finding.sentence.start, place.start) is not None
