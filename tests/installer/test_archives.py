"""The same folder gives the same archive, byte for byte, whenever and by whomever it is packed."""

import os
import tarfile
import zipfile
from pathlib import Path

from installer.archives import write_tarball, write_zip

NOON = 1_700_000_000


def make_folder(folder: Path, *, masked: int) -> Path:
    before = os.umask(masked)
    try:
        (folder / "inside").mkdir(parents=True)
        (folder / "inside" / "words.txt").write_text("kite", encoding="utf-8")
        (folder / "program").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "program").chmod(0o755 & ~masked)
        (folder / "link").symlink_to("program")
    finally:
        os.umask(before)
    return folder


def test_a_tarball_is_the_same_every_time(tmp_path: Path) -> None:
    for name, masked in (("one", 0o022), ("other", 0o077)):
        write_tarball(make_folder(tmp_path / name, masked=masked), tmp_path / f"{name}.tar.gz", "cpm", NOON)
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "other.tar.gz").read_bytes()
    with tarfile.open(tmp_path / "one.tar.gz") as tar:
        told = {entry.name: (entry.mode & 0o777, entry.linkname, entry.mtime) for entry in tar}
    assert told["cpm/program"] == (0o755, "", NOON)
    assert told["cpm/inside/words.txt"] == (0o644, "", NOON)
    assert told["cpm/link"][1] == "program"


def test_a_zip_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_zip(make_folder(tmp_path / name, masked=0o022), tmp_path / f"{name}.zip", "cpm", NOON)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.read("cpm/inside/words.txt") == b"kite"
