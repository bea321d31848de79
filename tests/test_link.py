"""What each number is about: its outcome, arm, time point, denominator and p-value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.model import Finding, Study
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
    "mean time belongs to what was timed": ("They were followed up with a mean time of 20.4 months.", "20.4", "followed up with a mean time"),
    "in patients, clause behind": ("In 44.2% of patients a subtotal resection was performed.", "44.2", "subtotal resection"),
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
    "group letters": ("Group A had drains (n = 12), group B none (n = 14). Fever was seen in 25% in group A and in 50% in group B.", "50", "group b"),
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
    assert {v: (str(t.value), t.unit) for v, t in times.items() if t} == {"71": ("1", "year"), "45": ("2", "year"), "12": ("5", "year")}


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
def test_what_stands_behind_plus_minus_is_named_only_when_the_paper_names_it(text: str, spread: dict[str, Decimal]) -> None:
    made = found(study(text), "20.9")
    assert {k: v for k, v in (("sd", made.sd), ("se", made.se), ("plus_minus", made.plus_minus)) if v is not None} == spread


def test_a_result_told_twice_is_one_finding() -> None:
    text = "RESULTS: We treated 43 patients. Relief of pain came in 55.8%. CONCLUSION: Relief of pain in 55.8% is a good result."
    assert [f.value_printed for f in study(text).findings].count("55.8") == 1


def test_figures_of_the_background_are_set_aside_with_a_reason() -> None:
    text = "BACKGROUND: These are 10 to 15% of all tumours. METHODS: We treated 43 patients. RESULTS: Relief came in 56%."
    made = study(text)
    assert [f.value_printed for f in made.findings] == ["43", "56"]
    assert any("background" in aside.reason for aside in made.set_aside)


def test_no_is_a_zero_only_where_it_counts() -> None:
    text = "We treated 40 patients. There were no deaths. Thirty-one (78%) had no recurrence. There was no difference in pain."
    assert [f.value_printed for f in study(text).findings if f.value == 0] == ["no"]


def test_every_finding_reads_its_quote() -> None:
    made = study(TWO + "Patency was 85% (17/20) for stents and 70% for bypasses (P = .04); 1-year survival was 90.0%.")
    for finding in made.findings:
        assert made.document.text[finding.start : finding.end] == finding.quote
        assert finding.start <= finding.spans["value"].start < finding.spans["value"].end <= finding.end


def test_an_empty_abstract_has_no_findings() -> None:
    made = study("Nothing was counted here.")
    assert (made.cohort, made.findings, made.arms) == (None, (), ())
