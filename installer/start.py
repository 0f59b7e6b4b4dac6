"""What the program file runs on Linux and macOS."""

import os
import sys

from cpm_desktop.__main__ import main


def give_back_library_path() -> None:
    """Undo what the loader set to find our libraries: LibreOffice, which may be started, has to find its own."""
    os.environ.pop("LD_LIBRARY_PATH", None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    if sys.platform == "linux":
        give_back_library_path()
    sys.exit(main())
