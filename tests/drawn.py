"""Invented studies for looking at pages: a few told by hand, and as many more as a page must bear."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import sqrt

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

    def finds(self, quote: str, outcome: str, category: str, measure: str = "proportion", **more: object) -> Draft:
        """Add the finding printed as *quote* in the last sentence that holds it, with Wilson and numerator derived."""
        span, last = self.place(quote), self.sentences[-1]
        spans = {"value": span}
        made = Finding(
            id=f"f{len(self.findings) + 1}", measure=measure, outcome=outcome, category=category,
            start=span.start, end=span.end, quote=quote, sentence=Span(last.start, last.end), section=last.section,
            rule=f"{measure}.drawn", spans=spans, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.findings.append(made)
        if measure == "proportion" and made.value is not None and made.denominator and made.time is None:
            self.derive(made)
        return self

    def derive(self, made: Finding) -> None:
        assert made.value is not None and made.denominator
        whole, share = made.denominator, float(made.value) / 100
        fits = [k for k in range(whole + 1) if abs(100 * k / whole - 100 * share) <= 0.5001 * 10.0 ** made.value.as_tuple().exponent]  # type: ignore[operator]  # noqa: E501
        if made.numerator is None and fits:
            one = len(fits) == 1
            said = f"{made.value} % of {whole}, {' or '.join(f'{k}/{whole}' for k in (fits[0], fits[-1])[:1 if one else 2])} rounds to it"
            self.derived.append(
                Derived(made.id, "numerator", said, Decimal(fits[0]) if one else None)
                if one
                else Derived(made.id, "numerator", said, None, Decimal(fits[0]), Decimal(fits[-1]))
            )
        elif not fits:
            said = f"no count of {whole} rounds to {made.value} %: {int(share * whole)}/{whole} is below it, {int(share * whole) + 1}/{whole} above."
            self.checks.append(Check(made.id, "grim", "inconsistent", said))
        if fits and made.numerator is not None:
            self.checks.append(Check(made.id, "count_percentage", "consistent", "count fits"))
        z, n = 1.96, whole
        middle, half = (share + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / 4 / n / n)
        for end, at in (("wilson_low", middle - half), ("wilson_high", middle + half)):
            self.derived.append(Derived(made.id, end, "Wilson", Decimal(f"{max(0.0, 100 * at):.4f}")))

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


def share(draft: Draft, lead: str, printed: str, tail: str, outcome: str, concept: str, category: str, whole: int | None, **more: object) -> None:  # noqa: E501
    """Tell a share and find it; ``70 (59.3%)`` gives count and share, ``59.3%`` the share alone."""
    value = Decimal(printed.split("(")[-1].rstrip("%)"))
    numerator = int(printed.split()[0]) if "(" in printed else None
    draft.say(f"{lead} {printed} {tail}").finds(
        printed, outcome, category, concept=concept, value=value, value_printed=str(value), unit="%",
        numerator=numerator, denominator=whole, denominator_source="cohort" if whole == draft.n else "subgroup",
        denominator_reason=None if whole == draft.n else f"the {whole} patients it was asked of", **more,
    )  # fmt: skip


def marden() -> Study:
    """A plain single-arm series, told in full."""
    d = Draft("marden-2016", authors=("A. Marden", "B. Ostrava"), year=2016, design="prospective",
              title="Removal of spinal metastases in one sitting: a prospective series")  # fmt: skip
    d.say(d.title or "", "title", "title")
    d.say("Anna Marden, Boris Ostrava · Received 4 May 2016", "furniture", "furniture")
    d.say("Methods: Between 2009 and 2014, 118 consecutive patients (66 men, 52 women; mean age 61.4 ± 10.9 years) were operated on at T2–L5.", "methods")  # noqa: E501
    d.counts("118").sets_aside("2009", "recruitment year").sets_aside("2014", "recruitment year")
    d.sets_aside("T2–L5", "vertebral level")
    d.finds("52 women", "women", "demographics", "count", concept="women", value=Decimal(52), numerator=52, denominator=118, denominator_source="cohort")  # noqa: E501
    d.derived.append(Derived("f1", "percentage", "52/118 = 44.07 %", Decimal("44.07")))
    d.finds("61.4 ± 10.9 years", "age", "demographics", "mean", concept="age", value=Decimal("61.4"), unit="years", plus_minus=Decimal("10.9"))  # noqa: E501
    share(d, "Results: Complete removal was reached in", "70 (59.3%)", "patients.", "complete removal", "gross_total_resection", "resection_extent", 118)  # noqa: E501
    share(d, "Pain eased in", "96 (81.4%)", "of them.", "pain eased", "pain_relief", "pain", 118)
    share(d, "Of 73 patients with a deficit,", "51 (69.9%)", "improved.", "improved", "neurological_improvement", "functional_outcome", 73)  # noqa: E501
    share(d, "At three months", "72%", "of the others were stable or better.", "stable or better", "neurological_improvement", "functional_outcome", 45)  # noqa: E501
    share(d, "Complications occurred in", "18.6%", "and led to a second operation in few.", "complications", "complication", "complication", 118)  # noqa: E501
    share(d, "Within 30 days", "5 (4.2%)", "patients died.", "death", "death", "mortality", 118, time=Time(Decimal(30), "day"))
    share(d, "Local control at one year was", "82.2%", "by imaging.", "local control", "local_control", "local_control", 118, time=Time(Decimal(1), "year"))  # noqa: E501
    d.say("Median survival was 16.8 months (95% CI 13.1–20.2).")
    d.finds("16.8 months (95% CI 13.1–20.2)", "survival", "survival", "median", concept="overall_survival", value=Decimal("16.8"), unit="months", ci=Interval(Decimal("13.1"), Decimal("20.2"), Decimal(95)))  # noqa: E501
    d.checks.append(Check(d.findings[-1].id, "interval_holds_estimate", "consistent", "inside its interval"))
    d.say("A score above 12 went with longer survival (HR 0.58, 95% CI 0.37–0.91).").misses("12")
    d.finds("0.58, 95% CI 0.37–0.91", "score above 12", "prognostic_factor", "ratio", concept="overall_survival", value=Decimal("0.58"), unit="HR", ci=Interval(Decimal("0.37"), Decimal("0.91"), Decimal(95)))  # noqa: E501
    d.say("Cite this: Marden A, 2016.", "furniture", "furniture")
    return d.study()


def orsted() -> Study:
    """Two arms and no number of the whole cohort for pain."""
    d = Draft("orsted-2021", authors=("Orsted, P.",), year=2021, design="comparative", title="Decompression with or without stabilisation")  # noqa: E501
    d.say("We compared 48 patients after decompression alone with 46 after stabilisation, 94 in all.", "methods")
    d.counts("94", "sum of arms").arm("a1", "decompression alone", 48).arm("a2", "with stabilisation", 46)
    for value, arm, whole in (("34 (70.8%)", "a1", 48), ("41 (89.1%)", "a2", 46)):
        share(d, "Pain was relieved in", value, f"after {arm}.", "pain relieved", "pain_relief", "pain", whole, arm=arm)
    for value, arm, whole in (("10.4%", "a1", 48), ("17.4%", "a2", 46)):
        share(d, "Complications were seen in", value, f"({arm}).", "complications", "complication", "complication", whole, arm=arm)  # noqa: E501
    d.say("Median survival was 15.1 (range 2–41) and 21.6 months.")
    d.finds("15.1 (range 2–41)", "survival", "survival", "median", concept="overall_survival", value=Decimal("15.1"), unit="months", range=(Decimal(2), Decimal(41)), arm="a1")  # noqa: E501
    d.finds("21.6", "survival", "survival", "median", concept="overall_survival", value=Decimal("21.6"), unit="months", arm="a2")  # noqa: E501
    d.say("There were no deaths.")
    d.finds("no deaths", "deaths", "mortality", concept="death", value=Decimal(0), value_printed="no", unit="%", numerator=0, denominator=94, denominator_source="cohort", time=None)  # noqa: E501
    return d.study()


def liu() -> Study:
    """A series with a percentage that no count of its cohort gives, and a number folded in whole per cents."""
    d = Draft("liu-2010", authors=("Liu W",), year=2010, design="retrospective", title="Surgery for symptomatic metastases of the spine")  # noqa: E501
    d.say("OBJECTIVE To report on 249 patients.", "objective").counts("249")
    share(d, "RESULTS Among the patients,", "91.7%", "had less pain directly after the operation.", "less pain", "pain_relief", "pain", 249)  # noqa: E501
    share(d, "Strength was better in", "56%", "of all.", "strength", "neurological_improvement", "functional_outcome", 249)
    share(d, "Tumour control held in", "84.8%", "of those followed.", "control", "local_control", "local_control", 215)
    d.say("Survival was 20.9±2.7 months; 1-year survival 61%.")
    d.finds("20.9±2.7 months", "survival", "survival", "median", concept="overall_survival", value=Decimal("20.9"), unit="months", plus_minus=Decimal("2.7"))  # noqa: E501
    d.finds("61%", "survival", "survival", concept="overall_survival", value=Decimal(61), unit="%", time=Time(Decimal(12), "month"))  # noqa: E501
    d.checks.append(Check(None, "sexes_sum", "inconsistent", "152 men and 96 women are 248, not 249"))
    return d.study()


def drawn(count: int, seed: int = 7) -> tuple[Study, ...]:
    """Return *count* invented studies: the three told by hand, then as many by a seeded hand."""
    told: list[Study] = [marden(), orsted(), liu()]
    dice = random.Random(seed)
    return tuple([*told, *(one(dice, i) for i in range(count - len(told)))][:count])


FAMILIES = "Ashgrove Quill Tamura Berglund Castellan Dwyer Eriksen Farouk Gantt Hollis Ibarra Jansson Kestrel Lindqvist Moreau Nakano Okafor Petrov Ramires Sato Thorsen Ueda Vargas Whitlock Yilmaz Zeller".split()  # noqa: E501
SHARES: Sequence[tuple[str, str, str, str, float]] = (
    ("Motor weakness was present in", "motor deficit", "motor_deficit", "presentation", 0.35),
    ("Instrumentation was used in", "instrumentation", "stabilisation", "intervention", 0.3),
    ("The tumour was removed completely in", "complete removal", "gross_total_resection", "resection_extent", 0.6),
    ("Pain was relieved in", "pain relief", "pain_relief", "pain", 0.7),
    ("Neurological function improved in", "improved", "neurological_improvement", "functional_outcome", 0.7),
    ("There were complications in", "complications", "complication", "complication", 0.8),
    ("Cerebrospinal fluid leaked in", "leak", "csf_leak", "complication", 0.3),
    ("In hospital died", "died", "death", "mortality", 0.5),
    ("The tumour was controlled in", "control", "local_control", "local_control", 0.6),
)


def one(dice: random.Random, number: int) -> Study:
    """Return one invented study."""
    year, n = dice.randint(1996, 2024), int(min(900, max(9, dice.lognormvariate(4.2, 0.8))))
    family = FAMILIES[number % len(FAMILIES)]
    d = Draft(f"{family.lower()}-{year}-{number}", authors=(f"{family} {dice.choice('ABCDEJKM')}",), year=year,
              title=f"Results of surgery in {n} patients with tumours of the spine",
              design=dice.choice(["retrospective"] * 6 + ["prospective", "comparative", None]))  # fmt: skip
    d.say(d.title or "", "title", "title")
    d.say(f"Between {year - 9} and {year - 2} we operated on {n} consecutive patients.", "methods").counts(str(n))
    d.sets_aside(f"{year - 9}", "recruitment year").sets_aside(f"{year - 2}", "recruitment year")
    d.say(f"Their median age was {dice.randint(38, 70)} years.")
    d.finds(d.text.split()[-2] + " years", "age", "demographics", dice.choice(["median", "mean"]), concept="age", value=Decimal(d.text.split()[-2]), unit="years")  # noqa: E501
    for lead, words, concept, category, chance in SHARES:
        if dice.random() < chance:
            k = dice.randint(0, n // 3) if category in ("complication", "mortality") else dice.randint(n // 3, n)
            percent = f"{100 * k / n:.1f}%" if dice.random() < 0.97 else f"{100 * k / n + 0.3:.1f}%"
            printed = f"{k} ({percent})" if dice.random() < 0.5 else percent
            share(d, lead, printed, "of the patients, most of them early in the series.", words, concept, category, n)
    if dice.random() < 0.5:
        low = Decimal(dice.randint(60, 140)) / 10
        d.say(f"Median survival was {low + 4} months (95% CI {low}–{low + 9}).")
        d.finds(f"{low + 4} months (95% CI {low}–{low + 9})", "survival", "survival", "median", concept="overall_survival", value=low + 4, unit="months", ci=Interval(low, low + 9, Decimal(95)))  # noqa: E501
    for years in (1, 2, 5):
        if dice.random() < 0.3:
            rate = dice.randint(20, 95)
            d.say(f"Survival at {years} years was {rate}%.")
            d.finds(f"{rate}%", "survival", "survival", concept="overall_survival", value=Decimal(rate), unit="%", time=Time(Decimal(years), "year"))  # noqa: E501
    d.say(f"Follow-up lasted {dice.randint(6, 90)} months.")
    d.finds(d.text.split()[-2] + " months", "follow-up", "follow_up", "mean", concept="follow_up", value=Decimal(d.text.split()[-2]), unit="months")  # noqa: E501
    return d.study()
