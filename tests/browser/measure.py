"""How fast the evidence table is in Chromium: ``python -m tests.browser.measure [STUDIES ...]``.

Weighs the page and times it for 20, 200 and 1,000 invented studies that report 150 outcomes: the first paint, loading,
sorting by an outcome, filtering by a word, each from the reader's act until the page stands still again, and the median
of five fresh pages. Milliseconds of this machine; compare them with those of another day, not of another machine.
"""

from __future__ import annotations

import argparse
import gzip
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from extractor.model import Concept, Study
from extractor.render import render
from tests.browser.chromium import started
from tests.drawn import FAMILIES, Draft

STUDIES, OUTCOMES, REPORTED, TIMES = (20, 200, 1000), 150, (8, 30), 5
SORT = "thead th[data-c] button, thead th:not(.study):not(.n) button"  # the button of a column that is shown
FILTER = "input[type=search]"

PAINTED = """new Promise(painted => new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint")
  .forEach(it => painted(it.startTime))).observe({ type: "paint", buffered: true }))"""

# Resolves with the milliseconds from the act to the frame after the last change it made to the page.
SETTLED = """([act, what]) => new Promise(settled => {
  const start = performance.now();
  let last = start, changed = false;
  new MutationObserver(() => { changed = true })
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const frame = () => {
    const now = performance.now();
    if (changed) { changed = false; last = now }
    if (now - Math.max(last, start) > 250) settled(last - start); else requestAnimationFrame(frame);
  };
  const box = [...document.querySelectorAll(what)].find(found => found.offsetParent);
  if (act === "click") box.click();
  else { box.value = act; box.dispatchEvent(new Event("input", { bubbles: true })) }
  requestAnimationFrame(frame);
})"""


def concepts(count: int = OUTCOMES) -> tuple[Concept, ...]:
    """Return invented outcomes, spread over the categories."""
    kinds = ("complication", "functional_outcome", "pain", "mortality", "local_control", "presentation")
    return tuple(Concept(f"outcome_{k:03}", f"Invented outcome {k}", kinds[k % len(kinds)], ()) for k in range(count))


def studies(count: int, seed: int = 3) -> list[Study]:
    """Return invented studies that report 8 to 30 of the outcomes each, the first ones often, the last ones seldom."""
    dice, known = random.Random(seed), concepts()
    weights = [1 / (k + 5) for k in range(len(known))]
    return [study(dice, number, known, weights) for number in range(count)]


def study(dice: random.Random, number: int, known: tuple[Concept, ...], weights: list[float]) -> Study:
    """Return one of them, each outcome a sentence."""
    family, year, n = FAMILIES[number % len(FAMILIES)], dice.randint(1996, 2025), dice.randint(20, 400)
    design = dice.choice(["retrospective", "retrospective", "prospective", "randomised", None])
    d = Draft(f"{family.lower()}-{year}-{number}", authors=(f"{family} J",), year=year, design=design)
    d.title = f"Outcomes of surgery in {n} patients: a series from centre {number}"
    d.say(d.title, "title", "title").say(f"We operated on {n} consecutive patients.", "methods").counts(str(n))
    told = list(dict.fromkeys(dice.choices(known, weights, k=dice.randint(*REPORTED))))
    for concept in told:
        k = dice.randint(0, n)
        printed = f"{k} ({100 * k / n:.1f}%)" if dice.random() < 0.6 else f"{100 * k / n:.1f}%"
        d.share(concept.id, f"{concept.label} was seen in {{}} of the patients.", printed, n)
    made = d.study()
    found = (replace(f, concept=c.id, category=c.category) for f, c in zip(made.findings, told, strict=True))
    return replace(made, findings=tuple(found))


def opened(browser: Browser, page: Path) -> Page:
    """Open the page in a window of its own, without anything from a former visit."""
    window = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    window.set_default_timeout(120_000)
    window.goto(page.as_uri())
    return window


def timed(browser: Browser, page: Path) -> dict[str, float]:
    """Return milliseconds of one visit: first paint, loaded, sort, sort again, filter, filter taken back."""
    window = opened(browser, page)
    times = {
        "first paint": window.evaluate(PAINTED),
        "loaded": window.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"),
        "sort": window.evaluate(SETTLED, ["click", SORT]),
        "sort again": window.evaluate(SETTLED, ["click", SORT]),
        "filter": window.evaluate(SETTLED, ["Sato", FILTER]),
        "unfilter": window.evaluate(SETTLED, ["", FILTER]),
    }
    window.context.close()
    return times


def main() -> None:
    """Print a table, a line for each number of studies."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    ask.add_argument("studies", nargs="*", type=int, default=STUDIES, help="how many studies")
    ask.add_argument("--keep", type=Path, help="write the reports into this folder, to look at")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as made, started() as browser:
        for number, count in enumerate(asked.studies):
            start = time.perf_counter()
            page = render(
                studies(count), concepts(), [], (asked.keep or Path(made)) / str(count), title=f"{count} studies"
            )
            seconds, bytes_ = time.perf_counter() - start, page.read_bytes()
            visits = [timed(browser, page) for _ in range(TIMES)]
            columns = {
                "studies": f"{count}",
                "written": f"{seconds:.1f} s",
                "index.html": f"{len(bytes_) / 1e6:.2f} MB",
                "gzipped": f"{len(gzip.compress(bytes_)) / 1e6:.2f} MB",
                **{name: f"{median(visit[name] for visit in visits):.0f} ms" for name in visits[0]},
            }
            if number == 0:
                print("| " + " | ".join(columns) + " |\n|" + " --: |" * len(columns))
            print("| " + " | ".join(columns.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
