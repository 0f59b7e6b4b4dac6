"""Leaves out of a program folder what the application never asks for: above all most of Qt."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from installer.closure import Closure, closure_on_linux, closure_on_windows, library_owners
from installer.trees import files_in

# What src/ imports; QtDBus on Linux alone. A test compares.
QT_MODULES: Final = frozenset(
    {"QtCore", "QtDBus", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets"}
)
_QT_MODULES_ON_WINDOWS = QT_MODULES - {"QtDBus"}

# Plugins of Qt by folder: None keeps all of it. Whatever is not named goes: databases, QML, networks (nothing is sent
# anywhere), embedded screens, and GTK dialogs, which would bring the whole of GTK along.
_PLUGINS: Final[dict[str, frozenset[str] | None]] = {
    "iconengines": None,
    "imageformats": frozenset({"qgif", "qico", "qjpeg", "qsvg", "qwebp"}),
    "platforminputcontexts": frozenset(
        {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}
    ),
    "platforms": frozenset({"qoffscreen", "qwayland", "qwindows", "qxcb"}),
    "platformthemes": frozenset({"qxdgdesktopportal"}),
    "printsupport": None,
    "styles": None,
    "wayland-decoration-client": frozenset({"bradient"}),
    "wayland-shell-integration": frozenset({"xdg-shell"}),
}
_KEPT_IN_PYSIDE: Final = frozenset(  # as source or as byte code
    {"__init__", "_config", "_git_pyside_version", "__feature__", "support"}
)
_FOR_PROGRAMMERS: Final = (".pyi", ".h", ".hpp", ".c", ".pyx", ".pxd", ".lib", ".typed")
_TEST_FOLDERS: Final = frozenset({"tests", "__pycache__"})


def trim_windows(folder: Path) -> None:
    """Trim a Windows program folder, in which packages lie in `lib`."""
    library = folder / "lib"
    _drop_for_programmers(library)
    _trim_pyside(library / "PySide6", library / "PySide6" / "plugins", _QT_MODULES_ON_WINDOWS, ".pyd")
    closure = closure_on_windows(folder)
    _drop_unreached(
        closure, lambda path: path.suffix == ".dll" and path.parent.name in {"PySide6", "shiboken6"}
    )


def trim_linux(folder: Path) -> None:
    """Trim a Linux program folder, and leave to the system what Debian brings."""
    inside = folder / "_internal"
    _trim_pyside(inside / "PySide6", inside / "PySide6" / "Qt" / "plugins", QT_MODULES, ".abi3.so")
    owners = library_owners()
    for path in list(files_in(inside)):
        if path.name in owners and path.parent == inside:
            path.unlink()
    places = {inside, inside / "PySide6", inside / "PySide6" / "Qt" / "lib"}
    _drop_unreached(closure_on_linux(folder), lambda path: path.parent in places and _is_library(path.name))
    for path in list(files_in(folder)):
        if path.is_symlink() and not path.exists():
            path.unlink()


def _drop_for_programmers(library: Path) -> None:
    shutil.rmtree(library / "bin", ignore_errors=True)
    for folder in [path for path in library.rglob("*") if path.is_dir() and path.name in _TEST_FOLDERS]:
        shutil.rmtree(folder, ignore_errors=True)
    for path in list(files_in(library)):
        if path.name.endswith(_FOR_PROGRAMMERS):
            path.unlink()


def _trim_pyside(pyside: Path, plugins: Path, modules: Iterable[str], ending: str) -> None:
    """Keep the modules and plugins that are asked for, and the libraries, of which the unreached go later."""
    kept = {f"{module}{ending}" for module in modules}
    for path in list(pyside.iterdir()):
        is_library = path.suffix == ".dll" or path.name.startswith("libpyside6")
        is_python = path.suffix in {"", ".py", ".pyc"} and path.stem in _KEPT_IN_PYSIDE
        if path.name in kept or is_python or is_library or path in {plugins, pyside / "Qt"}:
            continue
        _drop(path)
    for name in ("qml", "translations", "metatypes", "resources", "libexec"):
        _drop(pyside / "Qt" / name)
    for folder in [path for path in plugins.iterdir() if path.is_dir()]:
        wanted = _PLUGINS.get(folder.name, frozenset())
        for path in list(folder.iterdir()):
            if wanted is not None and path.name.split(".")[0].removeprefix("lib") not in wanted:
                _drop(path)
        if not any(folder.iterdir()):
            folder.rmdir()


def _drop_unreached(closure: Closure, is_mere_library: Callable[[Path], bool]) -> None:
    roots = [path for path in closure.asks if not is_mere_library(path)]
    for path in closure.unreached(roots):
        path.unlink()


def _is_library(name: str) -> bool:
    """Tell whether a file is there for others alone; the interpreter is opened by the program file, by its name."""
    return name.startswith("lib") and not name.startswith("libpython")


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
