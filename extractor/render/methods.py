"""The page that says how the numbers came about, and what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from extractor.check.names import asked
from extractor.model import Concept, Rules
from extractor.render.column import GROUPS, ORDER
from extractor.render.paper import Paper
from extractor.render.statement import kept, measured_version

TOOL = "evidence-extractor"


def methods(
    papers: Sequence[Paper],
    concepts: Sequence[Concept],
    problems: Sequence[tuple[str, str, str]],
    rules: Rules | None,
) -> dict[str, object]:
    """Return what the page shows."""
    says = {rule.id: rule.says for rule in rules.rules} if rules else {}
    used = Counter(f.rule for p in papers for f in p.study.findings)
    checks = Counter((c.name, c.verdict) for p in papers for c in p.study.checks)
    return {
        "tool": TOOL,
        "version": tool_version(),
        "rules_version": rules.version if rules else "",
        "rules": [(rule, times, says.get(rule, "")) for rule, times in by_number(used)],
        "checks": [
            (
                asked(name),
                name,
                *(checks[name, verdict] for verdict in ("consistent", "inconsistent", "unchecked")),
            )
            for name in sorted({name for name, _ in checks})
        ],
        "aside": by_number(Counter(s.reason for p in papers for s in p.study.set_aside)),
        "unread": len({path for path, _, _ in problems}),
        "measured": kept()["sets"],
        "measured_version": measured_version(),
        "warnings": [(p, warning) for p in papers for warning in p.study.document.warnings],
        "vocabulary": vocabulary(papers, concepts),
        "read": Counter(p.study.document.format for p in papers).most_common(),
    }


def by_number(counted: Counter[str]) -> list[tuple[str, int]]:
    """Return what was counted, the commonest first, then by name."""
    return sorted(counted.items(), key=lambda c: (-c[1], c[0]))


def vocabulary(papers: Sequence[Paper], concepts: Sequence[Concept]) -> list[tuple[str, list[tuple[Concept, int]]]]:
    """Return the outcomes this report knows, by group, with how often each was found."""
    found = Counter(f.concept for p in papers for f in p.study.findings)
    groups: Mapping[str, list[tuple[Concept, int]]] = {group: [] for group in ORDER}
    for concept in sorted(concepts, key=lambda c: c.label.casefold()):
        groups[GROUPS.get(concept.category, "Other")].append((concept, found[concept.id]))
    return [(group, listed) for group, listed in groups.items() if listed]


def tool_version() -> str:
    """Return this tool's version; empty in a bare checkout nobody installed."""
    try:
        return version(TOOL)
    except PackageNotFoundError:
        return ""
