"""What .ci/run does about a Chromium: finds it, installs it where it may, else says what is wrong before any test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_make import ROOT, found, program


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder with the script, where make tells what it is asked and user 1000 has no programs but a few."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    program(tmp_path / "bin" / "make", 'echo "make $* $EVIDENCE_BROWSER"')
    program(tmp_path / "bin" / "id", "echo 1000")
    for tool in ("sh", "bash", "dirname", "env", "chmod"):
        (tmp_path / "bin" / tool).symlink_to(found(tool))
    return tmp_path


def run(clone: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script with no programs but those of the folder."""
    env = {"PATH": str(clone / "bin"), **variables}
    return subprocess.run([found("bash"), ".ci/run"], cwd=clone, env=env, capture_output=True, text=True)


CHROMIUM = '{ echo "#!/bin/sh" >"$HERE/bin/chromium"; chmod +x "$HERE/bin/chromium"; }'
APT = f'echo "apt-get $*" >&2; [ "$1" = update ] || {CHROMIUM}'


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_an_installed_chromium_is_used_and_the_tests_need_it(name: str, clone: Path) -> None:
    program(clone / "bin" / name)
    done = run(clone)
    assert (done.returncode, done.stdout) == (0, "make extract required\nmake test required\n")


def test_a_chromium_can_be_named(clone: Path) -> None:
    program(clone / "mine")
    assert run(clone, CHROMIUM=str(clone / "mine")).returncode == 0


def test_a_missing_one_is_installed_by_root(clone: Path) -> None:
    program(clone / "bin" / "id", "echo 0")
    program(clone / "bin" / "apt-get", APT)
    done = run(clone, HERE=str(clone))
    assert done.returncode == 0, done.stderr
    assert "apt-get update" in done.stderr and "install -qq --no-install-recommends chromium" in done.stderr
    assert "make test required" in done.stdout


def test_a_missing_one_is_installed_with_sudo(clone: Path) -> None:
    program(clone / "bin" / "apt-get", APT)
    program(clone / "bin" / "sudo", 'shift; echo "sudo $*" >&2; exec "$@"')
    (clone / "bin" / "true").symlink_to(found("true"))
    done = run(clone, HERE=str(clone))
    assert done.returncode == 0, done.stderr
    assert "sudo apt-get update" in done.stderr


@pytest.mark.parametrize(
    ("programs", "says"),
    [
        ({}, "there is no apt-get to install it with"),
        ({"apt-get": APT, "sudo": "exit 1"}, "takes root or sudo without a password"),
        ({"apt-get": "exit 100", "id": "echo 0"}, "apt-get could not"),
        ({"apt-get": "exit 0", "id": "echo 0"}, "still not on the PATH"),
    ],
    ids=["no apt-get", "no sudo", "no such package", "installed elsewhere"],
)
def test_where_it_cannot_be_installed_nothing_is_tested_and_it_is_said_why(
    programs: dict[str, str], says: str, clone: Path
) -> None:
    for name, does in programs.items():
        program(clone / "bin" / name, does)
    done = run(clone)
    assert done.returncode != 0 and says in done.stderr and "CHROMIUM" in done.stderr
    assert "make" not in done.stdout


# ------------------------------------------------------------------ the tests without a Chromium


@pytest.mark.parametrize(
    ("required", "outcome"), [("", "1 skipped"), ("required", "1 error")], ids=["at a desk", "where CI asks for one"]
)
def test_without_a_chromium_one_line_says_what_to_install(required: str, outcome: str) -> None:
    env = os.environ | {"CHROMIUM": "/nowhere/chromium", "EVIDENCE_BROWSER": required}
    command = [sys.executable, "-m", "pytest", "-rsE", "-p", "no:cacheprovider", "tests/browser/test_keyboard.py"]
    done = subprocess.run([*command, "-k", "skip_the_heading"], cwd=ROOT, env=env, capture_output=True, text=True)
    assert outcome in done.stdout and "install one (apt-get install chromium)" in done.stdout
    assert (done.returncode == 0) is (required == "")
