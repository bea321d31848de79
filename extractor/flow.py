"""The whole tool on one page: read -> segment -> recognise -> link -> check -> store -> render.

:func:`study_of` is the chain for one document and knows nothing of files and databases;
:func:`extract` is what ``make extract`` does with a folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from extractor import __version__, export
from extractor.changes import MARK, by_file, edition, fingerprint, mark, named_apart, unchanged
from extractor.check import check
from extractor.keeping import Keeper, tidy
from extractor.language import Language
from extractor.learned import Learned
from extractor.link import link
from extractor.link.weigh import BOTH, Weights
from extractor.model import Document, Rules, Study
from extractor.read import documents_in
from extractor.read.options import DEFAULT, Options
from extractor.readings import File, Reading, StudyOf, readings
from extractor.recognise import recognise
from extractor.render import render
from extractor.render.statement import Versions
from extractor.rooms import HERE
from extractor.rules import load
from extractor.segment import segment
from extractor.store import Problem, Store

TITLE = "Evidence table"
# beside the pages: what is written, and in which format
FILES = {
    "evidence.jsonl": "jsonl", "evidence.csv": "csv", "evidence.xlsx": "xlsx", "studies.bib": "bibtex",
    "metafor": "escalc",
}  # fmt: skip
APART = "--no-merge"
TOTALS = """
WITH leading AS (SELECT id FROM documents WHERE merged_into IS NULL)
SELECT (SELECT count(*) FROM documents) AS documents,
       (SELECT count(*) FROM leading) AS studies,
       (SELECT count(*) FROM overlaps) AS overlaps,
       (SELECT count(*) FROM findings WHERE document_id IN leading) AS findings,
       (SELECT count(DISTINCT coalesce(finding_id, id)) FROM checks
        WHERE verdict = 'inconsistent' AND document_id IN leading) AS contradictions,
       (SELECT coalesce(sum(accounted), 0) FROM documents WHERE id IN leading) AS accounted,
       (SELECT coalesce(sum(numbers), 0) FROM documents WHERE id IN leading) AS numbers
"""


# ------------------------------------------------------------------ one document


def study_of(
    document: Document,
    language: Language,
    rules: Rules,
    *,
    learned: Learned | None = None,
    weights: Weights = BOTH,
    at: Callable[[str], object] = lambda stage: None,
) -> Study:
    """Return everything the tool can say of a document.

    Args:
        document: As ``read`` gives it.
        language: The pipeline; make it once and use it for all documents.
        rules: What counts as evidence.
        learned: The shipped reader, or None for rules alone.
        weights: How much the rules and the reader count where both have a say.
        at: Told the name of each stage before it begins.
    """
    at("language")
    annotation = language.annotate(document.text, document.regions)
    at("segment")
    sentences = segment(document, annotation.sentences)
    at("recognise")
    numbers = recognise(document, rules)
    at("learned")
    heard = learned.read(document.text, document.regions, annotation.sentences, numbers) if learned else None
    at("link")
    study = link(document, sentences, numbers, annotation, rules, heard, weights)
    at("check")
    return check(study, rules.concepts)


def chain(folders: Sequence[Path] = (), model: str | None = None, weights: Weights = BOTH) -> StudyOf:
    """Return :func:`study_of` with the packaged rules and those of *folders*.

    Args:
        folders: Of rules.
        model: ``None`` for the shipped reader, ``"none"`` for rules alone, or an installed spaCy pipeline whose
            entities join the reader's mentions.
        weights: How much rules and reader count.
    """
    rules = load(*folders)
    learned = None if model == "none" else Learned()
    language = Language(rules, None if model == "none" else model)
    return partial(study_of, language=language, rules=rules, learned=learned, weights=weights)


# ------------------------------------------------------------------ a folder


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, and what the database holds after it."""

    read: int  # documents
    unchanged: int  # files
    problems: tuple[Problem, ...]  # of the files of this run
    vanished: tuple[str, ...]  # documents whose file is gone; kept, unless pruned
    pruned: bool
    documents: int
    studies: int  # the documents that are one paper count as one
    overlaps: int  # pairs of studies that may share patients
    findings: int
    contradictions: int  # values that do not fit
    accounted: int  # printed numbers that were captured or set aside
    numbers: int  # printed
    seconds: float
    page: Path


def extract(
    paths: Sequence[Path],
    *,
    db: Path,
    out: Path,
    rules: Sequence[Path] = (),
    model: str | None = None,
    prune: bool = False,
    merge: bool = True,
    jobs: int = 1,
    options: Options = DEFAULT,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Summary:
    """Bring the database and the pages up to date with the files in *paths*.

    A file that has not changed since the same rules, model and code read it is not read again.

    Args:
        paths: Files and folders.
        db: The database; made when missing.
        out: The folder of pages.
        rules: Folders of rules beside the packaged ones.
        model: An installed spaCy pipeline whose entities join the packaged recogniser's.
        prune: Forget the documents below *paths* whose file is gone.
        merge: Make one study of the documents that are the same paper; False takes that back.
        jobs: Worker processes; what comes out does not depend on it.
        options: What is read of a file, and the limits.
        progress: Told how many files are done, and of how many.

    Raises:
        EvidenceError: if a path, the rules, the model or the database cannot be used. A paper that cannot be read
            is a row in ``problems`` instead.
    """
    began = time.perf_counter()
    files, known = documents_in(paths), load(*rules)
    now = edition(known.version, model, options)
    with Store(db) as store:
        state, before, stumbled = by_file(store.state()), mark(db), store.problems()
        files = named_apart(files, state)
        todo = [file for file in files if not unchanged(file, state, now, options)]
        left = {str(path) for path, _ in files} - {str(path) for path, _ in todo}
        if {kept.rules for kept in state.values()} != {now.rules}:
            store.define(known.concepts)
        saved: set[str] = set()
        replaced: set[str] = set()  # what the files held before; one of several may have gone
        problems = [problem for problem in stumbled if problem.path in left]
        keeper, done = Keeper(store, now, stumbled), 0
        for one in readings(todo, partial(chain, tuple(rules), model), jobs=jobs, options=options):
            kept = keeper.keep(one)
            done += one.last
            saved |= {study.document.name for study in kept.studies}
            if kept.studies and (last := state.get(str(kept.path))):
                replaced |= set(last.names)
            problems += kept.problems
            progress(done, len(todo))
        vanished = tidy(store, paths, forget=replaced - saved, prune=prune)
        asked = [*map(str, paths), *([] if merge else [APART])]
        # what is told anew after a change, or after a run that was killed before it wrote its pages
        if mark(db) != before or not up_to_date(store, out) or store.asked().count(APART) == merge:
            store.regroup(merge=merge)
        counts = {"read": len(saved), "unchanged": len(left)}
        if mark(db) != before:
            store.run(
                tool=__version__,
                rules=now.rules,
                model=now.model,
                arguments=asked,
                counts=counts | {"failed": len({p.path for p in problems}), "vanished": len(vanished)},
                seconds=time.perf_counter() - began,
            )
        page = publish(store, out, known)
        columns, rows = store.query(TOTALS)
    return Summary(
        **counts,
        **dict(zip(columns, rows[0], strict=True)),
        problems=tuple(problems),
        vanished=vanished,
        pruned=prune,
        seconds=time.perf_counter() - began,
        page=page,
    )


def up_to_date(store: Store, out: Path) -> bool:
    """Tell whether the pages in *out* show just what *store* holds."""
    page, made_from = out / "index.html", out / MARK
    return page.exists() and made_from.exists() and made_from.read_text() == mark(store.path)


def publish(store: Store, out: Path, rules: Rules) -> Path:
    """Return the first page of what *store* holds; the pages are written unless they show just that already."""
    page, made_from = out / "index.html", out / MARK
    if up_to_date(store, out):
        return page
    out.mkdir(parents=True, exist_ok=True)
    made_from.unlink(missing_ok=True)  # a run that is killed here leaves pages that are known to be old
    studies, concepts, sources = tuple(store.studies()), store.concepts(), store.sources()
    decisions = store.decisions()
    for name, form in FILES.items():
        export.write(form, export.Content(studies, concepts, sources, decisions), out / name)
    leading = [study for study in studies if study.document.name in sources]
    render(
        leading, concepts, store.problems(), out,
        title=TITLE, rules=rules, sources=sources, overlaps=store.overlaps(), decisions=decisions,
        versions=versions(store),
    )  # fmt: skip
    made_from.write_text(mark(store.path))
    return page


# ------------------------------------------------------------------ without reading, without a database


def report(db: Path, out: Path, *, rules: Sequence[Path] = ()) -> Path:
    """Write the pages of a database into *out*, fresh; return the first."""
    with Store(db, create=False) as store:
        (out / MARK).unlink(missing_ok=True)
        return publish(store, out, load(*rules))


def versions(store: Store) -> Versions:
    """Return what read the documents of *store*; of the shipped reader a hash of its weights."""
    state = store.state().values()
    return Versions(
        rules=tuple(sorted({kept.rules for kept in state})),
        readers=tuple(sorted({kept.model for kept in state})),
        weights=fingerprint(HERE / "learned" / "weights"),
    )


def content(store: Store, *, reviewer: str | None = None) -> export.Content:
    """Return what *store* holds, for the export; studies come one at a time.

    Args:
        reviewer: For whom a file to fill in is made.
    """
    return export.Content(store.studies(), store.concepts(), store.sources(), store.decisions(), reviewer)


def studies_in(paths: Sequence[Path], *, rules: Sequence[Path] = (), model: str | None = None) -> Iterator[Reading]:
    """Yield what comes of each file in *paths*, without a database and one at a time.

    Raises:
        EvidenceError: if a path does not exist or a folder holds no candidate.
    """
    yield from readings(documents_in(paths), partial(chain, tuple(rules), model))


def records_of(
    files: Sequence[File], *, rules: Sequence[Path] = (), model: str | None = None
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the export records of *files* and what went wrong, without a database."""
    results = list(readings(files, partial(chain, tuple(rules), model)))
    records = [export.record(study) for one in results for study in one.studies]
    return records, [problem for one in results for problem in one.problems]
