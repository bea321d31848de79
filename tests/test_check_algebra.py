"""Whole numbers as equations: what is missing follows, what contradicts itself is pinned down to its sentences."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.check import check
from extractor.check.algebra import Fact, conflicts, narrow
from extractor.check.algebra.conflict import clusters, neighbours, smallest
from extractor.check.bounds import counts, cut_off_count
from extractor.model import Arm, Input
from tests.check_cases import finding, study, the, verdicts


def is_(name, value):
    return Fact("is", (name,), f"{name} is {value}", Decimal(value))


def share(part, whole, percentage):
    return Fact("share", (part, whole), f"{percentage} %", Decimal(percentage))


def together(whole, *parts):
    return Fact("sum", (whole, *parts), "everyone")


# ------------------------------------------------------------------ narrowing


@pytest.mark.parametrize(
    ("known", "name", "interval"),
    [
        ([is_("n", "43"), is_("men", "24"), together("n", "men", "women")], "women", (19, 19)),
        ([is_("n", "43"), share("gtr", "n", "55.8")], "gtr", (24, 24)),
        ([is_("n", "249"), share("gtr", "n", "56")], "gtr", (139, 141)),
        ([is_("k", "12"), share("k", "n", "27.9")], "n", (43, 43)),
        ([is_("n", "43"), share("men", "n", "55.8"), together("n", "men", "women")], "women", (19, 19)),
        ([is_("a", "25"), is_("b", "24"), together("n", "a", "b")], "n", (49, 49)),
    ],
    ids=["the rest", "a count", "an interval of counts", "the whole", "through two facts", "a sum"],
)
def test_what_is_missing_follows(known, name, interval):
    assert narrow(known)[name] == interval


@pytest.mark.parametrize(
    "known",
    [
        [is_("n", "43"), is_("men", "25"), is_("women", "19"), together("n", "men", "women")],
        [is_("n", "249"), share("k", "n", "91.7")],
        [is_("k", "24"), is_("n", "43"), share("k", "n", "56.8")],
        [share("a", "n", "55.8"), share("b", "n", "45.2"), together("n", "a", "b")],
        [is_("a", "24"), is_("b", "18"), share("a", "n", "55.8"), share("b", "n", "44.2"), together("n", "a", "b")],
    ],
    ids=["sum", "no such count", "another count", "more than 100", "counts against percentages"],
)
def test_what_cannot_all_hold_is_noticed(known):
    assert narrow(known) is None


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 30), st.integers(0, 30), st.integers(0, 1000), st.booleans())
def test_narrowing_never_loses_a_solution(whole, part, tenths, with_rest):
    """Against trying every pair of whole numbers: whatever satisfies the facts lies inside the intervals."""
    percentage = Decimal(tenths).scaleb(-1)
    known = [share("k", "n", str(percentage)), together("n", "k", "rest")]
    known += [is_("n", str(whole))] if with_rest else [is_("k", str(part))]
    found = narrow(known)
    sizes = [whole] if with_rest else range(1, 60)
    parts = range(31) if with_rest else [part]
    for n, k in product(sizes, parts):
        if k <= n and (k in counts(percentage, n) or k == cut_off_count(percentage, n)):
            assert found is not None
            assert found["n"][0] <= n <= found["n"][1] and found["k"][0] <= k <= found["k"][1]
            assert found["rest"][0] <= n - k <= found["rest"][1]


# ------------------------------------------------------------------ the smallest set, and the slip


def test_the_contradiction_is_told_with_counts_where_they_are_enough():
    known = [
        is_("n", "64"), is_("men", "38"), is_("women", "28"), together("n", "men", "women"),
        share("men", "n", "59.4"), share("women", "n", "43.8"),
    ]  # fmt: skip
    assert [fact.kind for fact in smallest(known)] == ["is", "is", "is", "sum"]


def test_only_what_is_needed_for_the_contradiction_is_named():
    guilty = [is_("n", "43"), is_("men", "25"), is_("women", "19"), together("n", "men", "women")]
    innocent = [is_("arm", "20"), share("relief", "n", "55.8"), is_("other", "7")]
    assert set(smallest([*innocent, *guilty])) == set(guilty)


def test_two_contradictions_are_told_apart():
    one = [is_("n", "43"), share("k", "n", "56.0")]
    other = [is_("a", "3"), is_("b", "4"), is_("c", "8"), together("c", "a", "b")]
    assert {frozenset(found.facts) for found in conflicts([*one, *other])} == {frozenset(one), frozenset(other)}


def printed(known):
    return [replace(it, printed=Input(it.names[0], str(it.value))) if it.kind != "sum" else it for it in known]


def slips(known):
    (only,) = conflicts(printed(known))
    return [(str(fact.value), other) for fact, other in only.slips]


def test_a_slip_is_named_when_everything_else_agrees_on_it():
    """25 men of 43 are 58.1 %: the percentage, the women and the cohort all say 24."""
    known = [
        is_("n", "43"), is_("men", "25"), is_("women", "19"), together("n", "men", "women"),
        share("men", "n", "55.8"), share("women", "n", "44.2"),
    ]  # fmt: skip
    assert slips(known) == [("25", "24")]


def test_one_wrong_digit_of_a_percentage_is_named():
    assert slips([is_("k", "139"), is_("n", "249"), share("k", "n", "56.8")]) == [("56.8", "55.8")]


def test_each_of_many_contradictions_has_its_slip():
    """7 of 60 are 11.7 %, 3 are 5.0 %, 21 are 35.0 %; 5 are 8.3 % as printed."""
    pairs = ("7", "12.7"), ("3", "6.0"), ("21", "53.0"), ("5", "8.3")
    known = []
    for n, (count, per_cent) in enumerate(pairs):
        known += [is_(f"k{n}", count), is_(f"n{n}", "60"), share(f"k{n}", f"n{n}", per_cent)]
    mended = {(str(fact.value), other) for found in conflicts(printed(known)) for fact, other in found.slips}
    assert mended == {("12.7", "11.7"), ("6.0", "5.0"), ("60", "50"), ("53.0", "35.0")}


def test_statements_that_share_no_unknown_are_looked_at_apart():
    first = [is_("n", "43"), share("k", "n", "55.8"), is_("k", "24")]
    second = [is_("a", "3"), is_("b", "4"), together("c", "a", "b")]
    mixed = [fact for pair in zip(first, second, strict=True) for fact in pair]
    assert clusters(mixed) == [first, second]
    bridge = together("n", "a", "k")
    assert clusters([*mixed, bridge]) == [[*mixed, bridge]]


def test_no_slip_is_guessed_when_many_digits_would_do():
    parts = [is_("a", "10"), is_("b", "11"), is_("c", "12"), is_("d", "10")]
    assert slips([is_("n", "44"), *parts, together("n", "a", "b", "c", "d")]) == []


def test_the_neighbours_of_a_number_differ_by_one_digit_or_one_swap():
    assert len(set(neighbours("24"))) == 8 + 9 + 1 and "42" in neighbours("24")
    assert "04" not in neighbours("24") and "0.5" in neighbours("1.5")


# ------------------------------------------------------------------ from a study


def people(quote, outcome, **fields):
    return finding(quote, outcome, **{"measure": "count", "unit": "patients", "category": "demographics", **fields})


def test_the_verdict_on_a_sum_says_which_digit_is_likely_wrong():
    text = "There were 24 men (55.8%) and 29 women (44.2%)."
    share_of = {"measure": "proportion", "unit": "%", "denominator": 43, "denominator_source": "cohort"}
    pair = (
        people("24 men (55.8%)", "men", numerator=24, value="55.8", **share_of),
        people("29 women (44.2%)", "women", numerator=29, value="44.2", **share_of),
    )
    checks = check(study(text, *pair, n=43)).checks
    wrong = [c for c in checks if c.verdict == "inconsistent"]
    assert len(wrong) == 1, wrong
    assert wrong[0].reason.endswith("Likely 19 for 29: one digit")
    assert {it.value for it in wrong[0].inputs} >= {"29", "44.2", "43"}


def test_shares_that_come_to_100_must_have_counts_that_do_too():
    text = "Relief was full in 24 (55.8%) and partial in 38 (44.2%)."
    shares = (
        finding("24 (55.8%)", "full", numerator=24, value="55.8"),
        finding("38 (44.2%)", "partial", numerator=38, value="44.2"),
    )
    flag = the(check(study(text, *shares, n=None)).checks, "numbers_together")
    assert flag.reason.startswith("these cannot all hold: ") and "(together they are everyone)" in flag.reason
    assert "18 for 38" not in flag.reason  # 24 and 18 are 57.1 % and 42.9 %


SHARED_OUT = ("gross total resection", "52", "64.2"), ("subtotal resection", "20", "27.4"), ("biopsy", "9", "11.1")


def shared_out(parts, n=81):
    words = ", ".join(f"{outcome} in {count} ({per_cent}%)" for outcome, count, per_cent in parts)
    results = [
        finding(
            f"{count} ({per_cent}%)", outcome, value=per_cent, numerator=int(count), denominator=n,
            denominator_source="cohort", category="resection_extent",
        )
        for outcome, count, per_cent in parts
    ]  # fmt: skip
    return check(study(f"We saw {words}.", *results, n=n)).checks


def test_counts_that_make_up_the_cohort_hold_their_percentages_to_it():
    """52 + 20 + 9 = 81, and 20/81 = 24.7 %: the digits of 27.4 changed places."""
    flag = the(shared_out(SHARED_OUT), "numbers_together")
    assert (flag.verdict, flag.finding) == ("inconsistent", "f2"), "told where the slip is"
    assert flag.reason == (
        "these cannot all hold: 81 patients and 27.4 % subtotal resection of them. "
        "Likely 24.7 for 27.4: two digits swapped"
    )


@pytest.mark.parametrize(
    ("parts", "n"),
    [
        ([*SHARED_OUT[:1], ("subtotal resection", "20", "24.7"), SHARED_OUT[2]], 81),
        (SHARED_OUT, 82),
        ([("gross total resection", "52", "71.2"), *SHARED_OUT[1:]], 81),
    ],
    ids=["all fit", "a rest is unsaid", "two are of another group"],
)
def test_counts_that_are_not_surely_everyone_are_no_equation(parts, n):
    assert not verdicts(shared_out(parts, n), "numbers_together")


@pytest.mark.parametrize(
    ("count", "total", "value"),
    [(0, 0, "0"), (10**20 - 2, 10**20 - 1, "100.0")],
    ids=["of nobody", "a number of no people"],
)
def test_numbers_that_count_nobody_are_no_equation(count, total, value):
    quote = f"{count} of {total} patients ({value}%)"
    told = finding(quote, value=value, numerator=count, denominator=total, denominator_source="stated")
    assert not verdicts(check(study(f"Relief came to {quote}.", told, n=None)).checks, "numbers_together")


def test_a_part_larger_than_its_whole_may_be_a_slip_of_either():
    """137/152 and 173/192 are 90.1 %."""
    share_ = finding(
        "173 of 152 patients (90.1%)", value="90.1", numerator=173, denominator=152, denominator_source="stated"
    )
    flag = the(check(study("Relief came to 173 of 152 patients (90.1%).", share_)).checks, "part_of_whole")
    assert flag.reason.endswith("larger than the whole. One slip would mend it: 137 for 173 or 192 for 152")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("24 (55.8%)", "19 (44.2%)"),
        ("450 (91.2%)", "43 (8.7%)"),
        ("24 (56%)", "28 (44%)"),
        ("24 (55.8%)", "28 (65.1%)"),
    ],
    ids=["agree", "evened out to 100", "without a decimal", "no parts of one whole"],
)
def test_shares_that_may_be_anything_are_not_held_to_each_other(first, second):
    shares = [
        finding(quote, quote, numerator=int(quote.split()[0]), value=quote.split("(")[1][:-2])
        for quote in (first, second)
    ]
    checks = check(study(f"It was full in {first} and partial in {second}.", *shares, n=None)).checks
    assert not verdicts(checks, "numbers_together")


def test_the_other_share_is_held_to_the_first():
    text = "Resection was total in 55.8%; the other 45.2% had a biopsy."
    shares = finding("55.8%", "total resection"), finding("45.2%", "biopsy")
    flag = the(check(study(text, *shares, n=None)).checks, "numbers_together")
    assert (
        "54.8 for 45.2" not in flag.reason and "One digit would mend it: 54.8 for 55.8 or 44.2 for 45.2" in flag.reason
    )


# ------------------------------------------------------------------ deduced


def derived(told):
    return {d.name: d for d in check(told).derived}


def test_the_women_of_a_cohort_follow_from_its_men():
    men = people("24 men", "men", denominator=43, denominator_source="cohort")
    made = derived(study("Of 43 patients there were 24 men.", men, n=43))["remainder"]
    assert (made.value, made.formula) == (19, "43 patients − 24 = 19 women, whom nobody counted")
    assert [it.name for it in made.inputs] == ["cohort", "value"]


def test_a_cohort_of_women_has_no_men_to_deduce():
    women = people("40 women", "women", denominator=43, denominator_source="cohort")
    told = study("Of 43 women 40 women came back.", women, n=43)
    assert "remainder" not in derived(replace(told, cohort=replace(told.cohort, unit="women")))
    share = people("24 men (65%)", "men", numerator=24, value="65", measure="proportion", unit="%",
                   denominator=43, denominator_source="cohort")  # fmt: skip
    assert "remainder" not in derived(study("Of 43 there were 24 men (65%).", share, n=43))


def test_the_second_arm_of_a_trial_follows_from_the_first():
    cohort = finding("49 patients", "cohort size", measure="count", unit="patients", category="cohort_size")
    arms = Arm("a1", "surgery", "intervention", 25), Arm("a2", "bracing", "control")
    made = derived(study("We randomised 49 patients, 25 to surgery, others to bracing.", cohort, n=49, arms=arms))
    assert (made["arm_n"].value, made["arm_n"].formula) == (24, "49 − 25 in surgery = 24 in bracing")
    text = "We randomised 49 patients, 25 to surgery, others to bracing; 3 withdrew."
    assert "arm_n" not in derived(study(text, cohort, n=49, arms=arms))


def test_a_count_and_its_percentage_tell_the_size_of_an_unknown_group():
    """12/43 = 27.91 is the only 27.9 % that 12 can be; 12 and 5 (11.6 %) are of 43 together."""
    one = finding("12 (27.9%)", "leak", numerator=12, value="27.9")
    made = derived(study("A leak was seen in 12 (27.9%).", one, n=None))["denominator"]
    assert (made.value, made.formula) == (43, "12 (27.9 %): of 43 and of no other number")
    two = finding("5 (11.6%)", "fever", numerator=5, value="11.6")
    made = derived(study("Seen were: leak 12 (27.9%), fever 5 (11.6%).", one, two, n=None))["denominator"]
    assert made.value == 43 and made.formula.startswith("12 (27.9 %) and 5 (11.6 %): of 43")


def test_the_share_that_completes_another_is_a_count_of_the_same_whole():
    """24 of 43 are 55.8 %, the other 19 are 44.2 %."""
    text = "Resection was total in 55.8% of cases, while in 44.2% of patients a subtotal one was done."
    total = finding("55.8%", "total", category="resection_extent", denominator=43, denominator_source="cohort")
    rest = finding("44.2%", "subtotal", category="resection_extent")
    told = check(study(text, total, rest))
    made = {d.name: d for d in told.derived if d.finding == "f2"}
    assert (made["numerator"].value, made["numerator"].formula) == (19, "43 − 24 (55.8 %) = 19, which is 44.2 %")
    assert {"wilson_low", "wilson_high"} < set(made)
    passed = [c for c in told.checks if c.finding == "f2" and c.name == "grim"]
    assert [c.verdict for c in passed] == ["consistent"]
    apart = check(study(text.replace("44.2", "34.2"), total, finding("34.2%", "subtotal", category="resection_extent")))
    assert not [d for d in apart.derived if d.finding == "f2"]
