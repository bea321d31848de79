"""The checks together: in the order of the findings, every verdict with its reason, nothing left over."""

import doctest
import importlib
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.check import check
from extractor.model import Arm
from tests.check_cases import finding, study

SHARE = {"denominator": 43, "denominator_source": "cohort"}


def series():
    text = "Relief came to 55.8%. There were 20 men and 23 women. Survival was 71% at 1 year and 75% at 2 years."
    people = {"measure": "count", "unit": "patients", "category": "demographics"}
    return study(
        text,
        finding("55.8%", **SHARE),
        finding("20 men", "men", **people, **SHARE),
        finding("23 women", "women", **people, **SHARE),
        finding("71%", "survival", category="survival", time="1 year", **SHARE),
        finding("75%", "survival", category="survival", time="2 year", **SHARE),
    )


def test_verdicts_follow_the_findings_and_then_their_names():
    checks = check(series()).checks
    assert [(c.finding, c.name, c.verdict) for c in checks] == [
        ("f1", "grim", "consistent"),
        ("f2", "sexes_sum", "consistent"),
        ("f4", "grim", "unchecked"),
        ("f5", "grim", "unchecked"),
        ("f5", "survival_falls", "inconsistent"),
    ]


def test_derived_values_follow_the_findings():
    assert [(d.finding, d.name) for d in check(series()).derived] == [
        ("f1", "numerator"), ("f1", "wilson_low"), ("f1", "wilson_high"),
        ("f2", "percentage"), ("f2", "wilson_low"), ("f2", "wilson_high"),
        ("f3", "percentage"), ("f3", "wilson_low"), ("f3", "wilson_high"),
    ]  # fmt: skip


def test_checking_twice_changes_nothing():
    once = check(series())
    assert check(once) == once


def test_a_study_without_results_has_no_verdicts():
    told = check(study("Nothing was counted.", n=None))
    assert (told.checks, told.derived) == ((), ())


@pytest.mark.parametrize("module", ["bounds", "derive", "spread", "algebra.conflict"])
def test_the_examples_in_the_docstrings_hold(module):
    failed, tried = doctest.testmod(importlib.import_module(f"extractor.check.{module}"))
    assert tried and not failed


def test_checking_needs_no_statistics_library():
    """``evidence --help`` imports us: the normal quantile comes from the standard library."""
    code = "import sys, extractor.check; assert not {'scipy', 'numpy', 'spacy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


numbers = st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True)
whole = st.none() | st.integers(0, 3000)


results = st.fixed_dictionaries(
    {
        "value": numbers,
        "outcome": st.sampled_from(["men", "women", "PFS", "overall survival", "pain", "age"]),
        "measure": st.sampled_from(["proportion", "count", "mean", "median", "ratio", "difference", "p_value"]),
        "unit": st.sampled_from(["%", "patients", "men", "months", "HR", None]),
        "operator": st.sampled_from(["=", "<", ">", "<=", ">=", "~"]),
        "category": st.sampled_from(["pain", "survival", "demographics", "cohort_size", "local_control"]),
        "section": st.sampled_from(["title", "methods", "results", "conclusions"]),
        "numerator": whole,
        "denominator": whole,
        "denominator_source": st.sampled_from(["stated", "subgroup", "arm", "cohort", None]),
        "arm": st.sampled_from([None, "a1", "a2"]),
        "ci": st.none() | st.tuples(numbers, numbers, numbers).map(" ".join),
        "range": st.none() | st.tuples(numbers, numbers).map(" ".join),
        "iqr": st.none() | st.tuples(numbers, numbers).map(" ".join),
        "sd": st.none() | numbers.map(Decimal),
        "p": st.none() | numbers.map("= {}".format),
        "time": st.none() | numbers.map("{} year".format),
    }
)


@pytest.mark.filterwarnings("error")
@settings(max_examples=200, deadline=None)
@given(st.lists(results, min_size=1, max_size=4), whole, st.tuples(whole, whole))
def test_a_strange_number_is_a_verdict_with_a_reason_never_an_exception(told, n, sizes):
    text = "Of 900 patients randomised 1 and 2 were such, the other 3 and 4 not."
    findings = [finding(str(place), **fields) for place, fields in enumerate(told, start=1)]
    arms = tuple(
        Arm(name, name, role, size, 3, 6)
        for name, role, size in zip(("a1", "a2"), ("intervention", "control"), sizes, strict=True)
    )
    checked = check(study(text, *findings, n=n, arms=arms))
    assert all(c.reason and c.verdict in ("consistent", "inconsistent", "unchecked") for c in checked.checks)
    assert all(d.formula for d in checked.derived)
