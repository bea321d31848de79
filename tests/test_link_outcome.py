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
        "Rash occurred in four. Fixation of the plate was successful in 148 hips, a redo was necessary on 12 knees.",
        {"148": "Fixation of the plate", "12": "redo was necessary"},
    ),
    "a unit alone goes on with what was measured": (
        "Cardiac output fell from 9.1 ± 1.4 to 6.6 ± 0.5 L/min.", {"9.1": "Cardiac output", "6.6": "Cardiac output"},
    ),
    "a test in a bracket": (
        "There was no difference in age (Fisher's exact, p = 0.91) and stay (independent t-test, p = 0.11).",
        {"0.91": "age", "0.11": "stay"},
    ),
    "a word that joins sentences": (
        "Of 20 patients, four bled. In addition, in six patients with relapse, a stent was used.", {"6": "stent"},
    ),
    "the names of arms beside their results": (
        "We compared vein and Dacron grafts. Patency was alike at five years (vein 66%, Dacron 57%) and ten years "
        "(vein 31%, Dacron 33%).",
        {"66": "patency", "57": "patency", "31": "patency", "33": "patency"},
    ),
    "the names of arms behind a new clause": (
        "Vein and Dacron were compared. Redo surgery was needed on 21 grafts (12 vein, 9 Dacron), and late patency "
        "was 76% vein and 62% Dacron.",
        {"76": "late patency", "62": "late patency"},
    ),
    "things in which something was seen, between a count and its share": (
        "Collapse was found in 134 vertebrae (71.3%), and in 20 brittle vertebrae (21.7%).",
        {"71.3": "Collapse", "21.7": "Collapse"},
    ),
    "other results before it": (
        "Mean kyphosis was 19.7 ± 6.2 degrees at presentation, became 1.9 ± 4.9 degrees, then rose to 9.1 ± 5.",
        {"9.1": "Kyphosis"},
    ),
    "a border inside a bracket": (
        "The leg score (legs at rest; seated) was 8.6 ± 2.1 before surgery.", {"8.6": "leg score"},
    ),
    "a group in a bracket": (
        "In 226 women (cluster 1) the pain score fell from 8.5 ± 1.4 to 4.1 ± 1.3.", {"8.5": "pain score"},
    ),
    "how it came to be known": (
        "Outcome was judged on biopsy specimens that demonstrated cure of lesions in 86% of the treated patients.",
        {"86": "cure of lesions"},
    ),
    "patients told by what they had gone through": (
        "In 1 patient who was first treated for a sprain, films revealed a progressive deformity.",
        {"1": "progressive deformity"},
    ),
    "later is no outcome": (
        "Walking was impaired in 72% before the operation compared with 28% afterward.", {"28": "Walking"},
    ),
    "men and women who all had it": ("Twenty-five men and five women with aneurysms were followed.", {"5": "women"}),
    "nothing but arms in the sentence": (
        "We compared short with long screws. Short screws were used in 17 (61%) and long screws in 11 (39%).",
        {"61": "short screws"},
    ),
    "p-values told in turn": (
        "Mortality and length of stay increased (P = 0.028 and P = 0.038, respectively) in the second unit.",
        {"0.028": "Mortality", "0.038": "length of stay"},
    ),
    "more than one is not one": ("Of 46 patients, 22 (48%) had more than 1 leak.", {"48": "more than 1 leak"}),
    "a verb alone with its cause": (
        "Of 33 patients, six (18%) died due to sepsis and stroke.", {"18": "died due to sepsis and stroke"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", ["We treated 12 women, ages 40 to 69 years.", "The ages ranged from 40 to 69 years."])
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
    found = study("Of 33 patients, six (18%) died due to sepsis and stroke.").findings
    assert "mortality" in {it.concept for it in found}
