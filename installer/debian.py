"""The .deb: the program folder below /usr/lib, a command, a menu entry, and the file type of packs.

There are no scripts of a maintainer: menus and file types are brought up to date by the triggers of their own packages,
nothing is started, and nothing below a person's home is ever touched, also not by a purge.
"""

import gzip
import hashlib
import os
import shutil
from pathlib import Path

from installer.archives import mode_of
from installer.closure import closure_on_linux, library_owners
from installer.commands import need, run
from installer.icons import PICTURE, write_png
from installer.notices import FOLDER
from installer.product import CHECKOUT, FILES, PROGRAM, PUBLISHER, SUMMARY, debian_version
from installer.program import Program
from installer.trees import epoch, files_in, set_times, size_of

_ICON_SIZES = (48, 128, 256)  # pixels
# Printing is chosen by who prints; without these the application runs all the same.
_RECOMMENDED = frozenset({"libcups2 | libcups2t64"})
_KIBIBYTE = 1024


def build_deb(program: Program, work: Path, outputs: Path) -> Path:
    """Make the package of a program folder.

    Args:
        program: for Linux.
        work: where it is laid out.
        outputs: where it goes.
    """
    stage = work / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    _lay_out(program, stage)
    control = stage / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(control_text(program, stage), encoding="utf-8")
    (control / "md5sums").write_text(_checksums(stage), encoding="utf-8")
    for path in stage.rglob("*"):
        if not path.is_symlink():
            path.chmod(mode_of(path))
    set_times(stage, epoch())
    package = outputs / f"{PROGRAM}_{debian_version(program.version)}_amd64.deb"
    words: list[str | Path] = ["--root-owner-group", "-Zzstd", "--build", stage, package]
    run([need("dpkg-deb", "dpkg"), *words], environment={"SOURCE_DATE_EPOCH": str(epoch())})
    return package


def control_text(program: Program, stage: Path) -> str:
    """Return what the package says of itself; it depends on what its own files ask for, and no more."""
    asked = {library_owners()[name] for name in closure_on_linux(program.folder).from_system()}
    libc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36"
    asked = (asked - {"libc6"}) | {f"libc6 (>= {libc.split()[1]})", "tzdata"}
    return (
        f"Package: {PROGRAM}\n"
        f"Version: {debian_version(program.version)}\n"
        "Architecture: amd64\n"
        "Section: misc\n"
        "Priority: optional\n"
        f"Maintainer: {PUBLISHER} <packages@cpm-desktop.invalid>\n"
        f"Installed-Size: {size_of(stage) // _KIBIBYTE}\n"
        f"Depends: {', '.join(sorted(asked - _RECOMMENDED))}\n"
        f"Recommends: {', '.join(sorted((asked & _RECOMMENDED) | {'xdg-desktop-portal'}))}\n"
        f"Description: {SUMMARY[0].lower()}{SUMMARY[1:].replace(' about children in England', '')}\n"
        " Prepare a meeting about a child offline, minute it live, read it back, sign it, and hand everyone the\n"
        " copy that is theirs. The records lie in an encrypted store on this computer; nothing is sent anywhere.\n"
        " The application brings its own Python and Qt.\n"
    )


def _lay_out(program: Program, stage: Path) -> None:
    shared = stage / "usr" / "share"
    shutil.copytree(program.folder, stage / "usr" / "lib" / PROGRAM, symlinks=True)
    command = stage / "usr" / "bin" / PROGRAM
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{PROGRAM}/{PROGRAM}")
    _put(FILES / f"{PROGRAM}.desktop", shared / "applications")
    _put(FILES / f"{PROGRAM}.xml", shared / "mime" / "packages")
    icons = shared / "icons" / "hicolor"
    _put(PICTURE, icons / "scalable" / "apps")
    for pixels in _ICON_SIZES:
        folder = icons / f"{pixels}x{pixels}" / "apps"
        folder.mkdir(parents=True)
        write_png(folder / f"{PROGRAM}.png", pixels)
    words = shared / "doc" / PROGRAM
    words.mkdir(parents=True)
    licence = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    others = f"The licences of everything that comes with it are in /usr/lib/{PROGRAM}/{FOLDER}.\n"
    (words / "copyright").write_text(f"{licence}\n{others}", encoding="utf-8")
    changes = (CHECKOUT / "CHANGELOG.md").read_bytes()
    (words / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=epoch()))


def _put(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(file, folder / file.name)


def _checksums(stage: Path) -> str:
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(stage)}\n"
        for path in files_in(stage)
        if not path.is_symlink() and path.relative_to(stage).parts[0] != "DEBIAN"
    )
