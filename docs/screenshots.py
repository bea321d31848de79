"""Photograph a report in Chromium, at 1400 and at 400 px: ``python docs/screenshots.py reports/site``.

Needs Chromium and nothing else. Writes ``index.png``, ``study.png`` … into this folder, or into ``--to FOLDER``. With
``--all`` every kind of page, wide and narrow, light and dark, from its top to its end: for looking, before a release.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# offline by construction, and nothing left behind but the picture
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
NARROWEST = 500  # Chromium opens no window narrower than this; below it the page is put into a frame
DARK = "--blink-settings=preferredColorScheme=0"
# a number that does not fit, else any: focused, it says what is wrong with it
POINT = "<script>(document.querySelector('td.x > a') || document.querySelector('td[data-v] > a'))?.focus()</script>"


def browser() -> str:
    """Return the path of an installed Chromium."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    sys.exit("no Chromium found; install it (apt-get install chromium) or put it on the PATH")


def photograph(
    page: Path, to: Path, *, width: int, height: int, dark: bool = False, script: str = "", at: str = ""
) -> None:
    """Write a picture of *page* into *to*.

    Args:
        page: An HTML file of a report.
        to: The PNG to write.
        width: In pixels; under 500 the page is shown in a frame.
        height: In pixels.
        dark: As for a reader who prefers dark pages.
        script: HTML put at the end of the page, to show it in use.
        at: A fragment, ``f3``, to open the page at.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_text(page.read_text(encoding="utf-8") + script, encoding="utf-8")
        address = copy.as_uri() + (f"#{at}" if at else "")
        if width < NARROWEST:
            frame = Path(folder) / "frame.html"
            style = f"display:block;border:0;width:{width}px;height:{height}px"
            framed = f'<body style="margin:0"><iframe src="{escape(address)}" style="{style}"></iframe>'
            frame.write_text(framed, encoding="utf-8")
            address = frame.as_uri()
        command = [
            browser(), *FLAGS, *([DARK] if dark else []), f"--user-data-dir={folder}/profile",
            f"--window-size={max(width, NARROWEST)},{height}", f"--screenshot={to.resolve()}", address,
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        if width < NARROWEST:
            crop(to, width)


def crop(picture: Path, width: int) -> None:
    """Cut a PNG to its leftmost *width* pixels, with the standard library's zlib."""
    import struct
    import zlib

    data, at, body, head = picture.read_bytes(), 8, b"", b""
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        head = chunk if kind == b"IHDR" else head
        body += chunk if kind == b"IDAT" else b""
        at += 12 + size
    wide, high, depth, colour, *rest = struct.unpack(">IIBBBBB", head)
    deep = {2: 3, 6: 4}[colour] * depth // 8  # bytes a pixel
    raw, stride = zlib.decompress(body), wide * deep + 1
    # each line's filter looks left and up only, so its leftmost part stands by itself
    kept = b"".join(raw[y * stride : y * stride + 1 + width * deep] for y in range(high))
    packed = [
        (b"IHDR", struct.pack(">IIBBBBB", width, high, depth, colour, *rest)),
        (b"IDAT", zlib.compress(kept, 9)),
        (b"IEND", b""),
    ]
    out = b"".join(struct.pack(">I", len(c)) + k + c + struct.pack(">I", zlib.crc32(k + c)) for k, c in packed)
    picture.write_bytes(data[:8] + out)


def widest(folder: Path) -> Path | None:
    """Return the largest page of a folder: the one with most to show."""
    return max(sorted(folder.glob("*.html")), key=lambda p: p.stat().st_size, default=None)


def everything(site: Path, to: Path) -> None:
    """Photograph a page of every kind, wide and narrow, light and dark, as much of it as fits a tall window."""
    pages = {page.stem: page for page in sorted(site.glob("*.html"))}
    pages |= {kind: found for kind in ("study", "outcome") if (found := widest(site / kind))}
    for name, page in pages.items():
        for width, height in ((1400, 1800), (400, 1800)):
            for shade in ("light", "dark"):
                picture = to / f"{name}-{width}-{shade}.png"
                photograph(page, picture, width=width, height=height, dark=shade == "dark")
        print(f"{name}: {page}")


def main() -> None:
    """Photograph the pages a README shows, or all."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("site", type=Path, help="a folder that evidence report wrote")
    ask.add_argument("--to", type=Path, default=Path(__file__).resolve().parent, help="where the pictures go")
    ask.add_argument("--study", help="the study page to show; the one with most to show otherwise")
    ask.add_argument("--all", action="store_true", help="every kind of page, for looking; give it a folder with --to")
    asked = ask.parse_args()
    if not (asked.site / "index.html").is_file():
        sys.exit(f"{asked.site}: no index.html here; make the report first (make extract)")
    if asked.all and asked.to == Path(__file__).resolve().parent:
        sys.exit("--all makes forty pictures: name a folder for them with --to")
    asked.to.mkdir(parents=True, exist_ok=True)
    if asked.all:
        return everything(asked.site, asked.to)
    study = asked.site / "study" / f"{asked.study}.html" if asked.study else widest(asked.site / "study")
    pages = {"index": asked.site / "index.html", "study": study, "outcome": widest(asked.site / "outcome")}
    for name, page in pages.items():
        if page is None:
            continue
        script = POINT if name == "index" else ""
        photograph(page, asked.to / f"{name}.png", width=1400, height=900, script=script)
        photograph(page, asked.to / f"{name}-dark.png", width=1400, height=900, dark=True, script=script)
        photograph(page, asked.to / f"{name}-400.png", width=400, height=860)
        print(f"{name}: {page}")


if __name__ == "__main__":
    main()
