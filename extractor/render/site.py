"""The folder of pages: one environment of templates, files written whole, pages of vanished studies removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from extractor.rooms import room

OURS = '<meta name="generator" content="evidence-extractor">'
Page = Callable[[str, str, Mapping[str, object]], Path]


def site(out: Path, **shared: object) -> Page:
    """Return ``page(template, place, context)``, which writes ``out/place`` and returns its path.

    Args:
        out: The folder of the report; made when it is not there.
        shared: What every template may use.
    """
    # here, so that `evidence --help` need not load it
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = room("reports/templates")
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["inlined"] = lambda name: (templates / name).read_text(encoding="utf-8")
    environment.globals.update(shared)

    def page(template: str, place: str, context: Mapping[str, object]) -> Path:
        target = out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        depth = place.count("/")
        text = environment.get_template(template).render(root="../" * depth, **context)
        # a lone surrogate, which some PDFs hold, must not end the run
        target.write_bytes(text.encode("utf-8", "replace"))
        return target

    return page


def remove_others(folder: Path, kept: set[Path]) -> None:
    """Remove the pages of a former report that this one did not write; files of anyone else stay."""
    for old in sorted(folder.glob("*.html")):
        if old not in kept and OURS in old.read_text(encoding="utf-8", errors="replace")[:1000]:
            old.unlink()
