"""Studies built by hand, written for these tests: one that uses every field of the model, and a small one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.model import (
    Arm,
    Check,
    Cohort,
    Concept,
    Derived,
    Document,
    Finding,
    Input,
    Interval,
    Mention,
    PValue,
    Region,
    Sentence,
    SetAside,
    Span,
    Study,
    Time,
    Word,
)

TITLE = "Short or long fixation of burst fractures.\n"
SENTENCES = (
    "Of 49 patients treated from 2009 to 2012, 25 had short and 24 long fixation. ",
    "Pain was relieved in 80·0% (20/25) and 50% of patients, respectively (P < ·010). ",
    "Mean kyphosis was 7.50 (SD 2.10; range 3.0–12.50) degrees; blood loss 310 ± 40 mL [IQR 250-380]. ",
    "At 2 years 90.0% were free of revision (95% CI 78.0–96.0); the hazard ratio was 0.60 (0.31-1.16, SE 0.20). ",
    "There were no deaths, and the score fell by 12, see 77.\n",
)
TEXT = TITLE + "".join(SENTENCES)
STARTS = [len(TITLE) + sum(map(len, SENTENCES[:k])) for k in range(len(SENTENCES))]


def at(piece: str, nth: int = 0) -> Span:
    """Return the place of the *nth* occurrence of *piece* in the two-arm text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(piece, start + 1)
    return Span(start, start + len(piece))


def sentence(number: int) -> Span:
    return Span(STARTS[number], STARTS[number] + len(SENTENCES[number]))


def finding(id: str, quote: str, number: int, **fields: Any) -> Finding:
    """Return a finding whose place is that of *quote*, in sentence *number*."""
    place = at(quote)
    plain: dict[str, Any] = {
        "measure": "proportion",
        "outcome": "pain relief",
        "category": "pain",
        "section": "results",
        "rule": "made-by-hand",
        "spans": {},
    }
    return Finding(id=id, start=place.start, end=place.end, quote=quote, sentence=sentence(number), **(plain | fields))


FINDINGS = (
    finding(
        "f1", "80·0% (20/25)", 1, value=Decimal("80.0"), value_printed="80·0", unit="%", concept="pain_relief",
        arm="a1", numerator=20, denominator=25, denominator_source="stated",
        outcome_start=at("Pain was relieved").start, outcome_end=at("Pain was relieved").end, confidence=0.97,
        p=PValue("<", Decimal("0.010")),
        spans={"value": at("80·0"), "numerator": at("20", 2), "denominator": at("25", 2), "p": at("·010")},
    ),
    finding(
        "f2", "50% of patients", 1, value=Decimal("50"), value_printed="50", unit="%", concept="pain_relief", arm="a2",
        denominator=24, denominator_source="arm", denominator_reason="the 24 patients with long fixation",
        spans={"value": at("50", 0)},
    ),
    finding(
        "f3", "7.50 (SD 2.10; range 3.0–12.50) degrees", 2, measure="mean", outcome="kyphosis", category="operative",
        value=Decimal("7.50"), value_printed="7.50", unit="degrees", sd=Decimal("2.10"),
        range=(Decimal("3.0"), Decimal("12.50")),
        spans={"value": at("7.50"), "sd": at("2.10"), "range_low": at("3.0"), "range_high": at("12.50")},
    ),
    finding(
        "f4", "310 ± 40 mL [IQR 250-380]", 2, measure="mean", outcome="blood loss", category="operative",
        value=Decimal("310"), value_printed="310", unit="mL", plus_minus=Decimal("40"),
        iqr=(Decimal("250"), Decimal("380")), spans={"value": at("310"), "plus_minus": at("40")},
    ),
    finding(
        "f5", "90.0% were free of revision (95% CI 78.0–96.0)", 3, outcome="freedom from revision", category="survival",
        value=Decimal("90.0"), value_printed="90.0", unit="%", denominator=49, denominator_source="cohort",
        ci=Interval(Decimal("78.0"), Decimal("96.0"), Decimal("95")), time=Time(Decimal("2"), "year"), operator=">=",
        spans={"value": at("90.0"), "time": at("2 years"), "ci_low": at("78.0"), "ci_high": at("96.0")},
    ),
    finding(
        "f6", "0.60 (0.31-1.16, SE 0.20)", 3, measure="ratio", outcome="revision", category="survival",
        value=Decimal("0.60"), value_printed="0.60", unit="HR", se=Decimal("0.20"),
        ci=Interval(Decimal("0.31"), Decimal("1.16")), spans={"value": at("0.60")},
    ),
    finding(
        "f7", "no deaths", 4, measure="count", outcome="death", category="mortality", value=Decimal("0"),
        value_printed="no", concept="mortality", denominator=49, denominator_source="cohort",
        spans={"value": at("no deaths")},
    ),
    finding(
        "f10", "fell by 12", 4, measure="difference", outcome="score", category="other", value=Decimal("-12"),
        value_printed="12", spans={"value": at("12,", 1)},
    ),
)  # fmt: skip

TWO_ARM = Study(
    document=Document(
        name="fixation-2014",
        path="papers/fixation 2014.pdf",
        format="pdf",
        sha256="ab" * 32,
        text=TEXT,
        regions=(Region(0, len(TITLE), "title"), Region(len(TITLE), len(TEXT), "abstract")),
        title=TITLE.strip(),
        authors=("Øre Å", "Nowak, B"),
        year=2014,
        journal="Invented Journal of Spine Surgery",
        doi="10.5555/fix.2014",
        pmid="00000001",
        words=(Word(0, 5, 1, 72.0, 90.125, 101.3, 102.4), Word(6, 8, 1, 104.1, 90.125, 116.0, 102.4)),
        warnings=("page 2 has no text",),
        links=("Retraction in: Invented J Spine Surg. 2016;1:2 PMID: 00000002",),
        retracted=True,
    ),
    sentences=(
        Sentence(0, len(TITLE), "title"),
        *(Sentence(start, start + len(text), "results") for start, text in zip(STARTS, SENTENCES, strict=True)),
    ),
    cohort=Cohort(49, at("49").start, at("49").end, how="sum of arms", unit="patients"),
    design="comparative",
    arms=(
        Arm("a1", "short fixation", "intervention", 25, at("25").start, at("25").end, (at("short"), at("Short"))),
        Arm("a2", "long fixation", "control", 24, at("24").start, at("24").end),
        Arm("a3", "everyone", "whole"),
    ),
    mentions=(
        Mention("condition", at("burst fractures").start, at("burst fractures").end, "burst fractures"),
        Mention("outcome", at("Pain").start, at("Pain").end, "Pain", "pain_relief"),
    ),
    findings=FINDINGS,
    set_aside=(
        SetAside(at("2009").start, at("2009").end, "2009", "recruitment year", "years"),
        SetAside(at("2012").start, at("2012").end, "2012", "recruitment year"),
    ),
    checks=(
        Check("f1", "count_percentage", "consistent", "20 of 25 is 80.0 %"),
        Check("f1", "p_possible", "unchecked", "no test is named"),
        Check("f5", "interval_holds_estimate", "inconsistent", "made up for this test", (Input("value", "50", 3, 5),)),
        Check(None, "arms_sum", "consistent", "25 + 24 = 49"),
    ),
    derived=(
        Derived("f2", "numerator", "50 % of 24 = 12.00, only 12/24 rounds to 50 %", value=Decimal("12")),
        Derived("f2", "wilson_low", "95 % Wilson interval of 12/24, in per cent", value=Decimal("31.4")),
        Derived("f2", "wilson_high", "95 % Wilson interval of 12/24, in per cent", value=Decimal("68.6")),
        Derived("f5", "numerator", "between", low=Decimal("44"), high=Decimal("45"), inputs=(Input("cohort", "49"),)),
    ),
    unexplained=(at("77"),),
)

PAIN = Concept("pain_relief", "pain relief", "pain", ("pain was relieved",), "higher", "patients with pain", "spine")
DEATH = Concept("mortality", "mortality", "mortality", ("death", "died"), "lower")
CONCEPTS = (DEATH, PAIN)  # by id, as the store gives them

SMALL_TEXT = "Gross total resection was achieved in 24 of 43 patients (55.8%)."
SMALL = Study(
    document=Document("meningioma-2010", "papers/meningioma-2010.txt", "txt", "cd" * 32, SMALL_TEXT),
    cohort=Cohort(43, 44, 46),
    findings=(
        Finding(
            id="f1", measure="proportion", outcome="gross total resection", category="resection_extent", start=38,
            end=63, quote=SMALL_TEXT[38:63], sentence=Span(0, len(SMALL_TEXT)), section="abstract", rule="made-by-hand",
            spans={"value": Span(57, 61), "numerator": Span(38, 40), "denominator": Span(44, 46)},
            value=Decimal("55.8"), value_printed="55.8", unit="%", concept="gross_total_resection", numerator=24,
            denominator=43, denominator_source="stated",
        ),
    ),
    derived=(
        Derived("f1", "wilson_low", "95 % Wilson interval of 24/43", value=Decimal("41.1")),
        Derived("f1", "wilson_high", "95 % Wilson interval of 24/43", value=Decimal("69.6")),
    ),
)  # fmt: skip
