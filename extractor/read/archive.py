"""Read what lies in a .zip, a .tar.gz or a single packed file: each member as if it lay in a folder.

Nothing is unpacked to disk, so a member's name can lead nowhere; one that tries (``../``, an absolute path), a link,
a device and an archive within the archive are reported and passed over.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

from extractor.errors import Unreadable, fault
from extractor.model import Document
from extractor.read.kind import kind
from extractor.read.options import DEFAULT, Options

RATIO = 1000  # times its packed size; text packs to a tenth, an empty page of a bomb to a thousandth
BLOCK = 1 << 20  # bytes read at a time
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Content(Protocol):
    """What can be read block by block."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive."""

    name: str
    size: int  # bytes once unpacked, as the archive says
    fault: str  # why it is passed over; "" when it is read
    content: Callable[[], Content | None]


def documents(path: Path, data: bytes, name: str, options: Options = DEFAULT) -> Iterator[Document | Unreadable]:
    """Yield the documents of every member that is a paper, and why the others were passed over.

    A document's path is ``archive.zip!folder/member.txt``, its name ``archive!member``; its sha256 is the archive's.

    Raises:
        Unreadable: If it is damaged, encrypted or empty, or unpacks to more than the limits allow.
    """
    from extractor.read import named  # which lists this module among the readers

    sha256, left = hashlib.sha256(data).hexdigest(), _room(data, options)
    with _blamed(path), _members(path, data) as members:
        papers = _papers(path, members, left, options)
        names = named({Path(member.name): Path(member.name) for member in papers})
        for member in papers:
            content = _content(path, member, left)
            left -= len(content)
            for found in _held(path, member, content, f"{name}!{names[Path(member.name)]}", options):
                yield replace(found, sha256=sha256) if isinstance(found, Document) else found


def _held(path: Path, member: Member, content: bytes, name: str, options: Options) -> Iterator[Document | Unreadable]:
    """Yield what a member holds; one that cannot be read costs itself only."""
    from extractor.read import held

    place = Path(f"{path}!{member.name}")
    try:
        if member.fault:
            raise Unreadable(place, member.fault)
        if kind(content, member.name) == "archive":
            raise Unreadable(place, "is an archive in an archive; unpack it and name the folder")
        yield from held(place, content, name, options)
    except Unreadable as error:
        yield error
    except Exception as error:  # a fault of ours costs this member, not the archive
        yield Unreadable(place, fault(error))


# ------------------------------------------------------------------ members


def _papers(path: Path, members: Iterable[Member], left: int, options: Options) -> list[Member]:
    """Return the members that may be papers, in the order of the archive.

    Raises:
        Unreadable: If there is none, or there are far too many, or they are far too large.
    """
    from extractor.read import beside

    papers = []
    for number, member in enumerate(members):
        left -= member.size
        if left < 0:
            raise Unreadable(path, f"unpacks to more than --max-unpacked, or to {RATIO} times its size; leave it out")
        if number == options.max_records:
            raise Unreadable(path, f"holds more than {number:,} members; split it or raise --max-records")
        aside = beside(PurePosixPath(member.name).name) or member.name.startswith("__MACOSX/")
        if member.fault or not aside:
            papers.append(member)
    if not papers:
        raise Unreadable(path, "holds no papers")
    return papers


def _room(data: bytes, options: Options) -> int:
    return min(options.max_unpacked, max(RATIO * len(data), BLOCK))


def _content(path: Path, member: Member, left: int) -> bytes:
    """Return a member's bytes, counted as they come: what the archive says of their number may be a lie."""
    blocks: list[bytes] = []
    opened = None if member.fault else member.content()
    while opened and (block := opened.read(BLOCK)):
        blocks.append(block)
        left -= len(block)
        if left < 0:
            raise Unreadable(path, f"unpacks to more than --max-unpacked, or {RATIO} times its size, at {member.name}")
    return b"".join(blocks)


@contextmanager
def _members(path: Path, data: bytes) -> Iterator[Iterator[Member]]:
    """Give the files in an archive: those of a ZIP, of a tar, or the one that was packed."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            yield (
                Member(it.filename, it.file_size, _fault(it.filename) or _kind(it), partial(zipped.open, it))
                for it in zipped.infolist()
                if not it.is_dir()
            )
    elif data.startswith(b"\x1f\x8b") and not _is_tar(data):
        yield iter([Member(path.stem, 0, "", lambda: gzip.GzipFile(fileobj=io.BytesIO(data)))])
    elif not tarfile.is_tarfile(io.BytesIO(data)):
        raise Unreadable(path, "is no ZIP, tar or gzip file, whatever its name says; download it again")
    else:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as tar:
            yield (
                Member(it.name, it.size, _fault(it.name) or other, partial(tar.extractfile, it))
                for it in tar
                if not it.isdir()
                for other in ["" if it.isreg() else "is a link or a device, not a file"]
            )


def _is_tar(data: bytes) -> bool:
    with gzip.open(io.BytesIO(data)) as unpacked:
        return unpacked.read(512)[257:262] == b"ustar"


def _kind(info: zipfile.ZipInfo) -> str:
    """Return why a member that is no plain file on Unix is passed over."""
    mode = (info.external_attr >> 16) & 0o170000
    return "" if mode in (0, 0o100000) else "is a link or a device, not a file"


def _fault(name: str) -> str:
    """Return why a member of this name is passed over."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or parts[0][1:2] == ":":
        return "has a name that leads out of the archive; pack it anew"
    return ""


@contextmanager
def _blamed(path: Path) -> Iterator[None]:
    """Turn what a damaged archive makes Python raise into one line about *path*."""
    try:
        yield
    except Unreadable:
        raise
    except BROKEN as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise Unreadable(path, f"is damaged ({said}); download it again") from error
    except RuntimeError as error:  # what zipfile raises for a member that asks for a password
        raise Unreadable(path, "is encrypted; unpack it with its password and name the folder") from error
