"""Arguments, nothing else: a command goes to the command line, everything else opens the windows."""

import contextlib
import gc
import os
import sys


def main() -> int:
    """Do what the arguments ask for.

    Returns:
        The exit code.
    """
    from cpm_desktop.cli import WRONG, has_screen, parser, run  # noqa: PLC0415 - only once it is known that this is the program

    keep_memory_off_the_disk()
    chosen = parser().parse_args()
    if chosen.qt_platform:
        os.environ["QT_QPA_PLATFORM"] = chosen.qt_platform
    if chosen.command is not None:
        return run(chosen)
    if chosen.smoke:
        from cpm_desktop.smoke import run_smoke  # noqa: PLC0415 - only to try an installation

        return run_smoke(chosen.report)
    if not has_screen():
        return WRONG
    gc.disable()  # until the first window is painted: what is made until then stays
    from cpm_desktop.app import Options, run_windows  # noqa: PLC0415 - a command needs no windows

    pack = chosen.pack.absolute() if chosen.pack is not None else None
    return run_windows(Options(is_demo=chosen.demo, folder=chosen.store, pack=pack))


def keep_memory_off_the_disk() -> None:
    """Have no picture of the memory, with what is open in it, written to the disk where the process dies."""
    if sys.platform == "win32":
        return  # Windows keeps one only where somebody set it up
    import resource  # noqa: PLC0415 - there is none on Windows

    with contextlib.suppress(OSError, ValueError):  # forbidden by the system: it is as it was
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
