"""The arms of a study: named where the methods name them, found again wherever they are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractor.language import Abbreviation
from extractor.link import phrases
from extractor.model import Arm, ArmRole, Quantity, Sentence, Span

GROUP_WORD = r"(?:groups?|arms?|cohorts?)"
LABEL = r"(?:(?-i:[A-H]|I{1,3}|IV|V)|[1-9]|one|two|three|four)"
ALIAS_LABEL = rf"{GROUP_WORD}\s+([a-h]|[1-9]|i{{1,3}}|iv|v|one|two|three|four)"  # as it stands in the lower-case aliases
# group A, groups 1 and 2; the label stands behind
LABELLED = re.compile(rf"\b({GROUP_WORD})\s+({LABEL})(?:\s*(?:,|and|or|versus|vs\.?|/|&)\s*(?:group\s+)?({LABEL}))?(?:\s*,?\s*(?:and|or)\s*(?:group\s+)?({LABEL}))?(?![\w-])", re.I)
# the control group, KP and VP groups; the name stands before
NAMED = re.compile(rf"((?:[\w/+.-]+\s+){{0,3}}[\w/+.-]+)\s+(?:group|arm)s?\b(?!\s+(?:{LABEL})\b)(?!-)")
STOP = frozenset(
    """the a an each both this that these those in of for to and or with by per two three four five all same other
    another whole entire our no between within among from than on at as was were is are had have which into one either
    every any its their study patient patients age treatment_ compared versus vs. vs whereas while but when also only
    different respective subject muscle functional amino ethnic peer support age- same-age total sub-group per-protocol
    who received receiving underwent treated assigned randomized randomised allocated not higher lower more less first_
    significantly than large small experimental_ risk_ single-arm working largest smaller larger latter former""".split()
)
VERSUS = re.compile(r"\b(?:versus|vs\.?|compared (?:with|to)|or|and|with|to)\b", re.I)
COMPARED = re.compile(
    r"\b(?:compar(?:e|ed|es|ing|isons? of|isons? between|ison)|between|efficacy of|effects? of|outcomes? of|randomi[sz]ed to(?: receive)?|assigned to(?: receive)?|received either|either)\s+"
    r"(?:the\s+|(?:the )?(?:outcomes?|results?|effects?|efficacy|safety|effectiveness)\s+(?:of|between|and \w+ of)\s+)?",
    re.I,
)
# patients with …, those who …: a group of patients named on the spot
ON_THE_SPOT = re.compile(
    r"\b(?:patients|cases|those|women|men|children|participants|subjects|lesions|tumou?rs|infants|individuals|neonates)\s+"
    r"((?:who|with|without|receiving|treated|undergoing|under|over|aged|in whom|not)\b[^.;()]{3,70})",
    re.I,
)
GROUP_LIMIT = re.compile(r",|\b(?:and|but|had|has|have|was|were|is|are|died|survived|showed|developed|required|experienced|achieved|improved|underwent|than|versus|vs|compared|remained|responded|reported)\b|\d", re.I)
NO_NAME = re.compile(r"\bgroups?\b|\bversus\b|\bvs\b|[%±]|\b(?:were|was|we|compared|therefore|between|both|respectively)\b", re.I)
ASPECTS = re.compile(r"(?:the\s+)?(?:safety|efficacy|effect(?:s|iveness)?|outcomes?|results?|tolerability|incidence|costs?|quality|use|rates?|changes?|differences?|survival|frequency)\b", re.I)
CONTROL = re.compile(r"\b(?:control|placebo|conventional|standard|untreated|usual|routine|sham|no treatment|conservative|observation|nonoperat|non-operat)", re.I)
PARTICIPANTS = re.compile(r"\b(?:healthy|normal)\s+(?:controls?|subjects|persons|volunteers|women|men)\b|\bcontrols\b|\b(?:non-?)?(?:survivors|responders)\b", re.I)


@dataclass(slots=True)
class Group:
    """An arm while the text is being read: its names, its size, where it is spoken of."""

    name: str
    aliases: set[str] = field(default_factory=set)
    n: int | None = None
    at: Span | None = None
    spans: list[Span] = field(default_factory=list)


def registry(text: str, sentences: Sequence[Sentence], quantities: Sequence[Quantity], abbreviations: Sequence[Abbreviation] = ()) -> list[Group]:
    """Return the groups that the text names, in the order in which it first speaks of them.

    A short form and its long form are one group; ``group A`` takes the words that say what it is.
    """
    groups: list[Group] = []
    for sentence in sentences:
        if sentence.section in ("furniture", "duplicate"):
            continue
        for name in labelled(text, sentence):
            add(groups, text, name)
        for name in before_group_word(text, sentence):
            add(groups, text, name)
        if sentence.section in ("title", "objective", "methods", "background", "abstract"):
            for name in compared(text, sentence):
                add(groups, text, name)
        for hit in PARTICIPANTS.finditer(text, sentence.start, sentence.end):
            add(groups, text, Span(*hit.span()))
    groups = merged(groups, text, abbreviations)
    sized(groups, text, quantities)
    groups = merged(groups, text, abbreviations)
    find_again(groups, text, sentences)
    for group in groups:
        described(group, text)
    return [g for g in groups if g.spans]


def add(groups: list[Group], text: str, where: Span, *, alias: str | None = None) -> Group | None:
    """Return the group named at *where*, made when it is new."""
    name = re.sub(r"\s+", " ", text[where.start : where.end]).strip(" .,;:()")
    if len(name) < 2 and not re.fullmatch(r"[A-H]", name):
        return None
    key = name.lower()
    for group in groups:
        if key == group.name.lower() or key in group.aliases:
            return group
    group = Group(name, {key})
    groups.append(group)
    return group


def merged(groups: list[Group], text: str, abbreviations: Sequence[Abbreviation]) -> list[Group]:
    """Return the groups, short forms joined with their long forms: BKP is balloon kyphoplasty."""
    long_of = {text[a.short.start : a.short.end].lower(): re.sub(r"\s+", " ", text[a.long.start : a.long.end]) for a in abbreviations}
    kept: list[Group] = []
    for group in groups:
        short = next((a for a in sorted(group.aliases) if a in long_of), None)
        if short:
            group.aliases |= {short, long_of[short].lower()}
            group.name = f"{long_of[short]} ({group.name})" if group.name.lower() == short else group.name
        else:
            back = next((s for s, long in long_of.items() if long.lower() in group.aliases), None)
            if back:
                group.aliases.add(back)
        twin = next((k for k in kept if k.aliases & group.aliases), None)
        if twin is None:
            kept.append(group)
        else:
            twin.aliases |= group.aliases
            if twin.n is None and group.n is not None:
                twin.n, twin.at = group.n, group.at
            twin.name = max(twin.name, group.name, key=len)
    return kept


def described(group: Group, text: str) -> None:
    """Give a lettered group the words that say what it is: ``group A (drainage)``, ``those with drainage (group A)``."""
    label = next((a for a in sorted(group.aliases) if re.fullmatch(ALIAS_LABEL, a)), None)
    if label is None or "(" in group.name:
        return
    done = re.search(rf"((?:[\w-]+\s+){{1,4}}?)(?:was|were)\s+(?:done|performed|used|given|carried out)\s+(?:in|for)\s+(?:the\s+)?{re.escape(label)}\b", text, re.I)
    had = re.search(rf"\b{re.escape(label)}\s+(?:\([^)]*\)\s*)?(?:underwent|received|was treated (?:with|by)|were treated (?:with|by))\s+([^.;,()\d]{{3,50}})", text, re.I)
    behind = re.search(rf"\b{re.escape(label)}\s*(?:\(|,\s*)(?!n\s*=|\d|p\s*[<=>])([A-Za-z][^()\d;,.=]{{3,60}})[),;]", text, re.I)
    ahead = re.search(rf"(?:^|[.;:,)]\s|\band\s)([^.;()]{{3,90}}?)\s*\(\s*{re.escape(label)}\s*[),;]", text, re.I)
    for hit in (behind, ahead, done, had):
        if hit and not re.search(r"\bgroups?\b|\bversus\b|\bvs\b|%|\b(?:we|compared|therefore)\b", hit[1], re.I):
            words = re.sub(r"^(?:and\s+)?(?:(?:the\s+)?[\w,-]+\s+)??(?:patients|cases|subjects|those)?\s*(?:who\s+(?:had|received|underwent|were)\s+|with\s+(?:an?\s+)?|treated\s+(?:with|by)\s+|in\s+)", "", hit[1], flags=re.I)
            group.name = f"{group.name} ({re.sub(chr(92) + 's+', ' ', words).strip()})"
            return


def labelled(text: str, sentence: Sentence) -> Iterable[Span]:
    """Yield ``group A``; ``groups A and B`` is found again by its letters."""
    for hit in LABELLED.finditer(text, sentence.start, sentence.end):
        if hit[1].lower().endswith("s") and hit[3]:
            continue
        yield Span(hit.start(), hit.end(2))


def before_group_word(text: str, sentence: Sentence) -> Iterable[Span]:
    """Yield the name before ``group``: ``the balloon kyphoplasty group``."""
    for hit in NAMED.finditer(text, sentence.start, sentence.end):
        found = phrases.words(text, hit.start(1), hit.end(1))
        kept: list[re.Match[str]] = []
        for word in reversed(found):
            if word.group().lower() in STOP or re.fullmatch(r"[\d.%-]+", word.group()):
                break
            if kept and re.search(r"[,.;]", text[word.end() : kept[-1].start()]):
                break
            kept.append(word)
        if kept and kept[0].group().lower() not in ("age", "patient", "treatment_"):
            yield Span(kept[-1].start(), kept[0].end())
            if re.search(r"\b(?:and|or|vs\.?|versus)\s+$", text[sentence.start : kept[-1].start()]) and hit.group().rstrip().endswith("s"):
                before = re.search(r"([\w/+-]+)\s+(?:and|or|vs\.?|versus)\s+$", text[sentence.start : kept[-1].start()])
                if before and before[1].lower() not in STOP:
                    yield Span(sentence.start + before.start(1), sentence.start + before.end(1))


def compared(text: str, sentence: Sentence) -> Iterable[Span]:
    """Yield the two sides of ``A versus B`` and ``compared A with B``."""
    whole = text[sentence.start : sentence.end]
    for hit in re.finditer(r"\s(?:versus|vs\.?)\s", whole, re.I):
        left = re.search(r"((?:[\w/+-]+\s+){0,3}[\w/+-]+)$", whole[: hit.start()])
        right = re.match(r"((?:[\w/+-]+\s+){0,3}?[\w/+-]+)(?=\s+(?:in|for|of|on|with|as|after|among|during|to|by)\b|[.,;:?)]|\s*$)", whole[hit.end() :])
        if left and right:
            a = clean(whole, left.start(1), left.end(1))
            b = clean(whole, hit.end(), hit.end() + right.end(1))
            if a and b:
                yield Span(sentence.start + a.start, sentence.start + a.end)
                yield Span(sentence.start + b.start, sentence.start + b.end)
    for hit in COMPARED.finditer(whole):
        rest = whole[hit.end() :]
        pair = re.match(
            r"((?:[\w/+-]+\s+){0,3}?[\w/+-]+)(?:\s+\([^)]*\))?\s+(?:with|to|and|versus|vs\.?|or)\s+(?:the\s+|those of\s+|that of\s+)?((?:[\w/+-]+\s+){0,3}?[\w/+-]+)(?=\s+(?:in|for|of|on|with|as|after|among|during|to|by|were|was|using|regarding)\b|\s*[.,;:?()]|\s*$)",
            rest,
        )
        if pair:
            a, b = clean(rest, *pair.span(1)), clean(rest, *pair.span(2))
            if a and b and not ASPECTS.match(pair[1]) and not ASPECTS.match(pair[2]):
                at = sentence.start + hit.end()
                yield Span(at + a.start, at + a.end)
                yield Span(at + b.start, at + b.end)


def clean(text: str, start: int, end: int) -> Span | None:
    """Return the words of a name, articles and verbs before it cut off; None when nothing is left."""
    kept: list[re.Match[str]] = []
    for word in reversed(phrases.words(text, start, end)):
        if word.group().lower() in STOP or word.group().lower() in phrases.GLUE:
            break
        kept.append(word)
    if not kept or all(w.group().islower() and len(w.group()) < 4 for w in kept) or re.search(r"\d", kept[0].group()):
        return None
    return Span(kept[-1].start(), kept[0].end())


def sized(groups: list[Group], text: str, quantities: Sequence[Quantity]) -> None:
    """Give groups their sizes: ``(n = 25)`` behind a name, ``25 patients (group A)``, ``the group of 25``."""
    for q in quantities:
        value = q.parts.get("numerator") if q.measure == "proportion" else q.parts.get("value")
        if value is None or value.value is None or q.measure not in ("count", "proportion"):
            continue
        n = int(value.value)
        if q.rule == "n-equals":
            name = named_before(text, q)
            group = add(groups, text, name) if name else None
            if group and group.n is None:
                group.n, group.at = n, Span(value.start, value.end)
            continue
        behind = re.match(r"\s*(?:patients\s*|cases\s*|subjects\s*)?[(\[]\s*(?:the\s+)?((?:group|arm)\s+\w+|[\w /+-]{2,40}?)\s*(?:group|arm)?\s*[)\]]", text[q.end : q.end + 60])
        before = re.search(rf"\b({GROUP_WORD}\s+{LABEL}|[\w-]+\s+(?:group|arm))\s*(?:\(\s*$|(?:of|included|comprised|comprising|consisted of|had|with|contained|,|:|=|was|-)\s+$)", text[max(0, q.start - 60) : q.start], re.I)
        for hit in (behind, before):
            if hit is None:
                continue
            key = re.sub(r"\s+(?:group|arm)$", "", hit[1].strip().lower())
            for group in groups:
                if group.n is None and (key in group.aliases or hit[1].strip().lower() in group.aliases):
                    group.n, group.at = n, Span(value.start, value.end)


def named_before(text: str, q: Quantity) -> Span | None:
    """Return the name that ends where the bracket with ``n =`` opens."""
    lettered = re.search(rf"\b({GROUP_WORD}\s+{LABEL})\s*[(\[]?\s*$", text[max(0, q.start - 30) : q.start], re.I)
    if lettered:
        return Span(max(0, q.start - 30) + lettered.start(1), max(0, q.start - 30) + lettered.end(1))
    head = re.search(r"((?:[^\W_][\w/+.'-]*\s+){0,4}[^\W_][\w/+.'-]*)\s*(?:\([^()]*\)\s*)?[(\[]?\s*(?:[\w -]{0,20},\s*)?$", text[max(0, q.start - 90) : q.start])
    if not head:
        return None
    offset = max(0, q.start - 90)
    span = clean(text, offset + head.start(1), offset + head.end(1))
    if span is None:
        return None
    if re.search(r"\b(?:group|arm)$", text[span.start : span.end]):
        span = Span(span.start, span.end - len(re.search(r"\s*\w+$", text[span.start : span.end]).group()))  # type: ignore[union-attr]
        return span if span.end > span.start else None
    return span


def find_again(groups: list[Group], text: str, sentences: Sequence[Sentence]) -> None:
    """Find every place that speaks of a group; a longer name wins over one inside it."""
    taken: list[Span] = []
    aliases = sorted(((a, g) for g in groups for a in g.aliases), key=lambda pair: (-len(pair[0]), pair[0]))
    for alias, group in aliases:
        bare = re.fullmatch(ALIAS_LABEL, alias)
        pattern = rf"(?<![\w-]){re.escape(alias)}s?(?![\w-])"
        hits = [Span(*m.span()) for m in re.finditer(pattern, text, 0 if alias.isupper() else re.I)]
        if bare:  # "groups A and B", "(A) … (B)"
            plural = re.compile(rf"\bgroups\s+(?:{LABEL}\s*(?:,|and|or|vs\.?|versus|&|/)+\s*)*({re.escape(bare[1])})(?![\w-])", re.I)
            hits += [Span(*m.span(1)) for m in plural.finditer(text)]
        for hit in hits:
            if all(hit.end <= t.start or t.end <= hit.start for t in taken):
                taken.append(hit)
                group.spans.append(hit)
    for group in groups:
        group.spans.sort(key=lambda s: s.start)


def as_arms(groups: Sequence[Group]) -> tuple[Arm, ...]:
    """Return the groups as arms, numbered in their order."""
    arms = []
    pair = len(groups) == 2
    for number, group in enumerate(groups, start=1):
        role: ArmRole = "control" if CONTROL.search(group.name) else "group"
        if pair and role == "group" and any(CONTROL.search(g.name) for g in groups if g is not group):
            role = "intervention"
        arms.append(
            Arm(
                f"a{number}",
                group.name,
                role,
                group.n,
                group.at.start if group.at else None,
                group.at.end if group.at else None,
                tuple(group.spans),
            )
        )
    return tuple(arms)


def on_the_spot(text: str, start: int, end: int) -> Span | None:
    """Return the words that name a group of patients between *start* and *end*: ``patients with a deficit``."""
    hit = ON_THE_SPOT.search(text, start, end)
    if not hit:
        return None
    limit = GROUP_LIMIT.search(text, hit.start(1) + 4, hit.end(1))
    return phrases.trimmed(text, hit.start(1), limit.start() if limit else hit.end(1), limit=7, keep="start")
