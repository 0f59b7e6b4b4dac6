"""Archives that come out the same, byte for byte, whenever they are made of the same folder."""

import gzip
import tarfile
import time
import zipfile
from pathlib import Path

from installer.trees import files_in

_EXECUTABLE, _PLAIN = 0o755, 0o644
_EARLIEST_ZIP = 315532800  # zip files know no time before 1980


def mode_of(path: Path) -> int:
    """Return the access that a shipped file gives, whatever the umask of whoever built it."""
    return _EXECUTABLE if path.is_dir() or path.stat().st_mode & 0o100 else _PLAIN


def write_tarball(folder: Path, archive: Path, top: str, seconds: int) -> None:
    """Pack a folder as a .tar.gz in which everything lies below `top` and bears one time."""
    with (
        archive.open("wb") as stream,
        gzip.GzipFile("", "wb", 6, stream, mtime=seconds) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in files_in(folder):
            entry = tar.gettarinfo(path, f"{top}/{path.relative_to(folder).as_posix()}")
            entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = seconds, 0, 0, "root", "root"
            if not path.is_symlink():
                entry.mode, entry.type, entry.linkname = mode_of(path), tarfile.REGTYPE, ""
                entry.size = path.stat().st_size
            if entry.isreg():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)


def write_zip(folder: Path, archive: Path, top: str, seconds: int, *, packs: bool = True) -> None:
    """Pack a folder as a .zip in which everything lies below `top` (nothing for the top itself)."""
    moment = time.gmtime(max(seconds, _EARLIEST_ZIP))[:6]
    method = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
    with zipfile.ZipFile(archive, "w", method, compresslevel=6) as packed:
        for path in files_in(folder):
            name = path.relative_to(folder).as_posix()
            entry = zipfile.ZipInfo(f"{top}/{name}" if top else name, moment)
            entry.compress_type, entry.create_system = method, 3
            entry.external_attr = (0o100000 | mode_of(path)) << 16
            packed.writestr(entry, path.read_bytes())
