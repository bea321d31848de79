"""Where the asset folders are: in a wheel they travel as ``extractor/_rooms``, in a checkout beside us."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def room(name: str) -> Path:
    """Return the asset folder *name* (``rules``, ``db/schema``, ``db/queries``, ``reports/templates``)."""
    packed = HERE / "_rooms" / name
    return packed if packed.is_dir() else HERE.parent / name
