"""Sexes, arms and complementary shares add up; where groups may overlap or be left out nobody is flagged."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from extractor.check import check
from extractor.check.sums import sex
from extractor.model import Arm, Sentence
from tests.check_cases import finding, study, the, verdicts


def people(quote, outcome, **fields):
    return finding(quote, outcome, **{"measure": "count", "unit": "patients", "category": "demographics", **fields})


def sexes(men, women, n=249, how="stated", **fields):
    text = f"There were {men} men and {women} women."
    pair = people(f"{men} men", "men", **fields), people(f"{women} women", "women", **fields)
    return check(study(text, *pair, n=n, how=how)).checks


def test_men_and_women_make_up_the_cohort():
    flag = the(sexes(152, 97), "sexes_sum")
    assert (flag.finding, flag.verdict, flag.reason) == (
        "f1",
        "consistent",
        "152 men + 97 women = 249: the whole cohort",
    )


@pytest.mark.parametrize(
    ("men", "women", "n", "how", "verdict"),
    [
        (152, 96, 249, "stated", "inconsistent"),
        (152, 98, 249, "stated", "inconsistent"),
        (12, 8, 249, "stated", "unchecked"),
        (152, 97, 249, "sum of sexes", "unchecked"),
        (152, 97, None, "stated", "unchecked"),
    ],
    ids=["one missing", "one too many", "a small subgroup", "the cohort is this sum", "no cohort"],
)
def test_sexes_that_do_not_make_up_the_cohort(men, women, n, how, verdict):
    assert the(sexes(men, women, n, how), "sexes_sum").verdict == verdict


def test_sexes_of_a_named_subgroup_are_held_to_that_subgroup():
    checks = sexes(130, 85, denominator=215, denominator_source="subgroup")
    assert the(checks, "sexes_sum").verdict == "consistent"


def test_a_subgroup_as_large_as_the_cohort_is_the_cohort():
    flag = the(sexes("38 men", "28 women", n=64, denominator=64, denominator_source="subgroup"), "sexes_sum")
    assert flag.verdict == "inconsistent"
    assert flag.reason.startswith("38 men + 28 women = 66, not 64 (the whole cohort)")


def test_one_sex_alone_is_not_a_sum():
    told = study("There were 152 men.", people("152 men", "men"), n=249)
    assert not verdicts(check(told).checks, "sexes_sum")


def test_two_pairs_that_were_not_told_apart_are_not_summed():
    text = "There were 20 men and 10 women, and 8 men and 5 women."
    parts = [people(q, q.split()[1]) for q in ("20 men", "10 women", "8 men", "5 women")]
    assert not verdicts(check(study(text, *parts)).checks, "sexes_sum")


def test_each_arm_has_its_own_sexes():
    arms = Arm("a1", "early", "intervention", 25), Arm("a2", "late", "control", 24)
    text = "There were 15 men and 10 women early, 14 men and 11 women late."
    parts = [
        people("15 men", "men", arm="a1"),
        people("10 women", "women", arm="a1"),
        people("14 men", "men", arm="a2"),
        people("11 women", "women", arm="a2"),
    ]
    checks = check(study(text, *parts, n=49, arms=arms)).checks
    assert [(c.finding, c.verdict) for c in checks if c.name == "sexes_sum"] == [
        ("f1", "consistent"),
        ("f3", "consistent"),  # 25 is the size of the early arm: whose sexes these are is not ours to say
    ]


@pytest.mark.parametrize(
    ("outcome", "concept", "is_of"),
    [
        ("women", None, "female"),
        ("men", None, "male"),
        ("female sex", None, "female"),
        ("patients", "sex_male", "male"),
        ("male to female ratio", None, None),
        ("menopause", None, None),
    ],
)
def test_whose_sex_a_result_is_about(outcome, concept, is_of):
    assert sex(people("12 of them", outcome, concept=concept)) == is_of


def arms_sum(
    sizes, n, roles=("intervention", "control", "group", "group"), text="49 patients took part.", how="stated"
):
    arms = tuple(Arm(f"a{i}", f"arm {i}", roles[i], size) for i, size in enumerate(sizes))
    cohort = finding("49 patients", "cohort size", measure="count", unit="patients", category="cohort_size")
    return check(study(text, cohort, n=n, arms=arms, how=how)).checks


@pytest.mark.parametrize(
    ("sizes", "n", "verdict"),
    [
        ((25, 24), 49, "consistent"),
        ((25, 23), 49, "inconsistent"),
        ((25, 24, 12), 49, "consistent"),
        ((49, 49), 49, "unchecked"),
        ((10, 12), 49, "unchecked"),
        ((25, None), 49, None),
        ((25, 12, 7), 49, "unchecked"),
        ((25, 20, None), 49, "unchecked"),
    ],
    ids=[
        "adds up",
        "one missing",
        "a group within",
        "crossover",
        "far off",
        "one size",
        "overlapping groups",
        "unsaid",
    ],
)
def test_arms_against_the_cohort(sizes, n, verdict):
    found = verdicts(arms_sum(sizes, n), "arms_sum")
    assert found == ([verdict] if verdict else [])


def test_the_arms_verdict_hangs_on_the_result_that_prints_the_cohort():
    flag = the(arms_sum((25, 24), 49), "arms_sum")
    assert (flag.finding, flag.reason) == ("f1", "25 + 24 = 49: the arms make up the cohort")


def test_patients_who_were_excluded_excuse_a_difference():
    text = "49 patients took part; one was excluded."
    assert the(arms_sum((25, 23), 49, text=text), "arms_sum").verdict == "unchecked"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("104 patients were randomised to a soft (n = 46) or a rigid brace (n = 54).", "inconsistent"),
        ("104 patients were seen. A soft (n = 46) or a rigid brace (n = 54) was worn.", "unchecked"),
        ("104 patients were seen: 46 with and 54 without pain.", "unchecked"),
    ],
    ids=["shared out", "in another sentence", "groups that may overlap"],
)
def test_groups_that_a_sentence_shares_the_cohort_out_to_make_it_up(text, verdict):
    arms = tuple(Arm(size, size, "group", int(size), text.index(size), text.index(size) + 2) for size in ("46", "54"))
    everyone = finding("104 patients", "cohort size", measure="count", category="cohort_size")
    told = study(text, everyone, n=104, arms=arms)
    begins = [0, *(match.end() for match in re.finditer(r"\. ", text)), len(text)]
    sentences = tuple(Sentence(start, end, "methods") for start, end in pairwise(begins))
    told = replace(told, cohort=replace(told.cohort, start=0, end=3), sentences=sentences)
    assert the(check(told).checks, "arms_sum").verdict == verdict


def test_arms_counted_in_a_result_may_have_lost_some():
    text = "We recruited 128 patients. Pain did not differ between drug (n = 62) and saline (n = 65)."
    places = text.index("62"), text.index("65")
    arms = (
        Arm("a1", "drug", "intervention", 62, places[0], places[0] + 2),
        Arm("a2", "saline", "control", 65, places[1], places[1] + 2),
    )
    told = study(
        text, finding("128 patients", "cohort size", measure="count", category="cohort_size"), n=128, arms=arms
    )
    end = text.index(". ") + 2
    told = replace(told, sentences=(Sentence(0, end, "methods"), Sentence(end, len(text), "results")))
    flag = the(check(told).checks, "arms_sum")
    assert (flag.verdict, flag.reason) == ("unchecked", "62 + 65 = 127, not 128; the arms are counted as analysed")


def test_one_number_read_for_two_arms_is_no_sum():
    text = "It was given to 120 patients (61 each)."
    arms = tuple(Arm(name, name, "group", 61, text.index("61"), text.index("61") + 2) for name in ("drug", "placebo"))
    told = study(
        text, finding("120 patients", "cohort size", measure="count", category="cohort_size"), n=120, arms=arms
    )
    assert not verdicts(check(told).checks, "arms_sum")


def test_arms_that_make_up_another_printed_number_are_no_contradiction():
    """48 came, 46 stayed: the arms are those who came."""
    text = "Of 48 patients, 46 were seen again. They had been randomised to drug (n = 25) or placebo (n = 23)."
    arms = Arm("a1", "drug", "intervention", 25, 68, 70), Arm("a2", "placebo", "control", 23, 84, 86)
    told = study(text, finding("46 were", "cohort size", measure="count", category="cohort_size"), n=46, arms=arms)
    checks = check(told).checks
    assert verdicts(checks, "arms_sum") == ["consistent"]
    assert not verdicts(checks, "numbers_together")


def test_sexes_whose_percentages_are_of_themselves_are_of_those_analysed():
    """8/59 = 13.6 % and 51/59 = 86.4 %, though 61 were randomised."""
    text = "We randomised 61 patients: 51 men (86.4%) and 8 women (13.6%)."
    pair = [
        people(quote, which, measure="proportion", unit="%", value=value, numerator=count)
        for quote, which, value, count in (
            ("51 men (86.4%)", "men", "86.4", 51),
            ("8 women (13.6%)", "women", "13.6", 8),
        )
    ]
    flag = the(check(study(text, *pair, n=61)).checks, "sexes_sum")
    assert (flag.verdict, flag.reason) == (
        "unchecked",
        "51 men + 8 women = 59, not 61; neither percentage is one of 61",
    )


def test_arms_counted_as_analysed_may_have_lost_some():
    text = "519 patients were randomised. Relief came to 108 of 256 patients and 79 of 259."
    shares = [
        finding(f"{count} of {total}", "relief", value="none", numerator=count, denominator=total,
                denominator_source="stated", arm=f"a{total}")
        for count, total in ((108, 256), (79, 259))
    ]  # fmt: skip
    arms = tuple(
        Arm(f"a{n}", f"arm {n}", role, n, text.index(str(n)), text.index(str(n)) + 3)
        for n, role in ((256, "intervention"), (259, "control"))
    )
    checks = check(study(text, *shares, n=519, arms=arms)).checks
    assert verdicts(checks, "arms_sum") == ["unchecked"]
    assert not verdicts(checks, "numbers_together")


def test_pairs_of_twins_are_counted_twice():
    text = "Of 50 twin pairs, 31 were men and 24 women."
    pair = people("31", "men"), people("24", "women")
    assert the(check(study(text, *pair, n=50)).checks, "sexes_sum").verdict == "unchecked"


def test_a_cohort_read_as_the_sum_of_its_arms_proves_nothing():
    assert the(arms_sum((25, 24), 49, how="sum of arms"), "arms_sum").verdict == "unchecked"


def resections(first, second, **fields):
    text = f"Resection was total in {first}% and subtotal in {second}%."
    parts = (
        finding(f"{first}%", "gross total resection", category="resection_extent"),
        finding(f"{second}%", "subtotal resection", category="resection_extent", **fields),
    )
    return check(study(text, *parts)).checks


def test_complementary_shares_that_make_100_are_noticed():
    flag = the(resections("55.8", "44.2"), "complementary_parts")
    assert (flag.finding, flag.verdict) == ("f1", "consistent")
    assert flag.reason == "55.8 % + 44.2 % = 100.0 %: together they are all patients"


@pytest.mark.parametrize(("first", "second"), [("55.8", "34.2"), ("55.8", "44.6"), ("76.7", "72")])
def test_shares_that_do_not_make_100_are_never_flagged(first, second):
    assert not verdicts(resections(first, second), "complementary_parts")


def test_shares_of_different_arms_are_not_complementary():
    assert not verdicts(resections("80.0", "20.0", arm="a1"), "complementary_parts")


def test_arms_of_twice_the_cohort_are_a_crossover():
    assert "the same patients may be in both arms" in the(arms_sum((49, 49), 49), "arms_sum").reason


def test_counts_that_share_out_the_cohort_are_noticed():
    text = "We saw 20 breast, 13 lung and 10 renal primaries."
    counts = [
        finding(q, q, measure="count", unit="patients", category="presentation")
        for q in ("20 breast", "13 lung", "10 renal")
    ]
    flag = the(check(study(text, *counts, n=43)).checks, "parts_sum")
    assert (flag.verdict, flag.reason) == ("consistent", "20 + 13 + 10 = 43: together they are all patients")
    assert not verdicts(check(study(text, *counts, n=50)).checks, "parts_sum"), "a rest may be unsaid"


def test_a_sum_that_is_printed_elsewhere_is_another_stage_of_the_study():
    text = "Of 40 patients, 37 were randomised. There were 18 men and 19 women."
    pair = people("18 men", "men"), people("19 women", "women")
    assert the(check(study(text, *pair, n=40)).checks, "sexes_sum").verdict == "consistent"
    text = "Of 40 patients thirty-seven were treated. There were 18 men and 19 women."
    assert the(check(study(text, *pair, n=40)).checks, "sexes_sum").verdict == "consistent"
