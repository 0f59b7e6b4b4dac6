"""A form for minutes as councils use it in a word processor: one table, a row for each of seventeen items.

It is written by hand as Office Open XML, so that counting needs no library for it, and read back from what was saved.
"""

import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

ITEMS: Final = (
    "Introductions and apologies",
    "The child’s views",
    "The parents’ views",
    "Actions of the last meeting",
    "Changes since the last meeting",
    "Legal status",
    "Placement",
    "Health",
    "Education",
    "Family time",
    "Identity and culture",
    "Friends and activities",
    "Feelings and behaviour",
    "Safety",
    "Plan for permanence",
    "Needs that nobody meets, views that differ",
    "Next meeting",
)
COLUMNS: Final = ("Item", "Discussion", "Decision", "Action", "Who", "By when")
_WIDTHS: Final = (2200, 5000, 3000, 3000, 900, 1000)  # twentieths of a point
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_LINKS: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_form(path: Path) -> None:
    """Write the empty form."""
    rows = [_row(COLUMNS), *(_row((item, *([""] * (len(COLUMNS) - 1)))) for item in ITEMS)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    table = (
        f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>'
        f"{_paragraph('Minutes of the care planning meeting')}{table}{_paragraph('')}"
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _LINKS)
        file.writestr("word/document.xml", document)


def read_row(path: Path, number: int) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of each cell of an item's row, by column; typographer’s signs as typed ones.

    Args:
        path: of the saved form.
        number: of the item, from 1.
    """
    with zipfile.ZipFile(path) as file:
        document = ET.fromstring(file.read("word/document.xml"))  # noqa: S314 - written on this computer a moment ago
    row = document.findall(f".//{{{_W}}}tr")[number]
    cells = (
        tuple(filter(None, (_text(one) for one in cell.iter(f"{{{_W}}}p"))))
        for cell in row.iter(f"{{{_W}}}tc")
    )
    return dict(zip(COLUMNS, cells, strict=True))


def _text(paragraph: ET.Element) -> str:
    text = "".join(part.text or "" for part in paragraph.iter(f"{{{_W}}}t"))
    return re.sub("[“”]", '"', text).strip()


def _row(texts: tuple[str, ...]) -> str:
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text)}</w:tc>'
        for text, width in zip(texts, _WIDTHS, strict=True)
    )
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
