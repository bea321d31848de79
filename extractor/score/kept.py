"""The figures that travel with the package, so that a report can say how well its maker does: measured.json.

They are those of docs/accuracy.md, digit by digit; both are written by the same `evidence score`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from extractor import __version__
from extractor.score.accuracy import FIGURES, confident, figures_of
from extractor.score.measured import Measured


def kept(results: Mapping[str, Sequence[Measured]]) -> str:
    """Return the figures of the tool as it is used, as JSON; the same bytes for the same version and gold.

    Args:
        results: What was measured, by the name of the configuration; the last one is the tool as it is used.
    """
    whole = list(results.values())[-1]
    sets = [
        {
            "scheme": it.of.scheme,
            "set": it.of.name,
            "training": it.of.training,
            "documents": it.figures.documents,
            "figures": dict(zip(FIGURES[it.of.scheme], figures_of(it.figures), strict=True)),
        }
        for it in whole
    ]
    return json.dumps({"version": __version__, "sets": sets, "confidence": confident(whole)}, indent=1) + "\n"
