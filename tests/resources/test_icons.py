"""Icons are plain line drawings in one colour that the windows can put in."""

from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))


def test_every_icon_on_the_list_is_there() -> None:
    listed = set((ROOT / "tools" / "icon_names.txt").read_text(encoding="utf-8").split())
    assert listed - {path.stem for path in ICONS} == set()


def test_icons_take_the_colour_they_are_given() -> None:
    shapes = {"path", "circle", "rect", "line", "polyline", "polygon", "ellipse"}
    for path in ICONS:
        drawing = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - these files are our own
        assert drawing.get("viewBox") == "0 0 24 24", path.name
        assert drawing.get("stroke") == "currentColor", path.name
        assert {part.tag.rpartition("}")[2] for part in drawing} <= shapes, path.name
