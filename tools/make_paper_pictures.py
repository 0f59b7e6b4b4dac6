"""Pictures of every page of each paper, as on the screen and in grey: `python -m tools.make_paper_pictures [FOLDER]`.

One of each paper is taken from a folder that `cpm-desktop demo --to FOLDER` wrote, or is made first where none is
given. In grey a page looks as a laser printer prints it: luminance, no colour. `docs/pictures/papers.md` shows them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from tools.picture_screen import write_small

from cpm_desktop.services.preview import open_preview

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACE = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "papers"
SCALE = 1.25  # pixels to a point
_COLOURS, _GREYS = 24, 12
_USUAL, _WAIVER, _LIMITED = "cla-standard/", "waiver/", "legal/"
_HEADING = """# Every paper

The pages of one of each paper that the application writes, as they are on the screen and as a laser printer prints them
in grey. Made by `python -m tools.make_paper_pictures`. Everybody in them is fictional.

| paper | pages | in grey |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One paper that is pictured.

    Attributes:
        title: what it is called here.
        document: as the index of the demonstration calls it.
        reader: the same, of whom it is for.
        form: whose; empty for the first of any kind of meeting that has one.
    """

    title: str
    document: str
    reader: str
    form: str = _USUAL

    @property
    def name(self) -> str:
        """What the files of its pictures are called."""
        plain = "".join(each if each.isalnum() else " " for each in self.title.casefold().replace("’", ""))
        return "-".join(plain.split())


PAPERS = (
    Shown("Agenda", "agenda", "invited"),
    Shown("Invitation", "invitation-letter", "invited"),
    Shown("Attendance sheet", "attendance-sheet", "room"),
    Shown("Minutes, file copy", "minutes", "file"),
    Shown("Professional’s copy", "minutes", "professional"),
    Shown("Family copy", "minutes", "family"),
    Shown("Child’s copy", "minutes", "child"),
    Shown("Copy for a report", "minutes", "report", ""),
    Shown("Legal meeting, file copy", "minutes", "file", _LIMITED),
    Shown("Legal meeting, professional’s copy", "minutes", "professional", _LIMITED),
    Shown("Action list", "action-list", "room"),
    Shown("Letter after the meeting", "letter", "invited"),
    Shown("Slip about an unmet need", "unmet-need", "agency"),
    Shown("Addendum", "addendum", "file", ""),
    Shown("Waiver", "waiver", "file", _WAIVER),
    Shown("Notice of a waiver", "notice", "agency", _WAIVER),
)


def files_of(folder: Path) -> Iterator[tuple[Shown, Path]]:
    """Yield one file of each paper in a folder that the demonstration wrote.

    Raises:
        LookupError: there is none of a paper.
    """
    listed = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    for paper in PAPERS:
        fitting = (
            folder / entry["path"]
            for entry in listed
            if (entry["document"], entry["reader"]) == (paper.document, paper.reader)
            and entry["path"].startswith(paper.form)
            and entry["path"].endswith(".pdf")
        )
        found = next(fitting, None)
        if found is None:
            message = f"The demonstration wrote no {paper.title}."
            raise LookupError(message)
        yield paper, found


def pages_of(pdf: bytes, scale: float = SCALE) -> Iterator[Image.Image]:
    """Yield each page in colour, `scale` pixels to a point."""
    preview = open_preview(pdf)
    for index in range(preview.page_count):
        page = preview.page_image(index, scale).result()
        yield Image.frombuffer("RGB", (page.width, page.height), page.data, "raw", "BGRX", page.stride, 1)
    preview.close()


def in_grey(page: Image.Image) -> Image.Image:
    """Return a page as it is printed without colour: the luminance of each point, 8 bit."""
    return page.convert("L")


def _kept(paper: Shown, pdf: bytes) -> str:
    """Write the pictures of a paper, and return its line of the list."""
    links: tuple[list[str], list[str]] = ([], [])
    for number, page in enumerate(pages_of(pdf), start=1):
        for looks, (picture, ending, colours) in enumerate(
            ((page, "", _COLOURS), (in_grey(page), "-grey", _GREYS))
        ):
            name = f"{paper.name}-{number}{ending}.png"
            write_small(picture, PLACE / name, colours)
            links[looks].append(f"[{number}](papers/{name})")
    return f"| {paper.title} | {' · '.join(links[0])} | {' · '.join(links[1])} |\n"


def _draw_all(folder: Path) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    for old in PLACE.glob("*.png"):
        old.unlink()
    rows = []
    for paper, path in files_of(folder):
        rows.append(_kept(paper, path.read_bytes()))
        print(paper.title, path.relative_to(folder).as_posix(), flush=True)
    (PLACE.parent / "papers.md").write_text(_HEADING + "".join(rows), encoding="utf-8", newline="\n")


def main() -> int:
    """Draw them all."""
    if sys.argv[1:]:
        _draw_all(Path(sys.argv[1]))
        return 0
    with tempfile.TemporaryDirectory(prefix="cpm-papers-") as folder:
        subprocess.run([sys.executable, "-m", "cpm_desktop", "demo", "--to", folder], check=True)
        _draw_all(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
