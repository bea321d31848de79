"""The four CSV files that RevMan imports: study information, study arms, study results, risk of bias.

The knowledge base (Source) says which files there are and what a row of each is; it lists no columns. Those come from

- programs that write such packages or read Cochrane's: the names of the files; in study information Study, Year and
  ``Char: Participants``; in study arms and study results every column, and the names of effect measures; in risk of
  bias Study, ``Domain (judgement): ...`` and ``Domain (support): ...``, as ``read.cdir`` of R's meta takes them;
- the pattern of these alone, not seen as written here: Data source, and ``Char:`` Methods, Interventions, Outcomes and
  Notes, which are the five headings of Cochrane's table of characteristics; the domains are those of its first
  risk-of-bias tool, in its words.

None of the four has been tried in RevMan itself.

What an abstract cannot tell stays empty, to be filled in by the reviewer: which intervention of the review an arm is,
and every judgement of risk of bias.

Source:
    Cochrane, RevMan Knowledge Base, "Data extraction templates" and "Populate study data": the four files, one row a
    study, an arm, a result; https://documentation.cochrane.org/revman-kb/data-extraction-templates-260702375.html
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.export.safe import harmless
from extractor.model import Arm, Concept, Derived, Finding, Study
from extractor.review.applied import Decisions, reviewed

INFORMATION = (
    "Study", "Year", "Data source", "Char: Methods", "Char: Participants", "Char: Interventions", "Char: Outcomes",
    "Char: Notes",
)  # fmt: skip
ARMS = ("Study", "Arm", "Description", "Intervention")
RESULTS = (
    "Study", "Outcome", "Data type", "Effect measure", "Arm", "Reference arm", "Sample size", "Cases", "Mean", "SD",
    "SE", "Variance", "CI level", "CI start", "CI end", "Exp mean", "Exp CI start", "Exp CI end", "t-test", "z-test",
    "P value", "Covariance method", "Covariance", "Other arm 1", "Other arm 2", "Correlation arm 1",
    "Correlation arm 2", "Correlation", "Other mean", "Other SE", "Other variance", "Other CI level",
    "Other CI start", "Other CI end", "Other exp mean", "Other exp CI start", "Other exp CI end", "Other t-test",
    "Other z-test", "Other P value", "Footnotes",
)  # fmt: skip
DOMAINS = (
    "Random sequence generation (selection bias)", "Allocation concealment (selection bias)",
    "Blinding of participants and personnel (performance bias)", "Blinding of outcome assessment (detection bias)",
    "Incomplete outcome data (attrition bias)", "Selective reporting (reporting bias)", "Other bias",
)  # fmt: skip
BIAS = ("Study", *(f"Domain ({part}): {domain}" for domain in DOMAINS for part in ("judgement", "support")))
EFFECTS = {"OR": "LOG_OR", "RR": "LOG_RR", "HR": "LOG_HR"}
WHOLE = "All patients"


def revman(
    studies: Iterable[Study], folder: Path, *, concepts: Sequence[Concept] = (), decisions: Decisions
) -> list[Path]:
    """Write the four files into *folder*, which is made; return them. Reviewers' decisions are applied.

    Args:
        studies: Those that lead.
        concepts: The outcomes, for their labels.
        decisions: What reviewers decided, by key.
    """
    from extractor.render.names import short_names  # the pages are slow to import, and most exports need none

    after = [reviewed(study, decisions, concepts).study for study in studies]
    names = short_names([study.document for study in after])
    labels = {concept.id: concept.label for concept in concepts}
    pairs = list(zip(names, after, strict=True))
    files = (
        ("study-information", INFORMATION, [information(name, study, labels) for name, study in pairs]),
        ("study-arms", ARMS, [row for name, study in pairs for row in arms(name, study)]),
        ("study-results", RESULTS, [row for name, study in pairs for row in results(name, study, labels)]),
        ("risk-of-bias", BIAS, [{"Study": name} for name in names]),
    )
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder / f"{name}.csv", columns, rows) for name, columns, rows in files]


def _written(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    # Excel, in which these files are looked at first, takes UTF-8 only with its mark
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return path


def information(name: str, study: Study, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of a study; what reads as a sentence is one of ours, not the paper's."""
    document, cohort = study.document, study.cohort
    found = dict.fromkeys(labels.get(f.concept or "", f.outcome) for f in study.findings if f.category != "cohort_size")
    notes = (document.title, document.journal, document.doi and f"doi:{document.doi}", "Read by a program.")
    return {
        "Study": name,
        "Year": document.year,
        "Char: Methods": f"{study.design.capitalize()} study" if study.design else None,
        "Char: Participants": f"{cohort.value} {cohort.unit}" if cohort else None,
        "Char: Interventions": "; ".join(_sized(arm) for arm in groups(study)) or None,
        "Char: Outcomes": "; ".join(found) or None,
        "Char: Notes": ". ".join(str(note).rstrip(".") for note in notes if note) + ".",
    }


def _sized(arm: Arm) -> str:
    return f"{arm.name} (n = {arm.n})" if arm.n is not None else arm.name


def groups(study: Study) -> list[Arm]:
    """Return the arms that are compared."""
    return [arm for arm in study.arms if arm.role != "whole"]


def arms(name: str, study: Study) -> Iterator[dict[str, Any]]:
    """Yield a row an arm; a study without arms has the one of all its patients."""
    if not groups(study) or any(arm_of(study, finding) is None for finding in study.findings):
        size = f"n = {study.cohort.value}" if study.cohort else None
        yield {"Study": name, "Arm": WHOLE, "Description": size}
    for arm in groups(study):
        yield {"Study": name, "Arm": arm.name, "Description": f"n = {arm.n}" if arm.n is not None else None}


def arm_of(study: Study, finding: Finding) -> Arm | None:
    """Return the arm of a finding; None for all patients."""
    return next((arm for arm in groups(study) if arm.id == finding.arm), None)


def results(name: str, study: Study, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield a row a result that RevMan has a place for: events of patients, means, ratios."""
    derived = {(it.finding, it.name): it for it in study.derived}
    for finding in study.findings:
        made = events(finding, derived) or mean(study, finding) or ratio(study, finding)
        if made and finding.operator == "=" and finding.category != "cohort_size":
            arm = arm_of(study, finding)
            at = f" at {finding.time.value} {finding.time.unit}" if finding.time else ""
            own = {"Study": name, "Outcome": labels.get(finding.concept or "", finding.outcome) + at}
            notes = (*made.pop("notes", ()), f"“{' '.join(finding.quote.split())}”")
            yield own | {"Arm": arm.name if arm else WHOLE} | made | {"Footnotes": "; ".join(notes)}


def events(finding: Finding, derived: Mapping[tuple[str, str], Derived]) -> dict[str, Any] | None:
    """Return events of patients; a count that had to be worked out says so."""
    if finding.measure not in ("proportion", "count") or not finding.denominator:
        return None
    count: Decimal | int | None = finding.numerator
    if count is None and finding.measure == "count":
        count = finding.value
    found = derived.get((finding.id, "numerator"))
    worked_out = count is None and found is not None and found.value is not None
    count = found.value if worked_out and found else count
    if count is None or count > finding.denominator:
        return None
    note = "the number of cases was worked out from the percentage"
    sizes = {"Sample size": finding.denominator, "Cases": int(count)}
    return {"Data type": "Dichotomous", **sizes, "notes": (note,) if worked_out else ()}


def mean(study: Study, finding: Finding) -> dict[str, Any] | None:
    """Return a mean with what is printed of its spread; ± that is not said to be SD or SE stays out."""
    if finding.measure != "mean" or finding.value is None:
        return None
    arm, ci = arm_of(study, finding), finding.ci
    size = finding.denominator or (arm.n if arm else study.cohort.value if study.cohort else None)
    ends = {"CI level": ci.level, "CI start": ci.low, "CI end": ci.high} if ci else {}
    spread = {"Mean": finding.value, "SD": finding.sd, "SE": finding.se, **ends}
    unit = (f"in {finding.unit}",) if finding.unit else ()
    return {"Data type": "Continuous", "Sample size": size, **spread, "notes": unit}


def ratio(study: Study, finding: Finding) -> dict[str, Any] | None:
    """Return a ratio on its own scale; which arm it is of is known where one is the control."""
    measure = EFFECTS.get(finding.unit or "")
    if finding.measure != "ratio" or measure is None or finding.value is None:
        return None
    treated = [arm for arm in groups(study) if arm.role == "intervention"]
    control = [arm for arm in groups(study) if arm.role == "control"]
    sides = (treated[0].name, control[0].name) if len(treated) == len(control) == 1 else (None, None)
    ci = finding.ci
    ends = {"CI level": ci.level, "Exp CI start": ci.low, "Exp CI end": ci.high} if ci else {}
    p = finding.p.value if finding.p and finding.p.operator == "=" else None
    return {
        "Data type": "Dichotomous", "Effect measure": measure, "Arm": sides[0], "Reference arm": sides[1],
        "Exp mean": finding.value, **ends, "P value": p,
        "notes": () if sides[0] else ("which arm is compared with which is for the reader to say",),
    }  # fmt: skip
