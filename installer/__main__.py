"""Makes what people install: `python -m installer all --to build/installers`."""

import argparse
import sys
from pathlib import Path

from installer.commands import StepFailed
from installer.outputs import MAKERS, Outputs
from installer.product import CHECKOUT, own_version

_ON_LINUX = ("tarball", "deb", "portable", "msi", "setup")


def main() -> int:
    """Make what is asked for.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    parser.add_argument("kinds", nargs="+", choices=[*MAKERS, "windows", "all"], help="what to make")
    parser.add_argument(
        "--to", type=Path, default=CHECKOUT / "build" / "installers", metavar="FOLDER", help="where it goes"
    )
    parser.add_argument(
        "--runtime",
        type=Path,
        metavar="FOLDER",
        help="an official embeddable Python 3.13 for Windows, unpacked",
    )
    parser.add_argument(
        "--as-version", metavar="VERSION", help="another version than this checkout’s, to try upgrades with"
    )
    chosen = parser.parse_args()
    wanted = _kinds(chosen.kinds)
    to = chosen.to.resolve()
    version = chosen.as_version or own_version()
    outputs = Outputs(to, version, to.parent / "work", chosen.runtime.resolve() if chosen.runtime else None)
    try:
        for made in outputs.make(wanted):
            print(made.line(), flush=True)
    except StepFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _kinds(asked: list[str]) -> tuple[str, ...]:
    """Return what is asked for, each once; “windows” is all three of Windows."""
    wanted: dict[str, None] = {}
    for kind in asked:
        if kind == "all":
            wanted |= dict.fromkeys(("macos",) if sys.platform == "darwin" else _ON_LINUX)
        elif kind == "windows":
            wanted |= dict.fromkeys(("portable", "msi", "setup"))
        else:
            wanted[kind] = None
    return tuple(wanted)


if __name__ == "__main__":
    sys.exit(main())
