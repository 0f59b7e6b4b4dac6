"""The disk image for macOS; made on macOS alone, by a runner of .github/workflows/installers.yml."""

import os
import platform
from pathlib import Path

from installer.commands import StepFailed, run
from installer.product import PRODUCT
from installer.program import Program

IDENTITY = "CPM_MACOS_IDENTITY"


def build_image(program: Program, outputs: Path) -> Path:
    """Make a disk image of the application's bundle.

    It is signed with the identity in the key chain that CPM_MACOS_IDENTITY names; without one only for this computer,
    which is what Apple's processors ask of every program.

    Raises:
        StepFailed: this is not macOS, or a step failed.
    """
    if platform.system() != "Darwin":
        raise StepFailed("A disk image for macOS can be made on macOS alone.")
    identity = os.environ.get(IDENTITY, "")
    hardened: list[str] = ["--options", "runtime", "--timestamp"] if identity else []
    words: list[str | Path] = ["--force", "--deep", *hardened, "--sign", identity or "-", program.folder]
    run(["codesign", *words])
    image = outputs / f"{PRODUCT}-{program.version}-macos.dmg"
    image.unlink(missing_ok=True)
    described: list[str | Path] = [
        "-volname",
        PRODUCT,
        "-srcfolder",
        program.folder,
        "-format",
        "UDZO",
        "-quiet",
    ]
    run(["hdiutil", "create", *described, image])
    return image
