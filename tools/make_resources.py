"""Fetch the fonts, icons and spelling dictionary of ``resources/`` from the packages they are published in.

Run by hand when a version is raised, never in CI::

    pip install "fonttools[woff]"
    python tools/make_resources.py

It needs ``npm`` (for Inter, Lucide, Noto Emoji and the dictionary) and, on Debian, ``apt-get`` and ``dpkg-deb`` (for
Noto and the CJK fallback). Nothing is installed: packages are fetched into a temporary folder and unpacked there.
``resources/README.md`` says what came from where; raise the versions there too.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge.options import Options
from fontTools.ttLib import TTFont

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

NPM_PACKAGES = (
    *("inter-ui@4.1.1", "lucide-static@1.62.0", "@fontsource/noto-emoji@5.3.2"),
    "dictionary-en-gb@3.0.0",
)
DEBIAN_PACKAGES = ("fonts-noto-core", "fonts-droid-fallback")

INTER_STYLES = ("Regular", "Medium", "SemiBold", "Bold", "Italic")

# Scripts of languages spoken in families in England; regular and bold of each.
NOTO_SCRIPTS = (
    *("", "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi"),
    *("Hebrew", "Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Sinhala", "Tamil", "Telugu", "Thai"),
)
NOTO_REGULAR_ONLY = ("Math", "Symbols", "Symbols2")

ICONS = (Path(__file__).parent / "icon_names.txt").read_text(encoding="utf-8").split()
# Lucide renamed some; the older name is kept where the screens speak of it.
ICON_ALIASES = {"circle-help": "circle-question-mark"}


def run(*command: str, folder: Path) -> None:
    """Run a command in a folder and stop the script when it fails."""
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def fetch(work: Path) -> None:
    """Unpack the npm packages into ``npm/<name>`` and the Debian ones into ``debian``."""
    for package in NPM_PACKAGES:
        name = package.lstrip("@").split("@")[0].replace("/", "-")
        folder = work / "npm" / name
        folder.mkdir(parents=True)
        run("npm", "pack", "--silent", package, folder=folder)
        run("tar", "xzf", next(folder.glob("*.tgz")).name, "--strip-components=1", folder=folder)
    debian = work / "debian"
    debian.mkdir()
    run("apt-get", "download", "-q", *DEBIAN_PACKAGES, folder=debian)
    for package_file in debian.glob("*.deb"):
        run("dpkg-deb", "-x", package_file.name, ".", folder=debian)


def save_as_truetype(source: Path, target: Path) -> None:
    """Unpack a web font, and refuse one without TrueType outlines: papers embed no others."""
    font = TTFont(source, recalcTimestamp=False)
    if "glyf" not in font:
        sys.exit(f"{source.name} has no TrueType outlines")
    font.flavor = None
    font.save(target)


def make_fonts(work: Path, fonts: Path) -> None:
    """Write every font file into a folder."""
    for style in INTER_STYLES:
        name = f"Inter-{style}"
        save_as_truetype(work / "npm" / "inter-ui" / "web" / f"{name}.woff2", fonts / f"{name}.ttf")
    noto = work / "debian" / "usr" / "share" / "fonts" / "truetype" / "noto"
    for script in NOTO_SCRIPTS:
        for style in ("Regular", "Bold"):
            name = f"NotoSans{script}-{style}.ttf"
            save_as_truetype(noto / name, fonts / name)
    for script in NOTO_REGULAR_ONLY:
        name = f"NotoSans{script}-Regular.ttf"
        save_as_truetype(noto / name, fonts / name)
    # the cut named "Full" has rare Chinese characters in place of Hangul
    droid = next((work / "debian").rglob("DroidSansFallback.ttf"))
    save_as_truetype(droid, fonts / droid.name)
    merge_emoji(work, fonts / "NotoEmoji-Regular.ttf")


def merge_emoji(work: Path, target: Path) -> None:
    """Put the parts in which the emoji font is served on the web together again."""
    files = (work / "npm" / "fontsource-noto-emoji" / "files").glob("noto-emoji-*-400-normal.woff2")
    numbered = [path for path in files if re.fullmatch(r"noto-emoji-\d+-400-normal", path.stem)]
    parts = []
    for path in sorted(numbered, key=lambda path: int(path.stem.split("-")[2])):
        part = work / f"{path.stem}.ttf"
        save_as_truetype(path, part)
        parts.append(str(part))
    merged = Merger(options=Options(drop_tables=["GSUB", "GDEF", "STAT", "vhea", "vmtx"])).merge(parts)
    for name, value in (
        (1, "Noto Emoji"),
        (2, "Regular"),
        (4, "Noto Emoji Regular"),
        (6, "NotoEmoji-Regular"),
    ):
        merged["name"].setName(value, name, 3, 1, 0x409)
    merged.recalcTimestamp = False
    made = TTFont(parts[0])["head"].modified
    merged["head"].created = merged["head"].modified = made  # the same bytes from the same packages
    merged.save(target)


def make_icons(work: Path, icons: Path) -> None:
    """Write every icon, under its own name and under older names of it."""
    source = work / "npm" / "lucide-static" / "icons"
    for name in ICONS:
        shutil.copyfile(source / f"{name}.svg", icons / f"{name}.svg")
    for alias, name in ICON_ALIASES.items():
        shutil.copyfile(source / f"{name}.svg", icons / f"{alias}.svg")


def copy_dictionary(work: Path, spelling: Path) -> None:
    """Write the British dictionary beside our own list of words."""
    for ending in ("aff", "dic"):
        shutil.copyfile(work / "npm" / "dictionary-en-gb" / f"index.{ending}", spelling / f"en-GB.{ending}")


def copy_licences(work: Path, licences: Path) -> None:
    """Write the licence under which each package is published."""
    debian = work / "debian" / "usr" / "share" / "doc"
    sources = {
        "inter.txt": work / "npm" / "inter-ui" / "LICENSE.txt",
        "lucide.txt": work / "npm" / "lucide-static" / "LICENSE",
        "noto-emoji.txt": work / "npm" / "fontsource-noto-emoji" / "LICENSE",
        "noto-sans.txt": debian / "fonts-noto-core" / "copyright",
        "droid-sans-fallback.txt": debian / "fonts-droid-fallback" / "copyright",
        "dictionary-en-gb.txt": work / "npm" / "dictionary-en-gb" / "license",
    }
    for name, source in sources.items():
        shutil.copyfile(source, licences / name)


def main() -> None:
    """Fetch the packages and write ``fonts``, ``icons``, ``licences`` and the dictionary anew."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        fetch(work)
        for name, make in (("fonts", make_fonts), ("icons", make_icons), ("licences", copy_licences)):
            target = RESOURCES / name
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            make(work, target)
        copy_dictionary(work, RESOURCES / "spelling")


if __name__ == "__main__":
    main()
