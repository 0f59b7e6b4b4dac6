"""Writes the licences of everything that is shipped into the program folder, with a list that a person can read."""

import shutil
from pathlib import Path

from installer.commands import StepFailed
from installer.inputs import Brought
from installer.licensing import Part, licence_of, read_parts, texts_in
from installer.product import CHECKOUT, LICENCES, PRODUCT
from installer.program import Program

FOLDER = "LICENCES"
_LIST = "README.txt"


class LicenceMissing(StepFailed):
    """Something would be shipped without its licence."""


def write_notices(program: Program) -> Path:
    """Write the folder of licences.

    Returns:
        The folder.

    Raises:
        LicenceMissing: of something neither its wheel nor installer/licences holds a text, or says a name.
    """
    folder = program.papers / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(CHECKOUT / "LICENSE", folder / f"{PRODUCT}.txt")
    parts = read_parts(program.system)
    lines = [
        f"{PRODUCT} {program.version} is under the MIT licence ({PRODUCT}.txt). What comes with it:",
        "",
        *(_write_distribution(one, parts, folder) for one in program.brought),
        "",
        "Inside these, or beside them:",
        "",
        *(_write_part(part, program, folder) for part in parts),
        "",
        "The fonts, icons and the dictionary have their licences with them, in resources/licences.",
        "",
    ]
    (folder / _LIST).write_text("\n".join(lines), encoding="utf-8")
    return folder


def _write_distribution(brought: Brought, parts: tuple[Part, ...], folder: Path) -> str:
    licence, texts = licence_of(brought, parts), texts_in(brought.file)
    ours = [part for part in parts if brought.name in part.inside and part.texts]
    if not licence or not (texts or ours):
        raise LicenceMissing(
            f"{brought.name} {brought.version} says no licence, or brings no text of it: look it up and add it to "
            "installer/licences/parts.toml."
        )
    for name, content in texts.items():
        file = folder / brought.name / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    where = f"folder {brought.name}" if texts else ", ".join(text for part in ours for text in part.texts)
    return f"  {brought.name} {brought.version}: {licence} ({where})"


def _write_part(part: Part, program: Program, folder: Path) -> str:
    for text in part.texts:
        shutil.copyfile(LICENCES / text, folder / text)
    inside = ", ".join(
        name if name != "runtime" else f"the runtime, Python {program.python}" for name in part.inside
    )
    says = f"\n    {part.says}" if part.says else ""
    return f"  {part.name}, in {inside}: {part.licence} ({', '.join(part.texts) or 'no text is asked for'}){says}"
