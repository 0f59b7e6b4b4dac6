"""The outline of a document: entries that lead to places on its pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cpm_desktop.documents.rendering.pdf_file import PdfFile, pdf_text


@dataclass(slots=True, eq=False)
class _Entry:
    """An entry with those under it."""

    title: str
    page: int
    top: float
    under: list["_Entry"] = field(default_factory=list)


class Outline:
    """The entries as they grow."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._root = _Entry("", 0, 0.0)
        self._open = [self._root]

    def add(self, title: str, depth: int, page: int, top: float) -> None:
        """Add an entry.

        Args:
            title: its text.
            depth: 0 for the sections of the paper; at most one more than that of the entry before.
            page: index of the page, from 0.
            top: the place's upper edge in points.
        """
        del self._open[max(depth, 0) + 1 :]
        entry = _Entry(title, page, top)
        self._open[-1].under.append(entry)
        self._open.append(entry)

    def add_to(self, file: PdfFile, pages: Sequence[int]) -> int | None:
        """Write the entries and return their number; None where there are none."""
        if not self._root.under:
            return None
        root = file.reserve()
        first, last = _add_all(file, self._root.under, root, pages)
        file.put(
            root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, _count(self._root))
        )
        return root


def _add_all(file: PdfFile, entries: list[_Entry], parent: int, pages: Sequence[int]) -> tuple[int, int]:
    numbers = [file.reserve() for _ in entries]
    for index, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
        place = f"/XYZ null {entry.top:.2f} null".encode("ascii")
        parts = [b"<</Title%b/Parent %d 0 R" % (pdf_text(entry.title), parent)]
        parts.append(b"/Dest[%d 0 R%b]" % (pages[entry.page], place))
        if index:
            parts.append(b"/Prev %d 0 R" % numbers[index - 1])
        if index + 1 < len(numbers):
            parts.append(b"/Next %d 0 R" % numbers[index + 1])
        if entry.under:
            first, last = _add_all(file, entry.under, number, pages)
            parts.append(b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, _count(entry)))
        file.put(number, b"".join((*parts, b">>")))
    return numbers[0], numbers[-1]


def _count(entry: _Entry) -> int:
    return sum(1 + _count(one) for one in entry.under)
