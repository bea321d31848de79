"""Labelled runs out of scores of tags: the best sequence, knowing which tag usually follows which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.learned.pointing import Scores

HABIT = 0.3  # how much it counts, beside the scores, that one tag usually follows another
OUTSIDE = 0  # the tag of what is in no run


def gains(tags: Sequence[str], follows: Sequence[Sequence[float]]) -> Scores:
    """Return what a tag gains by following another, ``(tags before, tags)``.

    Args:
        tags: The first is that of what is in no run; ``B-`` begins a run that ``I-`` goes on with.
        follows: Log of how much likelier each tag is after another than anywhere, ``(tags before, tags)``.
    """
    made: Scores = HABIT * np.asarray(follows, dtype=np.float32)
    for i, tag in enumerate(tags):
        if tag.startswith("I-"):
            going_on = [before[:2] in ("B-", "I-") and before[2:] == tag[2:] for before in tags]
            made[~np.array(going_on), i] = -np.inf
    return made


def best(scores: Scores, gained: Scores) -> list[int]:
    """Return the best sequence of tags (Viterbi 1967).

    Args:
        scores: Of every tag at every piece, ``(length, tags)``.
        gained: See `gains`; no run goes on that did not begin.
    """
    total = gained[OUTSIDE] + scores[0]
    back = []
    for row in scores[1:]:
        after = total[:, None] + gained
        back.append(after.argmax(0))
        total = after.max(0) + row
    path = [int(total.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
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
