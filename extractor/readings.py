"""What comes of each file: its studies, or what stood in the way. In this process or in several, in the same order."""

from __future__ import annotations

import copyreg
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from extractor.errors import EvidenceError, Unreadable, fault
from extractor.model import Document, Study
from extractor.read import read
from extractor.read.limit import Stalled, wall_clock
from extractor.store import Problem

PATIENCE = 60.0  # seconds for one document once it is read
# a study comes back from its worker pickled, and Python does not know how to pickle a read-only dictionary
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
File = tuple[Path, str]  # where it is, and its document's name


class StudyOf(Protocol):
    """The chain from a document to its study; *at* is told the name of each stage before it begins."""

    def __call__(self, document: Document, *, at: Callable[[str], object]) -> Study: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file."""

    path: Path
    studies: tuple[Study, ...] = ()
    problems: tuple[Problem, ...] = ()


def reading(file: File, study_of: StudyOf) -> Reading:
    """Return what came of a file; whatever goes wrong with it is a problem of this file, never an exception."""
    path, name = file
    try:
        documents = read(path, name)
    except Unreadable as error:
        return Reading(path, problems=(Problem(str(path), "read", error.message),))
    except Exception as error:  # a fault of ours costs the user this file, not the run
        return Reading(path, problems=(Problem(str(path), "read", fault(error)),))
    studies, problems = [], []
    for document in documents:
        stages = ["read"]
        try:
            with wall_clock(PATIENCE):
                studies.append(study_of(document, at=stages.append))
        except Stalled:
            late = f"takes longer than {PATIENCE:.0f} s; cut {document.name} down to its abstract or leave it out"
            problems.append(Problem(str(path), stages[-1], late))
        except Exception as error:
            problems.append(Problem(str(path), stages[-1], fault(error)))
    return Reading(path, tuple(studies), tuple(problems))


def readings(files: Sequence[File], chain: Callable[[], StudyOf], *, jobs: int = 1) -> Iterator[Reading]:
    """Yield what came of each file, in the order given, whatever the number of *jobs*.

    Args:
        files: What to read.
        chain: Makes the chain: once here, or once in each worker process (then it must be picklable).
        jobs: How many worker processes; 1 reads here.

    Raises:
        EvidenceError: if a worker process was killed.
    """
    if not files:
        return  # the chain is slow to make
    if jobs == 1:
        study_of = chain()
        yield from (reading(file, study_of) for file in files)
        return
    pool = ProcessPoolExecutor(min(jobs, len(files)), initializer=_prepare, initargs=(chain,))
    try:
        yield from pool.map(_in_worker, files, chunksize=min(16, 1 + len(files) // (4 * jobs)))
    except BrokenProcessPool as error:
        raise EvidenceError("a worker process was killed, perhaps for want of memory; run with fewer --jobs") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _read_only(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


_chain: StudyOf  # of this worker process


def _prepare(chain: Callable[[], StudyOf]) -> None:
    global _chain
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    _chain = chain()


def _in_worker(file: File) -> Reading:
    return reading(file, _chain)
