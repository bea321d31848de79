"""A study is called what a clinician would call it, and its file is called what any disk takes."""

from __future__ import annotations

import doctest

import pytest

from extractor.model import Document
from extractor.render import chart, column, names


def document(name: str, *authors: str, year: int | None = None, title: str | None = None) -> Document:
    return Document(name, f"{name}.txt", "txt", "", "", authors=authors, year=year, title=title)


@pytest.mark.parametrize(
    ("author", "family"),
    [
        ("Li W", "Li"),
        ("Wei Li", "Li"),
        ("Li, Wei", "Li"),
        ("Li, W.", "Li"),
        ("W. X. Li", "Li"),
        ("Li WX, MD", "Li"),
        ("Ludwig van der Rohe", "van der Rohe"),
        ("van der Rohe L", "van der Rohe"),
        ("García-Ruiz A.B.", "García-Ruiz"),
        ("Okafor1,2", "Okafor"),
        ("Plato", "Plato"),
    ],
)
def test_the_family_name_is_found_however_the_author_is_printed(author: str, family: str) -> None:
    assert names.family(author) == family


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (document("x", "Li W", year=2010), "Li 2010"),
        (document("x", "Li W"), "Li"),
        (document("x", year=2010, title="Short title."), "Short title 2010"),
        (
            document("x", title="[Surgery for intradural spinal tumours in adults.]"),
            "Surgery for intradural spinal tumours in…",
        ),
        (document("scan 17"), "scan 17"),
    ],
    ids=["author and year", "author", "title and year", "long title", "nothing but a file"],
)
def test_a_study_is_named_by_what_is_known_of_it(made: Document, name: str) -> None:
    assert names.short_name(made) == name


def test_studies_of_one_author_and_year_get_letters_as_in_a_reference_list() -> None:
    three = [document(x, "Li W", year=2010) for x in "xyz"]
    assert names.short_names([*three, document("o", "Orr P", year=2010)]) == (
        "Li 2010a",
        "Li 2010b",
        "Li 2010c",
        "Orr 2010",
    )
    assert [names.letters(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]


# the six letters are those of `printf NAME | sha1sum`
@pytest.mark.parametrize(
    ("name", "stem"),
    [("li-2010", "li-2010"), ("../../etc/passwd", "etc-passwd-936d7c"), ("con", "con-b1f6e5")],
)
def test_a_file_name_is_kept_when_it_is_safe_and_marked_when_it_is_not(name: str, stem: str) -> None:
    assert names.file_stem(name) == stem


def test_names_that_differ_never_share_a_file_even_where_case_is_ignored() -> None:
    hostile = [
        "a b",
        "a-b",
        "A-B",
        "a/b",
        "a\\b",
        "a#b",
        "ä-b",
        "..",
        ".",
        "",
        "研究",
        "研究2",
        "x" * 300,
        "x" * 301,
        "nul",
        "NUL",
    ]
    stems = [names.file_stem(name) for name in hostile]
    assert len({stem.lower() for stem in stems}) == len(hostile)
    assert all(stem and set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_") for stem in stems)
    assert all(len(stem) < 80 and stem not in ("nul", "con") for stem in stems)


@pytest.mark.parametrize("module", [names, column, chart], ids=lambda m: m.__name__)
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
