"""Labelled runs out of scores of tags: the best sequence in which no run goes on that did not begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.learned.pointing import Scores

Places = NDArray[np.intp]


def inside(tags: Sequence[str]) -> tuple[Places, Places]:
    """Return the tags that go on with a run, and for each the tag that begins such a run."""
    going_on = [i for i, tag in enumerate(tags) if tag.startswith("I-")]
    return np.array(going_on, dtype=np.intp), np.array(
        [tags.index(f"B-{tags[i][2:]}") for i in going_on], dtype=np.intp
    )


def best(scores: Scores, going_on: Places, begun: Places) -> list[int]:
    """Return the best sequence of tags for *scores*, ``(length, tags)``, in which no run goes on that did not begin.

    Viterbi's algorithm (1967), short because only one thing is forbidden: any tag may follow any other, but one inside
    a run follows only its beginning or itself.
    """
    total = scores[0].copy()
    total[going_on] = -np.inf
    back: list[tuple[int, Places]] = []
    for row in scores[1:]:
        last = int(total.argmax())
        own = np.where(total[begun] > total[going_on], begun, going_on)
        back.append((last, own))
        before = total
        total = row + before[last]
        total[going_on] = row[going_on] + before[own]
    place = {int(tag): k for k, tag in enumerate(going_on)}
    path = [int(total.argmax())]
    for last, own in reversed(back):
        path.append(int(own[place[path[-1]]]) if path[-1] in place else last)
    return path[::-1]


def runs(path: Sequence[int], tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the labelled runs, ``(first, last, label)``, of a sequence of tags."""
    first = -1
    for i, at in enumerate([*path, 0]):
        tag = tags[at]
        if first >= 0 and not tag.startswith("I-"):
            yield first, i - 1, tags[path[first]][2:]
            first = -1
        if tag.startswith("B-"):
            first = i
        elif tag != tags[0] and not tag.startswith("I-"):
            yield i, i, tag
