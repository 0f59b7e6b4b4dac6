"""A program folder that is ready to be packed, and what is in it."""

from dataclasses import dataclass
from pathlib import Path

from installer.inputs import Brought
from installer.product import PROGRAM


@dataclass(frozen=True, slots=True)
class Program:
    """What is packed.

    Attributes:
        folder: holds the program file and everything it needs.
        system: it runs on, as `sys.platform` names it.
        version: of the application.
        wheel: of the application.
        brought: the wheels of its dependencies.
        python: the version of its interpreter and standard library.
        runtime: the file or folder from which the interpreter came, and its fingerprint.
    """

    folder: Path
    system: str
    version: str
    wheel: Brought
    brought: tuple[Brought, ...]
    python: str
    runtime: tuple[str, str]

    @property
    def papers(self) -> Path:
        """The folder for licences and the list of parts; a bundle for macOS takes nothing beside its contents."""
        return self.folder / "Contents" / "Resources" if self.system == "darwin" else self.folder

    @property
    def list_of_parts(self) -> Path:
        """The file that says what it is made of."""
        return self.papers / f"{PROGRAM}.cdx.json"
