"""A paper as a tree of blocks for one reader. Who draws it knows no meeting; who builds it no page."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How a line of text stands out."""

    NORMAL = "normal"
    STRONG = "strong"
    QUIET = "quiet"
    QUIET_STRONG = "quiet strong"
    LEAD = "lead"
    SMALL = "small"


class Mark(StrEnum):
    """A state as a shape; always beside its word, never a colour alone."""

    DONE = "done"
    IN_PROGRESS = "in progress"
    OPEN = "open"
    NOT_DONE = "not done"
    UP = "up"
    TO_TICK = "to tick"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text within a cell or a box.

    Attributes:
        text: as typed; line feeds break it.
        tone: how it stands out.
        mark: a state's shape before it.
        is_label: drawn in an outline ("Proposal to the review").
    """

    text: str
    tone: Tone = Tone.NORMAL
    mark: Mark | None = None
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; line feeds break it."""

    text: str
    tone: Tone = Tone.NORMAL


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in one or two columns, filled row by row."""

    facts: tuple[Fact, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with its caption."""

    figure: str
    caption: str


@dataclass(frozen=True, slots=True)
class Counts:
    """A strip of figures."""

    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's own words, with where they come from."""

    words: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: its heading.
        width: millimetres of the 170 that a page has.
        is_row_head: its cells name the row, and are repeated when a row goes on on the next page.
    """

    head: str
    width: float
    is_row_head: bool = False


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row: for each column its lines.

    Attributes:
        cells: lines of each cell.
        is_tinted: on a light ground (how a disagreement ended).
        writing_lines: number of ruled lines to write on in the last cell.
    """

    cells: tuple[tuple[Line, ...], ...]
    is_tinted: bool = False
    writing_lines: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head.

    Attributes:
        columns: from left to right.
        rows: from top to bottom; none prints "None recorded".
        summary: what it holds, for those who hear it.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableLine, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Lines in a box on a light ground."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; numbered where the order matters."""

    entries: tuple[tuple[Line, ...], ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class TickList:
    """Boxes to tick by hand."""

    entries: tuple[str, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Ruled lines to write on.

    Attributes:
        count: how many, 8 mm apart; 0 fills the rest of the page.
    """

    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of pixels, as wide as the text and kept whole; its bytes are found by their hash.

    Attributes:
        words: what it shows, for those who do not see it.
        file_hash: SHA-256 (hex) of its bytes.
        width: in pixels.
        height: in pixels.
    """

    words: str
    file_hash: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The place of a signature, kept whole.

    Attributes:
        field_name: name of the signature field in the file.
        tooltip: what it is, for those who hear it.
        name: who signs.
        role: their role.
        time: when, in words.
        strokes: the drawn signature, as `handover.Signing` keeps it.
        aspect_per_mille: height of the drawing as thousandths of its width.
        typed_name: the signature as typed.
        statement: what the digital signature says.
    """

    field_name: str
    tooltip: str
    name: str
    role: str
    time: str
    strokes: tuple[str, ...] = ()
    aspect_per_mille: int = 400
    typed_name: str = ""
    statement: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it.

    Attributes:
        heading: its text.
        blocks: in order; none prints "None recorded".
        number: printed before the heading; empty for none.
        level: 2 or 3 (1 is the paper's title).
    """

    heading: str
    blocks: tuple["Block", ...]
    number: str = ""
    level: int = 2


Block = (
    Paragraph
    | Facts
    | Counts
    | Quotation
    | Table
    | Box
    | BulletList
    | TickList
    | WritingLines
    | SignatureBlock
    | Picture
    | Section
)


@dataclass(frozen=True, slots=True)
class Annex:
    """A file that goes inside the paper's file; its bytes are found by their hash.

    Attributes:
        name: by which it is saved; it names nobody.
        media_type: such as "application/pdf".
        description: what it is, for people.
        file_hash: SHA-256 (hex) of its bytes.
    """

    name: str
    media_type: str
    description: str
    file_hash: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper for one reader.

    Attributes:
        kind_line: what it is ("Minutes of the standard care planning meeting").
        title: its title.
        subtitle: day and times.
        authority: the authority's name.
        service: the team.
        marking: the protective marking; printed once as text and in header and footer.
        blocks: from top to bottom.
        file_title: the title that a reader of the file sees in its window; no child's name.
        header: printed at the top from the second page on; empty for none.
        footer: the footer's first line.
        footer_small: the footer's second line.
        recipient: whose copy it is; empty for the file copy.
        text_size: points of running text.
        shows_authority: print authority and marking box above the title.
        marks_header: print the marking in the header.
        language: of the text.
        page_mark: what every page bears beside the marking ("Legally privileged"); empty for none.
        data: the same as JSON for later systems, attached inside the file; empty for a paper that is no record.
        annexes: files that go inside it, for this reader.
    """

    kind_line: str
    title: str
    subtitle: str
    authority: str
    service: str
    marking: str
    blocks: tuple[Block, ...]
    file_title: str
    header: str = ""
    footer: str = ""
    footer_small: str = ""
    recipient: str = ""
    text_size: float = 10.5
    shows_authority: bool = True
    marks_header: bool = True
    language: str = "en-GB"
    page_mark: str = ""
    data: str = ""
    annexes: tuple[Annex, ...] = ()
