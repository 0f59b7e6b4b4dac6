"""What the program file runs on Linux and macOS."""

import os
import sys

_FINDER_OF_THE_LOADER = "PyiFrozenFinder"
_PLUGINS_OF_OTHERS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")


def give_back_library_path() -> None:
    """Undo what the loader set to find our libraries: LibreOffice, which may be started, has to find its own."""
    os.environ.pop("LD_LIBRARY_PATH", None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def leave_plugins_of_others() -> None:
    """Forget where the session, or the program that started this one, has plugins of another Qt: ours are beside us."""
    for name in _PLUGINS_OF_OTHERS:
        os.environ.pop(name, None)


def find_modules_in_files_alone() -> None:
    """Take the loader's own finder out: its archive is empty, and it would be asked first for every module."""
    sys.path_hooks[:] = [
        hook
        for hook in sys.path_hooks
        if getattr(getattr(hook, "__self__", None), "__name__", "") != _FINDER_OF_THE_LOADER
    ]
    for path, finder in list(sys.path_importer_cache.items()):
        if type(finder).__name__ == _FINDER_OF_THE_LOADER:
            del sys.path_importer_cache[path]


if __name__ == "__main__":
    if sys.platform == "linux":
        give_back_library_path()
    leave_plugins_of_others()
    find_modules_in_files_alone()
    from cpm_desktop.__main__ import main

    sys.exit(main())
