import errno
import os
from pathlib import Path

import pytest

from cpm_desktop.storage.errors import DamagedKeys, FullDisk, MissingKeys, UnwritableStore
from cpm_desktop.storage.key_files import KeyFiles
from cpm_desktop.storage.key_header import DerivationCost, write_header
from cpm_desktop.storage.keys import change_passphrase, make_keys

QUICK = DerivationCost(memory=64, passes=1, lanes=1)


@pytest.fixture
def files(tmp_path: Path) -> KeyFiles:
    return KeyFiles(tmp_path / "store.keys", tmp_path / "store.keys.copy")


def test_both_copies_are_written_and_private(files: KeyFiles) -> None:
    before = os.umask(0)
    try:
        files.write(make_keys("violet tram at noon", QUICK)[0])
    finally:
        os.umask(before)
    assert files.first.read_bytes() == files.second.read_bytes()
    assert sorted(path.name for path in files.first.parent.iterdir()) == ["store.keys", "store.keys.copy"]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in (files.first, files.second)} == {0o600}


@pytest.mark.parametrize("harm", [b"", b"{}", b"\0" * 900])
def test_one_damaged_copy_does_not_matter_and_is_mended(files: KeyFiles, harm: bytes) -> None:
    header = make_keys("violet tram at noon", QUICK)[0]
    for path in (files.first, files.second):
        files.write(header)
        path.write_bytes(harm)
        assert files.read() == header
        assert path.read_bytes() == harm, "reading writes nothing"
        files.mend()
        assert path.read_bytes() == write_header(header)
        path.unlink()
        assert files.read() == header


def test_of_two_whole_copies_the_newer_counts(files: KeyFiles) -> None:
    header, key, _ = make_keys("violet tram at noon", QUICK)
    newer = change_passphrase(header, key, "seven geese in a row", QUICK)
    files.write(header)
    files.second.write_bytes(write_header(newer))
    assert files.read() == newer
    files.mend()
    assert files.first.read_bytes() == files.second.read_bytes() == write_header(newer)


def test_two_damaged_copies_are_said_to_be_damaged(files: KeyFiles) -> None:
    files.first.write_bytes(b"")
    files.second.write_bytes(b"{")
    with pytest.raises(DamagedKeys) as damage:
        files.read()
    assert "key file" in damage.value.sentence


def test_missing_files_are_said_to_be_missing(files: KeyFiles) -> None:
    with pytest.raises(MissingKeys):
        files.read()


def test_a_folder_that_is_gone_is_told(files: KeyFiles, tmp_path: Path) -> None:
    gone = KeyFiles(tmp_path / "gone" / "store.keys", files.second)
    with pytest.raises(UnwritableStore):
        gone.write(make_keys("violet tram at noon", QUICK)[0])


def test_a_full_disk_leaves_the_former_header(files: KeyFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    header, key, _ = make_keys("violet tram at noon", QUICK)
    files.write(header)

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    changed = change_passphrase(header, key, "seven geese in a row", QUICK)
    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", refuse)
        with pytest.raises(FullDisk):
            files.write(changed)
    assert files.read() == header
    assert sorted(path.name for path in files.first.parent.iterdir()) == ["store.keys", "store.keys.copy"]
