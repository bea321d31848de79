"""`make` finds a Python that fits, installs once what the locks name, and hands paths on as they are."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TARGETS = ("help", "extract", "test", "check", "report", "score", "bench", "open", "browse", "model", "clean")
LOCKS = ("requirements.lock", "requirements-browse.lock", "requirements-dev.lock")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Give a folder with a space in its name that holds what make needs; no Python is to be found there."""
    clone = tmp_path / "my clone"
    clone.mkdir()
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, clone)
    (clone / "bin").mkdir()
    for tool in ("sh", "env", "awk", "mkdir", "chmod", "touch", "rm", "dirname"):
        (clone / "bin" / tool).symlink_to(found(tool))
    return clone


def found(tool: str) -> str:
    """Return where a tool of the system is."""
    place = shutil.which(tool)
    assert place, f"{tool} is needed by the Makefile"
    return place


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in *clone* with no programs but those in its ``bin``."""
    env = {"PATH": str(clone / "bin"), "DB": "somebody's own variable"}
    command = [found("make"), *arguments]
    return subprocess.run(command, cwd=clone, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def program(file: Path, *lines: str) -> None:
    """Write a shell script."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def installed(clone: Path) -> None:
    """Make a .venv that is ready, whose Python only prints its arguments, one a line."""
    program(clone / ".venv/bin/python", 'for word; do printf "%s\\n" "$word"; done')
    for stamp in ("installed", "installed-browse", "installed-dev", "installed-train"):
        (clone / ".venv" / stamp).touch()


# ------------------------------------------------------------------ targets


def test_make_alone_lists_every_target_on_a_line_of_its_own(clone: Path) -> None:
    run = make(clone)
    assert [line.split()[1] for line in run.stdout.splitlines()] == list(dict.fromkeys(_order(run.stdout)))
    assert set(_order(run.stdout)) == set(TARGETS)
    assert make(clone, "help").stdout == run.stdout


def _order(listed: str) -> list[str]:
    return re.findall(r"^make ([a-z]+)\s+\S", listed, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["extract"], "extract|corpus/examples|--db|db/evidence.sqlite|--out|reports/site"),
        (
            ["extract", "CORPUS=my review/it's $$5", "DB=a b.sqlite", 'OUT=the "page"', "RULES=my rules", "MODEL=en_x"],
            'extract|my review/it\'s $5|--db|a b.sqlite|--out|the "page"|--rules|my rules|--model|en_x',
        ),
        (
            ["extract", "OPTIONS=--full-text --max-pages 9"],
            "extract|corpus/examples|--db|db/evidence.sqlite|--out|reports/site|--full-text|--max-pages|9",
        ),
        (["report", "DB=a b.sqlite"], "report|--db|a b.sqlite|--out|reports/site"),
        (["score"], "score|corpus/gold"),
        (["score", "GOLD=my gold"], "score|my gold"),
    ],
    ids=["extract", "paths with blanks and quotes", "extract with options", "report", "score", "score of a folder"],
)
def test_a_target_hands_its_variables_on_as_they_are(arguments: list[str], command: str, clone: Path) -> None:
    installed(clone)
    run = make(clone, *arguments)
    assert run.stdout.splitlines() == ["-m", "extractor", *command.split("|")]


def test_bench_takes_a_file_and_a_limit(clone: Path) -> None:
    installed(clone)
    assert make(clone, "bench").stdout.splitlines() == ["-m", "extractor.bench"]
    shown = make(clone, "bench", "BENCH=my file.jsonl.gz", "LIMIT=10").stdout.splitlines()
    assert shown == ["-m", "extractor.bench", "my file.jsonl.gz", "--limit", "10"]


def test_browse_takes_the_database_the_pages_and_a_port(clone: Path) -> None:
    installed(clone)
    shown = make(clone, "browse").stdout.splitlines()
    assert shown == ["-m", "extractor.browse", "db/evidence.sqlite", "--site", "reports/site"]
    shown = make(clone, "browse", "DB=a b.sqlite", "OUT=pages", "PORT=8002").stdout.splitlines()
    assert shown == ["-m", "extractor.browse", "a b.sqlite", "--site", "pages", "--port", "8002"]


def test_model_takes_the_gold_the_abstracts_and_whether_to_use_open_sets_only(clone: Path) -> None:
    installed(clone)
    shown = make(clone, "model", "GOLD=my gold", "ABSTRACTS=my abstracts.jsonl.gz", "OPEN=1").stdout.splitlines()
    assert shown == ["-m", "extractor.train", "my gold", "my abstracts.jsonl.gz", "--open"]
    assert "--open" not in make(clone, "model", "ABSTRACTS=a").stdout


def test_a_failure_is_the_status_of_make(clone: Path) -> None:
    installed(clone)
    program(clone / ".venv/bin/python", "exit 1")
    assert make(clone, "extract").returncode != 0


def test_test_runs_lint_types_and_tests(clone: Path) -> None:
    installed(clone)
    shown = make(clone, "check").stdout
    assert re.findall(r"^(?:ruff|mypy|pytest)$", shown, re.MULTILINE) == ["ruff", "mypy", "pytest"]
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_clean_leaves_the_papers_and_the_installed(clone: Path) -> None:
    installed(clone)
    for made in ("db/evidence.sqlite", "db/schema/1.sql", "reports/site/index.html", "corpus/examples/a.txt"):
        (clone / made).parent.mkdir(parents=True, exist_ok=True)
        (clone / made).touch()
    assert make(clone, "clean").returncode == 0
    left = {str(file.relative_to(clone)) for file in clone.rglob("*") if file.is_file()}
    assert {"db/schema/1.sql", "corpus/examples/a.txt", ".venv/installed"} <= left
    assert not {"db/evidence.sqlite", "reports/site/index.html"} & left


# ------------------------------------------------------------------ finding a Python, installing once

WRONG = 'echo "not this one" >&2; exit 1'  # a shim without its Python, or a Python of another version
# what a right one does: it agrees, and makes a .venv whose python appends what it is asked to do to a file
RIGHT = (
    'case "$1" in -c) exit 0;; esac',
    'mkdir -p .venv/bin .venv/lib/python3.12/site-packages; echo "$0 $*" >>log',
    'printf "#!/bin/sh\\necho \\"python \\$*\\" >>log\\n" >.venv/bin/python; chmod +x .venv/bin/python',
)


def log(clone: Path) -> list[str]:
    """Return what was done, by the programs' names."""
    return (clone / "log").read_text().replace(f"{clone / 'bin'}/", "").splitlines()


@pytest.mark.parametrize(
    ("programs", "chosen"),
    [
        ({"python3": RIGHT, "python3.12": RIGHT}, "python3 -m venv"),
        ({"python3": (WRONG,), "python3.12": RIGHT}, "python3.12 -m venv"),
        ({"python3": (WRONG,), "python3.12": (WRONG,), "python3.11": RIGHT}, "python3.11 -m venv"),
        ({"python3": (WRONG,), "python3.12": (WRONG,), "python3.11": (WRONG,), "uv": RIGHT}, "uv venv"),
    ],
    ids=["python3", "python3.12", "python3.11", "uv"],
)
def test_the_first_python_that_fits_makes_the_venv(
    programs: dict[str, tuple[str, ...]], chosen: str, clone: Path
) -> None:
    for name, lines in programs.items():
        program(clone / "bin" / name, *lines)
    assert make(clone, "extract").returncode == 0
    assert log(clone)[0].startswith(chosen)


def test_without_a_python_that_fits_one_line_says_what_to_install(clone: Path) -> None:
    for name in ("python3", "python3.12", "python3.11"):
        program(clone / "bin" / name, WRONG)
    run = make(clone, "extract")
    said = [line for line in run.stderr.splitlines() if not line.startswith("make: ***")]
    assert run.returncode != 0
    assert len(said) == 1 and said[0].startswith("evidence needs Python 3.12 or 3.11")
    assert not (clone / ".venv").exists()


def test_the_first_run_installs_and_the_second_does_not(clone: Path) -> None:
    program(clone / "bin" / "python3", *RIGHT)
    first = make(clone, "extract")
    assert [line.split(" --")[0] for line in log(clone)] == [
        "python3 -m venv", "python -m pip install -qq", "python -m extractor extract corpus/examples",
    ]  # fmt: skip
    assert "--require-hashes --requirement requirements.lock" in log(clone)[1]
    assert len(first.stderr.splitlines()) == 1, "one line says what takes so long"
    again = make(clone, "extract")
    assert len(log(clone)) == 4 and again.stderr == ""


def test_an_install_that_breaks_off_is_tried_again(clone: Path) -> None:
    program(
        clone / "bin" / "python3", *RIGHT[:-1], 'printf "#!/bin/sh\\nexit 1\\n" >.venv/bin/python; chmod +x .venv/bin/*'
    )
    assert make(clone, "extract").returncode != 0
    assert not (clone / ".venv/installed").exists()


def test_the_installed_command_works_from_anywhere(clone: Path, tmp_path: Path) -> None:
    program(clone / "bin" / "python3", *RIGHT)
    make(clone, "extract")
    program(clone / ".venv/bin/python", 'echo "$@"')
    command = [clone / ".venv/bin/evidence", "why", "paper one:f3"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "-m extractor why paper one:f3\n"
    site = clone / ".venv/lib/python3.12/site-packages"
    assert (site / (site / "evidence-extractor.pth").read_text().strip()).resolve() == clone.resolve()


# ------------------------------------------------------------------ locks


def locked(name: str) -> dict[str, str]:
    """Return the version of each package a lock names."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_versions_and_hashes_and_no_address(name: str) -> None:
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text().strip())
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry) and "--hash=sha256:" in entry
    assert "://" not in "".join(entries) and "index" not in "".join(entries).replace("--", "")


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    main, browse, dev = (locked(name) for name in LOCKS)
    extras = project["optional-dependencies"]
    assert {_name(line) for line in project["dependencies"]} <= main.keys()
    assert {_name(line) for line in extras["browse"]} <= browse.keys()
    assert {_name(line) for line in extras["dev"]} <= dev.keys()
    assert main.items() <= browse.items() <= dev.items(), "browsing and testing change nothing of what users have"


def test_what_users_install_stays_lean() -> None:
    assert (
        not {"torch", "pandas", "transformers", "pytest", "mypy", "fpdf2", "datasette", "playwright"}
        & locked("requirements.lock").keys()
    )


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9-]", requirement)[0].lower()
