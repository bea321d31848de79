"""Read papers: the one door to the formats. Each format is a module with a :data:`Reader`.

A reader takes a path, the bytes that lie there, the document's name and the user's options, and gives the documents
one after the other; a part that cannot be read (a record, a member of an archive) is given as an ``Unreadable``
among them, and the rest is read all the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from extractor.errors import EvidenceError, Unreadable
from extractor.model import Document
from extractor.read import (
    archive,
    bibtex,
    docx,
    endnote,
    html,
    jats,
    medline,
    pdf,
    pubmed,
    refer,
    ris,
    table,
    txt,
    wos,
    xlsx,
)
from extractor.read.kind import SHOWN, kind
from extractor.read.options import DEFAULT, Options

Reader = Callable[[Path, bytes, str, Options], Iterable[Document | Unreadable]]

READERS: dict[str, Reader] = {
    "txt": txt.documents,
    "pdf": pdf.documents,
    "pubmed": pubmed.documents,
    "medline": medline.documents,
    "ris": ris.documents,
    "wos": wos.documents,
    "refer": refer.documents,
    "bibtex": bibtex.documents,
    "endnote": endnote.documents,
    "table": table.documents,
    "xlsx": xlsx.documents,
    "jats": jats.documents,
    "docx": docx.documents,
    "html": html.documents,
    "archive": archive.documents,
}
READ = ", ".join(SHOWN[found] for found in READERS if found in SHOWN)  # for messages
NOT_PAPERS = (".md", ".json", ".py")  # what lies beside papers in a folder
PACKED = (".tar", ".xml", ".nxml", ".txt", ".nbib", ".ris", ".bib", ".csv", ".tsv", ".html")  # before .gz
NOT_PAPERS_NAMED = ("readme", "license", "licence", "thumbs.db", "desktop.ini", "~$")


def read(path: Path, name: str, options: Options = DEFAULT) -> tuple[Document, ...]:
    """Return the documents in a file; :func:`read_each` also says which of its parts could not be read.

    Raises:
        Unreadable: If there is nothing to read in it; the message says what and what to do.
    """
    found = list(read_each(path, name, options))
    documents = tuple(it for it in found if isinstance(it, Document))
    if not documents:
        raise next((it for it in found if isinstance(it, Unreadable)), Unreadable(path, "holds no document"))
    return documents


def read_each(path: Path, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the documents in a file, and among them what is wrong with the parts that could not be read.

    Args:
        path: The file, as the user named it.
        name: What to call the document; the records of a file that holds several are ``name#1``, ``name#2`` ...
        options: What the user asked for, and the limits.

    Raises:
        Unreadable: If the file as a whole cannot be read.
    """
    yield from held(path, _content(path, options.max_bytes), name, options)


def held(path: Path, data: bytes, name: str, options: Options) -> Iterable[Document | Unreadable]:
    """Return what the bytes of a file, or of a member of an archive, hold; see :func:`read_each`."""
    if not data:
        raise Unreadable(path, "is empty")
    found = kind(data, path.name)
    if found not in READERS:
        raise Unreadable(path, f"{path.suffix or 'a file without suffix'} is not a kind we read yet ({READ})")
    return READERS[found](path, data, name, options)


def kind_of(path: Path, options: Options = DEFAULT) -> str | None:
    """Return the kind of a file, a key of :data:`READERS`; None when it is of no kind we read.

    Raises:
        Unreadable: If the file cannot be read at all.
    """
    found = kind(_content(path, options.max_bytes), path.name)
    return found if found in READERS else None


def _content(path: Path, largest: int) -> bytes:
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise Unreadable(path, "is a folder that cannot be listed; check its permissions (chmod u+rx)")
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(path, "is not a regular file (a pipe, a device or a socket)")
        if about.st_size > largest:
            size = about.st_size / 1024**2
            raise Unreadable(path, f"has {size:.0f} MB, more than the {largest // 1024**2} MB read from one file")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(path, _cause(error)) from error


def _cause(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file; check the spelling (or the link, if it is one)"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions (chmod u+r)"
    return f"cannot be read: {error.strerror or error}"


def sha256(path: Path, options: Options = DEFAULT) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        Unreadable: If the file cannot be read.
    """
    return hashlib.sha256(_content(path, options.max_bytes)).hexdigest()


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
    return [(file, name) for file, name in sorted(named(below).items(), key=lambda item: item[0].as_posix())]


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
    return beside(file.name)


def beside(name: str) -> bool:
    """Tell whether a file of this name lies beside papers and is none."""
    return name.lower().startswith((".", *NOT_PAPERS_NAMED)) or name.lower().endswith(NOT_PAPERS)


def named(below: Mapping[Path, Path]) -> dict[Path, str]:
    """Return a name for each file: the shortest of stem, path without suffix, path, full path that is its own.

    Args:
        below: Each file, and its path below the folder or in the archive where it lies.
    """
    forms: list[Callable[[Path], str]] = [
        lambda file: _stem(file).name,
        lambda file: _stem(below[file]).as_posix(),
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


def _stem(file: Path) -> Path:
    """Return *file* without its suffix; ``.xml.gz`` and ``.tar.gz`` are one."""
    bare = file.with_suffix("")
    return bare.with_suffix("") if file.suffix.lower() == ".gz" and bare.suffix.lower() in PACKED else bare
