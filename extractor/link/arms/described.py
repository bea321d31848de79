"""What a lettered group is: ``group A (drainage)``, ``group A underwent drainage``, ``with drainage (group A)``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.link.arms.group import Group
from extractor.link.outcome.places import PEOPLE
from extractor.link.phrases import one_line, trimmed

LABEL = re.compile(
    r"(?:(?:groups?|arms?|cohorts?|clusters?|units?)\s+([a-z]|[1-9]|i{1,3}|iv|one|two|three|four)|([a-z])\s+group)"
)
NAMED = (
    r"(?P<label>(?:group|arm|cohort|cluster|unit)\s+(?:[A-Z]|[1-9]|I{1,3}|IV|one|two|three|four)|(?-i:[A-Z])\s+group|"
    r"(?:first|second|third)\s+group)\b"
)
DONE = r"(?P<what>(?:[\w-]+\s+){1,5}?)(?:was|were)\s+(?:done|performed|used|given|carried out|applied)\s+"
TREATED = r"(?:with|by|using)\s+|(?:under(?:went|going)|receiv(?:ed|ing)|had|having|started)\s+"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        # group A (drainage); group A (n = 20, drainage)
        rf"\b{NAMED}\s*\(\s*(?:n\s*=\s*\d+\s*[,;:]\s*)?(?!p\s*[<=>]|n\s*=|mean|median)"
        r"(?P<what>[A-Za-z][^()=<>%]{3,80})[);]",
        # group A, those treated with drainage; group A: 20 with drainage; group A comprised 20 patients with drainage
        rf"\b{NAMED}\s*(?:\([^()]*\)\s*)?(?:[:,]|included|includes|comprised|consisted of|contained|of|was|were)?\s*"
        rf"(?:(?:\d+|those|[a-z]+(?:-[a-z]+)?)\s+)?(?:{PEOPLE}\s+)?"
        rf"(?:who\s+)?(?:(?:was|were)\s+)?(?:(?:treated|managed|operated on|randomi[sz]ed)\s+)?"
        rf"(?:{TREATED}|(?=without\s))(?=(?P<what>[^.;()]{{3,90}}))",
        # 20 patients (group A) received drainage
        rf"\(\s*{NAMED}\)\s*(?:was\s+|were\s+)?(?:received|given|(?:treated|managed)\s+(?:with|by))\s+"
        r"(?=(?P<what>[^.;()]{3,90}))",
        # drainage was done only in group A
        rf"{DONE}(?:only\s+)?(?:in|for)\s+(?:the\s+)?{NAMED}",
        # … and bypass in group B
        rf"\band\s+(?P<what>(?:[\w-]+\s+){{1,3}}?)in\s+(?:the\s+)?{NAMED}",
    )
)
ONLY = re.compile(rf"{DONE}only\s+(?:in|for)\s+(?:the\s+)?{NAMED}", re.I)
NEXT = re.compile(rf"[,;]?\s*\b(?:and\s+)?(?:an?\s+|the\s+|patients in\s+)?{NAMED}", re.I)  # the next group
IN_BRACKETS = re.compile(rf"\(\s*{NAMED}\s*[),;:]", re.I)  # the words before it say what the group is
CLAUSE = re.compile(r"[.;:]\s|\)|,\s(?:and|who|of whom)\b|\beither\b|\b(?:into|in) (?:two|three|four) groups\b", re.I)
FARTHEST = 130  # characters before the bracket in which its clause begins
NO_DESCRIPTION = re.compile(
    r"\bgroups?\b|\bversus\b|\bvs\b|[%±=]|"
    r"\b(?:we|compared|therefore|than|respectively|significantly|higher|lower|based|whether)\b",
    re.I,
)
# "the first patients who underwent drainage": the drainage says what the group is
LEADS = re.compile(
    rf".*\b(?:(?:assigned|allocated|randomi[sz]ed|distributed)\s+to(?:\s+receive)?|under(?:went|go|going)|"
    rf"(?:treated|managed)\s+(?:with|by|using)|receiv(?:ed|ing)|{PEOPLE}\s+in|with(?!out\b)|who\s+(?:had|were)|"
    rf"had|in whom|consisted of|by|were)\s+(?:an?\s+|the\s+)?",
    re.I,
)
DENIED = re.compile(r"\b(?:without|did\s+not|no|not)\b", re.I)
MORE = re.compile(
    r",|\b(?:and\s+(?:were|was|had)|whereas|while|after|before|during|because|who|which|that|between|for|as)\b", re.I
)


def describe(groups: list[Group], text: str) -> None:
    """Give lettered groups the words that say what they are, in brackets behind their names."""
    lettered = [(label, group) for group in groups if (label := label_of(group)) and "(" not in group.name]
    if not lettered:
        return
    said: dict[str, str] = {}
    for label, words in told(text):
        said.setdefault(label, words)
    for label, words in withheld(text, [label for label, _ in lettered]):
        said.setdefault(label, words)
    for label, group in lettered:
        if label in said:
            group.name = f"{group.name} ({said[label]})"
            if len(said[label].split()) > 1 and not any(said[label].lower() in g.aliases for g in groups):
                group.aliases.add(said[label].lower())


def told(text: str) -> Iterator[tuple[str, str]]:
    """Yield each label, in lower case, with words that say what the group is; the surest form first."""
    for hit in FORMS[0].finditer(text):
        yield from described(text, hit["label"], hit.start("what"), hit.end("what"))
    for hit in IN_BRACKETS.finditer(text):
        start = max(0, hit.start() - FARTHEST)
        for border in CLAUSE.finditer(text, start, hit.start()):
            start = border.end()
        yield from described(text, hit["label"], start, hit.start(), keep_end=True)
    for form in FORMS[1:]:
        for hit in form.finditer(text):
            yield from described(text, hit["label"], hit.start("what"), hit.end("what"))


def withheld(text: str, labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the other of two groups with what was done only in the one: ``a whistle was used only in group B``."""
    for hit in ONLY.finditer(text):
        others = [label for label in labels if label != one_line(hit["label"]).lower()]
        if len(labels) == 2 and len(others) == 1:
            for _, words in described(text, others[0], hit.start("what"), hit.end("what")):
                yield others[0], f"no {words}"


def described(text: str, label: str, start: int, end: int, *, keep_end: bool = False) -> Iterator[tuple[str, str]]:
    """Yield a label and the few words in ``text[start:end]`` that say what its group is, when they do."""
    border = NEXT.search(text, start + 1, end)
    end = border.start() if border else end
    lead = LEADS.match(text, start, end)
    denied = DENIED.search(text, start, lead.end() if lead else end)
    begin = lead.end() if lead and lead.end() < end - 3 else start
    more = MORE.search(text, begin + 3, end)
    words = trimmed(text, begin, more.start() if more else end, limit=5, keep="start")
    if words is None or NO_DESCRIPTION.search(text, begin, min(words.end + 7, end)):
        return
    what = one_line(text[words.start : words.end])
    yield one_line(label).lower(), f"no {what}" if denied and not DENIED.search(what) else what


def label_of(group: Group) -> str | None:
    """Return the name with a letter or a number that a group goes by."""
    return next((a for a in sorted(group.aliases) if LABEL.fullmatch(a) or a in ORDINALS), None)


ORDINALS = ("first group", "second group", "third group")


def letter(alias: str) -> str | None:
    """Return the letter or number of an alias: of ``group a`` the ``a``."""
    hit = LABEL.fullmatch(alias)
    return (hit[1] or hit[2]) if hit else None
