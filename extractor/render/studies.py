"""The list of studies, with the place of each in every order a reader may ask for: it sorts without a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.check.coverage import accounted
from extractor.render.paper import Paper


@dataclass(frozen=True, slots=True)
class Listed:
    """A study in the list."""

    paper: Paper
    known: int  # of its printed numbers
    numbers: int
    places: str = ""  # in each order: "--name:0;--year:4"

    @property
    def year(self) -> int | None:
        """When it was published."""
        return self.paper.study.document.year


# what the list can be sorted by, and how: the smallest first; studies that do not say come last
ORDERS: tuple[tuple[str, str, Callable[[Listed], Any]], ...] = (
    ("name", "Name", lambda it: 0),
    ("year", "Newest", lambda it: -(it.year or 0)),
    ("n", "Largest", lambda it: -(it.paper.n or 0)),
    ("results", "Most results", lambda it: -len(it.paper.study.findings)),
    ("wrong", "Does not fit", lambda it: -it.paper.wrong_values),
    ("least", "Least accounted for", lambda it: it.known / it.numbers if it.numbers else 2),
    ("design", "Design", lambda it: it.paper.study.design or "~"),
)


def studies(papers: Sequence[Paper]) -> dict[str, object]:
    """Return what the page shows; *papers* are in order of their names, which decides between equals."""
    met = [Listed(paper, *accounted(paper.study, paper.rejected)) for paper in papers]
    orders = [(key, label, by) for key, label, by in ORDERS if key == "name" or len({by(it) for it in met}) > 1]
    places: list[dict[str, int]] = [{} for _ in met]
    for key, _, by in orders[1:]:
        for place, at in enumerate(sorted(range(len(met)), key=lambda i: by(met[i]))):
            places[at][key] = place
    listed = [
        Listed(it.paper, it.known, it.numbers, ";".join(f"--{key}:{place}" for key, place in found.items()))
        for it, found in zip(met, places, strict=True)
    ]
    return {"listed": listed, "orders": [(key, label) for key, label, _ in orders]}
