"""A wall-clock limit for one document, so that a parser that stalls costs that document only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stalled(BaseException):
    """The time is up. Not an ``Exception``: the PDF parser's own ``except Exception`` must not swallow it."""


@contextmanager
def wall_clock(seconds: float) -> Iterator[None]:
    """Raise :class:`Stalled` inside the block once *seconds* have passed.

    Uses the alarm signal, so it works in the main thread of a POSIX process (worker processes have
    one each) and does nothing elsewhere; a C library that never returns to Python is not interrupted.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stalled

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
