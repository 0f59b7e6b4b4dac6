"""Lists that Word knows as lists: with points, with numbers that begin anew, and with boxes to tick."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from cpm_desktop.documents.word.markup import PARAGRAPH_ORDER, element, put
from cpm_desktop.documents.word.styles import BULLET, NUMBER, TICK

_HANGING = 340  # twentieths of a point
_KINDS = {BULLET: ("bullet", "•"), NUMBER: ("decimal", "%1."), TICK: ("bullet", "☐")}


class Lists:
    """The lists of one document."""

    def __init__(self, document: Document) -> None:
        """Throw away what lists the library brings along, and declare ours."""
        self._root: BaseOxmlElement = document.part.numbering_part.element
        for old in list(self._root):
            self._root.remove(old)
        self._kinds: dict[str, int] = {}
        self._count = 0
        for number, (style, (form, sign)) in enumerate(_KINDS.items()):
            self._kinds[style] = number
            self._root.append(_abstract(number, form, sign))
        self._shared = {style: self._begin(style) for style in (BULLET, TICK)}
        for style in _KINDS:
            properties = document.styles[style].element.get_or_add_pPr()
            for old in properties.findall(qn("w:numPr")):
                properties.remove(old)

    def begin(self, style: str) -> int:
        """Begin a list in a style, and return its number in the document."""
        return self._shared[style] if style in self._shared else self._begin(style)

    def put_in(self, paragraph: Paragraph, number: int) -> None:
        """Make a paragraph an entry of a list."""
        entry = element("w:numPr")
        entry.append(element("w:ilvl", val=0))
        entry.append(element("w:numId", val=number))
        put(paragraph._p.get_or_add_pPr(), entry, PARAGRAPH_ORDER)  # noqa: SLF001 - the library's own way to its XML

    def _begin(self, style: str) -> int:
        self._count += 1
        made = element("w:num", numId=self._count)
        made.append(element("w:abstractNumId", val=self._kinds[style]))
        if style == NUMBER:
            anew = element("w:lvlOverride", ilvl=0)
            anew.append(element("w:startOverride", val=1))
            made.append(anew)
        self._root.append(made)
        return self._count


def _abstract(number: int, form: str, sign: str) -> BaseOxmlElement:
    made = element("w:abstractNum", abstractNumId=number)
    made.append(element("w:multiLevelType", val="singleLevel"))
    level = element("w:lvl", ilvl=0)
    for name, value in (("w:start", 1), ("w:numFmt", form), ("w:lvlText", sign), ("w:lvlJc", "left")):
        level.append(element(name, val=value))
    room = element("w:pPr")
    room.append(element("w:ind", left=_HANGING, hanging=_HANGING))
    level.append(room)
    made.append(level)
    return made
