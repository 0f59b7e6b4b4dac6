"""The styles of a Word file, by what a text is: who opens it changes a style, and everything of its kind follows."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cpm_desktop.documents.word.markup import PARAGRAPH_ORDER, RUN_ORDER, element, put

INK, SECONDARY, ACCENT = "14202B", "43515E", "0B5A7D"
RULE, HAIRLINE, TINT = "75828F", "B4BEC7", "F3F5F7"
_FONT = "Arial"  # on every machine that opens Word files, with signs of many scripts behind it
_KEPT_TABLES = {"Normal Table", "Table Grid"}
_LINE = 1.3

NOT_SIGNED, KIND, SUBTITLE, AUTHORITY = "Not signed", "Kind of paper", "Subtitle", "Authority"
FACT, CELL, COLUMN_HEAD = "Fact", "Cell", "Column head"
BOX_HEAD, BOX, SOURCE, LEAD, SMALL = "Box head", "Box", "Source", "Lead", "Small"
BULLET, NUMBER, FURTHER, TICK = "List Bullet", "List Number", "List Continue", "List to tick"
WRITING = "Writing room"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style looks: sizes and spaces in points, lengths in millimetres."""

    size: float
    is_bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 4
    indent: float = 0
    keeps_with_next: bool = False
    is_box: bool = False


def _looks(text_size: float) -> dict[str, _Look]:
    size = max(text_size, 11.0)
    cell = max(size - 1, 10.5)
    return {
        "Normal": _Look(size),
        "Heading 1": _Look(24, is_bold=True, after=2, keeps_with_next=True),
        "Heading 2": _Look(15, is_bold=True, before=20, after=5, keeps_with_next=True),
        "Heading 3": _Look(12.5, is_bold=True, before=12, after=3, keeps_with_next=True),
        "Heading 4": _Look(size, is_bold=True, before=10, after=3, keeps_with_next=True),
        NOT_SIGNED: _Look(size, is_bold=True, after=10, is_box=True),
        AUTHORITY: _Look(cell, is_bold=True, after=0),
        KIND: _Look(13, is_bold=True, colour=ACCENT, before=12, after=2),
        SUBTITLE: _Look(13, after=10),
        FACT: _Look(cell, after=3),
        CELL: _Look(cell, after=2),
        COLUMN_HEAD: _Look(cell - 0.5, is_bold=True, colour=SECONDARY, after=2, keeps_with_next=True),
        BOX_HEAD: _Look(size, is_bold=True, before=8, after=0, keeps_with_next=True, is_box=True),
        BOX: _Look(size, after=8, is_box=True),
        "Quote": _Look(size + 2, before=4, after=3, indent=6, keeps_with_next=True),
        SOURCE: _Look(cell, colour=SECONDARY, after=6, indent=6),
        LEAD: _Look(size),
        SMALL: _Look(cell - 0.5, colour=SECONDARY, after=2),
        BULLET: _Look(size),
        NUMBER: _Look(size),
        TICK: _Look(size, after=6),
        FURTHER: _Look(size, indent=6),
        WRITING: _Look(cell, colour=SECONDARY, after=90),
        "Header": _Look(9.5, colour=SECONDARY, after=0),
        "Footer": _Look(9.5, colour=SECONDARY, after=0),
    }


def set_styles(document: Document, text_size: float, language: str) -> None:
    """Give a document its styles and its language; what else the library brings along is taken out.

    Args:
        document: fresh.
        text_size: points of running text, as the paper wants it; never less than 11 here.
        language: of the text, such as "en-GB".
    """
    _set_defaults(document, language)
    styles = document.styles
    for left in list(styles.element):
        name_of = left.find(qn("w:name"))
        is_table = left.get(qn("w:type")) == "table"
        if is_table and name_of is not None and name_of.get(qn("w:val")) not in _KEPT_TABLES:
            styles.element.remove(left)
    known = {style.name for style in styles}
    for name, look in _looks(text_size).items():
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle):
            if name not in known:
                style.base_style = styles["Normal"]
            _set_look(style, look)


def _set_defaults(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    put(run, element("w:lang", val=language, eastAsia=language, bidi="ar-SA"), RUN_ORDER)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_look(style: ParagraphStyle, look: _Look) -> None:
    style.hidden, style.quick_style = False, True
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.is_bold, False
    font.color.rgb = RGBColor.from_string(look.colour)
    run = style.element.get_or_add_rPr()
    put(run, element("w:rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_FONT), RUN_ORDER)
    put(run, element("w:szCs", val=round(look.size * 2)), RUN_ORDER)
    if look.is_bold:
        put(run, element("w:bCs"), RUN_ORDER)
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.line_spacing = _LINE
    layout.keep_with_next = look.keeps_with_next
    if look.indent:
        layout.left_indent = Mm(look.indent)
    properties = style.element.get_or_add_pPr()
    for name in ("w:contextualSpacing", "w:pBdr", "w:tabs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    for old in run.findall(qn("w:spacing")) + run.findall(qn("w:kern")):
        run.remove(old)
    if look.is_box:
        _draw_box(properties)


def _draw_box(properties: BaseOxmlElement) -> None:
    border = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        border.append(element(f"w:{side}", val="single", sz=4, space=5, color=RULE))
    put(properties, border, PARAGRAPH_ORDER)
    put(properties, element("w:shd", val="clear", color="auto", fill=TINT), PARAGRAPH_ORDER)
