"""Groups that nobody labels: counts that add up to the cohort divide it, and k of x % tells which part is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractor.link.arms import NO_NAME, Group
from extractor.link.category import category
from extractor.link.findings import Draft
from extractor.link.outcome import SEX
from extractor.model import Cohort, Quantity, Span

NO_PART = re.compile(r"\b(?:died|death|complication|improved|recovered|survived|alive|screened|enrolled|included|excluded|lost|followed)", re.I)


def partition(text: str, drafts: Sequence[Draft], groups: list[Group], size: Cohort | None) -> None:
    """Add to *groups* the parts of the cohort: neighbouring counts of patients that add up to it.

    ``25 patients had a fusion and 15 had none`` in a cohort of 40 names two groups, even where the
    abstract never says "group". Sexes are no groups; nor are outcomes (died, improved).
    """
    if size is None or sum(g.n is not None for g in groups) >= 2:
        return
    parts = [d for d in drafts if counts_a_part(text, d, size.value)]
    leading = [d for d in parts if d.quantity.measure == "count" and d.quantity.start - d.sentence.start < 12]
    for run in (parts, leading):
        if divides(text, run, groups, size):
            return
    for draft in parts:
        if draft.sentence.section in ("methods", "abstract") and spoken_of_again(text, draft):
            grow(text, draft, groups)


def divides(text: str, parts: Sequence[Draft], groups: list[Group], size: Cohort) -> bool:
    """Add the neighbours of *parts* that add up to the cohort as groups; say whether there were any."""
    for first in range(len(parts)):
        total = 0
        for last in range(first, min(first + 5, len(parts))):
            total += count_of(parts[last].quantity) or 0
            if total >= size.value:
                if total == size.value and last > first and near(parts[first], parts[last]):
                    for draft in parts[first : last + 1]:
                        grow(text, draft, groups)
                    return True
                break
    return False


def spoken_of_again(text: str, draft: Draft) -> bool:
    """Say whether a treatment that some patients had is named again further on, as an arm is."""
    assert draft.outcome is not None
    name = text[draft.outcome.start : draft.outcome.end]
    if category(name) != "intervention" or len(name.split()) < 2 or len(name) > 50:
        return False
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text[draft.sentence.end :], re.I) is not None


def counts_a_part(text: str, draft: Draft, whole: int) -> bool:
    """Say whether a draft counts patients of a part of the cohort and names that part."""
    q = draft.quantity
    n = count_of(q)
    if n is None or not 0 < n < whole or draft.outcome is None or draft.sentence.section == "conclusions":
        return False
    if q.noun and SEX.fullmatch(q.noun):
        return False
    words = text[draft.outcome.start : draft.outcome.end]
    return not NO_PART.search(words) and not SEX.fullmatch(words)


def count_of(q: Quantity) -> int | None:
    """Return the number of patients a quantity counts."""
    part = q.parts.get("numerator") if q.measure == "proportion" else q.parts.get("value") if q.measure == "count" else None
    return int(part.value) if part is not None and part.value is not None and part.value == part.value.to_integral_value() else None


def near(first: Draft, last: Draft) -> bool:
    """Say whether two drafts stand close enough to divide the cohort together."""
    return last.quantity.start - first.quantity.start < 700


def grow(text: str, draft: Draft, groups: list[Group]) -> None:
    """Add the part that a draft counts as a group, or its size to the group of that name."""
    assert draft.outcome is not None
    name = re.sub(r"\s+", " ", text[draft.outcome.start : draft.outcome.end])
    stop = NO_NAME.search(name)
    name = name[: stop.start()].strip() if stop and stop.start() > 4 else name
    part = draft.quantity.parts["numerator" if draft.quantity.measure == "proportion" else "value"]
    at = Span(part.start, part.end)
    named = [g for g in groups for s in g.spans if draft.outcome.start <= s.start and s.end <= draft.outcome.end]
    if named and len({id(g) for g in named}) == 1 and named[0].n is None:
        named[0].n, named[0].at = count_of(draft.quantity), at
        return
    group = next((g for g in groups if name.lower() in g.aliases), None)
    if group is None:
        group = Group(name, {name.lower()}, spans=[draft.outcome])
        groups.append(group)
    group.n, group.at = count_of(draft.quantity), at
    for again in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.I):
        if Span(*again.span()) not in group.spans:
            group.spans.append(Span(*again.span()))


def counted_out(drafts: Sequence[Draft], owners: Sequence[Group | None], groups: Sequence[Group], size: Cohort | None) -> Cohort | None:
    """Give arms the size their own results print (43/58, 50/58), and return the cohort, their sum where it took one for all.

    The abstract that never says how many were in an arm says it in every ``n/N`` of that arm.
    """
    for group in groups:
        printed = [
            (int(part.value), Span(part.start, part.end))
            for draft, owner in zip(drafts, owners, strict=True)
            if owner is group and (part := draft.quantity.parts.get("denominator")) is not None and part.value
        ]
        if group.n is None and printed and len({n for n, _ in printed}) == 1 and not (size and printed[0][0] > size.value and len(printed) < 2):
            group.n, group.at = printed[0]
    sized = [g for g in groups if g.n is not None and g.at is not None]
    if size is not None and len(sized) == 2 and size.value in {g.n for g in sized} and sized[0].n != sized[1].n:
        first = min((g.at for g in sized if g.at), key=lambda at: at.start)
        return Cohort(sum(g.n or 0 for g in sized), first.start, first.end, "sum of arms")
    return size


def told_by_share(draft: Draft, groups: Sequence[Group], size: Cohort | None) -> Group | None:
    """Return the only group whose size makes a count its percentage: 6 (60 %) is of the 10, not of the 30."""
    q = draft.quantity
    k, x = q.parts.get("numerator"), q.parts.get("value")
    if q.measure != "proportion" or q.unit != "%" or k is None or x is None or k.value is None or x.value is None or "denominator" in q.parts:
        return None
    if size is not None and rounds(k.value, size.value, x.value):
        return None
    fit = [g for g in groups if g.n and k.value <= g.n and rounds(k.value, g.n, x.value)]
    return fit[0] if len(fit) == 1 else None


def rounds(k: Decimal, n: int, x: Decimal) -> bool:
    """Say whether k of n is x per cent at the decimals x is printed with."""
    exponent = x.as_tuple().exponent
    assert isinstance(exponent, int)
    return bool(n) and abs((100 * k / n).quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) - x) <= Decimal(1).scaleb(exponent) / 2
