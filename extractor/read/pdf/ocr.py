"""Recognise the letters on the pictures of pages, with ocrmypdf where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from extractor.errors import Unreadable
from extractor.read.options import Options

PROGRAM = "ocrmypdf"
INSTALL = "apt install ocrmypdf (Debian, Ubuntu), brew install ocrmypdf (macOS), or see ocrmypdf.readthedocs.io"
FIRST_PAGES = "1-3"  # where the abstract is


def recognised(path: Path, data: bytes, options: Options) -> bytes:
    """Return the PDF with a layer of text under its pictures; the file itself is not touched.

    Raises:
        Unreadable: If ocrmypdf is not installed, fails, or takes too long.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise Unreadable(path, f"is scanned and {PROGRAM} is not installed to read it; {INSTALL}")
    pages = [] if options.full_text else ["--pages", FIRST_PAGES]
    with tempfile.TemporaryDirectory() as folder:
        scan, read = Path(folder, "scan.pdf"), Path(folder, "read.pdf")
        scan.write_bytes(data)
        command = [program, "--quiet", "--skip-text", "--output-type", "pdf", *pages, str(scan), str(read)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=0.8 * options.seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                path, f"is scanned and takes {PROGRAM} more than {options.seconds:.0f} s; raise --max-seconds"
            ) from error
        if done.returncode or not read.exists():
            said = " ".join(done.stderr.split())[-160:] or f"status {done.returncode}"
            raise Unreadable(path, f"is scanned and {PROGRAM} cannot read it ({said})")
        return read.read_bytes()
