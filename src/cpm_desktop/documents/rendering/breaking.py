"""Text broken into lines that fit a width. Nothing is dropped: spaces at a line's end stay in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cpm_desktop.documents.rendering.bidirectional import base_level, is_plain, levels, visual_order
from cpm_desktop.documents.rendering.clusters import split_clusters, split_lines
from cpm_desktop.documents.rendering.shaping import Run, Shaper, is_wide_script
from cpm_desktop.documents.rendering.type_scale import TextStyle
from cpm_desktop.documents.rendering.typefaces import Weight

_SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_CLOSING = "\uff0c\u3002\u3001\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u3011\u201d"
"""Chinese and Japanese punctuation that begins no line."""
_TOKENS = re.compile(f"[{_SPACES}]+|[^{_SPACES}]+")
_AFTER = re.compile("(?<=[\\w)\\]][-\u2010\u2013\u2014/\u200b])(?=[\\w(])")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, ready to be drawn.

    Attributes:
        runs: from left to right.
        width: in points, without spaces at its end.
        is_right_to_left: it begins at the right.
        is_first: it begins a part of the text: what was typed before it ended with a line feed.
    """

    runs: tuple[Run, ...]
    width: float
    is_right_to_left: bool = False
    is_first: bool = False

    @property
    def text(self) -> str:
        """The text from left to right."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Atom:
    """Text that no line end divides: a word, a part of one, or spaces."""

    text: str
    runs: tuple[Run, ...]
    width: float
    is_space: bool


class BrokenTexts:
    """Breaks each text into lines once, for as many documents as are drawn with the same fonts."""

    def __init__(self) -> None:
        """Start with nothing broken."""
        self._lines: dict[tuple[str, Weight, float, float], tuple[TextLine, ...]] = {}
        self._longest: dict[tuple[str, Weight, float], float] = {}

    def __len__(self) -> int:
        """Return how many texts are kept."""
        return len(self._lines) + len(self._longest)

    def lines(self, text: str, style: TextStyle, width: float, shaper: Shaper) -> list[TextLine]:
        """Break text into lines as `break_text` does."""
        key = (text, style.weight, style.size, width)
        found = self._lines.get(key)
        if found is None:
            counted = len(shaper.unprintable)
            found = tuple(break_text(text, style, width, shaper))
            if len(shaper.unprintable) == counted:  # else it is counted again wherever it stands
                self._lines[key] = found
        return list(found)

    def longest_part(self, text: str, style: TextStyle, shaper: Shaper) -> float:
        """Return a width in points as `longest_part` does."""
        key = (text, style.weight, style.size)
        found = self._longest.get(key)
        if found is None:
            found = self._longest[key] = longest_part(text, style, shaper)
        return found

    def forget(self) -> None:
        """Forget all texts."""
        self._lines.clear()
        self._longest.clear()


def break_text(text: str, style: TextStyle, width: float, shaper: Shaper) -> list[TextLine]:
    """Break text into lines.

    Args:
        text: as typed; line ends in it are kept.
        style: its size and weight.
        width: room in points.
        shaper: shapes its words.
    """
    room = width / style.size
    lines: list[TextLine] = []
    for part in split_lines(text):
        first, *others = _break_part(shaper.printable(part, style.weight), style, room, shaper)
        lines += [replace(first, is_first=True), *others]
    return lines


def longest_part(text: str, style: TextStyle, shaper: Shaper) -> float:
    """Return the width in points of the longest part of a text that no line end divides."""
    longest = 0.0
    for line in split_lines(text):
        printable = shaper.drawable(line, style.weight)
        for atom in _atoms(printable, style.weight, 0, shaper):
            if not atom.is_space:
                longest = max(longest, atom.width)
    return longest * style.size


def _break_part(text: str, style: TextStyle, room: float, shaper: Shaper) -> Iterator[TextLine]:
    if not text:
        yield TextLine((), 0.0)
        return
    base = 0 if is_plain(text) else base_level(text)
    line: list[_Atom] = []
    used = pending = 0.0
    for atom in _atoms(text, style.weight, base, shaper):
        if atom.is_space:
            line.append(atom)
            pending += atom.width
            continue
        for part in _fitting(atom, style.weight, room, shaper):
            if line and used + pending + part.width > room + 1e-6:
                yield _line(line, used * style.size, base)
                line, used, pending = [], 0.0, 0.0
            line.append(part)
            used += pending + part.width
            pending = 0.0
    yield _line(line, used * style.size, base)


def _atoms(text: str, weight: Weight, base: int, shaper: Shaper) -> Iterator[_Atom]:
    if base == 0 and is_plain(text):
        for token in _TOKENS.findall(text):
            is_space = token[0].isspace() and token[0] != "\u00a0"
            for part in (token,) if is_space else _parts(token):
                runs = shaper.word(part, weight)
                yield _Atom(part, runs, sum(run.width for run in runs), is_space)
        return
    found = levels(text, base)
    for match in _TOKENS.finditer(text):
        token = match.group()
        is_space = token[0].isspace() and token[0] != "\u00a0"
        runs = tuple(_runs_by_level(token, found[match.start() : match.end()], weight, shaper))
        yield _Atom(token, runs, sum(run.width for run in runs), is_space)


def _runs_by_level(token: str, found: list[int], weight: Weight, shaper: Shaper) -> Iterator[Run]:
    start = 0
    for index in range(1, len(token) + 1):
        if index == len(token) or found[index] != found[start]:
            yield from shaper.word(token[start:index], weight, found[start])
            start = index


def _parts(token: str) -> list[str]:
    """Divide a word where a line may end within it: after hyphens, and between wide characters."""
    if token.isalpha() and token.isascii():
        return [token]
    parts: list[str] = []
    for part in _AFTER.split(token):
        if part.isascii() or not any(map(is_wide_script, part)):
            parts.append(part)
            continue
        current = ""
        for cluster in split_clusters(part):
            if current and is_wide_script(cluster[0]) and cluster not in _CLOSING:
                parts.append(current)
                current = ""
            current += cluster
        parts.append(current)
    return parts


def _fitting(atom: _Atom, weight: Weight, room: float, shaper: Shaper) -> Iterator[_Atom]:
    """Yield a word, or where it is wider than a line, parts of it that are not."""
    if atom.width <= room:
        yield atom
        return
    level = atom.runs[0].level
    waiting = split_clusters(atom.text)
    while waiting:
        count, width = 0, 0.0
        while count < len(waiting) and (not count or width <= room):
            width += shaper.width(waiting[count], weight, level)
            count += 1
        part = _part(waiting[:count], weight, level, shaper)
        while count > 1 and part.width > room:
            count -= 1
            part = _part(waiting[:count], weight, level, shaper)
        yield part
        del waiting[:count]


def _part(clusters: list[str], weight: Weight, level: int, shaper: Shaper) -> _Atom:
    text = "".join(clusters)
    runs = shaper.word(text, weight, level)
    return _Atom(text, runs, sum(run.width for run in runs), is_space=False)


def _line(atoms: list[_Atom], width: float, base: int) -> TextLine:
    runs = [run for atom in atoms for run in atom.runs]
    if base == 0 and all(run.level == 0 for run in runs):
        return TextLine(tuple(runs), width)
    trailing = len(runs)
    for atom in reversed(atoms):
        if not atom.is_space:
            break
        trailing -= len(atom.runs)
    found = [run.level if index < trailing else base for index, run in enumerate(runs)]
    return TextLine(tuple(runs[index] for index in visual_order(found)), width, base == 1)
