"""What a number is: a share of patients, a change, a mean, a length of time, a count of things."""

from __future__ import annotations

import pytest

from tests.reading import study

# how it is told -> (text, the value as printed, its measure)
MEASURES = {
    "a share": ("Relief came in 55.8% of the patients.", "55.8", "proportion"),
    "risen by": ("Platelets rose by 50% after the drug.", "50", "other"),
    "an improvement": ("The cast led to a 29% improvement in walking.", "29", "other"),
    "less likely": ("The operated were 43% less likely to fall.", "43", "other"),
    "with a plus": ("Knowledge grew in the first group (+12.5%).", "12.5", "other"),
    "improved is a share": ("In the second group 66.7% showed improvement.", "66.7", "proportion"),
    "a measured percentage": ("The loss of height was 1.8% +/- 0.6% with a cast.", "1.8", "mean"),
    "a survival with its error": ("Survival was 46% +/- 7% at 5 years.", "46", "proportion"),
    "later in a list of means": ("The mean losses of height were 15% and 17%.", "17", "mean"),
    "a score without a unit": ("Those who limped had a worse score (5.27) than the others (1.63).", "1.63", "mean"),
    "a median without a unit": ("The median score was lower (11.7 v 8.2).", "8.2", "median"),
    "a correlation": ("Age went with the mean score (r = -0.37).", "-0.37", "other"),
    "a ratio that rose": ("The ratio of fat to lean rose from 1.7 to 2.9.", "2.9", "other"),
    "a survival with its error in brackets": ("Survival (standard error) was better, 74% (5%).", "74", "proportion"),
    "a share beside a mean": ("The mean follow-up was 31 months and 30% fell again.", "30", "proportion"),
    "later in a list of medians": ("The median ages were 50 ± 29, 72 ± 6 and 59 ± 24 years.", "72", "median"),
    "a stay with its range": ("The stay was short: 10 (7 to 14) days.", "10", "duration"),
    "seconds": ("Screening time was 42.9 s.", "42.9", "duration"),
    "a ratio of the sexes": ("The mean age was 49 years and the ratio of men to women was 2.5:1.", "2.5", "other"),
    "what is left of a canal": ("Canal compromise was 41% and 12% in the two groups.", "12", "mean"),
    "what was won back": ("Plates were better at restoring vertebral height (52.1% vs. 31.4%).", "52.1", "other"),
    "people with a lost height": ("Height was lost; 30% of the patients complained.", "30", "proportion"),
    "a difference in per cent": ("Leaks were fewer (9% v 21%; difference = 12.4%).", "12.4", "difference"),
    "a decrease in brackets": (
        "There was a clear decrease in fat (5.5%) and in water (7.2%) at a year.",
        "7.2",
        "other",
    ),
    "an increase in a share": ("We saw an increase in the incidence of leaks (5.5%).", "5.5", "proportion"),
    "by so much": ("Survival improved in all (by 11%, p = 0.01) and in the young (by 14%, p = 0.02).", "14", "other"),
    "a mean change": ("The mean change in weight was -8.3% after the fast.", "-8.3", "mean"),
    "an effect size": (
        "The effect size between cast and brace was small at -0.4 (95% CI -1.1 to 0.3).",
        "-0.4",
        "difference",
    ),
    "a sensitivity": ("The smear had a sensitivity of 0.82 and a specificity of 0.91.", "0.91", "proportion"),
    "a rate": ("The ratings rose to 3.4 per 20 operations.", "3.4", "other"),
    "a probability": ("The probability of healing was 0.45 and 0.58 at a year.", "0.58", "proportion"),
    "vertebrae": ("We filled 40 vertebrae.", "40", "count"),
}


@pytest.mark.parametrize(("text", "value", "measure"), MEASURES.values(), ids=MEASURES.keys())
def test_the_words_beside_a_number_say_what_it_is(text: str, value: str, measure: str) -> None:
    assert [f.measure for f in study(text).findings if f.value_printed == value] == [measure]
