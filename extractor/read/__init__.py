"""Read papers: the one door to the formats. Each format is a module with a :data:`Reader`."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extractor.errors import EvidenceError, Unreadable
from extractor.model import Document
from extractor.read import pdf, txt
from extractor.read.kind import READ, kind

Reader = Callable[[Path, bytes, str], tuple[Document, ...]]  # path, its bytes, the document's name

READERS: dict[str, Reader] = {"txt": txt.documents, "pdf": pdf.documents}
LARGEST = 50 * 1024 * 1024  # bytes
NOT_PAPERS = (".md", ".json", ".py")  # what lies beside papers in a folder
NOT_PAPERS_NAMED = ("readme", "license", "licence", "thumbs.db", "desktop.ini", "~$")


def read(path: Path, name: str) -> tuple[Document, ...]:
    """Return the documents in a file; most formats hold one.

    Args:
        path: The file, as the user named it.
        name: What to call the document.

    Raises:
        Unreadable: If there is nothing to read in it; the message says what and what to do.
    """
    data = _content(path)
    if not data:
        raise Unreadable(path, "is empty")
    found = kind(data, path.name)
    if found is None:
        raise Unreadable(path, f"{path.suffix or 'a file without suffix'} is not a kind we read yet ({READ})")
    return READERS[found](path, data, name)


def _content(path: Path) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Unreadable(path, "is a folder that cannot be listed; check its permissions (chmod u+rx)")
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(path, "is not a regular file (a pipe, a device or a socket)")
        if about.st_size > LARGEST:
            size = about.st_size / 1024**2
            raise Unreadable(path, f"has {size:.0f} MB, more than the {LARGEST // 1024**2} MB read from one file")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(path, _cause(error)) from error


def _cause(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the spelling (or the link, if it is one)"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions (chmod u+r)"
    return f"cannot be read: {error.strerror or error}"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        Unreadable: If the file cannot be read.
    """
    return hashlib.sha256(_content(path)).hexdigest()


def documents_in(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return every candidate file in the files and folders given, sorted, each with its document's name.

    The name is the file's stem; where two share a stem, the path below the folder given. A file of a
    kind we do not read is a candidate too, so that :func:`read` can say so; hidden files, READMEs,
    licences, ``.md``, ``.json`` and ``.py`` are not, unless they are named themselves.

    Raises:
        EvidenceError: If a path does not exist or a folder holds no candidate.
    """
    below: dict[Path, Path] = {}  # file -> its path below the folder given
    seen: set[Path] = set()
    for path in paths:
        for file in _candidates(path):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                below[file] = file.relative_to(path) if path.is_dir() and file != path else Path(file.name)
    return [(file, name) for file, name in sorted(_named(below).items(), key=lambda item: item[0].as_posix())]


def _candidates(path: Path) -> list[Path]:
    if not os.path.lexists(path):
        raise EvidenceError(f"{path}: no such file or folder")
    if not path.is_dir():
        return [path]
    found = sorted(file for file in _walk(path) if not _aside(path, file))
    if not found:
        raise EvidenceError(f"{path}: no documents in this folder ({READ})")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Yield every file below *folder*, and every folder that may not be listed."""
    locked: list[Path] = []
    # os.walk, because it reports a folder it may not list; Path.rglob passes over it in silence
    for root, folders, files in os.walk(folder, onerror=lambda error: locked.append(Path(error.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root) / name for name in files)
    yield from locked


def _aside(folder: Path, file: Path) -> bool:
    if file == folder:
        return False  # the folder given, which may not be listed
    name = file.name.lower()
    return name.startswith((".", *NOT_PAPERS_NAMED)) or name.endswith(NOT_PAPERS)


def _named(below: dict[Path, Path]) -> dict[Path, str]:
    """Return a name for each file: the shortest of stem, path without suffix, path, full path that is its own."""
    forms: list[Callable[[Path], str]] = [
        lambda file: file.stem,
        lambda file: below[file].with_suffix("").as_posix(),
        lambda file: below[file].as_posix(),
        lambda file: file.as_posix(),
    ]
    names: dict[Path, str] = {}
    left = sorted(below)
    for form in forms:
        taken = Counter(form(file) for file in left)
        taken.update(names.values())
        names |= {file: form(file) for file in left if taken[form(file)] == 1}
        left = [file for file in left if file not in names]
    return names
