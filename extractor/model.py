"""The values that travel between the modules; nothing here computes, imports or remembers.

Offsets count characters, ``[start, end)``, from the start of the document's text. Numbers are
``Decimal`` exactly as printed: "0.50" is not "0.5", the zeros decide what a check may conclude.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Measure = Literal[
    "count", "proportion", "mean", "median", "range", "duration", "ratio", "difference", "p_value", "score", "other"
]
MEASURES: tuple[str, ...] = (
    "count", "proportion", "mean", "median", "range", "duration", "ratio", "difference", "p_value", "score", "other",
)  # fmt: skip
CATEGORIES: tuple[str, ...] = (
    "cohort_size", "demographics", "presentation", "intervention", "resection_extent", "functional_outcome", "pain",
    "survival", "local_control", "complication", "mortality", "follow_up", "operative", "quality_of_life",
    "prognostic_factor", "other",
)  # fmt: skip
LABELS: tuple[str, ...] = (
    "condition", "eligibility", "age", "location", "ethnicity", "intervention", "control", "outcome",
    "outcome_measure",
)  # fmt: skip
Role = Literal["title", "abstract", "duplicate", "furniture"]
ArmRole = Literal["whole", "intervention", "control", "group"]
Verdict = Literal["consistent", "inconsistent", "unchecked"]
DenominatorSource = Literal["stated", "subgroup", "arm", "cohort"]
Verb = Literal["accepted", "corrected", "rejected"]
VERBS: tuple[Verb, ...] = ("accepted", "corrected", "rejected")


# ------------------------------------------------------------------ what read gives


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of the document, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the text and what it is; the regions of a document tile its text.

    ``duplicate`` is a cut-off copy of a passage that stands elsewhere in full; ``furniture`` is
    everything a journal page prints around an abstract (authors, keywords, ``Cite this``).
    """

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a PDF page: its characters in the text and its box in points from the top left."""

    start: int
    end: int
    page: int  # from 1
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Document:
    """One paper as read; ``text`` is never changed afterwards."""

    name: str  # the file's stem, unique in a database
    path: str  # as the user named it
    format: str  # "txt", "pdf", "pubmed", "ris" ...
    sha256: str  # of the file's bytes
    text: str
    regions: tuple[Region, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    words: tuple[Word, ...] = ()  # empty unless the format has pages
    warnings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # what was published about it: "Erratum in: Spine 2009;34:12. PMID 1"
    retracted: bool = False


# ------------------------------------------------------------------ what segment and recognise give


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; the sentences of a document tile its text, white space going with the one before.

    ``section`` is one of title, background, objective, methods, results, conclusions, abstract (no
    heading was printed), duplicate, furniture.
    """

    start: int
    end: int
    section: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing in the text; ``concept`` is an id of rules/outcomes or None."""

    label: str  # one of LABELS
    start: int
    end: int
    text: str
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One printed number of a quantity; the value is None where words stand for it ("not reached")."""

    value: Decimal | None
    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeric expression with everything printed around it, before anyone knows what it is about.

    ``parts`` has a Part for each of: value, numerator, denominator, sd, se, plus_minus, range_low,
    range_high, iqr_low, iqr_high, ci_level, ci_low, ci_high, time, p.
    """

    rule: str
    measure: str
    start: int
    end: int
    parts: Mapping[str, Part]
    operator: str = "="
    unit: str | None = None
    time_unit: str | None = None
    p_operator: str | None = None
    noun: str | None = None  # what is counted: patients, tumours, procedures ...


@dataclass(frozen=True, slots=True)
class SetAside:
    """A number that is consciously not a finding, and why: a year, a grade, a cut-off."""

    start: int
    end: int
    text: str
    reason: str  # "recruitment year", "vertebral level" ...
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class TimePoint:
    """When something was seen: one time, or the several of ``1-, 2- and 5-year survival``."""

    start: int
    end: int
    times: tuple[Part, ...]
    unit: str  # one of hour, day, week, month, year


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number of a text, read or consciously left out; each list in the order of the text."""

    quantities: tuple[Quantity, ...]
    times: tuple[TimePoint, ...]
    set_aside: tuple[SetAside, ...]
    unexplained: tuple[Span, ...]


# ------------------------------------------------------------------ what link gives


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; low and high in the unit of the estimate, level in per cent."""

    low: Decimal
    high: Decimal
    level: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time point: "2", "year"; the unit is one of hour, day, week, month, year."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PValue:
    """A printed p-value; operator is one of = < > <= >=."""

    operator: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Arm:
    """A group of patients the abstract compares; ``start`` and ``end`` are the place of its n."""

    id: str  # "a1"; unique in the document
    name: str
    role: ArmRole
    n: int | None = None
    start: int | None = None
    end: int | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Cohort:
    """How many patients the study is about; the span is where that is printed (or its first part)."""

    value: int
    start: int
    end: int
    how: str = "stated"  # "stated", "sum of arms", "sum of sexes", "largest group"
    unit: str = "patients"


@dataclass(frozen=True, slots=True)
class Finding:
    """One printed result: this number, of this outcome, in this arm, at this time.

    ``spans`` gives the place of each number printed (``value``, ``numerator``, ``denominator``,
    ``sd``, ``ci_low`` ...); for a zero phrase the place of the phrase. ``quote`` is
    ``text[start:end]``, the shortest run that holds the whole printed result.
    """

    id: str  # "f1"; unique in the document
    measure: str  # one of MEASURES
    outcome: str  # the paper's words
    category: str  # one of CATEGORIES
    start: int
    end: int
    quote: str
    sentence: Span
    section: str
    rule: str
    spans: Mapping[str, Span]
    value: Decimal | None = None
    value_printed: str | None = None
    unit: str | None = None
    operator: str = "="
    outcome_start: int | None = None
    outcome_end: int | None = None
    concept: str | None = None  # an id of rules/outcomes
    arm: str | None = None  # an Arm's id
    numerator: int | None = None
    denominator: int | None = None
    denominator_source: DenominatorSource | None = None
    denominator_reason: str | None = None  # for the reader: "the 215 patients who were followed up"
    sd: Decimal | None = None
    se: Decimal | None = None
    plus_minus: Decimal | None = None  # printed with ±, and the paper does not say SD or SE
    range: tuple[Decimal, Decimal] | None = None
    iqr: tuple[Decimal, Decimal] | None = None
    ci: Interval | None = None
    time: Time | None = None
    p: PValue | None = None
    confidence: float = 1.0


# ------------------------------------------------------------------ what check gives


@dataclass(frozen=True, slots=True)
class Input:
    """A number that a verdict or a derived value rests on, as printed; the place is None where nobody printed it."""

    name: str  # "value", "denominator", "ci_low" ... as in Finding.spans; "cohort", "arm", "candidate" ...
    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A verdict on one finding (or, with ``finding`` None, on the study) with a reason for a clinician."""

    finding: str | None  # a Finding's id
    name: str  # "grim", "count_percentage", "sexes_sum", "arms_sum", "interval_holds_estimate" ...
    verdict: Verdict
    reason: str
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """A value nobody printed: what it is, how it was made, from what.

    ``name`` is numerator, percentage, wilson_low, wilson_high, mean, sd, log_ratio, se_log_ratio, denominator,
    remainder ...; ``low`` and ``high`` bound it when
    more than one whole number fits (then ``value`` is None).
    """

    finding: str
    name: str
    formula: str  # "55.8 % of 43 = 23.99, only 24/43 rounds to 55.8 %"
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """Everything known of one document: what store keeps, export writes and render shows."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    cohort: Cohort | None = None
    design: str | None = None  # "retrospective", "prospective", "randomised", "comparative" or None
    arms: tuple[Arm, ...] = ()
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()
    unexplained: tuple[Span, ...] = ()  # numbers neither captured nor set aside


# ------------------------------------------------------------------ what rules gives


@dataclass(frozen=True, slots=True)
class Concept:
    """An outcome as a clinician names it; the columns of the evidence table."""

    id: str
    label: str
    category: str  # one of CATEGORIES
    synonyms: tuple[str, ...]
    better: Literal["higher", "lower"] | None = None
    share_of: str | None = None  # "patients with preoperative pain"
    field: str = "general"  # the vocabulary file's stem


@dataclass(frozen=True, slots=True)
class Term:
    """A dictionary entry that is not an outcome: a condition, a procedure, a spinal region."""

    label: str  # one of LABELS
    text: str
    concept: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what a rule finds in it; ``expect`` empty means a near miss, ``because`` says why."""

    text: str
    expect: tuple[Mapping[str, str], ...]
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way a number is printed."""

    id: str
    finds: str  # one of MEASURES, or "nothing" when what it matches is consciously not a finding
    says: str
    pattern: str  # with its named pieces filled in: a verbose regular expression
    examples: tuple[Example, ...]
    file: str
    source: str | None = None
    needs: tuple[str, ...] = ()  # one of these strings must be in the text, or the pattern is not tried
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # constants: unit = "HR"
    starts_with_number: bool = False  # tried only where a number begins, which is many times faster
    priority: int = 0  # where two rules claim the same characters the higher one wins
    reason: str | None = None  # of a rule that finds "nothing": why its number is set aside


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything in rules/ and in the user's own folders."""

    rules: tuple[Rule, ...]
    concepts: tuple[Concept, ...]
    terms: tuple[Term, ...]
    version: str  # a short hash over the files, so that a changed rule re-reads every document


# ------------------------------------------------------------------ what merge and overlap give


@dataclass(frozen=True, slots=True)
class Merge:
    """Why a document is another reading of a study that is already there."""

    into: str  # the document that leads the study
    why: str  # "doi", "pmid", "title"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a study was read from; its leader is one too."""

    name: str
    path: str
    format: str
    why: str | None = None  # of the merge; None for the leader


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two studies that may share patients, for a reader to decide; they are never merged."""

    name: str
    other: str
    reason: str


# ------------------------------------------------------------------ what a reviewer gives


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer says of a finding; it hangs on the place in the text, not on the finding's id."""

    key: str  # review.key.keys: sha256[:16]:start-end:measure
    reviewer: str
    decision: Verb
    value: Decimal | None = None  # of "corrected": in the unit of the finding
    comment: str = ""
    at: str = ""  # UTC, ISO 8601
    document: str = ""  # its name when the decision came in, for a reader
    reading: str = ""  # what the reviewer saw: review.key.reading
