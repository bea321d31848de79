"""Tell a line of authors from other lines, and give their names."""

from __future__ import annotations

import re

LONGEST = 4000  # characters; consortia fill half a page
# affiliation marks: "Smith A(1,2)", "Jane Doe 1 , 2", "Doe*", "Doe¹"
MARKS = re.compile(r"\(\s*\d[\d,\s]*\)|[\d¹²³⁰⁴-⁹*†‡§¶#✉⁎∗]+|\[\s*\d+\s*\]")
DEGREES = re.compile(
    r"[\s,]*\b(?:M\.?D|Ph\.?\s?D|D\.?Phil|M\.?Sc|B\.?Sc|MPH|MBBS|MB\s?ChB|MBChB|MB\s?BS|FRCSE?d?|FRCP|FACS|FACC|FAHA|DO|MS|RN"
    r"|Jr|Sr|et\s+al)\b\.?"
)
TOKEN = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*|[^\W\d_A-Z]['’][^\W\d_]+)(?:[.'’‐-]+[^\W\d_]+)*\.?")
PARTICLES = re.compile(
    r"van|von|de[rnl]?|della|d[iau]|d[oa]s|la|le|el|al|bin|ibn|ben|te[rn]|zu|a[fv]|y|e|i", re.IGNORECASE
)
GROUP = re.compile(r"\b(?:Group|Network|Consortium|Investigators|Collaborat\w+|Committee|Study|Surveillance)\b")
INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[-\s]?){1,4}")
# words that stand capitalised in titles, headings and affiliations, never in a name
NOT_NAMES = re.compile(
    r"an?|the|of|in|on|and|or|for|with|without|versus|vs|after|before|from|to|by|at|results?|outcomes?|stud(?:y|ies)"
    r"|patients?|treatment|therapy|surgery|surgical|spin(?:e|al)|clinical|trial|review|analysis|background|methods"
    r"|objective|purpose|conclusions?|introduction|abstract|summary|discussion|case|report|department|university"
    r"|hospital|institute|school|college|cent(?:er|re)|faculty|division|clinic|usa|uk|germany|italy|france|china|japan"
    r"|cancer|tumou?rs?|disease|metastas[ei]s|resection|fractures?|survival|journal|article|original|research|open"
    r"|access|keywords|copyright|group|long|term|management",
    re.IGNORECASE,
)


def names(text: str) -> tuple[str, ...]:
    """Return the authors when *text* is a list of authors and nothing else, else nothing.

    >>> names("Mwangi-Oduor P(1), S. Chebet(2) and Ruth van der Meer*.")
    ('Mwangi-Oduor P', 'S. Chebet', 'Ruth van der Meer')
    >>> names("Spine, Metastasis, Prognosis"), names("Pain relief, survival and complications")
    ((), ())
    """
    parts = _parts(text) if len(text) <= LONGEST else []
    if len(parts) > 3:
        parts = [part for part in parts if not GROUP.search(part)]
    proper = sum(map(_is_name, parts))
    # one in a long list may be odd ("Valérie Corp dit Genti")
    if not parts or proper < (len(parts) if len(parts) < 4 else 0.75 * len(parts)):
        return ()
    several = [part for part in parts if len(part.split()) >= 2]
    if (
        any(len(part.split()) > 7 for part in parts)
        or len(several) < 0.6 * len(parts)
        or (len(parts) == 1 and len(text) > 40)
    ):
        return ()
    return tuple(parts)


def _parts(text: str) -> list[str]:
    """Return what stands between the commas (or semicolons), without marks and degrees."""
    bare = DEGREES.sub("", MARKS.sub(" ", re.sub(r"(?<!\b[A-Z])\.$", "", text.strip())))
    split = re.split(r"\s*;\s*" if ";" in bare else r"\s*[,|·•]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", bare)
    parts = [" ".join(part.split()).strip(" ,") for part in split if part.strip(" ,.")]
    if ";" not in bare and len(parts) >= 2 and len(parts) % 2 == 0 and all(map(INITIALS.fullmatch, parts[1::2])):
        return [f"{last}, {first}" for last, first in zip(parts[::2], parts[1::2], strict=True)]  # Smith, A., Doe, B.
    return parts


def _is_name(part: str) -> bool:
    tokens = part.replace(",", " ").split()
    proper = [token for token in tokens if not PARTICLES.fullmatch(token)]
    return (
        len(proper) > 0
        and len(tokens) <= 6
        and not any(NOT_NAMES.fullmatch(token) for token in tokens if len(token) > 1)
        and all(TOKEN.fullmatch(token) for token in proper)
        and (len(tokens) > 1 or len(part) > 1)
    )
