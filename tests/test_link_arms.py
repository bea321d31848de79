"""Which groups an abstract has, what they are called, and which of its results are whose."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

import pytest

from extractor.link.arms.described import told
from extractor.link.arms.group import Group
from extractor.link.arms.people import named_people
from extractor.link.assign import arms_of
from extractor.link.assign.direction import second_is_of_the_subject
from extractor.link.drafts import drafts
from extractor.link.lists import runs
from extractor.model import Part, Quantity, Sentence, Span
from tests.reading import arm_name, study

TWO = "Forty patients had a clip (n = 22) or a band (n = 18). "


def owners(text: str) -> dict[str, str | None]:
    """Return the name of the arm of each printed value."""
    made = study(text)
    return {f.value_printed or "": arm_name(made, f) for f in made.findings}


OWNED: dict[str, tuple[str, dict[str, str | None]]] = {
    "the name before each result": (
        "In the clip group leaks were seen in 12%, in the band group in 15%.",
        {"12": "clip", "15": "band"},
    ),
    "the name behind each result": (
        "Leaks were seen in 12% of the clip group and 15% of the band group.",
        {"12": "clip", "15": "band"},
    ),
    "two results of each, the name first": (
        "Pain fell (clip group: mean 12 days, range 3-40 days; band group: mean 15 days, range 4-50 days).",
        {"12": "clip", "15": "band"},
    ),
    "a bracket behind each name": (
        "Leaks were rarer in the clip group (12%) than in the band group (15%).",
        {"12": "clip", "15": "band"},
    ),
    "a clause for each": (
        "In the clip group 12% leaked and 3% bled, whereas 15% of the band group leaked.",
        {"12": "clip", "3": "clip", "15": "band"},
    ),
    "k-th with k-th, the names right behind": (
        "Leaks were seen in 3 and 7 patients in the clip and band groups.",
        {"3": "clip", "7": "band"},
    ),
    "comparisons in a list": (
        "In the clip group compared with the band group, leaks (12% vs 15%), bleeds (4% vs 6%) were rare.",
        {"12": "clip", "15": "band", "4": "clip", "6": "band"},
    ),
    "two pairs between the names": (
        "After 9 days the clip group had fewer leaks (12% vs 15%) and fewer bleeds (4% vs 6%) than the band group.",
        {"12": "clip", "15": "band", "4": "clip", "6": "band"},
    ),
    "far apart, respectively": (
        "A mean rise of 12 days was set against a mean fall of 15 days in the clip and band groups, respectively.",
        {"12": "clip", "15": "band"},
    ),
    "the last of a pair is named behind it": (
        "Leaks were seen in 12% vs 15% for the clip.",
        {"12": "band", "15": "clip"},
    ),
    "one is named, the comparison says which": (
        "The band group had higher leak rates (12% vs 15%).",
        {"12": "clip", "15": "band"},
    ),
    "one is named and nothing compares": ("In the band group 12% vs 15% leaked.", {"12": "band", "15": "clip"}),
}


@pytest.mark.parametrize(("sentence", "expected"), OWNED.values(), ids=OWNED.keys())
def test_a_result_belongs_to_the_group_its_sentence_gives_it(sentence: str, expected: dict[str, str | None]) -> None:
    told_of = owners(TWO + sentence)
    assert {value: told_of[value] for value in expected} == expected


def test_the_order_of_the_groups_is_kept_for_sentences_that_name_none() -> None:
    text = TWO + "Leaks were seen in 15% of the band group and 12% of the clip group. Bleeds were rare (4% vs 6%)."
    assert {v: owners(text)[v] for v in ("4", "6")} == {"4": "band", "6": "clip"}


def test_sentences_that_name_no_group_go_on_about_the_one_introduced() -> None:
    text = (
        "Forty patients were seen. Group 1 consisted of 22 patients (31 knees). Leaks were seen in 12%. "
        "The mean stay was 9 days. Group 2 consisted of 18 patients. Bleeds were seen in 15%. Overall, pain fell in 7%."
    )
    owned = {"31": "Group 1", "12": "Group 1", "9": "Group 1", "15": "Group 2", "7": None}
    assert {value: owners(text)[value] for value in owned} == owned


def test_a_sentence_that_divides_the_cohort_names_its_groups() -> None:
    text = (
        "Of the 40 patients, 31 (78%) had no drain, while 9 (22%) underwent drainage. Leaks came early in 13 (42%), "
        "late in 6 (19%); pus was seen in 12 and fever in 9."
    )
    told_of = owners(text)
    assert {value: told_of[value] for value in ("78", "22", "42")} == {
        "78": "no drain",
        "22": "drainage",
        "42": "no drain",
    }


def test_a_group_is_divided_by_what_its_patients_had() -> None:
    text = (
        "In all, 77 patients were seen. Group 1 had 36 patients. The stay was 9 days. Group 2 had 41 patients. "
        "Twenty-four patients were treated with heparin alone. Six died (25%). "
        "Seventeen patients received heparin plus a caval filter. One died (6%)."
    )
    told_of = owners(text)
    assert told_of["Twenty-four"] == "heparin alone"
    assert {value: told_of[value] for value in ("25", "6")} == {
        "25": "heparin alone",
        "6": "heparin plus a caval filter",
    }


def test_those_who_did_not_have_it_are_a_group_of_their_own() -> None:
    text = (
        "We saw 58 patients. Forty-four patients were uniformly treated with intravesical mitomycin. Fourteen patients "
        "did not receive intravesical treatment. In the intravesically treated group 12% bled. Mitomycin was safe."
    )
    assert [(arm.name, arm.n) for arm in study(text).arms] == [
        ("intravesical mitomycin", 44),
        ("no intravesical treatment", 14),
    ]
    assert owners(text)["12"] == "intravesical mitomycin"


def test_a_size_is_of_all_who_had_it_and_not_of_those_whom_something_befell() -> None:
    text = (
        "We compared 64 patients who were treated with a cast (cast group) and 67 patients who had a splint (splint "
        "group). Eight cast patients developed a sore. Nine splint patients had a new sore."
    )
    assert [(arm.name, arm.n) for arm in study(text).arms] == [("cast", 64), ("splint", 67)]


def test_a_p_value_that_judges_nothing_printed_is_of_the_group_that_is_compared() -> None:
    text = TWO + "Pain was worse in the band group than in the clip group (P = 0.02)."
    assert owners(text)["0.02"] == "band"


def test_the_size_behind_the_word_group_is_of_the_group_named_before_it() -> None:
    made = study("Warts were numbered and parted into a steam group (n = 26) and a warm control group (n = 23).")
    assert {arm.name: arm.n for arm in made.arms} == {"steam": 26, "warm control": 23}


def test_the_size_of_the_cohort_belongs_to_no_arm() -> None:
    text = "Clips were compared with bands. In all, 40 patients treated with clips or bands were seen. Six died."
    assert owners(text)["40"] is None


FOUND: dict[str, tuple[str, dict[str, str | None]]] = {
    "those treated otherwise": (
        "We treated 40 patients. Leaks were seen in 12% of patients with a stoma and in 3% of those without a stoma.",
        {"12": "stoma", "3": "no stoma"},
    ),
    "what a clause leads to": (
        "We treated 40 patients. The 5-year survival of the 23 resected patients was 69%.",
        {"69": "resected"},
    ),
    "by the preposition that comes again": (
        "We treated 40 knees. Loosening was rarer in cemented stems than in press-fit stems (3% vs 9%).",
        {"3": "cemented stems", "9": "press-fit stems"},
    ),
    "where a known name stands": (
        "We compared nylon with wire. Rupture (nylon 6%, silk 9%) was rare.",
        {"6": "nylon", "9": "silk"},
    ),
    "the subject and what it is better than": (
        "Zincol was followed by fewer leaks than saline (3% vs 9%).",
        {"3": "Zincol", "9": "saline"},
    ),
    "the subject and what a pair before it is better than": (
        "Early casting was associated with fewer leaks (3% vs 9%) compared with late casting.",
        {"3": "Early casting", "9": "late casting"},
    ),
    "those whom a comparison leaves unnamed": (
        "We treated 40 patients. Patients with a stoma more often had leaks (12% vs 3%) and bleeds (4% vs 2%).",
        {"12": "stoma", "3": "no stoma", "4": "stoma", "2": "no stoma"},
    ),
    "those whom a sentence begins to compare with": (
        "We treated 40 patients. Compared with controls, those with a stoma had more leaks (12% vs 3%).",
        {"12": "stoma", "3": "controls"},
    ),
    "the parts of a hospital's experience": (
        "We treated 40 patients. Patency in the latter half (92%) compared to the first half (80%) was better.",
        {"92": "latter half", "80": "first half"},
    ),
    "what those of a group whom the sentence begins with had": (
        "We treated 40 patients. Of the 12 patients who underwent revision, 42% had a recurrence, 8% with local "
        "recurrence and 33% with distant metastasis.",
        {"42": "revision", "8": "revision", "33": "revision"},
    ),
    "by what a letter stands for": (
        "Group A had a lobectomy and group B had near total excision. Leaks were seen in 6% of patients who had "
        "undergone near total excision.",
        {"6": "group B (near total excision)"},
    ),
    "by the word before the patients that are compared": (
        "We compared fevers between coastal and inland patients at our clinics. Fever rates were 14% versus 19%.",
        {"14": "coastal", "19": "inland"},
    ),
    "a group and what it had": (
        "We treated 40 patients. Falls: 14% of the group with a cane and 5% of the group without a cane.",
        {"14": "cane", "5": "no cane"},
    ),
    "those who are not": (
        "We saw 40 patients. Fever was seen in 18% of smokers and in 11% of nonsmokers.",
        {"18": "smokers", "11": "nonsmokers"},
    ),
    "a list of three": (
        "We treated 60 patients. Leaks: 12%, 15% and 18% of the clip, band, and splint groups, respectively.",
        {"12": "clip", "15": "band", "18": "splint"},
    ),
    "patients against controls": (
        "We studied 28 patients with gout and 23 healthy controls. Fever was seen in 18% of patients and "
        "4% of controls.",
        {"28": "gout", "23": "healthy controls", "18": "gout", "4": "controls"},
    ),
    "patients and controls in brackets": (
        "Forty patients with gout were studied. Dressing took a mean of 38 (5) minutes (patients) v 21 (3) minutes "
        "(controls).",
        {"38": "gout", "21": "controls"},
    ),
    "cases against controls": (
        "Iron was measured in cases and controls. Iron was 13 +/- 2 g/L in cases and 17 +/- 4 g/L in controls.",
        {"13": "cases", "17": "controls"},
    ),
    "letters by themselves": (
        "We treated 40 patients in early (E) and late (L) groups. Fever was 14% in E and 19% in L, at 7 mg/L.",
        {"14": "early (E)", "19": "late (L)"},
    ),
    "placebo": ("Zincol was tested. Relief was seen in 60% with placebo.", {"60": "placebo"}),
    "a rate of people who did something is no group": (
        "We treated 40 patients. The mean age of 12 patients who lost weight was 61 years.",
        {"61": None},
    ),
    "all patients are no group": ("We treated 40 patients. Leaks were seen in 12% of all the patients.", {"12": None}),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_a_group_may_be_named_only_beside_its_result(text: str, expected: dict[str, str | None]) -> None:
    told_of = owners(text)
    assert {value: told_of[value] for value in expected} == expected


NAMES: dict[str, tuple[str, list[str]]] = {
    "a letter and what was done": (
        "Group A (early drainage) had 20 patients and group B (late drainage) had 22 patients.",
        ["Group A (early drainage)", "group B (late drainage)"],
    ),
    "the letter in brackets": (
        "We gave either a long splint (group 1) or a short splint (group 2). Of group 1 12% and of group 2 15% fell.",
        ["group 1 (long splint)", "group 2 (short splint)"],
    ),
    "a letter before the word": (
        "There was a P group with a plate and an S group with a screw. P group pain was 12%, S group pain 15%.",
        ["P group (plate)", "S group (screw)"],
    ),
    "what was not done": (
        "Twelve patients did not undergo drainage (group A); 14 had drainage (group B). "
        "Fever was seen in 12% of group A and 15% of group B.",
        ["group A (no drainage)", "group B (drainage)"],
    ),
    "a short form": (
        "We compared balloon dilation (BD) with stents. Leaks: 12% after BD, 15% after stents.",
        ["balloon dilation (BD)", "stents"],
    ),
    "patients and their number": (
        "Diabetic patients (n = 27) and lean patients (n = 34) took part.",
        ["Diabetic", "lean"],
    ),
    "done conservatively": (
        "Conservative treatment was compared with surgery. Of patients treated conservatively 12% fell.",
        ["Conservative treatment"],
    ),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES.keys())
def test_an_arm_is_called_by_what_was_done(text: str, names: list[str]) -> None:
    assert [arm.name for arm in study(text).arms] == names


NO_ARMS = {
    "pain control": "We treated 40 patients. Pain control was reached in 12% and local control in 15%.",
    "a time": "We treated 40 patients. Pain was 12% at baseline and 15% at final follow-up.",
    "what goes together": "We treated 40 patients. There was a correlation between gum chewing and ear pressure. "
    "Gum chewing was slow in 14%.",
    "patients of whom no controls are told": "We treated 28 patients with gout. Pain was seen in 14% of patients.",
    "the study": "Our study group was of 40 patients. Leaks were seen in 12% of the study group.",
}


@pytest.mark.parametrize("text", NO_ARMS.values(), ids=NO_ARMS.keys())
def test_some_words_name_no_arm(text: str) -> None:
    assert [f.arm for f in study(text).findings if f.measure == "proportion"] == [None] * text.count("%")


DESCRIBED = {
    "behind the letter": ("Group A (rest) did well.", {"group a": "rest"}),
    "as patients": ("Group A comprised 12 patients with a rest, group B 14.", {"group a": "rest"}),
    "used only in one": ("A pump was used only in group B.", {"group b": "pump"}),
    "a number is no description": ("Group A (12%) did better than group B (15%).", {}),
}


@pytest.mark.parametrize(("text", "said"), DESCRIBED.values(), ids=DESCRIBED.keys())
def test_the_words_beside_a_letter_say_what_the_group_is(text: str, said: dict[str, str]) -> None:
    assert dict(told(text)) == said


PEOPLE = {
    "with": ("patients with a stoma were", "stoma"),
    "without": ("those without a stoma", "no stoma"),
    "treated": ("patients treated with a long cast, in", "long cast"),
    "by a word before": ("the 23 resected patients were", "resected"),
    "drug-treated": ("zincol-treated patients", "zincol"),
    "with, whatever it begins with": ("patients with atopic rashes were", "atopic rashes"),
    "those seen at a time": ("patients with at least one leak were", None),
    "everyone": ("all the patients were", None),
    "those followed": ("patients who were followed up for a year", None),
}


@pytest.mark.parametrize(("text", "name"), PEOPLE.values(), ids=PEOPLE.keys())
def test_people_are_told_apart_by_what_they_have(text: str, name: str | None) -> None:
    people = named_people(text, 0, len(text))
    assert (people.name if people else None) == name


def percent(text: str, printed: str) -> Quantity:
    """Return the percentage printed as *printed* in *text*."""
    start = text.index(printed)
    part = Part(Decimal(printed), start, start + len(printed), printed)
    return Quantity("percent", "proportion", start, part.end + 1, MappingProxyType({"value": part}), unit="%")


# the subject of "higher" has the greater value, whichever is printed first
SUBJECTS = {
    "greater, printed second": ("Bands leaked at higher rates (12% vs 15%)", True),
    "greater, printed first": ("Bands leaked at higher rates (15% vs 12%)", False),
    "smaller, printed second": ("Bands leaked at lower rates (15% vs 12%)", True),
    "nothing compares": ("Bands leaked (12% vs 15%)", False),
}


@pytest.mark.parametrize(("text", "second"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_a_comparison_says_which_value_is_the_subjects(text: str, second: bool) -> None:
    one, other = sorted((percent(text, "12"), percent(text, "15")), key=lambda q: q.start)
    assert second_is_of_the_subject(text, 0, one, other) is second


def test_runs_are_the_neighbours_that_go_on() -> None:
    made = [percent("1% 2% 9% 4% 5% 6%", printed) for printed in "129456"]
    assert runs(
        made, lambda a, b: b.start - a.start < 4 and "9" not in (a.parts["value"].printed, b.parts["value"].printed)
    ) == [
        [0, 1],
        [3, 4, 5],
    ]


def test_a_score_settles_whose_a_doubtful_result_is() -> None:
    text = "After clips, as after bands, fever of some kind was noted in 12% later on."
    sentence = Sentence(0, len(text), "results")
    made = drafts(text, [sentence], [percent(text, "12")], [])
    clips, bands = (
        Group(name, {name}, spans=[Span(text.index(name), text.index(name) + 5)]) for name in ("clips", "bands")
    )
    assert arms_of(text, made, [clips, bands], None, scores=lambda _, group: float(group is clips)) == [clips]
    assert arms_of(text, made, [clips, bands], None, scores=lambda _, group: float(group is bands)) == [bands]


def test_a_short_form_whose_bracket_the_group_closes_is_one_group_with_its_long_form() -> None:
    made = study(
        "We compared 61 patients treated by coil embolisation (CE group) with 57 patients who had clipping (CL group). "
        "Rebleeding occurred in 4.9% of the CE group and in 7.0% of the CL group."
    )
    assert not [arm.name for arm in made.arms if arm.name.count("(") != arm.name.count(")")]
    assert sum("CE" in arm.name for arm in made.arms) == 1


def test_neither_men_nor_women_are_the_size_of_a_group() -> None:
    made = study(
        "We saw 52 patients. A scan showed that 30 patients had a leak (L group: 17 men and 13 women), and 22 patients "
        "had none (N group: 12 men and 10 women). Pain was seen in 40% of the L group and in 9% of the N group."
    )
    assert {arm.n for arm in made.arms} == {30, 22}
