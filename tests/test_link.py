"""What each number is about: its outcome, arm, time point, denominator and p-value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.link.category import category
from extractor.link.counts import rounds
from extractor.link.design import design
from extractor.link.times import told_one_by_one
from extractor.model import CATEGORIES, Arm, Finding, Part, Study, TimePoint
from tests.reading import arm_name, study


def found(made: Study, value: str) -> Finding:
    """Return the finding whose value is printed as *value*."""
    hits = [f for f in made.findings if f.value_printed == value]
    assert hits, [(f.value_printed, f.outcome) for f in made.findings]
    return hits[0]


OUTCOMES = {
    "before the number": ("Gross total resection was achieved in 55.8% of the cases.", "55.8", "gross total resection"),
    "behind the number": ("Afterwards 91.7% had pain that was relieved.", "91.7", "pain that was relieved"),
    "before the bracket": ("Presenting signs were weakness (76.7%) and numbness (72%).", "72", "numbness"),
    "in the bracket": ("Twenty lay elsewhere (12 in the neck; 8 in the arm).", "12", "neck"),
    "of things": ("There were six deep infections of the wound.", "six", "deep infections of the wound"),
    "people who": ("We treated 40 patients. Two patients developed a haematoma.", "Two", "haematoma"),
    "between mean and value": ("The mean blood loss was 410 mL.", "410", "blood loss"),
    "mean time belongs to what was timed": (
        "They were followed up with a mean time of 20.4 months.",
        "20.4",
        "followed up with a mean time",
    ),
    "in patients, clause behind": (
        "In 44.2% of patients a subtotal resection was performed.",
        "44.2",
        "subtotal resection",
    ),
    "in patients, clause behind, after a rival": (
        "Complete clearance was reached in 61.3% of cases, while in 38.7% of patients a partial removal was done.",
        "38.7",
        "partial removal",
    ),
    "carried over": ("Survival was 65% in stage one, 54% in stage two.", "54", "survival"),
}


@pytest.mark.parametrize(("text", "value", "outcome"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_the_outcome_is_named_by_the_words_where_the_number_stands(text: str, value: str, outcome: str) -> None:
    assert outcome in found(study(text), value).outcome.lower()


def test_an_outcome_of_the_vocabulary_brings_its_concept_and_category() -> None:
    made = found(study("Gross total resection was achieved in 55.8% of the 43 patients."), "55.8")
    assert (made.concept, made.category) == ("gross_total_resection", "resection_extent")


def test_an_abbreviation_is_known_by_its_long_form() -> None:
    text = "Gross total resection (GTR) was the aim in 40 patients. GTR was reached in 60%."
    assert found(study(text), "60").concept == "gross_total_resection"


COHORTS = {
    "n patients": ("Between 1996 and 2006, 249 patients underwent surgery. Six patients died.", 249),
    "words": ("Forty-three patients were operated on.", 43),
    "lesions and patients": ("We treated 249 lesions in 231 patients.", 231),
    "screened and analysed": ("Of 1263 patients screened, 339 were analysed.", 339),
    "men and women": ("There were 152 men and 97 women.", 249),
    "two arms": ("Patients had a stent (n = 25) or a bypass (n = 24).", 49),
}


@pytest.mark.parametrize(("text", "size"), COHORTS.values(), ids=COHORTS.keys())
def test_the_cohort_is_the_number_the_abstract_is_about(text: str, size: int) -> None:
    cohort = study(text).cohort
    assert cohort is not None
    assert cohort.value == size


TWO = "We compared stents (n = 25) with bypasses (n = 24). "
ARMS = {
    "behind": (TWO + "Patency was 85% for stents and 70% for bypasses.", "70", "bypasses"),
    "before the bracket": (TWO + "Patency was better with stents (85%) than with bypasses (70%).", "70", "bypasses"),
    "respectively": (TWO + "Patency of stents and bypasses was 80% and 60%, respectively.", "60", "bypasses"),
    "group letters": (
        "Group A had drains (n = 12), group B none (n = 14). Fever was seen in 25% in group A and in 50% in group B.",
        "50",
        "group b",
    ),
    "versus": (TWO + "Leaks were more frequent after bypasses than after stents (24% vs 4%).", "4", "stents"),
}


@pytest.mark.parametrize(("text", "value", "arm"), ARMS.values(), ids=ARMS.keys())
def test_a_result_goes_to_the_arm_spoken_of_beside_it(text: str, value: str, arm: str) -> None:
    made = study(text)
    assert arm in (arm_name(made, found(made, value)) or "nobody").lower()


def test_lists_of_different_length_are_not_aligned() -> None:
    made = study(TWO + "Patency of stents and bypasses was 80%, 70% and 60%, respectively.")
    assert found(made, "60").arm is None or arm_name(made, found(made, "60")) != arm_name(made, found(made, "70"))


def test_the_times_of_a_list_go_in_turn_to_its_results() -> None:
    made = study("The 1-, 2- and 5-year survival rates were 71%, 45% and 12%.")
    times = {f.value_printed: f.time for f in made.findings}
    assert {v: (str(t.value), t.unit) for v, t in times.items() if t} == {
        "71": ("1", "year"),
        "45": ("2", "year"),
        "12": ("5", "year"),
    }


def test_a_rate_is_given_the_time_beside_it() -> None:
    time = found(study("The 5-year local control was 84.8%."), "84.8").time
    assert time is not None
    assert (time.value, time.unit) == (Decimal(5), "year")


def test_a_share_of_those_followed_up_is_not_a_share_of_the_cohort() -> None:
    text = (
        "Between 1996 and 2006, 249 patients had surgery. In all, 215 patients were followed up for two years. "
        "Among the patients followed up, 84.8% had local control."
    )
    made = found(study(text), "84.8")
    assert (made.denominator, made.denominator_source) == (215, "subgroup")


DENOMINATORS = {
    "stated": ("We saw 60 patients. Leaks occurred in 12 of 40 (30%).", "30", 40, "stated"),
    "cohort": ("We saw 43 patients. Relief came in 55.8%.", "55.8", 43, "cohort"),
    "arm": (TWO + "Patency was 80% for stents.", "80", 25, "arm"),
}


@pytest.mark.parametrize(("text", "value", "denominator", "source"), DENOMINATORS.values(), ids=DENOMINATORS.keys())
def test_a_share_says_what_it_is_read_against(text: str, value: str, denominator: int, source: str) -> None:
    made = found(study(text), value)
    assert (made.denominator, made.denominator_source) == (denominator, source)
    assert made.denominator_reason


def test_a_p_value_goes_to_the_pair_it_judges() -> None:
    made = study(TWO + "Patency was 85% for stents and 70% for bypasses (P = .04).")
    assert [str(f.p.value) for f in made.findings if f.p] == ["0.04", "0.04"]
    assert all(f.measure != "p_value" for f in made.findings)


def test_a_p_value_alone_is_a_finding() -> None:
    (made,) = [f for f in study("Age predicted survival (p = 0.03).").findings if f.measure == "p_value"]
    assert made.value == Decimal("0.03")


SPREADS = {
    "unsaid": ("The stay was 20.9 ± 2.7 days.", {"plus_minus": Decimal("2.7")}),
    "SD": ("Values are mean ± SD. The stay was 20.9 ± 2.7 days.", {"sd": Decimal("2.7")}),
    "SE": ("Values are mean ± SEM. The stay was 20.9 ± 2.7 days.", {"se": Decimal("2.7")}),
}


@pytest.mark.parametrize(("text", "spread"), SPREADS.values(), ids=SPREADS.keys())
def test_what_stands_behind_plus_minus_is_named_only_when_the_paper_names_it(
    text: str, spread: dict[str, Decimal]
) -> None:
    made = found(study(text), "20.9")
    assert {
        k: v for k, v in (("sd", made.sd), ("se", made.se), ("plus_minus", made.plus_minus)) if v is not None
    } == spread


def test_a_result_told_twice_is_one_finding() -> None:
    text = "RESULTS: We treated 43 patients. Relief of pain came in 55.8%. CONCLUSION: Relief of pain in 55.8% is good."
    assert [f.value_printed for f in study(text).findings].count("55.8") == 1


def test_figures_of_the_background_are_set_aside_with_a_reason() -> None:
    text = (
        "BACKGROUND: These are 10 to 15% of all tumours. METHODS: We treated 43 patients. RESULTS: Relief came in 56%."
    )
    made = study(text)
    assert [f.value_printed for f in made.findings] == ["43", "56"]
    assert any("background" in aside.reason for aside in made.set_aside)


def test_no_is_a_zero_only_where_it_counts() -> None:
    text = (
        "We treated 40 patients. There were no deaths. Thirty-one (78%) had no recurrence. "
        "There was no difference in pain."
    )
    assert [f.value_printed for f in study(text).findings if f.value == 0] == ["no"]


def test_every_finding_reads_its_quote() -> None:
    made = study(TWO + "Patency was 85% (17/20) for stents and 70% for bypasses (P = .04); 1-year survival was 90.0%.")
    for finding in made.findings:
        assert made.document.text[finding.start : finding.end] == finding.quote
        assert finding.start <= finding.spans["value"].start < finding.spans["value"].end <= finding.end


def test_an_empty_abstract_has_no_findings() -> None:
    made = study("Nothing was counted here.")
    assert (made.cohort, made.findings, made.arms) == (None, (), ())


PARTS: dict[str, tuple[str, dict[str, int]]] = {
    "two treatments": (
        "Of 40 patients, 25 patients had a fusion and 15 patients had a laminectomy.",
        {"fusion": 25, "laminectomy": 15},
    ),
    "in words": ("We treated 40 patients. Twenty-five had a fusion and 15 a graft.", {"fusion": 25, "graft": 15}),
    "not the whole": ("We treated 40 patients. Twenty-five had a fusion and 12 had a graft.", {}),
    "sexes": ("We treated 40 patients. Twenty-four were men and 16 were women.", {}),
    "outcomes": ("We treated 40 patients. Thirty patients improved and 10 patients died.", {}),
}


@pytest.mark.parametrize(("text", "arms"), PARTS.values(), ids=PARTS.keys())
def test_counts_that_add_up_to_the_cohort_are_its_groups(text: str, arms: dict[str, int]) -> None:
    assert {arm.name: arm.n for arm in study(text).arms} == arms


JOINED = {
    "4 of 133 is 3%": ("Four cases were converted to an open operation (3%).", ["133", "3"], 4),
    "9 of 133 is not": ("Nine cases were converted to an open operation (3%).", ["133", "Nine", "3"], None),
    "another clause": ("Four cases were converted and pain came back (3%).", ["133", "Four", "3"], None),
}


@pytest.mark.parametrize(("sentence", "values", "numerator"), JOINED.values(), ids=JOINED.keys())
def test_a_count_and_its_percentage_are_one_result_where_arithmetic_says_so(
    sentence: str, values: list[str], numerator: int | None
) -> None:
    made = study(f"We treated 133 patients. {sentence}")
    assert [f.value_printed for f in made.findings] == values
    assert found(made, "3").numerator == numerator


# 24 of 43 is 55.81 %, 1 of 8 is 12.5 %, which is printed as 13 %
ROUNDED = {
    "to a decimal": ("24", 43, "55.8", True),
    "half upwards": ("1", 8, "13", True),
    "zeros are digits": ("1", 8, "12.0", False),
    "of nobody": ("0", 0, "0", False),
}


@pytest.mark.parametrize(("k", "n", "x", "agrees"), ROUNDED.values(), ids=ROUNDED.keys())
def test_k_of_n_is_a_percentage_at_the_decimals_it_is_printed_with(k: str, n: int, x: str, agrees: bool) -> None:
    assert (bool(n) and rounds(Decimal(k), n, Decimal(x))) is agrees


def test_an_arm_has_the_size_that_its_results_are_printed_of() -> None:
    text = (
        "We compared drains with packing. Healing was seen in 43/58 (74%) in the drain group "
        "and in 50/61 (82%) in the packing group."
    )
    assert {arm.name: arm.n for arm in study(text).arms} == {"drain": 58, "packing": 61}


# 6 of 30 are 20 %, 6 of 20 are 30 %, 6 of 50 are 12 %
SHARES = {
    "of the first": ("Fever was seen in 6 (20%).", "stents"),
    "of the second": ("Fever was seen in 6 (30%).", "bypasses"),
    "of everyone": ("Fever was seen in 6 (12%).", None),
}


@pytest.mark.parametrize(("sentence", "arm"), SHARES.values(), ids=SHARES.keys())
def test_a_count_and_its_percentage_tell_whose_share_it_is(sentence: str, arm: str | None) -> None:
    made = study(f"We compared stents (n = 30) with bypasses (n = 20). {sentence}")
    (fever,) = [f for f in made.findings if f.numerator == 6]
    assert arm_name(made, fever) == arm


DIRECTIONS = {
    "the subject has more, told last": ("Leaks were higher in bypasses than in stents (4% vs 24%).", "24", "bypasses"),
    "the subject has more, told first": ("Leaks were higher in bypasses than in stents (24% vs 4%).", "24", "bypasses"),
    "what is not the subject": ("Leaks were higher in bypasses than in stents (4% vs 24%).", "4", "stents"),
}


@pytest.mark.parametrize(("sentence", "value", "arm"), DIRECTIONS.values(), ids=DIRECTIONS.keys())
def test_a_comparison_tells_which_of_two_values_is_whose(sentence: str, value: str, arm: str) -> None:
    made = study(TWO + sentence)
    assert arm_name(made, found(made, value)) == arm


def points(text: str, *printed: str) -> list[TimePoint]:
    """Return time points of one year unit each, where *printed* stands in *text*."""
    starts = [text.index(f"{number} year") for number in printed]
    ends = [start + len(number) for start, number in zip(starts, printed, strict=True)]
    parts = [Part(Decimal(text[a:b]), a, b, text[a:b]) for a, b in zip(starts, ends, strict=True)]
    return [TimePoint(part.start, part.end + len(" year"), (part,), "year") for part in parts]


TOLD_ONE_BY_ONE: dict[str, tuple[str, list[list[str | None]]]] = {
    "a comma and an and": ("at 1 year, 2 year and 5 year rates", [["1", "2", "5"]]),
    "a baseline has no time": ("at baseline, 1 year and 2 year and 5 year", [[None, "1", "2", "5"]]),
    "words between": ("at 1 year after grafts, 2 year and 5 year", [["2", "5"]]),
    "none": ("at 1 year of age, 2 year of school, 5 year of rest", []),
}


@pytest.mark.parametrize(("text", "lists"), TOLD_ONE_BY_ONE.values(), ids=TOLD_ONE_BY_ONE.keys())
def test_time_points_told_one_after_the_other_are_a_list(text: str, lists: list[list[str | None]]) -> None:
    told = told_one_by_one(text, points(text, "1", "2", "5"))
    assert [[when and when[0].printed for when in listed] for listed in told] == lists


ARM = Arm("a1", "stents", "group", 25)
DESIGNS = {
    "randomised": ("Patients were randomly assigned to rest.", (), "randomised"),
    "randomised before prospective": ("A prospective, randomized trial was made.", (), "randomised"),
    "retrospective": ("The charts of 12 men were read; records of all were kept.", (), "retrospective"),
    "review": ("This systematic review has 12 studies.", (), "systematic review"),
    "only arms": ("Stents were set against grafts.", (ARM, ARM), "comparative"),
    "one arm": ("Stents were used.", (ARM,), None),
}


@pytest.mark.parametrize(("text", "arms", "said"), DESIGNS.values(), ids=DESIGNS.keys())
def test_the_design_is_the_one_the_abstract_states(text: str, arms: tuple[Arm, ...], said: str | None) -> None:
    assert design(text, None, arms) == said


def test_the_design_may_stand_in_the_title() -> None:
    assert design("Knees were seen.", "Knees: a retrospective study", ()) == "retrospective"


KINDS = {
    "mortality": "died of a recurrence",
    "resection_extent": "near-total removal",
    "survival": "progression-free survival",
    "complication": "wound infection",
    "operative": "mean blood loss",
    "follow_up": "followed up",
    "other": "serum leptin",
}


@pytest.mark.parametrize(("kind", "outcome"), KINDS.items(), ids=KINDS.keys())
def test_an_unknown_outcome_is_sorted_by_the_words_it_uses(kind: str, outcome: str) -> None:
    assert category(outcome) == kind
    assert kind in CATEGORIES


LISTS = {
    "k-th with k-th": (
        "The 2-year PFS and OS of 39% and 61%, respectively, were good.",
        {"39": "2-year PFS", "61": "OS"},
    ),
    "labels behind": ("Presenting deficits were 76.7% motor and 72% sensory.", {"76.7": "motor", "72": "sensory"}),
    "labels before": ("Indications were: gangrene, 67 (64%); rest pain, 9.", {"64": "gangrene", "9": "rest pain"}),
    "between count and share": ("There were 4 deep infections (8%).", {"8": "deep infections"}),
    "times are no outcomes": (
        "The 6-month and 1-year survival was 90% and 80%.",
        {"90": "6-month and 1-year survival", "80": "6-month and 1-year survival"},
    ),
}


@pytest.mark.parametrize(("text", "outcomes"), LISTS.values(), ids=LISTS.keys())
def test_outcomes_told_as_a_list_go_in_turn_to_its_numbers(text: str, outcomes: dict[str, str]) -> None:
    made = study("We treated 52 patients. " + text)
    assert {value: found(made, value).outcome for value in outcomes} == outcomes


def test_times_in_different_units_go_in_turn_to_their_rates() -> None:
    made = study("The 6-month, 1-year and 2-year survival was 90%, 80% and 70%.")
    assert [(str(f.time.value), f.time.unit) for f in made.findings if f.time] == [
        ("6", "month"),
        ("1", "year"),
        ("2", "year"),
    ]


def test_every_pair_of_a_sentence_is_given_to_the_arms_in_one_order() -> None:
    made = study(TWO + "Stents took longer than bypasses (90 vs 70 min), and drains stayed 5 vs 3 days.")
    assert [arm_name(made, found(made, value)) for value in ("90", "70", "5", "3")] == ["stents", "bypasses"] * 2
