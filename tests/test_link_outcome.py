"""The words that name an outcome: those of its own number, those it shares, and words that name nothing."""

from __future__ import annotations

import pytest

from tests.reading import study

NAMED = {
    "a bracket that holds count and percentage": (
        "Reasons for a repeat were late slippage (31 patients [67%]), early breakdown (20 patients [43%]), and a tight "
        "wrap (5 patients [11%]).",
        {"67": "late slippage", "43": "early breakdown", "11": "tight wrap"},
    ),
    "a bracket that begins with n": (
        "Indications for surgery were rest pain (n = 335, 93%), aneurysm (n = 15, 4%), and claudication (n = 11, 3%).",
        {"93": "rest pain", "4": "aneurysm", "3": "claudication"},
    ),
    "labels in a bracket": (
        "Patients (age 48.3 ± 11.3 years, BMI 21.1 ± 3.5 kg/m2, albumin 2.5 ± 0.8 g/dL) were stable.",
        {"48.3": "age", "21.1": "BMI", "2.5": "albumin"},
    ),
    "what happened in things": ("In 13 vertebrae, cement leakage was seen.", {"13": "cement leakage"}),
    "what there was in things": ("In 8 vertebrae there was a leak into veins.", {"8": "leak into veins"}),
    "what happened to things": ("One screw had to be revised due to loosening.", {"1": "screw had to be revised"}),
    "a verb whose object another number counts": (
        "Of the patients, 171 (21.5%) suffered 336 new fractures.", {"21.5": "new fractures", "336": "new fractures"},
    ),
    "the same words behind say whose each result is": (
        "Stroke was seen in 10 of 72 (13.9%) who received drug A, 12 of 64 (18.8%) who received drug B, and 19 of 139 "
        "(13.7%) who received drug C.",
        {"13.9": "Stroke", "18.8": "Stroke", "13.7": "Stroke"},
    ),
    "the other side of a comparison": (
        "Failure was rarer with plates (4.8%) than with wires (28.0%).",
        {"4.8": "Failure was rarer", "28.0": "Failure was rarer"},
    ),
    "the two sides of between": (
        "Early mortality was 12.3%, with no difference between mitral (12.2%) and aortic valves (13.7%).",
        {"12.2": "mortality", "13.7": "mortality"},
    ),
    "a change goes on with what changed": (
        "There was a 55.6% one-year patency, which fell to 42.4% at four years.", {"42.4": "one-year patency"},
    ),
    "a moment is no outcome": (
        "Canal narrowing was 38.5 ± 18.2% at presentation and 22.1 ± 19.8% postoperatively.",
        {"38.5": "Canal narrowing", "22.1": "Canal narrowing"},
    ),
    "a statistic before its value": (
        "Blood pressure was reduced from a mean baseline level of 173 mm Hg to 148 mm Hg.",
        {"173": "Blood pressure", "148": "Blood pressure"},
    ),
    "behind a group stands what happened": (
        "44% of the drainage group and only 31% of the catheter group required proctectomy.",
        {"44": "proctectomy", "31": "proctectomy"},
    ),
    "a unit that goes on": ("The cost was 85,423 dollars per life saved.", {"85423": "cost"}),
    "shares of men and women": (
        "Patients (mean age 75 years; 24% men and 76% women) were well matched.", {"24": "men", "76": "women"},
    ),
    "when it was stands before the outcome": (
        "After the first operation, a second stabilisation was needed in 12% of them.", {"12": "second stabilisation"},
    ),
    "what patients did stands behind them": (
        "Most became worse, and 165 (58.5%) of the patients were free of symptoms.", {"58.5": "free of symptoms"},
    ),
    "a noun behind an article and a share": (
        "By life-table methods there was a 55.6% one-year patency.", {"55.6": "one-year patency"},
    ),
    "what patients with something came to": (
        "At the last visit, 2 patients (6%) with tumours that had been left in place developed a recurrence.",
        {"6": "recurrence"},
    ),
    "the sex inside a count": ("The 57 female and 43 male patients were seen.", {"57": "female", "43": "male"}),
    "where things were counted": ("A leak of contrast was seen in 18 vertebrae.", {"18": "leak of contrast"}),
    "what led to a result is not the result": (
        "Early closure was associated with a lower rate of leaks (2% vs 9%).", {"2": "leaks", "9": "leaks"},
    ),
    "a p-value inside the phrase it judges": (
        "There was a significant fall (P = 0.03) in the serum calcium.", {"0.03": "serum calcium"},
    ),
    "a currency is no outcome": (
        "The hospital cost was higher with plates than with wires (RMB Yuan 8492 ± 3332 vs RMB Yuan 3173 ± 1341).",
        {"8492": "cost", "3173": "cost"},
    ),
    "what was done on things": (
        "Rash occurred in five. Fitting of the insole was successful in 83 hips, a repair was necessary on 14 knees.",
        {"83": "Fitting of the insole", "14": "repair was necessary"},
    ),
    "a unit alone goes on with what was measured": (
        "Nasal airflow fell from 8.3 ± 1.7 to 5.9 ± 0.8 L/min.", {"8.3": "Nasal airflow", "5.9": "Nasal airflow"},
    ),
    "a test in a bracket": (
        "There was no difference in thirst (Fisher's exact, p = 0.63) and sleep (independent t-test, p = 0.27).",
        {"0.63": "thirst", "0.27": "sleep"},
    ),
    "a word that joins sentences": (
        "Of 30 patients, seven bled. In addition, in eight patients with eczema, a glove was used.", {"8": "glove"},
    ),
    "the names of arms beside their results": (
        "We compared felt and cotton grafts. Comfort was alike at three years (felt 71%, cotton 64%) and nine years "
        "(felt 42%, cotton 45%).",
        {"71": "comfort", "64": "comfort", "42": "comfort", "45": "comfort"},
    ),
    "the names of arms behind a new clause": (
        "Felt and cotton were compared. Fresh glue was needed on 16 grafts (9 felt, 7 cotton), and late comfort "
        "was 58% felt and 49% cotton.",
        {"58": "late comfort", "49": "late comfort"},
    ),
    "things in which something was seen, between a count and its share": (
        "Wear was found in 118 teeth (63.4%), and in 17 brittle teeth (26.6%).",
        {"63.4": "Wear", "26.6": "Wear"},
    ),
    "other results before it": (
        "Mean lordosis was 33.4 ± 7.1 degrees at entry, became 24.6 ± 5.3 degrees, then rose to 28.2 ± 6.",
        {"28.2": "Lordosis"},
    ),
    "a border inside a bracket": (
        "The gait score (eyes shut; barefoot) was 7.3 ± 1.6 before training.", {"7.3": "gait score"},
    ),
    "a group in a bracket": (
        "In 174 women (cluster 2) the cough score fell from 7.7 ± 1.2 to 3.6 ± 1.5.", {"7.7": "cough score"},
    ),
    "how it came to be known": (
        "Outcome was judged on photographs that demonstrated closure of sores in 74% of the bandaged patients.",
        {"74": "closure of sores"},
    ),
    "patients told by what they had gone through": (
        "In 1 patient who was first treated for a rash, films revealed a growing cyst.",
        {"1": "growing cyst"},
    ),
    "later is no outcome": (
        "Hearing was impaired in 63% before the operation compared with 19% afterward.", {"19": "Hearing"},
    ),
    "men and women who all had it": ("Thirty-two men and eight women with warts were followed.", {"8": "women"}),
    "nothing but arms in the sentence": (
        "We compared short with long casts. Short casts were used in 23 (64%) and long casts in 13 (36%).",
        {"64": "short casts"},
    ),
    "p-values told in turn": (
        "Thirst and hours of sleep increased (P = 0.017 and P = 0.044, respectively) in the second ward.",
        {"0.017": "Thirst", "0.044": "hours of sleep"},
    ),
    "more than one is not one": ("Of 56 patients, 19 (34%) had more than 1 wart.", {"34": "more than 1 wart"}),
    "a verb alone with its cause": (
        "Of 44 patients, seven (16%) died due to frost and burns.", {"16": "died due to frost and burns"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", ["We treated 12 women, ages 33 to 58 years.", "The ages ranged from 33 to 58 years."])
def test_a_range_of_ages_is_called_age(text: str) -> None:
    assert [f.outcome for f in study(text).findings if f.range] == ["age"]


@pytest.mark.parametrize(("text", "named"), NAMED.values(), ids=NAMED.keys())
def test_a_number_is_of_the_outcome_its_sentence_names_for_it(text: str, named: dict[str, str]) -> None:
    found = {str(it.value): it.outcome.casefold() for it in study(text).findings}
    assert all(words.casefold() in found[value] for value, words in named.items()), found


APART = {
    "men counted in a bracket": ("We enrolled 79 adults (24 men and 55 women).", "24", "men"),
    "each clause with its own outcome": ("Pain eased in 12 with a brace and 5 developed a sore.", "5", "sore"),
    "a predicate of its own": ("70% were discharged and 7% needed care.", "70", "discharged"),
    "who is told of is no group": (
        "Abscesses occurred in 45% of the patients who had a drain and 56% of those who had none.", "45", "Abscesses",
    ),
    "where, in a bracket": ("Twenty lay elsewhere (12 in the neck; 8 in the arm).", "12", "neck"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value", "outcome"), APART.values(), ids=APART.keys())
def test_words_are_not_taken_from_a_number_that_has_its_own(text: str, value: str, outcome: str) -> None:
    found = {str(it.value): it.outcome for it in study(text).findings}
    assert outcome in found[value]


def test_a_death_with_its_cause_is_a_death() -> None:
    found = study("Of 44 patients, seven (16%) died due to frost and burns.").findings
    assert "mortality" in {it.concept for it in found}
