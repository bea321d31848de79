"""How many patients a study is about, in the many ways in which abstracts say it."""

from __future__ import annotations

import pytest

from tests.reading import study

# how it is told -> (text, the size of the cohort)
COHORTS = {
    "and a control group": (
        "A total of 23 patients had a cast. Their pain was held against that of a control group of 18 patients.",
        41,
    ),
    "all who enrolled": (
        "Of the 4820 patients enrolled, 2410 were randomly assigned to the brace. Falls were seen in 20 patients "
        "with the brace and in 9 without.",
        4820,
    ),
    "among those randomised": ("Among 158 randomised women, no difference in swelling was found.", 158),
    "survivors": ("We enrolled 55 knee cancer survivors who reported stiffness.", 55),
    "many adjectives": ("Participants were 181 rural Alpine male mountain clinic patients of 40 to 60 years.", 181),
    "a letter outside English": ("Eighty female, opioid-naïve knee arthroplasty patients were studied.", 80),
    "thin blanks around the sign": ("Women with a loose hip (n\u2009=\u200988) were invited twice.", 88),
    "blank thousands in brackets": ("All eligible adults were analysed (n = 10 576).", 10576),
    "words with a hyphen": ("Eight-thousand four-hundred twenty-two patients were assigned to a splint.", 8422),
    "hundred without a": ("They came late. Hundred and forty-three patients received a splint.", 143),
    "took part of those asked": (
        "In August 2015, eight of 11 eligible patients accepted participation. They exercised three times a week.",
        8,
    ),
    "stopped before the plan": ("The trial was stopped after 74 of the planned 92 patients were enrolled.", 74),
    "equal groups": ("They were divided into two groups (30 patients in each group): cast and splint.", 60),
    "groups of": ("Volunteers formed three groups of 12 subjects.", 36),
    "one group after the other": (
        "From 2004 to 2008, 28 patients were treated with a cast. Other 31 patients were treated with a splint. "
        "Pain fell in both groups.",
        59,
    ),
    "fully evaluable": ("Sixty-eight patients were enrolled in this trial, and 64 were fully evaluable.", 64),
    "as two groups": (
        "Ninety-three patients had a cast and were reviewed as the control group. One hundred and three consecutive "
        "patients had a splint and were enrolled as the splint group. Pain fell between the two groups.",
        196,
    ),
    "completed the study": (
        "Leaflets were sent to clinics. A total of 216 participants (90%) completed the study.",
        216,
    ),
    "compared with others": (
        "We compared 61 patients treated by a cast (cast group) with 57 patients who had a splint.",
        118,
    ),
    "met the criteria": ("Our register named 83 patients, of whom 61 met the inclusion criteria.", 61),
    "criteria of an illness": ("Methods: We studied 83 patients. Results: In May 61 met criteria for gout.", 83),
    "interviewed": ("Of 374 dental patients given a splint, 216 were successfully interviewed.", 216),
    "only shares tell": (
        "Twenty-seven (0.6%) of 4,231 climbers had a sore knee. Twenty-one (78%) of 27 patients wore a splint. "
        "Eight patients (30%) fell. One patient limped.",
        27,
    ),
    "two kinds of patients": ("A survey of 117 coastal and 92 inland patients showed that knees hurt.", 209),
    "nothing but and": ("In summer 1274 new patients and 1853 former patients were fitted.", 3127),
    "an additional few": (
        "Seventy-two outpatients with sore knees and an additional 19 referred for a splint were studied.",
        91,
    ),
    "described and another": (
        "Methods: From 2011 through 2013, 29 ankle sprain patients with swelling and 37 knee sprain patients "
        "underwent splinting.",
        66,
    ),
    "a verb between": (
        "Methods: A total of 66 patients with sprains were splinted and 37 patients had ice.",
        66,
    ),
    "no people told": (
        "Of 30 patients, 13 limped. We saw 37 with a sprain and 34 with a bruise on the scans of the knees.",
        30,
    ),
    "those among them": ("Falls were counted in 160 mountain patients with sprains (among them, 30 in Tyrol).", 160),
    "an abbreviation within": (
        "Fifty-four casts of knees from 37 alpine climbing disease (ACD)-positive patients were measured.",
        37,
    ),
    "sizes in brackets": ("Patients received either 10 mg (n = 56) or 20 mg (n = 57) daily.", 113),
}


@pytest.mark.parametrize(("text", "size"), COHORTS.values(), ids=COHORTS.keys())
def test_everyone_is_counted(text: str, size: int) -> None:
    made = study(text).cohort
    assert made is not None
    assert made.value == size


# what is near -> (text, the size of the cohort): another number stands where a cohort could
NOT_ADDED_TWICE = {
    "controls of one cohort": (
        "We randomly gave a cast or a splint to 50 patients. The control group of 25 patients had a splint.",
        50,
    ),
    "a total and its arms": (
        "The trial enrolled 298 patients; 153 patients received a cast and 145 patients received a splint.",
        298,
    ),
    "a total in brackets": (
        "Women with a broken wrist (N = 228) were randomised to a cast (n = 114) or a splint (n = 114).",
        228,
    ),
    "randomised, then assessed": (
        "One hundred and two patients were randomised and 96 patients were available for analysis.",
        96,
    ),
    "a second, smaller trial": (
        "Five hundred thirty-six patients were randomised to a cast (n=266) or a splint (n=270); 93 patients were "
        "further randomised.",
        536,
    ),
    "a plan": ("Originally planned for 250 patients, the trial closed with 81 evaluable patients.", 81),
    "time at risk": ("There were 12 falls in 1,000 person-years. Five hundred women were included.", 500),
    "those withdrawn": ("Sixty-three women were studied. Three women were withdrawn.", 63),
}


@pytest.mark.parametrize(("text", "size"), NOT_ADDED_TWICE.values(), ids=NOT_ADDED_TWICE.keys())
def test_nobody_is_counted_twice_and_no_plan_is_a_cohort(text: str, size: int) -> None:
    made = study(text).cohort
    assert made is not None
    assert made.value == size


NOBODY = {
    "a registry": "The trial is registered as NCT01234567 and ISRCTN24681012.",
    "a code": "It was prospectively registered (EudraCT 2009-012345-67).",
    "a pair": "They exercised two sets of lifts, three times a week.",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_a_number_that_counts_nobody_is_no_cohort(text: str) -> None:
    assert study(text).cohort is None
