"""Several studies as one number: proportions, ratios, means, rates, two arms; see docs/pooling.md.

Floats live here, as nowhere else: what comes in are counts and printed numbers, what goes out is drawn and rounded.
``reports/templates/pool.js`` holds the same for the reader who unticks a study; a test compares the two.
"""

from __future__ import annotations

from extractor.pool.effects import differences, means, rates, ratios, standard_errors
from extractor.pool.logistic import proportions
from extractor.pool.pooled import Effect, Pooled
from extractor.pool.two_by_two import two_arm
from extractor.pool.without import leave_one_out

__all__ = [
    "Effect", "Pooled", "differences", "leave_one_out", "means", "proportions", "rates", "ratios",
    "standard_errors", "two_arm",
]  # fmt: skip
