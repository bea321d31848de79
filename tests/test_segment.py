"""Which section a sentence belongs to, by headings in all their forms and by cues where there is none."""

import pytest

from extractor.model import Document, Region, Span
from extractor.segment import headings, segment

FORMS = {
    "colon": ("BACKGROUND: Pain is bad. METHODS: We cut. RESULTS: It went.", "background methods results"),
    "small colon": ("Objective: To see. Results: It went.", "objective results"),
    "full stop": ("Purpose. To see. Methods. We cut. Results. It went.", "objective methods results"),
    "two marks": ("Objective.: To see. Methods:: We cut.", "objective methods"),
    "dash": ("Background - Pain is bad. Methods - We cut.", "background methods"),
    "line of its own": ("Objective\nTo see.\nMethods\nWe cut.\n", "objective methods"),
    "line per section": ("AIM: To see.\nPATIENTS AND METHODS: We cut.\nFINDINGS: It was.", "objective methods results"),
    "bare": ("Purpose Pain is bad. Methods Patients' age was noted. Results The most lived. Conclusion Although so.",
             "objective methods results conclusions"),
    "bare capitals": ("OBJECT The authors saw. METHODS Forty were cut. RESULTS Two died.", "objective methods results"),
    "bare before a number": ("Methods We cut. Results 43 patients lived.", "methods results"),
    "glued": ("Methods: We cut for 9 months.Results: It went.", "methods results"),
    "no stop before": ("AIM: To see METHODS: We cut RESULTS: It went", "objective methods results"),
    "joint": ("MATERIALS AND METHODS: We cut. RESULTS AND DISCUSSION: It went.", "methods results"),
    "joint by a stroke": ("Background/Aims: Pain. Methods and Results: It went.", "background results"),
    "spine journals": ("STUDY DESIGN: A series. OBJECTIVE: To see. SUMMARY OF BACKGROUND DATA: Pain. METHODS: We cut.",
                       "methods objective background methods"),
    "lists of words": ("DESIGN, SETTING, AND PARTICIPANTS: Cut. MAIN OUTCOMES AND MEASURES: Pain.", "methods methods"),
    "long names": ("Aim of the study: To see. Main outcome measures: Pain. Patient population: Forty.",
                   "objective methods methods"),
    "BMJ": ("OBJECTIVE--To see. DESIGN--A series. MAIN RESULTS--It went.", "objective methods results"),
    "bare and joint": ("PURPOSE To see. PATIENTS AND METHODS Forty were cut.", "objective methods"),
    "journal's own": ("WHY IT MATTERS HERE: Pain. KEY RESULTS IN BRIEF: It went.", "None results"),
    "in brackets": ("AIM(S): To see. CONCLUSION(S): Do it.", "objective conclusions"),
    "Lancet": ("METHODS: We cut. FINDINGS: It went. INTERPRETATION: Do it. FUNDING: None.",
               "methods results conclusions furniture"),
    "two at once": ("Abstract Background Pain is bad. Methods We cut.", "abstract background methods"),
    "unlabelled": ("UNLABELLED: We cut.", "abstract"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sections"), FORMS.values(), ids=FORMS)
def test_a_heading_is_known_by_its_form(text: str, sections: str) -> None:
    assert " ".join(str(h.section) for h in headings(text, ())) == sections


NO_HEADINGS = {
    "an ordinary word": "Forty were cut. Results were good. Conclusions about age are weak.",
    "one bare word alone": "We cut forty. Results In men were good.",
    "letters": "Methods A and B were compared. Methods I and II differ. Aim 2 was missed.",
    "plain nouns": "Forty were cut. Patients 65 years and older lived. Methods We used are old.",
    "levels": "It fell in NYHA III and in NYHA CLASS IV: ten patients.",
    "a line of a table": "Nobody died. Treatment: rate ratio 0.7.",
    "ratio": "The ratio was high. Results 1:4 are rare.",
    "inside a sentence": "We give our results: nobody died.",
    "possessive": "The Conclusion's weight is small.",
}


@pytest.mark.parametrize("text", NO_HEADINGS.values(), ids=NO_HEADINGS)
def test_a_word_is_no_heading(text: str) -> None:
    assert headings(text, ()) == ()


def sections(text: str, regions: tuple[Region, ...] = ()) -> list[str]:
    """Segment *text*, a bar standing for each sentence border."""
    spans, start = [], 0
    for part in text.split("|"):
        spans.append(Span(start, start + len(part)))
        start += len(part)
    document = Document("x", "x.txt", "txt", "", text.replace("|", ""), regions)
    return [sentence.section for sentence in segment(document, spans)]


CUES = {
    "no cue": ("Tumours are rare. |We cut forty. |Nobody died.", "abstract abstract abstract"),
    "conclusion": ("We cut forty. |Nobody died. |We conclude that it is safe. |It should be done.",
                   "abstract abstract conclusions conclusions"),
    "conclusion in the middle": ("Tumours grow. |These results suggest one. |We cut forty. |Nobody died. |All lived.",
                                 "abstract conclusions abstract abstract abstract"),
    "therefore is no conclusion yet": ("Tumours grow. |Therefore, we cut forty. |Nobody died.",
                                      "abstract abstract abstract"),
    "therefore we conclude": ("We cut forty. |Nobody died. |Therefore, we conclude that it is safe.",
                              "abstract abstract conclusions"),
    "aim": ("Tumours grow in 10%. |The aim of this study was to see. |Nobody died.", "abstract objective abstract"),
    "we aimed": ("We aimed to see forty. |Nobody died.", "objective abstract"),
    "headings decide": ("RESULTS: |In conclusion of care, all lived. |CONCLUSION: |Thus, it is safe.",
                        "results results conclusions conclusions"),
    "summary below": ("METHODS: |We cut. |SUMMARY: |It is safe.", "methods methods conclusions conclusions"),
    "a heading that names nothing": ("METHODS: |We cut. |WHY NOT HERE: |Safe.", "methods methods methods methods"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUES.values(), ids=CUES)
def test_each_sentence_has_a_section(text: str, expected: str) -> None:
    assert " ".join(sections(text)) == expected


def test_regions_name_their_sentences_and_the_abstract_goes_on_behind_furniture() -> None:
    text = "Spine. |Journal 3 |RESULTS: |Nobody died. |Page 9 |All lived."
    roles = ("title", "furniture", "abstract", "abstract", "furniture", "abstract")
    regions, start = [], 0
    for part, role in zip(text.split("|"), roles, strict=True):
        regions.append(Region(start, start + len(part), role))  # type: ignore[arg-type]
        start += len(part)
    assert sections(text, tuple(regions)) == ["title", "furniture", "results", "results", "furniture", "results"]
