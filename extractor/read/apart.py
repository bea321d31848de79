"""Read files in a process of its own, which can be killed: a parser that stalls or dies costs one file, not the run.

The process is started for the first file that needs it and reads one after the other; after a death the next file
gets a new one. Plain text needs no parser and is read here.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from extractor.errors import Unreadable, fault
from extractor.read.options import Options

EachOf = Callable[[Path, str, Options], Iterator[object]]
Given = TypeVar("Given")  # what a reader yields: documents
READER = "extractor.read:read_each"
GRACE = 5.0  # seconds past the limit, in which a parser may still say itself that it is late
START = 30.0  # seconds the process may take to start, on a machine under load
MEMORY = 1536 * 1024 * 1024  # bytes; the longest paper of the samples needs a tenth
SAID = "import sys; sys.path[:] = sys.argv[4:]; from extractor.read.apart import serve; serve(*sys.argv[1:4])"


class Apart(Generic[Given]):
    """Gives what a reader yields for one file after the other; close it, or use it as a context.

    Args:
        reader: Where the function is that reads a file: ``module:name``. What it yields must be picklable.
    """

    def __init__(self, reader: str = READER) -> None:
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._asks: Connection
        self._answers: Connection

    def __enter__(self) -> Apart[Given]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._asks.close()
            self._answers.close()
            self._process = None

    def read(self, path: Path, name: str, options: Options) -> Iterator[Given | Unreadable]:
        """Yield what the reader yields; the last may say that it stalled, died or failed."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()
        self._asks.send((path, name, options))
        whole = False
        try:
            while True:
                found = self._next(path, options)
                if found is None:
                    whole = True
                    return
                yield found
                if isinstance(found, Stopped):
                    return
        finally:
            if not whole:  # killed, or nobody wants the rest
                self.close()

    def _next(self, path: Path, options: Options) -> Given | Unreadable | None:
        """Return what the process gives next; None at the end of the file."""
        late = options.seconds + GRACE
        try:
            if not self._answers.poll(late):
                said = f"held up its parser for {late:.0f} s; print it to a new PDF, split it, or raise --max-seconds"
                return Stopped(path, said)
            answer: Given | Unreadable | None = self._answers.recv()
            return answer
        except (EOFError, OSError):
            return Stopped(
                path, f"made its parser die ({self._end()}); save it anew in another program or leave it out"
            )

    def _start(self) -> None:
        asked, asks = os.pipe()
        answers, answered = os.pipe()
        command = [sys.executable, "-c", SAID, self._reader, str(asked), str(answered), *sys.path]
        self._process = subprocess.Popen(
            command, pass_fds=(asked, answered), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(asked)
        os.close(answered)
        self._asks, self._answers = Connection(asks, readable=False), Connection(answers, writable=False)
        if not self._answers.poll(START) or self._answers.recv() != READY:
            self.close()
            raise RuntimeError("the process that parses files does not start")

    def _end(self) -> str:
        """Return how the process ended: "SIGSEGV", "status 3"."""
        assert self._process is not None
        try:
            status = self._process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            return "no answer"
        return signal.Signals(-status).name if status < 0 else f"status {status}"


class Stopped(Unreadable):
    """The process is of no more use."""


# ------------------------------------------------------------------ in the process

READY = "ready"


def serve(reader: str, asked: str, answered: str) -> None:
    """Read the files that are asked for until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    module, _, name = reader.partition(":")
    read: EachOf = getattr(import_module(module), name)
    asks, answers = Connection(int(asked), writable=False), Connection(int(answered), readable=False)
    _limit_memory()
    answers.send(READY)
    while True:
        try:
            path, called, options = asks.recv()
        except EOFError:
            return
        try:
            _limit_orphan(options)
            for found in read(path, called, options):
                answers.send(found)
                _limit_orphan(options)
        except BrokenPipeError:
            return
        except Unreadable as error:
            answers.send(error)
        except MemoryError:
            answers.send(Unreadable(path, f"needs more than {MEMORY / 1e9:.1f} GB of memory; split it or leave it out"))
        except Exception as error:  # a fault of ours costs the user this file, not the run
            answers.send(Unreadable(path, fault(error)))
        answers.send(None)


def _limit_memory() -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    except (ValueError, OSError):
        return  # macOS knows the limit and does not keep it


def _limit_orphan(options: Options) -> None:
    """Let the process die after this much computing: nobody kills it when its parent was killed first."""
    signal.setitimer(signal.ITIMER_PROF, 2 * (options.seconds + GRACE))
