"""The setup program for Windows, for whoever has no department that deploys; also silent, with /S."""

import os
import sys
from pathlib import Path

from installer.commands import need, run
from installer.icons import write_ico
from installer.product import (
    CHECKOUT,
    FILES,
    PACK_CLASS,
    PACK_ENDING,
    PACK_TYPE,
    PACK_WORDS,
    PRODUCT,
    PROGRAM,
    PUBLISHER,
    SUMMARY,
    TITLE,
    own_version,
    windows_version,
)
from installer.program import Program
from installer.signing import is_signing, sign
from installer.trees import epoch, size_of

_KIBIBYTE = 1024


def build_setup(program: Program, work: Path, outputs: Path) -> Path:
    """Make the setup program of a program folder.

    Args:
        program: for Windows.
        work: for the icon.
        outputs: where it goes.
    """
    icon = work / f"{PROGRAM}.ico"
    write_ico(icon)
    setup = outputs / f"{PRODUCT}-{program.version}-setup.exe"
    settled = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'src'}"}
    makensis = need("makensis", "nsis")
    run([makensis, "-V2", *defines(program, icon, setup), FILES / "setup.nsi"], environment=settled)
    sign(setup)
    return setup


def defines(program: Program, icon: Path, setup: Path) -> list[str]:
    """Return what the script is told, so that no name stands in two places."""
    told = {
        "PRODUCT": PRODUCT,
        "PROGRAM": PROGRAM,
        "TITLE": TITLE,
        "PUBLISHER": PUBLISHER,
        "SUMMARY": SUMMARY,
        "VERSION": windows_version(program.version),
        "PACK_CLASS": PACK_CLASS,
        "PACK_ENDING": PACK_ENDING,
        "PACK_TYPE": PACK_TYPE,
        "PACK_WORDS": PACK_WORDS,
        "FOLDER": str(program.folder),
        "KIBIBYTES": str(size_of(program.folder) // _KIBIBYTE),
        "ICON": str(icon),
        "OUTPUT": str(setup),
    }
    if program.version != own_version():
        told["QUICK"] = "1"  # it stands in for another version in a trial: how small it is does not matter
    if is_signing():
        told["SIGN"] = f"{sys.executable} -m installer.signing"
    return [f"-D{name}={value}" for name, value in told.items()]
