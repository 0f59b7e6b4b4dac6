"""Proves that what is made can be installed: `python -m installer.prove deb`, `wine`, or on Windows `windows`.

What is not there yet is made first: this version, and one that calls itself the version before.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installer.commands import StepFailed
from installer.product import CHECKOUT, PACK_ENDING, PRODUCT, PROGRAM, debian_version, own_version
from installer.prove.observed import Proof

if TYPE_CHECKING:
    from installer.prove.windows import Release

BEFORE = "0.0.9"  # what the version before calls itself in these trials


def main() -> int:
    """Prove what is asked for.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="python -m installer.prove", description=__doc__)
    parser.add_argument("what", choices=["deb", "wine", "windows"])
    parser.add_argument(
        "--to",
        type=Path,
        default=CHECKOUT / "build",
        metavar="FOLDER",
        help="holds installers, before and proofs",
    )
    chosen = parser.parse_args()
    folder: Path = chosen.to.resolve()
    report = folder / "proofs" / f"{chosen.what}.json"
    provers = {"deb": _prove_deb, "wine": _prove_wine, "windows": _prove_windows}
    try:
        provers[chosen.what](folder, report)
    except StepFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _made(folder: Path, kind: str, name: str, version: str) -> Path:
    """Return an output, and make it where it is not there."""
    place = folder / ("installers" if version == own_version() else "before")
    file = place / name.format(version=debian_version(version) if kind == "deb" else version)
    if not file.is_file():
        from installer.outputs import Outputs  # noqa: PLC0415 - it is made elsewhere for a runner of Windows

        for made in Outputs(place, version, folder / "work").make([kind]):
            print(made.line(), flush=True)
    return file


def _prove_deb(folder: Path, report: Path) -> None:
    from installer.prove.debian import Packages, prove_deb  # noqa: PLC0415 - each proof needs other programs

    name = f"{PROGRAM}_{{version}}_amd64.deb"
    before, now = (_made(folder, "deb", name, version) for version in (BEFORE, own_version()))
    prove_deb(Packages(before, now, BEFORE, own_version()), folder / "proofs", report)


def _prove_wine(folder: Path, report: Path) -> None:
    from benchmarks.seen_from_outside import own_display  # noqa: PLC0415 - as above

    from installer.prove.computer import Wine  # noqa: PLC0415 - as above
    from installer.prove.pictures import take_picture  # noqa: PLC0415 - as above
    from installer.prove.windows import ByMsi, WindowsProof  # noqa: PLC0415 - as above
    from installer.windows import WINDOWED  # noqa: PLC0415 - as above

    msi, setup = _releases(folder)
    proofs = folder / "proofs"
    proofs.mkdir(parents=True, exist_ok=True)
    with own_display() as display:
        program = folder / "work" / "windows" / "program"
        wine = Wine(proofs / "wine", display, program, proofs)
        proof = Proof("wine", report)
        WindowsProof(wine, proof, proofs).try_all(msi, setup)
        ByMsi(wine).install(msi[1], {})
        picture = proofs / "window-under-wine.png"
        command, settings = wine.command(rf"C:\Program Files\{PRODUCT}\{WINDOWED}", "--demo")
        take_picture(command, settings, display, picture, seconds=120)
        proof.expect("There is a picture of its window", picture.is_file(), picture)
        pack, picture = proofs / f"a-pack{PACK_ENDING}", proofs / "pack-opened-under-wine.png"
        pack.write_bytes(b"Dear colleague")
        command, settings = wine.command(
            "start.exe", "/wait", wine.guest_path(pack)
        )  # as a double click does
        take_picture(command, settings, display, picture, seconds=60)
        proof.expect("There is a picture of what opening a pack shows", picture.is_file(), picture)


def _prove_windows(folder: Path, report: Path) -> None:
    from installer.prove.computer import ThisWindows  # noqa: PLC0415 - as above
    from installer.prove.windows import WindowsProof  # noqa: PLC0415 - as above

    msi, setup = _releases(folder)
    WindowsProof(ThisWindows(), Proof("windows", report), folder / "proofs").try_all(msi, setup)


def _releases(folder: Path) -> tuple[tuple[Release, Release], tuple[Release, Release]]:
    from installer.prove.windows import Release  # noqa: PLC0415 - as above

    names = {"msi": f"{PRODUCT}-{{version}}-x64.msi", "setup": f"{PRODUCT}-{{version}}-setup.exe"}
    msi, setup = (
        tuple(Release(version, _made(folder, kind, name, version)) for version in (BEFORE, own_version()))
        for kind, name in names.items()
    )
    return (msi[0], msi[1]), (setup[0], setup[1])


if __name__ == "__main__":
    sys.exit(main())
