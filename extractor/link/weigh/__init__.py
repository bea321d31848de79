"""Where the rules and the learned reader meet: every reading of a number is a candidate, the best sum is kept.

Both give each candidate a score between 0 and 1 and neither knows of the other, so either can be left out by giving it
no weight: that is how ``evidence score`` tells what each is worth.
"""

from extractor.link.weigh.kinds import kind, results
from extractor.link.weigh.mentions import mentions
from extractor.link.weigh.outcomes import outcomes
from extractor.link.weigh.owners import owners, scores
from extractor.link.weigh.sides import drawn, roles, settled, sides
from extractor.link.weigh.size import size
from extractor.link.weigh.weights import BOTH, Weights

__all__ = [
    "BOTH",
    "Weights",
    "drawn",
    "kind",
    "mentions",
    "outcomes",
    "owners",
    "results",
    "roles",
    "scores",
    "settled",
    "sides",
    "size",
]
