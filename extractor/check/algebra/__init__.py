"""The cohort's whole numbers as equations: what is missing can be deduced, what contradicts itself is pinned down.

``facts`` says what the abstract states (n, arms, sexes, counts, percentages), ``narrow`` works out which whole numbers
can be meant, ``conflict`` names the smallest set of statements that cannot all hold and the one wrong digit that would
explain it, ``deduce`` the numbers nobody printed.

Interval propagation of our own instead of a solver: a study has a dozen unknowns in chains and trees, where narrowing
intervals decides nearly everything in microseconds. OR-tools and z3 are wheels of 25 to 30 MB for that, and
python-constraint enumerates domains, which a cohort of 20,000 makes large; none says which sentence is to blame.
"""

from __future__ import annotations

from extractor.check.algebra.conflict import Conflict, conflicts, with_conflicts
from extractor.check.algebra.deduce import deduced
from extractor.check.algebra.facts import Fact, facts
from extractor.check.algebra.narrow import narrow

__all__ = ["Conflict", "Fact", "conflicts", "deduced", "facts", "narrow", "with_conflicts"]
