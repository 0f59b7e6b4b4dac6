"""A library that is missing is found by reading the files, on Windows' program folder as on that of Linux."""

import shutil
import subprocess
from pathlib import Path

import pytest
from installer.closure import LibraryMissing, closure_on_linux, closure_on_windows, library_owners

from tests.installer.made_up import make_windows_library


def make_windows_program(folder: Path) -> None:
    make_windows_library(folder / "cpm-desktop.exe", "KERNEL32.dll", "api-ms-win-core-path-l1-1-0.dll")
    make_windows_library(folder / "lib" / "PySide6" / "QtCore.pyd", "Qt6Core.dll", "MSVCP140.dll")
    make_windows_library(folder / "lib" / "PySide6" / "Qt6Core.dll", "user32.dll")
    make_windows_library(folder / "msvcp140.dll")
    make_windows_library(folder / "lib" / "PySide6" / "unasked.dll", "kernel32.dll")


def test_a_whole_program_folder_is_whole(tmp_path: Path) -> None:
    make_windows_program(tmp_path)
    closure_on_windows(tmp_path).require_whole()


@pytest.mark.parametrize("lost", ["msvcp140.dll", "lib/PySide6/Qt6Core.dll"])
def test_a_missing_library_is_found(tmp_path: Path, lost: str) -> None:
    make_windows_program(tmp_path)
    (tmp_path / lost).unlink()
    with pytest.raises(LibraryMissing, match=rf"{Path(lost).name.lower()}, for lib/PySide6/QtCore\.pyd"):
        closure_on_windows(tmp_path).require_whole()


def test_a_library_counts_only_where_it_is_looked_for(tmp_path: Path) -> None:
    make_windows_program(tmp_path)
    (tmp_path / "lib" / "other").mkdir()
    (tmp_path / "msvcp140.dll").rename(tmp_path / "lib" / "other" / "msvcp140.dll")
    assert list(closure_on_windows(tmp_path).missing()) == ["msvcp140.dll"]


def test_what_nothing_asks_for_is_named(tmp_path: Path) -> None:
    make_windows_program(tmp_path)
    closure = closure_on_windows(tmp_path)
    roots = [tmp_path / "cpm-desktop.exe", tmp_path / "lib" / "PySide6" / "QtCore.pyd"]
    assert closure.unreached(roots) == {tmp_path / "lib" / "PySide6" / "unasked.dll"}


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler for the library that is asked for")
def test_a_missing_library_is_found_on_linux(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    for name, words in (("libkite.so.1", []), ("module.so", [f"-L{inside}", "-l:libkite.so.1"])):
        build = [
            "gcc",
            "-shared",
            "-x",
            "c",
            "/dev/null",
            "-Wl,--no-as-needed",
            f"-Wl,-soname,{name}",
            *words,
        ]
        subprocess.run([*build, "-o", str(inside / name)], check=True)
    closure = closure_on_linux(tmp_path)
    closure.require_whole()
    assert closure.from_system() <= {"libc.so.6"}
    (inside / "libkite.so.1").unlink()
    assert closure_on_linux(tmp_path).missing() == {"libkite.so.1": ["_internal/module.so"]}


def test_each_library_of_debian_has_one_owner() -> None:
    owners = library_owners()
    assert owners["libxcb-cursor.so.0"] == "libxcb-cursor0"
    assert all(package == package.lower() for package in owners.values())
