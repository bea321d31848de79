"""Labelled runs out of scores of tags: the best sequence in which no run goes on that did not begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.learned.pointing import Scores


def allowed(tags: Sequence[str]) -> Scores:
    """Return what it costs to go from one tag to the next, ``(tags, tags)``: nothing, or never."""
    cost = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for there, tag in enumerate(tags):
        if tag.startswith("I-"):
            goes_on = [i for i, before in enumerate(tags) if before in (f"B-{tag[2:]}", tag)]
            cost[:, there] = -1e9
            cost[goes_on, there] = 0
    return cost


def best(scores: Scores, cost: Scores) -> list[int]:
    """Return the best sequence of tags for *scores*, ``(length, tags)`` (Viterbi 1967)."""
    length = len(scores)
    total, back = scores[0] + cost[0], np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, length):
        steps = total[:, None] + cost
        back[i] = steps.argmax(0)
        total = steps.max(0) + scores[i]
    path = [int(total.argmax())]
    for i in range(length - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
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
