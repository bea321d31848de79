"""Invented studies for looking at pages: a few told by hand, and as many more as a page must bear."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import sqrt
from typing import Any

from extractor.model import (
    Arm,
    Check,
    Cohort,
    Concept,
    Derived,
    Document,
    Finding,
    Interval,
    Region,
    Sentence,
    SetAside,
    Span,
    Study,
    Time,
)

CONCEPTS = (
    Concept("age", "Age", "demographics", ("age",)),
    Concept("women", "Women", "demographics", ("women", "female")),
    Concept("motor_deficit", "Motor deficit before surgery", "presentation", ("motor deficit",)),
    Concept("stabilisation", "Stabilisation", "intervention", ("instrumentation",)),
    Concept("blood_loss", "Blood loss", "operative", ("blood loss",), "lower"),
    Concept("gross_total_resection", "Gross total resection", "resection_extent", ("complete removal",), "higher"),
    Concept("pain_relief", "Pain relief", "pain", ("pain eased",), "higher", "patients with pain before surgery"),
    Concept("neurological_improvement", "Neurological improvement", "functional_outcome", ("improved",), "higher"),
    Concept("complication", "Complications", "complication", ("adverse events",), "lower"),
    Concept("csf_leak", "CSF leak", "complication", ("liquor fistula",), "lower"),
    Concept("death", "Death", "mortality", ("mortality",), "lower"),
    Concept("local_control", "Local control", "local_control", ("local control",), "higher"),
    Concept("overall_survival", "Overall survival", "survival", ("survival",), "higher"),
    Concept("follow_up", "Follow-up", "follow_up", ("follow-up",)),
)


@dataclass
class Draft:
    """A study being told, sentence by sentence; offsets are found, never typed."""

    name: str
    n: int | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    title: str | None = None
    design: str | None = None
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    arms: list[Arm] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    lost: list[Span] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    cohort: Cohort | None = None

    def say(self, sentence: str, section: str = "results", role: str = "abstract") -> Draft:
        start = len(self.text)
        self.text += sentence + " "
        self.sentences.append(Sentence(start, len(self.text), section))
        if self.regions and self.regions[-1].role == role:
            self.regions[-1] = replace(self.regions[-1], end=len(self.text))
        else:
            self.regions.append(Region(start, len(self.text), role))  # type: ignore[arg-type]
        return self

    def place(self, quote: str) -> Span:
        start = self.text.rindex(quote)
        return Span(start, start + len(quote))

    def counts(self, quote: str, how: str = "stated") -> Draft:
        span = self.place(quote)
        self.cohort = Cohort(int(quote), span.start, span.end, how)
        self.n = int(quote)
        return self

    def finds(self, concept: str, quote: str, measure: str = "proportion", *, words: str = "", **more: Any) -> Draft:
        """Add the finding printed as *quote* where it stands last, with what can be derived from it."""
        span, last = self.place(quote), self.sentences[-1]
        known = next((c for c in CONCEPTS if c.id == concept), None)
        made = Finding(
            id=f"f{len(self.findings) + 1}", measure=measure, outcome=words or concept.replace("_", " "),
            concept=known.id if known else None, category=known.category if known else "other",
            start=span.start, end=span.end, quote=quote, sentence=Span(last.start, last.end), section=last.section,
            rule=f"{measure}.drawn", spans={"value": span}, **more,
        )  # fmt: skip
        self.findings.append(made)
        if measure == "proportion" and made.value is not None and made.denominator and made.time is None:
            self.derive(made)
        return self

    def share(
        self, concept: str, sentence: str, printed: str, of: int | None, *, words: str = "", **more: Any
    ) -> Draft:
        """Tell a share and find it; ``70 (59.3%)`` gives count and share, ``59.3%`` the share alone."""
        value = Decimal(printed.split("(")[-1].rstrip("%)"))
        return self.say(sentence.format(printed)).finds(
            concept, printed, words=words, value=value, value_printed=str(value), unit="%",
            numerator=int(printed.split()[0]) if "(" in printed else None,
            denominator=of, denominator_source="cohort" if of == self.n else "subgroup",
            denominator_reason=None if of == self.n else f"the {of} patients it was asked of", **more,
        )  # fmt: skip

    def derive(self, made: Finding) -> None:
        """Derive numerator, Wilson interval and the two checks, by their textbook formulas."""
        assert made.value is not None and made.denominator
        p, n = float(made.value) / 100, made.denominator
        half = 0.5001 * 10.0 ** int(made.value.as_tuple().exponent)
        fits = [Decimal(k) for k in range(n + 1) if abs(100 * k / n - 100 * p) <= half]
        if not fits:
            k = int(p * n)
            said = f"no count of {n} rounds to {made.value} %: {k}/{n} is below it, {k + 1}/{n} above."
            self.checks.append(Check(made.id, "grim", "inconsistent", said))
        elif made.numerator is not None:
            self.checks.append(Check(made.id, "count_percentage", "consistent", "count fits"))
        elif len(fits) == 1:
            said = f"{made.value} % of {n}: only {fits[0]}/{n} rounds to it"
            self.derived.append(Derived(made.id, "numerator", said, fits[0]))
        else:
            said = f"{made.value} % of {n}: {fits[0]}/{n} to {fits[-1]}/{n} round to it"
            self.derived.append(Derived(made.id, "numerator", said, None, fits[0], fits[-1]))
        zz = 1.96**2
        middle = (p + zz / 2 / n) / (1 + zz / n)
        reach = 1.96 / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / 4 / n / n)
        for name, end in (("wilson_low", middle - reach), ("wilson_high", middle + reach)):
            self.derived.append(Derived(made.id, name, "Wilson", Decimal(f"{max(0.0, 100 * end):.1f}")))

    def sets_aside(self, quote: str, reason: str) -> Draft:
        span = self.place(quote)
        self.aside.append(SetAside(span.start, span.end, quote, reason))
        return self

    def misses(self, quote: str) -> Draft:
        self.lost.append(self.place(quote))
        return self

    def arm(self, id: str, name: str, n: int) -> Draft:
        span = self.place(str(n))
        self.arms.append(Arm(id, name, "group", n, span.start, span.end))
        return self

    def study(self) -> Study:
        document = Document(
            self.name, f"corpus/{self.name}.txt", "txt", "0" * 64, self.text, tuple(self.regions),
            self.title, self.authors, self.year, "Journal of Invented Surgery" if self.year else None,
        )  # fmt: skip
        return Study(
            document, tuple(self.sentences), self.cohort, self.design, tuple(self.arms), (), tuple(self.findings),
            tuple(self.aside), tuple(self.checks), tuple(self.derived), tuple(self.lost),
        )  # fmt: skip


def marden() -> Study:
    """A plain single-arm series, told in full."""
    title = "Removal of spinal metastases in one sitting: a prospective series"
    d = Draft("marden-2016", authors=("A. Marden", "B. Ostrava"), year=2016, design="prospective", title=title)
    d.say(title, "title", "title")
    d.say("Anna Marden, Boris Ostrava · Received 4 May 2016", "furniture", "furniture")
    d.say("Methods: Between 2009 and 2014, 118 consecutive patients were operated on at T2–L5.", "methods")
    d.counts("118").sets_aside("2009", "recruitment year").sets_aside("2014", "recruitment year")
    d.sets_aside("T2–L5", "vertebral level")
    d.say("There were 66 men and 52 women; mean age was 61.4 ± 10.9 years.", "methods")
    d.finds("women", "52 women", "count", value=Decimal(52), numerator=52, denominator=118, denominator_source="cohort")
    d.derived.append(Derived("f1", "percentage", "52/118 = 44.07 %", Decimal("44.07")))
    d.finds("age", "61.4 ± 10.9 years", "mean", value=Decimal("61.4"), unit="years", plus_minus=Decimal("10.9"))
    d.share("gross_total_resection", "Results: Complete removal was reached in {} patients.", "70 (59.3%)", 118)
    d.share("pain_relief", "Pain eased in {} of them.", "96 (81.4%)", 118, words="pain eased")
    d.share("neurological_improvement", "Of 73 patients with a deficit, {} improved.", "51 (69.9%)", 73)
    d.share("neurological_improvement", "{} of the others were stable or better.", "72%", 45, words="stable or better")
    d.share("complication", "Complications occurred in {} and led to a second operation in few.", "18.6%", 118)
    d.share("death", "Within 30 days {} patients died.", "5 (4.2%)", 118, time=Time(Decimal(30), "day"))
    d.share("local_control", "Local control at one year was {}.", "82.2%", 118, time=Time(Decimal(1), "year"))
    d.say("Median survival was 16.8 months (95% CI 13.1–20.2).")
    ci = Interval(Decimal("13.1"), Decimal("20.2"), Decimal(95))
    d.finds("overall_survival", "16.8 months (95% CI 13.1–20.2)", "median", value=Decimal("16.8"), unit="months", ci=ci)
    d.checks.append(Check(d.findings[-1].id, "interval_holds_estimate", "consistent", "inside its interval"))
    d.say("A score above 12 went with longer survival (HR 0.58, 95% CI 0.37–0.91).").misses("12")
    ci = Interval(Decimal("0.37"), Decimal("0.91"), Decimal(95))
    d.finds("overall_survival", "0.58, 95% CI 0.37–0.91", "ratio", words="score > 12", value=ci.low, unit="HR", ci=ci)
    d.findings[-1] = replace(d.findings[-1], value=Decimal("0.58"))
    d.say("Cite this: Marden A, 2016.", "furniture", "furniture")
    return d.study()


def orsted() -> Study:
    """Two arms, no number of the whole cohort for pain, and no deaths."""
    title = "Decompression with or without stabilisation"
    d = Draft("orsted-2021", authors=("Orsted, P.",), year=2021, design="comparative", title=title)
    d.say("We compared 48 patients after decompression alone with 46 after stabilisation, 94 in all.", "methods")
    d.counts("94", "sum of arms").arm("a1", "decompression alone", 48).arm("a2", "with stabilisation", 46)
    d.share("pain_relief", "Pain was relieved in {} after decompression alone", "34 (70.8%)", 48, arm="a1")
    d.share("pain_relief", "and in {} after stabilisation.", "41 (89.1%)", 46, arm="a2")
    d.share("complication", "Complications were seen in {}", "10.4%", 48, arm="a1")
    d.share("complication", "and {} of the arms.", "17.4%", 46, arm="a2")
    d.say("Median survival was 15.1 (range 2–41) and 21.6 months.")
    ends = (Decimal(2), Decimal(41))
    d.finds(
        "overall_survival", "15.1 (range 2–41)", "median", value=Decimal("15.1"), unit="months", range=ends, arm="a1"
    )
    d.finds("overall_survival", "21.6", "median", value=Decimal("21.6"), unit="months", arm="a2")
    d.say("There were no deaths.")
    d.finds("death", "no", "count", value=Decimal(0), value_printed="no", denominator=94, denominator_source="cohort")
    last = d.findings[-1].id
    d.derived.append(Derived(last, "percentage", "0/94 = 0.0 %", Decimal("0.0")))
    d.derived += [
        Derived(last, name, "Wilson", Decimal(at)) for name, at in (("wilson_low", "0"), ("wilson_high", "3.9"))
    ]
    return d.study()


def liu() -> Study:
    """A series with a percentage that no count of its cohort gives, and a count that two numbers fit."""
    title = "Surgery for symptomatic metastases of the spine"
    d = Draft("liu-2010", authors=("Liu W",), year=2010, design="retrospective", title=title)
    d.say("OBJECTIVE To report on 249 patients.", "objective").counts("249")
    d.share("pain_relief", "RESULTS Among the patients, {} had less pain directly after the operation.", "91.7%", 249)
    d.share("neurological_improvement", "Strength was better in {} of all.", "56%", 249)
    d.share("local_control", "Tumour control held in {} of those followed.", "84.8%", 215)
    d.say("Survival was 20.9±2.7 months; 1-year survival 61%.")
    value, spread = Decimal("20.9"), Decimal("2.7")
    d.finds("overall_survival", "20.9±2.7 months", "median", value=value, unit="months", plus_minus=spread)
    d.finds("overall_survival", "61%", value=Decimal(61), unit="%", time=Time(Decimal(12), "month"))
    d.checks.append(Check(None, "sexes_sum", "inconsistent", "152 men and 96 women are 248, not 249"))
    return d.study()


def drawn(count: int, seed: int = 7) -> tuple[Study, ...]:
    """Return *count* invented studies: the three told by hand, then as many by a seeded hand."""
    told = [marden(), orsted(), liu()]
    dice = random.Random(seed)
    return tuple([*told, *(one(dice, i) for i in range(count - len(told)))][:count])


FAMILIES = (
    "Ashgrove", "Quill", "Tamura", "Berglund", "Castellan", "Dwyer", "Eriksen", "Farouk", "Gantt", "Hollis", "Ibarra",
    "Jansson", "Kestrel", "Lindqvist", "Moreau", "Nakano", "Okafor", "Petrov", "Ramires", "Sato", "Thorsen", "Ueda",
)  # fmt: skip
TOLD = (
    ("motor_deficit", "Motor weakness was present in {} of the patients.", 0.35),
    ("stabilisation", "Instrumentation was used in {} of them.", 0.3),
    ("gross_total_resection", "The tumour was removed completely in {}.", 0.6),
    ("pain_relief", "Pain was relieved in {}, most of them early in the series.", 0.7),
    ("neurological_improvement", "Neurological function improved in {} of the patients.", 0.7),
    ("complication", "There were complications in {}, few of them lasting.", 0.8),
    ("csf_leak", "Cerebrospinal fluid leaked in {}.", 0.3),
    ("death", "In hospital died {} of the patients.", 0.5),
    ("local_control", "The tumour was controlled in {} of the patients on imaging.", 0.6),
)


def one(dice: random.Random, number: int) -> Study:
    """Return one invented study."""
    year, n = dice.randint(1996, 2024), int(min(900, max(9, dice.lognormvariate(4.2, 0.8))))
    family = FAMILIES[number % len(FAMILIES)]
    design = dice.choice(["retrospective"] * 6 + ["prospective", "comparative", None])
    title = f"Results of surgery in {n} patients with tumours of the spine"
    d = Draft(f"{family.lower()}-{year}-{number}", authors=(f"{family} J",), year=year, title=title, design=design)
    d.say(title, "title", "title")
    d.say(f"Between {year - 9} and {year - 2} we operated on {n} consecutive patients.", "methods").counts(str(n))
    d.sets_aside(f"{year - 9}", "recruitment year").sets_aside(f"{year - 2}", "recruitment year")
    age, months = dice.randint(38, 70), dice.randint(6, 90)
    d.say(f"Their age was {age} years.").finds("age", f"{age} years", "mean", value=Decimal(age), unit="years")
    for concept, sentence, chance in TOLD:
        if dice.random() < chance:
            bad = concept in ("complication", "csf_leak", "death")
            k = dice.randint(0, n // 3) if bad else dice.randint(n // 3, n)
            percent = f"{100 * k / n + (0.3 if dice.random() < 0.03 else 0):.1f}%"
            d.share(concept, sentence, f"{k} ({percent})" if dice.random() < 0.5 else percent, n)
    if dice.random() < 0.5:
        low = Decimal(dice.randint(60, 140)) / 10
        printed = f"{low + 4} months (95% CI {low}–{low + 9})"
        ci = Interval(low, low + 9, Decimal(95))
        d.say(f"Median survival was {printed}.")
        d.finds("overall_survival", printed, "median", value=low + 4, unit="months", ci=ci)
    for years in (1, 2, 5):
        if dice.random() < 0.3:
            rate, at = dice.randint(20, 95), Time(Decimal(years), "year")
            d.say(f"Survival at {years} years was {rate}%.")
            d.finds("overall_survival", f"{rate}%", value=Decimal(rate), unit="%", time=at)
    d.say(f"Follow-up lasted {months} months.")
    d.finds("follow_up", f"{months} months", "mean", value=Decimal(months), unit="months")
    return d.study()
