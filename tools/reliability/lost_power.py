"""A disk as it stands after power was lost: what was not yet asked to be on it is dropped, reordered and torn."""

import random
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tools.reliability.disk_shim import Change

_SECTOR = 512  # bytes that a disk writes wholly or not at all


@dataclass(eq=False)
class File:
    """A file: what is on the disk for certain, and what was done to it since."""

    certain: bytes = b""
    since: list[Change] = field(default_factory=list)

    def make_certain(self) -> None:
        """Have all that was done on the disk."""
        content = bytearray(self.certain)
        for change in self.since:
            _do(content, change)
        self.certain, self.since = bytes(content), []


@dataclass(eq=False)
class Folder:
    """A folder: its names now, those that are on the disk for certain, and what was done to them since, in order."""

    now: "dict[str, File | Folder]" = field(default_factory=dict)
    certain: "dict[str, File | Folder]" = field(default_factory=dict)
    since: "list[dict[str, File | Folder]]" = field(default_factory=list)

    def note(self) -> None:
        """Remember the names as they are after a change of them."""
        self.since.append(dict(self.now))

    def make_certain(self) -> None:
        """Have the names as they are now on the disk."""
        self.certain, self.since = dict(self.now), []


class Disk:
    """A disk that changes are done to, and that loses power at any moment.

    Names follow the strict reading of POSIX: a new or changed name is certain only once its folder was asked to be on
    the disk; of several changes of the names of one folder those that reach it are the first ones.
    """

    def __init__(self, root: Path, *, ignores_syncs: bool = False) -> None:
        """Begin with an empty folder.

        Args:
            root: the folder that was watched.
            ignores_syncs: a disk that lies: nothing is ever certain. The control of the trial.
        """
        self._root = PurePosixPath(root)
        self._ignores_syncs = ignores_syncs
        self._tree = Folder()

    def do(self, change: Change) -> None:
        """Carry out a change that was told."""
        name = PurePosixPath(change.name)
        match change.what:
            case "c" | "m":
                self._place(name, File() if change.what == "c" else Folder())
            case "u":
                self._take(name)
            case "r":
                if name.parent != PurePosixPath(change.other).parent:
                    raise NotImplementedError
                self._rename(name, PurePosixPath(change.other).name)
            case "s":
                if not self._ignores_syncs:
                    self._find(name).make_certain()
            case _:
                found = self._find(name)
                assert isinstance(found, File)  # noqa: S101 - no other has content
                found.since.append(change)

    def after_loss(self, rng: random.Random) -> dict[str, bytes]:
        """What is on the disk after power is lost now, by path below the root; each call chooses anew."""
        mode = rng.choice(("none", "all", "first", "some", "some", "some"))
        found: dict[str, bytes] = {}
        _lay_down(self._tree, "", found, mode, rng)
        return found

    def as_done(self) -> dict[str, bytes]:
        """What is on the disk where all that was done has reached it: as after a kill."""
        found: dict[str, bytes] = {}
        _lay_down(self._tree, "", found, "all", random.Random(0))  # noqa: S311 - nothing is chosen
        return found

    def _folder_of(self, name: PurePosixPath) -> Folder:
        folder = self._find(name.parent)
        assert isinstance(folder, Folder)  # noqa: S101 - the parent of a name is one
        return folder

    def _find(self, name: PurePosixPath) -> File | Folder:
        found: File | Folder = self._tree
        for part in name.relative_to(self._root).parts:
            assert isinstance(found, Folder)  # noqa: S101 - as above
            found = found.now[part]
        return found

    def _place(self, name: PurePosixPath, made: File | Folder) -> None:
        if name == self._root:
            return
        folder = self._folder_of(name)
        folder.now[name.name] = made
        folder.note()

    def _take(self, name: PurePosixPath) -> None:
        folder = self._folder_of(name)
        del folder.now[name.name]
        folder.note()

    def _rename(self, name: PurePosixPath, new: str) -> None:
        folder = self._folder_of(name)
        folder.now[new] = folder.now.pop(name.name)
        folder.note()


def _lay_down(folder: Folder, path: str, found: dict[str, bytes], mode: str, rng: random.Random) -> None:
    states = [folder.certain, *folder.since]
    reached = {"none": 0, "all": len(states) - 1}.get(mode, rng.randrange(len(states)))
    for name, item in states[reached].items():
        if isinstance(item, Folder):
            _lay_down(item, f"{path}{name}/", found, mode, rng)
        else:
            found[path + name] = _content(item, mode, rng)


def _content(file: File, mode: str, rng: random.Random) -> bytes:
    if not file.since or mode == "none":
        return file.certain
    content = bytearray(file.certain)
    changes = file.since
    if mode == "first":
        changes = changes[: rng.randint(0, len(changes))]
    for change in changes:
        if mode != "some":
            _do(content, change)
        elif rng.random() < 0.6:  # noqa: PLR2004 - most, so that something comes of it
            _do_torn(content, change, rng)
    return bytes(content)


def _do_torn(content: bytearray, change: Change, rng: random.Random) -> None:
    """Have a write on the disk, or parts of it, or noise in the place of parts."""
    if change.what == "t" or rng.random() < 0.5:  # noqa: PLR2004 - half of them whole
        _do(content, change)
        return
    start, end = change.place, change.place + len(change.content)
    while start < end:
        stop = min((start // _SECTOR + 1) * _SECTOR, end)
        piece = change.content[start - change.place : stop - change.place]
        luck = rng.random()
        if luck < 0.1:  # noqa: PLR2004 - a sector that was being written
            piece = rng.randbytes(len(piece))
        if luck < 0.6:  # noqa: PLR2004 - the others were not reached
            _write(content, start, piece)
        start = stop


def _do(content: bytearray, change: Change) -> None:
    if change.what == "t":
        del content[change.place :]
        content.extend(bytes(change.place - len(content)))
    else:
        _write(content, change.place, change.content)


def _write(content: bytearray, place: int, piece: bytes) -> None:
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(piece)] = piece
