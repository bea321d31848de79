"""What the language tools say of a text: sentences that tile it, abbreviations, named things."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import EvidenceError
from extractor.language import Language
from extractor.model import Concept, Document, Region, Rules, Term
from extractor.segment import segment

RULES = Rules(
    rules=(),
    concepts=(
        Concept("overall_survival", "overall survival", "survival", ("OS", "survival")),
        Concept("gross_total_resection", "gross total resection", "resection_extent", ("complete resection", "GTR")),
        Concept("pulmonary_embolism", "pulmonary embolism", "complication", ("PE",)),
        Concept("follow_up", "follow-up", "follow_up", ()),
        Concept("tumour_recurrence", "tumour recurrence", "local_control", ()),
    ),
    terms=(Term("condition", "spinal metastasis"), Term("intervention", "laminectomy")),
    version="x",
)


@pytest.fixture(scope="module")
def language() -> Language:
    return Language(RULES)


def sentences(language: Language, text: str, regions: tuple[Region, ...] = ()) -> list[str]:
    return [text[s.start : s.end] for s in language.annotate(text, regions).sentences]


SPLITS = {
    "plain": "Forty patients had surgery. | The mean age was 57 years.",
    "number first": "The patients were followed for a year. | In 3 patients the tumour grew.",
    "digit first": "All patients were treated. | 12 patients died.",
    "glued": "Survival was 14 months.|Results were stable.",
    "glued after a percentage": "The rate was (55.8%).|Pain was relieved.",
    "citation number between": "This is well known.12 | The patients were young.",
    "spread over lines": "The tumour was removed\nin all patients. | Nobody died.",
    "paragraphs": "Surgery was done.\n\n|Nobody died.\n|Pain was relieved in 9.",
    "no full stop before an empty line": "Surgery of the spine\n\n|We treated 9 patients.",
    "page break inside a sentence": "The tumour was removed\n\nin all patients.",
    "heading": "RESULTS: |Nobody died. |CONCLUSIONS: |Surgery is safe.",
    "letters that name groups": "Five died in group A. | The others lived. | Eight were in group B. | Both did well.",
    "percentage last": "Pain was relieved in 72%. | Weakness improved in 30 (41%). | Nobody died.",
    "p value last": "They differed (P = .02). | Survival was better with P < .001. | No patient died.",
    "question": "Is surgery safe? | We asked 30 surgeons.",
    "p value": "The rate was higher (35% vs. 12%; P = .02) in men.",
    "vs": "Relief was 85% vs. 12% at a year.",
    "vs before a name": "We compared laminectomy vs. Harrington rods.",
    "i.e.": "The smaller group, i.e. 5 patients, did well.",
    "e.g. capital": "Scales, e.g. Frankel, were used.",
    "figure": "The rate fell (Fig. 2) and stayed low as in Fig. 3 later.",
    "approx": "It took approx. 30 minutes.",
    "Lancet dots": "The hazard ratio was 0·45 (95% CI 0·23–0·88) in all.",
    "number abbreviated": "Patient No. 5 died.",
    "et al": "As Harrington et al. reported, relief is common.",
    "et al before a year": "As Harrington et al. (1988) reported, relief is common.",
    "brackets": "The others (two died. One was lost.) were followed.",
    "brackets that hold a sentence": "Nobody died. | (One was lost in 1999.) | The others lived.",
    "initials at the end": "All had MS. | Genotypes were tested in CF. | Nobody died.",
    "Greek": "It was closed in 2010. | α-blockers were given.",
    "species": "Infections with E. coli and S. aureus were seen.",
    "small letter": "Doses of 5 mg. of the drug were used.",
    "spaced decimal": "The difference was significant at P < 0. 05 for men.",
    "list": "1. Radiotherapy was given. | 2. Surgery was done.",
    "spaced full stop": "We treated men . | We saw relief in all .",
    "table": "One was lost.; |Three had pain.",
    "address": "Screws (Acme Inc., Boston) were used by Acme Inc., Boston.",
    "American state": "It was done in the U.S. Army.",
    "unit": "The mean follow-up was 20.4 mo. and all lived.",
}


@pytest.mark.parametrize("marked", SPLITS.values(), ids=SPLITS)
def test_sentences_begin_where_a_reader_says(language: Language, marked: str) -> None:
    """A bar marks a border; white space goes with the sentence before."""
    text = marked.replace("| ", " ").replace("|", "").replace("  ", " ")
    expected = marked.replace(" | ", " |").split("|")
    assert sentences(language, text) == expected


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.one_of(st.sampled_from(" \n.:()%AaRr1\t\u00a0é"), st.characters(codec="utf-8")), max_size=200))
def test_sentences_tile_any_text(text: str) -> None:
    told = SHARED.annotate(text)
    spans = told.sentences
    assert "".join(text[s.start : s.end] for s in spans) == text
    assert all(s.start < s.end for s in spans)
    assert all(a.end == b.start for a, b in pairwise(spans))
    assert all(text[m.start : m.end] == m.text for m in told.mentions)


SHARED = Language(RULES)


def test_furniture_and_duplicates_are_one_sentence_each_and_name_nothing(language: Language) -> None:
    parts = (
        ("furniture", "Cite this. Overall survival 2010. Ed. Smith\n"),
        ("title", "Overall survival after laminectomy\n"),
        ("duplicate", "Nobody died. Survival was lo"),
        ("abstract", "  Nobody died. Overall\nsurvival was long."),
    )
    text, regions = "", []
    for role, part in parts:
        regions.append(Region(len(text), len(text) + len(part), role))  # type: ignore[arg-type]
        text += part
    told = language.annotate(text, tuple(regions))
    assert [text[s.start : s.end] for s in told.sentences] == [
        parts[0][1],
        parts[1][1],
        parts[2][1],
        "  Nobody died. ",
        "Overall\nsurvival was long.",
    ]
    assert [m.text for m in told.mentions] == ["Overall survival", "laminectomy", "Overall\nsurvival"]


NAMED = {
    "longest wins": ("Overall survival was long.", [("Overall survival", "overall_survival")]),
    "case is free": ("GROSS TOTAL RESECTION was achieved.", [("GROSS TOTAL RESECTION", "gross_total_resection")]),
    "short forms mind their case": ("The os coxae; OS was long.", [("OS", "overall_survival")]),
    "plural": ("Tumour recurrences were rare.", [("Tumour recurrences", "tumour_recurrence")]),
    "American": ("Tumor recurrence was rare.", [("Tumor recurrence", "tumour_recurrence")]),
    "hyphen or not": ("The follow up ended.", [("follow up", "follow_up")]),
    "over a line": ("A gross total\n   resection was done.", [("gross total\n   resection", "gross_total_resection")]),
    "defined": (
        "Complete tumour excision (CTE) and gross total resection (GRT) differ. GRT was rare.",
        [
            ("gross total resection", "gross_total_resection"),
            ("GRT", "gross_total_resection"),
            ("GRT", "gross_total_resection"),
        ],
    ),
    "defined otherwise": ("Two had pleural effusion (PE). PE was drained.", []),
    "defined in other words": (
        "Massive pulmonary thromboembolism (PE) was seen. PE was fatal.",
        [("PE", "pulmonary_embolism"), ("PE", "pulmonary_embolism")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED)
def test_outcomes_are_named_by_the_words_of_the_rules(
    language: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(m.text, m.concept) for m in language.annotate(text).mentions if m.label == "outcome"] == expected


def test_terms_keep_their_label(language: Language) -> None:
    told = language.annotate("Laminectomy for spinal metastasis.")
    assert [(m.text, m.label, m.concept) for m in told.mentions] == [
        ("Laminectomy", "intervention", None),
        ("spinal metastasis", "condition", None),
    ]


def test_abbreviations_are_found_wherever_they_stand(language: Language) -> None:
    text = "Gross total resection (GTR) is an aim.\nGTR was reached in 9."
    told = language.annotate(text).abbreviations
    assert [(a.short.start, text[a.short.start : a.short.end]) for a in told] == [(23, "GTR"), (39, "GTR")]
    assert {text[a.long.start : a.long.end] for a in told} == {"Gross total resection"}


@pytest.fixture(scope="module")
def plugged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small pipeline saved to disk, with the labels that scispaCy's models use."""
    import spacy

    path: Path = tmp_path_factory.mktemp("models") / "tiny"
    pipeline = spacy.blank("en", meta={"name": "tiny", "version": "1.2.3"})
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "DISEASE", "pattern": "osteosarcoma"},
            {"label": "CHEMICAL", "pattern": "cisplatin"},
            {"label": "ENTITY", "pattern": "overall survival of patients"},
            {"label": "ENTITY", "pattern": "patients"},
            {"label": "DNA", "pattern": "TP53"},
        ]
    )
    pipeline.to_disk(path)
    return str(path)


def test_the_entities_of_an_installed_pipeline_join_the_mentions(plugged: str) -> None:
    """Its labels become ours, unknown ones and idle words are passed over, and the dictionary knows better."""
    language = Language(RULES, plugged)
    told = language.annotate(
        "In patients with osteosarcoma\non cisplatin and TP53 the overall survival of patients rose."
    )
    assert [(m.label, m.text, m.concept) for m in told.mentions] == [
        ("condition", "osteosarcoma", None),
        ("intervention", "cisplatin", None),
        ("outcome", "overall survival", "overall_survival"),
    ]
    assert language.model_name == "dictionary + en_tiny 1.2.3"


def test_a_missing_model_says_how_to_install_it() -> None:
    with pytest.raises(EvidenceError, match=r"model 'en_core_sci_md' is not installed.*releases page"):
        Language(RULES, "en_core_sci_md")


def test_a_broken_model_says_so(plugged: str, tmp_path: Path) -> None:
    import shutil

    broken = shutil.copytree(plugged, tmp_path / "broken")
    config = (broken / "config.cfg").read_text()
    (broken / "config.cfg").write_text(config.replace('factory = "entity_ruler"', 'factory = "no_such_part"'))
    with pytest.raises(EvidenceError, match="cannot be loaded"):
        Language(RULES, str(broken))


HOSTILE = {
    "pairs of brackets": "(a b) " * 5000,
    "open brackets": "(" * 50_000,
    "a number in square brackets": "In E. Coli.[" + "1" * 60 + " x. Coli",
    "quotes without end": "'a " * 10_000 + "E. Coli",
    "full stops": ". " * 30_000,
    "initials": "b. B. " * 10_000,
    "capitals": "ABC DEF " * 10_000,
    "headings in headings": "Results. Measurements and main results and " * 1000,
    "empty lines": "\n" * 100_000,
    "one long word": "a" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_holds_up_the_run(language: Language, text: str) -> None:
    """Pages no journal prints: scispaCy's own patterns, shown some of these, take minutes or never end."""
    import time

    begun = time.perf_counter()
    spans = language.annotate(text).sentences
    segment(Document("x", "x.txt", "txt", "", text), spans)
    assert time.perf_counter() - begun < 5


def test_rare_words_are_forgotten_and_nothing_changes() -> None:
    """After the common words are known the memory stays flat, and a text reads the same as before."""
    language = Language(RULES)
    text = "Gross total resection (GTR) was reached in 9. GTR was safe in E. coli carriers."
    before = language.annotate(text)
    for batch in range(25):
        language.annotate(" ".join(f"word{batch}x{i}" for i in range(1000)) + ".")
    words = len(language._pipeline.vocab.strings)
    for batch in range(5):
        language.annotate(" ".join(f"late{batch}x{i}" for i in range(1000)) + ".")
    assert len(language._pipeline.vocab.strings) == words
    assert language.annotate(text) == before


def test_the_command_line_does_not_wait_for_spacy() -> None:
    import subprocess
    import sys

    code = "import sys, extractor.language, extractor.segment; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
