"""``evidence check``: one block for each thing that does not fit, a last line, a status an editor's script can use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from extractor.check import check
from extractor.check.names import NAMES
from extractor.cli import main
from extractor.show.misfits import block, misfits
from tests.check_cases import finding, study
from tests.folder import RELIEF, papers, quick

__all__ = ["quick"]  # a fixture
pytestmark = pytest.mark.usefixtures("quick")
WRONG = "We operated on 43 patients. Pain relief was achieved in 24 of 43 patients (56.8%). Nobody died.\n"


def test_a_misfit_is_shown_with_its_sentence_its_arithmetic_and_what_would_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = papers(tmp_path / "in", {"good.txt": RELIEF, "wrong.txt": WRONG})
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.err == ""
    first, *rest = said.out.split("\n\n")
    assert first.splitlines() == [
        f"{folder / 'wrong.txt'}",
        "  Pain relief was achieved in [[24]] of [[43]] patients ([[56.8]]%).",
        "  does not fit  24/43 = 55.81 %, not 56.8 %",
        "  would fit     Likely 55.8 for 56.8: one digit",
        "  check         count_percentage: n/N is the percentage beside it (INSPECT-SR 4.8)",
    ]
    assert rest == ["2 documents, 10 numbers (100 % accounted for), 2 checks made, 0 not possible: 1 does not fit\n"]


def test_a_text_in_which_everything_fits_makes_the_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = papers(tmp_path, {"good.txt": RELIEF}) / "good.txt"
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out.endswith("1 check made, 0 not possible: everything that could be checked fits\n")
    assert [path.name for path in tmp_path.iterdir()] == ["good.txt"], "nothing is stored"


def test_a_program_gets_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = papers(tmp_path, {"wrong.txt": WRONG}) / "wrong.txt"
    assert main(["check", str(file), "--format", "jsonl"]) == 1
    said = capsys.readouterr()
    (line,) = said.out.splitlines()
    told = json.loads(line)
    assert (told["path"], told["check"], told["inspect_sr"]) == (str(file), "count_percentage", "4.8")
    assert {it["name"]: WRONG[it["start"] : it["end"]] for it in told["inputs"]} == {
        "value": "56.8", "numerator": "24", "denominator": "43",
    }  # fmt: skip
    (sentence,) = told["sentences"]
    assert WRONG[sentence["start"] : sentence["end"]] == sentence["text"]
    assert said.err.startswith("1 document, ")


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = papers(tmp_path / "in", {"empty.txt": "", "good.txt": RELIEF})
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr()
    assert said.err == f"evidence: {folder / 'empty.txt'}: is empty\n"
    assert said.out.startswith("1 document, ")


@pytest.mark.parametrize("arguments", [["check"], ["check", "x.txt", "--format", "html"]], ids=["no path", "no format"])
def test_wrong_usage_makes_the_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: evidence check" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err.startswith("evidence: ")


def test_a_sentence_cannot_drive_the_terminal() -> None:
    text = "Relief\x1b[2J came to 24 of 43 (56.8%)."
    share = finding("24 of 43 (56.8%)", numerator=24, denominator=43, denominator_source="stated", value="56.8")
    told = check(study(text, share))
    shown = "".join(block(it) for it in misfits(told))
    assert "\x1b" not in shown


def test_every_verdict_has_a_question_and_no_question_is_left_over() -> None:
    """The names in the code of the checks are those that ``names`` explains."""
    folder = Path(__file__).parent.parent / "extractor" / "check"
    code = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py") if file.name != "names.py")
    used = set(re.findall(r'Check\(\s*[\w.()\[\]]+(?:\([^)]*\))?(?:, key=lambda[^"]*)?,\s*"(\w+)"', code))
    used |= {"interval_holds_estimate", "iqr_holds_estimate", "range_holds_estimate", "sexes_sum"}
    assert used == set(NAMES)
