"""What a lettered group is: ``group A (drainage)``, ``group A underwent drainage``, ``with drainage (group A)``."""

from __future__ import annotations

import re

from extractor.link.arms.group import Group
from extractor.link.phrases import one_line

LABEL = re.compile(r"(?:groups?|arms?|cohorts?)\s+([a-z]|[1-9]|i{1,3}|iv|one|two|three|four)")  # of an alias
# {label} is filled in; the first form that fits names the group
FORMS = (
    # group A (drainage)
    r"\b{label}\s*(?:\(|,\s*(?=(?:those|patients|who|with|without|treated|undergoing|receiving)\b))"
    r"(?!n\s*=|\d|p\s*[<=>])([A-Za-z][^()\d;,.=]{{3,60}})[),;]",
    # patients with drainage (group A)
    r"(?:^|[.;:,)]\s|\band\s)([^.;()]{{3,90}}?)\s*\(\s*{label}\s*[),;]",
    # drainage was done in group A
    r"((?:[\w-]+\s+){{1,4}}?)(?:was|were)\s+(?:done|performed|used|given|carried out)"
    r"\s+(?:in|for)\s+(?:the\s+)?{label}\b",
    # group A underwent drainage
    r"\b{label}\s+(?:\([^)]*\)\s*)?(?:underwent|received|was treated (?:with|by)|were treated (?:with|by))"
    r"\s+([^.;,()\d]{{3,50}})",
    # … and bypass in group B
    r"\band\s+((?:[\w-]+\s+){{1,3}}?)in\s+(?:the\s+)?{label}\b",
)
NO_DESCRIPTION = re.compile(r"\bgroups?\b|\bversus\b|\bvs\b|%|\b(?:we|compared|therefore)\b", re.I)
# "the first patients who underwent drainage": the drainage says what the group is
PATIENTS_WITH = re.compile(
    r"^(?:and\s+)?(?:(?:the\s+)?[\w,-]+\s+)??(?:patients|cases|subjects|those)?\s*"
    r"(?:who\s+(?:had|received|underwent|were)\s+|with\s+(?:an?\s+)?|treated\s+(?:with|by)\s+|in\s+)",
    re.I,
)


def described(group: Group, text: str) -> None:
    """Give a lettered group the words that say what it is, in brackets behind its name."""
    label = label_of(group)
    if label is None or "(" in group.name:
        return
    for form in FORMS:
        hit = re.search(form.format(label=re.escape(label)), text, re.I)
        if hit and not NO_DESCRIPTION.search(hit[1]):
            group.name = f"{group.name} ({one_line(PATIENTS_WITH.sub('', hit[1])).strip()})"
            return


def label_of(group: Group) -> str | None:
    """Return the name with a letter or a number that a group goes by."""
    return next((a for a in sorted(group.aliases) if LABEL.fullmatch(a)), None)


def letter(alias: str) -> str | None:
    """Return the letter or number of an alias: of ``group a`` the ``a``."""
    hit = LABEL.fullmatch(alias)
    return hit[1] if hit else None
