"""Whether a file's minutes as data and the text on its pages say the same, in plain words.

A signature tells that a file was not changed since; it does not tell that whoever signed it left it as it was made.
So what is printed is read from the glyphs on the pages, and compared with the data word by word.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from cpm_desktop.documents.attachments import attached_files, is_minutes
from cpm_desktop.documents.page_surface import HiddenTextError
from cpm_desktop.documents.page_text import (
    RIGHT_TO_LEFT,
    ForeignPageError,
    PageReader,
    PageText,
    texts_in_order,
)
from cpm_desktop.domain.data_agreement import differences
from cpm_desktop.domain.minutes_data import MinutesData, PrintedBlock
from cpm_desktop.domain.minutes_json import DataUnreadable, read_minutes
from cpm_desktop.domain.papers.printed_data import reading_order
from cpm_desktop.domain.printed_places import as_compared

AGREES = "The minutes as data inside the file say the same as is printed on its pages."
NO_DATA = "This paper holds no minutes as data, so there is nothing to compare with what is printed."
_MISSING = "The minutes as data, which go with every copy of a record, are missing from this file."
_SEVERAL = "The file holds minutes as data more than once."
_DIFFERS = "Page {page} says “{printed}” where the data inside the file say “{data}”."
_EDGE = "Page {page} says “{printed}” at its edge, which the data inside the file do not."
_FOREIGN = (
    "Page {page} holds what the application does not draw there, so what is printed cannot be relied on."
)
_HIDDEN = (
    "Some of the text of page {page} cannot be seen: it is covered, or drawn where or as nobody reads it."
)
_CANNOT = "What is printed cannot be compared with the data inside the file: one of them is damaged."
_NOTHING = "nothing"
_SHOWN = 8  # words of a difference
_NUMBER = re.compile(r"^Page \d+ of \d+$")
_RECORD = re.compile(r"^(?:record|goes with record) [0-9a-f]{8}-[0-9a-f]{4}\b")
_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")
_CUT = "…"
_CONTINUED = "Continued"
"""Where a row goes on on the next page."""
_TURNED = str.maketrans(")]}>»”", "([{<«“")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparing a file's data with its print found.

    Attributes:
        has_data: the file holds minutes as data.
        findings: where they do not agree, each a plain sentence; empty where they do, or there is nothing to compare.
    """

    has_data: bool
    findings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What can be relied on; empty where they do not agree."""
        if self.findings:
            return ""
        return AGREES if self.has_data else NO_DATA


def compare_data(pdf: bytes) -> Agreement:
    """Compare the minutes as data inside a file with its printed text."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = [file.content for file in attached_files(document) if is_minutes(file)]
            if len(found) > 1:
                return Agreement(has_data=True, findings=(_SEVERAL,))
            if found:
                return Agreement(has_data=True, findings=tuple(_compare(document, found[0])))
            return Agreement(has_data=False, findings=(_MISSING,) if _is_record(document) else ())
    except Exception:  # noqa: BLE001  damaged files raise a dozen types that mean the same
        return Agreement(has_data=True, findings=(_CANNOT,))


def _compare(document: pikepdf.Pdf, content: bytes) -> list[str]:
    try:
        data = read_minutes(content.decode("utf-8"))
    except DataUnreadable as error:
        return [error.sentence]
    reader, pages = PageReader(), []
    for number, page in enumerate(document.pages, 1):
        try:
            pages.append(reader.read(page))
        except ForeignPageError:
            return [_FOREIGN.format(page=number)]
        except HiddenTextError:
            return [_HIDDEN.format(page=number)]
    texts = [(page, said) for page, text in texts_in_order(document, pages) if (said := as_compared(text))]
    wanted = [
        said
        for text in reading_order(data.printed)
        for part in _LINE_END.split(text)
        if (said := as_compared(part))
    ]
    return [*_different(texts, wanted), *_foreign_edges(pages, data), *differences(data)]


def _is_record(document: pikepdf.Pdf) -> bool:
    """Tell whether a file without data is a copy of a record, by what stands at the foot of its pages."""
    reader = PageReader()
    try:
        lines = [line for page in document.pages for line in reader.read(page).ornament]
    except Exception:  # noqa: BLE001  any other program's file is read differently, and is no copy of ours
        return False
    return any(_RECORD.match(as_compared(line).casefold()) for line in lines)


def _different(texts: Sequence[tuple[int, str]], wanted: Sequence[str]) -> list[str]:
    """Return the first place at which the print and the data part, if any."""
    printed = [(page, word) for page, text in texts for word in text.split()]
    words = [word for text in wanted for word in text.split()]
    if [word for _, word in printed] == words:
        return []
    place = next(
        (
            index
            for index, ((_, word), other) in enumerate(zip(printed, words, strict=False))
            if word != other
        ),
        min(len(printed), len(words)),
    )
    page = printed[min(place, len(printed) - 1)][0] + 1 if printed else 1
    said = " ".join(word for _, word in printed[place : place + _SHOWN]) or _NOTHING
    told = " ".join(words[place : place + _SHOWN]) or _NOTHING
    return [_DIFFERS.format(page=page, printed=said, data=told)]


def _is_same(text: str, other: str) -> bool:
    """Tell whether two texts say the same; where it runs from right to left, letters are drawn in the order seen."""
    return _as_drawn(text) == _as_drawn(other)


def _as_drawn(text: str) -> str:
    if not any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in text):
        return text
    return "".join(sorted(text.translate(_TURNED).replace(" ", "")))


def _foreign_edges(pages: Sequence[PageText], data: MinutesData) -> list[str]:
    """Return what stands outside the text and is neither header, footer, page number nor head of a table or row."""
    edges = [as_compared(text) for text in data.printed.edges]
    marks = [as_compared(f"{one} · {other}") for one in edges for other in edges]
    known = {_as_drawn(text) for text in (*edges, *marks)}
    heads = {_CONTINUED} | {
        _as_drawn(as_compared(text)) for block in data.printed.blocks for text in _heads(block)
    }
    for number, page in enumerate(pages, 1):
        begun = ""  # of a head that takes several lines
        for line in page.ornament:
            said = as_compared(line)
            if not begun and (
                not said or _as_drawn(said) in known or _NUMBER.match(said) or _is_cut(said, edges)
            ):
                continue
            begun = f"{begun} {said}".strip()
            if _as_drawn(begun) in heads:
                begun = ""
        if begun:
            return [_EDGE.format(page=number, printed=" ".join(begun.split()[:_SHOWN]))]
    return []


def _is_cut(said: str, edges: Sequence[str]) -> bool:
    """Tell whether it is the beginning of a header or footer that was too long; from right to left the end is first."""
    begun = said.removesuffix(_CUT) if said.endswith(_CUT) else said.removeprefix(_CUT)
    is_cut, begun = begun != said, begun.strip()
    return is_cut and any(_is_same(text[: len(begun)], begun) for text in edges)


def _heads(block: PrintedBlock) -> Iterator[str]:
    """Yield what may stand again on the next page: heads of columns, and cells of rows."""
    if block.block == "table":
        yield from block.texts
        yield from (text for row in block.rows for cell in row.cells for text in cell)
    for inner in block.blocks:
        yield from _heads(inner)
