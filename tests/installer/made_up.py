"""Small wheels, libraries and program folders, made up for the tests."""

import struct
import zipfile
from pathlib import Path

from installer.inputs import Brought
from installer.program import Program
from installer.trees import digest_of

_SECTION = 0x1000  # where the only section lies in memory
_RAW = 0x200  # and in the file


def make_wheel(
    folder: Path,
    name: str = "kite",
    version: str = "1.2",
    *,
    licence: str = "MIT",
    text: str = "Do as you like.",
) -> Brought:
    """Make a wheel with one module; without a `text` it carries no licence."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}-{version}-py3-none-any.whl"
    said = f"License-Expression: {licence}\n" if licence else ""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(
            f"{name}-{version}.dist-info/METADATA",
            f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{said}\n",
        )
        if text:
            archive.writestr(f"{name}-{version}.dist-info/licenses/LICENSE", text)
    return Brought(name, version, file, digest_of(file))


def make_program(folder: Path, system: str, *brought: Brought) -> Program:
    """Make a program folder with a file of each kind."""
    inside = folder / "program"
    (inside / "lib" / "kite").mkdir(parents=True)
    for name in ("cpm-desktop.exe", "cpm-desktop-console.exe", "python313.dll", "lib/kite/__init__.py"):
        (inside / name).write_bytes(name.encode())
    own = make_wheel(folder / "own", "cpm_desktop", "1.2.3")
    return Program(inside, system, "1.2.3", own, brought, "3.13.11", ("a wheel", "0" * 64))


def make_windows_library(file: Path, *asks: str) -> None:
    """Write a library for Windows that does nothing and asks for others."""
    thunks = struct.pack("<2Q", 1 << 63 | 1, 0)  # each is asked for one function, by its number
    names, table = b"", b""
    start_of_names = len(thunks) + 20 * (len(asks) + 1)
    for ask in asks:
        place = _SECTION + start_of_names + len(names)
        names += ask.encode("ascii") + b"\0"
        table += struct.pack("<5I", _SECTION, 0, 0, place, _SECTION)
    content = thunks + table + bytes(20) + names
    directories = [(0, 0)] * 16
    directories[1] = (_SECTION + len(thunks), len(table) + 20) if asks else (0, 0)
    optional = struct.pack("<HBB5I", 0x20B, 14, 0, 0, len(content), 0, 0, _SECTION)
    optional += struct.pack(
        "<QII6H4I2H", 0x180000000, 0x1000, 0x200, 6, 0, 0, 0, 6, 0, 0, 0x2000, 0x200, 0, 3, 0
    )
    optional += struct.pack("<4QII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    optional += b"".join(struct.pack("<II", *one) for one in directories)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0"
    head += struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, len(optional), 0x2022) + optional
    head += struct.pack("<8s6I2HI", b".rdata", len(content), _SECTION, 0x200, _RAW, 0, 0, 0, 0, 0x40000040)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(head.ljust(_RAW, b"\0") + content.ljust(0x200, b"\0"))
