"""Word files as PDF by LibreOffice, where one is installed on this computer; nothing else is ever started for it."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)")
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - in memory, never on the disk: that is why it is taken
_PATIENCE = 120.0  # seconds
_NAME_SPACE = "http://openoffice.org/2001/registry"
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    (_INTERNET, "ooInetProxyType", "2"),
    *((_INTERNET, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INTERNET, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)
_LARGEST = 64 * 1024 * 1024  # bytes


def find_office() -> Path | None:
    """Return LibreOffice's program; None where it is not installed."""
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    if sys.platform == "win32":
        for variable in _WINDOWS_FOLDERS:
            program = Path(os.environ.get(variable, "")) / "LibreOffice" / "program" / "soffice.exe"
            if program.is_file():
                return program
    return None


def word_to_pdf(source: Path, program: Path, patience: float = _PATIENCE) -> bytes | None:
    """Return a Word file as PDF; None where the program does not make one.

    The program reads the file where it lies. What it writes lies in memory where the system has a place for that, else
    beside the file, in a folder that only this user may read; it is taken away at once in any case. No macro is run, no
    link is followed.

    Args:
        source: the file that the person chose.
        program: LibreOffice's.
        patience: seconds that it may take.
    """
    with _own_folder(source) as folder:
        _write_settings(folder / "profile" / "user")
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ]
        try:
            subprocess.run(  # noqa: S603 - a program found by its own name, given a file that the person chose
                command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=patience
            )
            made = folder / f"{source.stem}.pdf"
            return made.read_bytes() if made.stat().st_size <= _LARGEST else None
        except (OSError, subprocess.SubprocessError):
            return None


def _write_settings(user: Path) -> None:
    """Have LibreOffice run no macro, follow no link, and reach no network, whatever the file asks for."""
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_NAME_SPACE}">{items}</oor:items>',
        encoding="utf-8",
    )


@contextlib.contextmanager
def _own_folder(source: Path) -> Iterator[Path]:
    parent = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else source.parent
    folder = Path(tempfile.mkdtemp(prefix=".cpm-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
