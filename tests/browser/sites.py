"""The reports that the browser tests look at, each built once for them all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from extractor import flow
from extractor.model import Concept, Interval, Study, Time
from extractor.render import render
from tests.drawn import CONCEPTS, Draft, drawn

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "examples"
MANY = 200
# two arms, a contradiction, a median with its interval, a PDF: some of all that a page can show
FEW = ("mwangi-2015.txt", "nakagaki-2020.txt", "li-2010.txt", "brandao-2018.pdf")
SCRIPT = "<script>evil=1</script><img src=x onerror=evil=2>\"'`&</script></style>--><!--{{7*7}}"
ARABIC = "نتائج الجراحة في \u202e43\u202c مريضا"  # right to left, and a sign that turns the rest around
LONG = "Laminektomie" * 30
EVIL = {"script": SCRIPT, "turned": ARABIC, "long": LONG}


def examples(folder: Path) -> Path:
    """Read the example papers; return the folder of their report. PDFs, flags, arms: everything the tool can show."""
    flow.extract([EXAMPLES], db=folder / "evidence.sqlite", out=folder / "site")
    return folder / "site"


def few(folder: Path) -> Path:
    """Read four of the example papers; return the folder of their report."""
    flow.extract([EXAMPLES / name for name in FEW], db=folder / "evidence.sqlite", out=folder / "site")
    return folder / "site"


def many(folder: Path, count: int = MANY) -> Path:
    """Return the folder of a report of *count* invented studies."""
    render(drawn(count), CONCEPTS, [], folder / "site", title=f"{count} invented studies")
    return folder / "site"


def hostile(folder: Path) -> Path:
    """Return the folder of a report in which scripts, turned and endless words stand wherever a paper's words can."""
    concepts = [Concept(name, f"Label {evil}", "pain", (), "higher", share_of=evil) for name, evil in EVIL.items()]
    problems = [(f"{evil}.pdf", "read", evil) for evil in EVIL.values()]
    told = [_evil_study(name, evil) for name, evil in EVIL.items()]
    render([*drawn(3), *told], [*CONCEPTS, *concepts], problems, folder / "site", title=f"Report {SCRIPT}")
    return folder / "site"


def _evil_study(name: str, evil: str) -> Study:
    """Return a study whose every word is *evil*: names, sentences, arms, outcomes, reasons."""
    d = Draft(f"{name}-{evil[:40]}".replace("/", "_"), authors=(f"{evil[:60]} J",), year=2020)
    d.title, d.design = f"Title {evil}", evil
    d.say(f"Title {evil}", "title", "title").say(f"In 94 patients {evil} was seen.", "methods").counts("94")
    d.say("There were 40 and 54.").arm("a1", f"first {evil}", 40).arm("a2", f"second {evil}", 54)
    d.share("pain_relief", f"{evil} eased in {{}} of them.", "61 (64.9%)", 94, words=f"words {evil}")
    d.share("pain_relief", f"{evil} and in {{}} of the first.", "91.7%", 40, words=evil, arm="a1")
    d.share(name, f"{evil} was well in {{}}.", "50.0%", 94, words=evil)
    ci = Interval(Decimal("1.1"), Decimal("9.9"), Decimal(95))
    d.say(f"Median survival {evil} was 4.4 months (1.1–9.9).")
    d.finds(
        "overall_survival", "4.4 months (1.1–9.9)", "median", value=Decimal("4.4"), unit="months", ci=ci,
        time=Time(Decimal(2), "year"), words=evil,
    )  # fmt: skip
    d.say("94 again, and 95.").sets_aside("94", f"reason {evil}").misses("95").say(evil, "furniture", "furniture")
    made = d.study()
    known = {name: name}
    findings = tuple(
        replace(f, rule=evil, denominator_reason=evil, concept=f.concept or known.get(name)) for f in made.findings
    )
    checks = tuple(replace(check, reason=f"{check.reason} {evil}") for check in made.checks)
    return replace(made, findings=findings, checks=checks)


def kinds(site: Path) -> dict[str, Path]:
    """Return a page of every kind by its name: all at the top, and the fullest study and outcome page."""
    top = {path.stem: path for path in sorted(site.glob("*.html"))}
    fullest = {
        folder: max(sorted((site / folder).glob("*.html")), key=lambda path: path.stat().st_size)
        for folder in ("study", "outcome")
    }
    return top | fullest
