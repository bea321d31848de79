"""An archive is read as a folder would be, and can neither write anywhere nor blow up."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import Unreadable
from extractor.model import Document
from extractor.read import read, read_each
from extractor.read.options import Options

RELIEF = b"We operated on 43 patients. Pain relief was achieved in 24 of 43 patients (55.8%).\n"


def zipped(members: Mapping[str, bytes | zipfile.ZipInfo], file: Path) -> Path:
    """Write an archive of *members*, packed."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                archive.writestr(content, b"/etc/passwd")
    return file


def tarred(members: Mapping[str, bytes | tarfile.TarInfo], file: Path) -> Path:
    """Write a .tar.gz of *members*."""
    with tarfile.open(file, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name) if isinstance(content, bytes) else content
            info.size = len(content) if isinstance(content, bytes) else 0
            archive.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return file


def link(name: str, kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def unix_link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_each_member_is_a_document_with_the_archive_in_its_path(tmp_path: Path, pack: Any) -> None:
    members = {"one/a.txt": RELIEF, "two/a.txt": RELIEF, "b.txt": RELIEF, "README.md": b"#", "__MACOSX/b.txt": b"x"}
    file = pack(members, tmp_path / "papers.zip")
    found = read(file, "papers")
    assert {it.name: it.path for it in found} == {
        "papers!one/a": f"{file}!one/a.txt",
        "papers!two/a": f"{file}!two/a.txt",
        "papers!b": f"{file}!b.txt",
    }
    assert {it.text.encode() for it in found} == {RELIEF}
    assert len({it.sha256 for it in found}) == 1, "the archive's: it tells whether to read the archive again"


def test_a_single_packed_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(RELIEF))
    (found,) = read(tmp_path / "a.txt.gz", "a")
    assert (found.name, found.path, found.text) == ("a!a", f"{tmp_path / 'a.txt.gz'}!a.txt", RELIEF.decode())


@pytest.mark.parametrize("name", ["../b.txt", "one/../../b.txt", "/b.txt", "C:/b.txt", "..\\b.txt"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_that_leads_out_of_the_archive_is_refused_and_the_rest_read(
    tmp_path: Path, pack: Any, name: str
) -> None:
    file = pack({name: RELIEF, "a.txt": RELIEF}, tmp_path / "x.zip")
    found = list(read_each(file, "x"))
    assert [it.name for it in found if isinstance(it, Document)] == ["x!a"]
    assert ["leads out of the archive" in it.message for it in found if isinstance(it, Unreadable)] == [True]
    assert sorted(it.name for it in tmp_path.iterdir()) == ["x.zip"]


@pytest.mark.parametrize(
    ("pack", "member"),
    [
        pytest.param(tarred, link("l.txt", tarfile.SYMTYPE), id="symbolic link"),
        pytest.param(tarred, link("l.txt", tarfile.LNKTYPE), id="hard link"),
        pytest.param(tarred, link("l.txt", tarfile.CHRTYPE), id="device"),
        pytest.param(tarred, link("l.txt", tarfile.FIFOTYPE), id="pipe"),
        pytest.param(zipped, unix_link("l.txt"), id="link in a ZIP"),
    ],
)
def test_links_and_devices_are_refused(tmp_path: Path, pack: Any, member: Any) -> None:
    found = list(read_each(pack({"l.txt": member, "a.txt": RELIEF}, tmp_path / "x.zip"), "x"))
    assert [it.message for it in found if isinstance(it, Unreadable)] == ["is a link or a device, not a file"]
    assert [it.name for it in found if isinstance(it, Document)] == ["x!a"]


def test_an_archive_in_an_archive_is_refused_by_its_path(tmp_path: Path) -> None:
    inner = zipped({"a.txt": RELIEF}, tmp_path / "inner.zip").read_bytes()
    found = list(read_each(zipped({"inner.zip": inner, "a.txt": RELIEF}, tmp_path / "x.zip"), "x"))
    assert [str(it) for it in found if isinstance(it, Unreadable)] == [
        f"{tmp_path / 'x.zip'}!inner.zip: is an archive in an archive; unpack it and name the folder"
    ]


def bomb(size: int, file: Path) -> Path:
    return zipped({"a.txt": b"\0" * size}, file)


def lying(file: Path) -> Path:
    """Write a ZIP whose list of members says one byte where there are ten million."""
    data = bytearray(bomb(10_000_000, file).read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + place
        data[at : at + 4] = (1).to_bytes(4, "little")
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("make", "options", "says"),
    [
        pytest.param(lambda file: bomb(20_000_000, file), Options(), "1000 times its size", id="zip bomb"),
        pytest.param(
            lambda file: tarred({"a.txt": b"\0" * 20_000_000}, file), Options(), "1000 times its size", id="tar bomb"
        ),
        pytest.param(lying, Options(), "is damaged", id="a size that lies"),
        pytest.param(
            lambda file: zipped({f"{n}.txt": RELIEF for n in range(9)}, file), Options(max_records=8),
            "more than 8 members", id="too many members",
        ),
        pytest.param(
            lambda file: zipped({"a.txt": RELIEF}, file),
            Options(max_unpacked=10),
            "more than --max-unpacked",
            id="limit",
        ),
        pytest.param(lambda file: zipped({"README.md": b"#"}, file), Options(), "holds no papers", id="no papers"),
        pytest.param(
            lambda file: file.write_bytes(b"no archive" * 99) and file, Options(), "is no ZIP", id="only its name"
        ),
        pytest.param(lambda file: zipped({}, file), Options(), "holds no papers", id="no members"),
    ],
)  # fmt: skip
def test_what_is_no_honest_archive_is_one_line(tmp_path: Path, make: Any, options: Options, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        list(read_each(make(tmp_path / "x.zip"), "x", options))


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_cut_off_archive_is_one_line(tmp_path: Path, pack: Any, part: float) -> None:
    file = pack({f"{n}.txt": RELIEF * n for n in range(1, 30)}, tmp_path / "x.zip")
    data = file.read_bytes()
    file.write_bytes(data[: int(part * len(data))])
    with pytest.raises(Unreadable):
        list(read_each(file, "x"))


def test_a_member_that_cannot_be_read_costs_itself_only(tmp_path: Path) -> None:
    members = {"a.txt": RELIEF, "b.pdf": b"%PDF-1.4 broken", "c.txt": b"", "d.odt": b"?"}
    found = list(read_each(zipped(members, tmp_path / "x.zip"), "x"))
    assert [it.name for it in found if isinstance(it, Document)] == ["x!a"]
    assert [it.path.rpartition("!")[2] for it in found if isinstance(it, Unreadable)] == ["b.pdf", "c.txt", "d.odt"]
