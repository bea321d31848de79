"""Studies of the same people or hospital, in the same years, on one subject, are named to the reader."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.overlap import Cohort, author_key, centres, overlaps, period

EARLY = Cohort(
    "early", 43, 2003, 2008, frozenset({"reyes a", "okafor b", "lind c"}), frozenset({"invented general hospital"}),
    frozenset({"meningioma"}),
)  # fmt: skip
LATE = replace(EARLY, name="late", n=120, first=2001, last=2012)


@pytest.mark.parametrize(
    ("other", "flagged"),
    [
        pytest.param(LATE, True, id="same people, hospital, years and subject"),
        pytest.param(replace(LATE, centres=frozenset()), True, id="two authors are enough"),
        pytest.param(replace(LATE, authors=frozenset()), True, id="the hospital is enough"),
        pytest.param(
            replace(LATE, authors=frozenset({"reyes a"}), centres=frozenset()), False, id="one author may be a namesake"
        ),
        pytest.param(replace(LATE, first=2009, last=2012), False, id="other years"),
        pytest.param(replace(LATE, subjects=frozenset({"chordoma"})), False, id="another disease"),
        pytest.param(replace(LATE, subjects=frozenset()), True, id="a subject that nobody named"),
    ],
)
def test_studies_that_may_share_patients(other: Cohort, flagged: bool) -> None:
    assert bool(overlaps([EARLY, other])) == flagged
    assert overlaps([EARLY, other]) == overlaps([other, EARLY])


def test_the_reason_tells_who_when_and_how_many() -> None:
    (found,) = overlaps([LATE, EARLY])
    assert (found.name, found.other) == ("early", "late")
    assert found.reason == (
        "3 authors in common, invented general hospital; recruited 2003–2008 and 2001–2012; the 43 may be among the 120"
    )


def test_a_cohort_that_reaches_past_the_other_is_not_called_nested() -> None:
    (found,) = overlaps([EARLY, replace(LATE, first=2005)])
    assert found.reason.endswith("43 and 120 patients")


def test_a_name_that_hundreds_share_joins_nobody() -> None:
    many = [replace(EARLY, name=f"{n}", authors=frozenset({"li w", "wang y"}), centres=frozenset()) for n in range(300)]
    assert overlaps(many) == ()


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("García-Ruiz A.B.", "garciaruiz a"),
        ("van der Berg, Jan", "van der berg j"),
        ("J. van der Berg", "van der berg j"),
    ],
)
def test_an_author_is_known_however_the_name_is_printed(printed: str, key: str) -> None:
    assert author_key(printed) == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We saw them at the Made-Up University Hospital of Basel.", {"made-up university hospital of basel"}),
        ("Data came from the National Cancer Institute registry.", set()),
        ("They were treated at a tertiary referral hospital.", set()),
        ("From the Department of Surgery, St. Elsewhere Medical Center, Oslo", {"elsewhere medical center"}),
    ],
    ids=["named", "a body that collects data", "no name", "in an address"],
)  # fmt: skip
def test_hospitals_are_found_by_name(text: str, found: set[str]) -> None:
    assert centres(text) == found


@pytest.mark.parametrize(
    ("years", "published", "found"),
    [
        (["2003", "2010"], 2012, (2003, 2010)),
        (["January 1996", "31 December 2006"], None, (1996, 2006)),
        (["2003-2010"], 2012, (2003, 2010)),
        (["2003", "2030"], 2012, (2003, 2003)),
        ([], 2012, None),
    ],
)
def test_years_of_recruitment(years: list[str], published: int | None, found: tuple[int, int] | None) -> None:
    assert period(years, published) == found
