"""The program folder for Windows, built on Linux: a launcher, Python, its standard library, and packages in `lib`."""

import re
import shutil
from pathlib import Path

from installer.application import build_wheel, install
from installer.closure import closure_on_windows
from installer.commands import need, run
from installer.icons import write_ico
from installer.inputs import SHIPPED, Brought, bring, locked_for
from installer.notices import write_notices
from installer.product import FILES, PROGRAM, windows_version
from installer.program import Program
from installer.pythons import find_python
from installer.runtime import COMPILER, SHORT, compile_folder, lay_out_runtime
from installer.sbom import write_sbom
from installer.signing import sign
from installer.trees import digest_of, epoch, set_times
from installer.trimming import trim_windows

WINDOWED = f"{PROGRAM}.exe"
CONSOLE = f"{PROGRAM}-console.exe"
_FOR_WINDOWS = ["--platform", "win_amd64", "--python-version", SHORT, "--implementation", "cp"]
_OF_COMPILER = re.compile(r"(vcruntime\d+(_\d)?|msvcp\d+.*|concrt\d+)\.dll", re.IGNORECASE)


def build_windows(work: Path, version: str, given: Path | None = None) -> Program:
    """Build the program folder.

    Args:
        work: where everything is made; wheels that are there already are taken if they are what the lock says.
        version: the application's.
        given: the folder of an official embeddable Python; None takes what requirements/windows-runtime.txt locks.

    Raises:
        StepFailed: a step failed, or a library is missing.
    """
    folder = work / "program"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    runtime = lay_out_runtime(folder, work, given)
    python = find_python()
    wheel = build_wheel(work, version)
    brought = bring(locked_for("win32", SHIPPED), work / "wheels", python, _FOR_WINDOWS)
    flags = [*_FOR_WINDOWS, "--only-binary=:all:", "--no-compile"]
    install(brought, wheel, python, folder / "lib", flags)
    _gather_compiler_libraries(folder)
    for name, flag in ((WINDOWED, "-DWINDOWED"), (CONSOLE, "-DCONSOLE")):
        _build_launcher(folder / name, work, version, flag)
        sign(folder / name)
    trim_windows(folder)
    compile_folder(folder / "lib", python)
    own = Brought(PROGRAM, version, wheel, digest_of(wheel))
    program = Program(folder, "win32", version, own, brought, runtime.version, (runtime.said, runtime.digest))
    write_notices(program)
    write_sbom(program)
    closure_on_windows(folder).require_whole()
    set_times(folder, epoch())
    return program


def _gather_compiler_libraries(folder: Path) -> None:
    """Put what the compiler's own libraries are beside the program, once, where every module finds them."""
    for package in ("PySide6", "shiboken6"):
        for path in sorted((folder / "lib" / package).glob("*.dll")):
            if _OF_COMPILER.fullmatch(path.name):
                path.replace(folder / path.name.lower())  # the newest: Qt's wheels are built last


def _build_launcher(program: Path, work: Path, version: str, flag: str) -> None:
    icon, resource = work / f"{PROGRAM}.ico", work / "launcher.res.o"
    write_ico(icon)
    numbers = f"{windows_version(version).replace('.', ',')},0"
    words: list[str | Path] = ["-I", work, "-I", FILES, f"-DNUMBERS={numbers}", f'-DVERSION=\\"{version}\\"']
    windres = need("x86_64-w64-mingw32-windres", "binutils-mingw-w64-x86-64")
    run([windres, *words, FILES / "launcher.rc", resource], cwd=work)
    compiler = need(COMPILER, "gcc-mingw-w64-x86-64")
    flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-municode", "-s", "-Wl,--no-insert-timestamp", flag]
    flags += ["-mwindows"] if flag == "-DWINDOWED" else []
    run([compiler, *flags, f'-DPYTHON=L"python{SHORT}.dll"', "-o", program, FILES / "launcher.c", resource])
