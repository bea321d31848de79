"""How far two reviewers agree: Cohen's kappa with its interval, raw agreement, and what they differ on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from extractor.model import Decision

Z = 1.959963984540054  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the same findings.

    Kappa is None where chance alone would make them agree on everything; its interval also where it has no width.
    """

    n: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def raw(self) -> float:
        """The share they agree on, 0 to 1."""
        return self.agreed / self.n if self.n else 0.0


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return the agreement of two raters who put each thing in one class.

    Args:
        pairs: What the one and what the other said of each thing.

    Source:
        Cohen 1960, doi:10.1177/001316446002000104; the large-sample standard error of Fleiss, Cohen & Everitt 1969,
        doi:10.1037/h0028106, equation 13.
    """
    n = len(pairs)
    cells, ones, others = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    agreed = sum(count for (a, b), count in cells.items() if a == b)
    if not n:
        return Agreement(0, 0, None, None, None)
    seen, chance = agreed / n, sum(ones[a] * others[a] for a in ones) / n**2
    if chance == 1:
        return Agreement(n, agreed, None, None, None)
    kappa = (seen - chance) / (1 - chance)
    spread = sum(
        count / n * (((1 - (ones[a] + others[a]) / n * (1 - kappa)) ** 2) if a == b else 0.0)
        + count / n * ((1 - kappa) ** 2 * ((others[a] + ones[b]) / n) ** 2 if a != b else 0.0)
        for (a, b), count in cells.items()
    )
    variance = (spread - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
    if variance <= 1e-12:  # all agree, or one of them used one word alone: no interval of large samples
        return Agreement(n, agreed, kappa, None, None)
    half = Z * sqrt(variance)
    return Agreement(n, agreed, kappa, max(kappa - half, -1.0), min(kappa + half, 1.0))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two reviewers' decisions side by side."""

    overall: Agreement
    by_category: Mapping[str, Agreement]
    differing: tuple[tuple[Decision, Decision], ...]  # another word, or another corrected value
    alone: tuple[int, int]  # findings that only the one, only the other decided on


def compared(ones: Mapping[str, Decision], others: Mapping[str, Decision], categories: Mapping[str, str]) -> Compared:
    """Return how two reviewers compare on the findings both decided on.

    Kappa is that of the three words; two corrections to different numbers count as agreement in it, and are listed.

    Args:
        ones: The decisions of the one, by key; *others* likewise.
        categories: Of each finding, by key; one that is unknown counts as "no longer there".
    """
    both = [key for key in ones if key in others]
    words = {key: (ones[key].decision, others[key].decision) for key in both}
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in both:
        groups.setdefault(categories.get(key, "no longer there"), []).append(words[key])
    return Compared(
        agreement(list(words.values())),
        {name: agreement(found) for name, found in sorted(groups.items())},
        tuple(
            (ones[key], others[key])
            for key in sorted(both, key=lambda key: (ones[key].document or others[key].document, key))
            if (ones[key].decision, ones[key].value) != (others[key].decision, others[key].value)
        ),
        (len(ones) - len(both), len(others) - len(both)),
    )
