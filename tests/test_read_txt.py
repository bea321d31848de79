"""The text of a text file, whatever its encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.read import read

ABSTRACT = "Résumé: survival was 20.9±2.7 months in 43 patients “alive” – 55·8%.\r\nThe end.\r\n"


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        pytest.param(ABSTRACT.encode(), False, id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + ABSTRACT.encode(), False, id="UTF-8 with its mark"),
        pytest.param(codecs.BOM_UTF16_LE + ABSTRACT.encode("utf-16-le"), True, id="UTF-16 little"),
        pytest.param(codecs.BOM_UTF16_BE + ABSTRACT.encode("utf-16-be"), True, id="UTF-16 big"),
        pytest.param(codecs.BOM_UTF32_LE + ABSTRACT.encode("utf-32-le"), True, id="UTF-32 little"),
        pytest.param(ABSTRACT.encode("cp1252"), True, id="Windows-1252"),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, data: bytes, warned: bool) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path / "a.txt", "a")
    assert document.text == ABSTRACT
    assert (document.name, document.format, document.path) == ("a", "txt", str(tmp_path / "a.txt"))
    assert bool(document.warnings) is warned  # a guess is told


def test_latin_1_is_read(tmp_path: Path) -> None:
    text = "Âge moyen: 54 ans; 20.9±2.7 mois.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("latin-1"))
    assert read(tmp_path / "a.txt", "a")[0].text == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
def test_the_text_of_a_utf_8_file_is_the_file(tmp_path: Path, text: str) -> None:
    text = text.removeprefix("\ufeff") + "\r\n."
    if text.startswith(("\ufeff", "{\\rtf")):
        return
    (tmp_path / "a.txt").write_bytes(text.encode())
    (document,) = read(tmp_path / "a.txt", "a")
    assert document.text == text
    assert "".join(text[region.start : region.end] for region in document.regions) == text
