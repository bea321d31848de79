"""What a user can mend: one base class, and a message that says where, what, and what to do."""

from __future__ import annotations

from pathlib import Path


class EvidenceError(Exception):
    """Something the user can mend; ``str(error)`` is the one line to show them."""


class Unreadable(EvidenceError):
    """A document that could not be read; the run goes on without it.

    Args:
        path: The file, as the user named it.
        message: What is wrong and what to do about it, without the path.
    """

    def __init__(self, path: object, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = str(path)
        self.message = message

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        """Say how to make it anew: Python would call it with the whole line when it comes from another process."""
        return Unreadable, (self.path, self.message)


def fault(error: Exception) -> str:
    """Return one line for a mistake of the tool, with the place a maintainer asks for."""
    at, trace = "", error.__traceback__
    while trace is not None:
        at = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    said = " ".join(str(error).split())[:200]
    return f"a fault of the tool, please report it with this file: {type(error).__name__}{at}: {said}"
