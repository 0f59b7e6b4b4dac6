import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cpm_desktop.storage.errors import UnsuitablePlace, UnwritableStore
from cpm_desktop.storage.placement import (
    StorePlace,
    find_file_system,
    find_synchroniser_in_name,
    find_usual_place,
    make_private_folder,
    refuse_unsuitable_folder,
)

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:25 / /home/sam/work rw - cifs //server/work rw
31 22 0:26 / /media/my\\040disk rw - vfat /dev/sdb1 rw
32 22 0:27 / /home/sam/far rw - fuse.sshfs sam@far: rw
"""


def test_the_usual_place_is_suitable_and_local() -> None:
    place = find_usual_place()
    refuse_unsuitable_folder(place.folder)
    assert "cpm-desktop" in place.folder.parts
    assert not place.exists()


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\sam\OneDrive\cpm", "OneDrive"),
        (r"C:\Users\sam\OneDrive - Borough of Fiction\Documents", "OneDrive"),
        (r"C:\Users\sam\Dropbox (Team)\x", "Dropbox"),
        (r"G:\My Drive\x", "Google Drive"),
        (r"C:\Users\sam\iCloudDrive", "iCloud"),
        ("/Users/sam/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/Users/sam/Library/CloudStorage/Any-One", "a cloud service"),
        ("/home/sam/Nextcloud/x", "Nextcloud"),
        ("/home/sam/ownCloud/x", "ownCloud"),
        (r"C:\Users\sam\SharePoint\Team", "SharePoint"),
        (r"G:\GoogleDrive\x", "Google Drive"),
        (r"C:\Users\sam\Google Drive", "Google Drive"),
        (r"C:\Users\sam\Box Sync", "Box"),
        ("/home/sam/pCloudDrive", "pCloud"),
        ("/home/sam/MEGAsync", "MEGA"),
        ("/home/sam/Syncthing", "Syncthing"),
    ],
)
def test_a_synchronised_folder_is_told_by_its_name(path: str, service: str) -> None:
    pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    assert find_synchroniser_in_name(pure) == f"{service} synchronises it"


@pytest.mark.parametrize(
    "path", [r"C:\Users\sam\AppData\Local\cpm-desktop", "/home/sam/.local/share/cpm-desktop"]
)
def test_an_ordinary_folder_is_not_taken_for_a_synchronised_one(path: str) -> None:
    pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
    assert find_synchroniser_in_name(pure) is None


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder", ".sync_journal.db"])
def test_a_synchronised_folder_is_told_by_its_mark(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    with pytest.raises(UnsuitablePlace) as refusal:
        refuse_unsuitable_folder(tmp_path / "deep" / "below")
    assert "not synchronised" in refusal.value.sentence


def test_a_folder_that_windows_redirects_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "documents"))
    with pytest.raises(UnsuitablePlace, match="OneDrive"):
        refuse_unsuitable_folder(tmp_path / "documents" / "cpm")
    refuse_unsuitable_folder(tmp_path / "elsewhere")


@pytest.mark.parametrize("share", ["//server/share/cpm", r"\\server\share\cpm"])
def test_a_share_is_refused(share: str) -> None:
    with pytest.raises(UnsuitablePlace, match="on the network"):
        refuse_unsuitable_folder(Path(share))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/sam", "ext4"),
        ("/home/sam/work/cpm", "cifs"),
        ("/home/sam/workshop", "ext4"),
        ("/home/sam/far", "fuse.sshfs"),
        ("/media/my disk/x", "vfat"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert find_file_system(PurePosixPath(path), MOUNTS) == kind


def test_mounts_that_cannot_be_read_say_nothing() -> None:
    assert find_file_system(PurePosixPath("/home"), "") is None
    assert find_file_system(PurePosixPath("/home"), "nonsense\n - \n") is None


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps access lists instead of modes")
def test_a_private_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b")
        (tmp_path / "chosen").mkdir(mode=0o755)
        make_private_folder(tmp_path / "chosen")
    finally:
        os.umask(before)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "chosen").stat().st_mode & 0o777 == 0o755, "it is not ours to close"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableStore):
        make_private_folder(tmp_path / "file" / "below")


def test_everything_of_a_store_lies_in_its_folder(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)
    for path in (
        place.database,
        place.keys.first,
        place.keys.second,
        place.lock,
        place.call,
        place.backups,
    ):
        assert path.is_relative_to(tmp_path)
    assert place.keys.first.parent == place.database.parent


def test_names_on_the_disk_stay_what_they_were_so_that_another_version_finds_them(tmp_path: Path) -> None:
    place = StorePlace(tmp_path)
    files = (place.database, place.keys.first, place.keys.second, place.set_up_mark)
    assert [path.relative_to(place.store).as_posix() for path in files] == [
        *("store.db", "store.keys", "store.keys.copy", "set-up-not-ended")
    ]
    beside = (place.store, place.previous, place.lock, place.call, place.backups, place.log)
    assert [path.relative_to(tmp_path).as_posix() for path in beside] == [
        *("store", "store.previous", "running.lock", "running.call", "backups", "events.jsonl")
    ]
    assert not place.exists()
    (tmp_path / "store.next-restore").mkdir()
    assert place.exists(), "a restoring was decided, and not carried out"
