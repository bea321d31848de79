"""The parts of the tool that are measured alone and together: what each of them is worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from extractor.flow import chain
from extractor.link.weigh import Weights
from extractor.score.measured import Chains


def configurations(rules: Sequence[Path] = ()) -> Chains:
    """Return what makes each configuration, by name; the last is the tool as it is used.

    Args:
        rules: Folders of rules beside the packaged ones.
    """
    given = tuple(rules)
    return {
        "rules": partial(chain, given, "none"),
        "model": partial(chain, given, None, Weights(rules=0.0)),
        "both": partial(chain, given),
    }
