"""Libraries that Windows 10 has and Wine has not, for Wine's own folder alone: they answer, and can do next to nothing.

Which functions are asked for is read from the program folder, so a new version of Qt brings nothing to be added here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pefile

from installer.commands import need, run
from installer.runtime import COMPILER
from installer.trees import files_in

LIBRARIES: Final = ("bcryptprimitives", "icuuc", "mscms")
# What may not simply answer 0. Without converters Qt has its own for UTF-8, UTF-16 and Latin 1.
_ANSWERS: Final[Mapping[str, str]] = {
    "ProcessPrng": "int ProcessPrng(void *bytes, size_t count) { return SystemFunction036(bytes, (unsigned)count); }",
    "ucnv_open": "void *ucnv_open(const char *name, int *error) { (void)name; *error = 4; return 0; }",
    "ucnv_getMaxCharSize": "signed char ucnv_getMaxCharSize(void *one) { (void)one; return 1; }",
}
_HEAD = "#include <stddef.h>\nunsigned char __stdcall SystemFunction036(void *, unsigned);\n"


def write_stand_ins(program: Path, folder: Path, work: Path) -> None:
    """Make each library with the functions that a program folder asks it for.

    Args:
        program: the program folder.
        folder: where they go: Wine's system32.
        work: where they are made.
    """
    asked: dict[str, set[str]] = {name: set() for name in LIBRARIES}
    for file in files_in(program):
        if file.suffix.lower() in {".dll", ".pyd", ".exe"}:
            for library, functions in _asked_by(file).items():
                asked[library] |= functions
    compiler = need(COMPILER, "gcc-mingw-w64-x86-64")
    for library, functions in asked.items():
        source = work / f"{library}.c"
        lines = [
            f"__declspec(dllexport) {_ANSWERS.get(name, f'void *{name}(void) {{ return 0; }}')}"
            for name in sorted(functions)
        ]
        source.write_text("\n".join([_HEAD, *lines, ""]), encoding="ascii")
        run([compiler, "-shared", "-O1", "-s", "-o", folder / f"{library}.dll", source, "-ladvapi32"])


def _asked_by(file: Path) -> dict[str, set[str]]:
    names = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    found: dict[str, set[str]] = {}
    with pefile.PE(str(file), fast_load=True) as parsed:
        parsed.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in names])
        entries = [
            *getattr(parsed, "DIRECTORY_ENTRY_IMPORT", ()),
            *getattr(parsed, "DIRECTORY_ENTRY_DELAY_IMPORT", ()),
        ]
        for entry in entries:
            library = entry.dll.decode("ascii").lower().removesuffix(".dll")
            if library in LIBRARIES:
                found.setdefault(library, set()).update(
                    one.name.decode("ascii") for one in entry.imports if one.name
                )
    return found
