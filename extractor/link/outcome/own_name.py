"""What an outcome is called that is no concept of the vocabulary: the same for every way of saying it.

Two studies share a column when their words do, whatever their endings, order, spelling and hyphens:
``delayed healing of the wound`` and ``wounds with delayed healing`` are one outcome.
"""

from __future__ import annotations

import re

from extractor.link.glue import JOINING, MANNER, PERSONS, POINTING, STATISTICS, VERBS

# "no", "without" and "not" turn an outcome round; "after" and "before" say when; "more" and "less" which way
TURNING = "no not nor without before after during under over more less least most successful success"
TELLING = frozenset(TURNING.split())
GLUE = frozenset(" ".join((POINTING, JOINING, VERBS, MANNER, PERSONS, STATISTICS)).split()) - TELLING
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.·]\d+)?%?|[<>≤≥]=?")
SPELLED = (
    ("haem", "hem"), ("aem", "em"), ("oed", "ed"), ("oes", "es"), ("tumour", "tumor"), ("isat", "izat"),
    ("paed", "ped"), ("rrhoe", "rrhe"), ("anaes", "anes"), ("centre", "center"), ("fibre", "fiber"),
    ("behaviour", "behavior"), ("labour", "labor"), ("leuk", "leuc"), ("foet", "fet"),
)  # fmt: skip
SHORT_FORM = re.compile(r"(?<=\w)\s*[(][A-Z][\w-]{0,9}[)]")  # behind what it stands for: "gross total resection (GTR)"
OPERATORS = {"<=": "≤", ">=": "≥"}
# the first that fits is cut off, longer ones first; what is left keeps three letters
SUFFIXES = """
    izations ization ations ation ated ating ates ate itions ition ements ement ments ment ities ity ically ical ively
    ives ive ions ion nesses ness ings ing ances ance ences ence ents ent ages age ally al ies ied ic ics ed es ly y s e
"""
ENDINGS = sorted(SUFFIXES.split(), key=len, reverse=True)
SHORTEST = 3
SAME = {"died": "death", "die": "death", "dead": "death", "dying": "death", "deceas": "death"}


def own_name(outcome: str) -> str:
    """Return the telling words of *outcome* without endings and in the order of the alphabet, joined by hyphens.

    >>> own_name("Delayed healing of the wound"), own_name("wounds with delayed healing")
    ('delay-heal-wound', 'delay-heal-wound')
    >>> own_name("resection of >= 90 %"), own_name("resection of > 98 %")
    ('90-resect-≥', '98->-resect')
    """
    return "-".join(sorted(stems(outcome)))


def stems(words: str) -> frozenset[str]:
    """Return the stems of the telling words of *words*."""
    plain = SHORT_FORM.sub("", words)
    found = (OPERATORS.get(w.group(), w.group()) for w in WORD.finditer(plain.lower()))
    return frozenset(stem(word) for word in found if word not in GLUE and (len(word) > 1 or not word.isalpha()))


def stem(word: str) -> str:
    """Return *word* in American spelling and without its ending.

    >>> stem("resections"), stem("resected"), stem("haemorrhages"), stem("pain")
    ('resect', 'resect', 'hemorrh', 'pain')
    """
    for british, american in SPELLED:
        word = word.replace(british, american)
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), "")
    cut = word.removesuffix(ending)
    cut = cut[:-1] if ending and len(cut) > SHORTEST + 1 and cut[-1] == cut[-2] else cut  # "stopped", "stops"
    return SAME.get(cut, cut)
