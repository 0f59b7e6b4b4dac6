"""The program folder for Linux and macOS, by PyInstaller: the interpreter of this machine goes along."""

import platform
import shutil
import sys
from pathlib import Path

from packaging.utils import canonicalize_name

from installer.application import build_wheel, install
from installer.closure import closure_on_linux
from installer.commands import StepFailed, need, run
from installer.inputs import BUILDING, SHIPPED, Brought, bring, locked_for
from installer.notices import write_notices
from installer.product import PROGRAM, TITLE
from installer.program import Program
from installer.pythons import find_python
from installer.sbom import write_sbom
from installer.trees import digest_of, epoch, set_times
from installer.trimming import trim_linux

# Never asked for; each would bring libraries along.
_EXCLUDED = (
    "tkinter",
    "_tkinter",
    "idlelib",
    "readline",
    "curses",
    "sqlite3",
    "multiprocessing",  # its hook would load all of it at every start
    "setuptools",
    "pip",
    "PIL.ImageQt",
)
_HOOKS = frozenset(
    {"pyi_rth_cryptography_openssl"}
)  # what runs before the application; see files/hooks for what does not
# Found by name at run time, where PyInstaller reads only imports.
_HIDDEN = ("holidays.countries.united_kingdom",)
_DATA = ("cpm_desktop", "holidays", "docx", "tzdata")


def build_frozen(work: Path, version: str) -> Program:
    """Build the program folder for the system that this runs on.

    Args:
        work: where everything is made; wheels that are there already are taken if they are what the lock says.
        version: the application's.

    Raises:
        StepFailed: a step failed.
    """
    if sys.platform == "win32":
        raise StepFailed("On Windows the program folder comes from installer.windows.")
    wheel = build_wheel(work, version)
    environment, brought = _make_environment(work, wheel)
    folder = _freeze(work, environment)
    if sys.platform == "linux":
        trim_linux(folder)
        _strip(folder)
    python = environment / "bin" / "python"
    version_of_python = run([python, "-c", "import platform; print(platform.python_version())"]).strip()
    library = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_config_var('LIBDIR'))"]).strip())
    shared = next(iter(sorted(library.glob("libpython3.*.*"))), None)
    runtime = (f"CPython {version_of_python} of {platform.platform()}", digest_of(shared) if shared else "")
    own = Brought(PROGRAM, version, wheel, digest_of(wheel))
    program = Program(folder, sys.platform, version, own, brought, version_of_python, runtime)
    write_notices(program)
    write_sbom(program)
    set_times(folder, epoch())
    return program


def _require_empty_archives(environment: Path, program: Path) -> None:
    """See that nothing lies where the program file no longer looks, and that nothing runs before it that need not.

    Raises:
        StepFailed: a module lies in the archive, or a hook runs at every start that is not known here.
    """
    said = run([environment / "bin" / "pyi-archive_viewer", "-l", "-r", "-b", program])
    in_file, _, in_archive = said.partition("Contents of 'PYZ.pyz'")
    if modules := in_archive.splitlines()[1:]:
        raise StepFailed(f"Modules lie in an archive, where nobody looks for them: {', '.join(modules)}")
    hooks = {line.strip() for line in in_file.splitlines() if "_rth_" in line}
    if unknown := hooks - _HOOKS:
        raise StepFailed(
            f"These would run before the application at every start: {', '.join(sorted(unknown))}"
        )


def _strip(folder: Path) -> None:
    """Leave out what only a debugger reads; Qt’s libraries have none of it."""
    files = [path for path in closure_on_linux(folder).asks if "Qt" not in path.parts]
    run([need("strip", "binutils"), "--strip-debug", "--preserve-dates", *files])


def environment_of(work: Path) -> Path:
    """Return where the environment lies from which a program folder is made."""
    return work / "environment"


def _make_environment(work: Path, wheel: Path) -> tuple[Path, tuple[Brought, ...]]:
    """Make the environment, or take the one that was made from the same locks, and install the application anew."""
    environment, python = environment_of(work), find_python()
    own, mark, made_of = (
        environment / "bin" / "python",
        environment / "made-of",
        f"{python} {digest_of(BUILDING)}",
    )
    is_there = mark.is_file() and mark.read_text(encoding="utf-8") == made_of
    if not is_there:
        shutil.rmtree(environment, ignore_errors=True)
        run([python, "-m", "venv", environment])
    everything = bring(locked_for(sys.platform, BUILDING), work / "wheels", own)
    install(() if is_there else everything, wheel, own, flags=["--force-reinstall"])
    mark.write_text(made_of, encoding="utf-8")
    shipped = {canonicalize_name(one.name) for one in locked_for(sys.platform, SHIPPED)}
    return environment, tuple(one for one in everything if one.name in shipped)


def _freeze(work: Path, environment: Path) -> Path:
    start, out, inside = work / "start.py", work / "frozen", environment / "lib"
    shutil.copyfile(
        Path(__file__).with_name("start.py"), start
    )  # beside nothing that it could import by mistake
    shutil.rmtree(out, ignore_errors=True)
    package = next(inside.glob("python3.*/site-packages/cpm_desktop"))
    migrations = package / "storage" / "migrations"  # alembic reads them from the disk
    words = ["--noconfirm", "--clean", "--onedir", "--log-level", "WARN", "--name", PROGRAM]
    words += ["--debug", "noarchive"]  # byte code as files: unpacking it would cost at every start
    words += ["--additional-hooks-dir", str(Path(__file__).with_name("files") / "hooks")]
    words += ["--distpath", str(out), "--workpath", str(work / "freezing"), "--specpath", str(work)]
    words += [
        "--collect-submodules",
        "cpm_desktop",
        "--add-data",
        f"{migrations}:cpm_desktop/storage/migrations",
    ]
    parts = (
        package.parent / "docx" / "parts" / "__init__.py"
    )  # python-docx goes through this folder to its templates
    words += ["--add-data", f"{parts}:docx/parts"]
    words += [part for name in _DATA for part in ("--collect-data", name)]
    words += [part for name in _HIDDEN for part in ("--hidden-import", name)]
    words += [part for name in _EXCLUDED for part in ("--exclude-module", name)]
    if sys.platform == "darwin":
        words += ["--windowed", "--osx-bundle-identifier", "org.cpm-desktop.cpm-desktop"]
    settled = {"SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0"}
    run([environment / "bin" / "python", "-m", "PyInstaller", *words, start], cwd=work, environment=settled)
    _require_empty_archives(environment, work / "freezing" / PROGRAM / PROGRAM)
    if sys.platform == "darwin":
        return (out / f"{PROGRAM}.app").rename(out / f"{TITLE}.app")
    return out / PROGRAM
