"""The packaged vocabularies: what an outcome is called in papers, and that no phrase means two things."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from extractor.language.dictionary import forms
from extractor.model import CATEGORIES, LABELS, Concept, Region
from tests.reading import language, rules

CONCEPTS = {concept.id: concept for concept in rules().concepts}


def printed(concept: Concept) -> set[str]:
    """Return every form in which the dictionary looks for *concept*."""
    return {form for synonym in concept.synonyms for form in forms(synonym)}


def test_three_fields_name_more_than_80_outcomes_and_150_conditions_procedures_and_regions() -> None:
    fields = Counter(concept.field for concept in CONCEPTS.values())
    assert set(fields) == {"general", "oncology", "spine"} and sum(fields.values()) >= 130
    labels = Counter(term.label for term in rules().terms)
    assert set(labels) == {"condition", "intervention", "location"} and sum(labels.values()) >= 150


def test_every_outcome_has_a_category_and_every_term_a_label_of_the_contract() -> None:
    assert {concept.category for concept in CONCEPTS.values()} <= set(CATEGORIES)
    assert {term.label for term in rules().terms} <= set(LABELS)


def test_no_printed_form_belongs_to_two_outcomes() -> None:
    """Plurals, spellings and hyphens included: the reader could not know which column is meant."""
    owners = defaultdict(set)
    for concept in CONCEPTS.values():
        for form in printed(concept):
            owners[form].add(concept.id)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_no_word_is_both_an_outcome_and_a_condition_procedure_or_region() -> None:
    claimed = {form: concept.id for concept in CONCEPTS.values() for form in printed(concept)}
    both = {(term.text, claimed[form]) for term in rules().terms for form in forms(term.text) if form in claimed}
    assert both == set()


def test_a_high_rate_of_deaths_or_complications_is_never_better() -> None:
    worse = [c.id for c in CONCEPTS.values() if c.category in ("mortality", "complication") and c.better != "lower"]
    assert worse == []


@pytest.mark.parametrize(
    ("concept", "share_of"),
    [
        ("pain_relief", "patients with preoperative pain"),
        ("complete_pain_relief", "patients with preoperative pain"),
        ("neurological_improvement", "patients with a preoperative deficit"),
        ("ambulation_regained", "patients who could not walk before"),
        ("gross_total_resection", None),
        ("overall_survival", None),
    ],
)
def test_a_share_of_some_patients_says_of_whom(concept: str, share_of: str | None) -> None:
    assert CONCEPTS[concept].share_of == share_of


SENTENCES = [
    ("Nine had a gross total resection.", "gross_total_resection"),
    ("GTR was reached in nine.", "gross_total_resection"),
    ("The tumour was completely removed in nine.", "gross_total_resection"),
    ("Subtotal excision was all that could be done.", "subtotal_resection"),
    ("Residual tumor was left in four.", "subtotal_resection"),
    ("Margins were positive in two.", "positive_margins"),
    ("All but one had pain that was relieved.", "pain_relief"),
    ("Pain was relieved in all but one.", "pain_relief"),
    ("Relief of pain came within days.", "pain_relief"),
    ("Eight became pain-free.", "complete_pain_relief"),
    ("The mean VAS fell from 8 to 2.", "pain_score"),
    ("Leg pain VAS fell from 8 to 2.", "leg_pain_score"),
    ("The ODI was 40 before surgery.", "odi"),
    ("Half improved neurologically.", "neurological_improvement"),
    ("The aim is that neurological functions improve.", "neurological_improvement"),
    ("One was neurologically worse.", "neurological_deterioration"),
    ("Twenty could walk at a year.", "ambulatory"),
    ("Three regained ambulation.", "ambulation_regained"),
    ("No patient died.", "mortality"),
    ("There was no operative mortality.", "operative_mortality"),
    ("One died within 30 days.", "mortality_30_day"),
    ("In-hospital mortality was low.", "in_hospital_mortality"),
    ("Four died of their disease.", "died_of_disease"),
    ("Eleven are alive at two years.", "overall_survival"),
    ("OS was 61% at five years.", "overall_survival"),
    ("Median overall survival was 16 months.", "median_survival"),
    ("PFS was 39%.", "progression_free_survival"),
    ("Recurrence-free survival was 80%.", "disease_free_survival"),
    ("Radiosurgery achieved local control in 85%.", "local_control"),
    ("Two had a local recurrence.", "local_recurrence"),
    ("There were three CSF leaks.", "csf_leak"),
    ("Cerebrospinal fluid leakage was seen twice.", "csf_leak"),
    ("A durotomy was closed at once.", "dural_tear"),
    ("Two wound infections needed drainage.", "wound_infection"),
    ("A rod fracture was found at a year.", "rod_fracture"),
    ("Cement leakage was seen in nine levels.", "cement_leakage"),
    ("A postoperative haemorrhage was evacuated.", "haemorrhage"),
    ("A postoperative hemorrhage was evacuated.", "haemorrhage"),
    ("Blood loss was 300 ml.", "blood_loss"),
    ("EBL was 300 ml.", "blood_loss"),
    ("LOS was five days.", "length_of_stay"),
    ("The duration of surgery was two hours.", "operating_time"),
    ("Three were lost to follow-up.", "lost_to_follow_up"),
    ("Twelve returned to work.", "return_to_work"),
]


@pytest.mark.parametrize(("sentence", "concept"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_an_outcome_is_known_by_the_words_a_paper_prints(sentence: str, concept: str) -> None:
    mentions = language().annotate(sentence, (Region(0, len(sentence), "abstract"),)).mentions
    assert concept in [mention.concept for mention in mentions if mention.label == "outcome"]


NOT_OUTCOMES = [
    ("Pain relief after vertebroplasty was good.", "vertebroplasty", "intervention"),
    ("Patients with spinal metastases were treated.", "spinal metastases", "condition"),
    ("Chordomas of the sacrum are rare.", "sacrum", "location"),
    ("Laminectomy was the first step.", "Laminectomy", "intervention"),
    ("Burst fractures of the thoracolumbar junction were fixed.", "thoracolumbar junction", "location"),
]


@pytest.mark.parametrize(("sentence", "word", "label"), NOT_OUTCOMES, ids=[word for _, word, _ in NOT_OUTCOMES])
def test_what_was_done_to_whom_and_where_is_no_outcome(sentence: str, word: str, label: str) -> None:
    mentions = language().annotate(sentence, (Region(0, len(sentence), "abstract"),)).mentions
    assert (word, label) in [(mention.text, mention.label) for mention in mentions]


def test_an_initialism_is_found_in_capitals_only() -> None:
    sentence = "The os odontoideum was left alone."
    mentions = language().annotate(sentence, (Region(0, len(sentence), "abstract"),)).mentions
    assert "overall_survival" not in [mention.concept for mention in mentions]
