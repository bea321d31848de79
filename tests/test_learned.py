"""How a text looks to the learned reader, and how its scores become words; no weights are needed here."""

from __future__ import annotations

import doctest
import importlib
from itertools import pairwise, product

import numpy as np
import pytest

from extractor.learned.pointing import likeliest, log_chances
from extractor.learned.tagging import HABIT, best, gains, runs
from extractor.learned.text import SHAPES, UNKNOWN, Vocabulary, shape, windows
from extractor.train.tags import follows

WORDS = [
    "[PAD]", UNKNOWN, "[CLS]", "[SEP]", "[MASK]", "pain", "was", "re", "##lie", "##ved", "in", "of", "%", "naive", "t",
    "##1", "##2", ".", *SHAPES,
]  # fmt: skip


@pytest.fixture
def known() -> Vocabulary:
    return Vocabulary(WORDS)


def named(known: Vocabulary, text: str) -> list[str]:
    """Return the pieces of *text* by name."""
    return [WORDS[i] for i in known.pieces(text).ids]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(importlib.import_module("extractor.learned.text")).failed == 0


def test_a_number_is_one_piece_that_tells_its_shape_but_not_its_digits(known: Vocabulary) -> None:
    assert named(known, "Pain was relieved in 55.8% of 43.") == [
        "pain", "was", "re", "##lie", "##ved", "in", "<99.9>", "%", "of", "<99>", ".",
    ]  # fmt: skip
    assert named(known, "55.8") == named(known, "61.2") != named(known, "6.12")


def test_every_shape_a_number_can_have_is_in_the_vocabulary() -> None:
    printed = [f"{whole}{decimals}" for whole in (0, 1, 2, 10, 95, 100, 1899, 1998, 2024, 9999, 10**6) for decimals in
               ("", ".0", ".04", ".5", ".55", ".555", "·7")]  # fmt: skip
    assert {shape(number) for number in printed} <= set(SHAPES)


def test_a_level_is_a_word_and_not_a_number(known: Vocabulary) -> None:
    assert named(known, "T12") == ["t", "##1", "##2"]


def test_capitals_and_accents_make_no_difference_and_offsets_stay_true(known: Vocabulary) -> None:
    text = "PAIN, naïve"
    pieces = known.pieces(text)
    assert [(WORDS[i], text[s:e]) for i, s, e in zip(pieces.ids, pieces.starts, pieces.ends, strict=True)] == [
        ("pain", "PAIN"), (UNKNOWN, ","), ("naive", "naïve"),
    ]  # fmt: skip


def test_characters_are_found_again_as_pieces(known: Vocabulary) -> None:
    pieces = known.pieces("pain was relieved in 43")
    assert pieces.at(9, 17) == (2, 4)
    assert pieces.at(10, 12) == (2, 3), "half of a word"
    assert pieces.at(4, 5) is None, "white space"


def test_a_long_text_is_cut_where_a_sentence_begins(known: Vocabulary) -> None:
    text = "pain was in 43. " * 4
    pieces = known.pieces(text)
    parts = list(windows(pieces, [0, 16, 32, 48], 12))
    assert [len(part) for part in parts] == [10, 10]
    assert [i for part in parts for i in part.ids] == list(pieces.ids), "nothing is lost"
    assert [len(part) for part in windows(pieces, [0], 12)] == [12, 8], "one endless sentence is cut all the same"


def test_the_likeliest_run_ends_behind_its_beginning() -> None:
    starts = log_chances(np.array([0.0, 1.0, 9.0, 0.0, 0.0], dtype=np.float32))
    ends = log_chances(np.array([9.0, 0.0, 1.0, 5.0, 0.0], dtype=np.float32))
    found = likeliest(starts, ends)
    assert (found.first, found.last) == (2, 3)
    assert 0 < found.chance < 0.1, "the likeliest end stood before it"


def test_a_run_is_no_longer_than_allowed() -> None:
    starts, ends = np.full(6, -9.0, dtype=np.float32), np.full(6, -9.0, dtype=np.float32)
    starts[0], ends[5], ends[1] = 0.0, 0.0, -1.0
    assert likeliest(starts, ends).last == 5
    assert likeliest(starts, ends, longest=3).last == 1


TAGS = ["O", "B-outcome", "I-outcome", "B-age", "I-age", "iv-bin-percent"]


EVEN = np.zeros((len(TAGS), len(TAGS)))


def test_no_run_goes_on_that_did_not_begin() -> None:
    scores = np.zeros((3, len(TAGS)), dtype=np.float32)
    scores[0, 0], scores[1, 2], scores[1, 1], scores[2, 4] = 5, 3, 2, 1
    path = best(scores, gains(TAGS, EVEN.tolist()))
    assert [TAGS[i] for i in path][:2] == ["O", "B-outcome"]
    assert TAGS[path[2]] != "I-age"


def test_the_best_sequence_is_the_best_of_all_that_are_allowed() -> None:
    """Held to every sequence of four tags, tried one by one."""
    draw = np.random.default_rng(7)
    for _ in range(20):
        scores = draw.normal(size=(4, len(TAGS))).astype(np.float32)
        follows = draw.normal(size=EVEN.shape)
        tried = {
            path: sum(scores[i, tag] + HABIT * follows[a, tag] for i, (a, tag) in enumerate(pairwise((0, *path))))
            for path in product(range(len(TAGS)), repeat=4)
            if all(not TAGS[b].startswith("I-") or TAGS[a][2:] == TAGS[b][2:] for a, b in pairwise((0, *path)))
        }
        assert tuple(best(scores, gains(TAGS, follows.tolist()))) == max(tried, key=lambda path: tried[path])


def test_what_usually_follows_decides_where_the_scores_do_not() -> None:
    sequences = [[0, 1, 2, 2, 0]] * 30 + [[0, 1, 0, 0, 0]]
    usual = follows(sequences, len(TAGS))
    assert usual[1][2] > 0 > usual[1][0] > usual[1][1], "a run of two is usual, one of one rare, two in a row unseen"
    scores = np.full((3, len(TAGS)), -9, dtype=np.float32)
    scores[0, 1], scores[1, 0], scores[1, 2], scores[2, 0] = 5, 0.1, 0, 5
    assert best(scores, gains(TAGS, EVEN.tolist()))[1] == 0
    assert best(scores, gains(TAGS, usual))[1] == 2


def test_tags_become_labelled_runs() -> None:
    path = [TAGS.index(t) for t in ("B-outcome", "I-outcome", "B-outcome", "O", "iv-bin-percent", "B-age")]
    assert list(runs(path, TAGS)) == [(0, 1, "outcome"), (2, 2, "outcome"), (4, 4, "iv-bin-percent"), (5, 5, "age")]
