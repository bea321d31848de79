"""Groups that nobody labels: counts that add up to the cohort divide it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.link.arms.group import Group, named
from extractor.link.arms.names import NO_NAME
from extractor.link.arms.people import VERBS, People, named_people
from extractor.link.arms.spoken import in_lower_case, told
from extractor.link.category import category
from extractor.link.counts import count_of, counted
from extractor.link.drafts import Draft
from extractor.link.outcome.places import SEX
from extractor.link.phrases import one_line
from extractor.model import Cohort, Span

# what happens to patients divides no cohort; what was done to them does
NO_PART = re.compile(
    r"\b(?:died|death|complication|improve|recover|surviv|alive|screened|enrolled|included|excluded|lost|followed|"
    r"relief|pain|infect|deficit|evidence|results?\b|excellent|good|fair|poor|unchanged|no change|progress|respon[sd]|"
    r"satisf|deteriorat|wors)",
    re.I,
)
DENIED = re.compile(r"\b(?:(?:did|had|were|was|do|does)\s+not|without|never)\b", re.I)
# in the drain group; 30 Gy in 10 fractions (LCRT group)
IN_A_GROUP = re.compile(r"[^.;:\d]{3,160}\bin\s+(?:the\s+)?|[^.;()]{3,160}\(\s*(?:the\s+)?")
GROUP = re.compile(r"\s+(?:group|arm)\b")
MOST_PARTS = 5
FARTHEST = 700  # characters between the first part and the last


def partition(text: str, drafts: Sequence[Draft], groups: list[Group], size: Cohort | None) -> None:
    """Add to *groups* the parts of the cohort: neighbouring counts of patients that add up to it.

    ``25 patients had a fusion and 15 had none`` in a cohort of 40 names two groups, even where the
    abstract never says "group". Sexes are no groups; nor are outcomes (died, improved).
    """
    if size is None:
        return
    for group in [g for g in groups if g.n is not None and g.at is not None]:
        within(text, drafts, groups, group)
    if sum(g.n is not None for g in groups) >= 2:
        return
    parts = [d for d in drafts if counts_a_part(text, d, size.value)]
    leading = [d for d in parts if opens_with_its_count(d)]
    runs = [*dividing(parts, size.value), *dividing(leading, size.value)]
    runs = [run for run in runs if in_one_breath(run) or any(again(text, draft) for draft in run)]
    if runs:
        for draft in max(runs, key=lambda run: (run[0].sentence == run[-1].sentence, len(run), -run[0].quantity.start)):
            grow(text, draft, groups)
        return
    for draft in parts:
        if draft.sentence.section in ("methods", "abstract") and spoken_of_again(text, draft):
            grow(text, draft, groups)


def within(text: str, drafts: Sequence[Draft], groups: list[Group], group: Group) -> None:
    """Add to *groups* the two parts that sentences begin with and that divide a group named before."""
    assert group.n is not None and group.at is not None
    behind = [d for d in drafts if d.sentence.start > group.at.start and opens_with_its_count(d)]
    parts = [d for d in behind if counts_a_part(text, d, group.n) and category(named_part(text, d)) == "intervention"]
    run = next((run for run in dividing(parts, group.n) if len(run) == 2), ())
    for draft in run:
        grow(text, draft, groups)


def opens_with_its_count(draft: Draft) -> bool:
    """Say whether a sentence begins with a count: ``Twelve patients had a drain``."""
    return draft.quantity.measure == "count" and draft.quantity.start - draft.sentence.start < 12


def dividing(parts: Sequence[Draft], whole: int) -> list[Sequence[Draft]]:
    """Return the runs of neighbours among *parts* whose counts add up to *whole*."""
    runs: list[Sequence[Draft]] = []
    for first in range(len(parts)):
        total = 0
        for last in range(first, min(first + MOST_PARTS, len(parts))):
            total += count_of(parts[last].quantity) or 0
            close = parts[last].quantity.start - parts[first].quantity.start < FARTHEST
            if total == whole and last > first and close:
                runs.append(parts[first : last + 1])
            if total >= whole:
                break
    return runs


def in_one_breath(run: Sequence[Draft]) -> bool:
    """Say whether a sentence divides the cohort in two."""
    return len(run) == 2 and run[0].sentence == run[1].sentence


def again(text: str, draft: Draft) -> bool:
    """Say whether the last word that says something of a part's name is said again behind its sentence."""
    rest = text[draft.sentence.end :].lower()
    return named_part(text, draft).split()[-1].strip("()").lower() in rest


def spoken_of_again(text: str, draft: Draft) -> bool:
    """Say whether a treatment that some patients had is named again further on, as an arm is."""
    name = named_part(text, draft)
    if category(name) != "intervention" or len(name.split()) < 2 or len(name) > 50:
        return False
    return next(told(name.lower(), in_lower_case(text[draft.sentence.end :])), None) is not None


def counts_a_part(text: str, draft: Draft, whole: int) -> bool:
    """Say whether a draft counts patients of a part of the cohort and names that part."""
    q = draft.quantity
    n = count_of(q)
    if n is None or not 0 < n < whole or draft.outcome is None or draft.sentence.section == "conclusions":
        return False
    if q.noun and SEX.fullmatch(q.noun):
        return False
    name = named_part(text, draft)
    return not NO_PART.search(name) and not SEX.fullmatch(name)


def named_part(text: str, draft: Draft) -> str:
    """Return the words that name what a draft counts: what its patients have or had, else its outcome."""
    assert draft.outcome is not None
    people = counted_people(text, draft)
    if people is not None:
        return people.name
    return text[draft.outcome.start : draft.outcome.end]


def counted_people(text: str, draft: Draft) -> People | None:
    """Return the patients that a count tells apart at once: ``12 patients with a stoma``."""
    return named_people(text, draft.quantity.start, draft.sentence.end)


def grow(text: str, draft: Draft, groups: list[Group]) -> None:
    """Add the part that a draft counts as a group, or its size to the group of that name."""
    part = counted(draft.quantity)
    assert part is not None and draft.outcome is not None
    people = counted_people(text, draft)
    n, at = count_of(draft.quantity), Span(part.start, part.end)
    where = people.where if people is not None else draft.outcome
    placed = placed_in(text, at.end, groups)
    if placed is not None and placed.n in (None, n):
        placed.n, placed.at = n, at
        return
    denied = DENIED.search(text, at.end, where.start) is not None
    known_by = None if denied else next(filter(None, (held_by(span, groups) for span in (where, draft.outcome))), None)
    if known_by is not None:
        known_by.n, known_by.at = n, at
        return
    verbs = VERBS.match(text, where.start, where.end)
    if verbs and verbs.end() < where.end - 2:
        where = Span(verbs.end(), where.end)
    name = one_line(text[where.start : where.end])
    stop = NO_NAME.search(name)
    name = name[: stop.start()].strip() if stop and stop.start() > 4 else name
    name = f"no {name}" if denied and not name.lower().startswith("no ") else name
    known, so_treated = len(groups), None if denied else treated_so(name, groups)
    group = so_treated or named(groups, name)
    if so_treated:
        group.name = name
        group.aliases |= {name.lower(), f"{name.lower().split()[0]} treatment"}
    if len(groups) > known or so_treated:
        group.spans.append(where)
    group.n, group.at = n, at
    places = [span for alias in sorted(group.aliases) for span in told(alias, in_lower_case(text))]
    group.spans += [span for span in places if not any(span in other.spans for other in groups)]


def held_by(where: Span, groups: Sequence[Group]) -> Group | None:
    """Return the one group without a size that goes by some of the words of *where*, if it is the only one."""
    met = {id(g): g for g in groups for s in g.spans if s.start < where.end and where.start < s.end}
    only = next(iter(met.values())) if len(met) == 1 else None
    return only if only is not None and only.n is None else None


def placed_in(text: str, start: int, groups: Sequence[Group]) -> Group | None:
    """Return the group in which a clause says patients are: ``29 patients had a glove in the trial group``.

    A bracket says so too: ``29 patients who had a glove (trial group)``.
    """
    near = [(s, g) for g in groups for s in g.spans if s.start > start and IN_A_GROUP.fullmatch(text, start, s.start)]
    first = min(near, key=lambda pair: pair[0].start, default=None)
    return first[1] if first is not None and GROUP.match(text, first[0].end) else None


def treated_so(name: str, groups: Sequence[Group]) -> Group | None:
    """Return the group without a size that goes by how it was treated: of ``oral drugs`` the ``orally treated``."""
    first = name.lower().split()[0]
    return next((g for g in groups if g.n is None and {f"{first}ly treated", f"{first}-treated"} & g.aliases), None)


def counted_out(
    drafts: Sequence[Draft], owners: Sequence[Group | None], groups: Sequence[Group], size: Cohort | None
) -> Cohort | None:
    """Give arms the size their own results print (43/58, 50/58), and return the cohort.

    The abstract that never says how many were in an arm says it in every ``n/N`` of that arm. The
    cohort becomes the sum of the arms where one of them had been taken for everyone.
    """
    for group in groups:
        if group.n is None:
            printed = denominators([draft for draft, owner in zip(drafts, owners, strict=True) if owner is group])
            agree = len({n for n, _ in printed}) == 1
            if agree and not (size and printed[0][0] > size.value and len(printed) < 2):
                group.n, group.at = printed[0]
    sized = [(g.n, g.at) for g in groups if g.n is not None and g.at is not None and not g.beside]
    if size is not None and len(sized) == 2 and size.value in {n for n, _ in sized} and sized[0][0] != sized[1][0]:
        first = min((at for _, at in sized), key=lambda at: at.start)
        return Cohort(sum(n for n, _ in sized), first.start, first.end, "sum of arms")
    return size


def denominators(drafts: Sequence[Draft]) -> list[tuple[int, Span]]:
    """Return the denominators that results print, and where."""
    parts = [draft.quantity.parts.get("denominator") for draft in drafts]
    return [(int(part.value), Span(part.start, part.end)) for part in parts if part is not None and part.value]
