"""Which kind of result an outcome is when the vocabulary does not know it: told by the words it uses."""

from __future__ import annotations

import re

# the first that fits wins: "died of a recurrence" is mortality, "pain after surgery" is pain
WORDS = {
    "resection_extent": r"""\b(?:gross|near|sub)[- ]?total\ (?:resection|removal|excision)
        |complete\ (?:resection|removal|excision)|incomplete\ (?:resection|removal)|partial\ (?:resection|removal)
        |en\ bloc|\bGTR\b""",
    "mortality": r"\bdied|deaths?\b|mortality|\bdie\b|fatal|succumbed|killed",
    "survival": r"""surviv|alive|life\ span|disease-free|progression-free|free\ of\ disease
        |\bOS\b|\bPFS\b|\bDFS\b""",
    "local_control": r"""recurr|relapse|local\ control|local\ failure|progression|remission|respon[sd]
        |metastas[ei]s\ (?:developed|occurred)""",
    "follow_up": r"follow(?:ed)?[-\ ]?up|lost\ to|observation\ period|follow-ups",
    "demographics": r"""\bage[ds]?\b|\bmale|\bfemale|\bmen\b|\bwomen\b|\bsex\b|\bgender|ethnic|\bBMI\b|body\ mass
        |\bboys\b|\bgirls\b|years\ old""",
    "pain": r"\bpain|analges|\bVAS\b|headache",
    "quality_of_life": r"quality\ of\ life|\bSF-?36|\bEQ-?5D|satisf|\bQoL\b",
    "complication": r"""complicat|infect|fistula|leak|h(?:a)?emorrhag|h(?:a)?ematoma|bleed|thrombo|embol|pneumonia
        |stroke|toxicit|neutropenia|nausea|vomit|dehiscence|necrosis|failure|adverse|morbidity|perforat|paraly|palsy
        |reoperat|revision|injur|sepsis|stenosis|fracture\ of|side\ effect|deteriorat|worsen""",
    "operative": r"""operati(?:ve|on|ng)\ time|blood\ loss|hospital(?:i[sz]ation)?\ stay|length\ of\ stay
        |hospital\ days|duration\ of\ (?:surgery|operation|anesthesia)|transfus|\bICU\b|fluoroscop|conversion
        |operation\ time|surgical\ time|discharge""",
    "functional_outcome": r"""improv|recover|function|ambulat|walk|range\ of\ motion|neurolog|\bODI\b|\bscore|motor
        |sensory|continen|fusion|union|healed|healing|correction|deficit|returned\ to|success|good|excellent|patency""",
    "prognostic_factor": r"predict|prognos|risk\ factor|associated\ with|correlat|independent",
    "intervention": r"""underwent|received|treated|treatment|surgery|operation|operated|procedure|performed|implant
        |chemotherapy|radiotherapy|irradiat|resect|biopsy|therapy|dose|excision|graft|fixation|reconstruct|decompress
        |replacement""",
    "presentation": r"""present|tumou?r|lesion|stage|grade|located|location|site|symptom|cancer|carcinoma|diagnos
        |disease|metast|preoperative|history|primary|fracture|baseline|cervical|thoracic|lumbar|syndrome|involve""",
}
CUES = tuple((category, re.compile(pattern, re.I | re.VERBOSE)) for category, pattern in WORDS.items())


def category(outcome: str) -> str:
    """Return the category that the words of *outcome* point to, "other" when none does.

    >>> category("operative deaths"), category("mean blood loss"), category("serum leptin")
    ('mortality', 'operative', 'other')
    """
    return next((name for name, cue in CUES if cue.search(outcome)), "other")
