"""The database in a browser: Datasette, read-only, on this machine alone. ``python -m extractor.browse DB``.

Datasette is no part of the base install: ``make browse`` brings it, and so does the extra ``browse`` of the package.
"""
