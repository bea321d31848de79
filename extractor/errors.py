"""What a user can mend: one base class, and a message that says where, what, and what to do."""


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
