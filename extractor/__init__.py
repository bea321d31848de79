"""Evidence Extractor: from a folder of abstracts to comparative evidence tables."""

__version__ = "0.1.0"
