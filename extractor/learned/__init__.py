"""What was learned from annotated abstracts: a small reader that ships with the package.

It is asked what it makes of a text's names and numbers; what becomes of its answers is for ``link`` to weigh.
"""

from extractor.learned.model import About, Learned, Said

__all__ = ["About", "Learned", "Said"]
