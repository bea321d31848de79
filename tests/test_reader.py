"""The reader that ships: it answers, the same each time, about every number, and stays within its windows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extractor.errors import EvidenceError
from extractor.learned import Learned, Said
from extractor.learned.model import WEIGHTS, unsigned
from extractor.model import LABELS, Region, Span
from tests.reading import language, numbers

TEXT = (
    "Drain or no drain after thyroidectomy. A total of 124 patients were randomised to a suction drain (n = 61) or to "
    "no drain (n = 63). Wound infection occurred in 8.2% of the drain group and in 3.2% of the no-drain group "
    "(p = 0.23). Mean hospital stay was 3.4 days."
)


@cache
def reader() -> Learned:
    return Learned()


def heard(text: str, regions: tuple[Region, ...] = ()) -> Said:
    return reader().read(text, regions, language().annotate(text).sentences, numbers(text))


def words(text: str, span: Span) -> str:
    return text[span.start : span.end]


def test_it_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 40_000_000


def test_it_says_what_a_number_is_about() -> None:
    about = heard(TEXT).about
    infection, other, stay = (about[TEXT.index(n)] for n in ("8.2", "3.2%", "3.4"))
    assert "infection" in words(TEXT, infection.outcome.span).lower()
    assert "infection" in words(TEXT, other.outcome.span).lower()
    assert "stay" in words(TEXT, stay.outcome.span)
    assert words(TEXT, infection.arm.span).startswith("drain")
    assert stay.no_arm > infection.no_arm


@pytest.mark.parametrize(
    ("printed", "asked"), [("-1.2", "1.2"), ("\u2212 \u00b75", "\u00b75"), ("+ 3", "3"), ("4", "4"), ("no", "no")]
)
def test_it_is_asked_about_a_number_where_its_digits_begin(printed: str, asked: str) -> None:
    """There it was taught to look: of a minus by itself it knows nothing."""
    assert printed[unsigned(printed, 0) :] == asked


def test_it_says_what_kind_of_number_it_is() -> None:
    about = heard(TEXT).about
    kinds = {n: max(about[TEXT.index(n)].kinds.items(), key=lambda k: k[1])[0] for n in ("124", "8.2", "0.23")}
    assert kinds == {"124": "size", "8.2": "proportion", "0.23": "none"}, (
        "a p-value that judges a result is none itself"
    )
    assert about[TEXT.index("124")].roles["total-participants"] > 0.5


def test_the_value_of_a_number_does_not_matter() -> None:
    twin = TEXT.replace("8.2", "9.7").replace("124", "133")
    told, again = heard(TEXT), heard(twin)
    assert told.mentions == again.mentions
    assert {k: a.outcome for k, a in told.about.items()} == {k: a.outcome for k, a in again.about.items()}


def test_its_mentions_are_words_of_the_text_with_our_labels() -> None:
    mentions = heard(TEXT).mentions
    assert {m.label for m in mentions} & {"intervention", "control", "outcome"}
    assert all(m.label in LABELS and TEXT[m.start : m.end] == m.text.strip() for m in mentions)


def test_what_stands_around_the_abstract_is_not_read() -> None:
    page = "Accepted 3 May. " + TEXT
    regions = (Region(0, 16, "furniture"), Region(16, len(page), "abstract"))
    assert all(start >= 16 for start in heard(page, regions).about)


def test_a_text_longer_than_its_window_is_read_to_the_end() -> None:
    page = " ".join([TEXT] * 9)
    about = heard(page, (Region(0, len(page), "abstract"),)).about
    assert max(about) > len(page) - len(TEXT)


@pytest.mark.parametrize("text", ["", " ", "No numbers at all.", "7", "\u2009±§", "12 " * 2000], ids=str)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert heard(text, (Region(0, len(text), "abstract"),)) is not None


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"no reader\.onnx; run `make model`, or read with `--model none`"):
        Learned(tmp_path)
