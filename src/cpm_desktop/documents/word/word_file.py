"""Makes the Word file of a paper. The same paper and time always give the same bytes."""

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from cpm_desktop.documents.word.blocks import BlockWriter
from cpm_desktop.documents.word.directed_text import lines_of
from cpm_desktop.documents.word.styles import AUTHORITY, KIND, NOT_SIGNED, SUBTITLE, set_styles
from cpm_desktop.documents.word.writing_text import set_style, write, write_field
from cpm_desktop.domain.blocks import Paper, Tone

ON_EVERY_PAGE = "Not the signed record"
AT_THE_HEAD = (
    "Not the signed record. Anybody who has this Word copy can change it; only a signed PDF is the record."
)
_WIDTH = 170  # millimetres
_UNWANTED = (  # a picture of an empty page, and parts that only older programs read
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def word_file(paper: Paper, made_at: dt.datetime) -> bytes:
    """Return a paper as a Word file that calls itself "not the signed record" at its head and on every page.

    Args:
        paper: the tree for one reader; nothing else is written.
        made_at: the time that the file says it was made at (aware).
    """
    document = docx.Document()
    _drop_unwanted(document)
    set_styles(document, paper.text_size, paper.language)
    _set_page(document)
    _describe(document, paper, made_at)
    _write_edges(document, paper)
    writer = BlockWriter(document)
    writer.line(AT_THE_HEAD, NOT_SIGNED)
    if paper.shows_authority:
        writer.line(paper.authority, AUTHORITY)
        writer.line(paper.service, "Small")
        if paper.marks_header:
            writer.line("\n".join(filter(None, (paper.page_mark, paper.marking))), AUTHORITY)
    writer.line(paper.kind_line, KIND)
    writer.line(paper.title, "Heading 1")
    writer.line(paper.subtitle, SUBTITLE)
    writer.write_all(paper.blocks)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_times(written.getvalue())


def _drop_unwanted(document: Document) -> None:
    for part in (document.part.package, document.part):
        for key, relationship in list(part.rels.items()):
            if relationship.reltype in _UNWANTED:
                del part.rels[key]


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(22), Mm(18)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(11), Mm(9)


def _describe(document: Document, paper: Paper, made_at: dt.datetime) -> None:
    """Say of the file what may be said: no child and nobody else is named."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        paper.file_title,
        paper.authority,
        paper.language,
    )
    properties.subject, properties.comments, properties.keywords = ON_EVERY_PAGE, "", ""
    properties.category, properties.last_modified_by, properties.revision = "", "", 1
    properties.created = properties.modified = made_at.astimezone(dt.UTC)


def _write_edges(document: Document, paper: Paper) -> None:
    section = document.sections[0]
    marks = "  ·  ".join(filter(None, (paper.page_mark, paper.marking)))
    above = section.header.paragraphs[0]
    _beside(above, ON_EVERY_PAGE, marks if paper.marks_header else "", Tone.STRONG)
    if paper.header:
        write(set_style(section.header.add_paragraph(), "Header"), _joined(paper.header))
    below = section.footer.paragraphs[0]
    _beside(below, _joined(paper.footer), "")
    below.add_run("\tPage ")
    write_field(below, "PAGE", "1")
    below.add_run(" of ")
    write_field(below, "NUMPAGES", "1")
    _beside(set_style(section.footer.add_paragraph(), "Footer"), _joined(paper.footer_small), marks)


def _beside(paragraph: Paragraph, left: str, right: str, tone: Tone = Tone.NORMAL) -> None:
    """Write one text at the left edge and one at the right."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    write(paragraph, left, tone)
    if right:
        paragraph.add_run("\t")
        write(paragraph, _joined(right), Tone.STRONG)


def _joined(text: str) -> str:
    return " ".join(lines_of(text))


def _with_fixed_times(content: bytes) -> bytes:
    """Pack the file anew: the library notes the time of day with each of its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(kept, old.read(entry))
    return packed.getvalue()
