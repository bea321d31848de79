"""Every form in which a number of an abstract is printed is read, or set aside with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Span
from extractor.recognise.examples import fields
from extractor.recognise.match import plain, read_numbers
from extractor.recognise.printed import decimal
from extractor.rules import check_examples
from tests.reading import numbers, rules


def test_every_rule_finds_its_examples_and_leaves_its_near_misses() -> None:
    assert check_examples(rules(), fields) == []


PRINTED = {
    "comma": ("1,024", "1024"),
    "blank": ("1 024", "1024"),
    "thin space": ("1\u2009024", "1024"),
    "zeros stay": ("0.50", "0.50"),
    "lancet": ("55·8", "55.8"),
    "lancet without a nought": ("·02", "0.02"),
    "true minus": ("−2.5", "-2.5"),
    "words": ("Two hundred and forty-nine", "249"),
    "american words": ("one hundred forty-one", "141"),
    "thousands in words": ("three thousand two hundred", "3200"),
    "scientific": ("1.5 × 10-4", "0.00015"),
    "none": ("none", "0"),
    "millions in words": ("two million three hundred thousand", "2300000"),
    "millions in digits": ("1.2 million", "1200000"),
    "a dozen": ("a dozen", "12"),
    "years and months are months": ("2 years and 5", "29"),
}


@pytest.mark.parametrize(("printed", "value"), PRINTED.values(), ids=PRINTED.keys())
def test_a_printed_number_is_the_decimal_it_stands_for(printed: str, value: str) -> None:
    assert decimal(printed) == Decimal(value)


def test_the_zeros_of_a_number_are_kept() -> None:
    assert str(decimal("0.50")) == "0.50"


# form -> (text, measure, the parts that must be read)
FORMS = {
    "n patients": ("We treated 43 patients.", "count", {"value": "43"}),
    "total of": ("A total of 249 consecutive patients came.", "count", {"value": "249"}),
    "words": ("Forty-three patients came.", "count", {"value": "43"}),
    "n=": ("The series (n=249) was large.", "count", {"value": "249"}),
    "N =": ("The series (N = 249) was large.", "count", {"value": "249"}),
    "thousands": ("We saw 1,024 patients.", "count", {"value": "1024"}),
    "blank thousands": ("We saw 1 024 patients.", "count", {"value": "1024"}),
    "lesions": ("There were 249 lesions.", "count", {"value": "249"}),
    "percent": ("Relief came in 55.8% of cases.", "proportion", {"value": "55.8"}),
    "middle dot": ("Relief came in 55·8% of cases.", "proportion", {"value": "55.8"}),
    "per cent": ("Relief came in 91.7 per cent.", "proportion", {"value": "91.7"}),
    "n/N (%)": (
        "It was complete in 139/249 (55.8%).", "proportion",
        {"value": "55.8", "numerator": "139", "denominator": "249"},
    ),
    "figure space": ("We saw 25\u2007777 patients.", "count", {"value": "25777"}),
    "n= with blank thousands": ("The registry (n = 10 576) was large.", "count", {"value": "10576"}),
    "n= with thin spaces": ("The series (n\u2009=\u2009249) was large.", "count", {"value": "249"}),
    "million words": ("Two million three hundred thousand women were asked.", "count", {"value": "2300000"}),
    "hyphened words": ("Eight-thousand four-hundred twenty-two patients came.", "count", {"value": "8422"}),
    "remaining": ("The remaining 12 died.", "count", {"value": "12"}),
    "all but": ("All but three walked.", "count", {"value": "3"}),
    "every but": ("Every patient but two walked.", "count", {"value": "2"}),
    "n of N": ("It was complete in 139 of 249 patients.", "count", {"numerator": "139", "denominator": "249"}),
    "% (n = )": ("It was complete in 55.8% (n = 139).", "proportion", {"value": "55.8", "numerator": "139"}),
    "n (%)": ("It was complete in 8 (20%).", "proportion", {"value": "20", "numerator": "8"}),
    "three of the four": ("Three of the four walked.", "count", {"numerator": "3", "denominator": "4"}),
    "half": ("Half of the patients walked.", "proportion", {"value": "50"}),
    "two thirds": ("Two thirds of them walked.", "proportion", {"value": "66.7"}),
    "one in five": ("One in five walked.", "proportion", {"value": "20"}),
    "one in five patients": ("One in five patients walked.", "proportion", {"value": "20"}),
    "1 in 4": ("Overall 1 in 4 women walked.", "proportion", {"value": "25"}),
    "three quarters": ("Three quarters of them walked.", "proportion", {"value": "75"}),
    "none of N": ("None of the 42 patients bled.", "count", {"value": "0", "denominator": "42"}),
    "not a single": ("Not a single patient bled.", "count", {"value": "0"}),
    "nil": ("Mortality was nil.", "count", {"value": "0"}),
    "compound time": ("The median follow-up was 2 years and 5 months.", "median", {"value": "29"}),
    "k (k/N, %)": (
        "It broke in 5 patients (5/38, 13.2%).", "proportion",
        {"value": "13.2", "numerator": "5", "denominator": "38"},
    ),
    "range behind a percentage": (
        "Penetration was 63% (60%-69%).", "proportion", {"value": "63", "range_low": "60", "range_high": "69"},
    ),
    "two units": ("Ages went from 5 weeks to 40 years.", "range", {"range_low": "5", "range_high": "40"}),
    "0/30": ("Leaks were absent (0/30).", "count", {"numerator": "0", "denominator": "30"}),
    "no deaths": ("There were no deaths.", "count", {"value": "0"}),
    "none of": ("None of the patients bled.", "count", {"value": "0"}),
    "no mortality": ("There was no operative mortality.", "count", {"value": "0"}),
    "all": ("All patients survived.", "proportion", {"value": "100"}),
    "every": ("Fusion was seen in every case.", "proportion", {"value": "100"}),
    "mean range": (
        "Their mean age was 57 years (range 18-79).", "mean",
        {"value": "57", "range_low": "18", "range_high": "79"},
    ),
    "plus minus": ("Survival was 20.9±2.7 months.", "mean", {"value": "20.9", "plus_minus": "2.7"}),
    "plus minus typed": ("Survival was 20.9 +/- 2.7 months.", "mean", {"value": "20.9", "plus_minus": "2.7"}),
    "SD": ("The stay was 20.9 (SD 2.7) days.", "mean", {"value": "20.9", "sd": "2.7"}),
    "mean (SD)": ("Mean (SD) times were 13.4 (4.4) minutes.", "mean", {"value": "13.4", "sd": "4.4"}),
    "IQR": (
        "The median stay was 20.9 [IQR 12-30] days.", "median",
        {"value": "20.9", "iqr_low": "12", "iqr_high": "30"},
    ),
    "mo": ("Median survival was 14.6 mo.", "median", {"value": "14.6"}),
    "median CI": (
        "Median survival 16.2 months (95% CI 10.1-22.3) was seen.", "median",
        {"value": "16.2", "ci_level": "95", "ci_low": "10.1", "ci_high": "22.3"},
    ),
    "HR": (
        "Death was rarer (HR 0.45 (95% CI 0.23-0.88; P = .02)).", "ratio",
        {"value": "0.45", "ci_level": "95", "ci_low": "0.23", "ci_high": "0.88", "p": "0.02"},
    ),
    "OR": ("Smoking mattered (odds ratio = 7.59).", "ratio", {"value": "7.59"}),
    "HR lancet": (
        "Death was rarer (HR 0·63, 0·45–0·88).", "ratio",
        {"value": "0.63", "ci_low": "0.45", "ci_high": "0.88"},
    ),
    "square CI": (
        "It did not (OR 0.87, 95% CI: [0.36, 2.09]).", "ratio",
        {"value": "0.87", "ci_level": "95", "ci_low": "0.36", "ci_high": "2.09"},
    ),
    "P<.0001": ("They differed (P<.0001).", "p_value", {"p": "0.0001"}),
    "p = 0.000": ("They differed (p = 0.000).", "p_value", {"p": "0.000"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "measure", "parts"), FORMS.values(), ids=FORMS.keys())
def test_a_form_is_read_with_all_its_numbers(text: str, measure: str, parts: dict[str, str]) -> None:
    found = [q for q in numbers(text).quantities if q.measure == measure]
    assert found, numbers(text)
    read = {name: part.value for name, part in found[0].parts.items()}
    assert read == {name: Decimal(value) for name, value in parts.items()}


SIGNS = {
    ">95%": ("Resection was >95% in most.", ">"),
    "<1%": ("Death was <1% overall.", "<"),
    "more than": ("More than 90% walked.", ">"),
    "about": ("About 30% walked.", "~"),
    "plain": ("It was seen in 30% of cases.", "="),
}


@pytest.mark.parametrize(("text", "sign"), SIGNS.values(), ids=SIGNS.keys())
def test_the_sign_before_a_value_is_kept(text: str, sign: str) -> None:
    assert [q.operator for q in numbers(text).quantities if q.measure == "proportion"] == [sign]


NOT_FINDINGS = {
    "recruitment years": "They were treated between 2013 and 2018.",
    "a month and year": "Surgery took place from January 1996 to December 2006.",
    "vertebral levels": "The tumour lay at T4-T7 and L5/S1.",
    "WHO grade": "All lesions were of grade 3/4.",
    "roman grade": "A WHO grade II tumour was found.",
    "dose": "Patients received 30 Gy and 5 mg/kg of the drug.",
    "5-ALA": "The tumour was lit with 5-ALA.",
    "CD8+": "Counts of CD8+ cells were made.",
    "cut-off age": "Patients aged over 65 were left out.",
    "citation": "As others showed [12, 13], this is rare.",
    "aim": "We hoped to achieve 80% control.",
    "scale": "Pain was rated on a 10-point scale.",
    "trial registers": "It is registered (NCT01234567, ISRCTN24681012, EudraCT 2009-012345-67, CTRI/2017/08/009999).",
    "a length in a name": "A 7-mm gap was left by the 10-mm nail after 5-FU.",
    "a stray interval": "It ranked third (95% CI 2 to 3).",
    "items of a list": "It went with: (1) an old cast, (2) a thin bone and (3) early walking.",
    "pages of a journal": "Arch Made Surg 2016; 16: 1138-1144.",
    "raised numbers": "Counts stayed below 25 x 10(9)/L and PaO(2) rose.",
    "hours of the day": "Most fell from 10 p.m. to 1 a.m.",
    "concentration": "The skin was numbed with 0.5% lidocaine.",
    "limit of a measurement": "An ejection fraction less than 30% was a reason.",
    "significance": "Tests were made at the 5% level.",
    "days of a plan": "The drug was given on days 1 through 8 and on days 15, 22 and 29.",
    "window": "They came back after 3 to 6 months.",
    "base of a rate": "It was told per 1000 person-years.",
    "group label": "This was seen in group 1 patients.",
    "cut-off behind": "Tumours of 8 cm or greater were left out.",
}


@pytest.mark.parametrize("text", NOT_FINDINGS.values(), ids=NOT_FINDINGS.keys())
def test_what_is_no_finding_is_set_aside_or_not_a_number(text: str) -> None:
    found = [q for q in numbers(text).quantities if q.rule not in ("all", "none")]
    assert found == []
    assert numbers(text).unexplained == ()


def test_a_pair_before_and_after_is_two_results() -> None:
    values = [str(q.parts["value"].value) for q in numbers("The share in pain fell from 30% to 12%.").quantities]
    assert values == ["30", "12"]


def test_a_list_of_times_is_read_as_a_list() -> None:
    times = numbers("The 1-, 2- and 5-year survival rates were 71%, 45% and 12%.").times
    assert [[str(part.value) for part in point.times] for point in times] == [["1", "2", "5"]]


def test_a_median_that_was_not_reached_is_a_result_without_a_number() -> None:
    (found,) = numbers("Median overall survival was not reached.").quantities
    assert (found.measure, found.parts["value"].value, found.parts["value"].printed) == ("median", None, "not reached")


def test_a_number_is_read_once_by_the_rule_that_says_most() -> None:
    (found,) = numbers("Relief came in 24/43 (55.8%).").quantities
    assert found.rule == "count-percent"


def test_only_the_given_spans_are_read() -> None:
    text = "Table of 12 patients. We treated 43 patients."
    assert [q.parts["value"].printed for q in read_numbers(text, [Span(22, len(text))], rules().rules).quantities] == [
        "43"
    ]


@given(st.text(alphabet="12345.,%()±·-– nN=/apCI\u2009\n", max_size=80))
@settings(max_examples=150, deadline=None)
def test_every_part_reads_the_characters_it_names(text: str) -> None:
    assert len(plain(text)) == len(text)
    for quantity in numbers(text).quantities:
        for part in quantity.parts.values():
            assert text[part.start : part.end] == part.printed
