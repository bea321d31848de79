"""The sections of an abstract: which part of the argument each sentence belongs to.

A heading is believed by its form (``RESULTS:``, ``Methods.``, a line of its own); one without any mark
(``Results The majority ...``) only when the abstract has a second one, so that ``Results`` as an ordinary word
at the start of a sentence is not taken for a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.model import Document, Region, Sentence, Span

# section -> what journals print above it, in lower case; the first row that fits a joint heading names its section
# ("methods and results" is results, "background and aims" is background)
HEADINGS: dict[str, str] = {
    "results": r"(?:main |key |principal |major )?(?:results?|findings)|measurements? and main results"
    r"|data synthesis|case (?:reports?|presentations?|descriptions?|series)|observations?|clinical presentation",
    "methods": r"methods?|methodology|materials?|patients?|subjects?|participants?|population|study population|sample"
    r"|patient (?:population|samples?|selection)|procedures?|techniques?|(?:study )?design|type of study|settings?"
    r"|design of study|experimental design|research design|data sources?|data (?:collection|extraction|selection)"
    r"|study selection|search (?:strategy|methods)|selection criteria|statistical analys[ie]s|statistics|analysis"
    r"|interventions?|treatments?|exposures?|measurements?|(?:main |primary )?measures?"
    r"|(?:main|primary|secondary|major) (?:outcomes?|end ?points?)"
    r"|(?:(?:main|primary|secondary|major) )?(?:outcomes?|end ?points?)(?: and)? measures?"
    r"|surgical (?:techniques?|methods?|procedures?)|experimental procedures?|eligibility criteria",
    "conclusions": r"(?:main )?conclusions?|interpretations?|discussion|comments?|implications?|(?:key )?limitations?"
    r"|clinical (?:relevance|significance|implications?)|significance|relevance|relevance to clinical practice"
    r"|key (?:messages?|points?)|take[- ]home message|advances in knowledge|perspectives?|recommendations?",
    "background": r"(?:summary of )?background(?: data)?|introduction|context|importance|rationale|problem"
    r"|statement of the problem|what is known",
    "objective": r"(?:primary |study |main |specific )?(?:objectives?|objects?|aims?|purposes?|goals?)"
    r"|(?:study |research )?(?:questions?|hypothes[ie]s)|aims? of (?:the )?study|purpose of (?:the )?study",
    "furniture": r"(?:clinical )?trials?(?: registry)? registration(?: number)?|registration|funding"
    r"|(?:level|class) of evidence|evidence level|key ?words?|conflicts? of interest|copyright|sources? of funding",
    "abstract": r"abstract|summary|un-?labell?ed",
}
# words by which a heading of the journal's own, in capitals, gives its section away
KEYWORDS = {
    "furniture": ("REGISTRATION", "OF EVIDENCE", "SPONSOR", "FUNDING", "CITATION", "CLINICALTRIALS"),
    "results": ("RESULT", "FINDINGS"),
    "conclusions": ("CONCLUSION", "INTERPRETATION", "IMPLICATION"),
    "methods": ("METHOD", "DESIGN", "PARTICIPANTS", "PATIENTS", "MEASURE", "SETTING", "TECHNIQUE", "CRITERIA"),
    "background": ("BACKGROUND",),
    "objective": ("OBJECTIVE", "PURPOSE", "QUESTION", "AIM OF"),
}
ONE = "(?:" + "|".join(HEADINGS.values()) + r")(?:\(s\))?"
JOIN = r"(?:\s*[,/&]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)"
MARK = r"\.?\s*:+|--+(?=\s*[A-Z])|[ \t]+[-–—]+(?=\s)|\.(?=\s+[A-Z0-9(\"“]|[A-Z]|\s*\Z)|[ \t]*(?=\n)"
NAMED = re.compile(rf"(?P<name>(?i:{ONE}(?:{JOIN}{ONE}){{0,4}}))(?P<mark>{MARK})")
# only these are believed without a mark behind them: "Patients 65 years and older" is a sentence
CORE = (
    r"(?:summary of )?background(?: data)?|introduction|importance|objectives?|object|aims?|purpose|study design"
    r"|(?:(?:materials?|patients?|subjects?|design) and )?methods?|methodology|results?|findings|conclusions?"
    r"|interpretation|discussion|abstract"
)
BARE = re.compile(
    rf"(?P<name>(?i:(?:{CORE})(?:{JOIN}(?:{CORE})){{0,4}}))\s+"
    r"(?:(?P<digit>[\d(])|[\"“'‘]?(?P<word>[A-Z][\w'’-]*)(?P<tail>,|:| and | or | was | were | vs)?)"
)
CAPITALS = re.compile(r"(?P<name>[A-Z][A-Z,/&'’-]*(?:[ \t]+[A-Z&][A-Z,/&'’-]*){0,7})(?=:)")
# where a heading may begin: the start, a line, behind a sentence, or in capitals with a colon anywhere
PLACE = re.compile(r"\A\s*|[.!?][\"”’')\]]*\s*|\n\s*|\s(?=[A-Z]{3}[A-Z ,/&()-]{0,80}:)")

CONCLUDES = re.compile(
    r"""\W{0,5} (?:(?:thus|therefore|hence),?\ )?
      (?: (?:in|as\ an?)\ (?:conclusion|summary) | to\ (?:conclude|summari[sz]e)
      | (?:we|the\ authors)\ (?:therefore\ |thus\ )?(?:conclude|recommend) | our\ conclusions?\b
      | it\ (?:is|was|can\ be|may\ be)\ (?:therefore\ )?concluded
      | (?:these|our|the\ present|the\ current|this)\ (?:\w+\ )?
        (?:results?|findings|data|observations?|study|series|analysis|experience)\ (?:\w+\ )?
        (?:suggests?|indicates?|demonstrates?\ that|supports?|confirms?|impl(?:y|ies)|underlines?|emphasi[sz]es?))""",
    re.IGNORECASE | re.VERBOSE,
)
AIMS = re.compile(
    r"""\W{0,5} (?: (?:the|our|an?)\ (?:\w+\ )?(?:aim|purpose|objective|goal|intention|intent)s?\b
      | we\ (?:aimed|sought|set\ out|wished|intended) | in\ order\ to\ (?:determine|assess|evaluate)
      | this\ (?:\w+\ )?(?:study|trial|paper|article|report|review|series)\ 
        (?:was\ (?:designed|undertaken|performed|conducted|planned)(?:\ in\ order)?\ to|aim(?:s|ed)|seeks|sought))""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading with its mark; ``section`` None means a border that changes nothing (``EDITOR'S NOTE:``)."""

    start: int
    end: int
    section: str | None
    bare: bool = False  # no mark behind it: believed only in company


def headings(text: str, regions: Sequence[Region]) -> tuple[Heading, ...]:
    """Return the headings of the abstract, in order.

    Args:
        text: The document's text.
        regions: Its regions; without any the whole text is an abstract. Only ``abstract`` ones have headings.

    >>> [(h.start, h.end, h.section) for h in headings("AIM: To see. RESULTS: All lived.", ())]
    [(0, 4, 'objective'), (13, 21, 'results')]
    """
    parts = [r for r in regions if r.role == "abstract"] if regions else [Region(0, len(text), "abstract")]
    found = [heading for part in parts for heading in _printed(text, part)]
    structured = len({h.section for h in found if h.section not in (None, "abstract", "furniture")}) > 1
    return tuple(h for h in found if structured or not h.bare)


def segment(document: Document, spans: Sequence[Span]) -> tuple[Sentence, ...]:
    """Return the sentences of *document*, each with its section.

    Args:
        document: The text and its regions.
        spans: The sentences as ``Language.annotate`` gives them: in order, tiling the text.
    """
    text, regions = document.text, document.regions or (Region(0, len(document.text), "abstract"),)
    titles, starts = headings(text, regions), [region.start for region in regions]
    opens, sections = [h.start for h in titles], list(_carried(titles))
    sentences = []
    for span in spans:
        role = regions[max(0, bisect_right(starts, span.start) - 1)].role
        above = bisect_right(opens, _first_letter(text, span)) - 1
        section = role if role != "abstract" else sections[above] if above >= 0 else "abstract"
        sentences.append(Sentence(span.start, span.end, section))
    return _told_by_cues(text, sentences)


def _printed(text: str, part: Region) -> Iterator[Heading]:
    """Yield what has the form of a heading in one region."""
    end = part.start
    for place in PLACE.finditer(text[part.start : part.end]):
        start = part.start + place.end()
        while start >= end and (heading := _heading_at(text, start, part.end)):  # "Abstract Background ..."
            yield heading
            end = heading.end
            start = _skip_space(text, end, part.end)


def _heading_at(text: str, start: int, stop: int) -> Heading | None:
    """Return the heading that begins at *start*, or None."""
    upper = text[start : start + 1].isupper()
    if upper and (named := NAMED.match(text, start, stop)) and _marked(text, named):
        return Heading(start, named.end(), _section(named["name"]))
    if (capitals := CAPITALS.match(text, start, stop)) and len(capitals["name"]) > 5:
        section = _keyword(capitals["name"])
        before = text[max(0, start - 9) : start].rstrip()[-1:]
        if section or before in ("", *".!?"):  # not "... and NYHA III: 12 patients"
            return Heading(start, capitals.end() + 1, section)
    if upper and (bare := BARE.match(text, start, stop)) and _stands_bare(bare):
        return Heading(start, bare.end("name"), _section(bare["name"]), bare=True)
    return None


def _marked(text: str, named: re.Match[str]) -> bool:
    """Tell whether the mark behind a name makes it a heading."""
    if not named["mark"].strip():
        return _starts_line(text, named.start())
    # "Treatment: rate ratio 0.7" is a line of results
    sure = named["name"].isupper() or re.fullmatch(CORE, named["name"], re.IGNORECASE) is not None
    return sure or not text[named.end() : named.end() + 2].strip()[:1].islower()


def _stands_bare(bare: re.Match[str]) -> bool:
    """Tell whether what follows begins a sentence: ``Results The majority``, not ``Method A and B`` or ``Aim 2``."""
    if bare["digit"]:
        return bare["name"][-1] in "sS"
    if bare["tail"] == ":":
        return False
    return len(bare["word"]) > 1 or (bare["word"] in "AI" and not bare["tail"])


def _section(name: str) -> str:
    """Return the section of a heading that NAME found."""
    words = [w for w in re.split(r"\s*[,/&]\s*|\s+and\s+|\s+or\s+", re.sub(r"\(s\)", "", name.lower())) if w]
    for section, names in HEADINGS.items():
        if re.fullmatch(names, name, re.IGNORECASE) or any(re.fullmatch(names, word) for word in words):
            return section
    return next(s for s, names in HEADINGS.items() if re.match(names, name, re.IGNORECASE))


def _keyword(capitals: str) -> str | None:
    """Return the section that a heading of the journal's own names, if it names one."""
    return next((section for section, words in KEYWORDS.items() if any(word in capitals for word in words)), None)


def _carried(titles: Sequence[Heading]) -> Iterator[str]:
    """Yield the section under each heading; one that names none leaves the section as it was."""
    section = "abstract"
    for heading in titles:
        named = heading.section or section
        if heading.section == "abstract" and section != "abstract":
            named = "conclusions"  # a "Summary:" below other headings sums up
        section = named
        yield section


def _told_by_cues(text: str, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with aims and conclusions marked where no heading says what they are."""
    unheaded = [i for i, sentence in enumerate(sentences) if sentence.section == "abstract"]
    for rank, i in enumerate(unheaded):
        sentence = sentences[i]
        if sentence.section == "abstract" and AIMS.match(text, sentence.start):
            sentences[i] = replace(sentence, section="objective")
        elif sentence.section == "abstract" and CONCLUDES.match(text, sentence.start):
            # near the end the argument does not turn back; earlier it is one remark among results
            rest = unheaded[rank:] if 2 * rank >= len(unheaded) else [i]
            for j in rest:
                sentences[j] = replace(sentences[j], section="conclusions")
    return tuple(sentences)


def _skip_space(text: str, start: int, stop: int) -> int:
    while start < stop and text[start].isspace():
        start += 1
    return start


def _first_letter(text: str, span: Span) -> int:
    return _skip_space(text, span.start, max(span.start, span.end - 1))


def _starts_line(text: str, start: int) -> bool:
    return text[max(0, start - 40) : start].rstrip(" \t")[-1:] in ("", "\n")
