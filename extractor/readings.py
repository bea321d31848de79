"""What comes of each file: its studies, or what stood in the way. In this process or in several, in the same order."""

from __future__ import annotations

import copyreg
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from extractor.errors import EvidenceError, Unreadable, fault
from extractor.model import Document, Study
from extractor.read import kind_of, read_each
from extractor.read.apart import Apart
from extractor.read.limit import Stalled, wall_clock
from extractor.read.options import DEFAULT, Options
from extractor.store import Problem

PATIENCE = 60.0  # seconds for one document once it is read
LONG = 20_000  # characters; a longer text has more time, in proportion
AT_ONCE = 50  # documents of one file that lie in memory at a time, and go to one worker
ALONE = (None, "txt", "pdf", "docx", "html", "jats")  # kinds of files that hold one paper
# a study comes back from its worker pickled, and Python does not know how to pickle a read-only dictionary
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
File = tuple[Path, str]  # where it is, and its document's name


class StudyOf(Protocol):
    """The chain from a document to its study; *at* is told the name of each stage before it begins."""

    def __call__(self, document: Document, *, at: Callable[[str], object]) -> Study: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file, or of a part of a file that holds many records."""

    path: Path
    studies: tuple[Study, ...] = ()
    problems: tuple[Problem, ...] = ()
    last: bool = True  # of its file


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in a file, or in a part of it, before anything is made of it."""

    path: Path
    found: tuple[Document | Unreadable, ...]
    last: bool = True


def readings(
    files: Sequence[File], chain: Callable[[], StudyOf], *, jobs: int = 1, options: Options = DEFAULT
) -> Iterator[Reading]:
    """Yield what came of each file, in the order given, whatever the number of *jobs*.

    Args:
        files: What to read.
        chain: Makes the chain: once here, or once in each worker process (then it must be picklable).
        jobs: How many worker processes; 1 works here.
        options: How to read.

    Raises:
        EvidenceError: if a worker process was killed.
    """
    if not files:
        return  # the chain is slow to make
    if jobs == 1:
        study_of = chain()
        with Apart[Document]() as apart:
            for file in files:
                for part in parts(file, apart, options):
                    yield reading(part, study_of)
        return
    yield from _shared_out(files, chain, jobs, options)


# ------------------------------------------------------------------ one file


def parts(file: File, apart: Apart[Document], options: Options) -> Iterator[Part]:
    """Yield what is found in a file; one of many records comes in parts, so that it never lies in memory whole.

    Whatever goes wrong with a file is an ``Unreadable`` of this file, never an exception.
    """
    path, name = file
    found: list[Document | Unreadable] = []
    try:
        # plain text needs no parser, and what nobody reads is refused without one
        parsed = kind_of(path, options) not in (None, "txt")
        for one in apart.read(path, name, options) if parsed else read_each(path, name, options):
            if len(found) == AT_ONCE:
                yield Part(path, tuple(found), last=False)
                found = []
            found.append(one)
    except Unreadable as error:
        found.append(error)
    except Exception as error:  # a fault of ours costs the user this file, not the run
        found.append(Unreadable(path, fault(error)))
    yield Part(path, tuple(found))


def reading(part: Part, study_of: StudyOf) -> Reading:
    """Return what came of a part of a file; what goes wrong with a document is a problem of this document."""
    studies, problems = [], []
    for document in part.found:
        if isinstance(document, Unreadable):
            problems.append(_problem(part.path, "read", document.path, document.message))
            continue
        stages = ["read"]
        try:
            patience = PATIENCE * max(1.0, len(document.text) / LONG)
            with wall_clock(patience):
                studies.append(study_of(document, at=stages.append))
        except Stalled:
            late = f"takes longer than {patience:.0f} s; cut {document.name} down to its abstract or leave it out"
            problems.append(_problem(part.path, stages[-1], document.path, late))
        except Exception as error:
            problems.append(_problem(part.path, stages[-1], document.path, fault(error)))
    return Reading(part.path, tuple(studies), tuple(problems), part.last)


def _problem(file: Path, stage: str, path: str, message: str) -> Problem:
    """Return a problem of *file*; one of a member of an archive names the member."""
    member = path.removeprefix(f"{file}!")
    return Problem(str(file), stage, message if member == path else f"{member} {message}")


# ------------------------------------------------------------------ several processes


def _shared_out(files: Sequence[File], chain: Callable[[], StudyOf], jobs: int, options: Options) -> Iterator[Reading]:
    """Yield the readings of the files, worked on by several processes.

    A file of one paper is parsed by the worker that gets it. A file of many records is parsed here and its parts are
    shared out; few of them wait at a time.
    """
    pool = ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(chain, options))
    waiting: deque[Future[list[Reading]]] = deque()
    try:
        with Apart[Document]() as apart:
            for task in _tasks(files, apart, options):
                waiting.append(pool.submit(_in_worker, task))
                if len(waiting) >= 4 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise EvidenceError("a worker process was killed, perhaps for want of memory; run with fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _tasks(files: Sequence[File], apart: Apart[Document], options: Options) -> Iterator[File | Part]:
    for file in files:
        try:
            alone = kind_of(file[0], options) in ALONE
        except Unreadable:
            alone = True  # reading it says why
        if alone:
            yield file
        else:
            yield from parts(file, apart, options)


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


_chain: StudyOf  # of this worker process, as the two below
_apart: Apart[Document]
_options: Options


def _prepare(chain: Callable[[], StudyOf], options: Options) -> None:
    global _chain, _apart, _options
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _chain, _apart, _options = chain(), Apart[Document](), options


def _in_worker(task: File | Part) -> list[Reading]:
    found = [task] if isinstance(task, Part) else parts(task, _apart, _options)
    return [reading(part, _chain) for part in found]
