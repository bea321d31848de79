"""What the README shows is what happens: its transcripts are run, its pictures and paths are there.

``python -m tests.test_readme`` writes the answers into the README again after a change that alters them; read the
difference before you commit it.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
TOML = re.compile(r"`(?P<file>my-rules/\S+\.toml)`:\n\n```toml\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"(?<=after )\d+\.\d(?= s$)", re.MULTILINE)


def desk(folder: Path) -> Path:
    """Lay out what a reader of the README has before them: the examples, the rules they wrote, the command."""
    (folder / "corpus").symlink_to(ROOT / "corpus")
    for written in TOML.finditer(README.read_text(encoding="utf-8")):
        file = folder / written["file"]
        file.parent.mkdir(parents=True)
        file.write_text(written["content"], encoding="utf-8")
    command = folder / "bin" / "evidence"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n')
    command.chmod(0o755)
    return folder


def run(command: str, folder: Path) -> str:
    """Return what a line typed at the prompt prints."""
    env = os.environ | {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr


def played(transcript: str, folder: Path) -> str:
    """Return *transcript* with the answers of today; the seconds of a run stay as they are printed."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", transcript, re.MULTILINE):
        lines += [f"$ {command}", *run(command, folder).rstrip("\n").splitlines()]
    seconds = iter(SECONDS.findall(transcript))
    return SECONDS.sub(lambda now: next(seconds, now.group()), "\n".join(lines)) + "\n"


def test_the_transcripts_are_what_happens(tmp_path: Path) -> None:
    desk(tmp_path)
    shown = CONSOLE.findall(README.read_text(encoding="utf-8"))
    assert shown
    today = [played(transcript, tmp_path) for transcript in shown]
    difference = difflib.unified_diff(
        "".join(shown).splitlines(), "".join(today).splitlines(), "README.md", "today", "", "", 1, ""
    )
    assert shown == today, "python -m tests.test_readme mends the README:\n" + "\n".join(difference)


@pytest.mark.parametrize("page", ["README.md", "corpus/README.md", "rules/README.md"])
def test_what_a_page_names_is_there(page: str) -> None:
    """Links, pictures, and whatever in backticks looks like a path of this project."""
    text = (ROOT / page).read_text(encoding="utf-8")
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    rooms = ("corpus/", "rules/", "db/schema", "db/queries", "reports/templates", "extractor/", "tests/", "docs/")
    named = [name for name in re.findall(r"`([^`\s*]+)`", text) if name.startswith(rooms)]
    missing = [name for name in linked if not (ROOT / page).parent.joinpath(name).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_the_readme_names_every_command_and_table() -> None:
    text = README.read_text(encoding="utf-8")
    schema = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "db" / "schema").glob("*.sql")))
    tables = re.findall(r"CREATE (?:TABLE|VIEW|VIRTUAL TABLE) (\w+)", schema)
    unnamed = [name for name in tables if f"`{name}`" not in text]
    assert unnamed == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        place = desk(Path(made))
        page = README.read_text(encoding="utf-8")
        README.write_text(CONSOLE.sub(lambda shown: played(shown.group(), place), page), encoding="utf-8")
